internal import Dossiers
internal import Foundation
internal import Synchronization
internal import Ticketing

/// The one place where the daemon looks at a clock.
///
/// Hands out trusted moments (`ServiceClock`): never running back, never following a jump
/// ahead that nobody has confirmed.
final class HallClock: Sendable {
  /// Seconds by which the centre's civil time is ahead of UTC.
  let utcOffsetSeconds: Int
  private let clock: Mutex<ServiceClock>

  /// Begins at the wall clock, or at the log's last entry when that is later.
  init(utcOffsetSeconds: Int, last: Int64?) {
    self.utcOffsetSeconds = utcOffsetSeconds
    clock = Mutex(
      ServiceClock(wall: Self.wall(), monotonic: Self.monotonic(), last: last))
  }

  func now() -> Moment {
    let microseconds = clock.withLock { clock in
      clock.read(wall: Self.wall(), monotonic: Self.monotonic())
    }
    return Moment(microseconds: microseconds, utcOffsetSeconds: utcOffsetSeconds)
  }

  /// What is wrong with the machine's clock, if anything.
  var alarm: ServiceClock.Alarm? {
    clock.withLock { clock in
      _ = clock.read(wall: Self.wall(), monotonic: Self.monotonic())
      return clock.alarm
    }
  }

  /// Whether the date is believed and numbers may be given.
  var isConfirmed: Bool { clock.withLock { $0.isConfirmed } }

  /// Staff say that the machine's clock is right; false when it stands before the log.
  func confirm() -> Bool {
    clock.withLock { $0.confirm(wall: Self.wall(), monotonic: Self.monotonic()) }
  }

  private static func wall() -> Int64 {
    Int64(Date.now.timeIntervalSince1970 * 1_000_000)
  }

  // Counts while the machine sleeps too, so that a lid closed over lunch is no jump.
  private static func monotonic() -> Int64 {
    let elapsed = started.duration(to: .now).components
    return elapsed.seconds * 1_000_000 + elapsed.attoseconds / 1_000_000_000_000
  }

  private static let started = ContinuousClock.now
}
