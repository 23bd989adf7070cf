import Synchronization

@testable import halld

/// Time that passes only when a test turns it, for what counts requests a minute.
final class HandClock: Sendable {
  private let microseconds = Atomic<Int64>(0)

  /// Friday 20 November 2026, 14:00 in Vietnam, and on from there.
  private static let start: Int64 = 1_795_158_000_000_000

  func turn(seconds: Double) {
    microseconds.wrappingAdd(Int64(seconds * 1_000_000), ordering: .relaxed)
  }

  /// The hall's clock, driven by this one.
  var hallClock: HallClock {
    HallClock(
      utcOffsetSeconds: 25_200, last: nil,
      wall: { Self.start + self.microseconds.load(ordering: .relaxed) },
      monotonic: { self.microseconds.load(ordering: .relaxed) })
  }
}
