internal import Glibc

/// How a store is opened; the defaults are the daemon's.
public struct StoreOptions: Sendable {
  /// Commands that share one commit at most.
  public var batchLimit = 256
  /// Commands that may wait; one more is answered `busy`.
  public var queueLimit = 8_192
  /// Pages in the write-ahead log that are worth a checkpoint when nobody waits; with four times
  /// as many it is made all the same.
  var checkpointPages = 1_000
  /// Connections for readers.
  public var readers = 4
  /// Signs the checkpoint of each day; without it they are unsigned.
  public var checkpointKey: CheckpointKey?
  /// Where the data folder is.
  public var disk: any Disk = RealDisk()
  /// Who carries out what waits.
  public var writer = WriterMode.thread
  /// Ends the process after a commit whose outcome is unknown; called on the writer's thread,
  /// after everybody has been answered. Exit code 70 makes systemd start it again; damaged data
  /// end it with `StoreFailure.exitCodeOfDamage`, after which it stays down.
  public var onFatal: @Sendable (StoreFailure) -> Void = { failure in
    let line = Array("halld: \(failure.sentence)\n".utf8)
    _ = line.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    exit(failure.code == .damaged ? StoreFailure.exitCodeOfDamage : 70)
  }

  public init() {}
}

/// Who carries out what waits for the writer.
public enum WriterMode: Sendable, Hashable {
  /// A thread of the store's own, at once.
  case thread
  /// Whoever calls `step()`, on their thread: for a simulated hall, where one seed decides all.
  case stepped
}
