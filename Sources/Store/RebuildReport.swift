internal import Foundation
internal import GRDB
internal import Ticketing

/// How the tables compare with what the log says they should hold.
public struct RebuildReport: Sendable, Hashable {
  /// Rows that the log asks for, by table.
  public let rows: [String: Int]
  /// Each row that is missing, too many or different; the first hundred, without their values.
  public let differences: [String]
  /// How many differences there are in all.
  public let differenceCount: Int

  public var isClean: Bool { differenceCount == 0 }
}

extension RebuildReport {
  /// Recomputes the projections from the log in a temporary database and compares row by row.
  static func check(_ db: Database, identity: HallIdentity) throws -> RebuildReport {
    let rebuilt = try emptyTables()
    try rebuilt.write { target in
      var hall = Hall()
      try replay(db, from: 1, identity, into: target, &hall)
    }
    return try compare(db, with: rebuilt)
  }

  /// The tables that follow from the log, without a row, in a database of their own.
  static func emptyTables() throws -> DatabaseQueue {
    // The empty path is SQLite's name for a temporary file that vanishes by itself.
    let tables = try DatabaseQueue(path: "")
    try tables.write { db in
      try db.execute(
        sql: Schema.projections + Schema.incidents + Schema.seriesMoves + Schema.lives
          + ToldTable.columnsAdded)
    }
    return tables
  }

  /// Compares the tables row by row with those that were made from the log.
  static func compare(_ db: Database, with rebuilt: DatabaseQueue) throws -> RebuildReport {
    var comparison = Comparison()
    try rebuilt.read { target in
      for table in Schema.projected { try comparison.compare(table, is: db, shouldBe: target) }
    }
    return RebuildReport(
      rows: comparison.rows, differences: comparison.differences,
      differenceCount: comparison.count)
  }
}

extension RebuildReport {
  /// Writes what follows from the log anew, in one transaction, and answers what was different.
  ///
  /// The log is not touched; one that is not whole is refused.
  static func repair(_ pool: DatabasePool, identity: HallIdentity) throws -> RebuildReport {
    try pool.writeWithoutTransaction { db in
      if let problem = try LogVerdict.walk(db).problem {
        throw StoreFailure(.damaged, "Nothing is rebuilt from a damaged log. \(problem.sentence)")
      }
      let before = try check(db, identity: identity)
      try db.inTransaction(.immediate) {
        for table in Schema.projected { try db.execute(sql: "DELETE FROM \(table.name)") }
        var hall = Hall()
        try replay(db, from: 1, identity, into: db, &hall)
        try db.execute(sql: "REINDEX")
        let after = try check(db, identity: identity)
        guard after.isClean else {
          throw StoreFailure(
            .damaged, "The tables could not be rebuilt: \(after.differences.first ?? "unknown").")
        }
        return .commit
      }
      _ = try db.checkpoint(.truncate)
      return before
    }
  }

  /// Writes what follows from the rows from `first` on, into tables and a hall that have those before.
  static func replay(
    _ db: Database, from first: Int64, _ identity: HallIdentity, into target: Database,
    _ hall: inout Hall
  ) throws {
    let projections = try Projections(target, log: db, identity)
    // A dossier that was let go is read again from rows that lie behind.
    let cursor = try LogRow.walk(db, from: first)
    while let row = try cursor.next() {
      let offset = identity.utcOffsetSeconds
      guard let recorded = try LogRow(row).recorded(utcOffsetSeconds: offset) else { continue }
      try projections.apply(recorded, to: &hall)
      if projections.mayWriteDossiers { try projections.writeDossiers() }
    }
    try projections.writeDossiers()
  }
}

/// Walks through two tables in the order of their keys.
private struct Comparison {
  var rows: [String: Int] = [:]
  var differences: [String] = []
  var count = 0

  mutating func compare(_ table: Schema.Projected, is: Database, shouldBe: Database) throws {
    // The columns by name: a damaged schema may have lost one.
    let columns = try shouldBe.columns(in: table.name).map(\.name).joined(separator: ", ")
    let sql = "SELECT \(columns) FROM \(table.name) ORDER BY \(table.keys.joined(separator: ", "))"
    let (found, wanted) = (
      try Row.fetchCursor(`is`, sql: sql), try Row.fetchCursor(shouldBe, sql: sql)
    )
    // Each stands until its own cursor moves on.
    var (one, other) = (try found.next(), try wanted.next())
    var total = 0
    while one != nil || other != nil {
      if one == other {
        total += 1
        (one, other) = (try found.next(), try wanted.next())
        continue
      }
      switch Self.order(one, other, by: table.keys) {
      case .orderedSame:
        if let one, let other {
          let columns = one.columnNames.filter {
            one[$0] as DatabaseValue != other[$0] as DatabaseValue
          }
          note("\(table.name) \(name(one, table)): \(columns.joined(separator: ", ")) differs.")
        }
        total += 1
        (one, other) = (try found.next(), try wanted.next())
      case .orderedAscending:
        if let one { note("\(table.name) \(name(one, table)): not in the log.") }
        one = try found.next()
      case .orderedDescending:
        if let other { note("\(table.name) \(name(other, table)): missing.") }
        total += 1
        other = try wanted.next()
      }
    }
    rows[table.name] = total
  }

  private mutating func note(_ difference: String) {
    count += 1
    if differences.count < 100 { differences.append(difference) }
  }

  /// A dossier is named by its id: its code is for the citizen and the officers.
  private func name(_ row: Row, _ table: Schema.Projected) -> String {
    table.keys.map { (row[$0] as DatabaseValue).description }.joined(separator: " ")
  }

  /// Keys as SQLite orders them: numbers by value, texts by their bytes; the missing one last.
  private static func order(_ one: Row?, _ other: Row?, by keys: [String]) -> ComparisonResult {
    guard let one else { return .orderedDescending }
    guard let other else { return .orderedAscending }
    for key in keys {
      let order = order(one[key] as DatabaseValue, other[key])
      if order != .orderedSame { return order }
    }
    return .orderedSame
  }

  private static func order(_ one: DatabaseValue, _ other: DatabaseValue) -> ComparisonResult {
    if one == other { return .orderedSame }
    let isBefore =
      switch (one.storage, other.storage) {
      case (.int64(let one), .int64(let other)): one < other
      case (.string(let one), .string(let other)):
        one.utf8.lexicographicallyPrecedes(other.utf8)
      default: true
      }
    return isBefore ? .orderedAscending : .orderedDescending
  }
}
