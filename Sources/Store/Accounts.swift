public import Dossiers
internal import GRDB
public import Ticketing

/// A person who may sign in (LC 3.3); outside the log's rebuild, every change a row of the log.
public struct Account: Sendable, Hashable, CustomStringConvertible {
  /// ASCII, unique; the name in the log's `actor`.
  public var name: String
  /// The person's name as the board shows it (LC 4.6); may be empty for an old account.
  public var fullName: String
  /// Chức danh, such as «Chuyên viên»; may be empty.
  public var title: String
  /// Whom the person was sent by, such as «Sở Nội vụ»; may be empty.
  public var agency: String
  /// A role as configuration knows it: `officer`, `supervision` and so on.
  public var role: String
  /// The counters an officer may open; empty means none.
  public var counters: [CounterID]
  /// What `crypt(3)` made of the password.
  public var passwordHash: String
  /// Whether somebody else set the password: its owner may do nothing but change it.
  public var mustChangePassword: Bool
  /// Whether the account may sign in.
  public var isActive: Bool

  public init(
    name: String, fullName: String = "", title: String = "", agency: String = "", role: String,
    counters: [CounterID], passwordHash: String, mustChangePassword: Bool = false,
    isActive: Bool = true
  ) {
    self.name = name
    self.fullName = fullName
    self.title = title
    self.agency = agency
    self.role = role
    self.counters = counters
    self.passwordHash = passwordHash
    self.mustChangePassword = mustChangePassword
    self.isActive = isActive
  }

  /// Whether it can manage accounts.
  var manages: Bool { isActive && role == AccountTable.administration }

  /// Without the hash, so that no log line can hold it.
  public var description: String { "account \(name) (\(role))" }
}

/// What came of a change to an account.
public enum AccountOutcome: Sendable, Hashable {
  /// On disk, the log's rows with it.
  case done(Account)
  /// There is no account of that name.
  case unknown
  /// There is one of that name already; or, for the first one, there is any.
  case exists
  /// Nobody could manage accounts afterwards; nothing was changed.
  case lastAdministrator
}

/// The `accounts` table, and the rows of the log that go with its changes.
enum AccountTable {
  /// Writes one row of the log.
  typealias Journal = (AccountRecord) throws -> Void

  /// The role that manages accounts; one of it always remains.
  static let administration = "administration"

  /// Adds an account, or changes the one of its name, and ends the sessions that lose by it.
  ///
  /// `keeping` is the session whose owner changes the own password.
  static func put(
    _ account: Account, keeping kept: String? = nil, _ db: Database, _ journal: Journal
  ) throws {
    let old = try find(account.name, db)
    guard old != account else { return }
    try db.execute(
      sql: """
        INSERT INTO accounts
          (name, fullName, title, agency, role, counters, password, mustChange, active)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET fullName = excluded.fullName, title = excluded.title,
          agency = excluded.agency, role = excluded.role, counters = excluded.counters,
          password = excluded.password, mustChange = excluded.mustChange, active = excluded.active
        """,
      arguments: [
        account.name, account.fullName, account.title, account.agency, account.role,
        account.counters.map(\.rawValue).joined(separator: ","), account.passwordHash,
        account.mustChangePassword, account.isActive,
      ])
    guard let old else { return try journal(.added(AccountRecord.Facts(account))) }
    if AccountRecord.Facts(old) != AccountRecord.Facts(account) {
      try journal(.changed(AccountRecord.Facts(account)))
    }
    let hasNewPassword = old.passwordHash != account.passwordHash
    if hasNewPassword {
      try journal(.passwordChanged(account: account.name, oneTime: account.mustChangePassword))
    }
    if old.isActive != account.isActive {
      try journal(
        account.isActive ? .turnedOn(account: account.name) : .turnedOff(account: account.name))
    }
    let reason: SessionEnd? =
      if !account.isActive {
        .disabled
      } else if old.role != account.role || old.counters != account.counters {
        .rights
      } else {
        hasNewPassword ? .password : nil
      }
    if let reason {
      try SessionTable.end(of: account.name, keeping: kept, because: reason, db, journal)
    }
  }

