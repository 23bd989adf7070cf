internal import Dossiers
internal import Logging
internal import ServiceLifecycle
internal import Store

/// Erases by rule what has been kept for its time: once after the start, then every night.
///
/// It also sees to it that guessing which has ended is told whole in the log.
struct PrivacyKeeper: Service {
  let store: HallStore
  let web: WebParts
  let settings: RetentionSettings
  let logger: Logger
  /// A hall that has just started has more urgent things to do.
  var firstAfter: Duration = .seconds(60)
  var looks: Duration = .seconds(30)

  func run() async throws {
    await cancelWhenGracefulShutdown {
      guard (try? await Task.sleep(for: firstAfter)) != nil else { return }
      var done: CivilDate?
      while !Task.isCancelled {
        let now = web.clock.now()
        for report in web.guesses.takeRest(at: now) { await web.record(report, at: now) }
        if isDue(at: now, done: done) { done = await erase(at: now) ? now.date : done }
        try? await Task.sleep(for: looks)
      }
    }
  }

  /// Once after the start at whatever hour, then at the configured one of each day.
  func isDue(at now: Moment, done: CivilDate?) -> Bool {
    // An implausible date would erase what is not yet due.
    guard web.clock.isConfirmed, web.clock.alarm == nil else { return false }
    guard let done else { return true }
    return now.date > done && now.civil.time >= settings.at
  }

  private func erase(at now: Moment) async -> Bool {
    do {
      let erased = try await store.applyRetention(settings.periods, at: now)
      for (rule, count) in erased.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
        logger.info("retention: \(count) rows of \(rule.rawValue) erased")
      }
      return true
    } catch {
      logger.warning("what is due could not be erased; the next look tries again: \(error)")
      return false
    }
  }
}
