/// Lets through as many scans as hands make; pure.
///
/// A scanner that lies on a code, or is stuck, says the same ten times a second, and every scan would be a
/// message to a screen and a look for a dossier.
struct ScanPace: Sendable {
  /// So many one after the other, then one for each pause.
  static let burst = 5
  static let pause = Duration.milliseconds(500)

  private var left = Self.burst
  private var filledAt: ContinuousClock.Instant?
  /// Scans held back since the last that was let through.
  private(set) var heldBack = 0

  /// Whether a scan of this moment is passed on.
  mutating func admits(at now: ContinuousClock.Instant) -> Bool {
    let since = filledAt ?? now
    let pauses = Int(since.duration(to: now) / Self.pause)
    left = min(Self.burst, left + max(0, pauses))
    filledAt = left == Self.burst ? now : since + Self.pause * max(0, pauses)
    guard left > 0 else {
      heldBack += 1
      return false
    }
    left -= 1
    heldBack = 0
    return true
  }
}
