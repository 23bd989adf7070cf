import Dossiers
import Foundation
import Store
import Testing
import Ticketing

@testable import halld

@Suite struct `The acts that supervision sees` {
  private func acts(
    _ hall: HallUnderTest, _ query: String, as role: Role = .supervision
  ) async throws -> [[String: Any]] {
    let answer = try await hall.ask(
      "GET", "/api/supervision/acts\(query)", cookie: try await hall.cookie(role))
    #expect(answer.status == 200, "\(answer.text)")
    return try #require(answer.json["acts"] as? [[String: Any]])
  }

  @Test func `are calls out of turn, cancellations, reprints, each with actor, subject and reason`()
    async throws
  {
    try await HallUnderTest.open { hall async throws in
      let officer = try await hall.cookie(.officer, counters: ["1"])
      let desk = try await hall.cookie(.receptionist)
      _ = try await hall.takeNumber()
      let second = try #require(try await hall.takeNumber().json["id"] as? String)
      let third = try #require(try await hall.takeNumber().json["id"] as? String)
      _ = try await hall.ask("POST", "/api/counters/1/open", cookie: officer)
      let called = try await hall.ask(
        "POST", "/api/counters/1/call",
        #"{"ticket":"\#(second)","reason":"Cụ già mệt, xin gọi trước"}"#, cookie: officer)
      #expect(called.status == 200, "\(called.text)")
      #expect(
        try await hall.ask("POST", "/api/reception/tickets/\(third)/reprint", cookie: desk).status
          == 200)
      #expect(
        try await hall.ask("POST", "/api/reception/tickets/\(third)/cancel", cookie: desk).status
          == 200)
      let all = try await acts(hall, "")
      func ofVisitors(_ acts: [[String: Any]]) -> [[String: Any]] {
        acts.filter { !["machine", "account", "session"].contains($0["kind"] as? String) }
      }
      let seen = ofVisitors(all)
      #expect(seen.map { $0["kind"] as? String } == ["cancellation", "correction", "outOfTurn"])
      let turn = try #require(seen.last)
      #expect(turn["reason"] as? String == "Cụ già mệt, xin gọi trước")
      #expect(turn["by"] as? String == "officer:test-officer")
      #expect((turn["byRole"] as? [String: String])?["vi"] == "Cán bộ tiếp nhận")
      #expect((turn["subjectName"] as? [String: String])?["vi"] == "Số A002")
      #expect((turn["eventName"] as? [String: String])?["vi"] == "Gọi không theo thứ tự")
      let only = try await acts(hall, "?kind=outOfTurn")
      #expect(only.map { $0["seq"] as? String } == [turn["seq"] as? String])
      #expect(try await acts(hall, "?day=2020-01-01").isEmpty)
      // A visitor who cancels, and an ordinary call, are no acts.
      let own = try #require(try await hall.takeNumber().json["token"] as? String)
      _ = try await hall.ask("POST", "/api/tickets/\(own)/cancel")
      _ = try await hall.ask(
        "POST", "/api/counters/1/finish", #"{"outcome":"done"}"#, cookie: officer)
      _ = try await hall.ask("POST", "/api/counters/1/call-next", cookie: officer)
      #expect(ofVisitors(try await acts(hall, "")).count == seen.count)
    }
  }

