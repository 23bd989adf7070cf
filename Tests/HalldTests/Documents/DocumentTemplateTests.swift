import Dossiers
import Foundation
import Testing

@testable import halld

/// The templates of the repository, read once.
enum ShippedDocuments {
  static let folder = Repository.config + "/documents"
  static let outcome = DocumentBook.read(folder: folder)

  static func text(_ kind: DocumentKind) throws -> String {
    try String(contentsOfFile: "\(folder)/\(DocumentBook.fileName(of: kind))", encoding: .utf8)
  }

  static func paper(_ kind: DocumentKind, centre: String = "LC") throws -> ComposedDocument {
    let book = try #require(outcome.book)
    let place = try #require(book.centres[centre])
    return try #require(book.templates[kind])
      .compose(DocumentExamples.value(kind, centre: place), personal: DocumentExamples.personal)
  }

  enum Repository {
    static let config = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Config").path
  }
}

@Suite struct `Templates of documents` {
  @Test func `every kind of paper has one, and none has a problem`() throws {
    #expect(ShippedDocuments.outcome.problems.map(\.description) == [])
    let book = try #require(ShippedDocuments.outcome.book)
    #expect(book.templates.count == DocumentKind.allCases.count)
    #expect(book.centres.keys.sorted() == ["HU", "KT", "LC", "SL", "VL"])
  }

  @Test func `forms 01 to 05 are on A5 and form 06 on A4`() throws {
    let book = try #require(ShippedDocuments.outcome.book)
    for kind in DocumentKind.allCases {
      guard let form = kind.form else { continue }
      #expect(book.templates[kind]?.sheet == (form == 6 ? .a4Landscape : .a5), "\(kind)")
    }
  }

  @Test func `X-7 · LC 16.6 and VL 4.3.e give the same paper different titles`() throws {
    let template = try #require(ShippedDocuments.outcome.book?.templates[.apologyReschedule])
    #expect(template.title(at: "LC") == "Phiếu đề nghị gia hạn thời gian giải quyết")
    #expect(template.title(at: "VL") == "Phiếu xin lỗi và hẹn lại ngày trả kết quả")
  }

  static let broken: [(old: String, new: String, line: Int, key: String, remedy: String)] = [
    ("sheet: a5", "sheet: a6", 0, "sheet", "one of: a5, a4, a4-landscape"),
    ("sheet: a5\n", "", 0, "sheet", "one of: a5"),
    ("sheet: a5", "sheet: a5\nsheets: 2", 0, "sheets", "did you mean"),
    ("code: personal", "code: all", 0, "code", "one of: none, plain, personal"),
    ("{dossier.term}", "{dossier.trem}", 0, "body", "did you mean \"dossier.term\"?"),
    ("{dossier.receivedAt}", "{dossier.receivedAt:gio}", 0, "body", "one of: long"),
    ("list: components", "list: component", 0, "body", "did you mean \"components\"?"),
    ("item: \"{index}. {name}", "item: \"{index}. {agency}", 0, "body", "one of: index, name"),
    ("  - line: \"Địa chỉ", "  - lines: \"Địa chỉ", 0, "body[2]", "one of: text, line"),
    ("when: explanation", "when: explanations", 0, "body", "did you mean \"explanation\"?"),
    ("{dossier.dueAt}", "đúng hẹn", 0, "body", "add a line with {dossier.dueAt}"),
    ("**{officer.name}**", "**{officer.name}", 0, "body", "at both ends"),
    ("{dossier.code}", "dossier.code}", 0, "title.below[1]", "write it like {dossier.code}"),
    ("hint: ", "hin: ", 0, "body", "did you mean \"hint\"?"),
  ]

  @Test(arguments: broken) func `a broken one is refused with line, reason and remedy`(
    row: (old: String, new: String, line: Int, key: String, remedy: String)
  ) throws {
    let text = try ShippedDocuments.text(.receiptSlip)
    #expect(text.contains(row.old))
    let outcome = DocumentTemplateFile.read(
      "receipt-slip.yaml", text: text.replacingOccurrences(of: row.old, with: row.new),
      kind: .receiptSlip, centres: KnownNames(["LC", "VL"]))
    #expect(outcome.template == nil)
    let problem = try #require(outcome.problems.first)
    #expect(problem.line > 0)
    #expect(problem.key.hasPrefix(row.key), "\(problem)")
    #expect(problem.remedy.en.contains(row.remedy), "\(problem)")
    #expect(!problem.finding.vi.isEmpty && !problem.remedy.vi.isEmpty)
  }

  @Test func `a title for a centre nobody knows is refused`() throws {
    let outcome = DocumentTemplateFile.read(
      "apology-reschedule.yaml", text: try ShippedDocuments.text(.apologyReschedule),
      kind: .apologyReschedule, centres: KnownNames(["VL"]))
    #expect(outcome.problems.map(\.key) == ["title.centres.LC"])
  }

  @Test func `the applicant's number is not put on a paper of the offices`() throws {
    let text = try ShippedDocuments.text(.controlSlip)
      .replacingOccurrences(of: "code: plain", with: "code: personal")
    let outcome = DocumentTemplateFile.read(
      "control-slip.yaml", text: text, kind: .controlSlip, centres: KnownNames([]))
    #expect(outcome.problems.map(\.key) == ["code"])
  }

  @Test func `one broken file keeps the whole book out, and a stranger is named`() throws {
    let folder = NSTemporaryDirectory() + "documents-\(UUID().uuidString)"
    try FileManager.default.copyItem(atPath: ShippedDocuments.folder, toPath: folder)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(DocumentBook.read(folder: folder).book != nil)
    try FileManager.default.moveItem(
      atPath: folder + "/fee-slip.yaml", toPath: folder + "/fee-slips.yaml")
    let outcome = DocumentBook.read(folder: folder)
    #expect(outcome.book == nil)
    #expect(
      outcome.problems.map { $0.file.split(separator: "/").last } == [
        "fee-slip.yaml", "fee-slips.yaml",
      ])
    #expect(outcome.problems.last?.remedy.en.contains("did you mean \"fee-slip.yaml\"?") == true)
  }
}
