internal import CPango

/// Some words in one size, laid out by Pango.
@safe final class PangoText {
  private let layout: OpaquePointer

  init(_ words: String, context: OpaquePointer, font: FontDescription) {
    // GLib ends the process when memory is out; it never answers nil.
    guard let layout = unsafe pango_layout_new(context) else {
      preconditionFailure("Pango has no memory for a layout.")
    }
    unsafe self.layout = layout
    unsafe pango_layout_set_font_description(layout, font.pointer)
    unsafe pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
    forbidOtherFonts()
    unsafe words.withCString { unsafe pango_layout_set_text(layout, $0, -1) }
  }

  deinit { unsafe g_object_unref(UnsafeMutableRawPointer(layout)) }

  /// Wraps the words at this many dots.
  func wrap(atDots width: Int, centred: Bool) {
    unsafe pango_layout_set_width(layout, Int32(width) * PANGO_SCALE)
    unsafe pango_layout_set_alignment(layout, centred ? PANGO_ALIGN_CENTER : PANGO_ALIGN_LEFT)
  }

  /// Width and height in dots, line spacing included.
  var size: (width: Int, height: Int) {
    var width: Int32 = 0
    var height: Int32 = 0
    unsafe pango_layout_get_pixel_size(layout, &width, &height)
    return (Int(width), Int(height))
  }

  /// The dots really covered: first and last row, relative to the top of the words.
  var inkRows: (top: Int, bottom: Int) {
    var ink = PangoRectangle()
    unsafe pango_layout_get_pixel_extents(layout, &ink, nil)
    return (Int(ink.y), Int(ink.y + ink.height))
  }

  var lineCount: Int { Int(unsafe pango_layout_get_line_count(layout)) }

  /// Letters that the slip font does not have.
  var unknownGlyphCount: Int { Int(unsafe pango_layout_get_unknown_glyphs_count(layout)) }

  /// Draws the words with the pen's present operator, their upper left corner at this dot.
  func draw(with pen: OpaquePointer, column: Int, row: Int) {
    unsafe cairo_move_to(pen, Double(column), Double(row))
    unsafe pango_cairo_show_layout(pen, layout)
  }

  // A letter from some other font of the machine would look right here and differ elsewhere; it is
  // counted as unknown instead.
  private func forbidOtherFonts() {
    let attributes = unsafe pango_attr_list_new()
    defer { unsafe pango_attr_list_unref(attributes) }
    unsafe pango_attr_list_insert(attributes, pango_attr_fallback_new(0))
    unsafe pango_layout_set_attributes(layout, attributes)
  }
}
