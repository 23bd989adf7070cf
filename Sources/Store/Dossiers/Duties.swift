public import Dossiers
internal import GRDB
public import Ticketing

/// Something that has fallen due or soon will, of which dossier, and who must act.
public struct Duty: Sendable, Hashable {
  public let dossier: DossierRow
  public let item: DueItem
  /// The row of the log in which it was told; `nil` while it lies ahead.
  public let toldIn: Int64?
}

/// Whose duties a list shows; every condition that is set must hold.
public struct DutyFilter: Sendable, Hashable {
  public var agency: String?
  public var officer: String?
  /// The counter that took the dossier in.
  public var counter: CounterID?
  /// Empty: every kind.
  public var kinds: Set<DueItem.Kind> = []
  public var party: DueItem.Kind.Party?

  public init() {}
}

/// Somebody who has to be told something about a dossier.
public struct Notice: Sendable, Hashable {
  public let seq: Int64
  public let at: Moment
  public let dossier: DossierID
  public let code: String?
  public let asked: NoticeAsked
}

// What falls due stands in a table by its moment: finding it is one range of an index.
extension HallStore {
  /// What fell due before this moment and was not told of yet, the oldest first.
  public func dueDossiers(
    before moment: CivilMoment, limit: Int = 64
  ) throws(StoreFailure) -> [(dossier: DossierID, item: DueItem)] {
    try read { db in
      try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT kind, number, at, dossier FROM dossier_due INDEXED BY dossier_due_next
            WHERE reminded IS NULL AND at < ? ORDER BY at, dossier LIMIT ?
            """), arguments: [moment.description, min(max(limit, 1), 10_000)]
      ).map { (DossierID(try $0.cell(3) as Int64), try DueTable.item($0)) }
    }
  }

  /// When the next dossier falls due; `nil` when none will.
  public func nextDue() throws(StoreFailure) -> CivilMoment? {
    try read { db in
      try String.fetchOne(
        db.cachedStatement(
          sql: """
            SELECT at FROM dossier_due INDEXED BY dossier_due_next
            WHERE reminded IS NULL ORDER BY at LIMIT 1
            """))
    }.flatMap { CivilMoment($0) }
  }

  /// Who must act: what has fallen due by this moment, or will have, the oldest first.
  ///
  /// At most `limit`, 1 to 1,000.
  public func duties(
    of filter: DutyFilter = DutyFilter(), through moment: CivilMoment, limit: Int = 100
  ) throws(StoreFailure) -> [Duty] {
    let (condition, arguments) = filter.condition
    return try read { db in
      try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT due.kind, due.number, due.at, due.reminded, \(DossierRow.columns)
            FROM dossier_due AS due JOIN dossiers ON dossiers.id = due.dossier
            WHERE due.at <= ? \(condition) ORDER BY due.at, due.dossier LIMIT ?
            """),
        arguments: [moment.description] + StatementArguments(arguments)
          + [min(max(limit, 1), 1_000)]
      ).map { row in
        Duty(
          dossier: try DossierRow(row, from: 4), item: try DueTable.item(row),
          toldIn: try row.cellIfAny(3))
      }
    }
  }

  /// How much has fallen due by this moment, by kind.
  public func dutyCounts(
    of filter: DutyFilter = DutyFilter(), through moment: CivilMoment
  ) throws(StoreFailure) -> [DueItem.Kind: Int] {
    let (condition, arguments) = filter.condition
    return try read { db in
      let rows = try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT due.kind, count(*)
            FROM dossier_due AS due JOIN dossiers ON dossiers.id = due.dossier
            WHERE due.at <= ? \(condition) GROUP BY due.kind
            """), arguments: [moment.description] + StatementArguments(arguments))
      var counts: [DueItem.Kind: Int] = [:]
      for row in rows {
        if let kind = DueItem.Kind(rawValue: try row.cell(0)) { counts[kind] = try row.cell(1) }
      }
      return counts
    }
  }

  /// Whom somebody has to tell something, after a row of the log: the list that a desk works through.
  public func notices(
    after seq: Int64, kind: NoticeKind? = nil, limit: Int = 100
  ) throws(StoreFailure) -> [Notice] {
    let most = min(max(limit, 1), 1_000)
    return try read { [identity] db in
      let rows = try Row.fetchCursor(
        db.cachedStatement(
          sql: """
            SELECT \(LogRow.columns) FROM log INDEXED BY log_of_notices
            WHERE \(Schema.ofNotices) AND seq > ? ORDER BY seq
            """), arguments: [seq])
      var notices: [Notice] = []
      while notices.count < most, let row = try rows.next() {
        let recorded = try LogRow(row).recorded(utcOffsetSeconds: identity.utcOffsetSeconds)
        guard let recorded, case .dossier(let step) = recorded.event, let dossier = step.dossier,
          case .life(.noticeAsked(let asked)) = step.fact, kind == nil || asked.notice == kind
        else { continue }
        notices.append(
          Notice(
            seq: recorded.id, at: recorded.at, dossier: dossier, code: step.code, asked: asked))
      }
      return notices
    }
  }
}

/// What has become of dossiers that are not over since rules or calendar are other ones.
public struct Review: Sendable, Hashable {
  /// Those whose term ends otherwise now (P-32).
  public var recounted: [DossierID] = []
  /// Those of which something falls due at other moments now.
  public var rewatched: [DossierID] = []
  /// The last one looked at; `nil` when all have been.
  public var last: DossierID?
}

extension HallStore {
  /// Looks at some of the dossiers that are not over, by the present plan, and changes nothing.
  ///
  /// Beside the writer, on a thread that lets every other go first.
  public func review(
    after dossier: DossierID? = nil, limit: Int = 25, plan: HallPlan, at moment: Moment
  ) async throws(StoreFailure) -> Review {
    try await aside(isUrgent: false) { [pool, identity] in
      try pool.read { db in
        let ids = try Int64.fetchAll(
          db.cachedStatement(
            sql: "SELECT id FROM dossiers WHERE id > ? AND isOpen = 1 ORDER BY id LIMIT ?"),
          arguments: [dossier?.rawValue ?? 0, limit])
        var review = Review()
        for id in ids.map({ DossierID($0) }) {
          let standing = try DossierStanding.load(
            id, from: db, events: db, utcOffsetSeconds: identity.utcOffsetSeconds)
          guard let found = standing?.dossier else { continue }
          if plan.isRecounted(found, at: moment.civil) { review.recounted.append(id) }
          if let items = plan.dueItems(of: found, at: moment.civil),
            try DueTable.items(of: id, db).map(\.0) != items
          {
            review.rewatched.append(id)
          }
        }
        review.last = ids.count < limit ? nil : ids.last.map { DossierID($0) }
        return review
      }
    }
  }
}

extension DutyFilter {
  fileprivate var condition: (String, [DatabaseValue]) {
    var text = ""
    var arguments: [DatabaseValue] = []
    func add(_ part: String, _ value: String) {
      text += " AND \(part)"
      arguments.append(value.databaseValue)
    }
    if let agency { add("dossiers.agency = ?", agency) }
    if let officer { add("dossiers.officer = ?", officer) }
    if let counter { add("dossiers.counter = ?", counter.rawValue) }
    var wanted = kinds
    if let party {
      let its = Set(DueItem.Kind.allCases.filter { $0.party == party })
      wanted = wanted.isEmpty ? its : wanted.intersection(its)
      if wanted.isEmpty { text += " AND 0" }
    }
    if !wanted.isEmpty {
      text += " AND due.kind IN (\(wanted.map { _ in "?" }.joined(separator: ", ")))"
      arguments += wanted.map(\.rawValue).sorted().map(\.databaseValue)
    }
    return (text, arguments)
  }
}
