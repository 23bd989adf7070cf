import Dossiers
import Foundation
import Testing

@testable import Drivers
@testable import halld

/// What other programs read out of our papers.
@Suite struct DocumentReadingTests {
  static let pdftotext = "/usr/bin/pdftotext"
  static let zbarimg = "/usr/bin/zbarimg"
  static let pdfinfo = "/usr/bin/pdfinfo"
  static let pdffonts = "/usr/bin/pdffonts"

  static func isInstalled(_ program: String) -> Bool {
    FileManager.default.isExecutableFile(atPath: program)
  }

  /// The words of a PDF in the order they were written, without white space.
  static func text(of pdf: [UInt8]) throws -> String {
    try withFile(pdf, "paper.pdf") { file in
      squeezed(try DocumentPictures.output(pdftotext, ["-raw", "-enc", "UTF-8", file, "-"]))
    }
  }

  static func withFile<T>(
    _ bytes: [UInt8], _ name: String, _ body: (String) throws -> T
  ) throws -> T {
    try DocumentPictures.inTemporaryFolder { folder in
      let file = "\(folder)/\(name)"
      try Data(bytes).write(to: URL(fileURLWithPath: file))
      return try body(file)
    }
  }

  static func squeezed(_ text: String) -> String {
    String(
      text.precomposedStringWithCanonicalMapping.unicodeScalars.filter {
        !$0.properties.isWhitespace && $0 != "\u{200B}" && $0 != "\u{0C}"
      }.map(Character.init))
  }

  /// Every text of a paper that stands whole somewhere on it.
  static func texts(_ paper: ComposedDocument) -> [String] {
    var texts = [
      paper.head.superior, paper.head.agency, ComposedHead.state, ComposedHead.motto,
      paper.head.placeAndDate, paper.title.uppercased(),
    ]
    texts += [paper.head.number].compactMap { $0 } + paper.subtitles.map(\.plain)
    for block in paper.blocks {
      switch block {
      case .text(let text), .line(let text, _), .centred(let text), .item(let text, _):
        texts.append(text.plain)
      case .box(let lines): texts += lines.map(\.plain)
      case .table(let table):
        texts += table.columns.map(\.head) + table.rows.flatMap { $0.map(\.plain) }
      case .signatures(let places, let recipients):
        texts += recipients.map(\.plain)
        texts += places.flatMap { [$0.title, $0.hint, $0.name].compactMap { $0?.plain } }
      }
    }
    return texts
  }

  @Test(.enabled(if: isInstalled(pdftotext), "poppler-utils"), arguments: DocumentKind.allCases)
  func `the Vietnamese words of a PDF read back exactly`(kind: DocumentKind) async throws {
    let paper = try ShippedDocuments.paper(kind)
    let drawn = try await DocumentPainter().pdf(paper)
    #expect(drawn.unknownGlyphs == 0)
    let text = try Self.text(of: drawn.files[0])
    let missing = Self.texts(paper).map(Self.squeezed).filter { !$0.isEmpty && !text.contains($0) }
    #expect(missing == [])
    // The check would see a wrong letter.
    let isWrong = text.contains(Self.squeezed("CỘNG HÒA XÃ HỘI CHỦ NGHIÃ"))
    #expect(!isWrong)
  }

  @Test(
    .enabled(if: isInstalled(zbarimg), "zbar-tools"),
    arguments: DocumentKind.allCases)
  func `the QR code of a printed sheet decodes to its text`(kind: DocumentKind) async throws {
    let paper = try ShippedDocuments.paper(kind)
    guard let code = paper.code else { return }
    // As coarse as an office printer of old.
    let drawn = try await DocumentPainter().png(paper, dotsPerInch: 300)
    let read = try Self.withFile(drawn.files[0], "sheet.png") { file in
      try DocumentPictures.output(
        Self.zbarimg, ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", file])
    }
    #expect(read.split(separator: "\n").first.map(String.init) == code)
  }

  @Test(.enabled(if: isInstalled(pdfinfo), "poppler-utils"))
  func `a PDF is A5, has its font inside, and its title names nobody`() async throws {
    let paper = try ShippedDocuments.paper(.receiptSlip)
    let drawn = try await DocumentPainter().pdf(paper)
    try Self.withFile(drawn.files[0], "paper.pdf") { file in
      let info = try DocumentPictures.output(Self.pdfinfo, [file])
      #expect(info.contains("Giấy tiếp nhận hồ sơ và hẹn trả kết quả – 000.00.12.H35-261123-0007"))
      #expect(!info.contains("Huyền Trang") && !info.contains("0123456789"))
      #expect(info.contains("419.5") && info.contains("595.2"))
      let fonts = try DocumentPictures.output(Self.pdffonts, [file])
      let lines = fonts.split(separator: "\n").dropFirst(2)
      #expect(!lines.isEmpty)
      for line in lines {
        #expect(line.contains("+Tinos") && line.contains("yes yes yes"), "\(line)")
      }
    }
  }

  @Test func `the same paper is the same bytes`() async throws {
    let paper = try ShippedDocuments.paper(.supplementRequest)
    let first = try await DocumentPainter().pdf(paper).files
    #expect(try await DocumentPainter().pdf(paper).files == first)
  }
}
