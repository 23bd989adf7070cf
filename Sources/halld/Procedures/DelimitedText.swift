/// Rows of a spreadsheet saved as text: comma, semicolon or tab between cells, quotes as in RFC 4180.
///
/// The first row decides the separator. A cell in quotes may hold separators, line ends and doubled
/// quotes; anything else after a closing quote is refused with its line.
struct DelimitedText {
  struct Row {
    /// The line on which the row begins, from 1.
    var line: Int
    var cells: [String]
  }

  enum Failure: Error, Equatable {
    case notUTF8(line: Int)
    case quoteNotClosed(line: Int)
    case textAfterQuote(line: Int)
    case tooLong(line: Int)
  }

  /// A longer cell is no cell of a catalogue.
  static let longestCell = 20_000

  private let bytes: [UInt8]
  private let separator: UInt8
  private var position = 0
  private var line = 1

  /// Begins at the first row; a byte order mark, as spreadsheets write it, is passed over.
  init(_ bytes: [UInt8]) {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    self.bytes = bytes.starts(with: mark) ? Array(bytes.dropFirst(3)) : bytes
    let first = self.bytes.prefix { $0 != UInt8(ascii: "\n") }
    separator =
      [UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: ",")]
      .max { one, other in first.count { $0 == one } < first.count { $0 == other } }
      ?? UInt8(ascii: ",")
  }

  /// The next row that is not blank; `nil` at the end.
  mutating func next() throws(Failure) -> Row? {
    while position < bytes.count {
      let start = line
      let cells = try row()
      if cells.contains(where: { !$0.isEmpty }) { return Row(line: start, cells: cells) }
    }
    return nil
  }

  private mutating func row() throws(Failure) -> [String] {
    var cells: [String] = []
    while true {
      cells.append(try cell())
      guard position < bytes.count else { return cells }
      let end = bytes[position]
      position += 1
      if end == separator { continue }
      if end == UInt8(ascii: "\r"), position < bytes.count, bytes[position] == UInt8(ascii: "\n") {
        position += 1
      }
      line += 1
      return cells
    }
  }

  private mutating func cell() throws(Failure) -> String {
    let start = line
    var text: [UInt8] = []
    if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
      position += 1
      while true {
        guard position < bytes.count else { throw .quoteNotClosed(line: start) }
        let byte = bytes[position]
        position += 1
        if byte == UInt8(ascii: "\"") {
          guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { break }
          position += 1
        } else if byte == UInt8(ascii: "\n") {
          line += 1
        }
        text.append(byte)
        guard text.count <= Self.longestCell else { throw .tooLong(line: start) }
      }
      guard position >= bytes.count || isEnd(bytes[position]) else {
        throw .textAfterQuote(line: line)
      }
    } else {
      while position < bytes.count, !isEnd(bytes[position]) {
        text.append(bytes[position])
        position += 1
        guard text.count <= Self.longestCell else { throw .tooLong(line: start) }
      }
    }
    guard let cell = String(validating: text, as: UTF8.self) else { throw .notUTF8(line: start) }
    return cell.trimmed
  }

  private func isEnd(_ byte: UInt8) -> Bool {
    byte == separator || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }
}

extension String {
  /// Without blanks at its ends.
  fileprivate var trimmed: String {
    let start = drop { $0 == " " || $0 == "\u{A0}" || $0 == "\n" || $0 == "\r\n" }
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
