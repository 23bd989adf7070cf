/// A sentence of a template with its fields: `Mã hồ sơ: **{dossier.code}**`.
///
/// `**` begins and ends bold words, `__` slanted ones.
public struct DocumentText: Hashable, Sendable {
  public var parts: [Part]

  public struct Part: Hashable, Sendable {
    public var content: Content
    public var isBold: Bool
    public var isSlanted: Bool
  }

  public enum Content: Hashable, Sendable {
    case words(String)
    case field(DocumentField, DocumentFormat?)
    case cell(DocumentCell, DocumentFormat?)
  }

  /// Why a sentence cannot be read.
  public enum Fault: Error, Hashable, Sendable {
    /// A brace that is not closed, or closes nothing.
    case brace
    case unknownField(String)
    /// A field of rows that these rows do not have, or outside rows.
    case unknownCell(String)
    case unknownFormat(String)
    case unfitFormat(DocumentFormat, field: String)
    /// `**` or `__` without its second one.
    case unclosedStyle
  }

  /// A sentence of these parts.
  public init(parts: [Part]) { self.parts = parts }

  /// Reads a sentence; `cells` are the fields of the row it stands in, none outside rows.
  public init(_ text: String, cells: [DocumentCell] = []) throws(Fault) {
    var parts: [Part] = []
    var words = ""
    var (isBold, isSlanted) = (false, false)
    func add(_ content: Content) {
      parts.append(Part(content: content, isBold: isBold, isSlanted: isSlanted))
    }
    func endWords() {
      if !words.isEmpty { add(.words(words)) }
      words = ""
    }
    var rest = Substring(text)
    while let next = rest.first {
      if rest.hasPrefix("**") || rest.hasPrefix("__") {
        endWords()
        if next == "*" { isBold.toggle() } else { isSlanted.toggle() }
        rest = rest.dropFirst(2)
        continue
      }
      switch next {
      case "{":
        guard let close = rest.firstIndex(of: "}") else { throw .brace }
        endWords()
        add(try Self.field(rest[rest.index(after: rest.startIndex)..<close], cells: cells))
        rest = rest[rest.index(after: close)...]
      case "}": throw .brace
      default:
        words.append(next)
        rest = rest.dropFirst()
      }
    }
    endWords()
    if isBold || isSlanted { throw .unclosedStyle }
    self.parts = parts
  }

  /// The document fields it uses.
  public var fields: [DocumentField] {
    parts.compactMap { if case .field(let field, _) = $0.content { field } else { nil } }
  }

  private static func field(_ text: Substring, cells: [DocumentCell]) throws(Fault) -> Content {
    let halves = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(halves[0])
    var format: DocumentFormat?
    if halves.count == 2 {
      guard let known = DocumentFormat(rawValue: String(halves[1])) else {
        throw .unknownFormat(String(halves[1]))
      }
      format = known
    }
    if let cell = DocumentCell(rawValue: name) {
      guard cells.contains(cell) else { throw .unknownCell(name) }
      try check(format, fits: cell.sort, name)
      return .cell(cell, format)
    }
    guard let field = DocumentField(rawValue: name) else { throw .unknownField(name) }
    try check(format, fits: field.sort, name)
    return .field(field, format)
  }

  private static func check(
    _ format: DocumentFormat?, fits sort: DocumentWord.Sort, _ name: String
  ) throws(Fault) {
    if let format, !sort.formats.contains(format) { throw .unfitFormat(format, field: name) }
  }
}
