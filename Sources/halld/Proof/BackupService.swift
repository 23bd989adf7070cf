internal import Foundation
internal import Logging
internal import ServiceLifecycle
internal import Store
internal import Synchronization
internal import Ticketing

/// Makes a checked backup whenever one is due, so that a spare machine has something to go on from.
final class BackupService: Service {
  private let store: HallStore
  private let clock: HallClock
  private let folder: BackupFolder
  private let logger: Logger
  private let trouble = Mutex<String?>(nil)

  init(store: HallStore, clock: HallClock, folder: BackupFolder, logger: Logger) {
    self.store = store
    self.clock = clock
    self.folder = folder
    self.logger = logger
  }

  var standing: BackupStanding {
    BackupStanding(
      folder: folder.settings.folder, every: folder.settings.every, last: folder.last(),
      trouble: trouble.withLock { $0 })
  }

  func run() async throws {
    await cancelWhenGracefulShutdown { [self] in
      while !Task.isCancelled {
        // A minute after a failure it is tried again: a disk may have been plugged in.
        await backUpIfDue()
        try? await Task.sleep(for: .seconds(60))
      }
    }
  }

  /// `nil` when the hall closes meanwhile.
  private func backup(to path: String) async throws -> BackupReport? {
    let (reports, promise) = AsyncStream<Result<BackupReport, any Error>>.makeStream()
    // Nobody waits for it once the hall closes: checking a large copy takes longer than closing
    // may, and a copy that is cut short never gets its name.
    Task { [store] in
      do {
        promise.yield(.success(try await store.backup(to: path)))
      } catch {
        promise.yield(.failure(error))
      }
      promise.finish()
    }
    for await report in reports { return try report.get() }
    return nil
  }

  func backUpIfDue() async {
    let now = clock.now()
    // Without a believed date nobody could tell which backup is the newest.
    guard clock.isConfirmed, folder.isDue(at: now) else { return }
    do {
      // Not made here: where a disk is not mounted, the backup would land on the hall's own.
      guard FileManager.default.fileExists(atPath: folder.settings.folder) else {
        throw StoreFailure(.files, "There is no folder \(folder.settings.folder).")
      }
      folder.removeUnfinished()
      guard let report = try await backup(to: folder.path(at: now)) else { return }
      folder.prune()
      trouble.withLock { $0 = nil }
      logger.info("backup made", metadata: ["rows": "\(report.rows)"])
    } catch {
      let why = (error as? StoreFailure)?.sentence ?? "\(error)"
      let isNews = trouble.withLock { trouble in
        defer { trouble = why }
        return trouble != why
      }
      if isNews { logger.error("no backup: \(why)") }
    }
  }
}
