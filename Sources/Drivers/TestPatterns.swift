internal import Ticketing

/// What a test page shows besides words: a ruler to the last dot, and shades.
enum TestPatterns {
  static let rulerHeight = 56
  private static let dotsPerMillimetre = 8
  private static let arrow = 24

  /// A ruler in millimetres whose arrows and end marks stand on the first and the last dot.
  static func drawRuler(on canvas: DotCanvas, row: Int) {
    let (width, base) = (canvas.width, row + rulerHeight - 2)
    canvas.fill(column: 0, row: base, width: width, height: 2)
    let last = width / dotsPerMillimetre
    for millimetre in 0...last {
      let isLong = millimetre % 10 == 0 || millimetre == last
      let height = isLong ? 24 : millimetre % 5 == 0 ? 16 : 8
      let column = min(millimetre * dotsPerMillimetre, width - 2)
      canvas.fill(column: column, row: base - height, width: 2, height: height)
    }
    // Points of one dot at both edges: a printer set too narrow breaks one off.
    for step in 0..<arrow {
      let top = row + (arrow - step) / 2
      let height = max(1, step)
      canvas.fill(column: step, row: top, width: 1, height: height)
      canvas.fill(column: width - 1 - step, row: top, width: 1, height: height)
    }
    let line = row + arrow / 2
    canvas.fill(column: arrow, row: line, width: width - 2 * arrow, height: 1)
  }

  static let shadesHeight = barHeight + 8 + boxHeight
  private static let (barHeight, boxHeight) = (32, 56)
  /// Sixteenths of the dots that are burnt.
  private static let shades = [1, 2, 4, 8, 12, 16]

  /// A solid bar, where a dead point of the head is a white streak, then boxes from light to black.
  static func drawShades(on canvas: DotCanvas, row: Int) {
    let width = canvas.width
    canvas.fill(column: 0, row: row, width: width, height: barHeight)
    let top = row + barHeight + 8
    let box = width / shades.count
    for (index, shade) in shades.enumerated() {
      let left = index * box
      // Framed, so that the lightest is seen to be a box.
      canvas.fill(column: left, row: top, width: box - 8, height: 1)
      canvas.fill(column: left, row: top + boxHeight - 1, width: box - 8, height: 1)
      for y in 0..<boxHeight {
        for x in 0..<box - 8 where order[y % 4 * 4 + x % 4] < shade {
          canvas.fill(column: left + x, row: top + y, width: 1, height: 1)
        }
      }
    }
  }

  /// Bayer's order: the dots of each shade lie as evenly as they can.
  private static let order = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5]
}
