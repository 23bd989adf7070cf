internal import GRDB

/// A data folder for the command line, whether or not a daemon has it.
///
/// What only reads works beside a running daemon; what writes takes the folder's lock and
/// refuses with the sentence of `StoreFailure.Code.inUse`.
public struct HallData: Sendable {
  private let folder: DataFolder

  /// The data folder at this path.
  ///
  /// - Throws: `folder` when it holds no database.
  public init(_ path: String, on disk: any Disk = RealDisk()) throws(StoreFailure) {
    folder = DataFolder(path: path, disk: disk)
    guard folder.holdsDatabase else {
      throw StoreFailure(.folder, "There is no database of a hall in \(path).")
    }
  }

  /// Walks over the log: sequence, chain of hashes, readable bodies, checkpoints.
  ///
  /// `progress` hears rows done and rows in all.
  public func verifyLog(
    with evidence: LogEvidence = LogEvidence(),
    progress: (Int64, Int64) -> Void = { _, _ in }
  ) throws(StoreFailure) -> LogVerdict {
    try read { db in try LogVerdict.walk(db, evidence: evidence, progress: progress) }
  }

  /// Recomputes what follows from the log and compares.
  public func checkRebuild() throws(StoreFailure) -> RebuildReport {
    try read { db in
      guard let identity = try HallDatabase.identity(db) else {
        throw StoreFailure(.damaged, "The log is empty.")
      }
      return try RebuildReport.check(db, identity: identity)
    }
  }

  /// Writes anew what follows from the log; refused while a daemon has the folder.
  ///
  /// - Returns: what was different before.
  public func rebuild() throws(StoreFailure) -> RebuildReport {
    let lock = try FolderLock(folder)
    defer { lock.release() }
    return try guarded {
      let pool = try HallDatabase.open(folder, readers: 1)
      guard let identity = try pool.read(HallDatabase.identity) else {
        throw StoreFailure(.damaged, "The log is empty.")
      }
      let report = try RebuildReport.repair(pool, identity: identity)
      try pool.close()
      return report
    }
  }

  /// Rows of the log after a sequence, oldest first; at most `limit`.
  public func events(after seq: Int64, limit: Int) throws(StoreFailure) -> [LogEntry] {
    try read { db in
      let identity = try HallDatabase.identity(db)
      var entries: [LogEntry] = []
      let rows = try LogRow.cursor(db, from: max(seq, 0) + 1)
      while entries.count < limit, let row = try rows.next() {
        entries.append(
          try LogRow(row).entry(utcOffsetSeconds: identity?.utcOffsetSeconds ?? 25_200))
      }
      return entries
    }
  }

  /// Which hall the log belongs to; `nil` in an empty log.
  public func identity() throws(StoreFailure) -> HallIdentity? {
    try read { db in try HallDatabase.identity(db) }
  }

  /// Writes a checked copy of the database to a new file, and the secret beside it.
  public func backup(to path: String) throws(StoreFailure) -> BackupReport {
    try guarded {
      try Backup.make(from: try openForReading(), folder: folder, to: path)
    }
  }

  /// Puts a backup into an empty data folder; refused while a daemon has it.
  ///
  /// With a move, the numbers given after the backup are left out: it goes on in place of a lost
  /// machine.
  public static func restore(
    from path: String, to folder: String, moving move: SeriesMove? = nil,
    on disk: any Disk = RealDisk()
  ) throws(StoreFailure) -> BackupReport {
    let folder = try DataFolder.open(folder, on: disk)
    let lock = try FolderLock(folder)
    defer { lock.release() }
    return try guarded(folder) { try Backup.restore(from: path, to: folder, moving: move) }
  }

  /// Writes with the folder's lock held; refused while a daemon has it.
  func writing<T>(
    _ body: (DatabasePool, HallIdentity) throws -> T
  ) throws(StoreFailure) -> T {
    try guarded {
      let lock = try FolderLock(folder)
      defer { lock.release() }
      let pool = try HallDatabase.open(folder, readers: 1)
      defer { try? pool.close() }
      guard let identity = try pool.read({ db in try HallDatabase.identity(db) }) else {
        throw StoreFailure(.damaged, "The log is empty.")
      }
      return try body(pool, identity)
    }
  }

  func read<T>(_ body: (Database) throws -> T) throws(StoreFailure) -> T {
    try guarded {
      let queue = try openForReading()
      return try queue.read(body)
    }
  }

  private func openForReading() throws -> DatabaseQueue {
    // With no daemon there, what the last one left in the write-ahead log is made durable first.
    if let lock = try? FolderLock(folder) {
      defer { lock.release() }
      try folder.rewriteWriteAheadLog()
    }
    return try HallDatabase.openForReading(folder)
  }

  private func guarded<T>(_ body: () throws -> T) throws(StoreFailure) -> T {
    try Self.guarded(folder, body)
  }

  static func guarded<T>(
    _ folder: DataFolder, _ body: () throws -> T
  ) throws(StoreFailure) -> T {
    do {
      return try body()
    } catch {
      throw HallDatabase.failure(error, folder)
    }
  }
}
