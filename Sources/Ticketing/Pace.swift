/// How long service takes at a line today, and how much that varies (P-14).
///
/// The day's moving averages, mixed with what the process charts say until enough has been seen.
struct Pace: Sendable, Equatable {
  /// Moving average of the seconds from one call to the end of that visit.
  private(set) var averageSeconds = 0
  /// Moving average of how far a visit is from that average, in seconds.
  private(set) var deviationSeconds = 0
  private(set) var seen = 0

  /// Visits after which the prior no longer counts.
  static let trusted = 5
  /// Visits that the averages look back on: fewer are noise, more are another part of the day.
  static let memory = 20

  mutating func add(seconds: Int) {
    // A visit left open over lunch says nothing about the pace.
    let held = min(max(seconds, 0), 3_600)
    let weight = min(seen + 1, Self.memory)
    let distance = abs(held - averageSeconds)
    // The first visit has nothing to be far from.
    deviationSeconds = seen == 0 ? 0 : mix(deviationSeconds, distance, weight)
    averageSeconds = mix(averageSeconds, held, weight)
    seen = min(seen + 1, Self.memory)
  }

  private func mix(_ before: Int, _ now: Int, _ weight: Int) -> Int {
    (before * (weight - 1) + now) / weight
  }

  /// Seconds one visitor takes, given what the process chart says.
  func seconds(prior: Int) -> Int { mixed(averageSeconds, prior) }

  /// The standard deviation of that; service times spread by about six tenths of their mean.
  func spread(prior: Int) -> Int { mixed(deviationSeconds * 5 / 4, prior * 6 / 10) }

  /// How far the average itself may be off: the chart's by a third, the day's less with each visit.
  func doubt(prior: Int) -> Int {
    seen < Self.trusted
      ? seconds(prior: prior) / 3
      : Int(Double(spread(prior: prior)) / Double(seen).squareRoot())
  }

  private func mixed(_ day: Int, _ chart: Int) -> Int {
    let known = min(seen, Self.trusted)
    return (day * known + chart * (Self.trusted - known)) / Self.trusted
  }
}
