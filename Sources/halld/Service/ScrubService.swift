internal import Dossiers
internal import Logging
internal import ServiceLifecycle
internal import Store
internal import Ticketing

/// Looks over the whole log a minute after the start, and then in the dead of each night.
///
/// A bit that has flipped in last year's rows is found before somebody asks for them, and while
/// the backups that still have them whole are kept.
struct ScrubService: Service {
  let store: HallStore
  let clock: HallClock
  let logger: Logger

  /// The hour at which nobody is in the hall.
  static let hour = 2

  func run() async throws {
    await cancelWhenGracefulShutdown {
      try? await Task.sleep(for: .seconds(60))
      while !Task.isCancelled {
        await scrub()
        try? await Task.sleep(for: .seconds(Self.secondsUntilNight(from: clock.now())))
      }
    }
  }

  private func scrub() async {
    let health = await store.scrub(at: clock.now())
    guard let problem = health.problem else { return }
    logger.critical("the data are damaged: \(problem)")
  }

  /// Seconds until the hour of the next look; a day and not less when it is that hour.
  static func secondsUntilNight(from now: Moment) -> Int {
    let second = now.civil.time.seconds
    let next = hour * 3_600
    return second < next ? next - second : next + 86_400 - second
  }
}
