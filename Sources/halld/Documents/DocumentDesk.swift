internal import Dossiers
internal import Drivers

/// Makes the papers of a dossier: draws them, and prints them on the printer their sheet belongs to.
///
/// Nothing is logged here and nothing kept: what stands on a paper is personal.
struct DocumentDesk: Sendable {
  /// The templates, and how the centres name themselves.
  let book: DocumentBook
  private let seats: [Seat]
  private let painter = DocumentPainter()

  private struct Seat: Sendable {
    var purposes: [PrinterSettings.Purpose]
    var printer: any Printer
  }

  /// A desk with these printers; `make` gives the device, so that it can be one that is open already.
  init(
    book: DocumentBook, printers: [PrinterSettings], dataFolder: String,
    make: ((PrinterSettings) -> any Printer)? = nil
  ) {
    self.book = book
    seats = printers.filter { !Set($0.purposes).isDisjoint(with: [.receipt, .report]) }.map {
      Seat(purposes: $0.purposes, printer: make?($0) ?? $0.makePrinter(dataFolder: dataFolder))
    }
  }

  /// Why a paper was not made.
  enum Failure: Error, Hashable, Sendable {
    /// What the kind must state was not given.
    case incomplete(DocumentLack)
    case noTemplate(DocumentKind)
    case notDrawn(PrintFailure)

    /// The code in the contract, and the key of its sentence.
    var code: String {
      switch self {
      case .incomplete: "document-incomplete"
      case .noTemplate: "document-no-template"
      case .notDrawn: "document-not-drawn"
      }
    }

    /// The words that fill the sentence's braces; never personal.
    var arguments: [String: String] {
      switch self {
      case .incomplete(let lack):
        [
          "document": DocumentBook.name(of: lack.kind),
          "missing": (lack.fields.map(\.rawValue) + lack.rows.map(\.rawValue))
            .joined(separator: ", "),
        ]
      case .noTemplate(let kind): ["document": DocumentBook.name(of: kind)]
      case .notDrawn(let why): ["why": why.code.rawValue]
      }
    }
  }

  /// What became of a paper that was to be printed.
  struct Printed: Hashable, Sendable {
    var outcome: PrintOutcome
    /// Where it came out; `nil` when no printer takes such a sheet.
    var printer: String?
    var sheets: Int
    /// Letters the font lacks; to be logged when not 0.
    var unknownGlyphs: Int
  }

  /// A paper as a file: one PDF, or a picture of each sheet.
  func render(
    _ value: DocumentValue, personal: DocumentPersonal = .none, as form: PrintDocument.Form = .pdf,
    dotsPerInch: Int = 150
  ) async throws(Failure) -> DocumentPainter.Drawn {
    try await draw(try compose(value, personal: personal), as: form, dotsPerInch: dotsPerInch)
  }

  /// Prints a paper: A5 on a printer for receipts, A4 on one for reports.
  ///
  /// `job` is unique for ever; a second paper of the same document is another job.
  func print(
    _ value: DocumentValue, personal: DocumentPersonal = .none, job: String,
    within limit: Duration = .seconds(60)
  ) async throws(Failure) -> Printed {
    let document = try compose(value, personal: personal)
    let purpose: PrinterSettings.Purpose = document.sheet == .a5 ? .receipt : .report
    guard let (name, printer) = printer(for: purpose) else {
      let why = PrintFailure(
        .noPrinter,
        "No printer takes \(purpose.rawValue) pages. The dossier is as it was; give a printer the "
          + "purpose \"\(purpose.rawValue)\".")
      return Printed(outcome: .failed(why), printer: nil, sheets: 0, unknownGlyphs: 0)
    }
    let drawn = try await draw(document, as: .pdf, dotsPerInch: 150)
    let title = [DocumentBook.name(of: value.kind), value.dossier?.code].compactMap { $0 }
      .joined(separator: " ")
    let pages = PrintDocument(job: job, title: title, form: .pdf, bytes: drawn.files[0])
    let report = await printer.print(pages, within: limit)
    return Printed(
      outcome: report.outcome, printer: name, sheets: drawn.sheets,
      unknownGlyphs: drawn.unknownGlyphs)
  }

  // A ticket printer that was given the purpose by mistake cannot take pages.
  private func printer(
    for purpose: PrinterSettings.Purpose
  ) -> (name: String, printer: any DocumentPrinter)? {
    seats.lazy.filter { $0.purposes.contains(purpose) }
      .compactMap { seat in
        (seat.printer as? any DocumentPrinter).map { (seat.printer.name, $0) }
      }.first
  }

  private func compose(
    _ value: DocumentValue, personal: DocumentPersonal
  ) throws(Failure) -> ComposedDocument {
    guard let template = book.templates[value.kind] else { throw .noTemplate(value.kind) }
    do throws(DocumentLack) {
      return try template.compose(value, personal: personal)
    } catch {
      throw .incomplete(error)
    }
  }

  private func draw(
    _ document: ComposedDocument, as form: PrintDocument.Form, dotsPerInch: Int
  ) async throws(Failure) -> DocumentPainter.Drawn {
    do throws(PrintFailure) {
      switch form {
      case .pdf: return try await painter.pdf(document)
      case .png: return try await painter.png(document, dotsPerInch: dotsPerInch)
      }
    } catch {
      throw .notDrawn(error)
    }
  }
}
