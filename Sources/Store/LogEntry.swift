public import Dossiers
internal import Foundation
internal import GRDB
public import Ticketing

/// A row of the log as a reader gets it: the outbox of whoever listens.
public struct LogEntry: Sendable, Hashable {
  public let seq: Int64
  public let recordedAt: Moment
  public let occurredAt: Moment
  public let day: CivilDate
  public let actor: Actor
  /// `ticket.issued`, `log.opened` and so on.
  public let kind: String
  public let version: Int
  /// `ticket:17`, `counter:3`, `dossier:…`, `day:2026-11-21`.
  public let subject: String
  /// The event's JSON object.
  public let body: String
  /// What happened in the hall; `nil` for a row about the log itself.
  public let event: HallEvent?

  /// The same as the pure hall takes it.
  public var recorded: RecordedEvent? {
    event.map { RecordedEvent(id: seq, at: occurredAt, day: day, actor: actor, event: $0) }
  }
}

extension LogRow {
  static let columns =
    "seq, recordedAt, occurredAt, day, actor, kind, version, subject, body, hash"

  /// The row under the cursor of a query for `columns`.
  init(_ row: Row) throws {
    seq = try row.cell(0)
    recordedAt = try row.cell(1)
    occurredAt = try row.cell(2)
    day = try row.cell(3)
    actor = try row.cell(4)
    kind = try row.cell(5)
    version = try row.cell(6)
    subject = try row.cell(7)
    body = Array((try row.cell(8) as String).utf8)
    hash = [UInt8](try row.cell(9) as Data)
  }

  /// The rows in the order of the log, from `first` on.
  static func cursor(_ db: Database, from first: Int64, through last: Int64 = .max) throws
    -> RowCursor
  {
    try Row.fetchCursor(
      db.cachedStatement(
        sql: "SELECT \(columns) FROM log WHERE seq BETWEEN ? AND ? ORDER BY seq"),
      arguments: [first, last])
  }

  /// All rows from `first` on by a statement of its own, for whoever reads other rows on the way.
  static func walk(_ db: Database, from first: Int64) throws -> RowCursor {
    try Row.fetchCursor(
      db, sql: "SELECT \(columns) FROM log WHERE seq >= ? ORDER BY seq", arguments: [first])
  }

  /// What happened in the hall; `nil` when the row is about the log itself.
  ///
  /// - Throws: `StoreFailure` for a kind or version of a newer release, or a broken body.
  func event() throws -> HallEvent? {
    if let kind = EventKind(rawValue: kind), kind != .dossierStep {
      return try EventCodec.event(kind, version: version, body: body, seq: seq)
    }
    if let kind = DossierStep.Kind(kind) {
      return .dossier(try EventCodec.step(kind, version: version, body: body, seq: seq))
    }
    guard let kind = RecordKind(rawValue: kind) else {
      throw StoreFailure(
        .newerData, "The log's row \(seq) has a kind this halld does not know. Use a newer halld.")
    }
    _ = try StoreRecord(kind, version: version, body: body, seq: seq)
    return nil
  }

  /// The same as the pure hall takes it; `nil` when the row is about the log itself.
  func recorded(utcOffsetSeconds: Int) throws -> RecordedEvent? {
    guard let event = try event() else { return nil }
    return RecordedEvent(
      id: seq, at: Moment(microseconds: occurredAt, utcOffsetSeconds: utcOffsetSeconds),
      day: try civilDay(), actor: Actor(actor), event: event)
  }

  func entry(utcOffsetSeconds: Int) throws -> LogEntry {
    LogEntry(
      seq: seq,
      recordedAt: Moment(microseconds: recordedAt, utcOffsetSeconds: utcOffsetSeconds),
      occurredAt: Moment(microseconds: occurredAt, utcOffsetSeconds: utcOffsetSeconds),
      day: try civilDay(), actor: Actor(actor), kind: kind, version: version, subject: subject,
      body: String(decoding: body, as: UTF8.self), event: try event())
  }

  private func civilDay() throws -> CivilDate {
    guard let day = CivilDate(day) else {
      throw StoreFailure(.damaged, "The log's row \(seq) has no valid day.")
    }
    return day
  }
}
