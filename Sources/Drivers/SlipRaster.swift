internal import Dossiers
public import Ticketing

/// Draws slips as pictures, the same on every printer of one width.
///
/// Words are set in DejaVu Sans by Pango, which puts every Vietnamese mark in its place whether the text
/// comes composed or decomposed. A raster owns its fonts and is not `Sendable`: keep it inside the
/// actor of one printer.
public final class SlipRaster {
  private let metrics: SlipMetrics
  private let english: Bool
  private let fonts: PangoFonts
  /// Words that were set lately: most of a slip is on every slip.
  private var strips: [Setting: Strip] = [:]

  /// A raster for paper of 320 to 1,024 dots, a multiple of 8; without English if so wished.
  ///
  /// - Throws: `fontMissing` when DejaVu Sans is not installed.
  public init(dotsPerLine: Int, english: Bool = true) throws(PrintFailure) {
    precondition(
      PrinterProfile.dotsPerLineRange.contains(dotsPerLine) && dotsPerLine % 8 == 0,
      "A paper is 320 to 1,024 dots wide, in whole bytes.")
    metrics = SlipMetrics(width: dotsPerLine)
    self.english = english
    fonts = try PangoFonts(.slip)
  }

  /// The picture of a layout, as tall as it needs to be.
  ///
  /// - Throws: `notDrawn` when memory is out, or the layout is longer than four metres.
  public func draw(_ layout: some PaperLayout) throws(PrintFailure) -> DrawnSlip {
    var strips: [Strip] = []
    for block in layout.blocks { strips.append(try strip(block)) }
    let height = strips.reduce(2 * metrics.gap) { $0 + $1.height + metrics.gap }
    guard height <= DotCanvas.heightMax else {
      throw PrintFailure(
        .notDrawn, "The slip is \(height) rows long; a picture holds \(DotCanvas.heightMax).")
    }
    let canvas = try DotCanvas(width: metrics.width, height: height)
    var row = metrics.gap
    for strip in strips {
      strip.draw(canvas, row)
      row += strip.height + metrics.gap
    }
    return DrawnSlip(
      picture: try canvas.picture(),
      unknownGlyphs: strips.reduce(0) { $0 + $1.unknownGlyphs })
  }
}

/// A slip as dots, and what the font could not show of it.
public struct DrawnSlip: Hashable, Sendable {
  public let picture: MonochromePicture
  /// Letters that DejaVu Sans lacks, drawn as boxes; 0 for all of Vietnamese and English.
  public let unknownGlyphs: Int
}

/// Words and how they are set.
private struct Setting: Hashable {
  var words: String
  var style: PaperStyle
}

/// A block that has been measured: how tall it is and how it is drawn at a row.
private struct Strip {
  var height: Int
  var unknownGlyphs = 0
  var draw: (_ canvas: DotCanvas, _ row: Int) -> Void
}

extension SlipRaster {
  private func strip(_ block: PaperBlock) throws(PrintFailure) -> Strip {
    switch block {
    case .text(let words, let style): wrapped(words, style)
    case .words(let words, let style): pair(words, style)
    case .line(let words, let style): line(words, style)
    case .fact(let label, let value): fact(label, value)
    case .blanks(let labels, let lines): blanks(labels, lines: lines)
    case .rule(let cut): rule(cut: cut)
    case .space(let millimetres): Strip(height: metrics.dots(millimetres: millimetres)) { _, _ in }
    case .code(let text): try code(text)
    case .ruler: Strip(height: TestPatterns.rulerHeight, draw: TestPatterns.drawRuler)
    case .shades: Strip(height: TestPatterns.shadesHeight, draw: TestPatterns.drawShades)
    }
  }

  private static let stripsMost = 128

  private func wrapped(_ words: String, _ style: PaperStyle) -> Strip {
    let setting = Setting(words: words, style: style)
    if let known = strips[setting] { return known }
    if strips.count >= Self.stripsMost { strips = [:] }
    let strip = set(words, style)
    strips[setting] = strip
    return strip
  }

