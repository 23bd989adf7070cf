public import Dossiers
internal import GRDB
public import Ticketing

/// A dossier's line in a list, as its row has it; nothing personal.
public struct DossierRow: Sendable, Hashable {
  public let id: DossierID
  /// `nil` before acceptance where no code was printed.
  public let code: String?
  public let procedure: String
  public let agency: String?
  public let officer: String?
  public let state: DossierState
  public let receivedAt: CivilMoment
  /// `nil` before acceptance.
  public let dueAt: CivilMoment?
  public let ticket: TicketID?
  public let counter: CounterID?
  public let holder: Holder
  public let flags: Set<DossierFlag>
  public let changedAt: CivilMoment
  /// The last row of the log that is about it.
  public let lastSeq: Int64

  static let columns = """
    id, code, procedure, agency, officer, state, receivedAt, dueAt, ticket, counter, holder, flags,
    changedAt, lastSeq
    """

  init(_ row: Row, from first: Int = 0) throws {
    id = DossierID(try row.cell(first) as Int64)
    guard let state = DossierState(rawValue: try row.cell(first + 5)),
      let receivedAt = CivilMoment(try row.cell(first + 6) as String),
      let holder = Holder(try row.cell(first + 10) as String),
      let changedAt = CivilMoment(try row.cell(first + 12) as String)
    else { throw StoreFailure(.damaged, "The row of dossier \(id) cannot be read.") }
    code = try row.cellIfAny(first + 1)
    procedure = try row.cell(first + 2)
    agency = try row.cellIfAny(first + 3)
    officer = try row.cellIfAny(first + 4)
    self.state = state
    self.receivedAt = receivedAt
    dueAt = (try row.cellIfAny(first + 7) as String?).flatMap { CivilMoment($0) }
    ticket = (try row.cellIfAny(first + 8) as Int64?).map { TicketID($0) }
    counter = (try row.cellIfAny(first + 9) as String?).map { CounterID($0) }
    self.holder = holder
    flags = Set(
      (try row.cell(first + 11) as String).split(separator: " ").compactMap {
        DossierFlag(rawValue: String($0))
      })
    self.changedAt = changedAt
    lastSeq = try row.cell(first + 13)
  }
}

/// Which dossiers a list shows; every condition that is set must hold.
public struct DossierFilter: Sendable, Hashable {
  /// Empty: all that are not over.
  public var states: Set<DossierState> = []
  public var agency: String?
  public var officer: String?
  public var counter: CounterID?
  public var procedure: String?
  public var flag: DossierFlag?
  /// Whose papers are there.
  public var holder: Holder?
  /// The term ended before this moment, and no result is here.
  public var overdueAt: CivilMoment?
  /// From where to go on: the last one of the page before.
  public var after: DossierID?

  public init() {}
}

extension HallStore {
  /// A page of dossiers, oldest first, or by their due date when it asks for what is overdue.
  ///
  /// At most `limit` rows, 1 to 1,000.
  public func dossiers(
    where filter: DossierFilter, limit: Int = 100
  ) throws(StoreFailure) -> [DossierRow] {
    let (condition, arguments) = filter.condition
    return try read { db in
      try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT \(DossierRow.columns) FROM dossiers WHERE \(condition)
            ORDER BY \(filter.overdueAt == nil ? filter.idColumn : "dueAt, id") LIMIT ?
            """),
        arguments: StatementArguments(arguments) + [min(max(limit, 1), 1_000)]
      ).map { try DossierRow($0) }
    }
  }

  /// How many dossiers stand in each state, of an agency or of all; those that are over left out.
  public func dossierCounts(agency: String? = nil) throws(StoreFailure) -> [DossierState: Int] {
    try read { db in
      let rows = try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT state, count(*) FROM dossiers INDEXED BY dossiers_open
            WHERE isOpen = 1 AND (?1 IS NULL OR agency = ?1) GROUP BY state
            """), arguments: [agency])
      var counts: [DossierState: Int] = [:]
      for row in rows {
        if let state = DossierState(rawValue: try row.cell(0)) { counts[state] = try row.cell(1) }
      }
      return counts
    }
  }

  /// How many dossiers of each agency are overdue; counts only (P-17).
  public func overdueByAgency(
    at moment: CivilMoment
  ) throws(StoreFailure) -> [(agency: String?, count: Int)] {
    try read { db in
      try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT agency, count(*) FROM dossiers WHERE termRuns = 1 AND dueAt < ?
            GROUP BY agency ORDER BY agency
            """), arguments: [moment.description]
      ).map { (try $0.cellIfAny(0), try $0.cell(1)) }
    }
  }
}

extension DossierFilter {
  private var isOfOpen: Bool { overdueAt == nil && states.allSatisfy { !$0.isOver } }

  /// With the sign SQLite keeps from walking through all that are over to find the few that are open.
  fileprivate var idColumn: String { isOfOpen ? "+id" : "id" }

  fileprivate var condition: (String, [DatabaseValue]) {
    var parts: [String] = []
    var arguments: [DatabaseValue] = []
    func add(_ part: String, _ value: any DatabaseValueConvertible) {
      parts.append(part)
      arguments.append(value.databaseValue)
    }
    // Said also where the states say it: the few that are open have an index of their own.
    if isOfOpen { parts.append("isOpen = 1") }
    if !states.isEmpty {
      parts.append("state IN (\(states.map { _ in "?" }.joined(separator: ", ")))")
      arguments += states.map(\.rawValue).sorted().map(\.databaseValue)
    }
    if let agency { add("agency = ?", agency) }
    if let officer { add("officer = ?", officer) }
    if let counter { add("counter = ?", counter.rawValue) }
    if let procedure { add("procedure = ?", procedure) }
    if let holder { add("holder = ?", holder.description) }
    if let flag { add("instr(' ' || flags || ' ', ?) > 0", " \(flag.rawValue) ") }
    if let overdueAt {
      parts.append("termRuns = 1")
      add("dueAt < ?", overdueAt.description)
    }
    if let after { add("\(idColumn) > ?", after.rawValue) }
    return (parts.joined(separator: " AND "), arguments)
  }
}
