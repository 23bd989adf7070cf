/// Why nothing came out of a printer: the world misbehaved.
public struct PrintFailure: Error, Hashable, Sendable {
  /// For the program and for the texts of the screens.
  public enum Code: String, Sendable, CaseIterable {
    case noSpace, unwritable, fontMissing, notDrawn, timedOut, stale, queueFull, noPrinter
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

extension PrintFailure: CustomStringConvertible {
  public var description: String {
    cause.map { "\(sentence) [\(code.rawValue): \($0)]" } ?? "\(sentence) [\(code.rawValue)]"
  }
}
