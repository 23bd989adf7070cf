public import Dossiers
internal import GRDB
internal import Ticketing

/// What is kept beside the log, and goes after its time (DOMAIN 6.7, P-22).
public enum RetentionRule: String, Sendable, CaseIterable {
  /// Applicants' names, telephone numbers, addresses: days after the dossier was to be finished.
  case personal
  /// Reasons and notes that officers typed: days after the service day.
  case typedText
}

/// How long what is kept beside the log is kept, in days.
public struct RetentionPeriods: Sendable, Hashable {
  /// After the dossier's receipt or the end of its term, whichever is later; 1 to 3,650.
  public var personalDays: Int
  /// After the service day on which it was typed; 1 to 3,650.
  public var typedTextDays: Int

  public init(personalDays: Int = 365, typedTextDays: Int = 365) {
    self.personalDays = personalDays
    self.typedTextDays = typedTextDays
  }

  /// The first day of which it is still kept.
  func firstKept(_ rule: RetentionRule, today: CivilDate) -> CivilDate {
    let days = rule == .personal ? personalDays : typedTextDays
    return CivilDate(daysSinceEpoch: today.daysSinceEpoch - days)
  }
}

extension HallStore {
  /// Erases what has been kept for its time, a small portion in each transaction.
  ///
  /// What is due is looked for beside the writer; the writer only removes the rows it is told and
  /// says so in the log, both in one commit. Between two portions everybody else has a turn. At the
  /// end the write-ahead log is emptied, so that the bytes are gone from the files. Run twice, the
  /// second run finds nothing.
  /// - Returns: rows erased by each rule; a rule with none has no row in the log.
  @discardableResult
  public func applyRetention(
    _ periods: RetentionPeriods, at moment: Moment
  ) async throws -> [RetentionRule: Int] {
    var erased: [RetentionRule: Int] = [:]
    for rule in RetentionRule.allCases {
      let firstKept = periods.firstKept(rule, today: moment.date)
      var place = RetentionPlace()
      while !Task.isCancelled {
        let from = place
        let found = try read { db in try rule.due(before: firstKept, from: from, db) }
        place = found.next
        if !found.due.isEmpty {
          erased[rule, default: 0] += try await erase(
            found.due, by: rule, before: firstKept, at: moment)
        }
        if found.isLast { break }
      }
    }
    if !erased.isEmpty { await emptyFiles() }
    return erased
  }

  private func erase(
    _ due: [RetentionPlace.Key], by rule: RetentionRule, before firstKept: CivilDate,
    at moment: Moment
  ) async throws(StoreError) -> Int {
    try await write { core, db in
      let count = try rule.erase(due, db)
      guard count > 0 else { return 0 }
      try core.ledger.append(
        .retentionApplied(rule: rule, count: count, before: firstKept), by: .system, at: moment)
      return count
    }
  }
}

/// How far the search for what is due has come.
struct RetentionPlace: Sendable {
  /// A dossier's code, or a sequence of the log.
  enum Key: Sendable, Hashable {
    case code(String)
    case seq(Int64)
  }

  struct Found: Sendable {
    var due: [Key]
    var next: RetentionPlace
    var isLast: Bool
  }

  /// Rows a portion erases at most: measured, each costs the writer some 20 microseconds and one page.
  static let portion = 32
  /// Rows a look reads at most.
  static let look = 2_000

  var code = ""
  var seq: Int64 = 0
}

extension RetentionRule {
  /// The next rows whose time is over; along the primary key, so that nothing is read twice.
  func due(
    before day: CivilDate, from place: RetentionPlace, _ db: Database
  ) throws -> RetentionPlace.Found {
    switch self {
    case .personal: try Self.duePersonal(before: day, from: place, db)
    case .typedText: try Self.dueText(before: day, from: place, db)
    }
  }

  private static func duePersonal(
    before day: CivilDate, from place: RetentionPlace, _ db: Database
  ) throws -> RetentionPlace.Found {
    // A dossier's end is what is known of it: its receipt, and the day it was promised for. Personal
    // data without a dossier serves nobody.
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT personal.dossier, max(dossiers.receivedAt, dossiers.dueAt) FROM personal
        LEFT JOIN dossiers ON code = personal.dossier
        WHERE personal.dossier > ? ORDER BY personal.dossier LIMIT ?
        """, arguments: [place.code, RetentionPlace.look])
    var found = RetentionPlace.Found(due: [], next: place, isLast: false)
    var seen = 0
    while found.due.count < RetentionPlace.portion, let row = try rows.next() {
      seen += 1
      let code: String = row[0]
      found.next.code = code
      let end = (row[1] as String?).map { String($0.prefix(10)) }
      if end.map({ $0 < day.description }) ?? true { found.due.append(.code(code)) }
    }
    found.isLast = found.due.count < RetentionPlace.portion && seen < RetentionPlace.look
    return found
  }

  private static func dueText(
    before day: CivilDate, from place: RetentionPlace, _ db: Database
  ) throws -> RetentionPlace.Found {
    // What was typed before the first row of the first day that is kept.
    let end =
      try Int64.fetchOne(
        db, sql: "SELECT min(opened) FROM service_days WHERE day >= ?",
        arguments: [day.description]) ?? .max
    let seqs = try Int64.fetchAll(
      db,
      sql: """
        SELECT seq FROM typed_text JOIN log USING (seq)
        WHERE seq > ? AND seq < ? AND log.day < ? ORDER BY seq LIMIT ?
        """, arguments: [place.seq, end, day.description, RetentionPlace.portion])
    return RetentionPlace.Found(
      due: seqs.map { .seq($0) },
      next: RetentionPlace(code: place.code, seq: seqs.last ?? place.seq),
      isLast: seqs.count < RetentionPlace.portion)
  }

  /// Removes the rows; the connection overwrites them.
  func erase(_ keys: [RetentionPlace.Key], _ db: Database) throws -> Int {
    var count = 0
    for key in keys {
      switch key {
      case .code(let code): count += try PersonalTable.erase(code, db) ? 1 : 0
      case .seq(let seq):
        try db.execute(sql: "DELETE FROM typed_text WHERE seq = ?", arguments: [seq])
        count += db.changesCount
      }
    }
    return count
  }
}
