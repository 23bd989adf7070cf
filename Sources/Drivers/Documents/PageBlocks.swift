internal import Dossiers

// Blocks to units. A paragraph's lines may be parted, but neither its first nor its last stands alone.

extension PageSetter {
  mutating func units(_ block: ComposedBlock, isBeforeSigning: Bool) -> [PageUnit] {
    switch block {
    case .text(let text):
      let style = PageStyle(width: metrics.innerWidth, edge: .even, indent: metrics.indent)
      return lines(
        layout(text, size: metrics.body, style), of: text, x: metrics.left,
        keepsNext: isBeforeSigning)
    case .line(let text, let small):
      let style = PageStyle(width: metrics.innerWidth)
      return lines(
        layout(text, size: small ? metrics.small : metrics.body, style), of: text,
        x: metrics.left, keepsNext: isBeforeSigning)
    case .centred(let text):
      let style = PageStyle(width: metrics.innerWidth, edge: .centre)
      return lines(
        layout(text, size: metrics.body, style), of: text, x: metrics.left,
        keepsNext: isBeforeSigning)
    case .item(let text, let small):
      let size = small ? metrics.small : metrics.body
      let style = PageStyle(
        width: metrics.innerWidth - size * 0.6, edge: .even, indent: -size * 1.2)
      return lines(
        layout(text, size: size, style), of: text, x: metrics.left + size * 0.6,
        keepsNext: isBeforeSigning, before: metrics.gap * 0.5)
    case .box(let texts):
      return [box(texts, keepsNext: isBeforeSigning)]
    case .table(let table):
      return rows(of: table, keepsNext: isBeforeSigning)
    case .signatures(let signatures, let recipients):
      return [self.signatures(signatures, recipients: recipients)]
    }
  }

  private func lines(
    _ layout: PageLayout, of text: ComposedText, x: Double, keepsNext: Bool, before: Double? = nil
  ) -> [PageUnit] {
    let count = layout.lines.count
    // What ends with a colon announces what follows.
    let announces = text.plain.hasSuffix(":")
    return layout.lines.indices.map { number in
      let line = layout.lines[number]
      var marks: [PageMark] = [.line(layout, number, x: x, y: 0)]
      if layout.endsOpen, number == count - 1 {
        marks.append(
          .dots(
            x: x + line.x + line.width + 2, toX: metrics.width - metrics.right,
            y: line.baseline + 1))
      }
      let isPaired = count > 1 && (number == 0 || number == count - 2)
      return PageUnit(
        height: line.height, before: number == 0 ? before ?? metrics.gap : 0, marks: marks,
        keepsNext: number == count - 1 ? keepsNext || announces : isPaired)
    }
  }

  private mutating func box(_ texts: [ComposedText], keepsNext: Bool) -> PageUnit {
    let padding = metrics.box * 0.4
    let style = PageStyle(width: metrics.innerWidth - 2 * padding, edge: .centre)
    var marks: [PageMark] = []
    var y = padding
    for text in texts {
      let words = layout(text, size: metrics.box, style)
      marks += self.marks(words, x: metrics.left + padding, y: y)
      y += words.height
    }
    y += padding
    marks += frame(
      x: metrics.left, y: 0, toX: metrics.width - metrics.right, toY: y, thickness: 1)
    return PageUnit(
      height: y, before: metrics.gap * 2, marks: marks, keepsNext: keepsNext)
  }

  func frame(
    x: Double, y: Double, toX: Double, toY: Double, thickness: Double
  ) -> [PageMark] {
    [
      .rule(x: x, y: y, toX: toX, toY: y, thickness: thickness),
      .rule(x: x, y: toY, toX: toX, toY: toY, thickness: thickness),
      .rule(x: x, y: y, toX: x, toY: toY, thickness: thickness),
      .rule(x: toX, y: y, toX: toX, toY: toY, thickness: thickness),
    ]
  }

  // NĐ 30/2020: recipients on the left, who signs on the right, both beginning on one line.
  private mutating func signatures(
    _ signatures: [ComposedSignature], recipients: [ComposedText]
  ) -> PageUnit {
    var marks: [PageMark] = []
    var bottom = 0.0
    var left = metrics.left
    if !recipients.isEmpty {
      let width = metrics.innerWidth * (signatures.count > 1 ? 0.34 : 0.46)
      var y = 0.0
      let head = layout(
        ComposedText([.init("Nơi nhận:", isBold: true, isSlanted: true)]), size: metrics.small + 0.6
      )
      marks += self.marks(head, x: left, y: y)
      y += head.height
      for recipient in recipients {
        let words = layout(
          recipient, size: metrics.small, PageStyle(width: width, indent: -metrics.small * 0.6))
        marks += self.marks(words, x: left, y: y)
        y += words.height
      }
      bottom = y
      left += width
    }
    // One alone signs on the right.
    if recipients.isEmpty, signatures.count == 1 { left += metrics.innerWidth * 0.46 }
    let width = (metrics.width - metrics.right - left) / Double(max(1, signatures.count))
    let style = PageStyle(width: width - 4, edge: .centre)
    // All names stand on one line, whatever stands above them.
    let heads = signatures.map { signature in
      (
        layout(signature.title, size: metrics.body, style),
        signature.hint.map { layout($0, size: metrics.small, style) }
      )
    }
    let top = heads.map { $0.0.height + ($0.1?.height ?? 0) }.max() ?? 0
    for (place, head) in heads.enumerated() {
      let x = left + Double(place) * width + 2
      marks += self.marks(head.0, x: x, y: 0)
      if let hint = head.1 { marks += self.marks(hint, x: x, y: head.0.height) }
      let nameY = top + metrics.signing
      bottom = max(bottom, nameY)
      if let name = signatures[place].name {
        let words = layout(name, size: metrics.body, style)
        marks += self.marks(words, x: x, y: nameY)
        bottom = max(bottom, nameY + words.height)
      }
    }
    return PageUnit(height: bottom, before: metrics.gap * 3, marks: marks)
  }
}
