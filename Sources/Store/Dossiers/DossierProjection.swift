internal import Dossiers
internal import GRDB
internal import Ticketing

/// The tables that follow from what happens to dossiers.
///
/// A dossier's own row is written once for all events of a command: `write` comes at its end.
struct DossierProjection {
  let shelf: DossierShelf
  private let db: Database
  private let put: Statement
  private let note: Statement

  init(_ db: Database, log: Database, utcOffsetSeconds: Int) throws {
    self.db = db
    shelf = DossierShelf(log: log, events: db, utcOffsetSeconds: utcOffsetSeconds)
    put = try DossierTable.putting(db)
    note = try db.makeStatement(sql: "INSERT INTO dossier_events (dossier, seq) VALUES (?, ?)")
  }

  func apply(_ recorded: RecordedEvent) throws {
    guard let id = recorded.event.dossier(at: recorded.id) else { return }
    try shelf.apply(recorded)
    try note.execute(arguments: [id.rawValue, recorded.id])
    guard case .dossier(let step) = recorded.event else { return }
    switch step.fact {
    case .life(.registerEntered(let entry)):
      try RegisterTable.enter(.book(entry.book), id, recorded, db)
    case .life(.documentIssued(let document)):
      try RegisterTable.enter(.documents(document.document), id, recorded, db)
    case .life: break
    case .watched(let items):
      try DueTable.replace(items, told: try shelf[id]?.told ?? [:], of: id, db)
    case .reminded(let item): try DueTable.remind(item, of: id, in: recorded.id, db)
    }
  }

  func write() throws {
    for standing in shelf.takeChanged() { try DossierTable.put(standing, by: put) }
  }
}

/// The lines of the Centre's books, numbered through the year and through the day.
enum RegisterTable {
  static func enter(
    _ book: RegisterBook, _ dossier: DossierID, _ recorded: RecordedEvent, _ db: Database
  ) throws {
    let year = recorded.day.year
    let last = try Row.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT number, day, ordinal FROM registers WHERE book = ? AND year = ?
          ORDER BY number DESC LIMIT 1
          """), arguments: [book.name, year])
    let day = recorded.day.description
    let isSameDay = try (last?.cell(1) as String?) == day
    try db.cachedStatement(
      sql: """
        INSERT INTO registers (book, year, number, day, ordinal, dossier, seq)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      book.name, year, try (last?.cell(0) as Int?).map { $0 + 1 } ?? 1, day,
      isSameDay ? try (last?.cell(2) as Int?).map { $0 + 1 } ?? 1 : 1, dossier.rawValue,
      recorded.id,
    ])
  }

  static let columns = "book, year, number, day, ordinal, dossier, seq"

  /// The lines that these rows of the log have made.
  static func lines(from first: Int64, through last: Int64, _ db: Database) throws
    -> [RegisterLine]
  {
    try Row.fetchAll(
      db.cachedStatement(
        sql: "SELECT \(columns) FROM registers WHERE seq BETWEEN ? AND ? ORDER BY seq"),
      arguments: [first, last]
    ).map(line)
  }

  static func line(_ row: Row) throws -> RegisterLine {
    let seq: Int64 = try row.cell(6)
    guard let book = RegisterBook(name: try row.cell(0)),
      let day = CivilDate(try row.cell(3) as String)
    else { throw StoreFailure(.damaged, "The register's line of row \(seq) cannot be read.") }
    return RegisterLine(
      book: book, year: try row.cell(1), number: try row.cell(2), day: day,
      ordinalOfDay: try row.cell(4), dossier: DossierID(try row.cell(5) as Int64), seq: seq)
  }
}

/// What will fall due, by moment.
enum DueTable {
  /// What was told of stays told, also when it has been away meanwhile.
  static func replace(
    _ items: [DueItem], told: [DueItem: Int64], of dossier: DossierID, _ db: Database
  ) throws {
    try db.cachedStatement(sql: "DELETE FROM dossier_due WHERE dossier = ?")
      .execute(arguments: [dossier.rawValue])
    for item in items {
      try db.cachedStatement(
        sql: "INSERT INTO dossier_due (dossier, kind, number, at, reminded) VALUES (?, ?, ?, ?, ?)"
      ).execute(arguments: [
        dossier.rawValue, item.kind.rawValue, item.number, item.at.description, told[item],
      ])
    }
  }

  static func remind(
    _ item: DueItem, of dossier: DossierID, in seq: Int64, _ db: Database
  ) throws {
    try db.cachedStatement(
      sql: """
        UPDATE dossier_due SET reminded = ? WHERE dossier = ? AND kind = ? AND number = ?
        """
    ).execute(arguments: [seq, dossier.rawValue, item.kind.rawValue, item.number])
  }

  /// What is said to fall due of a dossier, and whether it was told, by kind and number.
  static func items(of dossier: DossierID, _ db: Database) throws -> [(DueItem, told: Bool)] {
    try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT kind, number, at, reminded FROM dossier_due WHERE dossier = ?
          ORDER BY kind, number
          """), arguments: [dossier.rawValue]
    ).map { (try item($0), try ($0.cellIfAny(3) as Int64?) != nil) }
  }

  static func item(_ row: Row) throws -> DueItem {
    guard let kind = DueItem.Kind(rawValue: try row.cell(0)),
      let at = CivilMoment(try row.cell(2) as String)
    else { throw StoreFailure(.damaged, "A row of the table dossier_due cannot be read.") }
    return DueItem(kind, number: try row.cell(1), at: at)
  }
}