  private func set(_ words: String, _ style: PaperStyle) -> Strip {
    let text = setWords(words, style)
    let padding = style.inverted ? metrics.padding : 0
    let column = wrap(text, style)
    let (width, height) = (metrics.width, text.size.height + 2 * padding)
    return Strip(height: height, unknownGlyphs: text.unknownGlyphCount) { canvas, row in
      if style.inverted {
        canvas.fill(column: 0, row: row, width: width, height: height)
      }
      canvas.draw(text, column: column, row: row + padding, takingOut: style.inverted)
    }
  }

  /// "Nộp hồ sơ: Hộ tịch" breaks after its colon, not inside "Hộ tịch", if that costs no line.
  private func setWords(_ words: String, _ style: PaperStyle) -> PangoText {
    let emDots = metrics.emDots(style.size)
    let text = fonts.text(words, emDots: emDots, bold: style.bold)
    guard text.size.width > metrics.innerWidth, let colon = words.firstRange(of: ": ") else {
      return text
    }
    let parts = words[..<colon.lowerBound] + ":\n" + words[colon.upperBound...]
    let broken = fonts.text(String(parts), emDots: emDots, bold: style.bold)
    for candidate in [text, broken] { candidate.wrap(atDots: metrics.innerWidth, centred: true) }
    return broken.lineCount <= text.lineCount ? broken : text
  }

  /// Both languages as one block: nothing comes between them.
  private func pair(_ words: BilingualName, _ style: PaperStyle) -> Strip {
    let first = wrapped(words.vi, style)
    guard english else { return first }
    let second = wrapped(words.en, PaperStyle(.small, alignment: style.alignment))
    return Strip(
      height: first.height + second.height,
      unknownGlyphs: first.unknownGlyphs + second.unknownGlyphs
    ) { canvas, row in
      first.draw(canvas, row)
      second.draw(canvas, row + first.height)
    }
  }

  /// Wraps words, centred ones in lines of about one length, and answers their left edge.
  private func wrap(_ text: PangoText, _ style: PaperStyle) -> Int {
    let centred = style.alignment == .centre
    text.wrap(atDots: metrics.innerWidth, centred: centred)
    let lines = text.lineCount
    guard centred, lines > 1 else { return metrics.margin }
    // The narrowest column with as many lines: no single word is left over for the last one.
    var (narrow, wide) = (metrics.innerWidth / 2, metrics.innerWidth)
    while wide - narrow > 8 {
      let middle = (narrow + wide) / 2
      text.wrap(atDots: middle, centred: true)
      if text.lineCount > lines || text.size.width > middle {
        narrow = middle
      } else {
        wide = middle
      }
    }
    text.wrap(atDots: wide, centred: true)
    return (metrics.width - wide) / 2
  }

  /// One line in the largest size, up to the style's own, in which it fits.
  private func line(_ words: String, _ style: PaperStyle) -> Strip {
    var emDots = metrics.emDots(style.size)
    var text = fonts.text(words, emDots: emDots, bold: style.bold)
    while text.size.width > metrics.innerWidth, emDots > 8 {
      emDots = min(emDots - 1, emDots * metrics.innerWidth / text.size.width)
      text = fonts.text(words, emDots: emDots, bold: style.bold)
    }
    let centred = style.alignment == .centre
    let column = centred ? (metrics.width - text.size.width) / 2 : metrics.margin
    // Only the rows that hold ink: a large number brings a finger's breadth of white otherwise.
    let ink = text.inkRows
    let white = style.size == .number ? metrics.gap : 0
    return Strip(
      height: ink.bottom - ink.top + 2 * white, unknownGlyphs: text.unknownGlyphCount
    ) { canvas, row in
      canvas.draw(text, column: column, row: row + white - ink.top)
    }
  }

