/// Puts the keys of a scanner together to what it has read; pure, with the time given to it.
///
/// A scan ends with its terminator. What pauses in the middle, is longer than any code, or holds keys
/// that type no sign is refused as a whole, so that no half of one thing is taken for another. Of a text
/// nothing is kept once it has been handed out.
public struct KeyReader: Sendable {
  /// How a scanner ends what it reads, and how slow it may be.
  public struct Settings: Hashable, Sendable {
    /// The keys that end a scan: of Enter, keypad Enter and Tab.
    public var terminators: Set<Terminator>
    /// Milliseconds without a key after which a scan is over, 20 to 5,000.
    public var pauseMilliseconds: Int
    /// Whether that pause ends a scan well, for scanners that send no terminator; else it is refused.
    public var pauseEnds: Bool
    /// Most signs of a scan, 1 to 4,096.
    public var longest: Int

    public enum Terminator: String, Hashable, Sendable, CaseIterable {
      case enter, tab
    }

    public static let pauseRange = 20...5_000
    public static let longestRange = 1...4_096

    public init(
      terminators: Set<Terminator> = [.enter], pauseMilliseconds: Int = 500,
      pauseEnds: Bool = false, longest: Int = 512
    ) {
      self.terminators = terminators
      self.pauseMilliseconds = pauseMilliseconds
      self.pauseEnds = pauseEnds
      self.longest = longest
    }
  }

  /// What was held under the scanner.
  public enum Scan: Hashable, Sendable {
    /// Printable ASCII, whole.
    case text(String)
    /// Longer than any code; the signs that were kept tell an identity card from other things.
    case tooLong(String)
    /// Keys that type no sign, lost events, or a break in the middle.
    case rubbish(String)
  }

  public let settings: Settings
  private var signs: [UInt8] = []
  private var isTooLong = false
  private var isRubbish = false
  private var held: Set<UInt16> = []
  private var lastKey: ContinuousClock.Instant?

  public init(_ settings: Settings = Settings()) { self.settings = settings }

  /// Whether a scan has begun and not ended.
  public var isReading: Bool { !signs.isEmpty || isRubbish }

  /// Takes one piece of news and answers with what it completed.
  ///
  /// Two scans may come out of one key: the one that a pause had ended before it, and its own.
  public mutating func read(_ news: KeyNews, at now: ContinuousClock.Instant) -> [Scan] {
    var scans: [Scan] = []
    if let ended = passTime(to: now) { scans.append(ended) }
    switch news {
    case .lost:
      isRubbish = true
      // Which keys are still down is no longer known.
      held = []
      lastKey = now
    case .key(let event):
      if let scan = key(event, at: now) { scans.append(scan) }
    }
    return scans
  }

  /// Ends a scan that has paused; to be called while nothing comes.
  public mutating func passTime(to now: ContinuousClock.Instant) -> Scan? {
    guard let lastKey,
      lastKey.duration(to: now) >= .milliseconds(settings.pauseMilliseconds)
    else { return nil }
    // A scanner holds no key for so long: that it let go was lost, and would shift every later scan.
    held = []
    guard isReading else { return nil }
    if !settings.pauseEnds { isRubbish = true }
    return finish()
  }

  /// Forgets everything, as after the device was unplugged.
  public mutating func reset() {
    self = KeyReader(settings)
  }

  private mutating func key(_ event: KeyEvent, at now: ContinuousClock.Instant) -> Scan? {
    switch event.change {
    case .released:
      held.remove(event.code)
      return nil
    case .repeated:
      // A scanner holds no key down; a finger on a keyboard does.
      return nil
    case .pressed: break
    }
    lastKey = now
    if KeyNames.shifts.contains(event.code) || KeyNames.modifiers.contains(event.code) {
      held.insert(event.code)
      return nil
    }
    if KeyNames.locks.contains(event.code) { return nil }
    if isTerminator(event.code) { return isReading ? finish() : nil }
    guard held.isDisjoint(with: KeyNames.modifiers), let typed = KeyNames.signs(of: event.code)
    else {
      isRubbish = true
      return nil
    }
    guard signs.count < settings.longest else {
      isTooLong = true
      return nil
    }
    signs.append(held.isDisjoint(with: KeyNames.shifts) ? typed.plain : typed.shifted)
    return nil
  }

  private func isTerminator(_ code: UInt16) -> Bool {
    switch code {
    case KeyNames.enter, KeyNames.keypadEnter: settings.terminators.contains(.enter)
    case KeyNames.tab: settings.terminators.contains(.tab)
    default: false
    }
  }

  private mutating func finish() -> Scan {
    let text = String(decoding: signs, as: UTF8.self)
    let scan: Scan = isTooLong ? .tooLong(text) : isRubbish ? .rubbish(text) : .text(text)
    signs = []
    isTooLong = false
    isRubbish = false
    lastKey = nil
    return scan
  }
}
