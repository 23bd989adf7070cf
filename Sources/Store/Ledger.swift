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
    projections = try Projections(db, log: db, identity)
    seriesMoves = try SeriesMoves(db, utcOffsetSeconds: identity.utcOffsetSeconds)
    try load(db)
  }

  /// Replays from the row that the present day names, along the chain of hashes.
  private func load(_ db: Database) throws {
    let day = try Row.fetchOne(
      db, sql: "SELECT opened, replayFrom, oldestJob FROM service_days ORDER BY opened DESC LIMIT 1"
    )
    let opened: Int64? = try day?.cell(0)
    let first: Int64 = try day?.cell(1) ?? 1
    if let oldest: Int64 = try day?.cellIfAny(2) {
      for job in try PrintJobTable.unfinished(db, from: oldest, before: first, identity) {
        hall.restore(job)
      }
    }
    try IncidentTable.restore(&hall, before: first, db, identity)
    // One row earlier: the chain is checked from a hash that is not taken on trust.
    lastSeq = max(first - 2, 0)
    var lastOpening: Int64?
    let rows = try LogRow.cursor(db, from: lastSeq + 1)
    while let found = try rows.next() {
      let row = try LogRow(found)
      guard row.seq == lastSeq + 1 else {
        throw StoreFailure(
          .damaged, "The log's row \(lastSeq + 1) is missing; the next one is \(row.seq).")
      }
      let isAnchor = first > 1 && row.seq == first - 1
      guard isAnchor || row.chained(to: lastHash) == row.hash else {
        throw StoreFailure(
          .damaged,
          "The log's row \(row.seq) does not fit its hash: it, or the row before it, is not what "
            + "was written.")
      }
      lastSeq = row.seq
      lastHash = row.hash
      lastRecorded = row.recordedAt
      guard !isAnchor,
        let recorded = try row.recorded(utcOffsetSeconds: identity.utcOffsetSeconds)
      else { continue }
      if case .dayOpened = recorded.event { lastOpening = recorded.id }
      hall.apply(recorded)
      note(recorded)
    }
    guard lastOpening == opened, lastSeq >= first - 1 else {
      throw StoreFailure(
        .damaged, "The table service_days does not name the day that the log opened last.")
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
    let (kind, version) = event.stored
    try insert(
      LogRow(
        seq: lastSeq + 1, recordedAt: recordedAt.microseconds,
        occurredAt: occurredAt.microseconds, day: day.description, actor: actor.text,
        kind: kind, version: version, subject: event.subject(at: lastSeq + 1),
        body: try EventCodec.body(of: event)))
    let recorded = RecordedEvent(
      id: lastSeq, at: occurredAt, day: day, actor: actor, event: event)
    try projections.apply(recorded, to: &hall)
    note(recorded)
    signs.movesBoards = signs.movesBoards || event.movesBoards
    signs.queuesSlip = signs.queuesSlip || event.queuesSlip
    return recorded
  }

  /// The dossiers that were touched last.
  var dossiers: DossierShelf { projections.shelf }

  /// Writes what the events so far have made of their dossiers; the end of every command.
  func writeDossiers() throws { try projections.writeDossiers() }

  /// What is said to fall due of a dossier.
  func dueItems(of dossier: DossierID) throws -> [DueItem] { try projections.dueItems(of: dossier) }

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
