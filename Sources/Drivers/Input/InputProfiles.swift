/// What a scanner is: a row of data from `Devices/scanners`, one file a model.
public struct ScannerProfile: Hashable, Sendable {
  public var id: String
  /// For the technician: maker and series.
  public var model: String
  public var keys: KeyReader.Settings

  public init(id: String, model: String, keys: KeyReader.Settings) {
    self.id = id
    self.model = model
    self.keys = keys
  }
}

/// What a keypad is: a row of data from `Devices/keypads`, one file a model.
public struct KeypadProfile: Hashable, Sendable {
  public var id: String
  /// For the technician: maker and series.
  public var model: String
  /// What each key asks for, by its code.
  public var keys: [UInt16: KeypadAct]
  /// A second press of the same key within so many milliseconds is a bounce, 0 to 2,000.
  public var bounceMilliseconds: Int

  public static let bounceRange = 0...2_000

  public init(id: String, model: String, keys: [UInt16: KeypadAct], bounceMilliseconds: Int) {
    self.id = id
    self.model = model
    self.keys = keys
    self.bounceMilliseconds = bounceMilliseconds
  }
}

/// What a key of a counter's keypad asks for.
public enum KeypadAct: String, Hashable, Sendable, CaseIterable {
  case next, recall, start, noShow, finish
}

/// Tells presses that are meant from bounces and from keys that mean nothing; pure.
public struct KeypadReader: Sendable {
  private let profile: KeypadProfile
  /// When each key was last taken at its word.
  private var last: [UInt16: ContinuousClock.Instant] = [:]

  public init(_ profile: KeypadProfile) { self.profile = profile }

  /// What this asks for, if anything.
  public mutating func read(_ news: KeyNews, at now: ContinuousClock.Instant) -> KeypadAct? {
    guard case .key(let event) = news, event.change == .pressed, let act = profile.keys[event.code]
    else { return nil }
    if let before = last[event.code],
      before.duration(to: now) < .milliseconds(profile.bounceMilliseconds)
    {
      return nil
    }
    last[event.code] = now
    return act
  }
}
