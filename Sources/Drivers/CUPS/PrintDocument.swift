/// Finished pages for a printer that takes documents: receipt slips, reports.
public struct PrintDocument: Sendable, Hashable {
  public enum Form: Hashable, Sendable {
    case pdf, png
  }

  /// Id of the print job, unique for ever, as a slip's.
  public var job: String
  /// What people look for among the jobs of a queue; nothing personal.
  public var title: String
  public var form: Form
  public var bytes: [UInt8]

  public init(job: String, title: String, form: Form, bytes: [UInt8]) {
    self.job = job
    self.title = title
    self.form = form
    self.bytes = bytes
  }
}

/// A printer that also takes pages which somebody else has drawn.
public protocol DocumentPrinter: Printer {
  /// Hands the pages over and says how it ended, within the limit.
  func print(_ document: PrintDocument, within limit: Duration) -> PrintReport
}

/// The paper in a queue: a roll, whose slips end where they end, or sheets.
public enum PrintSheet: String, Hashable, Sendable, CaseIterable {
  case roll, a5, a4

  /// Width and height in millimetres; `nil` for a roll.
  var millimetres: (width: Double, height: Double)? {
    switch self {
    case .roll: nil
    case .a5: (148, 210)
    case .a4: (210, 297)
    }
  }

  /// Its name for print servers (PWG 5101.1); `nil` leaves the choice to the queue.
  var media: String? {
    switch self {
    case .roll: nil
    case .a5: "iso_a5_148x210mm"
    case .a4: "iso_a4_210x297mm"
    }
  }
}
