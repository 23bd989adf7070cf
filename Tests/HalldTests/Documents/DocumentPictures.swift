import Drivers
import Foundation
import PNGReader

/// Drawn sheets, read back.
enum DocumentPictures {
  static let folder =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Pictures"

  /// A PNG file in memory, as dots.
  static func read(_ bytes: [UInt8]) throws -> MonochromePicture {
    try inTemporaryFolder { folder in
      let file = folder + "/sheet.png"
      try Data(bytes).write(to: URL(fileURLWithPath: file))
      return try PNGReader.read(file)
    }
  }

  static func inTemporaryFolder<T>(_ body: (String) throws -> T) throws -> T {
    let folder = FileManager.default.temporaryDirectory.path + "/documents-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try body(folder)
  }

  /// Runs a program and gives its output; an empty one when it is not installed.
  static func output(_ program: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}
