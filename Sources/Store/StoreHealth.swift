internal import Dispatch
internal import Foundation
internal import GRDB

/// What a technician wants to know of the log.
public struct StoreHealth: Sendable, Hashable {
  /// Requests that wait for the writer.
  public let waiting: Int
  /// How long the last commit took, from its first command to the disk.
  public let lastCommit: Duration
  /// Whether the last transaction failed for want of room.
  public let isDiskFull: Bool
  /// What the last look over the whole log has found.
  public let log: LogHealth
}

extension HallStore {
  public var health: StoreHealth {
    let (lastCommit, isDiskFull) = writer.state
    return StoreHealth(
      waiting: writer.queue.count, lastCommit: lastCommit, isDiskFull: isDiskFull,
      log: scrubbing.health)
  }

  /// Writes a checked copy of the database to a new file while the hall works.
  public func backup(to path: String) async throws(StoreFailure) -> BackupReport {
    try await aside { [pool, folder] in
      try Backup.make(from: pool, folder: folder, to: path)
    }
  }

  /// Walks over the whole log while the hall works.
  public func verifyLog() async throws(StoreFailure) -> LogVerdict {
    try await lookAside { look in try look.read { db in try LogVerdict.walk(db) } }
  }

  /// Recomputes what follows from the log, and compares, while the hall works.
  public func checkRebuild() async throws(StoreFailure) -> RebuildReport {
    try await lookAside { [identity] look in
      try look.read { db in try RebuildReport.check(db, identity: identity) }
    }
  }

  /// Runs something long on a thread of its own, so that no request waits for it.
  func aside<T: Sendable>(
    isUrgent: Bool = true, _ body: @Sendable @escaping () throws -> T
  ) async throws(StoreFailure) -> T {
    let folder = folder
    // In a stepped hall nothing happens beside the caller's thread.
    guard writer.hasThread else {
      return try Result(catching: body).mapError { error in
        HallDatabase.failure(error, folder, "read")
      }.get()
    }
    return try await withCheckedContinuation {
      (reply: CheckedContinuation<Result<T, StoreFailure>, Never>) in
      let work = { @Sendable in
        do {
          reply.resume(returning: .success(try body()))
        } catch {
          reply.resume(returning: .failure(HallDatabase.failure(error, folder, "read")))
        }
      }
      guard !isUrgent else { return DispatchQueue.global(qos: .utility).async(execute: work) }
      Thread.detachNewThread {
        Scrubbing.becomeUnimportant()
        work()
      }
    }.get()
  }
}
