internal import CPango
internal import Dossiers

/// Something drawn on a sheet; places in points from the upper left corner of its unit or sheet.
enum PageMark {
  /// A line of a paragraph, its upper left corner here.
  case line(PageLayout, Int, x: Double, y: Double)
  /// A straight rule.
  case rule(x: Double, y: Double, toX: Double, toY: Double, thickness: Double)
  /// Dots for the hand.
  case dots(x: Double, toX: Double, y: Double)
  case code(QRMatrix, x: Double, y: Double, side: Double)

  /// The same mark further down.
  func lowered(by distance: Double) -> PageMark {
    switch self {
    case .line(let layout, let line, let x, let y): .line(layout, line, x: x, y: y + distance)
    case .rule(let x, let y, let toX, let toY, let thickness):
      .rule(x: x, y: y + distance, toX: toX, toY: toY + distance, thickness: thickness)
    case .dots(let x, let toX, let y): .dots(x: x, toX: toX, y: y + distance)
    case .code(let code, let x, let y, let side): .code(code, x: x, y: y + distance, side: side)
    }
  }

  func draw(with pen: OpaquePointer) {
    switch self {
    case .line(let layout, let number, let x, let y):
      let line = layout.lines[number]
      unsafe layout.draw(line: number, with: pen, x: x + line.x, baseline: y + line.baseline)
    case .rule(let x, let y, let toX, let toY, let thickness):
      unsafe cairo_set_line_width(pen, thickness)
      unsafe cairo_move_to(pen, x, y)
      unsafe cairo_line_to(pen, toX, toY)
      unsafe cairo_stroke(pen)
    case .dots(let x, let toX, let y):
      guard toX > x else { return }
      unsafe cairo_save(pen)
      unsafe cairo_set_line_width(pen, 0.9)
      unsafe cairo_set_line_cap(pen, CAIRO_LINE_CAP_ROUND)
      let dashes = [0, 2.6]
      unsafe cairo_set_dash(pen, dashes, 2, 0)
      unsafe cairo_move_to(pen, x, y)
      unsafe cairo_line_to(pen, toX, y)
      unsafe cairo_stroke(pen)
      unsafe cairo_restore(pen)
    case .code(let code, let x, let y, let side):
      let module = side / Double(code.side)
      // One path: modules filled one by one would have hair lines of white between them.
      for row in 0..<code.side {
        for column in 0..<code.side where code.isDark(column: column, row: row) {
          unsafe cairo_rectangle(
            pen, x + Double(column) * module, y + Double(row) * module, module, module)
        }
      }
      unsafe cairo_fill(pen)
    }
  }
}

/// What is not parted by the end of a sheet.
struct PageUnit {
  var height: Double
  /// White above it, unless it begins a sheet.
  var before: Double = 0
  var marks: [PageMark]
  /// Must have the next one on its own sheet.
  var keepsNext = false
  /// The table it is a row of; its head is repeated on the next sheet.
  var table: Int?
}
