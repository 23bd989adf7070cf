public import Dossiers
internal import GRDB
public import Ticketing

/// What a data folder holds of people, how much and since when.
public struct PrivacyReport: Sendable, Hashable {
  /// The things that are kept.
  public enum What: String, Sendable, CaseIterable {
    /// Beside the log, erased by rule or on request.
    case personal, typedText
    /// Beside the log, forgotten after two service days or when they end.
    case idempotency, sessions
    /// Without names: kept.
    case tickets, dossiers, log
  }

  /// One of them: how many rows, and the day of the oldest.
  public struct Kept: Sendable, Hashable {
    public let what: What
    public let count: Int
    /// `nil` when there is none, or none has a day.
    public let since: CivilDate?
  }

  public let kept: [Kept]
  /// How often personal data was read.
  public let readings: Int
  /// How often it was erased on request.
  public let erasures: Int
  /// When something was last erased by rule.
  public let lastRetention: CivilDate?

  init(_ db: Database) throws {
    func count(_ sql: String) throws -> Int { try Int.fetchOne(db, sql: sql) ?? 0 }
    func day(_ sql: String) throws -> CivilDate? {
      try String.fetchOne(db, sql: sql).flatMap { CivilDate(String($0.prefix(10))) }
    }
    kept = try What.allCases.map { what in
      let (table, oldest) = what.query
      return Kept(
        what: what, count: try count("SELECT count(*) FROM \(table)"),
        since: try oldest.flatMap { try day($0) })
    }
    readings = try count("SELECT count(*) FROM log WHERE kind = 'personal.read'")
    erasures = try count("SELECT count(*) FROM log WHERE kind = 'personal.erased'")
    lastRetention = try day(
      "SELECT max(day) FROM log WHERE kind = 'retention.applied'")
  }
}

extension PrivacyReport.What {
  /// The table, and the question for its oldest day.
  fileprivate var query: (table: String, oldest: String?) {
    switch self {
    case .personal:
      (
        "personal",
        "SELECT min(dossiers.receivedAt) FROM personal JOIN dossiers ON code = personal.dossier"
      )
    case .typedText: ("typed_text", "SELECT log.day FROM typed_text JOIN log USING (seq) LIMIT 1")
    case .idempotency:
      ("idempotency", "SELECT log.day FROM idempotency JOIN log USING (seq) LIMIT 1")
    case .sessions: ("sessions", nil)
    case .tickets: ("tickets", "SELECT day FROM tickets ORDER BY id LIMIT 1")
    case .dossiers: ("dossiers", "SELECT min(receivedAt) FROM dossiers")
    case .log: ("log", "SELECT day FROM log ORDER BY seq LIMIT 1")
    }
  }
}

extension HallData {
  /// What the folder holds of people; also beside a running daemon.
  public func privacyReport() throws(StoreFailure) -> PrivacyReport {
    try read { db in try PrivacyReport(db) }
  }

  /// Erases what is known of an applicant; refused while a daemon has the folder.
  ///
  /// - Returns: whether there was anything.
  public func erasePersonalData(
    ofDossier code: String, by actor: Actor, at moment: Moment
  ) throws(StoreFailure) -> Bool {
    try writing { pool, identity in
      let isErased = try pool.writeWithoutTransaction { db in
        var isErased = false
        try db.inTransaction(.immediate) {
          isErased = try PersonalTable.erase(code, db)
          if isErased {
            let ledger = try Ledger(db, identity: identity)
            try ledger.append(.personalErased(dossier: code), by: actor, at: moment)
          }
          return .commit
        }
        _ = try db.checkpoint(.truncate)
        return isErased
      }
      return isErased
    }
  }
}
