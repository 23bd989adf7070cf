public import Dossiers

/// Something that can be put on paper: blocks from top to bottom.
///
/// A layout knows nothing of dots; whoever draws it decides how large each size is on its paper.
public protocol PaperLayout: Sendable {
  var blocks: [PaperBlock] { get }
}

/// One piece of paper from the left edge to the right one.
public enum PaperBlock: Hashable, Sendable {
  /// Words that wrap at the edge of the paper.
  case text(String, PaperStyle)
  /// Vietnamese in this style, with the English small below it.
  case words(BilingualName, PaperStyle)
  /// One line that never wraps: it is drawn smaller until it fits.
  case line(String, PaperStyle)
  /// A label in two languages at the left, its value large at the right.
  case fact(BilingualName, value: String)
  /// Labels side by side, each above as many ruled lines for writing by hand.
  case blanks([BilingualName], lines: Int)
  /// A line across the paper; `cut` is the dashed one along which paper is torn.
  case rule(cut: Bool)
  /// Empty paper, in millimetres.
  case space(millimetres: Int)
  /// A QR code of this text, in the middle, with the quiet zone scanners need.
  case code(String)
  /// A ruler from the first dot to the last, whose arrows show whether the paper's edges are reached.
  case ruler
  /// A solid bar and boxes of growing darkness.
  case shades
}

/// How words look on paper.
public struct PaperStyle: Hashable, Sendable {
  public var size: PaperSize
  public var bold: Bool
  public var alignment: PaperAlignment
  /// White on black, for what nobody may overlook.
  public var inverted: Bool

  public init(
    _ size: PaperSize, bold: Bool = false, alignment: PaperAlignment = .centre,
    inverted: Bool = false
  ) {
    self.size = size
    self.bold = bold
    self.alignment = alignment
    self.inverted = inverted
  }
}

/// How large words are, by what they are for.
public enum PaperSize: String, CaseIterable, Hashable, Sendable {
  /// The queue number: read across the hall.
  case number
  /// What the visitor came for, and warnings.
  case large
  /// Sentences in Vietnamese.
  case body
  /// The English beside them, and small print.
  case small
}

public enum PaperAlignment: String, Hashable, Sendable {
  case leading, centre
}
