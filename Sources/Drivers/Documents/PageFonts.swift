internal import CPango
internal import Dossiers

/// The font of documents, in points and without hinting: a sheet has the same lines on paper and screen.
///
/// Confined to one executor, as `PangoFonts` is.
@safe final class PageFonts {
  /// Metrics of Times New Roman, which NĐ 30/2020/NĐ-CP asks for, and every Vietnamese letter.
  static let family = "Tinos"

  private let map: GObject<UnsafeMutablePointer<PangoFontMap>>
  private let context: GObject<OpaquePointer>

  /// - Throws: `fontMissing` when the system would set documents in any other font.
  init() throws(PrintFailure) {
    guard let map = unsafe GObject(pango_cairo_font_map_new()),
      let context = unsafe GObject(pango_font_map_create_context(map.pointer))
    else { throw Self.missing(found: "no font map") }
    unsafe self.map = map
    unsafe self.context = context
    let options = unsafe cairo_font_options_create()
    defer { unsafe cairo_font_options_destroy(options) }
    unsafe cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    unsafe cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    unsafe cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    unsafe pango_cairo_context_set_font_options(context.pointer, options)
    unsafe pango_context_set_round_glyph_positions(context.pointer, 0)
    for (isBold, isSlanted) in [(false, false), (true, false), (false, true), (true, true)] {
      try requireFont(isBold: isBold, isSlanted: isSlanted)
    }
  }

  /// Words laid out at a size and width in points.
  func layout(_ text: ComposedText, size: Double, _ style: PageStyle = PageStyle()) -> PageLayout {
    unsafe PageLayout(text, context: context.pointer, size: size, style: style)
  }

  // Fontconfig answers a missing family with the nearest one, so the answer is asked its name.
  private func requireFont(isBold: Bool, isSlanted: Bool) throws(PrintFailure) {
    let wanted = PageFontDescription(size: 12, isBold: isBold, isSlanted: isSlanted)
    guard
      let font = unsafe GObject(
        pango_font_map_load_font(map.pointer, context.pointer, wanted.pointer)),
      let found = unsafe pango_font_describe(font.pointer)
    else { throw Self.missing(found: "no font at all") }
    defer { unsafe pango_font_description_free(found) }
    let family = unsafe pango_font_description_get_family(found).map { unsafe String(cString: $0) }
    let weight = unsafe pango_font_description_get_weight(found)
    let slant = unsafe pango_font_description_get_style(found)
    guard family == Self.family, isBold == (weight.rawValue >= PANGO_WEIGHT_BOLD.rawValue),
      isSlanted == (slant != PANGO_STYLE_NORMAL)
    else { throw Self.missing(found: "\(family ?? "no family"), weight \(weight.rawValue)") }
  }

  private static func missing(found: String) -> PrintFailure {
    PrintFailure(
      .fontMissing,
      "Documents cannot be drawn: the font \(family) is not installed. The dossier is as it was; "
        + "install Debian's package fonts-croscore.",
      cause: "fontconfig answered: \(found)")
  }
}

/// The document font in one size and style.
@safe final class PageFontDescription {
  let pointer: OpaquePointer

  init(size: Double, isBold: Bool = false, isSlanted: Bool = false) {
    // GLib ends the process when memory is out; it never answers nil.
    guard let pointer = unsafe pango_font_description_new() else {
      preconditionFailure("Pango has no memory for a font description.")
    }
    unsafe self.pointer = pointer
    unsafe pango_font_description_set_family(pointer, PageFonts.family)
    unsafe pango_font_description_set_absolute_size(pointer, size * Double(PANGO_SCALE))
    unsafe pango_font_description_set_weight(
      pointer, isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
    unsafe pango_font_description_set_style(
      pointer, isSlanted ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL)
  }

  deinit { unsafe pango_font_description_free(pointer) }
}
