internal import CPango

/// The dots of a picture on a surface of cairo, from which files are written.
@safe final class DotSurface {
  private let surface: OpaquePointer

  /// Ink is set bits; negative, white is.
  ///
  /// - Throws: `notDrawn` when cairo has no memory.
  init(_ picture: MonochromePicture, negative: Bool = false) throws(PrintFailure) {
    guard
      let surface = unsafe cairo_image_surface_create(
        CAIRO_FORMAT_A1, Int32(picture.width), Int32(picture.height))
    else { throw Self.failure(CAIRO_STATUS_NO_MEMORY) }
    unsafe self.surface = surface
    let status = unsafe cairo_surface_status(surface)
    guard status == CAIRO_STATUS_SUCCESS,
      let dots = unsafe cairo_image_surface_get_data(surface)
    else { throw Self.failure(status) }
    unsafe cairo_surface_flush(surface)
    let stride = Int(unsafe cairo_image_surface_get_stride(surface))
    for row in 0..<picture.height {
      for byte in 0..<picture.bytesPerRow {
        let ink = picture.rows[row * picture.bytesPerRow + byte]
        unsafe dots[row * stride + byte] = Self.surfaceByte(negative ? ~ink : ink)
      }
    }
    unsafe cairo_surface_mark_dirty(surface)
  }

  deinit { unsafe cairo_surface_destroy(surface) }

  /// Writes it as PNG, in which set bits are white.
  func writePNG(to sink: ByteSink) throws(PrintFailure) {
    let written = unsafe cairo_surface_write_to_png_stream(surface, ByteSink.write, sink.closure)
    guard written == CAIRO_STATUS_SUCCESS else { throw Self.failure(written) }
  }

  /// Lets the pen's ink through where bits are set, each dot a square.
  func mask(with pen: OpaquePointer) {
    guard let pattern = unsafe cairo_pattern_create_for_surface(surface) else { return }
    unsafe cairo_pattern_set_filter(pattern, CAIRO_FILTER_NEAREST)
    unsafe cairo_mask(pen, pattern)
    unsafe cairo_pattern_destroy(pattern)
  }

  // cairo keeps the leftmost dot in the lowest bit on machines that count bytes from the low end.
  private static func surfaceByte(_ dots: UInt8) -> UInt8 {
    #if _endian(little)
      var reversed = (dots & 0xF0) >> 4 | (dots & 0x0F) << 4
      reversed = (reversed & 0xCC) >> 2 | (reversed & 0x33) << 2
      return (reversed & 0xAA) >> 1 | (reversed & 0x55) << 1
    #else
      return dots
    #endif
  }

  private static func failure(_ status: cairo_status_t) -> PrintFailure {
    PrintFailure(
      .notDrawn, "The picture of the slip could not be written. The number stays valid.",
      cause: unsafe "cairo: " + String(cString: cairo_status_to_string(status)))
  }
}

/// Collects what cairo writes; alive on the caller's stack for as long as it does.
final class ByteSink {
  private(set) var bytes: [UInt8] = []

  var closure: UnsafeMutableRawPointer { unsafe Unmanaged.passUnretained(self).toOpaque() }

  static let write: cairo_write_func_t = { closure, bytes, count in
    guard let closure = unsafe closure, let bytes = unsafe bytes else {
      return CAIRO_STATUS_WRITE_ERROR
    }
    let sink = unsafe Unmanaged<ByteSink>.fromOpaque(closure).takeUnretainedValue()
    unsafe sink.bytes.append(contentsOf: UnsafeBufferPointer(start: bytes, count: Int(count)))
    return CAIRO_STATUS_SUCCESS
  }
}
