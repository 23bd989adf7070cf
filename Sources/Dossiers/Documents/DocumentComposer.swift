extension DocumentTemplate {
  /// The paper that this template makes of these facts.
  ///
  /// - Throws: what the kind must state and the value lacks; personal fields may be absent.
  public func compose(
    _ value: DocumentValue, personal: DocumentPersonal = .none
  ) throws(DocumentLack) -> ComposedDocument {
    let fill = DocumentFill(value: value, personal: personal)
    let fields = kind.neededFields.filter { !$0.isPersonal && fill.word($0) == nil }
    let rows = kind.neededRows.filter { fill.rows($0).isEmpty }
    guard fields.isEmpty, rows.isEmpty else {
      throw DocumentLack(kind: kind, fields: fields, rows: rows)
    }
    let composer = DocumentComposer(template: self, fill: fill)
    return composer.document
  }
}

/// Puts the words of one paper into its template.
struct DocumentComposer {
  let template: DocumentTemplate
  let fill: DocumentFill

  var document: ComposedDocument {
    let value = fill.value
    let title = template.title(at: value.centre.code)
    return ComposedDocument(
      sheet: template.sheet, name: name(title), issuedAt: value.issuedAt,
      code: DocumentCode.text(template, fill: fill, title: title), head: head, title: title,
      subtitles: template.subtitles.map { text($0) },
      blocks: template.blocks.filter(isWanted).flatMap(blocks),
      foot: [value.dossier?.code ?? title, number].compactMap { $0 }.joined(separator: " – "))
  }

  private func name(_ title: String) -> String {
    [title, fill.value.dossier?.code].compactMap { $0 }.joined(separator: " – ")
  }

  private var head: ComposedHead {
    let value = fill.value
    let centre = value.centre
    let isAgency = template.head == .agency
    return ComposedHead(
      superior: centre.superior.uppercased(),
      agency: (isAgency ? value.agency ?? centre.name : centre.name).uppercased(),
      number: number,
      placeAndDate: "\(centre.place), \(DocumentWord.date(value.issuedAt.date))")
  }

  private var number: String? {
    template.symbol.map { symbol in
      // Four digits, so that a pile of slips lies in order; blank for the hand without one.
      let number = fill.value.number.map { padded($0, to: 4) } ?? "………"
      let issuer = template.head == .centre ? "-\(fill.value.centre.symbol)" : ""
      return "Số: \(number)/\(symbol)\(issuer)"
    }
  }

  private func isWanted(_ block: DocumentBlock) -> Bool {
    block.when.allSatisfy { fill.word($0) != nil }
      && block.whenRows.allSatisfy { !fill.rows($0).isEmpty }
  }

  private func blocks(_ block: DocumentBlock) -> [ComposedBlock] {
    switch block.content {
    case .text(let words): [.text(capitalised(text(words)))]
    case .line(let words, let small): [.line(text(words), small: small)]
    case .centred(let words): [.centred(text(words))]
    case .box(let lines): [.box(lines.map { text($0) })]
    case .list(let rows, let words, let small):
      fill.rows(rows).map { .item(text(words, row: $0), small: small) }
    case .table(let table): [.table(self.table(table))]
    case .notes(let head, let notes):
      (head.map { [.line(text($0), small: true)] } ?? [])
        + notes.map { .item(text($0), small: true) }
    case .signatures(let signatures, let recipients):
      [
        .signatures(
          signatures.map { signature in
            ComposedSignature(
              title: text(signature.title), hint: signature.hint.map { text($0) },
              // A line of dots under the room to sign would be signed upon.
              name: signature.name.flatMap { isEmpty($0) ? nil : text($0) })
          }, recipients: recipients.map { text($0) })
      ]
    }
  }

  // A paragraph that begins with a date begins with a capital all the same.
  private func capitalised(_ text: ComposedText) -> ComposedText {
    guard let first = text.runs.first?.text.first, first.isLowercase else { return text }
    var text = text
    text.runs[0].text = first.uppercased() + text.runs[0].text.dropFirst()
    return text
  }

  private func table(_ table: DocumentTable) -> ComposedTable {
    ComposedTable(
      columns: table.columns.map {
        ComposedTable.Column(head: $0.head, width: $0.width, isCentred: $0.isCentred)
      },
      rows: fill.rows(table.rows).map { row in
        // What is not known yet is written into the empty cell by hand.
        table.columns.map { text($0.text, row: row, gap: "") }
      },
      blankRows: table.blankRows, blankLines: table.blankLines)
  }

  private func isEmpty(_ words: DocumentText) -> Bool {
    !words.fields.isEmpty && words.fields.allSatisfy { fill.word($0) == nil }
  }

  // Dots for the hand; at the end of a line they go on to the edge instead.
  private static let gap = "…………………"

  private func text(
    _ words: DocumentText, row: [DocumentCell: DocumentWord] = [:], gap: String = Self.gap
  ) -> ComposedText {
    var runs: [ComposedText.Run] = []
    var endsOpen = false
    for (place, part) in words.parts.enumerated() {
      let written: String?
      switch part.content {
      case .words(let words): written = words
      case .field(let field, let format): written = fill.word(field)?.written(format)
      case .cell(let cell, let format):
        written = row[cell].map { cell == .code ? Self.breakable($0) : $0.written(format) } ?? ""
      }
      if written == nil, place == words.parts.count - 1, !gap.isEmpty {
        endsOpen = true
        continue
      }
      runs.append(
        ComposedText.Run(written ?? gap, isBold: part.isBold, isSlanted: part.isSlanted))
    }
    return ComposedText(runs, endsOpen: endsOpen)
  }

  // A code in a narrow column ends its line behind a hyphen and not in the middle of a number.
  private static func breakable(_ word: DocumentWord) -> String {
    word.written(nil).reduce(into: "") { code, letter in
      code.append(letter)
      if letter == "-" { code.append("\u{200B}") }
    }
  }
}
