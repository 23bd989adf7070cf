import Dossiers
import GRDB
import Testing
import Ticketing

@testable import Store

@Suite struct `Numbers on disk` {
  @Test func `issuing writes one row each in log, tickets, print jobs and keys, nothing more`()
    async throws
  {
    let hall = try HallInTest()
    try await hall.ask(.timePasses)
    let before = try Self.counts(hall)
    try await hall.issue(key: IdempotencyKey(scope: "tickets", key: "a", body: []))
    let after = try Self.counts(hall)
    let grown = after.filter { before[$0.key] != $0.value }
    #expect(Set(grown.keys) == ["log", "tickets", "print_jobs", "idempotency"])
    #expect(grown.allSatisfy { $0.value - (before[$0.key] ?? 0) == 1 })
  }

  @Test func `a ticket bears the sequence of its event, and its first job the same`() async throws {
    let hall = try HallInTest()
    let answer = try await hall.issue()
    let event = try #require(answer.recorded.first)
    #expect(answer.ticket == TicketID(event.id))
    #expect(answer.job?.id == JobID(event.id))
    #expect(answer.visit?.label == "A001")
    let row = try #require(try hall.store.ticket(TicketID(event.id)))
    #expect(row.label == "A001")
    #expect(row.state == "waiting")
    #expect(row.issuedAt == hall.now)
    #expect(try hall.store.job(JobID(event.id))?.state == .queued)
  }

  @Test func `the answer says who was before it and how long it will take`() async throws {
    let hall = try HallInTest()
    try await hall.ask(.openCounter("1", officer: "tung"))
    #expect(try await hall.issue().ahead == 0)
    let second = try await hall.issue()
    #expect(second.ahead == 1)
    #expect((second.estimatedWaitSeconds ?? 0) > 0)
  }

  @Test func `one refused command does not fail its neighbours in the same batch`() async throws {
    let hall = try HallInTest()
    // The civil status series ends at 3, so some of these are refused.
    let answers = await withTaskGroup(of: Result<HallAnswer, StoreError>.self) { group in
      for number in 0..<40 {
        let request = HallRequest(
          .issue(TicketRequest(errand: number % 2 == 0 ? "dat-dai" : "ho-tich")), by: .test,
          at: hall.now)
        group.addTask { [store = hall.store] in
          do throws(StoreError) {
            return .success(try await store.submit(request))
          } catch {
            return .failure(error)
          }
        }
      }
      var all: [Result<HallAnswer, StoreError>] = []
      for await answer in group { all.append(answer) }
      return all
    }
    let labels = answers.compactMap { try? $0.get().visit?.label }.sorted()
    let land = NumberSeries(prefix: "A", last: 20)
    let wanted = (1...20).map { land.text($0) } + ["B001", "B002", "B003"]
    #expect(labels == wanted)
    let refusals = answers.compactMap { answer -> StoreError? in
      if case .failure(let error) = answer { error } else { nil }
    }
    #expect(refusals.count == 17)
    #expect(refusals.allSatisfy { $0 == .refused(.seriesUsedUp(domain: "ho-tich", last: "B003")) })
  }

  @Test func `the tables refuse a number that exists, whatever the rules decided`() async throws {
    let hall = try HallInTest()
    try await hall.issue()
    // A second A001 can come from a fault in the rules only; here a forged row stands for it.
    try await hall.store.pool.write { db in
      try db.execute(
        sql: """
          INSERT INTO tickets (id, day, domain, number, label, errand, line, origin, issuedAt, state,
            dossiers)
          VALUES (999, '2026-03-02', 'dat-dai', 2, 'A002', 'dat-dai', 'dat-dai', 'kiosk', 0,
            'waiting', 0)
          """)
    }
    await #expect(throws: StoreError.conflict) { try await hall.issue() }
    #expect(try await hall.issue("ho-tich").visit?.label == "B001", "the hall works on")
  }

  @Test func `a number of the pad keeps the time it was handed out, and its own series`()
    async throws
  {
    let hall = try HallInTest()
    try await hall.issue()
    hall.wait(seconds: 600)
    let handedOut = Moment.at("2026-03-02T08:04")
    let answer = try await hall.ask(.enterPad(number: "P001", errand: "dat-dai", at: handedOut))
    #expect(answer.visit?.issuedAt == handedOut)
    #expect(answer.job == nil)
    let entry = try #require(try hall.store.events(after: 0).last)
    #expect(entry.occurredAt == handedOut)
    #expect(entry.recordedAt == hall.now)
    let later = try await hall.issue()
    #expect(later.recorded.first?.at == hall.now)
  }

  @Test func `a clock that runs back never makes an event precede another`() async throws {
    let hall = try HallInTest(at: "2026-03-02T10:00")
    try await hall.issue()
    hall.now = .at("2026-03-02T09:00")
    let answer = try await hall.issue()
    #expect(answer.recorded.first?.at == .at("2026-03-02T10:00"))
    #expect(try hall.store.events(after: 0).last?.recordedAt == .at("2026-03-02T09:00"))
    try await hall.restart()
    #expect(try await hall.issue().recorded.first?.at == .at("2026-03-02T10:00"))
  }

  private static func counts(_ hall: HallInTest) throws -> [String: Int] {
    let tables = try hall.store.pool.read { db in
      try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'table'")
    }
    return try Dictionary(uniqueKeysWithValues: tables.map { ($0, try hall.count($0)) })
  }
}
