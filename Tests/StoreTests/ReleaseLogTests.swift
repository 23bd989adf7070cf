import Dossiers
import Foundation
import GRDB
import Testing
import Ticketing

@testable import Store

/// Each release leaves a log behind that every later one must replay to the same end.
///
/// With HALLD_WRITE_GOLDEN=1 in the environment the files of this release are written when they
/// do not exist yet; those of a release that has shipped are never changed.
@Suite struct `Logs of releases` {
  static let releases = ["0.1"]

  @Test(arguments: releases)
  func `the log of a release replays to the same tickets, jobs, dossiers and hall`(
    release: String
  ) async throws {
    let fixture = LogFixture(release: release)
    if !fixture.exists, ProcessInfo.processInfo.environment["HALLD_WRITE_GOLDEN"] == "1" {
      try await fixture.write(from: Self.twoDays())
    }
    let folder = HallInTest.freshFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try fixture.load(into: folder)
    let data = try HallData(folder)
    #expect(try data.verifyLog() == LogVerdict(rows: fixture.rowCount, problem: nil))
    let report = try data.checkRebuild()
    #expect(report.isClean, "\(report.differences)")
    let hall = try HallInTest(at: "2026-03-03T12:00", folder: folder)
    #expect(try await LogFixture.summary(hall) == fixture.expected())
    #expect(try await hall.issue().visit?.label == "A003", "and the day goes on")
  }

  @Test func `tables of a release before dossiers had a life become what the log says`() throws {
    let folder = HallInTest.freshFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try LogFixture(release: "0.1").load(into: folder)
    let queue = try DatabaseQueue(path: folder + "/hall.sqlite")
    try queue.write { db in
      let made = try #require(
        Schema.projections.range(of: "CREATE TABLE dossiers").map {
          String(Schema.projections[$0.lowerBound...])
        })
      try db.execute(
        sql: """
          ALTER TABLE dossiers RENAME TO newer; DROP INDEX dossiers_by_day; \(made)
          INSERT INTO dossiers SELECT \(LogFixture.columnsOfDossiers) FROM newer;
          DROP TABLE newer; DROP TABLE dossier_events; DROP TABLE registers;
          DROP TABLE dossier_due; DROP INDEX log_of_notices;
          DELETE FROM grdb_migrations WHERE identifier >= '3';
          """)
    }
    try queue.close()
    let pool = try HallDatabase.open(try DataFolder.open(folder), readers: 1)
    try pool.close()
    let report = try HallData(folder).checkRebuild()
    #expect(report.isClean, "\(report.differences)")
    #expect(report.rows["dossiers"] == 1)
    #expect(report.rows["dossier_events"] == 1)
  }

  /// Two days in which everything happens that the log of this release can tell.
  private static func twoDays() async throws -> HallInTest {
    let hall = try HallInTest()
    try await hall.store.load(
      plan: hall.plan, fingerprint: "9f86d081", by: Actor("technician:an"), at: hall.now)
    let first = try #require(try await hall.issue(priority: "elderly").ticket)
    let second = try #require(try await hall.issue().ticket)
    let third = try #require(try await hall.issue("ho-tich").ticket)
    try await hall.ask(.enterPad(number: "P007", errand: "dat-dai", at: hall.now))
    for (counter, officer) in [("1", "tung"), ("2", "lan"), ("3", "mai")] {
      try await hall.ask(.openCounter(CounterID(counter), officer: officer))
    }
    let job = JobID(first.rawValue)
    try await hall.ask(.slip(job, .sending(printer: "entrance")))
    try await hall.ask(.slip(job, .queued))
    try await hall.ask(.slip(job, .sending(printer: "entrance")))
    try await hall.ask(.slip(job, .printed(printer: "entrance")))
    try await hall.ask(.reprint(second))
    try await hall.ask(.callNext("1"))
    hall.wait(seconds: 20)
    try await hall.ask(.recall("1"))
    try await hall.ask(.start("1"))
    hall.wait(seconds: 400)
    let mai = PersonalData(name: "Lò Thị Mai")
    let intake = HallCommand.intake("1", first, .atCounter(hall.now))
    let code = try #require(
      try await hall.ask(intake, personal: mai).dossier?.accepted?.code.text)
    let officer = Actor("officer:tung")
    _ = try await hall.store.personalData(ofDossier: code, for: officer, at: hall.now)
    _ = try await hall.store.erasePersonalData(ofDossier: code, by: officer, at: hall.now)
    try await hall.ask(.transfer("1", to: .errand("dat-dai-nop-phi"), thenBack: true))
    try await hall.ask(.callNext("3"))
    try await hall.ask(.start("3"))
    try await hall.ask(.finish("3", .done))
    try await hall.ask(.call("2", third, reason: "bà cụ rất mệt"))
    try await hall.ask(.noShow("2"))
    // Called again by itself, missed, back, called, cancelled.
    for _ in 0..<6 {
      hall.wait(seconds: 61)
      try await hall.ask(.timePasses)
    }
    try await hall.ask(.comeBack(third))
    try await hall.ask(.cancel(third, by: .citizen))
    try await hall.ask(.callNext("1"))
    try await hall.ask(.finish("1", .intake))
    try await hall.ask(.pauseCounter("2", reason: .lunch, back: CivilTime(hour: 13, minute: 30)))
    try await hall.ask(.closeCounter("3"))
    hall.now = .at("2026-03-03T00:00:30")
    try await hall.ask(.timePasses)
    try await hall.store.confirmClock(by: Actor("officer:lan"), at: hall.now)
    hall.wait(seconds: 36_000)
    try await hall.issue()
    try await hall.issue()
    return hall
  }
}

