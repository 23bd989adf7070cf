import Dossiers
import Foundation
import Logging
import Store
import Synchronization
import Testing
import Ticketing

@testable import halld

@Suite struct `An identity card under a scanner` {
  static let cards = [
    "001099012345|012345678|Nguyễn Văn Ẩn|01011999|Nam|Số 5, ngõ 3/2, Tân Phong|25042021",
    "001099012345||Nguyễn Văn Ẩn|01011999|Nam|Số 5, ngõ 3/2, Tân Phong|25042021",
    "001099012345", "001 099 012 345", "012345678", "CCCD: 001099012345",
    "IDVNM0990123451001099012345<<3\n9901016M3901019VNM<<<<<<<<<<<8\nNGUYEN<<VAN<AN<<<<<<<<<<<<<<<<",
    "9901016M3901019VNM<<<<<<<<<<<8",
  ]
  /// What must be found nowhere afterwards.
  static let traces = [
    "001099012345", "001 099 012", "012345678", "099012345", "01011999", "Tân Phong", "Văn Ẩn",
    "NGUYEN<<", "9901016M",
  ]

  /// Every place where the public, or an officer in a hurry, may put a card.
  typealias Place = @Sendable (HallUnderTest, String, String) async throws -> RawAnswer

  static let places: [(what: String, ask: Place)] = [
    ("lookup", { hall, card, _ in try await hall.ask("GET", "/api/dossiers/\(escaped(card))") }),
    (
      "proof",
      { hall, card, _ in
        try await hall.ask("GET", "/api/dossiers/000.00.12.H35-261121-0001?proof=\(escaped(card))")
      }
    ),
    (
      "day",
      { hall, card, _ in
        try await hall.ask("GET", "/api/dossiers?day=\(escaped(card))&ordinal=1")
      }
    ),
    (
      "ordinal",
      { hall, card, _ in
        try await hall.ask("GET", "/api/dossiers?day=2026-11-21&ordinal=\(escaped(card))")
      }
    ),
    (
      "a query's name",
      { hall, card, _ in
        try await hall.ask("GET", "/api/hall?\(escaped(card))=1")
      }
    ),
    ("phone", { hall, card, _ in try await hall.ask("GET", "/api/tickets/\(escaped(card))") }),
    (
      "phone, cancel",
      { hall, card, _ in
        try await hall.ask("POST", "/api/tickets/\(escaped(card))/cancel")
      }
    ),
    ("phone's page", { hall, card, _ in try await hall.ask("GET", "/t/\(escaped(card))") }),
    ("phone's code", { hall, card, _ in try await hall.ask("GET", "/t/\(escaped(card))/qr.svg") }),
    ("assets", { hall, card, _ in try await hall.ask("GET", "/assets/\(escaped(card))") }),
    (
      "a page that is not there",
      { hall, card, _ in try await hall.ask("GET", "/\(escaped(card))") }
    ),
    (
      "pairing",
      { hall, card, _ in
        try await hall.ask("POST", "/api/pairing", quoted(["token": card]))
      }
    ),
    (
      "errand",
      { hall, card, _ in
        try await hall.ask(
          "POST", "/api/tickets", quoted(["errand": card]), headers: ["Idempotency-Key": "k"])
      }
    ),
    (
      "priority",
      { hall, card, _ in
        try await hall.ask(
          "POST", "/api/tickets", quoted(["errand": "dat-dai", "priority": card]),
          headers: ["Idempotency-Key": "k"])
      }
    ),
    (
      "a member's name",
      { hall, card, _ in
        try await hall.ask(
          "POST", "/api/tickets", quoted([card: "x"]), headers: ["Idempotency-Key": "k"])
      }
    ),
    (
      "account",
      { hall, card, _ in
        try await hall.ask(
          "POST", "/api/session", quoted(["account": card, "password": "password-1"]))
      }
    ),
    (
      "ticket search",
      { hall, card, cookie in
        try await hall.ask("GET", "/api/reception/tickets?number=\(escaped(card))", cookie: cookie)
      }
    ),
    (
      "pad",
      { hall, card, cookie in
        try await hall.ask(
          "POST", "/api/reception/pad",
          quoted(["number": card, "errand": "dat-dai", "at": "2026-11-21T08:00:00+07:00"]),
          cookie: cookie)
      }
    ),
  ]

