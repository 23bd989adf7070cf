import CPango
import Foundation

@testable import Drivers

/// Reading pictures back, with cairo's own decoder.
enum Pictures {
  static let folder =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Pictures"

  struct Unreadable: Error { var path: String }

  /// A PNG file as dots: whatever is darker than half is ink.
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
    var rows = [UInt8](repeating: 0, count: width / 8 * height)
    for row in 0..<height {
      for column in 0..<width where data[row * stride + column * 4] < 128 {
        rows[row * (width / 8) + column / 8] |= 0x80 >> UInt8(column % 8)
      }
    }
    return MonochromePicture(width: width, height: height, rows: rows)
  }

  static func temporaryFolder() throws -> String {
    let folder = FileManager.default.temporaryDirectory.path + "/halld-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return folder
  }
}
