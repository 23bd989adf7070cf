import Dossiers
import GRDB
import Testing
import Ticketing

@testable import Store

@Suite struct `Rebuilding from the log` {
  @Test func `a hall as it was written is clean, and the report counts its rows`() async throws {
    let hall = try await Self.hallWithADay()
    let report = try await hall.store.checkRebuild()
    #expect(report.isClean, "\(report.differences)")
    #expect(
      report.rows.filter { $0.value > 0 }
        == [
          "service_days": 1, "tickets": 2, "print_jobs": 2, "dossiers": 1, "dossier_events": 6,
          "registers": 3, "dossier_due": 4,
        ])
  }

  @Test func `a dossier that goes on after more than a thousand others is told by its own rows`()
    async throws
  {
    let hall = try HallInTest()
    let first = try await hall.accepted().dossier.id
    for _ in 0..<11 {
      let requests = (0..<100).map { _ in
        DossierRequest(
          .openCheck, of: .new(procedure: "dat-dai-cap-doi"), by: .test, as: .test(.officer),
          at: hall.now)
      }
      for answer in try await hall.store.submit(requests) { _ = try answer.get() }
    }
    try await hall.ask(.transfer(bag: nil, slip: "PC-1"), of: .id(first))
    let report = try await hall.store.checkRebuild()
    #expect(report.isClean, "\(report.differences)")
    #expect(report.rows["dossiers"] == 1_101)
  }

  @Test(arguments: [
    ("UPDATE tickets SET state = 'done' WHERE id = 3", ["tickets 3: state differs."]),
    (
      "UPDATE tickets SET number = 7, label = 'A007' WHERE id = 4",
      ["tickets 4: number, label differs."]
    ),
    ("DELETE FROM tickets WHERE id = 4", ["tickets 4: missing."]),
    (
      "INSERT INTO print_jobs (id, ticket, station, askedAt, state) VALUES (9, 3, 'x', 0, 'queued')",
      ["print_jobs 9: not in the log."]
    ),
    ("UPDATE print_jobs SET printer = 'other' WHERE id = 3", ["print_jobs 3: printer differs."]),
    ("UPDATE dossiers SET dueDate = '2027-01-01'", ["dossiers 7: dueDate differs."]),
    ("UPDATE dossiers SET state = 'ready'", ["dossiers 7: state differs."]),
    ("DELETE FROM dossier_events WHERE seq = 8", ["dossier_events 7 8: missing."]),
    (
      "UPDATE registers SET number = 2 WHERE book = 'dossiers'",
      [
        #"registers "dossiers" 2026 1: missing."#, #"registers "dossiers" 2026 2: not in the log."#,
      ]
    ),
    ("DELETE FROM dossier_due WHERE kind = 'due'", [#"dossier_due 7 "due" 0: missing."#]),
    ("DELETE FROM service_days", [#"service_days "2026-03-02": missing."#]),
    (
      "UPDATE tickets SET id = 2 WHERE id = 3",
      ["tickets 2: not in the log.", "tickets 3: missing."]
    ),
  ])
  func `each difference is found and named`(change: String, differences: [String]) async throws {
    let hall = try await Self.hallWithADay()
    await hall.store.stop()
    try hall.tamper { db in try db.execute(sql: change) }
    let report = try HallData(hall.folder).checkRebuild()
    #expect(report.differences == differences)
    #expect(report.differenceCount == differences.count)
  }

  @Test func `a rebuild makes the tables say what the log says, and keeps what is beside it`()
    async throws
  {
    let hall = try await Self.hallWithADay()
    await hall.store.stop()
    try hall.tamper { db in
      try db.execute(
        sql: """
          UPDATE tickets SET label = 'A007' WHERE id = 4; DELETE FROM dossiers;
          UPDATE print_jobs SET state = 'queued'; DELETE FROM service_days;
          """)
    }
    let report = try HallData(hall.folder).rebuild()
    #expect(report.differenceCount == 4)
    #expect(try HallData(hall.folder).checkRebuild().isClean)
    try hall.reopen()
    #expect(try await hall.issue().visit?.label == "A003")
    #expect(hall.store.health.log.status == .unchecked)
    #expect(await hall.store.scrub(at: hall.now).status == .ok)
    #expect(throws: StoreFailure.self, "a hall that runs is not rebuilt") {
      try HallData(hall.folder).rebuild()
    }
  }

  @Test func `nothing is rebuilt from a log that is not whole`() async throws {
    let hall = try await Self.hallWithADay()
    await hall.store.stop()
    try hall.tamper { db in
      try db.execute(sql: "UPDATE log SET actor = 'x' WHERE seq = 3; DELETE FROM dossiers")
    }
    let failure = #expect(throws: StoreFailure.self) { try HallData(hall.folder).rebuild() }
    #expect(failure?.code == .damaged)
    #expect(
      failure?.sentence.contains("row 3") == true || failure?.sentence.contains("Row 3") == true)
    #expect(failure?.sentence.contains("`halld restore`") == true)
    #expect(throws: StoreFailure.self) { try HallData(hall.folder).rebuild() }
  }

  /// Rows 3 and 4 are numbers, row 7 accepts a dossier.
  private static func hallWithADay() async throws -> HallInTest {
    let hall = try HallInTest()
    let job = try #require(try await hall.issue().job)
    try await hall.issue()
    try await hall.ask(.slip(job.id, .sending(printer: "entrance")))
    try await hall.ask(.slip(job.id, .printed(printer: "entrance")))
    try await hall.ask(.intake(nil, nil, .atCounter(hall.now)))
    return hall
  }
}
