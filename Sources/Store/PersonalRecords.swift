public import Dossiers
internal import GRDB
public import Ticketing

extension HallStore {
  /// What is known of the applicant of a dossier; that somebody looked is a row of the log.
  public func personalData(
    ofDossier code: String, for actor: Actor, at moment: Moment
  ) async throws(StoreError) -> PersonalData? {
    try await write { core, db in
      guard let found = try PersonalTable.find(code, db) else { return nil }
      try core.ledger.append(.personalRead(dossier: code), by: actor, at: moment)
      return found
    }
  }

  /// Erases what is known of an applicant, also from the write-ahead log; the chain stays whole.
  /// - Returns: whether there was anything.
  public func erasePersonalData(
    ofDossier code: String, by actor: Actor, at moment: Moment
  ) async throws(StoreError) -> Bool {
    try await write { core, db in
      guard try PersonalTable.erase(code, db) else { return false }
      try core.ledger.append(.personalErased(dossier: code), by: actor, at: moment)
      return true
    } committed: { core in
      core.emptyWriteAheadLog()
    }
  }
}

extension WriterCore {
  /// Overwrites what the write-ahead log still holds of erased rows; readers are waited for.
  func emptyWriteAheadLog() {
    // A reader that stays longer than the busy timeout leaves it to the next checkpoint.
    try? pool.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
  }
}
