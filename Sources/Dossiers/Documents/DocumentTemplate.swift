/// How the papers of one kind look and what they say; read from `Config/documents`.
public struct DocumentTemplate: Hashable, Sendable {
  public var kind: DocumentKind
  public var sheet: DocumentSheet
  /// Which of these names the paper bears at which centre; every other centre has `title`.
  public var title: String
  public var titles: [String: String]
  public var subtitles: [DocumentText]
  /// Between number and the centre's symbol: `Số: 0123/GTN-TTPVHCC`; `nil` for papers without one.
  public var symbol: String?
  public var head: Head
  public var code: Code
  public var blocks: [DocumentBlock]

  public enum Head: String, CaseIterable, Sendable {
    /// The centre issues it.
    case centre
    /// An agency issues it; the authority above both stands over its name.
    case agency
  }

  /// The QR code in the upper left corner.
  public enum Code: String, CaseIterable, Sendable {
    case none
    /// The minimum of TT 01/2023/TT-VPCP without the applicant's number.
    case plain
    /// The same with it; for papers that go into the applicant's own hands.
    case personal
  }

  public init(
    kind: DocumentKind, sheet: DocumentSheet, title: String, titles: [String: String] = [:],
    subtitles: [DocumentText] = [], symbol: String? = nil, head: Head = .centre,
    code: Code = .none, blocks: [DocumentBlock] = []
  ) {
    self.kind = kind
    self.sheet = sheet
    self.title = title
    self.titles = titles
    self.subtitles = subtitles
    self.symbol = symbol
    self.head = head
    self.code = code
    self.blocks = blocks
  }

  /// What this kind of paper is called at a centre.
  public func title(at centre: String) -> String { titles[centre] ?? title }
}

/// The sheets that documents are set on.
public enum DocumentSheet: String, CaseIterable, Sendable {
  case a5, a4
  case a4Landscape = "a4-landscape"
}

/// One block of a template, from top to bottom.
public struct DocumentBlock: Hashable, Sendable {
  public var content: Content
  /// Only where these fields have something to say.
  public var when: [DocumentField]
  /// Only where these rows are not empty.
  public var whenRows: [DocumentRows]

  public enum Content: Hashable, Sendable {
    /// A paragraph: first line indented, both edges even.
    case text(DocumentText)
    /// A line of a form: flush left, dots to the edge when its last field is empty.
    case line(DocumentText, small: Bool)
    case centred(DocumentText)
    /// A frame around what the reader must not miss.
    case box([DocumentText])
    case list(DocumentRows, DocumentText, small: Bool)
    case table(DocumentTable)
    /// Small print at the end, under a word such as `Ghi chú:`.
    case notes(DocumentText?, [DocumentText])
    case signatures([DocumentSignature], recipients: [DocumentText])
  }

  public init(_ content: Content, when: [DocumentField] = [], whenRows: [DocumentRows] = []) {
    self.content = content
    self.when = when
    self.whenRows = whenRows
  }
}

/// A table of a template: its rows are data, with empty ones for the hand after them.
public struct DocumentTable: Hashable, Sendable {
  public var rows: DocumentRows
  public var columns: [Column]
  /// Empty rows after those with data.
  public var blankRows: Int
  /// Height of an empty row, in lines of text.
  public var blankLines: Int

  public struct Column: Hashable, Sendable {
    public var head: String
    /// Share of the width, by parts.
    public var width: Int
    public var text: DocumentText
    public var isCentred: Bool

    public init(head: String, width: Int, text: DocumentText, isCentred: Bool = false) {
      self.head = head
      self.width = width
      self.text = text
      self.isCentred = isCentred
    }
  }

  public init(rows: DocumentRows, columns: [Column], blankRows: Int = 0, blankLines: Int = 2) {
    self.rows = rows
    self.columns = columns
    self.blankRows = blankRows
    self.blankLines = blankLines
  }
}

/// A place to sign: who, a hint below, room, and the name.
public struct DocumentSignature: Hashable, Sendable {
  public var title: DocumentText
  public var hint: DocumentText?
  public var name: DocumentText?

  public init(title: DocumentText, hint: DocumentText? = nil, name: DocumentText? = nil) {
    self.title = title
    self.hint = hint
    self.name = name
  }
}

extension DocumentTemplate {
  /// The document fields it uses anywhere.
  public var fields: Set<DocumentField> {
    Set((subtitles + blocks.flatMap(\.texts)).flatMap(\.fields))
  }

  /// The rows it goes over.
  public var rows: Set<DocumentRows> {
    Set(
      blocks.compactMap { block in
        switch block.content {
        case .list(let rows, _, _): rows
        case .table(let table): table.rows
        default: nil
        }
      })
  }
}

extension DocumentBlock {
  var texts: [DocumentText] {
    switch content {
    case .text(let text), .line(let text, _), .centred(let text), .list(_, let text, _): [text]
    case .box(let texts): texts
    case .table(let table): table.columns.map(\.text)
    case .notes(let head, let notes): (head.map { [$0] } ?? []) + notes
    case .signatures(let signatures, let recipients):
      signatures.flatMap { [$0.title, $0.hint, $0.name].compactMap { $0 } } + recipients
    }
  }
}
