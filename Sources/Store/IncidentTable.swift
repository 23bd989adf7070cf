public import Dossiers
internal import GRDB
public import Ticketing

/// An incident as its row tells it: one line of the incident book.
public struct IncidentRow: Sendable, Hashable {
  public let id: IncidentID
  public let cause: IncidentCause
  public let stage: IncidentStage
  public let startedAt: CivilMoment
  public let endedAt: CivilMoment?
  public let proposedBy: Actor
  public let decidedBy: Actor?
  public let closedBy: Actor?
  public let entered: Int
  public let void: Int
  /// Papers declared and neither entered nor void.
  public let missing: Int
}

/// The tables `incidents`, one row each, and `incident_rows`: which rows of the log tell of it.
enum IncidentTable {
  /// Writes what an event of an incident changes; the hall has been changed by it already.
  static func apply(
    _ event: IncidentEvent, _ recorded: RecordedEvent, _ hall: Hall, _ db: Database
  ) throws {
    let id = event.incident(at: recorded.id)
    let paper = event.paper
    try db.execute(
      sql: "INSERT INTO incident_rows (seq, incident, paper, number) VALUES (?, ?, ?, ?)",
      arguments: [recorded.id, id.rawValue, paper?.kind.rawValue, paper?.number])
    switch event {
    case .ticketRecorded(let event): try insert(event, recorded, db)
    case .serviceRecorded(let event): try finish(event, recorded, db)
    default: break
    }
    guard let incident = hall.incident(id) else { return }
    try db.execute(
      sql: """
        INSERT INTO incidents
          (id, cause, affected, stage, startedAt, endedAt, proposedBy, decidedBy, closedBy,
          entered, void, missing, settled)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET stage = excluded.stage, startedAt = excluded.startedAt,
          endedAt = excluded.endedAt, decidedBy = excluded.decidedBy,
          closedBy = excluded.closedBy, entered = excluded.entered, void = excluded.void,
          missing = excluded.missing, settled = excluded.settled
        """,
      arguments: [
        id.rawValue, incident.cause.rawValue,
        incident.affected.map(\.rawValue).joined(separator: ","), incident.stage.rawValue,
        incident.startedAt.description, incident.endedAt?.description, incident.proposedBy.text,
        incident.decidedBy?.text, incident.closedBy?.text, incident.count(.entered),
        incident.count(.void), incident.missingCount, incident.isSettled ? recorded.id : nil,
      ])
  }

  /// A visit that was over when it was entered; it never was in the live line.
  private static func insert(_ event: TicketRecorded, _ recorded: RecordedEvent, _ db: Database)
    throws
  {
    let offset = recorded.at.utcOffsetSeconds
    func instant(_ time: CivilMoment) -> Int64 {
      Moment(time, utcOffsetSeconds: offset).microseconds
    }
    let service = event.service
    try db.execute(
      sql: """
        INSERT INTO tickets
          (id, day, domain, number, label, errand, line, origin, issuedAt, state, calledAt,
          startedAt, endedAt, outcome, dossiers)
        VALUES (?, ?, ?, ?, ?, ?, ?, 'pad', ?, 'done', ?, ?, ?, ?, 0)
        """,
      arguments: [
        recorded.id, event.day.description, event.domain.rawValue, event.number, event.label,
        event.errand.rawValue, event.line.rawValue, instant(event.issuedAt),
        service.calledAt.map(instant), instant(service.startedAt), instant(service.finishedAt),
        service.outcome.rawValue,
      ])
  }

  private static func finish(_ event: ServiceRecorded, _ recorded: RecordedEvent, _ db: Database)
    throws
  {
    let offset = recorded.at.utcOffsetSeconds
    func instant(_ time: CivilMoment) -> Int64 {
      Moment(time, utcOffsetSeconds: offset).microseconds
    }
    let service = event.service
    try db.execute(
      sql: """
        UPDATE tickets SET state = 'done', counter = NULL, calledAt = COALESCE(calledAt, ?),
          startedAt = COALESCE(startedAt, ?), endedAt = ?, outcome = ?
        WHERE id = ?
        """,
      arguments: [
        service.calledAt.map(instant), instant(service.startedAt), instant(service.finishedAt),
        service.outcome.rawValue, event.ticket.rawValue,
      ])
  }

  /// What the rows of the log before `end` tell of incidents that were not settled by then.
  ///
  /// A start replays the present day alone; this is the part of the past that it needs besides.
  static func restore(
    _ hall: inout Hall, before end: Int64, _ db: Database, _ identity: HallIdentity
  ) throws {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT \(LogRow.columns) FROM log WHERE seq IN (
          SELECT seq FROM incident_rows JOIN incidents ON incidents.id = incident
          WHERE seq < ? AND (settled IS NULL OR settled >= ?))
        ORDER BY seq
        """, arguments: [end, end])
    while let row = try rows.next() {
      if let recorded = try LogRow(row).recorded(utcOffsetSeconds: identity.utcOffsetSeconds) {
        hall.restoreIncident(recorded)
      }
    }
  }

  /// What only the past can forbid: a number of the pad of that day, a form used long ago.
  static func refusal(of event: IncidentEvent, rules: HallRules, _ db: Database) throws
    -> Refusal?
  {
    switch event {
    case .ticketRecorded(let event):
      let exists = try Int.fetchOne(
        db, sql: "SELECT 1 FROM tickets WHERE day = ? AND number = ? AND origin = 'pad'",
        arguments: [event.day.description, event.number])
      return exists == nil ? nil : .padNumberTaken(event.label)
    case .papersDeclared(let event):
      for range in event.forms.ranges {
        if let number = try formUsed(range, outside: event.incident, db) {
          return .incident(.paperOfEarlierIncident(rules.forms.text(number)))
        }
      }
      return nil
    case .paperEntered(let event) where event.kind == .form:
      let used = try formUsed(event.number...event.number, outside: event.incident, db)
      return used.map { .incident(.paperOfEarlierIncident(rules.forms.text($0))) }
    default: return nil
    }
  }

  private static func formUsed(
    _ range: ClosedRange<Int>, outside incident: IncidentID, _ db: Database
  ) throws -> Int? {
    try Int.fetchOne(
      db,
      sql: """
        SELECT number FROM incident_rows
        WHERE paper = 'form' AND number BETWEEN ? AND ? AND incident <> ? LIMIT 1
        """, arguments: [range.lowerBound, range.upperBound, incident.rawValue])
  }

  fileprivate static func row(_ row: Row) throws -> IncidentRow {
    guard let cause = IncidentCause(rawValue: row["cause"]),
      let stage = IncidentStage(rawValue: row["stage"]),
      let startedAt = CivilMoment(row["startedAt"] as String)
    else {
      throw StoreFailure(.damaged, "The row of incident \(row["id"] as Int64) cannot be read.")
    }
    return IncidentRow(
      id: IncidentID(row["id"] as Int64), cause: cause, stage: stage, startedAt: startedAt,
      endedAt: (row["endedAt"] as String?).flatMap { CivilMoment($0) },
      proposedBy: Actor(row["proposedBy"]),
      decidedBy: (row["decidedBy"] as String?).map(Actor.init),
      closedBy: (row["closedBy"] as String?).map(Actor.init), entered: row["entered"],
      void: row["void"], missing: row["missing"])
  }
}

extension HallStore {
  /// The incident book, latest first: also those settled long ago.
  public func incidents(limit: Int = 50) throws(StoreFailure) -> [IncidentRow] {
    try read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM incidents ORDER BY id DESC LIMIT ?",
        arguments: [min(max(limit, 1), 1_000)]
      ).map(IncidentTable.row)
    }
  }
}