  @Test func `is answered politely everywhere and found nowhere afterwards`() async throws {
    let heard = HeardLines()
    let logger = Logger(label: "test") { _ in heard }
    try await HallUnderTest.open(
      logger: logger,
      change: {
        $0.lookup.freeForLoopback = false
        $0.lookup.perClientPerMinute = 600
      }
    ) { hall async throws in
      let receptionist = try await hall.cookie(.receptionist)
      for (what, ask) in Self.places {
        for card in Self.cards {
          let answer = try await ask(hall, card, receptionist)
          #expect(answer.status == 422, "\(what): \(card) \(answer.text)")
          #expect(answer.code == "identity-card", "\(what): \(card)")
          #expect(Self.found(in: answer.body) == [], "\(what): \(card)")
          #expect(answer.headers.allSatisfy { Self.found(in: Array($0.value.utf8)) == [] })
        }
      }
      let folder = hall.web.parts.settings.dataFolder
      for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
        let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)") ?? Data()
        #expect(Self.found(in: Array(bytes)) == [], "\(name)")
      }
      #expect(Self.found(in: Array(heard.text.utf8)) == [])
    }
  }

  @Test func `control: what is written into the log is found there`() async throws {
    try await HallUnderTest.open { hall async throws in
      _ = try await hall.store.erasePersonalData(
        ofDossier: "nobody", by: Actor("test"), at: hall.clock.now())
      try await hall.store.guessingStopped(
        door: Self.cards[2], tries: 1, at: hall.clock.now())
      let folder = hall.web.parts.settings.dataFolder
      let found = try FileManager.default.subpathsOfDirectory(atPath: folder).contains { name in
        let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)") ?? Data()
        return Self.found(in: Array(bytes)) == ["001099012345", "099012345"]
      }
      #expect(found)
    }
  }

  @Test func `is told from a dossier code of digits alone by the centre's own pattern`()
    async throws
  {
    let pattern = try #require(CodePattern("{yymmdd}{ordinal:6}"))
    try await HallUnderTest.open(change: { configuration in
      configuration.plan.regulations = RegulationBook(
        configuration.plan.regulations.regulations.map { regulation in
          var regulation = regulation
          regulation.code.pattern = pattern
          return regulation
        })
    }) { hall async throws in
      #expect(
        try await hall.ask("GET", "/api/dossiers/261121000001").code == "dossier-not-found")
      #expect(try await hall.ask("GET", "/api/dossiers/991399000001").code == "identity-card")
    }
  }

  private static func found(in bytes: [UInt8]) -> [String] {
    let data = Data(bytes)
    return traces.filter { data.range(of: Data($0.utf8)) != nil }
  }

  /// Everything but letters and digits behind percent signs.
  private static func escaped(_ text: String) -> String {
    text.utf8.map { byte in
      let isPlain =
        byte < 0x80 && Character(Unicode.Scalar(byte)).isLetter
        || Character(Unicode.Scalar(byte)).isNumber && byte < 0x80
      return isPlain
        ? String(Unicode.Scalar(byte)) : "%" + String(Int(byte) + 0x100, radix: 16).suffix(2)
    }.joined()
  }

  private static func quoted(_ object: [String: String]) -> String {
    let data = (try? JSONSerialization.data(withJSONObject: object)) ?? Data()
    return String(decoding: data, as: UTF8.self)
  }
}

/// Keeps every line that is logged.
private final class HeardLines: LogHandler, Sendable {
  private let lines = Mutex("")

  var text: String { lines.withLock { $0 } }
  var metadata: Logger.Metadata {
    get { [:] }
    set {}
  }
  var logLevel: Logger.Level {
    get { .trace }
    set {}
  }

  subscript(metadataKey _: String) -> Logger.Metadata.Value? {
    get { nil }
    set {}
  }

  func log(event: LogEvent) {
    lines.withLock { $0 += "\(event.message) \(event.metadata ?? [:])\n" }
  }
}
