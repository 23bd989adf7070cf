import Foundation
import GRDB
import Ticketing

@testable import Store

/// What the log's rows make of the tables, kept from look to look: each row is replayed once.
///
/// `@unchecked Sendable`: touched by the simulation's own thread, and by the reader it waits for.
final class RebuiltTables: @unchecked Sendable {
  private var tables: DatabaseQueue?
  private var hall = Hall()
  private var last: (seq: Int64, hash: [UInt8]) = (0, LogRow.origin)

  /// Replays what is new and compares every row of every table.
  func compare(_ db: Database, identity: HallIdentity) throws -> RebuildReport {
    // A row that nobody has followed yet may be gone with the power; what came of it goes, too.
    let known = try last.seq == 0 ? LogRow.origin : LogRow.hash(of: last.seq, db)
    if known != last.hash { (tables, hall, last) = (nil, Hall(), (0, LogRow.origin)) }
    let tables = try tables ?? RebuildReport.emptyTables()
    self.tables = tables
    do {
      try tables.write { target in
        try RebuildReport.replay(db, from: last.seq + 1, identity, into: target, &hall)
      }
    } catch {
      // Rolled back in the tables and perhaps not in the hall.
      self.tables = nil
      last = (0, LogRow.origin)
      hall = Hall()
      throw error
    }
    let seq = try Int64.fetchOne(db, sql: "SELECT max(seq) FROM log") ?? 0
    last = (seq, try LogRow.hash(of: seq, db) ?? LogRow.origin)
    return try RebuildReport.compare(db, with: tables)
  }

}

extension LogRow {
  /// The chained hash of one row; `nil` when there is none.
  static func hash(of seq: Int64, _ db: Database) throws -> [UInt8]? {
    try Data.fetchOne(
      db.cachedStatement(sql: "SELECT hash FROM log WHERE seq = ?"), arguments: [seq]
    ).map { Array($0) }
  }
}
