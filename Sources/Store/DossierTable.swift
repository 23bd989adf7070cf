internal import Dossiers
internal import Foundation
internal import GRDB
internal import Ticketing

/// The `dossiers` table: one row per dossier, found by its id, its code, or by day and ordinal.
enum DossierTable {
  private static let columns = """
    id, code, day, ordinal, codeOrigin, ticket, counter, procedure, agency, channel, receivedAt,
    arrivalStamp, startCountDay, dueDate, dueAt, days, clause, regulation, state, isOpen, termRuns,
    clock, holder, officer, version, intakeSupplements, processingSupplements, reschedules,
    consultations, originals, flags, changedAt, lastSeq, rowCount, awaited, seal
    """

  static func putting(_ db: Database) throws -> Statement {
    let names = columns.split { " ,\n".contains($0) }
    let marks = names.map { _ in "?" }.joined(separator: ", ")
    let changes = names.dropFirst().map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
    return try db.makeStatement(
      sql: """
        INSERT INTO dossiers (\(columns)) VALUES (\(marks))
        ON CONFLICT (id) DO UPDATE SET \(changes)
        """)
  }

  static func put(_ standing: DossierStanding, by statement: Statement) throws {
    let dossier = standing.dossier
    let accepted = dossier.accepted
    let term = dossier.term
    let code = dossier.code
    let told = dossier.publicStanding
    try statement.execute(arguments: [
      dossier.id.rawValue, code?.text, code?.day.description, code?.ordinal,
      accepted?.codeOrigin.rawValue, standing.ticket?.rawValue, standing.counter?.rawValue,
      dossier.procedure, dossier.agency, dossier.channel.rawValue,
      (accepted?.receivedAt ?? dossier.receivedAt).description,
      dossier.arrivalStamp?.description, term?.startCountDay.description,
      term?.dueDate.description, term?.dueAt.description, term?.days, term?.clause,
      accepted?.regulation.rawValue, dossier.state.rawValue, !dossier.state.isOver,
      dossier.state.termRuns && term != nil, dossier.clock.name, dossier.holder.description,
      dossier.officer, dossier.version, dossier.intakeSupplements, dossier.processingSupplements,
      dossier.rescheduleCount, dossier.consultations.count { $0.isOpen },
      dossier.originalsHeld.count, dossier.flags.map(\.rawValue).joined(separator: " "),
      dossier.changedAt.description, standing.lastSeq, standing.rows, ToldTable.awaited(told),
      Data(ToldTable.seal(dossier.id, told)),
    ])
  }

  /// The dossiers' ids with this code: one, or none.
  static func find(code: String, _ db: Database) throws -> Place? {
    try Row.fetchOne(
      db.cachedStatement(
        sql: "SELECT \(Place.columns) FROM dossiers WHERE code = ?"), arguments: [code]
    ).map(Place.init)
  }

  static func find(_ id: DossierID, _ db: Database) throws -> Place? {
    try Row.fetchOne(
      db.cachedStatement(sql: "SELECT \(Place.columns) FROM dossiers WHERE id = ?"),
      arguments: [id.rawValue]
    ).map(Place.init)
  }

  /// A dossier's number, and what its row says that must be what the log says.
  struct Place {
    let id: DossierID
    private let lastSeq: Int64
    private let rows: Int
    private let state: String
    private let dueAt: String?
    private let dueDate: String?

    fileprivate static let columns = "id, lastSeq, rowCount, state, dueAt, dueDate"

    init(_ row: Row) throws {
      id = DossierID(try row.cell(0) as Int64)
      lastSeq = try row.cell(1)
      rows = try row.cell(2)
      state = try row.cell(3)
      dueAt = try row.cellIfAny(4)
      dueDate = try row.cellIfAny(5)
    }

    func isTold(by standing: DossierStanding) -> Bool {
      let dossier = standing.dossier
      return lastSeq == standing.lastSeq && rows == standing.rows
        && state == dossier.state.rawValue && dueAt == dossier.term?.dueAt.description
        && dueDate == dossier.term?.dueDate.description
    }
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
}

extension LifeClock {
  /// As it is stored: `running`, `stopped:2026-03-04`.
  var name: String {
    switch self {
    case .notStarted: "notStarted"
    case .running: "running"
    case .stopped(let day): "stopped:\(day)"
    case .ended: "ended"
    }
  }
}

extension Dossier {
  /// What supervision looks for.
  var flags: [DossierFlag] {
    DossierFlag.allCases.filter { flag in
      switch flag {
      case .expectedOverdueNotified: expectedOverdueNotified
      case .urged: isUrged
      case .explanationDue: explanationDue && !explanationFiled
      case .refused: wasRefused
      case .late: wasLate
      case .lostOrDamaged: isLostOrDamaged
      case .incidentEntered: isIncidentEntered
      case .uncollected: uncollectedSince != nil
      case .extensionAsked: extensionAsked != nil
      case .linked: chain.map { !$0.isDone } ?? false
      case .breached: !breaches.isEmpty
      }
    }
  }
}
