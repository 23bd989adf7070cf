public import Dossiers
internal import GRDB
public import Ticketing

/// A dossier as the log tells it, and the visit that it came from.
public struct StoredDossier: Sendable, Hashable {
  public let dossier: Dossier
  public let ticket: TicketID?
  public let counter: CounterID?
  /// The last row of the log that is about it.
  public let lastSeq: Int64
}

// A flipped bit in a date or a state would be told to a citizen as the truth. What a reader finds is
// therefore told by the rows of the log themselves, along their chain; the table only finds them, and
// names the last one, so that none can be missing.
extension StoredDossier {
  static func load(
    _ place: DossierTable.Place, _ db: Database, _ identity: HallIdentity
  ) throws -> StoredDossier {
    let standing = try DossierStanding.load(
      place.id, chained: true, from: db, events: db,
      utcOffsetSeconds: identity.utcOffsetSeconds)
    guard let standing, place.isTold(by: standing) else {
      throw StoreFailure(
        .damaged, "The row of dossier \(place.id) in the table dossiers is not what the log says.")
    }
    return StoredDossier(standing)
  }

  init(_ standing: DossierStanding) {
    self.init(
      dossier: standing.dossier, ticket: standing.ticket, counter: standing.counter,
      lastSeq: standing.lastSeq)
  }
}

extension HallStore {
  /// The dossier with this code, as its events have made it.
  public func dossier(code: String) throws(StoreFailure) -> StoredDossier? {
    try read { [identity] db in
      try DossierTable.find(code: code, db).map { try .load($0, db, identity) }
    }
  }

  /// The dossier with this number inside the system.
  public func dossier(_ id: DossierID) throws(StoreFailure) -> StoredDossier? {
    try read { [identity] db in
      try DossierTable.find(id, db).map { try .load($0, db, identity) }
    }
  }

  /// What happened to a dossier, oldest first: its rows of the log.
  public func history(of id: DossierID) throws(StoreFailure) -> [LogEntry] {
    try read { [identity] db in
      let rows = try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT \(LogRow.columns) FROM log
            WHERE seq IN (SELECT seq FROM dossier_events WHERE dossier = ?) ORDER BY seq
            """), arguments: [id.rawValue])
      return try rows.map { try LogRow($0).entry(utcOffsetSeconds: identity.utcOffsetSeconds) }
    }
  }

  /// The lines of the books that these rows of the log have made, such as a document's number.
  public func registerLines(from first: Int64, through last: Int64) throws(StoreFailure)
    -> [RegisterLine]
  {
    try read { db in try RegisterTable.lines(from: first, through: last, db) }
  }

  /// A page of a book of one year, by number; at most 1,000 lines.
  public func register(
    _ book: RegisterBook, year: Int, after number: Int = 0, limit: Int = 100
  ) throws(StoreFailure) -> [RegisterLine] {
    try read { db in
      try Row.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT \(RegisterTable.columns) FROM registers
            WHERE book = ? AND year = ? AND number > ? ORDER BY number LIMIT ?
            """), arguments: [book.name, year, number, min(max(limit, 1), 1_000)]
      ).map(RegisterTable.line)
    }
  }

  /// The words somebody typed with this row of the log; `nil` when there were none or they are erased.
  public func typedText(with seq: Int64) throws(StoreFailure) -> String? {
    try read { db in
      try String.fetchOne(
        db.cachedStatement(sql: "SELECT text FROM typed_text WHERE seq = ?"), arguments: [seq])
    }
  }
}
