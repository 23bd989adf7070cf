/// How a printer is, as people are told: one word, the most pressing first.
public enum PrinterState: String, Hashable, Sendable, Codable, CaseIterable {
  case ready
  /// It still prints, and the roll ends soon.
  case paperLow
  case paperOut, coverOpen, cutterJammed
  /// It says of itself that it cannot print, and not why.
  case offline
  /// No such device is plugged in, or nobody is at its address.
  case unplugged
  /// It works for somebody else, or has not finished.
  case busy
  /// It is there, and neither takes bytes nor answers.
  case notAnswering
  /// Its kind never tells, or it has not been asked yet.
  case unknown

  /// Whether no paper can be expected from it until somebody has been there.
  public var isTrouble: Bool {
    switch self {
    case .paperOut, .coverOpen, .cutterJammed, .offline, .unplugged, .notAnswering: true
    case .ready, .paperLow, .busy, .unknown: false
    }
  }
}
