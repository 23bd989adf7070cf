internal import Dossiers
internal import Foundation
internal import GRDB
internal import Ticketing

/// Opens the database of a data folder so that a commit means: it is on the disk.
enum HallDatabase {
  /// Opens the pool after the write-ahead log was rewritten, and brings the tables up to date.
  static func open(_ folder: DataFolder, readers: Int) throws -> DatabasePool {
    try folder.rewriteWriteAheadLog()
    let isNew = !folder.holdsDatabase
    var configuration = Configuration()
    configuration.label = "halld"
    configuration.maximumReaderCount = readers
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA secure_delete = ON")
      // A lookup among a million dossiers touches a few pages anywhere in the file: readers see
      // them in the page cache itself. Measured: see the benchmark's README.
      if db.configuration.readonly { try db.execute(sql: "PRAGMA mmap_size = 1073741824") }
    }
    let pool = try DatabasePool(path: folder.sqlitePath, configuration: configuration)
    try pool.writeWithoutTransaction { db in
      // GRDB's pool sets NORMAL after `prepareDatabase`: a number could be lost with the power.
      try db.execute(sql: "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0")
    }
    try upgrade(pool, folder)
    try pool.writeWithoutTransaction { db in
      if isNew { _ = try db.checkpoint(.truncate) }
      try assertDurable(db, folder)
    }
    // The files' names as well: from here on a row that is synced can be found again.
    try folder.syncNames()
    return pool
  }

  /// A connection that only reads, for a look that no request waits for.
  static func openForReading(_ folder: DataFolder) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(5)
    return try DatabaseQueue(path: folder.sqlitePath, configuration: configuration)
  }

  /// The settings on which "a number is durable before anyone sees it" rests.
  static func assertDurable(_ db: Database, _ folder: DataFolder) throws {
    let synchronous = try Int.fetchOne(db, sql: "PRAGMA synchronous")
    let journal = try String.fetchOne(db, sql: "PRAGMA journal_mode")
    guard synchronous == 2, journal == "wal" else {
      throw StoreFailure(
        .database,
        "SQLite does not promise durable commits in \(folder.path): synchronous is "
          + "\(synchronous ?? -1) and not 2 (FULL), journal_mode is \(journal ?? "unknown") and "
          + "not wal. No number is given out.")
    }
  }

  private static func upgrade(_ pool: DatabasePool, _ folder: DataFolder) throws {
    let migrator = Schema.migrator
    let isNewer = try pool.read { db in try migrator.hasBeenSuperseded(db) }
    guard !isNewer else {
      throw StoreFailure(
        .newerData,
        "The data folder \(folder.path) was written by a newer halld. Install that release or a "
          + "later one; nothing was changed.")
    }
    try migrator.migrate(pool)
  }

  /// Compares the log's first row with this hall, or writes it into a new log.
  ///
  /// - Returns: when the last row was written, in microseconds; `nil` in a new log.
  static func identify(_ pool: DatabasePool, _ identity: HallIdentity, at moment: Moment) throws
    -> Int64?
  {
    try pool.writeWithoutTransaction { db in
      guard let found = try self.identity(db) else {
        var last: Int64?
        try db.inTransaction(.immediate) {
          let ledger = try Ledger(db, identity: identity)
          try ledger.append(.logOpened(identity), by: .system, at: moment)
          last = nil
          return .commit
        }
        return last
      }
      guard found == identity else {
        throw StoreFailure(
          .otherHall,
          "This data belongs to \(found.centre), \(found.hall) (UTC \(found.utcOffsetSeconds) s), "
            + "and the configuration says \(identity.centre), \(identity.hall) "
            + "(UTC \(identity.utcOffsetSeconds) s). Choose another data folder or correct the "
            + "configuration.")
      }
      return try Int64.fetchOne(db, sql: "SELECT recordedAt FROM log ORDER BY seq DESC LIMIT 1")
    }
  }

  /// What the log's first row says; `nil` in an empty log.
  static func identity(_ db: Database) throws -> HallIdentity? {
    let first = try Row.fetchOne(db, sql: "SELECT \(LogRow.columns) FROM log WHERE seq = 1")
    guard let row = try first.map({ try LogRow($0) }) else {
      guard try Int64.fetchOne(db, sql: "SELECT seq FROM log LIMIT 1") == nil else {
        throw StoreFailure(.damaged, "The log does not begin with row 1.")
      }
      return nil
    }
    guard row.kind == RecordKind.logOpened.rawValue,
      case .logOpened(let identity) = try StoreRecord(
        .logOpened, version: row.version, body: row.body, seq: row.seq)
    else { throw StoreFailure(.damaged, "The log's first row does not name centre and hall.") }
    return identity
  }

  /// An error as a sentence that names the folder and what could not be done with it.
  static func failure(
    _ error: any Error, _ folder: DataFolder, _ verb: String = "opened"
  ) -> StoreFailure {
    if let failure = error as? StoreFailure { return failure.withRemedy }
    if let damage = StoreFailure(damageIn: error) {
      return StoreFailure(.damaged, "\(folder.path): \(damage.sentence)").withRemedy
    }
    guard let error = error as? DatabaseError else {
      return StoreFailure(.files, "The data folder \(folder.path) cannot be \(verb): \(error).")
    }
    let isFull =
      error.resultCode == .SQLITE_FULL
      || error.resultCode == .SQLITE_CANTOPEN && folder.hasNoRoom
    return StoreFailure(
      isFull ? .diskFull : .database,
      "The database in \(folder.path) cannot be \(verb): \(error.message ?? "no message") "
        + "(SQLite \(error.extendedResultCode.rawValue)).")
  }
}
