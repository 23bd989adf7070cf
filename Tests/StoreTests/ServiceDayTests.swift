import Dossiers
import GRDB
import Testing
import Ticketing

@testable import Store

@Suite struct `Service days` {
  @Test func `a number after midnight belongs to the new day and begins its series again`()
    async throws
  {
    let hall = try HallInTest(at: "2026-03-02T23:59")
    #expect(try await hall.issue().visit?.label == "A001")
    hall.now = .at("2026-03-03T00:00:01")
    let answer = try await hall.issue()
    #expect(answer.visit?.label == "A001")
    #expect(answer.recorded.first?.day == day("2026-03-03"))
    #expect(try hall.store.serviceDays() == [day("2026-03-03"), day("2026-03-02")])
  }

  @Test func `a restart over midnight goes on in the right day`() async throws {
    let hall = try HallInTest(at: "2026-03-02T23:59")
    try await hall.issue()
    await hall.store.stop()
    hall.now = .at("2026-03-03T06:00")
    try hall.reopen()
    #expect(try await hall.hall().day == day("2026-03-02"), "nothing has happened yet")
    #expect(try await hall.issue().recorded.first?.day == day("2026-03-03"))
  }

  @Test func `a clock that was set back a day reuses no number after a restart`() async throws {
    let hall = try HallInTest(at: "2026-03-03T09:00")
    try await hall.issue()
    hall.now = .at("2026-03-02T09:00")
    try await hall.restart()
    let answer = try await hall.issue()
    #expect(answer.visit?.label == "A002")
    #expect(answer.recorded.first?.day == day("2026-03-03"))
    #expect(answer.recorded.first?.at == .at("2026-03-03T09:00"))
  }

  @Test func `after a restart only the present day is replayed`() async throws {
    let hall = try HallInTest()
    for _ in 0..<10 {
      for _ in 0..<5 { try await hall.issue() }
      hall.wait(seconds: 86_400)
    }
    try await hall.issue()
    let replayed = try await hall.store.pool.read { db in
      try Int.fetchOne(
        db,
        sql: """
          SELECT count(*) FROM log
          WHERE seq >= (SELECT replayFrom FROM service_days ORDER BY opened DESC LIMIT 1)
          """)
    }
    #expect(replayed == 2, "the day's opening and one number")
    let before = try await hall.hall()
    try await hall.restart()
    #expect(try await hall.hall() == before)
  }

  @Test func `a visitor at a counter over midnight is still there after a restart`() async throws {
    let hall = try HallInTest(at: "2026-03-02T23:50")
    let ticket = try #require(try await hall.issue().ticket)
    try await hall.issue()
    try await hall.ask(.openCounter("1", officer: "tung"))
    try await hall.ask(.callNext("1"))
    try await hall.ask(.start("1"))
    hall.now = .at("2026-03-03T00:10")
    try await hall.issue()
    let before = try await hall.hall()
    #expect(before.counter("1").current == ticket)
    try await hall.restart()
    #expect(try await hall.hall() == before)
    try await hall.ask(.finish("1", .done))
    #expect(try hall.store.ticket(ticket)?.outcome == .done)
    #expect(try await hall.store.checkRebuild().isClean)
  }

  @Test func `whoever still waited when the day turned has expired in the tables too`()
    async throws
  {
    let hall = try HallInTest(at: "2026-03-02T23:50")
    let ticket = try #require(try await hall.issue().ticket)
    hall.now = .at("2026-03-03T00:10")
    try await hall.ask(.timePasses)
    let row = try #require(try hall.store.ticket(ticket))
    #expect(row.state == "expired")
    #expect(row.endedAt == hall.now)
  }

  @Test func `a slip of yesterday that is still on its way survives the restart`() async throws {
    let hall = try HallInTest(at: "2026-03-02T23:50")
    let job = try #require(try await hall.issue().job)
    try await hall.ask(.slip(job.id, .sending(printer: "entrance")))
    hall.now = .at("2026-03-03T00:10")
    try await hall.issue()
    hall.now = .at("2026-03-04T00:10")
    try await hall.issue()
    let before = try await hall.hall()
    #expect(before.jobs[job.id]?.state == .sending(printer: "entrance"))
    try await hall.restart()
    #expect(try await hall.hall() == before)
    try await hall.ask(.slip(job.id, .printed(printer: "entrance")))
    #expect(try hall.store.job(job.id)?.state == .printed(printer: "entrance"))
  }

  @Test func `the row of a ticket tells its way`() async throws {
    let hall = try HallInTest()
    let ticket = try #require(try await hall.issue(priority: "elderly").ticket)
    try await hall.ask(.openCounter("1", officer: "tung"))
    hall.wait(seconds: 60)
    try await hall.ask(.callNext("1"))
    hall.wait(seconds: 30)
    try await hall.ask(.recall("1"))
    try await hall.ask(.start("1"))
    hall.wait(seconds: 300)
    try await hall.ask(.intake("1", ticket, .atCounter(hall.now)))
    try await hall.ask(.finish("1", .intake))
    let row = try #require(try hall.store.tickets(on: day("2026-03-02")).first)
    #expect(row.id == ticket)
    #expect(row.priority == "elderly")
    #expect(row.calledAt == .at("2026-03-02T08:01"))
    #expect(row.startedAt == .at("2026-03-02T08:01:30"))
    #expect(row.endedAt == .at("2026-03-02T08:06:30"))
    #expect(row.state == "done")
    #expect(row.outcome == .intake)
    #expect(row.dossiers == 1)
    #expect(row.counter == nil)
  }
}
