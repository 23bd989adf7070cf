import Dossiers
import GRDB
import Testing
import Ticketing

@testable import Store

@Suite struct `Incidents on disk` {
  @Test func `LC 3.3 · open and with papers missing, it is there after days and restarts`()
    async throws
  {
    let hall = try HallInTest()
    let id = try await Self.open(hall)
    try await hall.ask(.incident(.void(id, paper: "P002", reason: "ướt mưa")))
    let before = try await hall.hall().incident(id)
    #expect(before?.handled == [.pad: [2: .void]])
    try await hall.restart()
    #expect(try await hall.hall().incident(id) == before, "the same day")

    for day in 3...5 {
      hall.now = .at("2026-03-0\(day)T08:00")
      try await hall.ask(.timePasses)
      try await hall.restart()
      #expect(try await hall.hall().incident(id) == before, "day \(day)")
    }
    let replayed = try hall.count("log")
    try await hall.ask(.incident(Self.close(id, pads: "1-3", forms: "SC-0001")))
    hall.now = .at("2026-03-06T08:00")
    try await hall.ask(.timePasses)
    try await hall.restart()
    let waiting = try #require(try await hall.hall().incident(id))
    #expect(waiting.missing(.pad) == [1, 3] && waiting.missing(.form) == [1])
    #expect(try hall.count("log") > replayed)
    #expect(try await hall.store.checkRebuild().isClean)
  }

  @Test func `a restart in the middle of a day knows no more and no less`() async throws {
    let hall = try HallInTest()
    let id = try await Self.open(hall)
    hall.now = .at("2026-03-03T08:00")
    try await hall.ask(.timePasses)
    try await hall.ask(.incident(Self.visit(id, "P001")))
    try await hall.ask(.incident(Self.close(id, pads: "1-2", forms: "")))
    try await hall.ask(.incident(.void(id, paper: "P002", reason: "để trống")))
    let before = try await hall.hall()
    #expect(before.incident(id)?.isSettled == true)
    try await hall.restart()
    #expect(try await hall.hall() == before)
    hall.now = .at("2026-03-04T08:00")
    try await hall.ask(.timePasses)
    try await hall.restart()
    #expect(try await hall.hall().incident(id) == nil, "settled: the book keeps it, not the hall")
    let book = try hall.store.incidents()
    #expect(book.map(\.id) == [id])
    #expect(book.first?.stage == .closed && book.first?.entered == 1 && book.first?.void == 1)
  }

  @Test func `a paper served is a ticket with its real times, and both times are in the log`()
    async throws
  {
    let hall = try HallInTest()
    let id = try await Self.open(hall)
    hall.now = .at("2026-03-02T11:00")
    let answer = try await hall.ask(.incident(Self.visit(id, "P001")))
    let ticket = try #require(answer.ticket)
    let row = try #require(try hall.store.ticket(ticket))
    #expect(row.label == "P001" && row.origin == .pad && row.state == "done")
    #expect(row.issuedAt == .at("2026-03-02T07:10") && row.startedAt == .at("2026-03-02T07:20"))
    #expect(row.endedAt == .at("2026-03-02T07:30") && row.outcome == .done)
    let entry = try #require(try hall.store.events(after: ticket.rawValue - 1).first)
    #expect(entry.kind == "ticket.recorded")
    #expect(entry.occurredAt == .at("2026-03-02T07:30"), "when it happened")
    #expect(entry.recordedAt == .at("2026-03-02T11:00"), "when it was entered")
    #expect(entry.actor == .test)
    #expect(try hall.count("print_jobs") == 0)
    #expect(try await hall.store.checkRebuild().isClean)
  }

  @Test func `a number of the machine's served on paper has its row finished`() async throws {
    let hall = try HallInTest()
    let ticket = try #require(try await hall.issue().ticket)
    hall.now = .at("2026-03-02T09:00")
    let id = try await Self.open(hall)
    let service = PaperService(
      counter: "1", officer: "hoa", calledAt: Moment.at("2026-03-02T08:10").civil,
      startedAt: Moment.at("2026-03-02T08:12").civil,
      finishedAt: Moment.at("2026-03-02T08:30").civil,
      outcome: .intake)
    try await hall.ask(.incident(.enterService(id, ticket: ticket, service)))
    let row = try #require(try hall.store.ticket(ticket))
    #expect(row.state == "done" && row.outcome == .intake)
    #expect(row.calledAt == .at("2026-03-02T08:10") && row.endedAt == .at("2026-03-02T08:30"))
    #expect(try await hall.store.checkRebuild().isClean)
    try await hall.restart()
    #expect(try await hall.hall().visit(ticket)?.state == .done(.intake))
  }

