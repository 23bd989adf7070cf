internal import Foundation
internal import GRDB

/// The keys of the last two days, and the rows that answer a repeat.
///
/// Keys are random, so an index on them would touch a page of its own with every ticket. The
/// table is in the order of the log instead, and the writer keeps key and place in memory:
/// some 40 bytes for each number of two days.
final class IdempotencyKeys {
  struct Known {
    var first: Int64
    var count: Int
    var body: [UInt8]
    var ahead: Int?
    var wait: Int?
  }

  private var places: [IdempotencyKey.Half: Int64] = [:]
  /// Keys of events before this row of the log are to be forgotten.
  private var forgetBefore: Int64?
  private let insertion: Statement

  init(_ db: Database) throws {
    insertion = try db.makeStatement(
      sql: "INSERT INTO idempotency (seq, count, key, body, ahead, wait) VALUES (?, ?, ?, ?, ?, ?)")
    try load(db)
  }

  private func load(_ db: Database) throws {
    let rows = try Row.fetchCursor(db, sql: "SELECT seq, key FROM idempotency")
    while let row = try rows.next() {
      places[IdempotencyKey.Half(try row.cell(1) as Data)] = try row.cell(0) as Int64
    }
    try planForgetting(db)
  }

  /// What is known of a key.
  func find(_ key: IdempotencyKey, _ db: Database) throws -> Known? {
    guard let seq = places[key.key] else { return nil }
    let statement = try db.cachedStatement(
      sql: "SELECT count, body, ahead, wait FROM idempotency WHERE seq = ?")
    guard let row = try Row.fetchOne(statement, arguments: [seq]) else { return nil }
    return Known(
      first: seq, count: try row.cell(0), body: [UInt8](try row.cell(1) as Data),
      ahead: try row.cellIfAny(2), wait: try row.cellIfAny(3))
  }

  func remember(_ key: IdempotencyKey, _ known: Known) throws {
    try insertion.execute(arguments: [
      known.first, known.count, Data(key.key.data), Data(known.body), known.ahead, known.wait,
    ])
    places[key.key] = known.first
  }

  /// After a day was opened: keys from before the previous day are of no use to anybody.
  func planForgetting(_ db: Database) throws {
    forgetBefore = try Int64.fetchOne(
      db, sql: "SELECT opened FROM service_days ORDER BY opened DESC LIMIT 1 OFFSET 1")
  }

  /// Forgets a bounded number of old keys; called in each transaction that writes anyway.
  func forgetSome(_ db: Database, atMost limit: Int = 1_000) throws {
    guard let end = forgetBefore else { return }
    let old = try Row.fetchAll(
      db, sql: "SELECT seq, key FROM idempotency WHERE seq < ? ORDER BY seq LIMIT ?",
      arguments: [end, limit])
    for row in old { places[IdempotencyKey.Half(try row.cell(1) as Data)] = nil }
    if let last = old.last {
      try db.execute(
        sql: "DELETE FROM idempotency WHERE seq <= ?", arguments: [try last.cell(0) as Int64])
    }
    if old.count < limit { forgetBefore = nil }
  }
}
