internal import Dossiers

// Tables to units: one a row, and slices of a row that is taller than a sheet.

extension PageSetter {
  private static let thickness = 0.6

  mutating func rows(of table: ComposedTable, keepsNext: Bool) -> [PageUnit] {
    let edges = self.edges(of: table)
    let number = tableHeads.count
    let head = slices(
      of: table.columns.map {
        (ComposedText([.init($0.head, isBold: true)]), true)
      }, edges: edges, isHead: true)
    tableHeads.append(
      head.map { unit in
        var unit = unit
        unit.before = 0
        return unit
      })
    var units = head.map { unit in
      var unit = unit
      unit.keepsNext = true
      return unit
    }
    for row in table.rows {
      let cells = zip(row, table.columns).map { ($0, $1.isCentred) }
      units += slices(of: cells, edges: edges).map { unit in
        var unit = unit
        unit.table = number
        return unit
      }
    }
    let blank = metrics.table * 1.18 * Double(table.blankLines) + 2 * padding
    for _ in 0..<table.blankRows {
      units.append(
        PageUnit(
          height: blank,
          marks: grid(edges, height: blank, opens: true, closes: true), table: number))
    }
    if keepsNext, !units.isEmpty { units[units.count - 1].keepsNext = true }
    return units
  }

  private var padding: Double { metrics.table * 0.28 }

  private func edges(of table: ComposedTable) -> [Double] {
    let total = table.columns.reduce(0) { $0 + $1.width }
    var edges = [metrics.left]
    var share = 0
    for column in table.columns {
      share += column.width
      edges.append(metrics.left + metrics.innerWidth * Double(share) / Double(max(1, total)))
    }
    return edges
  }

  private mutating func slices(
    of cells: [(text: ComposedText, isCentred: Bool)], edges: [Double], isHead: Bool = false
  ) -> [PageUnit] {
    var layouts: [PageLayout] = []
    for (place, cell) in cells.enumerated() {
      let style = PageStyle(
        width: edges[place + 1] - edges[place] - 2 * padding,
        edge: cell.isCentred ? .centre : .left)
      layouts.append(layout(cell.text, size: metrics.table, style))
    }
    let lineHeight = layouts.flatMap(\.lines).map(\.height).max() ?? metrics.table * 1.2
    let count = max(1, layouts.map(\.lines.count).max() ?? 1)
    let most = max(1, Int((metrics.innerHeight * 0.85 - 2 * padding) / lineHeight))
    return stride(from: 0, to: count, by: most).enumerated().map { place, first in
      let last = min(count, first + most)
      let height = Double(last - first) * lineHeight + 2 * padding
      var marks = grid(edges, height: height, opens: first == 0, closes: last == count)
      for (column, layout) in layouts.enumerated() {
        // Heads stand in the middle of their cells.
        let spare = isHead ? Double(count - layout.lines.count) * lineHeight / 2 : 0
        for line in first..<min(last, max(first, layout.lines.count)) {
          marks.append(
            .line(
              layout, line, x: edges[column] + padding,
              y: padding + spare + Double(line - first) * lineHeight))
        }
      }
      return PageUnit(
        height: height, before: isHead && place == 0 ? metrics.gap * 1.6 : 0, marks: marks)
    }
  }

  private func grid(
    _ edges: [Double], height: Double, opens: Bool, closes: Bool
  ) -> [PageMark] {
    var marks: [PageMark] = edges.map {
      .rule(x: $0, y: 0, toX: $0, toY: height, thickness: Self.thickness)
    }
    let (first, last) = (edges.first ?? 0, edges.last ?? 0)
    if opens {
      marks.append(.rule(x: first, y: 0, toX: last, toY: 0, thickness: Self.thickness))
    }
    if closes {
      marks.append(.rule(x: first, y: height, toX: last, toY: height, thickness: Self.thickness))
    }
    return marks
  }
}
