internal import CPango

/// A grey surface of cairo to draw on, turned into dots at the end.
@safe final class DotCanvas {
  let width: Int
  let height: Int
  private let surface: OpaquePointer
  private let pen: OpaquePointer

  /// Tallest picture, in rows; cairo's own limit is 32,767.
  static let heightMax = 32_000

  /// - Throws: `notDrawn` when cairo has no memory for a picture of this size.
  init(width: Int, height: Int) throws(PrintFailure) {
    self.width = width
    self.height = height
    guard
      let surface = unsafe cairo_image_surface_create(
        CAIRO_FORMAT_A8, Int32(width), Int32(height)),
      let pen = unsafe cairo_create(surface)
    else { throw Self.failure(CAIRO_STATUS_NO_MEMORY) }
    unsafe self.surface = surface
    unsafe self.pen = pen
    // From here on `deinit` releases both, also when the next line throws.
    let status = unsafe cairo_status(pen)
    guard status == CAIRO_STATUS_SUCCESS else { throw Self.failure(status) }
    unsafe cairo_set_source_rgba(pen, 0, 0, 0, 1)
  }

  deinit {
    unsafe cairo_destroy(pen)
    unsafe cairo_surface_destroy(surface)
  }

  /// Draws words in ink, or takes them out of ink that is already there.
  func draw(_ text: PangoText, column: Int, row: Int, takingOut: Bool = false) {
    unsafe cairo_set_operator(pen, takingOut ? CAIRO_OPERATOR_DEST_OUT : CAIRO_OPERATOR_OVER)
    unsafe text.draw(with: pen, column: column, row: row)
    unsafe cairo_set_operator(pen, CAIRO_OPERATOR_OVER)
  }

  /// Fills a rectangle of whole dots.
  func fill(column: Int, row: Int, width: Int, height: Int) {
    unsafe cairo_rectangle(pen, Double(column), Double(row), Double(width), Double(height))
    unsafe cairo_fill(pen)
  }

  /// The picture: a dot is burnt where at least half of it is covered.
  func picture() throws(PrintFailure) -> MonochromePicture {
    let status = unsafe cairo_status(pen)
    guard status == CAIRO_STATUS_SUCCESS else { throw Self.failure(status) }
    unsafe cairo_surface_flush(surface)
    guard let grey = unsafe cairo_image_surface_get_data(surface) else {
      throw Self.failure(CAIRO_STATUS_SURFACE_FINISHED)
    }
    let stride = Int(unsafe cairo_image_surface_get_stride(surface))
    let bytesPerRow = width / 8
    let rows = unsafe [UInt8](unsafeUninitializedCapacity: bytesPerRow * height) { rows, count in
      for row in 0..<height {
        let line = unsafe UnsafeRawPointer(grey + row * stride)
        for byte in 0..<bytesPerRow {
          let eight = unsafe line.loadUnaligned(fromByteOffset: byte * 8, as: UInt64.self)
          unsafe rows[row * bytesPerRow + byte] = Self.highBits(UInt64(littleEndian: eight))
        }
      }
      count = bytesPerRow * height
    }
    return MonochromePicture(width: width, height: height, rows: rows)
  }

  // Gathers the highest bit of eight grey dots into one byte, the first dot highest: the multiplier
  // moves bit 8i to bit 63 - i, and no two products meet. Eight dots at a time keeps a slip
  // under a millisecond here, also in a debug build.
  static func highBits(_ eightDots: UInt64) -> UInt8 {
    let bits = (eightDots & 0x8080_8080_8080_8080) >> 7
    return UInt8(truncatingIfNeeded: (bits &* 0x8040_2010_0804_0201) >> 56)
  }

  private static func failure(_ status: cairo_status_t) -> PrintFailure {
    PrintFailure(
      .notDrawn, "The slip could not be drawn. The number stays valid.",
      cause: unsafe "cairo: " + String(cString: cairo_status_to_string(status)))
  }
}
