public import Dossiers
internal import Foundation
internal import GRDB
public import Ticketing

// Readers have connections of their own and see the last commit. They are synchronous: a look at
// the page cache takes some ten microseconds, handing it to another thread takes fifty.
extension HallStore {
  /// The ticket's row, also of earlier days.
  public func ticket(_ id: TicketID) throws(StoreFailure) -> TicketRow? {
    try read { [identity] db in try TicketRow.find(id, db, identity)?.confirmed(db) }
  }

  /// The print job in its present state, also of earlier days.
  public func job(_ id: JobID) throws(StoreFailure) -> PrintJob? {
    try read { [identity] db in try PrintJobTable.find(id, db, identity) }
  }

  /// Print jobs after this one that are not over, oldest first: what a spooler has not seen yet.
  ///
  /// Read beside the writer, so that a long queue of slips costs issuing nothing.
  public func unfinishedJobs(after job: JobID, limit: Int) throws(StoreFailure) -> [PrintJob] {
    try read { [identity] db in
      try PrintJobTable.unfinished(db, after: job, limit: limit, identity)
    }
  }

  /// Rows of the log after a sequence, oldest first: the outbox of whoever listens.
  ///
  /// At most `limit` rows, 1 to 10,000.
  public func events(after seq: Int64, limit: Int = 1_000) throws(StoreFailure) -> [LogEntry] {
    let most = min(max(limit, 1), 10_000)
    return try read { [identity] db in
      let first = max(seq, 0) + 1
      var entries: [LogEntry] = []
      let rows = try LogRow.cursor(db, from: first)
      while entries.count < most, let row = try rows.next() {
        entries.append(try LogRow(row).entry(utcOffsetSeconds: identity.utcOffsetSeconds))
      }
      return entries
    }
  }

  /// The log's last sequence on disk.
  public func lastSeq() throws(StoreFailure) -> Int64 {
    try read { db in try Int64.fetchOne(db, sql: "SELECT max(seq) FROM log") ?? 0 }
  }

  func read<T>(_ body: @Sendable (Database) throws -> T) throws(StoreFailure) -> T {
    try told { try pool.read(body) }
  }

  private func told<T>(_ body: () throws -> T) throws(StoreFailure) -> T {
    do {
      return try body()
    } catch {
      let failure = HallDatabase.failure(error, folder, "read")
      if failure.code == .damaged { scrubbing.met(failure) }
      throw failure
    }
  }
}

/// A ticket as its row tells it: enough for statistics and for the phone of yesterday.
public struct TicketRow: Sendable, Hashable {
  public let id: TicketID
  public let day: CivilDate
  public let domain: DomainID
  public let number: Int
  public let label: String
  public let errand: ErrandID
  public let line: LineID
  public let origin: TicketOrigin
  /// As it was asked for; what reception found is in the log, and in the hall of the day.
  public let priority: PriorityID?
  public let issuedAt: Moment
  /// `waiting`, `called` and so on, as `VisitState.name`.
  public let state: String
  public let counter: CounterID?
  /// The first call.
  public let calledAt: Moment?
  public let startedAt: Moment?
  public let endedAt: Moment?
  public let outcome: StopOutcome?
  /// Dossiers taken in.
  public let dossiers: Int

  static let columns = """
    id, day, domain, number, label, errand, line, origin, priority, issuedAt, state, counter,
    calledAt, startedAt, endedAt, outcome, dossiers
    """

  static func find(_ id: TicketID, _ db: Database, _ identity: HallIdentity) throws -> TicketRow? {
    let statement = try db.cachedStatement(sql: "SELECT \(columns) FROM tickets WHERE id = ?")
    return try Row.fetchOne(statement, arguments: [id.rawValue]).map {
      try TicketRow($0, identity)
    }
  }

  init(_ row: Row, _ identity: HallIdentity) throws {
    func moment(_ value: Int64?) -> Moment? {
      value.map { Moment(microseconds: $0, utcOffsetSeconds: identity.utcOffsetSeconds) }
    }
    let key: Int64 = try row.cell(0)
    guard let day = CivilDate(try row.cell(1) as String),
      let origin = TicketOrigin(rawValue: try row.cell(7)),
      let issuedAt = moment(try row.cell(9))
    else {
      throw StoreFailure(.damaged, "The row of ticket \(key) cannot be read.")
    }
    id = TicketID(key)
    self.day = day
    domain = DomainID(try row.cell(2) as String)
    number = try row.cell(3)
    label = try row.cell(4)
    errand = ErrandID(try row.cell(5) as String)
    line = LineID(try row.cell(6) as String)
    self.origin = origin
    priority = (try row.cellIfAny(8) as String?).map { PriorityID($0) }
    self.issuedAt = issuedAt
    state = try row.cell(10)
    counter = (try row.cellIfAny(11) as String?).map { CounterID($0) }
    calledAt = moment(try row.cellIfAny(12))
    startedAt = moment(try row.cellIfAny(13))
    endedAt = moment(try row.cellIfAny(14))
    outcome = (try row.cellIfAny(15) as String?).flatMap { StopOutcome(rawValue: $0) }
    dossiers = try row.cell(16)
  }
}
