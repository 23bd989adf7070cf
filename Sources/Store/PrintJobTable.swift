internal import Dossiers
internal import GRDB
internal import Ticketing

/// The `print_jobs` table, read back as jobs.
enum PrintJobTable {
  private static let columns = "id, ticket, station, first, askedAt, state, printer, reason"

  static func find(_ id: JobID, _ db: Database, _ identity: HallIdentity) throws -> PrintJob? {
    let statement = try db.cachedStatement(
      sql: "SELECT \(columns) FROM print_jobs WHERE id = ?")
    return try Row.fetchOne(statement, arguments: [id.rawValue]).map { try job($0, identity) }
  }

  /// Jobs of earlier days that were never brought to an end.
  static func unfinished(
    _ db: Database, from first: Int64, before end: Int64, _ identity: HallIdentity
  ) throws -> [PrintJob] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT \(columns) FROM print_jobs
        WHERE id >= ? AND id < ? AND state IN ('queued', 'sending')
        """, arguments: [first, end])
    return try rows.map { try job($0, identity) }
  }

  /// Jobs after this one that are not over, in the order in which they were asked for.
  static func unfinished(
    _ db: Database, after job: JobID, limit: Int, _ identity: HallIdentity
  ) throws -> [PrintJob] {
    let statement = try db.cachedStatement(
      sql: """
        SELECT \(columns) FROM print_jobs
        WHERE id > ? AND state IN ('queued', 'sending') ORDER BY id LIMIT ?
        """)
    return try Row.fetchAll(statement, arguments: [job.rawValue, limit]).map {
      try Self.job($0, identity)
    }
  }

  private static func job(_ row: Row, _ identity: HallIdentity) throws -> PrintJob {
    let id: Int64 = try row.cell(0)
    let printer: String? = try row.cellIfAny(6)
    guard
      let state = SlipProgress(
        name: try row.cell(5), printer: printer, reason: try row.cellIfAny(7))
    else {
      throw StoreFailure(.damaged, "The row of print job \(id) cannot be read.")
    }
    return PrintJob(
      id: JobID(id), ticket: TicketID(try row.cell(1) as Int64), station: try row.cell(2),
      first: (try row.cellIfAny(3) as Int64?).map { JobID($0) },
      askedAt: Moment(microseconds: try row.cell(4), utcOffsetSeconds: identity.utcOffsetSeconds),
      state: state, printer: printer)
  }
}
