import Dossiers
import Drivers
import Foundation
import NIOEmbedded
import Store
import Testing
import Ticketing

@testable import halld

@Suite struct `A counter's page hears its scanner and its keypad` {
  private typealias News = `A kiosk hears its own scanner`
  private static let code = "000.00.12.H35-261121-0007"
  private static let card = "001099012345||Nguyn Vn A|01011999|Nam|Lai Chu|25042021"

  /// Opens the pages of these officers at these counters, does something, and tells what each heard.
  ///
  /// The first page is listened to until it has heard what it should, the others as long.
  private static func heard(
    by pages: [(counter: String, cookie: String)], _ hall: HallUnderTest, first wanted: Int,
    after act: () async -> Void
  ) async -> [[String]] {
    let paths = pages.map { ("/api/counters/\($0.counter)/stream", $0.cookie) }
    let streams = await RawHTTP.aside {
      paths.map { News.open(hall.port, $0.0, cookie: $0.1) }
    }
    _ = await RawHTTP.aside { streams.map { News.names($0, until: 1) } }
    await act()
    return await RawHTTP.aside {
      streams.enumerated().map { index, stream in
        News.names(stream, until: 6, scansAndKeys: index == 0 ? wanted : 0)
          .filter(News.isScanOrKey)
      }
    }
  }

  @Test func `a code reaches the officer who has opened the counter, and nobody beside`()
    async throws
  {
    try await HallUnderTest.open(pace: News.quick) { hall async throws in
      let tung = try await hall.cookie(.officer, counters: ["1", "2"], account: "tung")
      let hoa = try await hall.cookie(.officer, counters: ["1"], account: "hoa")
      let chief = try await hall.cookie(.supervision, account: "chief")
      _ = try await hall.ask("POST", "/api/counters/1/open", cookie: tung)
      let heard = await Self.heard(
        by: [("1", tung), ("1", hoa), ("2", tung), ("1", chief)], hall, first: 3
      ) {
        for text in [Self.code, Self.card, "rubbish"] {
          await hall.web.scanned(.init(place: .counter("1"), scan: .text(text)))
        }
      }
      #expect(heard[0].first == #"scan {"dossier":"\#(Self.code)","proof":null}"#, "\(heard)")
      #expect(heard[0].count == 3)
      #expect(heard[0].dropFirst().first?.contains("Đây là thẻ căn cước") == true)
      #expect(heard[0].last?.contains("không phải mã hồ sơ") == true)
      #expect(heard.dropFirst().allSatisfy { $0 == [] }, "\(heard)")
      #expect(!heard.joined().contains { $0.contains("001099012345") || $0.contains("Nguyn") })
    }
  }

  @Test func `at a closed counter nothing that was scanned is passed on, and the page says why`()
    async throws
  {
    try await HallUnderTest.open(pace: News.quick) { hall async throws in
      let tung = try await hall.cookie(.officer, counters: ["1"], account: "tung")
      let heard = await Self.heard(by: [("1", tung)], hall, first: 2) {
        await hall.web.scanned(.init(place: .counter("1"), scan: .text(Self.code)))
        await hall.web.scanned(.init(place: .counter("1"), scan: .text(Self.card)))
      }
      #expect(heard[0].count == 2, "\(heard)")
      #expect(heard[0].allSatisfy { $0.contains("quầy đang đóng") && !$0.contains("H35") })
    }
  }

  @Test func `an account that has lost its right hears no code`() async throws {
    try await HallUnderTest.open(pace: News.quick) { hall async throws in
      let tung = try await hall.cookie(.officer, counters: ["1"], account: "tung")
      _ = try await hall.ask("POST", "/api/counters/1/open", cookie: tung)
      let heard = await Self.heard(by: [("1", tung)], hall, first: 1) {
        _ = try? await hall.store.change("tung", by: .system, at: hall.clock.now()) {
          $0.isActive = false
        }
        await hall.web.scanned(.init(place: .counter("1"), scan: .text(Self.code)))
      }
      #expect(heard[0].count == 1, "\(heard)")
      #expect(heard[0].first?.contains("không có quyền") == true)
    }
  }

  @Test func `a key that did nothing says why, one that was carried out says nothing`()
    async throws
  {
    try await HallUnderTest.open(pace: News.quick) { hall async throws in
      let tung = try await hall.cookie(.officer, counters: ["1", "2"], account: "tung")
      let heard = await Self.heard(by: [("1", tung), ("2", tung)], hall, first: 3) {
        #expect(await hall.web.pressed(.next, at: "1").code == "counter-closed")
        _ = try? await hall.ask("POST", "/api/counters/1/open", cookie: tung)
        #expect(await hall.web.pressed(.next, at: "1") == .nobodyWaits)
        _ = try? await hall.takeNumber()
        #expect(await hall.web.pressed(.next, at: "1") == .done)
        #expect(await hall.web.pressed(.next, at: "1").code == "counter-busy")
      }
      #expect(heard[0].count == 3, "\(heard)")
      #expect(heard[0].allSatisfy { $0.hasPrefix(#"key {"key":"next","refused":{"vi":"#) })
      #expect(heard[0].first?.contains("quầy đang đóng") == true)
      #expect(heard[0].dropFirst().first?.contains("Không có ai đang chờ") == true)
      #expect(heard[0].last?.contains("quầy đang có số A001") == true)
      #expect(heard[1] == [])
    }
  }

  @Test func `a page that is not read keeps a few messages, however much is scanned`()
    async throws
  {
    try await HallUnderTest.open { hall async throws in
      let tung = try await hall.cookie(.officer, counters: ["1"], account: "tung")
      _ = try await hall.ask("POST", "/api/counters/1/open", cookie: tung)
      let watcher = try #require(
        hall.web.parts.board.join(
          station: CounterPage(counter: "1", account: "tung").station, channel: EmbeddedChannel()))
      for _ in 0..<10_000 {
        await hall.web.scanned(.init(place: .counter("1"), scan: .text(Self.code)))
      }
      #expect(watcher.takeMessages().count == StreamWatcher.mostMessages)
      hall.web.parts.board.leave(watcher)
    }
  }

  @Test func `every sentence stands in both languages`() async throws {
    try await HallUnderTest.open { hall async throws in
      let codes = ["scan-unknown", "scan-unreadable", "scan-not-taken", "keypad-nobody-waits"]
      #expect(hall.web.parts.texts.missing(of: codes) == [])
    }
  }
}
