internal import Crypto
public import Dossiers
internal import Foundation
internal import GRDB
internal import Ticketing

/// What lookups read: the few columns of `dossiers` that the public may be told, under a seal.
///
/// A flipped bit in a date or a state would be told to a citizen as the truth. The seal is a hash of
/// what the row says, made when the event was written, so one row is enough to know that it is
/// whole; whether it is what the log says is the scrub's and the rebuild's to find.
enum ToldTable {
  private static let columns = """
    id, code, codeOrigin, state, procedure, agency, channel, receivedAt, dueDate, dueAt, days,
    clause, awaited, seal
    """

  static func find(code: String, _ db: Database) throws -> ToldDossier? {
    let statement = try db.cachedStatement(sql: "SELECT \(columns) FROM dossiers WHERE code = ?")
    return try Row.fetchOne(statement, arguments: [code]).map(read)
  }

  static func find(day: CivilDate, ordinal: Int, _ db: Database) throws -> [ToldDossier] {
    let statement = try db.cachedStatement(
      sql: "SELECT \(columns) FROM dossiers WHERE day = ? AND ordinal = ? LIMIT 8")
    return try Row.fetchAll(statement, arguments: [day.description, ordinal]).map(read)
  }

  /// The components a supplement is waited for, as they stand in the column `awaited`.
  static func awaited(_ standing: PublicStanding) -> String {
    standing.awaited.joined(separator: " ")
  }

  static func seal(_ id: DossierID, _ standing: PublicStanding) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(320)
    func add(_ field: String?) {
      guard let field else { return bytes.append(0) }
      // Lengths keep a byte from moving unseen from one field into the next.
      withUnsafeBytes(of: UInt64(field.utf8.count + 1).bigEndian) { bytes.append(contentsOf: $0) }
      bytes.append(contentsOf: field.utf8)
    }
    add("\(id.rawValue)")
    add(standing.code)
    add(standing.codeOrigin?.rawValue)
    add(standing.state.rawValue)
    add(standing.procedure)
    add(standing.agency)
    add(standing.channel.rawValue)
    add(standing.receivedAt.description)
    add(standing.dueDate?.description)
    add(standing.dueAt?.description)
    add(standing.days.map { "\($0)" })
    add(standing.clause)
    add(awaited(standing))
    return SHA256.hash(data: bytes).withUnsafeBytes { Array($0.prefix(16)) }
  }

  private static func read(_ row: Row) throws -> ToldDossier {
    let id = DossierID(try row.cell(0) as Int64)
    let origin: String? = try row.cellIfAny(2)
    let dueDate: String? = try row.cellIfAny(8)
    let dueAt: String? = try row.cellIfAny(9)
    let awaited: String = try row.cell(12)
    guard let state = DossierState(rawValue: try row.cell(3)),
      let channel = IntakeChannel(rawValue: try row.cell(6)),
      let receivedAt = CivilMoment(try row.cell(7) as String)
    else { throw differs(id) }
    let standing = PublicStanding(
      code: try row.cellIfAny(1), codeOrigin: origin.flatMap { CodeOrigin(rawValue: $0) },
      state: state, procedure: try row.cell(4), agency: try row.cellIfAny(5), channel: channel,
      receivedAt: receivedAt, dueDate: dueDate.flatMap { CivilDate($0) },
      dueAt: dueAt.flatMap { CivilMoment($0) }, days: try row.cellIfAny(10),
      clause: try row.cellIfAny(11),
      awaited: awaited.split(separator: " ").map(String.init))
    guard seal(id, standing) == Array(try row.cell(13) as Data) else { throw differs(id) }
    return ToldDossier(id: id, standing: standing)
  }

  private static func differs(_ id: DossierID) -> StoreFailure {
    StoreFailure(
      .damaged, "The row of dossier \(id) in the table dossiers is not what the log says.")
  }

  /// Columns for what earlier releases told by replaying a dossier's life.
  static let columnsAdded = """
    ALTER TABLE dossiers ADD COLUMN awaited TEXT NOT NULL DEFAULT '';
    ALTER TABLE dossiers ADD COLUMN seal BLOB NOT NULL DEFAULT x'';
    """

  /// Fills them for the dossiers that are there, from the log.
  static func sealAll(_ db: Database) throws {
    guard let identity = try HallDatabase.identity(db) else { return }
    let put = try DossierTable.putting(db)
    for id in try Int64.fetchAll(db, sql: "SELECT id FROM dossiers ORDER BY id") {
      let standing = try DossierStanding.load(
        DossierID(id), from: db, events: db, utcOffsetSeconds: identity.utcOffsetSeconds)
      if let standing { try DossierTable.put(standing, by: put) }
    }
  }
}

/// What the public may be told of a dossier, and which one it is.
public struct ToldDossier: Sendable, Hashable {
  public let id: DossierID
  public let standing: PublicStanding
}

extension HallStore {
  /// What may be told of the dossier with this code; one row is read.
  public func told(code: String) throws(StoreFailure) -> ToldDossier? {
    try read { db in try ToldTable.find(code: code, db) }
  }

  /// The same for an ordinal of a day of receipt; several when units share the hall.
  public func told(day: CivilDate, ordinal: Int) throws(StoreFailure) -> [ToldDossier] {
    try read { db in try ToldTable.find(day: day, ordinal: ordinal, db) }
  }
}
