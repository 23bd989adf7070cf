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
  private let wall: @Sendable () -> Int64
  private let monotonic: @Sendable () -> Int64

  /// Begins at the wall clock, or at the log's last entry when that is later.
  ///
  /// The two readings, in microseconds, are the machine's; a simulated hall has its own.
  init(
    utcOffsetSeconds: Int, last: Int64?,
    wall: @escaping @Sendable () -> Int64 = { machineWall() },
    monotonic: @escaping @Sendable () -> Int64 = { machineMonotonic() }
  ) {
    self.utcOffsetSeconds = utcOffsetSeconds
    self.wall = wall
    self.monotonic = monotonic
    clock = Mutex(ServiceClock(wall: wall(), monotonic: monotonic(), last: last))
  }

  func now() -> Moment {
    let microseconds = clock.withLock { clock in
      clock.read(wall: wall(), monotonic: monotonic())
    }
    return Moment(microseconds: microseconds, utcOffsetSeconds: utcOffsetSeconds)
  }

  /// Microseconds that no wall clock moves, from a beginning of its own.
  var elapsed: Int64 { monotonic() }

  /// What is wrong with the machine's clock, if anything.
  var alarm: ServiceClock.Alarm? {
    clock.withLock { clock in
      _ = clock.read(wall: wall(), monotonic: monotonic())
      return clock.alarm
    }
  }

  /// Whether the date is believed and numbers may be given.
  var isConfirmed: Bool { clock.withLock { $0.isConfirmed } }

  /// Staff say that the machine's clock is right; false when it stands before the log.
  func confirm() -> Bool {
    clock.withLock { $0.confirm(wall: wall(), monotonic: monotonic()) }
  }

  /// The machine's wall clock, for a command that runs without a hall; the log keeps its order.
  static var commandLine: Moment {
    Moment(microseconds: machineWall(), utcOffsetSeconds: 0)
  }

  private static func machineWall() -> Int64 {
    Int64(Date.now.timeIntervalSince1970 * 1_000_000)
  }

  // Counts while the machine sleeps too, so that a lid closed over lunch is no jump.
  private static func machineMonotonic() -> Int64 {
    let elapsed = started.duration(to: .now).components
    return elapsed.seconds * 1_000_000 + elapsed.attoseconds / 1_000_000_000_000
  }

  private static let started = ContinuousClock.now
}
