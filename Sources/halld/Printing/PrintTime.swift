/// The spooler's clock: how long it has run, and how it waits; a simulated hall turns its own.
struct PrintTime: Sendable {
  /// Time since the process started, which no wall clock moves.
  var elapsed: @Sendable () -> Duration
  /// Waits this long, or throws when the task is cancelled.
  var sleep: @Sendable (Duration) async throws -> Void

  /// The machine's own monotonic clock.
  static func real() -> PrintTime {
    let started = ContinuousClock.now
    return PrintTime(
      elapsed: { ContinuousClock.now - started },
      sleep: { try await Task.sleep(for: $0) })
  }
}
