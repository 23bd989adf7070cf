import Testing

@testable import Dossiers

@Suite struct `A paper composed` {
  static let centre = DocumentCentre(
    code: "LC", name: "Trung tâm Phục vụ hành chính công",
    superior: "Ủy ban nhân dân tỉnh Lai Châu",
    symbol: "TTPVHCC", place: "Lai Châu", system: "Hệ thống của tỉnh")

  static func value(_ kind: DocumentKind) throws -> DocumentValue {
    var dossier = DocumentDossier(
      code: "H35-261123-0007", procedureCode: "1.001193", procedureName: "Đăng ký khai sinh")
    dossier.dueAt = CivilMoment("2026-12-07T17:00")
    dossier.receivedAt = CivilMoment("2026-11-23T08:15")
    var value = DocumentValue(
      kind: kind, number: 7, issuedAt: try #require(CivilMoment("2026-11-23T08:20")),
      centre: centre, dossier: dossier)
    value.reasons = [DocumentReason("Thiếu giấy chứng sinh", legalBasis: "Điều 16 Luật Hộ tịch")]
    return value
  }

  static func template(
    _ kind: DocumentKind, _ blocks: [DocumentBlock], code: DocumentTemplate.Code = .plain
  ) -> DocumentTemplate {
    DocumentTemplate(
      kind: kind, sheet: .a5, title: "Thư xin lỗi", titles: ["VL": "Phiếu xin lỗi"], symbol: "TXL",
      code: code, blocks: blocks)
  }

  static let person = DocumentPersonal(
    applicant: DocumentApplicant(name: "Lò Thị Hoa", identifier: "012345678901"),
    typedReasons: ["Bà Hoa đã gọi điện"])

  @Test func `has the head of its centre, its number and the date of its place`() throws {
    let paper = try Self.template(.apologyLetter, []).compose(try Self.value(.apologyLetter))
    #expect(
      paper.head
        == ComposedHead(
          superior: "ỦY BAN NHÂN DÂN TỈNH LAI CHÂU", agency: "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
          number: "Số: 0007/TXL-TTPVHCC", placeAndDate: "Lai Châu, ngày 23 tháng 11 năm 2026"))
    #expect(paper.name == "Thư xin lỗi – H35-261123-0007")
  }

  @Test func `X-7 · bears the title of its centre`() throws {
    var value = try Self.value(.apologyLetter)
    value.centre.code = "VL"
    #expect(try Self.template(.apologyLetter, []).compose(value).title == "Phiếu xin lỗi")
  }

  @Test func `leaves dots for the hand where a field is empty, and to the edge at a line's end`()
    throws
  {
    let blocks = try [
      DocumentBlock(.line(DocumentText("Kính gửi: {applicant.name}"), small: false)),
      DocumentBlock(.line(DocumentText("{applicant.name} ký"), small: false)),
      DocumentBlock(
        .line(DocumentText("Email: {applicant.email}"), small: false), when: [.applicantEmail]),
    ]
    let paper = try Self.template(.apologyLetter, blocks).compose(try Self.value(.apologyLetter))
    #expect(
      paper.blocks == [
        .line(ComposedText([.init("Kính gửi: ")], endsOpen: true), small: false),
        .line(ComposedText([.init("…………………"), .init(" ký")]), small: false),
      ])
  }

  @Test func `lists rows in their order, typed reasons after those of the law`() throws {
    let item = try DocumentText("{index}. {text} __{basis}__", cells: DocumentRows.reasons.cells)
    let paper = try Self.template(
      .apologyLetter, [DocumentBlock(.list(.reasons, item, small: false))]
    )
    .compose(try Self.value(.apologyLetter), personal: Self.person)
    #expect(
      paper.blocks.map { if case .item(let text, _) = $0 { text.plain } else { "" } } == [
        "1. Thiếu giấy chứng sinh Điều 16 Luật Hộ tịch", "2. Bà Hoa đã gọi điện ",
      ])
  }

  @Test func `is not made without what its kind must state, and says what is missing`() throws {
    var value = try Self.value(.receiptSlip)
    value.dossier?.dueAt = nil
    #expect(
      throws: DocumentLack(
        kind: .receiptSlip, fields: [.dossierDueAt, .dossierTerm, .officerName], rows: [.components]
      )
    ) { try Self.template(.receiptSlip, []).compose(value) }
  }

  @Test func `is made without personal data that is erased`() throws {
    var value = try Self.value(.refusalSlip)
    value.officer = DocumentPerson(name: "Trần Thị Mai", title: "Chuyên viên")
    #expect(throws: Never.self) { try Self.template(.refusalSlip, []).compose(value) }
  }

  static let codes: [(DocumentKind, DocumentTemplate.Code, String?)] = [
    (
      .receiptSlip, .personal,
      "H35-261123-0007|1.001193|012345678901|Thư xin lỗi|Hệ thống của tỉnh|2026-11-23T08:20|2026-12-07T17:00"
    ),
    (
      .apologyLetter, .personal,
      "H35-261123-0007|1.001193|012345678901|Thư xin lỗi|Hệ thống của tỉnh|2026-11-23T08:20"
    ),
    (
      .apologyLetter, .plain,
      "H35-261123-0007|1.001193||Thư xin lỗi|Hệ thống của tỉnh|2026-11-23T08:20"
    ),
    // Not the applicant's paper: no number of hers, whatever the template says.
    (
      .controlSlip, .personal,
      "H35-261123-0007|1.001193||Thư xin lỗi|Hệ thống của tỉnh|2026-11-23T08:20"
    ),
    (.apologyLetter, .none, nil),
  ]

  @Test(arguments: codes) func `TT 01/2023 · has a QR code with the minimum content`(
    row: (kind: DocumentKind, code: DocumentTemplate.Code, text: String?)
  ) throws {
    var value = try Self.value(row.kind)
    value.officer = DocumentPerson(name: "Trần Thị Mai", title: "Chuyên viên")
    value.dossier?.term = .workingDays(10)
    value.components = [DocumentComponent(name: "Tờ khai")]
    value.steps = [DocumentStep(agency: "Sở Tư pháp")]
    let paper = try Self.template(row.kind, [], code: row.code)
      .compose(value, personal: Self.person)
    #expect(paper.code == row.text)
  }

  @Test func `a bar in a title cannot shift the parts of the code`() throws {
    var value = try Self.value(.apologyLetter)
    value.centre.system = "Hệ|thống\ncủa tỉnh"
    let code = try Self.template(.apologyLetter, []).compose(value).code
    #expect(code?.split(separator: "|", omittingEmptySubsequences: false).count == 6)
    #expect(code?.contains("\n") == false)
  }

  @Test func `personal data never stands in a sentence made of it`() {
    let words = "\(Self.person) \(Self.person.applicant) \(String(reflecting: Self.person))"
    var dumped = ""
    dump(Self.person, to: &dumped)
    for secret in ["Lò", "Hoa", "0123"] {
      #expect(!words.contains(secret) && !dumped.contains(secret))
    }
    // The check would see them.
    #expect("\(Self.person.applicant.name ?? "")".contains("Hoa"))
  }
}
