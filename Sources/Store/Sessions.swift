internal import Crypto
public import Dossiers
internal import Foundation
internal import GRDB
public import Ticketing

/// A session of an account, as its owner sees it in a list.
public struct OpenSession: Sendable, Hashable {
  /// Names it without being able to sign in: the first half of its token's fingerprint.
  public let id: String
  public let openedAt: Moment
  /// When it ends unless it is used before.
  public let expiresAt: Moment
}

/// The `sessions` table: the SHA-256 of each token, so that a stolen backup signs nobody in.
enum SessionTable {
  static func fingerprint(_ token: String) -> Data {
    Data(SHA256.hash(data: Array(token.utf8)))
  }

  static func id(of fingerprint: Data) -> String {
    fingerprint.prefix(8).map { byte in
      String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }.joined()
  }

  static func id(_ token: String) -> String { id(of: fingerprint(token)) }

  /// Ends the sessions of an account but one.
  static func end(
    of account: String, keeping kept: String? = nil, because reason: SessionEnd, _ db: Database,
    _ journal: AccountTable.Journal
  ) throws {
    for token in try Data.fetchAll(
      db, sql: "SELECT token FROM sessions WHERE account = ?", arguments: [account])
    where id(of: token) != kept {
      try remove(token, db)
      try journal(.sessionEnded(account: account, session: id(of: token), reason: reason))
    }
  }

  /// Removes what nobody used in time; a bounded number at once.
  static func removeExpired(
    at now: Moment, _ db: Database, _ journal: AccountTable.Journal
  ) throws {
    let rows = try Row.fetchAll(
      db, sql: "SELECT token, account FROM sessions WHERE expiresAt <= ? LIMIT 100",
      arguments: [now.microseconds])
    for row in rows {
      let token: Data = row[0]
      try remove(token, db)
      try journal(.sessionEnded(account: row[1], session: id(of: token), reason: .expired))
    }
  }

  static func remove(_ fingerprint: Data, _ db: Database) throws {
    try db.execute(sql: "DELETE FROM sessions WHERE token = ?", arguments: [fingerprint])
  }

  /// The fingerprint of an account's session of this id.
  static func find(_ id: String, of account: String, _ db: Database) throws -> Data? {
    try Data.fetchAll(
      db, sql: "SELECT token FROM sessions WHERE account = ?", arguments: [account]
    ).first { self.id(of: $0) == id }
  }
}

extension HallStore {
  /// Signs an account in until a moment; the token goes into the cookie and nowhere else.
  public func openSession(
    token: String, account: String, expiresAt: Moment, now: Moment
  ) async throws(StoreError) {
    let actor = Actor("\((try? self.account(account))?.role ?? "account"):\(account)")
    try await writeAccounts(by: actor, at: now) { db, journal in
      try SessionTable.removeExpired(at: now, db, journal)
      try db.execute(
        sql: """
          INSERT OR REPLACE INTO sessions (token, account, expiresAt, openedAt)
          VALUES (?, ?, ?, ?)
          """,
        arguments: [
          SessionTable.fingerprint(token), account, expiresAt.microseconds, now.microseconds,
        ])
      try journal(.sessionOpened(account: account, session: SessionTable.id(token)))
    }
  }

  /// Lets a session that is used last longer; one that has ended stays ended.
  public func prolongSession(token: String, until expiresAt: Moment) async throws(StoreError) {
    try await write { _, db in
      try db.execute(
        sql: "UPDATE sessions SET expiresAt = ? WHERE token = ?",
        arguments: [expiresAt.microseconds, SessionTable.fingerprint(token)])
    }
  }

  /// The active account that this token signs in now; `nil` when expired or unknown.
  public func session(token: String, at now: Moment) throws(StoreFailure) -> Account? {
    try read { db in
      try Row.fetchOne(
        db.cachedStatement(
          sql: """
            \(AccountTable.select) JOIN sessions ON account = name
            WHERE token = ? AND expiresAt > ? AND active
            """), arguments: [SessionTable.fingerprint(token), now.microseconds]
      ).map(AccountTable.account)
    }
  }

  /// The sessions an account has now, the newest first.
  public func sessions(of account: String, at now: Moment) throws(StoreFailure) -> [OpenSession] {
    try read { [identity] db in
      func moment(_ microseconds: Int64) -> Moment {
        Moment(microseconds: microseconds, utcOffsetSeconds: identity.utcOffsetSeconds)
      }
      return try Row.fetchAll(
        db,
        sql: """
          SELECT token, openedAt, expiresAt FROM sessions WHERE account = ? AND expiresAt > ?
          ORDER BY openedAt DESC LIMIT 200
          """, arguments: [account, now.microseconds]
      ).map { row in
        OpenSession(
          id: SessionTable.id(of: row[0]), openedAt: moment(row[1]), expiresAt: moment(row[2]))
      }
    }
  }

  /// The name under which lists and the log know the session of a token.
  public static func sessionID(token: String) -> String { SessionTable.id(token) }

  /// Signs out; an unknown token is no error.
  public func closeSession(
    token: String, by actor: Actor, at now: Moment
  ) async throws(StoreError) {
    try await writeAccounts(by: actor, at: now) { db, journal in
      let fingerprint = SessionTable.fingerprint(token)
      let account = try String.fetchOne(
        db, sql: "SELECT account FROM sessions WHERE token = ?", arguments: [fingerprint])
      guard let account else { return }
      try SessionTable.remove(fingerprint, db)
      try journal(.sessionClosed(account: account, session: SessionTable.id(of: fingerprint)))
    }
  }

  /// Ends one session of an account by the id its list shows.
  /// - Returns: whether there was one.
  public func endSession(
    _ id: String, of account: String, because reason: SessionEnd, by actor: Actor, at now: Moment
  ) async throws(StoreError) -> Bool {
    try await writeAccounts(by: actor, at: now) { db, journal in
      guard let token = try SessionTable.find(id, of: account, db) else { return false }
      try SessionTable.remove(token, db)
      try journal(.sessionEnded(account: account, session: id, reason: reason))
      return true
    }
  }

  /// Ends all sessions of an account.
  public func endSessions(
    of account: String, because reason: SessionEnd, by actor: Actor, at now: Moment
  ) async throws(StoreError) {
    try await writeAccounts(by: actor, at: now) { db, journal in
      try SessionTable.end(of: account, because: reason, db, journal)
    }
  }
}
