import Dossiers
import Foundation
import GRDB
import Testing
import Ticketing

@testable import Store

@Suite struct `Retention` {
  static let periods = RetentionPeriods(personalDays: 365, typedTextDays: 30)

  /// Dossiers with an applicant each, taken in on one day.
  private func takeIn(_ count: Int, _ hall: HallInTest, name: String) async throws -> [String] {
    var codes: [String] = []
    for number in 0..<count {
      let answer = try await hall.ask(
        .intake(nil, nil, .atCounter(hall.now)),
        personal: PersonalData(name: "\(name) \(number)", phone: "0912\(100_000 + number)"))
      codes.append(try #require(answer.dossier?.accepted?.code.text))
    }
    return codes
  }

  /// Somebody is called out of turn, and the officer types why.
  private func callOutOfTurn(_ hall: HallInTest, because reason: String) async throws {
    let first = try #require(try await hall.issue().ticket)
    let second = try #require(try await hall.issue().ticket)
    try await hall.ask(.openCounter("1", officer: "tung"))
    try await hall.ask(.call("1", second, reason: reason))
    try await hall.ask(.finish("1", .done))
    try await hall.ask(.cancel(first, by: .staff))
    try await hall.ask(.closeCounter("1"))
  }

  private func found(_ text: String, in hall: HallInTest) throws -> [String] {
    try ["hall.sqlite", "hall.sqlite-wal"].filter {
      Files.contains(try Files.bytes(hall.folder + "/" + $0), text)
    }
  }

  @Test
  func `P-22 · what has been kept for its time goes, byte by byte, and the chain stays whole`()
    async throws
  {
    let hall = try HallInTest()
    let old = try await takeIn(70, hall, name: "Lò Thị Cũ")
    try await callOutOfTurn(hall, because: "Cụ Cũ mệt")
    hall.now = .at("2027-02-01T08:00")
    let fresh = try await takeIn(3, hall, name: "Vàng A Mới")
    try await callOutOfTurn(hall, because: "Ông Mới đau chân")

    hall.now = .at("2027-03-20T02:00")
    let erased = try await hall.store.applyRetention(Self.periods, at: hall.now)
    // The text of February is older than thirty days as well; its applicants are not yet due.
    #expect(erased == [.personal: 70, .typedText: 2])
    for text in ["Lò Thị Cũ", "0912100069", "Cụ Cũ", "Ông Mới"] {
      #expect(try found(text, in: hall) == [], "\(text)")
    }
    #expect(try !found("Vàng A Mới", in: hall).isEmpty)
    for code in old { #expect(try await personal(code, hall) == nil) }
    for code in fresh { #expect(try await personal(code, hall) != nil) }
    #expect(try hall.store.dossier(code: old[0]) != nil, "the dossier itself stays")
    #expect(try await hall.store.verifyLog().isWhole)
    #expect(try await hall.store.checkRebuild().isClean)

    let rows = try hall.store.events(after: 0).filter { $0.kind == "retention.applied" }
    #expect(
      rows.map(\.subject) == Array(repeating: "retention:personal", count: 3)
        + ["retention:typedText"])
    #expect(rows.first?.body == #"{"before":"2026-03-20","count":32,"rule":"personal"}"#)
    #expect(!rows.contains { $0.body.contains("Cũ") || $0.body.contains("000.00") })
    // Nothing is left to do: no row, no work.
    #expect(try await hall.store.applyRetention(Self.periods, at: hall.now) == [:])
    try await hall.restart()
    #expect(try await hall.store.verifyLog().isWhole)
  }

  private func personal(_ code: String, _ hall: HallInTest) async throws -> PersonalData? {
    try await hall.store.personalData(ofDossier: code, for: .test, at: hall.now)
  }

  @Test func `control: a row that is only deleted leaves its bytes in the files`() async throws {
    let hall = try HallInTest()
    let code = try await takeIn(1, hall, name: "Lò Thị Cũ")[0]
    _ = try await hall.store.write { _, db in
      try db.execute(sql: "PRAGMA secure_delete = OFF")
      return try PersonalTable.erase(code, db)
    }
    #expect(try !found("Lò Thị Cũ", in: hall).isEmpty)
  }

  /// Day of receipt, days kept, today, and whether it is due: the first day not kept is due.
  static let edges: [(today: String, isDue: Bool)] = [
    ("2026-03-03T02:00", false), ("2026-04-01T02:00", false), ("2026-04-11T02:00", false),
    ("2026-04-12T02:00", true), ("2027-03-02T02:00", true),
  ]

  @Test(arguments: edges.indices)
  func `personal data is kept from the later of receipt and end of the term`(row: Int) async throws
  {
    let hall = try HallInTest()
    let code = try await takeIn(1, hall, name: "Mai")[0]
    let due = try #require(try hall.store.dossier(code: code)?.dossier.term?.dueDate)
    #expect(due == day("2026-03-12"), "the edges below stand thirty days behind it")
    hall.now = .at(Self.edges[row].today)
    let erased = try await hall.store.applyRetention(
      RetentionPeriods(personalDays: 30, typedTextDays: 30), at: hall.now)
    #expect((erased[.personal] == 1) == Self.edges[row].isDue, "\(Self.edges[row])")
  }

  @Test func `erasing years of applicants does not hold whoever takes a number`() async throws {
    let hall = try HallInTest()
    let count = 4_000
    try await hall.store.write { _, db in
      for number in 0..<count {
        try PersonalTable.put(
          PersonalData(name: "Người \(number)", phone: "09\(number)", note: "x"),
          of: "without a dossier \(number)", db)
      }
    }
    let alone = try await issueTimes(hall, while: nil)
    let store = hall.store
    let now = hall.now
    let began = ContinuousClock.now
    let run = Task { try await store.applyRetention(Self.periods, at: now) }
    let beside = try await issueTimes(hall, while: run)
    #expect(try await run.value == [.personal: count])
    let took = began.duration(to: .now)
    let (usual, worst) = (alone.sorted()[alone.count / 2], beside.sorted()[beside.count * 99 / 100])
    print(
      "issuing: median alone \(usual), 99 % while \(count) rows are erased \(worst), "
        + "\(beside.count) numbers in \(took)")
    // A portion is one small commit: a number waits for at most that one and its own, and not for all of
    // them, however busy the machine is.
    #expect(worst < max(.milliseconds(100), usual * 20, took / 4))
  }

  private func issueTimes(
    _ hall: HallInTest, while run: Task<[RetentionRule: Int], any Error>?
  ) async throws -> [Duration] {
    let isOver = Notes<Bool>()
    let watcher = run.map { run in
      Task {
        _ = await run.result
        isOver.add(true)
      }
    }
    var times: [Duration] = []
    repeat {
      let began = ContinuousClock.now
      try await hall.issue()
      times.append(began.duration(to: .now))
    } while run == nil ? times.count < 50 : isOver.all.isEmpty && times.count < 900
    await watcher?.value
    return times
  }

  @Test func `a report says what is kept and since when`() async throws {
    let hall = try HallInTest()
    _ = try await takeIn(2, hall, name: "Mai")
    try await callOutOfTurn(hall, because: "mệt")
    let report = try HallData(hall.folder).privacyReport()
    func kept(_ what: PrivacyReport.What) -> PrivacyReport.Kept? {
      report.kept.first { $0.what == what }
    }
    #expect(kept(.personal)?.count == 2)
    #expect(kept(.personal)?.since == day("2026-03-02"))
    #expect(kept(.typedText)?.count == 1)
    #expect(kept(.typedText)?.since == day("2026-03-02"))
    #expect(kept(.tickets)?.count == 2)
    #expect(kept(.dossiers)?.count == 2)
    #expect(kept(.log)?.since == day("2026-03-02"))
    #expect(kept(.sessions)?.count == 0)
    #expect(report.readings == 0)
    #expect(report.erasures == 0)
  }

  @Test func `a stopped hall erases too, and says so in the log`() async throws {
    let hall = try HallInTest()
    let code = try await takeIn(1, hall, name: "Lò Thị Mai")[0]
    let refused = #expect(throws: StoreFailure.self) {
      try HallData(hall.folder).erasePersonalData(ofDossier: code, by: .test, at: hall.now)
    }
    #expect(refused?.code == .inUse)
    await hall.store.stop()
    let data = try HallData(hall.folder)
    #expect(try data.erasePersonalData(ofDossier: code, by: .test, at: hall.now))
    #expect(try !data.erasePersonalData(ofDossier: code, by: .test, at: hall.now))
    #expect(try found("Lò Thị Mai", in: hall) == [])
    try hall.reopen()
    #expect(try await hall.store.verifyLog().isWhole)
    #expect(
      try hall.store.events(after: 0).last { $0.subject == "dossier:\(code)" }?.kind
        == "personal.erased")
  }
}
