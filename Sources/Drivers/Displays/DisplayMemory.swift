public import Ticketing

/// What stands on a display as far as its driver knows, and what brings other lines there; pure.
public struct DisplayMemory: Sendable {
  private let profile: DisplayProfile
  /// `nil` when everything must be sent again.
  private var shown: DisplayLines?
  private var shownAt: ContinuousClock.Instant?

  /// A display that was without power tells nobody: what it shows is sent again this often.
  public static let refresh = Duration.seconds(30)

  public init(_ profile: DisplayProfile) { self.profile = profile }

  /// It was away, or half a frame may stand on it: it is begun anew.
  public mutating func forget() { shown = nil }

  /// What must be written so that these lines stand there; nothing when they do.
  public func bytes(for lines: DisplayLines, at now: ContinuousClock.Instant) -> [UInt8] {
    let start = shown == nil ? profile.start.bytes(showing: lines) : []
    let isOld = shownAt.map { $0.duration(to: now) >= Self.refresh } ?? true
    return shown != lines || isOld ? start + profile.show.bytes(showing: lines) : start
  }

  /// All of it has arrived.
  public mutating func wrote(_ lines: DisplayLines, at now: ContinuousClock.Instant) {
    shown = lines
    shownAt = now
  }
}