  /// Changes an account; the last active administrator stays one.
  static func change(
    _ name: String, keeping token: String? = nil, _ db: Database, _ journal: Journal,
    _ edit: (inout Account) -> Void
  ) throws -> AccountOutcome {
    guard let old = try find(name, db) else { return .unknown }
    var account = old
    edit(&account)
    account.name = name
    if old.manages, !account.manages, try !hasAdministrator(besides: name, db) {
      return .lastAdministrator
    }
    try put(account, keeping: token.map(SessionTable.id), db, journal)
    return .done(account)
  }

  static func find(_ name: String, _ db: Database) throws -> Account? {
    try Row.fetchOne(db, sql: "\(select) WHERE name = ?", arguments: [name]).map(account)
  }

  static func all(_ db: Database) throws -> [Account] {
    try Row.fetchAll(db, sql: "\(select) ORDER BY name").map(account)
  }

  static func isEmpty(_ db: Database) throws -> Bool {
    try Int.fetchOne(db, sql: "SELECT 1 FROM accounts LIMIT 1") == nil
  }

  /// Whether somebody besides this account could manage accounts.
  static func hasAdministrator(besides name: String, _ db: Database) throws -> Bool {
    try Int.fetchOne(
      db, sql: "SELECT 1 FROM accounts WHERE role = ? AND active AND name <> ? LIMIT 1",
      arguments: [administration, name]) != nil
  }

  static let select = """
    SELECT name, fullName, title, agency, role, counters, password, mustChange, active
    FROM accounts
    """

  static func account(_ row: Row) -> Account {
    let counters = (row[5] as String).split(separator: ",").map { CounterID(String($0)) }
    return Account(
      name: row[0], fullName: row[1], title: row[2], agency: row[3], role: row[4],
      counters: counters, passwordHash: row[6], mustChangePassword: row[7], isActive: row[8])
  }
}

extension HallStore {
  /// Adds an account, or replaces the one with its name; sessions that lose by it end.
  public func put(_ account: Account, by actor: Actor, at moment: Moment) async throws(StoreError) {
    try await writeAccounts(by: actor, at: moment) { db, journal in
      try AccountTable.put(account, db, journal)
    }
  }

  /// Adds an account unless there is one of its name.
  public func add(
    _ account: Account, by actor: Actor, at moment: Moment
  ) async throws(StoreError) -> AccountOutcome {
    try await writeAccounts(by: actor, at: moment) { db, journal in
      guard try AccountTable.find(account.name, db) == nil else { return .exists }
      try AccountTable.put(account, db, journal)
      return .done(account)
    }
  }

  /// Adds the first account of all; of two at once only one is.
  public func addFirst(
    _ account: Account, by actor: Actor, at moment: Moment
  ) async throws(StoreError) -> AccountOutcome {
    try await writeAccounts(by: actor, at: moment) { db, journal in
      guard try AccountTable.isEmpty(db) else { return .exists }
      try AccountTable.put(account, db, journal)
      return .done(account)
    }
  }

  /// Changes an account inside one transaction; its sessions end when password or rights change.
  ///
  /// `keeping` names the token of a session that stays, the one of whoever changes the own
  /// password. The last active administrator can be neither disabled nor given another role.
  public func change(
    _ name: String, keeping token: String? = nil, by actor: Actor, at moment: Moment,
    _ edit: @Sendable @escaping (inout Account) -> Void
  ) async throws(StoreError) -> AccountOutcome {
    try await writeAccounts(by: actor, at: moment) { db, journal in
      try AccountTable.change(name, keeping: token, db, journal, edit)
    }
  }

  /// Records that signing in was locked after wrong passwords; one row per lock-out.
  public func recordLockOut(
    account: String?, seconds: Int, at moment: Moment
  ) async throws(StoreError) {
    try await writeAccounts(by: .system, at: moment) { _, journal in
      try journal(.signInLocked(account: account, seconds: seconds))
    }
  }

  public func account(_ name: String) throws(StoreFailure) -> Account? {
    try read { db in try AccountTable.find(name, db) }
  }

