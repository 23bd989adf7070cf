/// Why nothing came out of a printer: the world misbehaved.
public struct PrintFailure: Error, Hashable, Sendable {
  /// For the program and for the texts of the screens.
  public enum Code: String, Sendable, CaseIterable {
    case noSpace, unwritable, fontMissing, notDrawn, timedOut, stale, queueFull, noPrinter
    // The states of a device, under the names of `PrinterState`.
    case paperOut, coverOpen, cutterJammed, offline, unplugged, busy, notAnswering
    /// The printer would take the slip, and no paper would come of it.
    case refused
    /// A person took the slip back before it was printed.
    case cancelled
  }

  public let code: Code
  /// What could not be done, to what, why, and what remains true.
  public let sentence: String
  /// What the system below said, such as `write: No space left on device`.
  public let cause: String?

  public init(_ code: Code, _ sentence: String, cause: String? = nil) {
    self.code = code
    self.sentence = sentence
    self.cause = cause
  }
}

extension PrintFailure {
  /// The failure of a slip that a device in this state did not begin.
  public init(_ state: PrinterState, on printer: String, cause: String? = nil) {
    self.init(
      Code(rawValue: state.rawValue) ?? .notAnswering,
      "Nothing came out of \"\(printer)\": \(Self.words(state)). The number stays valid.",
      cause: cause)
  }

  /// The state in which a device failed; `nil` when something else was the reason.
  public var state: PrinterState? { PrinterState(rawValue: code.rawValue) }

  private static func words(_ state: PrinterState) -> String {
    switch state {
    case .paperOut: "it has no paper; load a roll"
    case .coverOpen: "its cover is open; close it"
    case .cutterJammed: "its cutter is jammed; switch it off, free the paper, switch it on"
    case .offline: "it is offline; look at its lamps"
    case .unplugged: "it was not found; look at its cable and its power"
    case .busy: "it works for somebody else; end that program or wait"
    case .notAnswering, .ready, .paperLow, .unknown:
      "it does not answer; switch it off and on"
    }
  }
}

extension PrintFailure: CustomStringConvertible {
  public var description: String {
    cause.map { "\(sentence) [\(code.rawValue): \($0)]" } ?? "\(sentence) [\(code.rawValue)]"
  }
}
