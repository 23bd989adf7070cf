internal import Foundation

/// Where a command says what is not its result: problems, and how far it has come.
enum StandardError {
  /// Says a line, at once.
  static func tell(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
  }
}
