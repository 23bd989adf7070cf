public import Dossiers
internal import Foundation
internal import GRDB
internal import Synchronization
public import Ticketing

/// A device that has been paired: a kiosk, a board, a station.
public struct PairedDevice: Sendable, Hashable {
  /// `kiosk-1`; says which printer and scanner belong to it.
  public var device: String
  /// `kiosk`, `board`, `station`.
  public var kind: String
  public var pairedAt: Moment
}

/// The `device_tokens` table: the SHA-256 of each token.
enum DeviceTable {
  static func all(_ db: Database, utcOffsetSeconds: Int) throws -> [PairedDevice] {
    try Row.fetchAll(
      db, sql: "SELECT device, kind, pairedAt FROM device_tokens ORDER BY device, pairedAt"
    ).map { device($0, utcOffsetSeconds) }
  }

  static func device(_ row: Row, _ utcOffsetSeconds: Int) -> PairedDevice {
    PairedDevice(
      device: row[0], kind: row[1],
      pairedAt: Moment(microseconds: row[2], utcOffsetSeconds: utcOffsetSeconds))
  }

  /// Whether there was any token to take back.
  static func unpair(
    _ device: String, _ db: Database, _ journal: AccountTable.Journal
  ) throws -> Bool {
    try db.execute(sql: "DELETE FROM device_tokens WHERE device = ?", arguments: [device])
    guard db.changesCount > 0 else { return false }
    try journal(.deviceUnpaired(device: device))
    return true
  }
}

extension HallStore {
  /// Pairs a device; the token goes into its cookie.
  public func pair(
    token: String, device: String, kind: String, by actor: Actor = .system, at now: Moment
  ) async throws(StoreError) {
    try await writeAccounts(by: actor, at: now) { db, journal in
      try db.execute(
        sql: "INSERT INTO device_tokens (token, device, kind, pairedAt) VALUES (?, ?, ?, ?)",
        arguments: [SessionTable.fingerprint(token), device, kind, now.microseconds])
      try journal(.devicePaired(device: device, deviceKind: kind))
    }
  }

  /// The device that this token was given to.
  public func device(token: String) throws(StoreFailure) -> PairedDevice? {
    try read { [identity] db in
      try Row.fetchOne(
        db.cachedStatement(
          sql: "SELECT device, kind, pairedAt FROM device_tokens WHERE token = ?"),
        arguments: [SessionTable.fingerprint(token)]
      ).map { DeviceTable.device($0, identity.utcOffsetSeconds) }
    }
  }

  /// Every token that was given to a device and not taken back, by device.
  public func devices() throws(StoreFailure) -> [PairedDevice] {
    try read { [identity] db in
      try DeviceTable.all(db, utcOffsetSeconds: identity.utcOffsetSeconds)
    }
  }

  /// Takes every token of a device back, such as after it was stolen.
  /// - Returns: whether it had any.
  @discardableResult
  public func unpair(
    device: String, by actor: Actor = .system, at now: Moment
  ) async throws(StoreError) -> Bool {
    try await writeAccounts(by: actor, at: now) { db, journal in
      try DeviceTable.unpair(device, db, journal)
    }
  }

  /// Grows with each change of an account, a session or a device.
  ///
  /// Whoever remembers one of them asks it whether to look again.
  public var accountGeneration: Int { accountChanges.count }
}

/// Counts the changes to accounts, sessions and devices.
final class AccountChanges: Sendable {
  private let changes = Atomic(0)

  var count: Int { changes.load(ordering: .acquiring) }

  func add() { changes.add(1, ordering: .releasing) }
}
