/// Reads a file of the province's system line by line: a table with a heading, or JSON lines.
///
/// Strict: an unknown column is refused before the first line, an unknown member with its line. Each
/// line stands by itself; one that is bad is told and the next one is read.
struct ImportReader {
  /// A larger file is cut up first; it is held in memory while it is read.
  static let largestFile = 256 << 20
  /// A longer line is none of ours.
  static let longestLine = 16_384

  private enum Form {
    case table(DelimitedText, [ImportRow.Column])
    case lines([UInt8], position: Int, line: Int)
    case over
  }

  private var form: Form
  private(set) var isAtEnd = false

  /// Recognises the form by the first sign that is no blank: `{` begins JSON lines.
  init(_ bytes: [UInt8]) throws(ImportRefusal) {
    let blanks: [UInt8] = [0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF]
    guard let first = bytes.first(where: { !blanks.contains($0) }) else {
      throw ImportRefusal(1, "import-empty")
    }
    if first == UInt8(ascii: "{") {
      form = .lines(bytes, position: 0, line: 0)
      return
    }
    var table = DelimitedText(bytes)
    let heading: DelimitedText.Row?
    do { heading = try table.next() } catch { throw Self.refusal(error) }
    var columns: [ImportRow.Column] = []
    for name in heading?.cells ?? [] {
      guard let column = ImportRow.Column(rawValue: name), !columns.contains(column) else {
        throw ImportRefusal(
          heading?.line ?? 1, "import-column",
          ["allowed": ImportRow.Column.allCases.map(\.rawValue).joined(separator: ", ")])
      }
      columns.append(column)
    }
    for needed in [ImportRow.Column.code, .at] where !columns.contains(needed) {
      throw ImportRefusal(1, "import-column-missing", ["column": needed.rawValue])
    }
    form = .table(table, columns)
  }

  /// The next line: a row, or why it is none; `nil` at the end.
  mutating func next() -> Result<ImportRow, ImportRefusal>? {
    switch form {
    case .over: return nil
    case .table(var table, let columns):
      defer { if case .table = form { form = .table(table, columns) } }
      do throws(DelimitedText.Failure) {
        guard let row = try table.next() else { return nil }
        return Self.row(row, columns)
      } catch {
        // Where a quote does not end nobody can tell where the next line begins.
        form = .over
        return .failure(Self.refusal(error))
      }
    case .lines(let bytes, var position, var line):
      defer { form = .lines(bytes, position: position, line: line) }
      while position < bytes.count {
        let end = bytes[position...].firstIndex(of: 0x0A) ?? bytes.count
        let text = bytes[position..<end]
        position = min(end + 1, bytes.count)
        line += 1
        guard text.contains(where: { ![0x20, 0x09, 0x0D].contains($0) }) else { continue }
        return Self.member(Array(text), line)
      }
      return nil
    }
  }

  private static func row(
    _ row: DelimitedText.Row, _ columns: [ImportRow.Column]
  ) -> Result<ImportRow, ImportRefusal> {
    guard row.cells.count == columns.count else {
      return .failure(
        ImportRefusal(
          row.line, "import-cells",
          ["wanted": String(columns.count), "found": String(row.cells.count)]))
    }
    var found = ImportRow(line: row.line, code: "", at: "")
    for (column, cell) in zip(columns, row.cells) where !cell.isEmpty { found[column] = cell }
    return checked(found)
  }

  private static func member(_ bytes: [UInt8], _ line: Int) -> Result<ImportRow, ImportRefusal> {
    guard bytes.count <= longestLine else {
      return .failure(ImportRefusal(line, "import-too-long", ["column": "line"]))
    }
    guard let value = try? JSONParser.parse(bytes), case .object(let members) = value else {
      return .failure(ImportRefusal(line, "import-not-json"))
    }
    var found = ImportRow(line: line, code: "", at: "")
    for (name, value) in members {
      guard let column = ImportRow.Column(rawValue: name) else {
        return .failure(
          ImportRefusal(
            line, "import-column",
            ["allowed": ImportRow.Column.allCases.map(\.rawValue).joined(separator: ", ")]))
      }
      switch value {
      case .text(let text): found[column] = text.isEmpty ? nil : text
      case .null: break
      default: return .failure(ImportRefusal(line, "import-not-text", ["column": name]))
      }
    }
    return checked(found)
  }

  private static func checked(_ row: ImportRow) -> Result<ImportRow, ImportRefusal> {
    for column in ImportRow.Column.allCases {
      guard let text = row[column] else { continue }
      let isPlain = text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
      guard text.utf8.count <= column.longest, isPlain else {
        return .failure(ImportRefusal(row.line, "import-too-long", ["column": column.rawValue]))
      }
    }
    for (column, text) in [(ImportRow.Column.code, row.code), (.at, row.at)] where text.isEmpty {
      return .failure(
        ImportRefusal(row.line, "import-cell-missing", ["column": column.rawValue]))
    }
    return .success(row)
  }

  private static func refusal(_ failure: DelimitedText.Failure) -> ImportRefusal {
    switch failure {
    case .notUTF8(let line): ImportRefusal(line, "import-not-utf8")
    case .quoteNotClosed(let line): ImportRefusal(line, "import-quote")
    case .textAfterQuote(let line): ImportRefusal(line, "import-quote")
    case .tooLong(let line): ImportRefusal(line, "import-too-long", ["column": "cell"])
    }
  }
}