  /// Label and value side by side; a long value goes below its label.
  private func fact(_ label: BilingualName, _ value: String) -> Strip {
    let words = fonts.text(label.vi, emDots: metrics.emDots(.body), bold: false)
    let beside = fonts.text(english ? label.en : "", emDots: metrics.emDots(.small), bold: false)
    let result = fonts.text(value, emDots: metrics.emDots(.large), bold: true)
    let stacked = result.size.width > metrics.valueWidthMax
    if stacked { result.wrap(atDots: metrics.innerWidth, centred: false) }
    let labelWidth =
      stacked ? metrics.innerWidth : metrics.innerWidth - result.size.width - 4 * metrics.gap
    // Both languages on one line where there is room: less paper, and fewer bytes to wait for.
    let next = words.size.width + 2 * metrics.gap
    let isOneLine = english && next + beside.size.width <= labelWidth
    words.wrap(atDots: labelWidth, centred: false)
    beside.wrap(atDots: labelWidth, centred: false)

    let (margin, right) = (metrics.margin, metrics.width - metrics.margin)
    let below = words.size.height
    let labelHeight = below + (english && !isOneLine ? beside.size.height : 0)
    let valueHeight = result.size.height
    let height = stacked ? labelHeight + valueHeight : max(labelHeight, valueHeight)
    let unknown = [words, beside, result].reduce(0) { $0 + $1.unknownGlyphCount }
    return Strip(height: height, unknownGlyphs: unknown) { canvas, row in
      let labelRow = stacked ? row : row + (height - labelHeight) / 2
      canvas.draw(words, column: margin, row: labelRow)
      if isOneLine {
        canvas.draw(beside, column: margin + next, row: labelRow + below - beside.size.height - 1)
      } else {
        canvas.draw(beside, column: margin, row: labelRow + below)
      }
      if stacked {
        canvas.draw(result, column: margin, row: row + labelHeight)
      } else {
        canvas.draw(
          result, column: right - result.size.width, row: row + (height - valueHeight) / 2)
      }
    }
  }

  /// Labels over lines to write on, in columns of one width.
  private func blanks(_ labels: [BilingualName], lines: Int) -> Strip {
    let between = 4 * metrics.gap
    let columns = max(1, labels.count)
    let width = (metrics.innerWidth - between * (columns - 1)) / columns
    let texts = labels.map { label in
      let words = english ? "\(label.vi) · \(label.en)" : label.vi
      let text = fonts.text(words, emDots: metrics.labelDots, bold: false)
      text.wrap(atDots: width, centred: false)
      return text
    }
    let labelHeight = texts.map(\.size.height).max() ?? 0
    let (margin, hand, thickness) = (metrics.margin, metrics.handHeight, metrics.ruleThickness)
    return Strip(
      height: labelHeight + lines * hand,
      unknownGlyphs: texts.reduce(0) { $0 + $1.unknownGlyphCount }
    ) { canvas, row in
      for (index, text) in texts.enumerated() {
        let column = margin + index * (width + between)
        canvas.draw(text, column: column, row: row)
        for line in 1...max(1, lines) {
          canvas.fill(
            column: column, row: row + labelHeight + line * hand - thickness, width: width,
            height: thickness)
        }
      }
    }
  }

  private func rule(cut: Bool) -> Strip {
    let (padding, thickness, width) = (metrics.padding, metrics.ruleThickness, metrics.width)
    return Strip(height: 2 * padding + thickness) { canvas, row in
      guard cut else {
        canvas.fill(column: 0, row: row + padding, width: width, height: thickness)
        return
      }
      for column in stride(from: 0, to: width, by: 16) {
        canvas.fill(column: column, row: row + padding, width: 8, height: thickness)
      }
    }
  }

  private func code(_ text: String) throws(PrintFailure) -> Strip {
    let matrix = try QRMatrix(text)
    guard let dots = metrics.moduleDots(side: matrix.side) else {
      throw PrintFailure(
        .notDrawn,
        "The QR code of the slip has \(matrix.side) modules; they have no room on "
          + "\(metrics.width) dots. The number stays valid; use a shorter public address.")
    }
    let quiet = QRMatrix.quietZone * dots
    let side = matrix.side * dots + 2 * quiet
    let left = (metrics.width - side) / 2 + quiet
    return Strip(height: side) { canvas, row in
      for y in 0..<matrix.side {
        for x in 0..<matrix.side where matrix.isDark(column: x, row: y) {
          canvas.fill(
            column: left + x * dots, row: row + quiet + y * dots, width: dots, height: dots)
        }
      }
    }
  }
}