  @Test func `are every reading and erasure of personal data, by dossier and by reader`()
    async throws
  {
    try await HallUnderTest.open { hall async throws in
      let code = try await Self.dossier(hall, PersonalData(name: "Lò Thị Mai", phone: "0912345678"))
      let other = try await Self.dossier(hall, PersonalData(name: "Vàng A Páo"))
      let officer = try await hall.cookie(.officer, counters: ["1"], account: "tung")
      let supervisor = try await hall.cookie(.supervision)
      // A look at the details, a look at the applicant, and another dossier.
      #expect(try await hall.ask("GET", "/api/dossiers/\(code)", cookie: officer).status == 200)
      let read = try await hall.ask("GET", "/api/dossiers/\(code)/applicant", cookie: officer)
      #expect(read.json["name"] as? String == "Lò Thị Mai")
      #expect(read.header("cache-control") == "no-store")
      #expect(
        try await hall.ask("GET", "/api/dossiers/\(other)/applicant", cookie: supervisor).status
          == 200)
      // The public's looks are no readings: they are told nothing of anybody.
      #expect(try await hall.ask("GET", "/api/dossiers/\(code)").status == 200)
      #expect(try await acts(hall, "?dossier=\(code)").count == 2)
      #expect(try await acts(hall, "?actor=officer:tung").count == 2)

      let officerErases = try await hall.ask(
        "DELETE", "/api/dossiers/\(code)/applicant", cookie: officer)
      #expect(officerErases.code == "role-forbidden")
      let erased = try await hall.ask(
        "DELETE", "/api/dossiers/\(code)/applicant", cookie: supervisor)
      #expect(erased.status == 204)
      for method in ["GET", "DELETE"] {
        let again = try await hall.ask(
          method, "/api/dossiers/\(code)/applicant", cookie: supervisor)
        #expect(again.code == "nothing-personal", "\(method)")
      }
      let list = try await acts(hall, "?dossier=\(code)")
      #expect(
        list.map { $0["event"] as? String } == [
          "personal.erased", "personal.read", "personal.read",
        ])
      #expect(
        list.map { $0["by"] as? String }
          == ["supervision:test-supervision", "officer:tung", "officer:tung"])
      #expect(try hall.store.dossier(code: code) != nil)
      #expect(try await hall.store.verifyLog().isWhole)
    }
  }

  @Test func `come page by page, each once`() async throws {
    try await HallUnderTest.open { hall async throws in
      let reader = try await hall.cookie(.supervision)
      for number in 0..<250 {
        try await hall.store.noteReading(
          ofDossier: "000.00.12.H35-261121-\(1_000 + number)", by: Actor("officer:tung"),
          at: hall.clock.now())
      }
      var seqs: [String] = []
      var next: String? = ""
      while let before = next {
        let answer = try await hall.ask(
          "GET", "/api/supervision/acts?kind=reading\(before.isEmpty ? "" : "&before=\(before)")",
          cookie: reader)
        let acts = try #require(answer.json["acts"] as? [[String: Any]])
        #expect(acts.count <= 100)
        seqs += acts.compactMap { $0["seq"] as? String }
        next = answer.json["next"] as? String
      }
      #expect(seqs.count == 250)
      #expect(seqs.compactMap { Int($0) } == seqs.compactMap { Int($0) }.sorted(by: >))
    }
  }

  @Test(arguments: [
    ("?kind=everything", "parameter-wrong"), ("?day=yesterday", "parameter-wrong"),
    ("?before=-1", "parameter-wrong"), ("?dossier=x", "code-unreadable"),
    ("?dossier=001099012345", "identity-card"), ("?actor=", "parameter-wrong"),
    ("?page=2", "parameter-unknown"),
  ])
  func `are refused for what cannot be asked`(query: String, code: String) async throws {
    try await HallUnderTest.open { hall async throws in
      let answer = try await hall.ask(
        "GET", "/api/supervision/acts\(query)", cookie: try await hall.cookie(.supervision))
      #expect(answer.status == 422)
      #expect(answer.code == code)
    }
  }

  @Test func `have a name in both languages, whatever the log calls them`() throws {
    let texts = try Texts(folder: Shipped.path("texts"))
    #expect(texts.missing(of: SupervisedKind.allCases.map { "acts-\($0.rawValue)" }) == [])
    #expect(texts.missing(of: GuessDoor.allCases.map { "guess-\($0.rawValue)" }) == [])
    #expect(texts.missing(of: Role.allCases.map { "actor-\($0.rawValue)" }) == [])
    for kind in RecordKind.allCases where kind != .logOpened {
      let code = "act-\(kind.rawValue.replacing(".", with: "-"))"
      #expect(texts.missing(of: [code]) == [], "\(code)")
    }
  }

  /// By night, and once after the start.
  @Test(arguments: [
    ("2026-11-21T09:00", nil as String?, true), ("2026-11-21T02:00", "2026-11-21", false),
    ("2026-11-22T01:59", "2026-11-21", false), ("2026-11-22T02:00", "2026-11-21", true),
    ("2026-11-25T23:00", "2026-11-21", true),
  ])
  func `P-22 · erasing by rule is due once after the start and then every night`(
    now: String, done: String?, isDue: Bool
  ) async throws {
    let moment = Moment(try #require(CivilMoment(now)), utcOffsetSeconds: 25_200)
    try await HallUnderTest.open { hall async throws in
      let keeper = PrivacyKeeper(
        store: hall.store, web: hall.web.parts, settings: RetentionSettings(),
        logger: hall.web.parts.logger)
      #expect(keeper.isDue(at: moment, done: done.flatMap { CivilDate($0) }) == isDue)
    }
  }

  /// A dossier taken in without a visit, with what is known of its applicant.
  private static func dossier(
    _ hall: HallUnderTest, _ personal: PersonalData
  ) async throws -> String {
    let procedure = try #require(hall.web.parts.settings.procedures.first).intake
    let now = hall.clock.now()
    let answer = try await hall.store.submit(
      HallRequest(
        .intake(
          nil, nil,
          Intake(
            procedure: procedure, channel: .online, receivedAt: now.civil,
            code: .given(ordinal: 1))),
        by: Actor("officer:test"), at: now, personal: personal))
    return try #require(answer.dossier?.accepted?.code.text)
  }
}
