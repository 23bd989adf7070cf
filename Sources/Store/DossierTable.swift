public import Dossiers
internal import GRDB
public import Ticketing

/// A dossier as the hall's database has it: what was accepted, and where.
public struct StoredDossier: Sendable, Hashable {
  public let dossier: Dossier
  public let ticket: TicketID?
  public let counter: CounterID?
}

/// The `dossiers` table: one row per dossier, found by its code or by day and ordinal.
enum DossierTable {
  private static let columns = """
    code, day, ordinal, codeOrigin, id, ticket, counter, procedure, agency, channel, receivedAt,
    arrivalStamp, startCountDay, dueDate, dueAt, days, clause, regulation
    """

  static func insertion(_ db: Database) throws -> Statement {
    try db.makeStatement(
      sql: """
        INSERT INTO dossiers (\(columns))
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
  }

  static func insert(
    _ event: DossierFromVisit, _ recorded: RecordedEvent, by statement: Statement
  ) throws {
    let accepted = event.accepted
    try statement.execute(arguments: [
      accepted.code.text, accepted.code.day.description, accepted.code.ordinal,
      accepted.codeOrigin.rawValue, recorded.id, event.ticket?.rawValue, event.counter?.rawValue,
      accepted.procedure, accepted.agency, accepted.channel.rawValue,
      accepted.receivedAt.description, accepted.arrivalStamp?.description,
      accepted.term.startCountDay.description, accepted.term.dueDate.description,
      accepted.term.dueAt.description, accepted.term.days, accepted.term.clause,
      accepted.regulation.rawValue,
    ])
  }

  static func find(code: String, _ db: Database) throws -> StoredDossier? {
    let statement = try db.cachedStatement(
      sql: "SELECT \(columns) FROM dossiers WHERE code = ?")
    return try Row.fetchOne(statement, arguments: [code]).map(dossier)
  }

  static func find(day: CivilDate, ordinal: Int, _ db: Database) throws -> [StoredDossier] {
    let statement = try db.cachedStatement(
      sql: "SELECT \(columns) FROM dossiers WHERE day = ? AND ordinal = ? LIMIT 8")
    return try Row.fetchAll(statement, arguments: [day.description, ordinal]).map(dossier)
  }

  static func exists(code: String, _ db: Database) throws -> Bool {
    let statement = try db.cachedStatement(sql: "SELECT 1 FROM dossiers WHERE code = ?")
    return try Int.fetchOne(statement, arguments: [code]) != nil
  }

  /// The ordinal after the greatest one of this day that lies among those the hall may give.
  static func nextOrdinal(
    on day: CivilDate, under rules: Regulation, leavingOut moves: SeriesMoves, _ db: Database
  ) throws -> Int {
    let ordinals = rules.code.ordinals
    let statement = try db.cachedStatement(
      sql: """
        SELECT ordinal, id FROM dossiers WHERE day = ? AND ordinal BETWEEN ? AND ?
        ORDER BY ordinal DESC LIMIT 1
        """)
    let last = try Row.fetchOne(
      statement, arguments: [day.description, ordinals.lowerBound, ordinals.upperBound])
    let next = (last?[0] as Int?).map { $0 + 1 } ?? ordinals.lowerBound
    return next + moves.leftOut(on: day, after: last?[1], under: rules)
  }

  /// Dossiers whose term ended before this moment; a look through all rows, for supervision.
  static func due(before moment: CivilMoment, limit: Int, _ db: Database) throws -> [StoredDossier]
  {
    let rows = try Row.fetchAll(
      db,
      sql: "SELECT \(columns) FROM dossiers WHERE dueAt < ? ORDER BY dueAt LIMIT ?",
      arguments: [moment.description, limit])
    return try rows.map(dossier)
  }

  private static func dossier(_ row: Row) throws -> StoredDossier {
    let id: Int64 = try row.cell(4)
    guard let day = CivilDate(try row.cell(1) as String),
      let codeOrigin = CodeOrigin(rawValue: try row.cell(3)),
      let channel = IntakeChannel(rawValue: try row.cell(9)),
      let receivedAt = CivilMoment(try row.cell(10) as String),
      let startCountDay = CivilDate(try row.cell(12) as String),
      let dueDate = CivilDate(try row.cell(13) as String),
      let dueAt = CivilMoment(try row.cell(14) as String)
    else {
      throw StoreFailure(.damaged, "The row of dossier \(id) cannot be read.")
    }
    let accepted = DossierAccepted(
      code: DossierCode(stored: try row.cell(0), day: day, ordinal: try row.cell(2)),
      codeOrigin: codeOrigin,
      procedure: try row.cell(7), agency: try row.cellIfAny(8), channel: channel,
      receivedAt: receivedAt,
      arrivalStamp: (try row.cellIfAny(11) as String?).flatMap { CivilDate($0) },
      term: Term(
        startCountDay: startCountDay, dueDate: dueDate, dueAt: dueAt, days: try row.cell(15),
        clause: try row.cell(16)),
      regulation: RegulationID(try row.cell(17) as String))
    return StoredDossier(
      dossier: Dossier(id: DossierID(id), accepted: accepted),
      ticket: (try row.cellIfAny(5) as Int64?).map { TicketID($0) },
      counter: (try row.cellIfAny(6) as String?).map { CounterID($0) })
  }
}
