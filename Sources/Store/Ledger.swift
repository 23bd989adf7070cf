internal import Dossiers
internal import Foundation
internal import GRDB
internal import Ticketing

/// The end of the log and the state it has led to; private to the writer.
///
/// Rows are appended and applied in place. After a failed transaction it is thrown away and
/// another one loaded, so that it never says more than the disk (and because a statement that
/// has failed reports its old error once more when GRDB resets it).
final class Ledger {
  let identity: HallIdentity
  private(set) var hall = Hall()
  private(set) var lastSeq: Int64 = 0
  /// Microseconds: the latest event of the hall; the next one never precedes it.
  private(set) var lastOccurred: Int64?
  /// Microseconds: when the last row was written.
  private(set) var lastRecorded: Int64?
  /// Whom the events since the last look concern.
  private(set) var signs = Signs()
  private var lastHash = LogRow.origin
  private let insertion: Statement
  private let projections: Projections
  /// Where backups went on; read once, because only a restore writes them.
  let seriesMoves: SeriesMoves

  /// Loads the end of the log, replaying the events of the present service day.
  init(_ db: Database, identity: HallIdentity) throws {
    self.identity = identity
    insertion = try db.makeStatement(
      sql: "INSERT INTO log (\(LogRow.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    projections = try Projections(db)
    seriesMoves = try SeriesMoves(db, utcOffsetSeconds: identity.utcOffsetSeconds)
    try load(db)
  }

  private func load(_ db: Database) throws {
    guard
      let last = try Row.fetchOne(
        db, sql: "SELECT seq, recordedAt, hash FROM log ORDER BY seq DESC LIMIT 1")
    else { return }
    lastSeq = last[0]
    lastRecorded = last[1]
    lastHash = [UInt8](last[2] as Data)
    guard
      let day = try Row.fetchOne(
        db,
        sql: "SELECT replayFrom, oldestJob FROM service_days ORDER BY opened DESC LIMIT 1")
    else { return }
    let first: Int64 = day[0]
    if let oldest = day[1] as Int64? {
      for job in try PrintJobTable.unfinished(db, from: oldest, before: first, identity) {
        hall.restore(job)
      }
    }
    try IncidentTable.restore(&hall, before: first, db, identity)
    let rows = try LogRow.cursor(db, from: first)
    while let row = try rows.next() {
      guard
        let recorded = try LogRow(row).recorded(utcOffsetSeconds: identity.utcOffsetSeconds)
      else { continue }
      hall.apply(recorded)
      note(recorded)
    }
  }

  /// The moment to decide at: as told, but never before the latest event.
  func moment(_ told: Moment) -> Moment {
    Moment(
      microseconds: max(told.microseconds, lastOccurred ?? told.microseconds),
      utcOffsetSeconds: identity.utcOffsetSeconds)
  }

  /// Writes an event and what follows from it, and makes it true in the hall.
  func append(
    _ event: HallEvent, by actor: Actor, occurredAt: Moment, recordedAt: Moment
  ) throws -> RecordedEvent {
    let day: CivilDate
    if case .dayOpened(let opened) = event {
      day = opened.day
    } else {
      day = hall.day ?? occurredAt.date
    }
    let kind = event.kind
    try insert(
      LogRow(
        seq: lastSeq + 1, recordedAt: recordedAt.microseconds,
        occurredAt: occurredAt.microseconds, day: day.description, actor: actor.text,
        kind: kind.rawValue, version: kind.version, subject: event.subject(at: lastSeq + 1),
        body: try EventCodec.body(of: event)))
    let recorded = RecordedEvent(
      id: lastSeq, at: occurredAt, day: day, actor: actor, event: event)
    try projections.apply(recorded, to: &hall)
    note(recorded)
    signs.movesBoards = signs.movesBoards || event.movesBoards
    signs.queuesSlip = signs.queuesSlip || event.queuesSlip
    return recorded
  }

  /// Gives the signs and begins anew.
  func takeSigns() -> Signs {
    defer { signs = Signs() }
    return signs
  }

  /// Writes a row about the log itself.
  func append(_ record: StoreRecord, by actor: Actor, at moment: Moment) throws {
    let moment = self.moment(moment)
    try insert(
      LogRow(
        seq: lastSeq + 1, recordedAt: moment.microseconds, occurredAt: moment.microseconds,
        day: (hall.day ?? moment.date).description, actor: actor.text,
        kind: record.kind.rawValue, version: record.kind.version, subject: record.subject,
        body: record.body))
  }

  /// Vouches for every row so far; to be called right behind the row that closes a day.
  func appendCheckpoint(_ db: Database, by key: CheckpointKey?, at moment: Moment) throws {
    let moment = self.moment(moment)
    try append(
      .checkpointMade(
        Checkpoint(
          of: identity, day: hall.day ?? moment.date, at: moment, rows: lastSeq, hash: lastHash,
          after: try Checkpoint.latest(1, through: nil, db).first, by: key)),
      by: .system, at: moment)
  }

  private func insert(_ row: LogRow) throws {
    let hash = row.chained(to: lastHash)
    try insertion.execute(arguments: [
      row.seq, row.recordedAt, row.occurredAt, row.day, row.actor, row.kind, row.version,
      row.subject, String(decoding: row.body, as: UTF8.self), Data(hash),
    ])
    lastSeq = row.seq
    lastHash = hash
    lastRecorded = row.recordedAt
  }

  private func note(_ recorded: RecordedEvent) {
    // A number of the pad was handed out before it is entered.
    if case .ticketIssued(let event) = recorded.event, event.origin == .pad { return }
    lastOccurred = max(lastOccurred ?? recorded.at.microseconds, recorded.at.microseconds)
  }
}
