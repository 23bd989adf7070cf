import CPango
public import Drivers

/// Reading pictures back, with cairo's own decoder.
public enum PNGReader {
  public struct Unreadable: Error {
    public var path: String
  }

  /// A PNG file as dots: whatever is darker than half is ink; the width is filled up to whole bytes.
  public static func read(_ path: String) throws -> MonochromePicture {
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
}
