/// How long service takes at a line today (P-14).
///
/// The day's moving average, mixed with what the process charts say until enough has been seen.
struct Pace: Sendable, Equatable {
  /// Moving average of the seconds at the counter, each new visit weighing a fifth.
  private(set) var averageSeconds = 0
  private(set) var seen = 0

  /// Visits after which the prior no longer counts.
  static let trusted = 5

  mutating func add(seconds: Int) {
    // A visit left open over lunch says nothing about the pace.
    let held = min(max(seconds, 0), 3_600)
    averageSeconds = seen == 0 ? held : (averageSeconds * 4 + held) / 5
    seen = min(seen + 1, Self.trusted)
  }

  /// Seconds one visitor takes, given what the process chart says.
  func seconds(prior: Int) -> Int {
    (averageSeconds * seen + prior * (Self.trusted - seen)) / Self.trusted
  }
}
