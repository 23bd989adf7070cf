internal import Dossiers

/// Sets a paper on sheets: words to lines, lines to units, units to sheets.
struct PageSetter {
  let document: ComposedDocument
  let metrics: PageMetrics
  let fonts: PangoFonts
  /// Letters the font lacks, so far.
  private(set) var unknownGlyphs = 0
  /// Heads of tables, repeated where a table goes on.
  var tableHeads: [[PageUnit]] = []

  init(_ document: ComposedDocument, fonts: PangoFonts) {
    self.document = document
    self.fonts = fonts
    metrics = PageMetrics(document.sheet)
  }

  /// The marks of each sheet, from its upper left corner.
  ///
  /// - Throws: `notDrawn` when the QR code cannot be made.
  mutating func sheets() throws(PrintFailure) -> [[PageMark]] {
    var units = try headUnits() + titleUnits()
    for (place, block) in document.blocks.enumerated() {
      let isLast = place + 1 == document.blocks.count
      var isBeforeSigning = false
      if !isLast, case .signatures = document.blocks[place + 1] { isBeforeSigning = true }
      units += self.units(block, isBeforeSigning: isBeforeSigning)
    }
    var sheets = paginate(units)
    if sheets.count > 1 { number(&sheets) }
    return sheets
  }

  mutating func layout(
    _ text: ComposedText, size: Double, _ style: PageStyle = PageStyle()
  ) -> PageLayout {
    let layout = fonts.layout(text, size: size, style)
    unknownGlyphs += layout.unknownGlyphs
    return layout
  }
}

// MARK: - Sheets

extension PageSetter {
  private func paginate(_ units: [PageUnit]) -> [[PageMark]] {
    var sheets: [[PageMark]] = [[]]
    var y = metrics.top
    let floor = metrics.height - metrics.bottom
    func begin(table: Int?) {
      sheets.append([])
      y = metrics.top
      guard let table else { return }
      for unit in tableHeads[table] { place(unit) }
    }
    func place(_ unit: PageUnit) {
      let isFirst = sheets[sheets.count - 1].isEmpty
      y += isFirst ? 0 : unit.before
      sheets[sheets.count - 1] += unit.marks.map { $0.lowered(by: y) }
      y += unit.height
    }
    var next = 0
    while next < units.count {
      var last = next
      while units[last].keepsNext, last + 1 < units.count { last += 1 }
      let group = units[next...last]
      let height = group.reduce(0) { $0 + $1.height + $1.before } - group[next].before
      let isFirst = sheets[sheets.count - 1].isEmpty
      let fits = y + (isFirst ? 0 : group[next].before) + height <= floor + 0.01
      let headHeight = group[next].table.map { tableHeads[$0].reduce(0) { $0 + $1.height } } ?? 0
      if !fits, !isFirst, height + headHeight <= metrics.innerHeight {
        begin(table: continued(group[next]))
        for unit in group { place(unit) }
      } else {
        for unit in group {
          let isEmpty = sheets[sheets.count - 1].isEmpty
          if !isEmpty, y + unit.before + unit.height > floor + 0.01 {
            begin(table: continued(unit))
          }
          place(unit)
        }
      }
      next = last + 1
    }
    return sheets
  }

  /// The table whose head must be repeated before this unit; none before the head itself.
  private func continued(_ unit: PageUnit) -> Int? { unit.table }

  // NĐ 30/2020, Annex I: centred above the text, from the second sheet on. The foot says how many there
  // are and of what, so that no sheet gets lost.
  private mutating func number(_ sheets: inout [[PageMark]]) {
    for place in sheets.indices {
      let foot = layout(
        ComposedText("\(document.foot) – tờ \(place + 1)/\(sheets.count)", isSlanted: true),
        size: metrics.small - 1)
      sheets[place] += marks(
        foot, x: metrics.width - metrics.right - foot.width,
        y: metrics.height - metrics.bottom + (metrics.bottom - foot.height) * 0.35)
      if place > 0 {
        let number = layout(ComposedText("\(place + 1)"), size: metrics.small)
        sheets[place] += marks(
          number, x: (metrics.width - number.width) / 2, y: (metrics.top - number.height) * 0.6)
      }
    }
  }

  /// All lines of a layout, its upper left corner here.
  func marks(_ layout: PageLayout, x: Double, y: Double) -> [PageMark] {
    var y = y
    return layout.lines.indices.map { number in
      defer { y += layout.lines[number].height }
      return .line(layout, number, x: x, y: y)
    }
  }
}

// MARK: - Above the text

