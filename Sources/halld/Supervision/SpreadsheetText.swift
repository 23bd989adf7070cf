/// Rows for a spreadsheet, as RFC 4180 has them: commas, quotes where needed, lines ending in CR LF.
///
/// A byte order mark says that it is UTF-8, else spreadsheets garble Vietnamese; and a cell that
/// would be read as a formula is made a text by an apostrophe, whoever may have written it.
struct SpreadsheetText {
  private(set) var text = "\u{FEFF}"

  mutating func row(_ cells: [String]) {
    text += cells.map(Self.cell).joined(separator: ",")
    text += "\r\n"
  }

  private static let formulaBegins: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r", "\n"]
  private static let quoted: Set<Unicode.Scalar> = [",", "\"", "\r", "\n"]

  private static func cell(_ value: String) -> String {
    let isFormula = value.unicodeScalars.first.map { formulaBegins.contains($0) } ?? false
    let safe = isFormula ? "'" + value : value
    guard safe.unicodeScalars.contains(where: { quoted.contains($0) }) else { return safe }
    return "\"" + safe.replacing("\"", with: "\"\"") + "\""
  }
}
