internal import CPango

/// The fonts of one raster: its own font map, so that no two threads ever share one.
///
/// Pango forbids using one font map from two threads at a time. Each `SlipRaster` owns one and is
/// confined to its printer's executor.
@safe final class PangoFonts {
  static let family = "DejaVu Sans"

  private let map: GObject<UnsafeMutablePointer<PangoFontMap>>
  private let context: GObject<OpaquePointer>

  /// - Throws: `fontMissing` when the system would draw slips in any other font.
  init() throws(PrintFailure) {
    guard let map = unsafe GObject(pango_cairo_font_map_new()) else {
      throw Self.missing(found: "no font map")
    }
    guard let context = unsafe GObject(pango_font_map_create_context(map.pointer)) else {
      throw Self.missing(found: "no font context")
    }
    unsafe self.map = map
    unsafe self.context = context
    useHintedGreyGlyphs()
    try requireFont(bold: false)
    try requireFont(bold: true)
  }

  /// Words laid out in the slip font, ready to be measured and drawn.
  func text(_ words: String, emDots: Int, bold: Bool) -> PangoText {
    unsafe PangoText(
      words, context: context.pointer, font: FontDescription(emDots: emDots, bold: bold))
  }

  // Set here and not left to the machine's settings: golden pictures hold everywhere.
  private func useHintedGreyGlyphs() {
    let options = unsafe cairo_font_options_create()
    defer { unsafe cairo_font_options_destroy(options) }
    unsafe cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    unsafe cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_FULL)
    unsafe cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_ON)
    unsafe pango_cairo_context_set_font_options(context.pointer, options)
  }

  // Fontconfig answers a missing family with the nearest one, so the answer is asked its name.
  private func requireFont(bold: Bool) throws(PrintFailure) {
    let wanted = FontDescription(emDots: 24, bold: bold)
    guard
      let font = unsafe GObject(
        pango_font_map_load_font(map.pointer, context.pointer, wanted.pointer)),
      let found = unsafe pango_font_describe(font.pointer)
    else { throw Self.missing(found: "no font at all") }
    defer { unsafe pango_font_description_free(found) }
    let family = unsafe pango_font_description_get_family(found).map { unsafe String(cString: $0) }
    let weight = unsafe pango_font_description_get_weight(found)
    guard family == Self.family, bold == (weight.rawValue >= PANGO_WEIGHT_BOLD.rawValue) else {
      throw Self.missing(found: "\(family ?? "no family"), weight \(weight.rawValue)")
    }
  }

  private static func missing(found: String) -> PrintFailure {
    PrintFailure(
      .fontMissing,
      "Slips cannot be drawn: the font \(family) is not installed. "
        + "Numbers stay valid; install Debian's package fonts-dejavu-core.",
      cause: "fontconfig answered: \(found)")
  }
}

/// One reference to an object of GLib, dropped with this one.
@safe final class GObject<Handle> {
  let pointer: Handle
  private let object: UnsafeMutableRawPointer

  private init(_ pointer: Handle, _ object: UnsafeMutableRawPointer) {
    self.pointer = pointer
    unsafe self.object = object
  }

  deinit { unsafe g_object_unref(object) }
}

extension GObject {
  convenience init?(_ pointer: OpaquePointer?) where Handle == OpaquePointer {
    guard let pointer = unsafe pointer else { return nil }
    unsafe self.init(pointer, UnsafeMutableRawPointer(pointer))
  }

  convenience init?<Object>(
    _ pointer: UnsafeMutablePointer<Object>?
  ) where Handle == UnsafeMutablePointer<Object> {
    guard let pointer = unsafe pointer else { return nil }
    unsafe self.init(pointer, UnsafeMutableRawPointer(pointer))
  }
}

/// The slip font in one size and weight.
@safe final class FontDescription {
  let pointer: OpaquePointer

  /// The font with an em square of this many dots of the printer.
  init(emDots: Int, bold: Bool) {
    // GLib ends the process when memory is out; it never answers nil.
    guard let pointer = unsafe pango_font_description_new() else {
      preconditionFailure("Pango has no memory for a font description.")
    }
    unsafe self.pointer = pointer
    unsafe pango_font_description_set_family(pointer, PangoFonts.family)
    unsafe pango_font_description_set_weight(
      pointer, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
    unsafe pango_font_description_set_absolute_size(
      pointer, Double(emDots) * Double(PANGO_SCALE))
  }

  deinit { unsafe pango_font_description_free(pointer) }
}
