import CPango
import Foundation

@testable import Drivers

/// Reading drawn sheets back, with cairo's own decoder.
enum DocumentPictures {
  static let folder =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Pictures"

  struct Unreadable: Error { var path: String }

  /// A PNG file as dots: whatever is darker than half is ink; the width is filled up to whole bytes.
  static func read(_ path: String) throws -> MonochromePicture {
    guard let surface = cairo_image_surface_create_from_png(path) else {
      throw Unreadable(path: path)
    }
    defer { cairo_surface_destroy(surface) }
    guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS,
      cairo_image_surface_get_format(surface) == CAIRO_FORMAT_RGB24,
      let data = cairo_image_surface_get_data(surface)
    else { throw Unreadable(path: path) }
    let width = Int(cairo_image_surface_get_width(surface))
    let height = Int(cairo_image_surface_get_height(surface))
    let stride = Int(cairo_image_surface_get_stride(surface))
    let bytes = (width + 7) / 8
    var rows = [UInt8](repeating: 0, count: bytes * height)
    for row in 0..<height {
      for column in 0..<width where data[row * stride + column * 4] < 128 {
        rows[row * bytes + column / 8] |= 0x80 >> UInt8(column % 8)
      }
    }
    return MonochromePicture(width: bytes * 8, height: height, rows: rows)
  }

  /// The same of a file in memory.
  static func read(_ bytes: [UInt8]) throws -> MonochromePicture {
    try inTemporaryFolder { folder in
      let file = folder + "/sheet.png"
      try Data(bytes).write(to: URL(fileURLWithPath: file))
      return try read(file)
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