/// A log as lines of JSON, one row each, and what it leads to.
struct LogFixture {
  let release: String

  private var folder: URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")
  }
  private var log: URL { folder.appendingPathComponent("log-\(release).jsonl") }
  private var summary: URL { folder.appendingPathComponent("log-\(release).expected.txt") }

  var exists: Bool { Files.exists(log.path) }

  var rowCount: Int64 { Int64((try? lines().count) ?? -1) }

  func expected() throws -> String { try String(contentsOf: summary, encoding: .utf8) }

  private func lines() throws -> [Substring] {
    try String(contentsOf: log, encoding: .utf8).split(separator: "\n")
  }

  /// Puts the rows into a new data folder, with the tables that follow from them.
  func load(into path: String) throws {
    let folder = try DataFolder.open(path)
    let pool = try HallDatabase.open(folder, readers: 1)
    try pool.write { db in
      for line in try lines() {
        let row = try JSONDecoder().decode(Row.self, from: Data(line.utf8))
        try db.execute(
          sql: "INSERT INTO log (\(LogRow.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          arguments: [
            row.seq, row.recordedAt, row.occurredAt, row.day, row.actor, row.kind, row.version,
            row.subject, row.body, Data(base64Encoded: row.hash),
          ])
      }
      let projections = try Projections(db, log: db, HallInTest.identity)
      var hall = Hall()
      let cursor = try LogRow.cursor(db, from: 1)
      while let row = try cursor.next() {
        guard let recorded = try LogRow(row).recorded(utcOffsetSeconds: 25_200) else { continue }
        try projections.apply(recorded, to: &hall)
      }
      try projections.writeDossiers()
    }
    try pool.close()
  }

  func write(from hall: HallInTest) async throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let rows = try await hall.store.pool.read { db in
      let cursor = try LogRow.cursor(db, from: 1)
      var rows: [LogRow] = []
      while let row = try cursor.next() { rows.append(try LogRow(row)) }
      return rows
    }
    let text = try rows.map { String(decoding: try encoder.encode(Row($0)), as: UTF8.self) + "\n" }
    try text.joined().write(to: log, atomically: true, encoding: .utf8)
    try await Self.summary(hall).write(to: summary, atomically: true, encoding: .utf8)
  }

  /// What the first release had of the tables that follow from the log.
  private static let tables = [
    ("service_days", "*", "day"), ("tickets", "*", "id"), ("print_jobs", "*", "id"),
    ("dossiers", columnsOfDossiers, "id"), ("incidents", "*", "id"),
    ("incident_rows", "*", "seq"), ("series_moves", "*", "seq"),
  ]

  static let columnsOfDossiers = """
    code, day, ordinal, codeOrigin, id, ticket, counter, procedure, agency, channel, receivedAt,
    arrivalStamp, startCountDay, dueDate, dueAt, days, clause, regulation
    """

  /// What the log leads to, as lines that a person can compare.
  static func summary(_ hall: HallInTest) async throws -> String {
    var lines = try await hall.store.pool.read { db in
      try tables.flatMap { table, columns, key in
        try GRDB.Row.fetchAll(db, sql: "SELECT \(columns) FROM \(table) ORDER BY \(key)").map {
          row in
          table + " "
            + row.map { "\($0)=\($1.isNull ? "-" : $1.description)" }.joined(separator: " ")
        }
      }
    }
    let state = try await hall.hall()
    lines.append("hall day \(state.day?.description ?? "-")")
    for (id, visit) in state.visits.sorted(by: { $0.key < $1.key }) {
      lines.append("hall visit \(id) \(visit.label) \(visit.state.name) calls \(visit.calls)")
    }
    for (id, counter) in state.counters.sorted(by: { $0.key < $1.key }) {
      lines.append("hall counter \(id) \(counter.duty) \(counter.officer ?? "-")")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private struct Row: Codable {
    var seq: Int64
    var recordedAt: Int64
    var occurredAt: Int64
    var day: String
    var actor: String
    var kind: String
    var version: Int
    var subject: String
    var body: String
    var hash: String

    init(_ row: LogRow) {
      seq = row.seq
      recordedAt = row.recordedAt
      occurredAt = row.occurredAt
      day = row.day
      actor = row.actor
      kind = row.kind
      version = row.version
      subject = row.subject
      body = String(decoding: row.body, as: UTF8.self)
      hash = Data(row.hash).base64EncodedString()
    }
  }
}
