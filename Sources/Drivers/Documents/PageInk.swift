internal import CPango
internal import Dossiers

/// Draws sheets on surfaces of cairo.
enum PageInk {
  static func pdf(
    _ sheets: [[PageMark]], metrics: PageMetrics, title: String, issuedAt: CivilMoment
  ) throws(PrintFailure) -> [UInt8] {
    let sink = ByteSink()
    // Runs last: a surface that is thrown away in the middle still writes.
    defer { withExtendedLifetime(sink) {} }
    guard
      let surface = unsafe cairo_pdf_surface_create_for_stream(
        ByteSink.write, sink.closure, metrics.width, metrics.height)
    else { throw failure(CAIRO_STATUS_NO_MEMORY) }
    defer { unsafe cairo_surface_destroy(surface) }
    unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
    unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "halld")
    // The paper's own time and not the machine's: a second drawing is the same file.
    unsafe cairo_pdf_surface_set_metadata(
      surface, CAIRO_PDF_METADATA_CREATE_DATE, date(issuedAt))
    guard let pen = unsafe cairo_create(surface) else { throw failure(CAIRO_STATUS_NO_MEMORY) }
    defer { unsafe cairo_destroy(pen) }
    for sheet in sheets {
      unsafe cairo_set_source_rgb(pen, 0, 0, 0)
      for mark in sheet { unsafe mark.draw(with: pen) }
      unsafe cairo_show_page(pen)
    }
    unsafe cairo_surface_finish(surface)
    let status = unsafe cairo_surface_status(surface)
    guard status == CAIRO_STATUS_SUCCESS else { throw failure(status) }
    return sink.bytes
  }

  static func png(
    _ sheet: [PageMark], metrics: PageMetrics, dotsPerInch: Int
  ) throws(PrintFailure) -> [UInt8] {
    let scale = Double(min(600, max(30, dotsPerInch))) / 72
    guard
      let surface = unsafe cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, Int32((metrics.width * scale).rounded(.up)),
        Int32((metrics.height * scale).rounded(.up))),
      let pen = unsafe cairo_create(surface)
    else { throw failure(CAIRO_STATUS_NO_MEMORY) }
    defer {
      unsafe cairo_destroy(pen)
      unsafe cairo_surface_destroy(surface)
    }
    unsafe cairo_set_source_rgb(pen, 1, 1, 1)
    unsafe cairo_paint(pen)
    unsafe cairo_set_source_rgb(pen, 0, 0, 0)
    unsafe cairo_scale(pen, scale, scale)
    for mark in sheet { unsafe mark.draw(with: pen) }
    let status = unsafe cairo_status(pen)
    guard status == CAIRO_STATUS_SUCCESS else { throw failure(status) }
    let sink = ByteSink()
    defer { withExtendedLifetime(sink) {} }
    let written = unsafe cairo_surface_write_to_png_stream(surface, ByteSink.write, sink.closure)
    guard written == CAIRO_STATUS_SUCCESS else { throw failure(written) }
    return sink.bytes
  }

  private static func date(_ moment: CivilMoment) -> String {
    let time = moment.time.description
    return "\(moment.date)T\(time.utf8.count == 5 ? "\(time):00" : time)"
  }

  private static func failure(_ status: cairo_status_t) -> PrintFailure {
    PrintFailure(
      .notDrawn, "The document could not be drawn. The dossier is as it was.",
      cause: unsafe "cairo: " + String(cString: cairo_status_to_string(status)))
  }
}