  @Test func `a form becomes one dossier, and its repeat is answered with the same`() async throws {
    let hall = try HallInTest()
    let id = try await Self.open(hall)
    func enter(_ form: String) async throws(StoreError) -> HallAnswer {
      try await hall.ask(
        .incident(.enterForm(id, Self.form(form, "2026-03-02T07:10"))),
        key: IdempotencyKey(scope: "form", key: form, body: form.utf8))
    }
    let first = try await enter("SC-0001")
    let again = try await enter("SC-0001")
    #expect(first.dossier?.accepted?.code == again.dossier?.accepted?.code)
    #expect(again.repeated && again.incident?.id == id)
    let second = try await enter("SC-0002")
    #expect(second.dossier?.accepted?.code.ordinal == 2, "the hall gives the ordinals")
    #expect(try hall.count("dossiers") == 2)
    await #expect(throws: StoreError.refused(.incident(.paperEntered("SC-0001")))) {
      try await hall.ask(.incident(.enterForm(id, Self.form("SC-0001", "2026-03-02T07:10"))))
    }
    #expect(try await hall.store.checkRebuild().isClean)
  }

  @Test func `what only the past can forbid is refused, not a fault of the table`() async throws {
    let hall = try HallInTest()
    let id = try await Self.open(hall)
    try await hall.ask(.incident(.enterForm(id, Self.form("SC-0001", "2026-03-02T07:10"))))
    let padTime = Moment.at("2026-03-02T07:20")
    try await hall.ask(.enterPad(number: "P009", errand: "dat-dai", at: padTime))
    try await hall.ask(.incident(Self.close(id, pads: "9", forms: "1")))
    hall.now = .at("2026-03-04T08:00")
    try await hall.ask(.timePasses)
    #expect(try await hall.hall().incident(id) == nil)
    let other = try await Self.open(hall)
    await #expect(throws: StoreError.refused(.incident(.paperOfEarlierIncident("SC-0001")))) {
      try await hall.ask(.incident(.declare(other, pads: "", forms: "1-4")))
    }
    await #expect(throws: StoreError.refused(.incident(.paperOfEarlierIncident("SC-0001")))) {
      try await hall.ask(.incident(.enterForm(other, Self.form("SC-0001", "2026-03-02T07:10"))))
    }
    await #expect(throws: StoreError.refused(.padNumberTaken("P009"))) {
      try await hall.ask(.incident(Self.visit(other, "P009")))
    }
  }

  @Test func `why a paper is void stands beside the log, not in it`() async throws {
    let hall = try HallInTest()
    let id = try await Self.open(hall)
    let answer = try await hall.ask(
      .incident(.void(id, paper: "P001", reason: "Bà Lan cầm nhầm về")))
    let seq = try #require(answer.recorded.first?.id)
    let entry = try #require(try hall.store.events(after: seq - 1).first)
    #expect(!entry.body.contains("Lan"))
    let text = try await hall.store.pool.read { db in
      try String.fetchOne(db, sql: "SELECT text FROM typed_text WHERE seq = ?", arguments: [seq])
    }
    #expect(text == "Bà Lan cầm nhầm về")
  }

  @Test func `a changed row of an incident is found by the rebuild`() async throws {
    let hall = try HallInTest()
    let id = try await Self.open(hall)
    try await hall.ask(.incident(Self.close(id, pads: "1-3", forms: "")))
    await hall.store.stop()
    try hall.tamper { db in try db.execute(sql: "UPDATE incidents SET missing = 0, settled = 9") }
    let report = try HallData(hall.folder).checkRebuild()
    #expect(report.differences == ["incidents \(id): missing, settled differs."])
  }

  // MARK: -

  /// An incident that began on Monday at seven and has been opened.
  static func open(_ hall: HallInTest) async throws -> IncidentID {
    let began = Moment.at("2026-03-02T07:00").civil
    try await hall.ask(
      .incident(.propose(cause: .power, affected: [.numbers], startedAt: began)))
    let id = try #require(try await hall.hall().presentIncident?.id)
    try await hall.ask(.incident(.open(id, startedAt: nil)))
    return id
  }

  static func close(_ id: IncidentID, pads: String, forms: String) -> IncidentCommand {
    .close(id, endedAt: Moment.at("2026-03-02T07:55").civil, pads: pads, forms: forms)
  }

  static func visit(_ id: IncidentID, _ number: String) -> IncidentCommand {
    .enterVisit(
      id, number: number, errand: "dat-dai", handedOut: Moment.at("2026-03-02T07:10").civil,
      PaperService(
        counter: "1", officer: "tung", startedAt: Moment.at("2026-03-02T07:20").civil,
        finishedAt: Moment.at("2026-03-02T07:30").civil, outcome: .done))
  }

  static func form(_ number: String, _ receivedAt: String) -> IntakeFormEntry {
    IntakeFormEntry(
      form: number, intake: .atCounter(.at(receivedAt)), counter: "1", officer: "tung")
  }
}
