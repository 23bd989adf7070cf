import Dossiers
import GRDB
import Testing
import Ticketing

@testable import Store

@Suite struct `How the running dossiers stand, for the boards` {
  private static let other = Procedure(
    id: "y-te-cap-phep", name: BilingualName(vi: "Cấp phép", en: "Licence"),
    domain: "dat-dai", leadAgency: "so-yt", term: .workingDays(30),
    components: HallPlan.procedure.components)

  private static func hall() throws -> HallInTest {
    var plan = HallPlan.test
    plan.procedures.append(other)
    return try HallInTest(plan: plan)
  }

  /// `agency onTime overdue`, one after the other.
  private static func counts(_ hall: HallInTest, at time: String? = nil) throws -> [String] {
    let moment = time.map { Moment.at($0) } ?? hall.now
    return try hall.store.runningDossiers(at: moment.civil).map {
      "\($0.agency ?? "–") \($0.onTime) \($0.overdue)"
    }
  }

  @Test func `are counted by agency, the busiest first, until the term's end and beyond it`()
    async throws
  {
    let hall = try Self.hall()
    #expect(try Self.counts(hall).isEmpty)
    try await hall.ask(.acceptAtOnce(.whole()), of: .new(procedure: Self.other.id))
    let first = try await hall.accepted().dossier
    _ = try await hall.accepted()
    #expect(try Self.counts(hall) == ["so-tnmt 2 0", "so-yt 1 0"])
    let due = try #require(first.term?.dueAt)
    #expect(try hall.store.runningDossiers(at: due).map(\.overdue) == [0, 0], "still that minute")
    let after = CivilMoment(date: due.date.adding(days: 1), time: due.time)
    #expect(try hall.store.runningDossiers(at: after).map(\.overdue) == [2, 0])
    try await hall.restart()
    #expect(try Self.counts(hall, at: "2026-12-31T08:00") == ["so-tnmt 0 2", "so-yt 0 1"])
  }

  @Test func `are without those that wait for papers or whose result has come`() async throws {
    let hall = try Self.hall()
    let waiting = try await hall.accepted().dossier.id
    let ready = try await hall.accepted().dossier.id
    for (command, role) in HallInTest.wholeWay.prefix(2) {
      try await hall.ask(command, of: .id(waiting), by: role)
    }
    #expect(try Self.counts(hall) == ["so-tnmt 2 0"])
    try await hall.ask(
      .askSupplement([SupplementLine("don")], reason: "Thiếu chữ ký"), of: .id(waiting),
      by: .agencyOfficer)
    #expect(try Self.counts(hall) == ["so-tnmt 1 0"])
    for (command, role) in HallInTest.wholeWay.prefix(5) {
      #expect(try Self.counts(hall) == ["so-tnmt 1 0"], "before \(command)")
      try await hall.ask(command, of: .id(ready), by: role)
    }
    #expect(try Self.counts(hall, at: "2026-12-31T08:00").isEmpty, "nothing runs, nothing is late")
    #expect(try await hall.store.checkRebuild().isClean)
  }

  @Test func `are found by the index of those that run, not among all that ever were`() throws {
    let hall = try Self.hall()
    let plan = try hall.store.read { db in
      try Row.fetchAll(
        db,
        sql: """
          EXPLAIN QUERY PLAN SELECT agency, count(*) FROM dossiers INDEXED BY dossiers_running
          WHERE termRuns = 1 GROUP BY agency
          """
      ).map { $0["detail"] as String }
    }
    #expect(plan.contains { $0.contains("dossiers_running") }, "\(plan)")
  }
}
