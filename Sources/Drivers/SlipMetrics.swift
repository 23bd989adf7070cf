internal import Ticketing

/// How large everything on a slip is, in dots, for a paper of this width.
///
/// The table is made for 576 dots (80 mm paper, 203 dpi). Narrower paper does not shrink the words in
/// proportion, else nobody could read 58 mm: at 384 dots they have four fifths of their size.
struct SlipMetrics {
  /// Dots across the paper.
  let width: Int

  /// White at both sides: heads and paper are seldom aligned to the dot.
  var margin: Int { scaled(12) }
  var innerWidth: Int { width - 2 * margin }
  /// White between two blocks.
  var gap: Int { scaled(8) }
  var ruleThickness: Int { 2 }
  /// Labels of what is written by hand: 9 points, on wide paper too, so that a page holds them.
  var labelDots: Int { min(26, emDots(.small)) }
  /// What a line of handwriting needs, whatever the paper.
  var handHeight: Int { dots(millimetres: 8) }
  /// White above and below a rule and around inverted words.
  var padding: Int { scaled(6) }
  /// Longest part of a line that the value of a fact may take before it moves to its own line.
  var valueWidthMax: Int { innerWidth * 62 / 100 }

  /// Height of the em square. At 203 dpi, 24 dots are 8.5 points.
  func emDots(_ size: PaperSize) -> Int {
    switch size {
    case .number: scaled(190)
    case .large: scaled(42)
    case .body: scaled(30)
    case .small: max(21, scaled(24))
    }
  }

  func dots(millimetres: Int) -> Int { millimetres * 8 }

  /// Dots for one module of a QR code: half a millimetre at least, about half of the paper at most.
  ///
  /// - Returns: `nil` when a code of this many modules has no room on the paper.
  func moduleDots(side: Int) -> Int? {
    let modules = side + 2 * QRMatrix.quietZone
    let wanted = max(4, (120 + width * 28 / 100) / modules)
    let fitting = innerWidth / modules
    return fitting >= 3 ? min(wanted, fitting) : nil
  }

  private func scaled(_ dots: Int) -> Int {
    let thousandths = 400 + 600 * width / 576
    return (dots * thousandths + 500) / 1_000
  }
}
