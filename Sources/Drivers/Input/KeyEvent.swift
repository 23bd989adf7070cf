/// A key that went down or up, as the kernel's evdev interface tells it.
public struct KeyEvent: Hashable, Sendable {
  public enum Change: Hashable, Sendable {
    case released, pressed, repeated
  }

  /// The key's code in linux/input-event-codes.h.
  public var code: UInt16
  public var change: Change

  public init(code: UInt16, change: Change) {
    self.code = code
    self.change = change
  }
}

/// What a device with keys said.
public enum KeyNews: Hashable, Sendable {
  case key(KeyEvent)
  /// The kernel had no room and has thrown events away: what was being read is not whole.
  case lost
}

/// Cuts the kernel's stream of `struct input_event` into keys; pure.
///
/// Any bytes are taken: unknown types are skipped, an event that is not whole waits for its rest.
public struct KeyEventReader: Sendable {
  /// On every 64-bit Linux: two 64-bit times, type and code of 16 bits, a value of 32.
  public static let size = 24

  private var rest: [UInt8] = []
  /// After a loss everything up to the next report is to be ignored, says the kernel.
  private var isLosing = false

  public init() {}

  /// The news in these bytes.
  public mutating func read(_ bytes: some Sequence<UInt8>) -> [KeyNews] {
    rest += bytes
    var news: [KeyNews] = []
    var start = 0
    while rest.count - start >= Self.size {
      if let one = event(rest[start..<start + Self.size]) { news.append(one) }
      start += Self.size
    }
    rest.removeFirst(start)
    return news
  }

  private mutating func event(_ bytes: ArraySlice<UInt8>) -> KeyNews? {
    let at = bytes.startIndex + 16
    let type = UInt16(bytes[at]) | UInt16(bytes[at + 1]) << 8
    let code = UInt16(bytes[at + 2]) | UInt16(bytes[at + 3]) << 8
    let value = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[at + 4 + $1]) << (8 * UInt32($1)) }
    switch (type, code) {
    case (Self.synchronisation, Self.report):
      isLosing = false
      return nil
    case (Self.synchronisation, Self.dropped):
      isLosing = true
      return .lost
    case (Self.key, _):
      // A report that came late would take the first sign of the next scan with it, unseen.
      guard !isLosing else { return .lost }
      switch value {
      case 0: return .key(KeyEvent(code: code, change: .released))
      case 1: return .key(KeyEvent(code: code, change: .pressed))
      case 2: return .key(KeyEvent(code: code, change: .repeated))
      default: return nil
      }
    default: return nil
    }
  }

  // EV_SYN with SYN_REPORT and SYN_DROPPED, EV_KEY.
  private static let synchronisation: UInt16 = 0
  private static let report: UInt16 = 0
  private static let dropped: UInt16 = 3
  private static let key: UInt16 = 1
}
