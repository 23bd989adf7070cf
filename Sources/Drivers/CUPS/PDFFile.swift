internal import CPango

/// A picture as a PDF of one page, dot for dot.
enum PDFFile {
  /// Dots of a ticket printer's head: 203.2 to the inch.
  private static let dotsPerMillimetre = 8.0
  private static let pointsPerMillimetre = 72 / 25.4
  /// Sheets are not printed up to their edges.
  private static let marginMillimetres = 8.0

  /// A page as large as the roll is wide and the picture long, or a sheet with it on top.
  ///
  /// - Throws: `notDrawn` when the picture is longer than the sheet, or cairo has no memory.
  static func encode(
    _ picture: MonochromePicture, on sheet: PrintSheet, paperWidthMillimetres: Int
  ) throws(PrintFailure) -> [UInt8] {
    let length = Double(picture.height) / dotsPerMillimetre
    let breadth = Double(picture.width) / dotsPerMillimetre
    let page = sheet.millimetres ?? (max(Double(paperWidthMillimetres), breadth), length)
    let top = sheet == .roll ? 0 : marginMillimetres
    guard top + length <= page.height, breadth <= page.width else {
      throw PrintFailure(
        .notDrawn,
        "The slip is \(Int(breadth)) mm wide and \(Int(length)) mm long and has no room on \(sheet.rawValue) "
          + "paper. The number stays valid.")
    }
    let sink = ByteSink()
    // Runs last: a surface that is thrown away in the middle still writes.
    defer { withExtendedLifetime(sink) {} }
    guard
      let surface = unsafe cairo_pdf_surface_create_for_stream(
        ByteSink.write, sink.closure, page.width * pointsPerMillimetre,
        page.height * pointsPerMillimetre)
    else { throw failure(CAIRO_STATUS_NO_MEMORY) }
    defer { unsafe cairo_surface_destroy(surface) }
    let dots = try DotSurface(picture)
    guard let pen = unsafe cairo_create(surface) else { throw failure(CAIRO_STATUS_NO_MEMORY) }
    defer { unsafe cairo_destroy(pen) }
    let left = (page.width - breadth) / 2 * pointsPerMillimetre
    unsafe cairo_translate(pen, left, top * pointsPerMillimetre)
    let scale = pointsPerMillimetre / dotsPerMillimetre
    unsafe cairo_scale(pen, scale, scale)
    unsafe cairo_set_source_rgb(pen, 0, 0, 0)
    unsafe dots.mask(with: pen)
    unsafe cairo_show_page(pen)
    unsafe cairo_surface_finish(surface)
    let status = unsafe cairo_surface_status(surface)
    guard status == CAIRO_STATUS_SUCCESS else { throw failure(status) }
    return sink.bytes
  }

  private static func failure(_ status: cairo_status_t) -> PrintFailure {
    PrintFailure(
      .notDrawn, "The page of the slip could not be written. The number stays valid.",
      cause: unsafe "cairo: " + String(cString: cairo_status_to_string(status)))
  }
}
