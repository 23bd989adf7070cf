internal import Crypto
public import Dossiers
internal import Foundation
internal import GRDB

/// A device that has been paired: a kiosk, a board, a station.
public struct PairedDevice: Sendable, Hashable {
  /// `kiosk-1`; says which printer and scanner belong to it.
  public var device: String
  /// `kiosk`, `board`, `station`.
  public var kind: String
  public var pairedAt: Moment
}

/// Tokens in cookies: the table keeps their SHA-256 only, so that a stolen backup signs nobody in.
extension HallStore {
  /// Signs an account in until a moment; the token goes into the cookie and nowhere else.
  public func openSession(
    token: String, account: String, expiresAt: Moment, now: Moment
  ) async throws(StoreError) {
    try await write { _, db in
      try db.execute(
        sql: "DELETE FROM sessions WHERE expiresAt <= ?", arguments: [now.microseconds])
      try db.execute(
        sql: "INSERT OR REPLACE INTO sessions (token, account, expiresAt) VALUES (?, ?, ?)",
        arguments: [Self.fingerprint(token), account, expiresAt.microseconds])
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
            """), arguments: [Self.fingerprint(token), now.microseconds]
      ).map(AccountTable.account)
    }
  }

  /// Signs out; an unknown token is no error.
  public func closeSession(token: String) async throws(StoreError) {
    try await write { _, db in
      try db.execute(
        sql: "DELETE FROM sessions WHERE token = ?", arguments: [Self.fingerprint(token)])
    }
  }

  /// Pairs a device; the token goes into its cookie.
  public func pair(
    token: String, device: String, kind: String, at now: Moment
  ) async throws(StoreError) {
    try await write { _, db in
      try db.execute(
        sql: "INSERT INTO device_tokens (token, device, kind, pairedAt) VALUES (?, ?, ?, ?)",
        arguments: [Self.fingerprint(token), device, kind, now.microseconds])
    }
  }

  /// The device that this token was given to.
  public func device(token: String) throws(StoreFailure) -> PairedDevice? {
    try read { [identity] db in
      try Row.fetchOne(
        db.cachedStatement(
          sql: "SELECT device, kind, pairedAt FROM device_tokens WHERE token = ?"),
        arguments: [Self.fingerprint(token)]
      ).map { row in
        PairedDevice(
          device: row[0], kind: row[1],
          pairedAt: Moment(
            microseconds: row[2], utcOffsetSeconds: identity.utcOffsetSeconds))
      }
    }
  }

  /// Takes every token of a device back, such as after it was stolen.
  public func unpair(device: String) async throws(StoreError) {
    try await write { _, db in
      try db.execute(sql: "DELETE FROM device_tokens WHERE device = ?", arguments: [device])
    }
  }

  private static func fingerprint(_ token: String) -> Data {
    Data(SHA256.hash(data: Array(token.utf8)))
  }
}
