internal import CPango
public import Dossiers

/// Draws documents: as PDF with letters that can be searched, and as pictures to look at.
///
/// An actor on an executor of its own, because fonts belong to one thread at a time.
public actor DocumentPainter {
  private nonisolated let executor = DeviceExecutor(label: "documents")
  private var fonts: PangoFonts?

  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe executor.asUnownedSerialExecutor()
  }

  public init() {}

  /// A document on its sheets.
  public struct Drawn: Hashable, Sendable {
    /// One file for PDF; one a sheet for PNG.
    public var files: [[UInt8]]
    public var sheets: Int
    /// Letters that were drawn as boxes because the font lacks them; to be logged when not 0.
    public var unknownGlyphs: Int
  }

  /// The document as one PDF file; the same document is the same bytes.
  ///
  /// - Throws: `fontMissing`, or `notDrawn` when cairo has no memory or the QR code is too long.
  public func pdf(_ document: ComposedDocument) throws(PrintFailure) -> Drawn {
    let (sheets, unknown) = try set(document)
    let bytes = try PageInk.pdf(
      sheets, metrics: PageMetrics(document.sheet), title: document.name,
      issuedAt: document.issuedAt)
    return Drawn(files: [bytes], sheets: sheets.count, unknownGlyphs: unknown)
  }

  /// A picture of each sheet, black on white; 30 to 600 dots to the inch.
  ///
  /// - Throws: as `pdf`.
  public func png(_ document: ComposedDocument, dotsPerInch: Int = 150) throws(PrintFailure)
    -> Drawn
  {
    let (sheets, unknown) = try set(document)
    let metrics = PageMetrics(document.sheet)
    var files: [[UInt8]] = []
    for sheet in sheets {
      files.append(try PageInk.png(sheet, metrics: metrics, dotsPerInch: dotsPerInch))
    }
    return Drawn(files: files, sheets: sheets.count, unknownGlyphs: unknown)
  }

  private func set(
    _ document: ComposedDocument
  ) throws(PrintFailure) -> (sheets: [[PageMark]], unknownGlyphs: Int) {
    var setter = PageSetter(document, fonts: try currentFonts())
    let sheets = try setter.sheets()
    return (sheets, setter.unknownGlyphs)
  }

  private func currentFonts() throws(PrintFailure) -> PangoFonts {
    if let fonts { return fonts }
    let made = try PangoFonts(.document)
    fonts = made
    return made
  }
}
