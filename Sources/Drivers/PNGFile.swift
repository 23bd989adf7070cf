internal import CPango

/// A picture as a PNG file: black where a print head would burn a dot, else white.
enum PNGFile {
  /// - Throws: `notDrawn` when cairo has no memory.
  static func encode(_ picture: MonochromePicture) throws(PrintFailure) -> [UInt8] {
    guard
      let surface = unsafe cairo_image_surface_create(
        CAIRO_FORMAT_A1, Int32(picture.width), Int32(picture.height))
    else { throw failure(CAIRO_STATUS_NO_MEMORY) }
    defer { unsafe cairo_surface_destroy(surface) }
    let status = unsafe cairo_surface_status(surface)
    guard status == CAIRO_STATUS_SUCCESS,
      let dots = unsafe cairo_image_surface_get_data(surface)
    else { throw failure(status) }

    unsafe cairo_surface_flush(surface)
    let stride = Int(unsafe cairo_image_surface_get_stride(surface))
    for row in 0..<picture.height {
      for byte in 0..<picture.bytesPerRow {
        let ink = picture.rows[row * picture.bytesPerRow + byte]
        unsafe dots[row * stride + byte] = surfaceByte(ink)
      }
    }
    unsafe cairo_surface_mark_dirty(surface)

    let sink = Sink()
    let written = withExtendedLifetime(sink) {
      unsafe cairo_surface_write_to_png_stream(
        surface,
        { closure, bytes, count in
          guard let closure = unsafe closure, let bytes = unsafe bytes else {
            return CAIRO_STATUS_WRITE_ERROR
          }
          let sink = unsafe Unmanaged<Sink>.fromOpaque(closure).takeUnretainedValue()
          unsafe sink.bytes.append(contentsOf: UnsafeBufferPointer(start: bytes, count: Int(count)))
          return CAIRO_STATUS_SUCCESS
        }, Unmanaged.passUnretained(sink).toOpaque())
    }
    guard written == CAIRO_STATUS_SUCCESS else { throw failure(written) }
    return sink.bytes
  }

  // cairo writes a set bit of this format as white, and keeps the leftmost dot in the lowest bit on
  // machines that count bytes from the low end.
  private static func surfaceByte(_ ink: UInt8) -> UInt8 {
    #if _endian(little)
      var reversed = (ink & 0xF0) >> 4 | (ink & 0x0F) << 4
      reversed = (reversed & 0xCC) >> 2 | (reversed & 0x33) << 2
      return ~((reversed & 0xAA) >> 1 | (reversed & 0x55) << 1)
    #else
      return ~ink
    #endif
  }

  /// Alive on the caller's stack for as long as cairo writes into it.
  private final class Sink {
    var bytes: [UInt8] = []
  }

  private static func failure(_ status: cairo_status_t) -> PrintFailure {
    PrintFailure(
      .notDrawn, "The picture of the slip could not be written. The number stays valid.",
      cause: unsafe "cairo: " + String(cString: cairo_status_to_string(status)))
  }
}
