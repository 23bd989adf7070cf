internal import Glibc

/// How a store is opened; the defaults are the daemon's.
public struct StoreOptions: Sendable {
  /// Commands that share one commit at most.
  public var batchLimit = 256
  /// Commands that may wait; one more is answered `busy`.
  public var queueLimit = 8_192
  /// Connections for readers.
  public var readers = 4
  /// Signs the checkpoint of each day; without it they are unsigned.
  public var checkpointKey: CheckpointKey?
  /// Where the data folder is.
  public var disk: any Disk = RealDisk()
  /// Who carries out what waits.
  public var writer = WriterMode.thread
  /// Ends the process after a commit whose outcome is unknown; called on the writer's thread,
  /// after everybody has been answered. Exit code 70 makes systemd start it again.
  public var onFatal: @Sendable (StoreFailure) -> Void = { failure in
    let line = Array("halld: \(failure.sentence)\n".utf8)
    _ = line.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    exit(70)
  }

  /// For tests: a fault that the disk would cause at this point.
  public var failpoint: (@Sendable (Failpoint) -> InjectedFault?)?
  /// For tests: answers before the commit, which is wrong, to show that the crash check can fail.
  public var answersBeforeCommit = false

  public init() {}
}

/// Who carries out what waits for the writer.
public enum WriterMode: Sendable, Hashable {
  /// A thread of the store's own, at once.
  case thread
  /// Whoever calls `step()`, on their thread: for a simulated hall, where one seed decides all.
  case stepped
}

/// Where a test may let the disk fail.
public enum Failpoint: Sendable, Hashable {
  /// The transaction begins.
  case begin
  /// All rows of the batch are written; the commit is next.
  case commit
  /// The write-ahead log goes into the database.
  case checkpoint
}

/// What a test lets the disk do.
public enum InjectedFault: Sendable, Hashable {
  /// As SQLITE_FULL: nothing was written.
  case diskFull
  /// As SQLITE_IOERR_FSYNC, and the batch is not on disk.
  case lost
  /// As SQLITE_IOERR_FSYNC, and the batch is on disk all the same.
  case keptUnseen
}
