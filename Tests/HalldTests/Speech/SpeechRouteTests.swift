import Foundation
import NIOCore
import Testing
import Ticketing

@testable import halld

@Suite struct `The sounds for the screens` {
  static let rows: [(path: String, status: Int)] = [
    ("/speech/calls/A012/5/full.wav", 200), ("/speech/calls/A012/5/brief-again.wav", 200),
    ("/speech/calls/P000001/8/short.wav", 200), ("/speech/chime.wav", 200),
    ("/speech/kiosk/kiosk-welcome.wav", 200), ("/speech/kiosk/welcome.wav", 200),
    ("/speech/kiosk/welcome.wav?language=en", 200),
    ("/speech/calls/A012/9/full.wav", 404), ("/speech/calls/A012/5/full.mp3", 404),
    ("/speech/calls/a012/5/full.wav", 404), ("/speech/calls/A012345678/5/full.wav", 404),
    ("/speech/calls/A012/5/loud.wav", 404), ("/speech/calls/%C4%90012/5/full.wav", 404),
    ("/speech/kiosk/digit-1.wav", 404), ("/speech/kiosk/..%2Fdigit-1.wav", 404),
    ("/speech/kiosk/kiosk-..%2F..%2Fhalld.yaml.wav", 404), ("/speech/kiosk/kiosk-x.wav", 404),
    ("/speech/../halld.yaml", 404), ("/speech/manifest.yaml", 404),
    ("/speech/chime.wav?x=1", 422), ("/speech/kiosk/welcome.wav?lang=en", 422),
  ]

  @Test func `are those of the voice, and of no file`() async throws {
    try await HallUnderTest.open { hall async throws in
      for row in Self.rows {
        let answer = try await hall.ask("GET", row.path)
        #expect(answer.status == row.status, "\(row.path)")
        guard row.status == 200 else { continue }
        #expect(answer.header("content-type") == "audio/wav")
        #expect((try? WaveFile.read(ByteBuffer(bytes: answer.body))) != nil, "\(row.path)")
        let tag = try #require(answer.header("etag"))
        let again = try await hall.ask("GET", row.path, headers: ["If-None-Match": tag])
        #expect(again.status == 304, "\(row.path)")
        #expect(try await hall.ask("HEAD", row.path).status == 200)
      }
      let one = try await hall.ask("GET", "/speech/calls/A012/5/full.wav")
      let other = try await hall.ask("GET", "/speech/calls/A013/5/full.wav")
      #expect(one.header("etag") != other.header("etag"))
    }
  }

  @Test func `are not there in a hall without a voice, nor for a phone`() async throws {
    try await HallUnderTest.open(change: { $0.speech = nil }) { hall async throws in
      for path in ["/speech/chime.wav", "/speech/calls/A012/5/full.wav"] {
        #expect(try await hall.ask("GET", path).status == 404)
      }
    }
    try await HallUnderTest.open(doors: [.everyone]) { hall async throws in
      #expect(try await hall.ask("GET", "/speech/chime.wav").status == 404)
    }
  }

  @Test func `a call is announced to the boards of its zone, and to no silent one`() async throws {
    try await HallUnderTest.open(change: {
      $0.boards = [
        BoardSettings(id: "board-1", place: "", counters: ["1"]),
        BoardSettings(id: "board-2", place: "", counters: ["1"], speaks: false),
      ]
    }) { hall async throws in
      let heard = try await Self.heard(hall)
      #expect(heard.count { $0.contains("event: announce") } == 1, "\(heard)")
      #expect(heard.contains { $0.contains("\"sound\":\"/speech/calls/A012/1/full.wav\"") })
    }
  }

  /// What the demonstration's board hears of three announcements, one of them for its zone,
  /// until two signs of life have come after them.
  private static func heard(_ hall: HallUnderTest) async throws -> [String] {
    let connection = try #require(RawConnection(port: hall.port))
    connection.send(RawHTTP.request("GET", "/api/board/stream"))
    func next() async -> String {
      await RawHTTP.aside {
        connection.read(until: "\n\n").map { String(decoding: $0, as: UTF8.self) } ?? ""
      }
    }
    var greeting = ""
    while !greeting.contains("event: board") { greeting = await next() }
    let voice = try #require(hall.web.parts.voice)
    let wave = try #require(voice.call("A012", at: "1", AnnouncementForm(.full)))
    let announcement = Announcement(
      call: AwaitedCall(id: 7, label: "A012", counter: "1", attempt: 1, at: hall.clock.now()),
      form: AnnouncementForm(.full), wave: wave)
    hall.web.announce(announcement, in: VoiceZone(counters: ["2"]))
    hall.web.announce(announcement, in: VoiceZone(counters: []))
    hall.web.announce(announcement, in: VoiceZone(counters: ["1"]))
    var heard: [String] = []
    while heard.count(where: { $0.contains("event: beat") }) < 2, heard.count < 20 {
      heard.append(await next())
    }
    return heard
  }
}
