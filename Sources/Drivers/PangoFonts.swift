internal import CPango
internal import Dossiers

/// A typeface's fonts for one drawing desk: its own font map, so that no two threads ever share one.
///
/// Pango forbids using one font map from two threads at a time. Each `SlipRaster` and each
/// `DocumentPainter` owns one and is confined to one executor.
@safe final class PangoFonts {
  private let face: Typeface
  private let map: GObject<UnsafeMutablePointer<PangoFontMap>>
  private let context: GObject<OpaquePointer>

  /// - Throws: `fontMissing` when the system would draw in any other font.
  init(_ face: Typeface) throws(PrintFailure) {
    guard let map = unsafe GObject(pango_cairo_font_map_new()),
      let context = unsafe GObject(pango_font_map_create_context(map.pointer))
    else { throw Self.missing(face, found: "no font map") }
    self.face = face
    unsafe self.map = map
    unsafe self.context = context
    setGlyphs()
    for isSlanted in face.isSlantedToo ? [false, true] : [false] {
      for isBold in [false, true] { try requireFont(isBold: isBold, isSlanted: isSlanted) }
    }
  }

  /// Words in one size, ready to be measured and drawn.
  func text(_ words: String, emDots: Int, bold: Bool) -> PangoText {
    unsafe PangoText(
      words, context: context.pointer,
      font: FontDescription(face, size: Double(emDots), isBold: bold))
  }

  /// A paragraph at a size and width in points.
  func layout(_ text: ComposedText, size: Double, _ style: PageStyle = PageStyle()) -> PageLayout {
    unsafe PageLayout(
      text, context: context.pointer, font: FontDescription(face, size: size), style: style)
  }

  // Set here and not left to the machine's settings: golden pictures hold everywhere.
  private func setGlyphs() {
    let options = unsafe cairo_font_options_create()
    defer { unsafe cairo_font_options_destroy(options) }
    unsafe cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    unsafe cairo_font_options_set_hint_style(
      options, face.isHinted ? CAIRO_HINT_STYLE_FULL : CAIRO_HINT_STYLE_NONE)
    unsafe cairo_font_options_set_hint_metrics(
      options, face.isHinted ? CAIRO_HINT_METRICS_ON : CAIRO_HINT_METRICS_OFF)
    unsafe pango_cairo_context_set_font_options(context.pointer, options)
    unsafe pango_context_set_round_glyph_positions(context.pointer, face.isHinted ? 1 : 0)
  }

  // Fontconfig answers a missing family with the nearest one, so the answer is asked its name.
  private func requireFont(isBold: Bool, isSlanted: Bool) throws(PrintFailure) {
    let wanted = FontDescription(face, size: 24, isBold: isBold, isSlanted: isSlanted)
    guard
      let font = unsafe GObject(
        pango_font_map_load_font(map.pointer, context.pointer, wanted.pointer)),
      let found = unsafe pango_font_describe(font.pointer)
    else { throw Self.missing(face, found: "no font at all") }
    defer { unsafe pango_font_description_free(found) }
    let family = unsafe pango_font_description_get_family(found).map { unsafe String(cString: $0) }
    let weight = unsafe pango_font_description_get_weight(found)
    let slant = unsafe pango_font_description_get_style(found)
    guard family == face.family, isBold == (weight.rawValue >= PANGO_WEIGHT_BOLD.rawValue),
      isSlanted == (slant != PANGO_STYLE_NORMAL)
    else { throw Self.missing(face, found: "\(family ?? "no family"), weight \(weight.rawValue)") }
  }

  private static func missing(_ face: Typeface, found: String) -> PrintFailure {
    PrintFailure(.fontMissing, face.missing, cause: "fontconfig answered: \(found)")
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

/// A typeface in one size and style.
@safe final class FontDescription {
  let pointer: OpaquePointer

  /// The font with an em square of this many dots of the printer, or points of the page.
  init(_ face: Typeface, size: Double, isBold: Bool = false, isSlanted: Bool = false) {
    // GLib ends the process when memory is out; it never answers nil.
    guard let pointer = unsafe pango_font_description_new() else {
      preconditionFailure("Pango has no memory for a font description.")
    }
    unsafe self.pointer = pointer
    unsafe pango_font_description_set_family(pointer, face.family)
    unsafe pango_font_description_set_absolute_size(pointer, size * Double(PANGO_SCALE))
    unsafe pango_font_description_set_weight(
      pointer, isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
    unsafe pango_font_description_set_style(
      pointer, isSlanted ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL)
  }

  deinit { unsafe pango_font_description_free(pointer) }
}
