internal import Logging
internal import ServiceLifecycle
internal import Store
internal import Ticketing

/// Lets time pass in a hall where nobody touches anything.
///
/// Parked numbers are called again, days open and close. Every command does this too; this
/// service is for the quiet minutes.
struct TimeKeeper: Service {
  let store: HallStore
  let clock: HallClock
  let logger: Logger

  func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        await passTime()
        try? await Task.sleep(for: .seconds(1))
      }
    }
  }

  private func passTime() async {
    let now = clock.now()
    // Without a believed date no day may begin and nothing may expire.
    guard clock.isConfirmed else { return }
    do {
      guard try await store.view({ hall, plan in hall.isDue(at: now, plan: plan) }) else { return }
      _ = try await store.submit(HallRequest(.timePasses, by: .system, at: now))
    } catch {
      logger.warning("time could not pass in the log: \(error)")
    }
  }
}

/// Keeps systemd's watchdog quiet for as long as the writer answers.
struct WatchdogService: Service {
  let notifier: SystemdNotifier
  let store: HallStore

  func run() async throws {
    guard let interval = notifier.watchdogInterval else {
      try await gracefulShutdown()
      return
    }
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        if await Self.answers({ () throws(StoreError) in try await store.view { _, _ in } }) {
          notifier.alive()
        }
        try? await Task.sleep(for: interval)
      }
    }
  }

  /// Whether the writer carries out a look; a full queue is no hang, so it is asked again.
  static func answers(
    again pause: Duration = .milliseconds(100), _ look: () async throws(StoreError) -> Void
  ) async -> Bool {
    while !Task.isCancelled {
      do throws(StoreError) {
        try await look()
        return true
      } catch {
        guard error == .busy else { return false }
        try? await Task.sleep(for: pause)
      }
    }
    return false
  }
}

/// Closes the log last, when nobody can ask for anything any more.
struct StoreService: Service {
  let store: HallStore

  func run() async throws {
    try? await gracefulShutdown()
    await store.stop()
  }
}
