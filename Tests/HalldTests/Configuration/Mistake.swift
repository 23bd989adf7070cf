import Testing

/// One mistake in a shipped file, and what must be said about it.
struct Mistake: Sendable, CustomTestStringConvertible {
  /// Text of the shipped file that occurs there, and what a technician wrote in its first place.
  var found: String
  var written: String
  /// The line the problem must name: the first one after the change that contains this.
  var at: String
  var key: String
  /// Part of the English remedy.
  var remedy: String
  var file = "demo.yaml"

  init(
    _ found: String, _ written: String, at: String, _ key: String, _ remedy: String,
    in file: String = "demo.yaml"
  ) {
    (self.found, self.written, self.at, self.key) = (found, written, at, key)
    (self.remedy, self.file) = (remedy, file)
  }

  var testDescription: String { "\(key) \(written.prefix(40))" }
}