  /// All accounts, by name.
  public func accounts() throws(StoreFailure) -> [Account] {
    try read { db in try AccountTable.all(db) }
  }

  /// Whether nobody can sign in yet: a hall before its first account.
  public func hasNoAccount() throws(StoreFailure) -> Bool {
    try read { db in try AccountTable.isEmpty(db) }
  }

  /// Writes to accounts, sessions or devices; rows of the log go into the same transaction.
  func writeAccounts<T: Sendable>(
    by actor: Actor, at moment: Moment,
    _ body: @Sendable @escaping (Database, AccountTable.Journal) throws -> T
  ) async throws(StoreError) -> T {
    let changes = accountChanges
    return try await write { core, db in
      try body(db) { try core.ledger.append(.account($0), by: actor, at: moment) }
    } committed: { _ in
      changes.add()
    }
  }
}

extension WriterCore {
  /// Accounts that were made before the log was opened get their rows.
  func recordEarlierAccounts(at moment: Moment) throws {
    let earlier = try pool.read { db in try AccountTable.all(db) }
    guard !earlier.isEmpty else { return }
    try transaction { _ in
      for account in earlier {
        try ledger.append(
          .account(.added(AccountRecord.Facts(account))), by: .system, at: moment)
      }
    }
  }
}

extension HallData {
  /// Adds an account, or replaces the one with its name; refused while a daemon has the folder.
  ///
  /// The folder need not hold a database yet: accounts may come before the first start, and
  /// their rows are then the log's first ones after its opening.
  public static func put(
    _ account: Account, in folder: String, on disk: any Disk = RealDisk(), by actor: Actor,
    at moment: Moment
  ) throws(StoreFailure) {
    try write(in: folder, on: disk, by: actor, at: moment) { db, journal in
      try AccountTable.put(account, db, journal)
    }
  }

  /// Changes an account as `HallStore.change` does; refused while a daemon has the folder.
  public static func change(
    _ name: String, in folder: String, on disk: any Disk = RealDisk(), by actor: Actor,
    at moment: Moment, _ edit: (inout Account) -> Void
  ) throws(StoreFailure) -> AccountOutcome {
    try write(in: folder, on: disk, by: actor, at: moment) { db, journal in
      try AccountTable.change(name, db, journal, edit)
    }
  }

  /// All accounts of a data folder, by name; also beside a running daemon.
  public func accounts() throws(StoreFailure) -> [Account] {
    try read { db in try AccountTable.all(db) }
  }

  /// Takes a device's tokens back; refused while a daemon has the folder.
  /// - Returns: whether it had any.
  public static func unpair(
    device: String, in folder: String, on disk: any Disk = RealDisk(), by actor: Actor,
    at moment: Moment
  ) throws(StoreFailure) -> Bool {
    try write(in: folder, on: disk, by: actor, at: moment) { db, journal in
      try DeviceTable.unpair(device, db, journal)
    }
  }

  /// The paired devices of a data folder; also beside a running daemon.
  public func devices() throws(StoreFailure) -> [PairedDevice] {
    try read { db in
      let offset = try HallDatabase.identity(db)?.utcOffsetSeconds ?? 0
      return try DeviceTable.all(db, utcOffsetSeconds: offset)
    }
  }

  private static func write<T>(
    in path: String, on disk: any Disk, by actor: Actor, at moment: Moment,
    _ body: (Database, AccountTable.Journal) throws -> T
  ) throws(StoreFailure) -> T {
    let folder = try DataFolder.open(path, on: disk)
    let lock = try FolderLock(folder)
    defer { lock.release() }
    return try guarded(folder) {
      let pool = try HallDatabase.open(folder, readers: 1)
      let result = try pool.write { db in
        // Before the first start there is no log, and no hall whose log it would be.
        let ledger = try HallDatabase.identity(db).map { try Ledger(db, identity: $0) }
        return try body(db) { try ledger?.append(.account($0), by: actor, at: moment) }
      }
      try pool.close()
      return result
    }
  }
}
