internal import Dossiers
internal import Logging
internal import ServiceLifecycle
internal import Store
internal import Ticketing

/// Tells, once, of everything that falls due in the dossiers' lives.
///
/// It sleeps until the next moment that stands in the log's tables, and works in small portions, so
/// that nobody who takes a number waits for it. What was told is a row of the log: after a restart
/// nothing is told twice, and what fell due meanwhile is told then.
struct DossierWatcher: Service {
  let store: HallStore
  let clock: HallClock
  let logger: Logger
  /// Waits; throws when it is over.
  var sleep: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }

  /// Reminders in one portion, and dossiers looked at in one turn.
  private static let portion = 16
  /// Seconds after which it looks again even if nothing is said to fall due: dossiers come and go.
  private static let longestSleep = 30

  static let role = DossierActor(role: .hall, id: "hall")

  func run() async throws {
    await cancelWhenGracefulShutdown { await work() }
  }

  /// Works until its task is cancelled.
  func work() async {
    await renew()
    while !Task.isCancelled {
      let pause = await turn()
      try? await sleep(.seconds(pause))
    }
  }

  /// One turn of work, and after how many seconds the next is worth it.
  func turn() async -> Int {
    // Without a believed date nothing may fall due.
    guard clock.isConfirmed else { return Self.longestSleep }
    do {
      let now = clock.now()
      let due = try store.dueDossiers(before: now.civil, limit: Self.portion)
      guard due.isEmpty else {
        await remind(due, at: now)
        return 0
      }
      guard let next = try store.nextDue() else { return Self.longestSleep }
      let seconds = Moment(next, utcOffsetSeconds: clock.utcOffsetSeconds).seconds(since: now)
      return min(max(seconds + 1, 1), Self.longestSleep)
    } catch {
      logger.warning("what falls due could not be read: \(error)")
      return Self.longestSleep
    }
  }

  private func remind(_ due: [(dossier: DossierID, item: DueItem)], at now: Moment) async {
    for (dossier, item) in due {
      do {
        _ = try await store.submit(
          DossierRequest(
            .remind(item), of: .id(dossier), by: .system, as: Self.role, at: now))
      } catch {
        logger.warning("a reminder (\(item.kind.rawValue)) was not written: \(error)")
        // Not at once again: the disk may be full.
        try? await sleep(.seconds(5))
        return
      }
    }
  }

  /// After a start the rules may be other ones: what falls due is worked out anew where it differs.
  private func renew() async {
    var last: DossierID?
    var count = 0
    do {
      let plan = try await store.view { _, plan in plan }
      repeat {
        let now = clock.now()
        let review = try await store.review(after: last, plan: plan, at: now)
        for dossier in review.rewatched {
          _ = try await store.submit(
            DossierRequest(
              .watchAgain, of: .id(dossier), by: .system, as: Self.role, at: now))
          count += 1
        }
        last = review.last
      } while last != nil && !Task.isCancelled
      if count > 0 { logger.info("what falls due was worked out anew for \(count) dossiers") }
    } catch {
      logger.warning("what falls due could not be worked out anew: \(error)")
    }
  }
}
