internal import CPango
internal import Dossiers

/// How a paragraph stands between its edges.
struct PageStyle {
  enum Edge { case left, centre, right, even }

  /// In points; `nil` for one line as long as it is.
  var width: Double?
  var edge: Edge = .left
  /// First line further in, or, below zero, all others.
  var indent: Double = 0
}

/// A paragraph broken into lines.
@safe final class PageLayout {
  /// One line: where it begins, relative to the left edge, and what it needs.
  struct Line {
    var x: Double
    var width: Double
    var height: Double
    /// From the top of the line down to its letters' feet.
    var baseline: Double
  }

  let lines: [Line]
  /// Letters the font does not have.
  let unknownGlyphs: Int
  let endsOpen: Bool
  private let layout: OpaquePointer

  init(
    _ text: ComposedText, context: OpaquePointer, font: FontDescription, style: PageStyle
  ) {
    // GLib ends the process when memory is out; it never answers nil.
    guard let layout = unsafe pango_layout_new(context) else {
      preconditionFailure("Pango has no memory for a layout.")
    }
    unsafe self.layout = layout
    endsOpen = text.endsOpen
    unsafe pango_layout_set_font_description(layout, font.pointer)
    unsafe pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
    if let width = style.width {
      unsafe pango_layout_set_width(layout, Self.units(max(1, width)))
    }
    unsafe pango_layout_set_indent(layout, Self.units(style.indent))
    switch style.edge {
    case .left: break
    case .centre: unsafe pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER)
    case .right: unsafe pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT)
    // Pango's own justification differs by a hair when other threads lay out words too.
    case .even: break
    }
    unsafe Self.setStyles(of: text, on: layout)
    unsafe text.plain.withCString { unsafe pango_layout_set_text(layout, $0, -1) }
    unknownGlyphs = Int(unsafe pango_layout_get_unknown_glyphs_count(layout))
    lines = unsafe Self.lines(of: layout)
    if case .even = style.edge, let width = style.width { evenOut(to: width) }
  }

  deinit { unsafe g_object_unref(UnsafeMutableRawPointer(layout)) }

  var height: Double { lines.reduce(0) { $0 + $1.height } }
  var width: Double { lines.map { $0.x + $0.width }.max() ?? 0 }

  /// Draws one line, its letters' feet at this height.
  func draw(line: Int, with pen: OpaquePointer, x: Double, baseline: Double) {
    guard let line = unsafe pango_layout_get_line_readonly(layout, Int32(line)) else { return }
    unsafe cairo_move_to(pen, x, baseline)
    unsafe pango_cairo_show_layout_line(pen, line)
  }

  /// Widens the gaps between words, so that all lines but the last end at the edge.
  private func evenOut(to width: Double) {
    for (number, line) in lines.enumerated().dropLast() {
      let spare = Self.units(width - line.x - line.width)
      guard spare > 0, let line = unsafe pango_layout_get_line(layout, Int32(number)) else {
        continue
      }
      let gaps = unsafe gaps(in: line)
      let count = unsafe Int32(gaps.count)
      for place in 0..<count {
        unsafe gaps[Int(place)].pointee.geometry.width +=
          spare / count + (place < spare % count ? 1 : 0)
      }
    }
  }

  /// The spaces between the words of a line; the one it was broken at has no width.
  private func gaps(
    in line: UnsafeMutablePointer<PangoLayoutLine>
  ) -> [UnsafeMutablePointer<PangoGlyphInfo>] {
    guard let text = unsafe pango_layout_get_text(layout) else { return unsafe [] }
    var gaps: [UnsafeMutablePointer<PangoGlyphInfo>] = unsafe []
    var next = unsafe line.pointee.runs
    while let node = unsafe next {
      if let run = unsafe node.pointee.data,
        let item = unsafe run.assumingMemoryBound(to: PangoGlyphItem.self).pointee.item,
        let glyphs = unsafe run.assumingMemoryBound(to: PangoGlyphItem.self).pointee.glyphs,
        let infos = unsafe glyphs.pointee.glyphs, let bytes = unsafe glyphs.pointee.log_clusters
      {
        for place in 0..<Int(unsafe glyphs.pointee.num_glyphs) {
          let byte = unsafe Int(item.pointee.offset + bytes[place])
          let glyph = unsafe infos + place
          let isGap = unsafe text[byte] == 0x20 && glyph.pointee.geometry.width > 0
          if isGap { unsafe gaps.append(glyph) }
        }
      }
      unsafe next = node.pointee.next
    }
    return unsafe gaps
  }

  private static func lines(of layout: OpaquePointer) -> [Line] {
    guard let place = unsafe pango_layout_get_iter(layout) else { return [] }
    defer { unsafe pango_layout_iter_free(place) }
    var lines: [Line] = []
    repeat {
      var logical = PangoRectangle()
      unsafe pango_layout_iter_get_line_extents(place, nil, &logical)
      let top = points(logical.y)
      lines.append(
        Line(
          x: points(logical.x), width: points(logical.width), height: points(logical.height),
          baseline: points(unsafe pango_layout_iter_get_baseline(place)) - top))
    } while unsafe pango_layout_iter_next_line(place) != 0
    return lines
  }

  // A letter from some other font would look right here and differ elsewhere; it is counted instead.
  private static func setStyles(of text: ComposedText, on layout: OpaquePointer) {
    guard let list = unsafe pango_attr_list_new() else { return }
    defer { unsafe pango_attr_list_unref(list) }
    unsafe pango_attr_list_insert(list, pango_attr_fallback_new(0))
    var start: UInt32 = 0
    for run in text.runs {
      let end = start + UInt32(run.text.utf8.count)
      if run.isBold { unsafe insert(pango_attr_weight_new(PANGO_WEIGHT_BOLD), start, end, list) }
      if run.isSlanted { unsafe insert(pango_attr_style_new(PANGO_STYLE_ITALIC), start, end, list) }
      start = end
    }
    unsafe pango_layout_set_attributes(layout, list)
  }

  private static func insert(
    _ attribute: UnsafeMutablePointer<PangoAttribute>?, _ start: UInt32, _ end: UInt32,
    _ list: OpaquePointer
  ) {
    guard let attribute = unsafe attribute else { return }
    unsafe attribute.pointee.start_index = start
    unsafe attribute.pointee.end_index = end
    unsafe pango_attr_list_insert(list, attribute)
  }

  private static func units(_ points: Double) -> Int32 {
    Int32((points * Double(PANGO_SCALE)).rounded())
  }

  private static func points(_ units: Int32) -> Double { Double(units) / Double(PANGO_SCALE) }
}
