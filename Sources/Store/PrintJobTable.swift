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
    guard let state = SlipProgress(name: row[5], printer: row[6], reason: row[7]) else {
      throw StoreFailure(.damaged, "The row of print job \(row[0] as Int64) cannot be read.")
    }
    return PrintJob(
      id: JobID(row[0] as Int64), ticket: TicketID(row[1] as Int64), station: row[2],
      first: (row[3] as Int64?).map { JobID($0) },
      askedAt: Moment(microseconds: row[4], utcOffsetSeconds: identity.utcOffsetSeconds),
      state: state, printer: row[6])
  }
}
