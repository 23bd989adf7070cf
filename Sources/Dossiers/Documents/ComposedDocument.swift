/// A paper with all of its words, ready to be set on sheets; it has no fields left.
public struct ComposedDocument: Hashable, Sendable {
  public var sheet: DocumentSheet
  /// What a file of it is called for people who look for it; never personal.
  public var name: String
  public var issuedAt: CivilMoment
  /// The text of the QR code in the upper left corner.
  public var code: String?
  public var head: ComposedHead
  public var title: String
  public var subtitles: [ComposedText]
  public var blocks: [ComposedBlock]
  /// Stands small at the foot when there is more than one sheet, before the number of the sheet.
  public var foot: String
}

/// What stands above the title (NĐ 30/2020/NĐ-CP, Annex I).
public struct ComposedHead: Hashable, Sendable {
  public var superior: String
  public var agency: String
  /// `Số: 0123/GTN-TTPVHCC`, with dots for the hand where there is no number yet.
  public var number: String?
  /// `Lai Châu, ngày 23 tháng 11 năm 2026`.
  public var placeAndDate: String

  /// Quốc hiệu.
  public static let state = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
  /// Tiêu ngữ.
  public static let motto = "Độc lập - Tự do - Hạnh phúc"
}

/// Words in up to four styles.
public struct ComposedText: Hashable, Sendable {
  public var runs: [Run]
  /// The last field was empty: dots go on to the edge.
  public var endsOpen: Bool

  public struct Run: Hashable, Sendable {
    public var text: String
    public var isBold: Bool
    public var isSlanted: Bool

    public init(_ text: String, isBold: Bool = false, isSlanted: Bool = false) {
      self.text = text
      self.isBold = isBold
      self.isSlanted = isSlanted
    }
  }

  public init(_ runs: [Run], endsOpen: Bool = false) {
    self.runs = runs
    self.endsOpen = endsOpen
  }

  public init(_ text: String, isBold: Bool = false, isSlanted: Bool = false) {
    self.init([Run(text, isBold: isBold, isSlanted: isSlanted)])
  }

  /// The words without their styles.
  public var plain: String { runs.map(\.text).joined() }
}

/// One block of a paper, from top to bottom.
public enum ComposedBlock: Hashable, Sendable {
  case text(ComposedText)
  case line(ComposedText, small: Bool)
  case centred(ComposedText)
  case box([ComposedText])
  /// An item with its own first words hanging out to the left.
  case item(ComposedText, small: Bool)
  case table(ComposedTable)
  case signatures([ComposedSignature], recipients: [ComposedText])
}

/// A table whose head is repeated on every sheet.
public struct ComposedTable: Hashable, Sendable {
  public var columns: [Column]
  public var rows: [[ComposedText]]
  public var blankRows: Int
  public var blankLines: Int

  public struct Column: Hashable, Sendable {
    public var head: String
    public var width: Int
    public var isCentred: Bool
  }
}

/// A place to sign.
public struct ComposedSignature: Hashable, Sendable {
  public var title: ComposedText
  public var hint: ComposedText?
  public var name: ComposedText?
}