extension PageSetter {
  private mutating func headUnits() throws(PrintFailure) -> [PageUnit] {
    var marks: [PageMark] = []
    var left = metrics.left
    var height = 0.0
    if let text = document.code {
      // The margins are its quiet zone above and to the left.
      let code = try QRMatrix(text)
      marks.append(.code(code, x: metrics.left, y: 0, side: metrics.code))
      let quiet = metrics.code / Double(code.side) * Double(QRMatrix.quietZone)
      left += metrics.code + max(quiet, 6)
      height = metrics.code + quiet
    }
    let right = headRight(left: left)
    let leftColumn = headLeft(left: left, width: right.left - left - metrics.head * 0.7)
    // Number and date stand on one line.
    let line = max(right.bottom, leftColumn.bottom) + metrics.head * 0.55
    var bottom = max(right.bottom, leftColumn.bottom)
    if let number = document.head.number {
      let words = layout(ComposedText(number), size: metrics.head + 0.6)
      let middle = (leftColumn.left + leftColumn.right) / 2
      // A long symbol may reach under the other column, but not into the date.
      marks += self.marks(words, x: max(left, middle - words.width / 2), y: line)
      bottom = line + words.height
    }
    let date = layout(
      ComposedText(document.head.placeAndDate, isSlanted: true), size: metrics.head + 0.6)
    let edge = metrics.width - metrics.right
    let dateX = min(edge - date.width, (right.left + edge) / 2 - date.width / 2)
    marks += self.marks(date, x: max(left, dateX), y: line)
    bottom = max(bottom, line + date.height)
    return [
      PageUnit(
        height: max(height, bottom), marks: marks + right.marks + leftColumn.marks, keepsNext: true)
    ]
  }

  private mutating func headRight(left: Double) -> (marks: [PageMark], left: Double, bottom: Double)
  {
    let state = layout(ComposedText(ComposedHead.state, isBold: true), size: metrics.head)
    let motto = layout(ComposedText(ComposedHead.motto, isBold: true), size: metrics.head + 1)
    let edge = metrics.width - metrics.right
    let stateX = max(left, edge - state.width)
    let middle = (stateX + edge) / 2
    var marks = self.marks(state, x: stateX, y: 0)
    marks += self.marks(motto, x: middle - motto.width / 2, y: state.height)
    // A rule under the motto, as long as it is.
    let bottom = state.height + motto.height + 1.5
    marks.append(
      .rule(
        x: middle - motto.width / 2, y: bottom, toX: middle + motto.width / 2, toY: bottom,
        thickness: 0.8))
    return (marks, stateX, bottom)
  }

  private mutating func headLeft(
    left: Double, width: Double
  ) -> (marks: [PageMark], left: Double, right: Double, bottom: Double) {
    let superior = balanced(ComposedText(document.head.superior), size: metrics.head, in: width)
    let agency = balanced(
      ComposedText(document.head.agency, isBold: true), size: metrics.head, in: width)
    var marks = self.marks(superior.layout, x: left + superior.inset, y: 0)
    marks += self.marks(agency.layout, x: left + agency.inset, y: superior.layout.height)
    // A rule under the agency, a third to a half of its longest line.
    let bottom = superior.layout.height + agency.layout.height + 1.5
    let longest = agency.layout.lines.map(\.width).max() ?? width
    let middle = left + width / 2
    marks.append(
      .rule(
        x: middle - longest / 5, y: bottom, toX: middle + longest / 5, toY: bottom, thickness: 0.8))
    return (marks, left, left + width, bottom)
  }

  /// Centred words on as few lines as the width needs, the lines about as long as each other.
  private mutating func balanced(
    _ text: ComposedText, size: Double, in width: Double
  ) -> (layout: PageLayout, inset: Double) {
    let widest = layout(text, size: size, PageStyle(width: width, edge: .centre))
    guard widest.lines.count > 1 else { return (widest, 0) }
    var (low, high) = (width / Double(widest.lines.count), width)
    while high - low > 2 {
      let middle = (low + high) / 2
      let tried = layout(text, size: size, PageStyle(width: middle, edge: .centre))
      if tried.lines.count == widest.lines.count, tried.width <= middle + 0.5 {
        high = middle
      } else {
        low = middle
      }
    }
    let found = layout(text, size: size, PageStyle(width: high, edge: .centre))
    return (found, (width - high) / 2)
  }

  private mutating func titleUnits() -> [PageUnit] {
    let style = PageStyle(width: metrics.innerWidth, edge: .centre)
    var marks: [PageMark] = []
    var y = 0.0
    let title = balanced(
      ComposedText(document.title.uppercased(), isBold: true), size: metrics.title,
      in: metrics.innerWidth)
    marks += self.marks(title.layout, x: metrics.left + title.inset, y: y)
    y += title.layout.height
    for subtitle in document.subtitles {
      let words = layout(subtitle, size: metrics.body, style)
      marks += self.marks(words, x: metrics.left, y: y)
      y += words.height
    }
    return [
      PageUnit(
        height: y + metrics.gap, before: metrics.title * 0.8, marks: marks, keepsNext: true)
    ]
  }
}
