public import Dossiers
internal import GRDB
public import Ticketing

/// A call out of turn, with the reason the officer typed (LC 6.1.g).
public struct OutOfTurnCall: Sendable, Hashable {
  public let seq: Int64
  public let at: Moment
  public let actor: Actor
  public let counter: CounterID
  public let ticket: TicketID
  public let label: String
  /// `nil` once the text has been erased.
  public let reason: String?
}

// What supervision asks of the past; the present comes from `HallStore.view`.
extension HallStore {
  /// The tickets of a day in the order of issue, with when they were called, served and over.
  public func tickets(on day: CivilDate, limit: Int = 10_000) throws(StoreFailure) -> [TicketRow] {
    try read { [identity] db in
      // From the day's first row on: the primary key is the order of time, no index is needed.
      let first = try Self.opened(day, db) ?? .max
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT \(TicketRow.columns) FROM tickets WHERE id >= ? AND day = ? ORDER BY id LIMIT ?
          """, arguments: [first, day.description, limit])
      return try rows.map { try TicketRow($0, identity) }
    }
  }

  /// The calls out of turn of a day, with who called, whom and why.
  public func outOfTurnCalls(on day: CivilDate) throws(StoreFailure) -> [OutOfTurnCall] {
    try read { [identity] db in
      guard let first = try Self.opened(day, db) else { return [] }
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT \(LogRow.columns), typed_text.text FROM log LEFT JOIN typed_text USING (seq)
          WHERE seq >= ? AND day = ? AND kind = ? ORDER BY seq
          """,
        arguments: [first, day.description, EventKind.ticketCalled.rawValue])
      var calls: [OutOfTurnCall] = []
      for row in rows {
        guard
          let recorded = try LogRow(row).recorded(utcOffsetSeconds: identity.utcOffsetSeconds),
          case .ticketCalled(let event) = recorded.event, event.turn == .outOfTurn
        else { continue }
        let ticket = try TicketRow.find(event.ticket, db, identity)
        calls.append(
          OutOfTurnCall(
            seq: recorded.id, at: recorded.at, actor: recorded.actor, counter: event.counter,
            ticket: event.ticket, label: ticket?.label ?? event.ticket.description,
            reason: row[10]))
      }
      return calls
    }
  }

  /// What one person did on a day, from the rows that bear their name.
  public func officerDay(_ actor: Actor, on day: CivilDate) throws(StoreFailure) -> OfficerDay {
    try read { [identity] db in
      var counted = OfficerDay()
      guard let first = try Self.opened(day, db) else { return counted }
      let rows = try Row.fetchCursor(
        db, sql: "SELECT \(LogRow.columns) FROM log WHERE seq >= ? AND day = ? AND actor = ?",
        arguments: [first, day.description, actor.text])
      while let row = try rows.next() {
        if let recorded = try LogRow(row).recorded(utcOffsetSeconds: identity.utcOffsetSeconds) {
          counted.add(recorded)
        }
      }
      return counted
    }
  }

  /// What became of each number of a day, and what each counter did.
  public func dayRecord(on day: CivilDate) throws(StoreFailure) -> DayRecord {
    try read { [identity] db in
      var record = DayRecord()
      guard let first = try Self.opened(day, db) else { return record }
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT \(LogRow.columns) FROM log WHERE seq >= ? AND day = ?
          AND (kind LIKE 'ticket.%' OR kind IN ('service.recorded', 'day.closed')) ORDER BY seq
          """,
        arguments: [first, day.description])
      while let row = try rows.next() {
        if let recorded = try LogRow(row).recorded(utcOffsetSeconds: identity.utcOffsetSeconds) {
          record.add(recorded)
        }
      }
      return record
    }
  }

  /// Dossiers whose term ended before this moment, oldest first.
  public func overdueDossiers(
    at moment: CivilMoment, limit: Int = 1_000
  ) throws(StoreFailure) -> [DossierRow] {
    var filter = DossierFilter()
    filter.overdueAt = moment
    return try dossiers(where: filter, limit: limit)
  }

  /// Records that guessing was stopped: at which door and after how many tries, not whose.
  public func guessingStopped(
    door: String, tries: Int, at moment: Moment
  ) async throws(StoreError) {
    try await write { core, _ in
      try core.ledger.append(.guessingStopped(door: door, tries: tries), by: .system, at: moment)
    }
  }

  /// The service days the log knows, latest first.
  public func serviceDays(limit: Int = 400) throws(StoreFailure) -> [CivilDate] {
    try read { db in
      try String.fetchAll(
        db, sql: "SELECT day FROM service_days ORDER BY day DESC LIMIT ?", arguments: [limit])
    }.compactMap { CivilDate($0) }
  }

  private static func opened(_ day: CivilDate, _ db: Database) throws -> Int64? {
    try Int64.fetchOne(
      db, sql: "SELECT opened FROM service_days WHERE day = ?", arguments: [day.description])
  }
}
