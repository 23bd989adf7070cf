internal import Foundation
internal import GRDB

/// Personal data by dossier code, apart from log and projections so that it can be erased.
///
/// The connection has `secure_delete`: what is erased is overwritten in the file.
enum PersonalTable {
  static func put(_ personal: PersonalData, of dossier: String, _ db: Database) throws {
    let body = String(decoding: try JSONEncoder().encode(personal), as: UTF8.self)
    try db.execute(
      sql: """
        INSERT INTO personal (dossier, body) VALUES (?, ?)
        ON CONFLICT (dossier) DO UPDATE SET body = excluded.body
        """, arguments: [dossier, body])
  }

  static func find(_ dossier: String, _ db: Database) throws -> PersonalData? {
    let body = try String.fetchOne(
      db, sql: "SELECT body FROM personal WHERE dossier = ?", arguments: [dossier])
    return try body.map { try JSONDecoder().decode(PersonalData.self, from: Data($0.utf8)) }
  }

  /// Whether there was anything to erase.
  static func erase(_ dossier: String, _ db: Database) throws -> Bool {
    try db.execute(sql: "DELETE FROM personal WHERE dossier = ?", arguments: [dossier])
    return db.changesCount > 0
  }
}
