internal import Dossiers

/// Reads one block of a template: the first key says what it is.
enum DocumentBlockReader {
  private static let kinds = [
    "text", "line", "centred", "box", "list", "table", "notes", "signatures",
  ]
  private static let sentence = 1...1_200

  static func read(_ item: YAMLValue) -> DocumentBlock? {
    guard let group = item.mapping else { return nil }
    let named = kinds.filter { group.has($0) }
    let (when, whenRows) = conditions(group)
    guard let kind = named.first, named.count == 1 else {
      // The keys of a block nobody knows are not told one by one.
      for (_, value) in group.entries { _ = value.path }
      item.refuse(
        named.isEmpty
          ? BilingualName(vi: "không phải khối nào được biết", en: "is no known block")
          : BilingualName(
            vi: "có hai khối trong một mục: \(named.joined(separator: ", "))",
            en: "has two blocks in one item: \(named.joined(separator: ", "))"),
        .oneOf(kinds))
      return nil
    }
    return content(kind, group).map { DocumentBlock($0, when: when, whenRows: whenRows) }
  }

  private static func content(_ kind: String, _ group: YAMLMapping) -> DocumentBlock.Content? {
    switch kind {
    case "text": return text(group, "text").map { .text($0) }
    case "line":
      let isSmall = group.bool("small", default: false)
      return text(group, "line").map { .line($0, small: isSmall) }
    case "centred": return text(group, "centred").map { .centred($0) }
    case "box":
      return .box(group.list("box", count: 1...6).compactMap { $0.documentText() })
    case "list":
      let isSmall = group.bool("small", default: false)
      let rows = group.enumeration("list", ConfigurationChoices.of(DocumentRows.self))
      let item = text(group, "item", cells: rows?.cells ?? DocumentCell.allCases)
      guard let rows, let item else { return nil }
      return .list(rows, item, small: isSmall)
    case "table": return table(group)
    case "notes":
      let head = group.has("head") ? text(group, "head") : nil
      return .notes(head, group.list("notes", count: 1...12).compactMap { $0.documentText() })
    default: return signatures(group)
    }
  }

  private static func table(_ group: YAMLMapping) -> DocumentBlock.Content? {
    let rows = group.enumeration("table", ConfigurationChoices.of(DocumentRows.self))
    let columns = group.list("columns", count: 1...16).compactMap { item in
      item.mapping.flatMap { column(_: $0, cells: rows?.cells ?? DocumentCell.allCases) }
    }
    let blankRows = group.int("blankRows", in: 0...40, default: 0)
    let blankLines = group.int("blankLines", in: 1...12, default: 2)
    guard let rows else { return nil }
    return .table(
      DocumentTable(rows: rows, columns: columns, blankRows: blankRows, blankLines: blankLines))
  }

  private static func column(
    _ group: YAMLMapping, cells: [DocumentCell]
  ) -> DocumentTable.Column? {
    let head = group.string("head", length: 1...120)
    let width = group.int("width", in: 1...100)
    let words = group.value("text").flatMap { $0.documentText(cells: cells, length: 0...400) }
    let isCentred = group.bool("centred", default: false)
    guard let head, let width else { return nil }
    return DocumentTable.Column(
      head: head, width: width, text: words ?? .empty, isCentred: isCentred)
  }

  private static func signatures(_ group: YAMLMapping) -> DocumentBlock.Content? {
    let places = group.list("signatures", count: 1...4).compactMap { item -> DocumentSignature? in
      guard let place = item.mapping else { return nil }
      let hint = place.has("hint") ? text(place, "hint") : nil
      let name = place.has("name") ? text(place, "name") : nil
      return text(place, "title").map { DocumentSignature(title: $0, hint: hint, name: name) }
    }
    let recipients = group.optionalList("recipients", count: 0...8)
      .compactMap { $0.documentText() }
    return .signatures(places, recipients: recipients)
  }

  // Key: when, one name or several; each a field of the paper or a list of rows.
  private static func conditions(
    _ group: YAMLMapping
  ) -> (fields: [DocumentField], rows: [DocumentRows]) {
    guard let value = group.value("when") else { return ([], []) }
    let items: [YAMLValue]
    if case .list = value.tree { items = value.list(count: 1...6) ?? [] } else { items = [value] }
    var (fields, rows): ([DocumentField], [DocumentRows]) = ([], [])
    for item in items {
      guard let name = item.string(length: 1...60) else { continue }
      // Most names of rows are names of nothing else; `reasons` are both and mean the same.
      if let list = DocumentRows(rawValue: name) {
        rows.append(list)
      } else if let field = DocumentField(rawValue: name) {
        fields.append(field)
      } else {
        item.unknownName(
          name,
          among: DocumentRows.allCases.map(\.rawValue) + DocumentField.allCases.map(\.rawValue))
      }
    }
    return (fields, rows)
  }

  private static func text(
    _ group: YAMLMapping, _ key: String, cells: [DocumentCell] = []
  ) -> DocumentText? {
    group.required(key, .string(sentence)) { $0.documentText(cells: cells) }
  }
}

extension DocumentText {
  /// An empty cell, for the hand.
  static let empty = DocumentText(parts: [])
}

extension YAMLValue {
  /// A sentence with fields in braces.
  func documentText(
    cells: [DocumentCell] = [], length: ClosedRange<Int> = 1...1_200
  ) -> DocumentText? {
    guard let text = string(length: length) else { return nil }
    do throws(DocumentText.Fault) {
      return try DocumentText(text, cells: cells)
    } catch {
      refuse(fault: error, in: text, cells: cells)
      return nil
    }
  }

  private func refuse(fault: DocumentText.Fault, in text: String, cells: [DocumentCell]) {
    switch fault {
    case .brace:
      refuse(
        found(text, vi: "có dấu ngoặc nhọn không khớp", en: "has a brace without its other half"),
        remedy: BilingualName(vi: "ghi như {dossier.code}", en: "write it like {dossier.code}"))
    case .unknownField(let name):
      let rest = cells.map(\.rawValue) + DocumentField.allCases.map(\.rawValue)
      unknownName(name, among: rest)
    case .unknownCell(let name):
      let known = cells.isEmpty ? DocumentField.allCases.map(\.rawValue) : cells.map(\.rawValue)
      unknownName(name, among: known)
    case .unknownFormat(let name):
      unknownName(name, among: DocumentFormat.allCases.map(\.rawValue))
    case .unfitFormat(let format, let field):
      refuse(
        found(
          "{\(field):\(format.rawValue)}", vi: "không viết được theo dạng này",
          en: "cannot be written in this form"),
        remedy: BilingualName(vi: "bỏ phần sau dấu «:»", en: "leave out what follows the \":\""))
    case .unclosedStyle:
      refuse(
        found(text, vi: "mở ** hoặc __ mà không đóng", en: "opens ** or __ and does not close it"),
        remedy: BilingualName(
          vi: "ghi ** (đậm) hay __ (nghiêng) ở cả hai đầu",
          en: "write ** (bold) or __ (slanted) at both ends"))
    }
  }
}
