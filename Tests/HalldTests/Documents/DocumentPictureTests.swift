import Dossiers
import Foundation
import PNGReader
import Testing

@testable import Drivers
@testable import halld

/// Papers compared dot by dot with pictures that somebody has looked at.
///
/// After a wanted change of a template or the layout: `HALLD_PAINT=1 swift test --filter
/// DocumentPictures` paints the pictures anew; look at every one of them before committing.
@Suite("DocumentPictures") struct DocumentPictureTests {
  @Test(arguments: DocumentKind.allCases)
  func `a paper has exactly the dots that were looked at`(kind: DocumentKind) async throws {
    let drawn = try await DocumentPainter().png(
      try ShippedDocuments.paper(kind), dotsPerInch: 100)
    #expect(drawn.unknownGlyphs == 0)
    // Of the register the first sheet and the last.
    let places = Set([0, drawn.files.count - 1]).sorted()
    for place in places {
      let name = "\(DocumentBook.name(of: kind))-\(place + 1).png"
      let picture = try DocumentPictures.read(drawn.files[place])
      if ProcessInfo.processInfo.environment["HALLD_PAINT"] != nil {
        try DurableFile.write(
          try PNGFile.encode(picture), named: name, in: DocumentPictures.folder)
      }
      let file = "\(DocumentPictures.folder)/\(name)"
      if picture != (try PNGReader.read(file)) {
        let seen = NSTemporaryDirectory() + name
        try Data(drawn.files[place]).write(to: URL(fileURLWithPath: seen))
        Issue.record("\(kind) differs: compare \(seen) with \(file)")
      }
    }
  }

  @Test func `one dot more or less is noticed`() throws {
    let picture = try PNGReader.read("\(DocumentPictures.folder)/receipt-slip-1.png")
    var rows = picture.rows
    rows[rows.count / 2] ^= 0x10
    #expect(
      MonochromePicture(width: picture.width, height: picture.height, rows: rows) != picture)
  }

  @Test func `a receipt with the longest names and four papers is one sheet of A5`() async throws {
    let drawn = try await DocumentPainter().pdf(try ShippedDocuments.paper(.receiptSlip))
    #expect(drawn.sheets == 1)
  }

  @Test(arguments: DocumentKind.allCases)
  func `nothing comes near the edges, whatever the names are`(kind: DocumentKind) async throws {
    let book = try #require(ShippedDocuments.outcome.book)
    let template = try #require(book.templates[kind])
    var centre = try #require(book.centres["HU"])
    centre.name = "Trung tâm Phục vụ hành chính công và Xúc tiến đầu tư thành phố trực thuộc"
    centre.superior = "Ủy ban nhân dân Đặc khu Phú Quốc thuộc tỉnh An Giang"
    var value = DocumentExamples.value(kind, centre: centre)
    let word = String(repeating: "Nguyễnphước", count: 30)
    value.agency = word
    value.participants = [word, word]
    value.dossier?.procedureName = word + " " + word
    value.officer?.name = String(word.prefix(80))
    value.components = (1...30).map { DocumentComponent(name: "\($0) \(word)", legalBasis: word) }
    value.reasons = [DocumentReason(String(repeating: "Lý do rất dài. ", count: 400))]
    value.steps = (1...12).map { DocumentStep(agency: "\($0) \(word)", task: word) }
    var entry = DocumentEntry(code: "000.00.12.H35-261123-0001", procedureName: word)
    // A cell taller than a sheet.
    entry.note = String(repeating: word, count: 12)
    value.entries = [entry]
    let person = DocumentPersonal(
      applicant: DocumentApplicant(name: word, address: word + word, phone: "0912345678"))
    let paper = try template.compose(value, personal: person)
    let drawn = try await DocumentPainter().png(paper, dotsPerInch: 72)
    let metrics = PageMetrics(template.sheet)
    for (number, bytes) in drawn.files.enumerated() {
      let picture = try DocumentPictures.read(bytes)
      let columns = Int(metrics.left) - 3...Int(metrics.width - metrics.right) + 3
      let rows = 8...Int(metrics.height) - 8
      for row in 0..<picture.height {
        for column in 0..<Int(metrics.width) where picture.isInk(column: column, row: row) {
          guard columns.contains(column), rows.contains(row) else {
            Issue.record("\(kind), sheet \(number + 1): ink at \(column), \(row)")
            return
          }
        }
      }
    }
  }

  @Test func `a table that goes on repeats its head, and every sheet says which it is`()
    async throws
  {
    let paper = try ShippedDocuments.paper(.registerEntry)
    let drawn = try await DocumentPainter().pdf(paper)
    #expect(drawn.sheets > 2)
    let text = try DocumentReadingTests.text(of: drawn.files[0])
    #expect(text.components(separatedBy: "Mãhồsơ").count - 1 == drawn.sheets)
    let unnamed = (1...drawn.sheets).filter { !text.contains("tờ\($0)/\(drawn.sheets)") }
    #expect(unnamed == [])
  }
}
