internal import GRDB
public import Ticketing

/// A person who may sign in; outside the log and its rebuild.
public struct Account: Sendable, Hashable, CustomStringConvertible {
  /// ASCII, unique; the name in the log's `actor`.
  public var name: String
  /// A role as configuration knows it: `officer`, `supervision` and so on.
  public var role: String
  /// The counters an officer may open; empty means none.
  public var counters: [CounterID]
  /// What `crypt(3)` made of the password.
  public var passwordHash: String
  /// Whether the account may sign in.
  public var isActive: Bool

  public init(
    name: String, role: String, counters: [CounterID], passwordHash: String,
    isActive: Bool = true
  ) {
    self.name = name
    self.role = role
    self.counters = counters
    self.passwordHash = passwordHash
    self.isActive = isActive
  }

  /// Without the hash, so that no log line can hold it.
  public var description: String { "account \(name) (\(role))" }
}

/// The `accounts` table.
enum AccountTable {
  static func put(_ account: Account, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO accounts (name, role, counters, password, active) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET role = excluded.role, counters = excluded.counters,
          password = excluded.password, active = excluded.active
        """,
      arguments: [
        account.name, account.role, account.counters.map(\.rawValue).joined(separator: ","),
        account.passwordHash, account.isActive,
      ])
    // Who has a new password or lost a right signs in again.
    try db.execute(sql: "DELETE FROM sessions WHERE account = ?", arguments: [account.name])
  }

  static func find(_ name: String, _ db: Database) throws -> Account? {
    try Row.fetchOne(db, sql: "\(select) WHERE name = ?", arguments: [name]).map(account)
  }

  static func all(_ db: Database) throws -> [Account] {
    try Row.fetchAll(db, sql: "\(select) ORDER BY name").map(account)
  }

  static let select = "SELECT name, role, counters, password, active FROM accounts"

  static func account(_ row: Row) -> Account {
    let counters = (row[2] as String).split(separator: ",").map { CounterID(String($0)) }
    return Account(
      name: row[0], role: row[1], counters: counters, passwordHash: row[3], isActive: row[4])
  }
}

extension HallStore {
  /// Adds an account, or replaces the one with its name and ends its sessions.
  public func put(_ account: Account) async throws(StoreError) {
    try await write { _, db in try AccountTable.put(account, db) }
  }

  public func account(_ name: String) throws(StoreFailure) -> Account? {
    try read { db in try AccountTable.find(name, db) }
  }

  /// All accounts, by name.
  public func accounts() throws(StoreFailure) -> [Account] {
    try read { db in try AccountTable.all(db) }
  }
}
