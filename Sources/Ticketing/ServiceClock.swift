internal import Dossiers

/// Tells trusted time from the wall clock, which may jump, and the monotonic one, which does not.
///
/// Time handed to the hall never runs back. A wall clock that runs back is waited for; one that
/// jumps ahead by more than `tolerated` against the monotonic clock is not followed until it
/// comes back or staff confirm it. After a start with an implausible date, nothing is given out
/// until staff confirm.
public struct ServiceClock: Sendable, Hashable {
  public enum Alarm: Sendable, Hashable {
    /// The wall clock stands this many seconds before trusted time.
    case behind(seconds: Int)
    /// The wall clock has jumped this many seconds ahead of trusted time.
    case ahead(seconds: Int)
    /// At start the date lies before the log's last entry, or too far after it.
    case implausibleStart(last: Int64, wall: Int64)
  }

  /// Microseconds by which the wall clock may run ahead of the monotonic one: 5 minutes.
  public static let tolerated: Int64 = 300 * 1_000_000
  /// A start this long before the log's last entry is implausible: twelve hours.
  public static let startBehind: Int64 = 12 * 3_600 * 1_000_000
  /// A start this long after the log's last entry is implausible: 45 days, longer than any Tết.
  public static let startAhead: Int64 = 45 * 86_400 * 1_000_000

  public private(set) var alarm: Alarm?
  private var trusted: Int64
  private var monotonic: Int64

  /// A clock at start-up.
  /// - Parameters:
  ///   - wall: microseconds since 1970, as the machine believes.
  ///   - monotonic: microseconds of a clock that never jumps.
  ///   - last: the moment of the log's last entry; none in an empty log.
  public init(wall: Int64, monotonic: Int64, last: Int64?) {
    self.monotonic = monotonic
    trusted = max(wall, last ?? wall)
    guard let last else { return }
    if wall < last - Self.startBehind || wall > last + Self.startAhead {
      alarm = .implausibleStart(last: last, wall: wall)
    } else if wall < last {
      alarm = .behind(seconds: Int((last - wall) / 1_000_000))
    }
  }

  /// Whether numbers may be given: the date is believed.
  public var isConfirmed: Bool {
    if case .implausibleStart = alarm { false } else { true }
  }

  /// Trusted microseconds since 1970 at these readings of the two clocks.
  public mutating func read(wall: Int64, monotonic: Int64) -> Int64 {
    let expected = trusted + max(0, monotonic - self.monotonic)
    self.monotonic = max(monotonic, self.monotonic)
    if case .implausibleStart = alarm {
      trusted = expected
      return trusted
    }
    if wall > expected + Self.tolerated {
      alarm = .ahead(seconds: Int((wall - expected) / 1_000_000))
      trusted = expected
    } else if wall < expected {
      // Slower than the monotonic clock by adjustment, or set back: never run back with it.
      let lag = expected - wall
      if lag > 2_000_000 {
        alarm = .behind(seconds: Int(lag / 1_000_000))
        trusted = expected
      } else {
        alarm = nil
        trusted = max(trusted, wall)
      }
    } else {
      alarm = nil
      trusted = wall
    }
    return trusted
  }

  /// Staff have looked at a calendar and say that the wall clock is right.
  ///
  /// - Returns: false when the wall clock stands before the log, where days are already used:
  ///   the machine's clock has to be set first.
  public mutating func confirm(wall: Int64, monotonic: Int64) -> Bool {
    guard wall >= trusted - Self.tolerated else { return false }
    trusted = max(trusted, wall)
    self.monotonic = max(monotonic, self.monotonic)
    alarm = nil
    return true
  }
}
