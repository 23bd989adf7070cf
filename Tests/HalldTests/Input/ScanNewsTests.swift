import Dossiers
import Drivers
import Foundation
import NIOCore
import Store
import Testing
import Ticketing

@testable import halld

@Suite struct `A kiosk hears its own scanner` {
  private static let card = "001099012345||Nguyn Vn A|01011999|Nam|Lai Chu|25042021"

  @Test func `and no other kiosk, no board and nobody unpaired hears it`() async throws {
    try await HallUnderTest.open(pace: Self.quick) { hall async throws in
      let other = try await Self.pair(hall, "kiosk-2")
      // In the demonstration who is not paired is kiosk-1.
      let streams = await RawHTTP.aside {
        [
          Self.open(hall.port, "/api/kiosk/stream"),
          Self.open(hall.port, "/api/kiosk/stream", cookie: other),
          Self.open(hall.port, "/api/board/stream"),
        ]
      }
      let first = await RawHTTP.aside { streams.map { Self.names($0, until: 1) } }
      for text in ["000.00.12.H35-261121-0007", Self.card, "rubbish"] {
        await hall.web.scanned(.init(place: .kiosk("kiosk-1"), scan: .text(text)))
      }
      await hall.web.scanned(.init(place: .kiosk("kiosk-2"), scan: .tooLong("x")))
      let heard = await RawHTTP.aside {
        zip(zip(streams, first), [3, 1, 0]).map { stream, scans in
          stream.1 + Self.names(stream.0, until: 8, scansAndKeys: scans)
        }
      }
      let scans = heard.map { $0.filter { $0.hasPrefix("scan ") } }
      #expect(
        scans[0].first == #"scan {"dossier":"000.00.12.H35-261121-0007","proof":null}"#, "\(heard)")
      #expect(scans[0].count == 3)
      #expect(scans[0].dropFirst().first?.contains("Đây là thẻ căn cước") == true)
      #expect(scans[0].last?.contains("không phải mã hồ sơ") == true)
      #expect(scans[1].count == 1)
      #expect(scans[1].first?.contains("Chưa đọc được mã") == true)
      #expect(scans[2] == [])
      #expect(!heard.joined().contains { $0.contains("001099012345") || $0.contains("Nguyn") })
    }
  }

  @Test func `a number slip that the hall gave out opens the number`() async throws {
    try await HallUnderTest.open(pace: Self.quick) { hall async throws in
      let taken = try await hall.takeNumber()
      let json = try JSONSerialization.jsonObject(with: Data(taken.body)) as? [String: Any]
      let token = try #require(json?["token"] as? String)
      let stream = await RawHTTP.aside { Self.open(hall.port, "/api/kiosk/stream") }
      let first = await RawHTTP.aside { Self.names(stream, until: 1) }
      await hall.web.scanned(.init(place: .kiosk("kiosk-1"), scan: .text(token)))
      let heard = await RawHTTP.aside { first + Self.names(stream, until: 6, scansAndKeys: 1) }
      #expect(heard.contains(#"scan {"ticket":"\#(token)"}"#), "\(heard)")
    }
  }

  static let quick = StreamFeed.Pace(beat: .milliseconds(100))

  private static func pair(_ hall: HallUnderTest, _ name: String) async throws -> String {
    let token = SecretToken.make()
    try await hall.store.pair(
      token: token, device: name, kind: DeviceKind.kiosk.rawValue, by: .system,
      at: hall.clock.now())
    return "halld-device=\(token)"
  }

  static func open(_ port: Int, _ path: String, cookie: String? = nil) -> RawConnection? {
    let connection = RawConnection(port: port)
    connection?.send(
      RawHTTP.request("GET", path, headers: cookie.map { ["Cookie": $0] } ?? [:]))
    return connection
  }

  /// So many events of a stream, as `name data`; more, until so many of them are scans and keys.
  static func names(
    _ connection: RawConnection?, until count: Int, scansAndKeys wanted: Int = 0
  ) -> [String] {
    var names: [String] = []
    while names.count < count || names.count(where: isScanOrKey) < wanted,
      let bytes = connection?.read(until: "\n\n")
    {
      let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
      func value(_ field: String) -> String? {
        lines.first { $0.hasPrefix("\(field): ") }.map { String($0.dropFirst(field.count + 2)) }
      }
      if let name = value("event"), let data = value("data") { names.append("\(name) \(data)") }
    }
    return names
  }

  static func isScanOrKey(_ name: String) -> Bool {
    name.hasPrefix("scan ") || name.hasPrefix("key ")
  }
}
