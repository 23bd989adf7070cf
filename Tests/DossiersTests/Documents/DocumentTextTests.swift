import Testing

@testable import Dossiers

@Suite struct `A sentence of a template` {
  @Test func `is words and fields in their styles`() throws {
    let text = try DocumentText("Hẹn trả: **{dossier.dueAt:day}** – __{applicant.name}__.")
    #expect(
      text.parts == [
        .init(content: .words("Hẹn trả: "), isBold: false, isSlanted: false),
        .init(content: .field(.dossierDueAt, .day), isBold: true, isSlanted: false),
        .init(content: .words(" – "), isBold: false, isSlanted: false),
        .init(content: .field(.applicantName, nil), isBold: false, isSlanted: true),
        .init(content: .words("."), isBold: false, isSlanted: false),
      ])
    #expect(text.fields == [.dossierDueAt, .applicantName])
  }

  static let refusals: [(text: String, fault: DocumentText.Fault)] = [
    ("{dossier.code", .brace),
    ("dossier.code}", .brace),
    ("{dossier.cod}", .unknownField("dossier.cod")),
    ("{}", .unknownField("")),
    ("{dossier.dueAt:lang}", .unknownFormat("lang")),
    ("{dossier.code:day}", .unfitFormat(.day, field: "dossier.code")),
    ("{fee.amount:two}", .unfitFormat(.two, field: "fee.amount")),
    ("{name}", .unknownCell("name")),
    ("**{dossier.code}", .unclosedStyle),
    ("__nghiêng", .unclosedStyle),
  ]

  @Test(arguments: refusals) func `that cannot be read is refused with the reason`(
    row: (text: String, fault: DocumentText.Fault)
  ) {
    #expect(throws: row.fault) { try DocumentText(row.text) }
  }

  @Test func `of a row knows the row's fields and no other row's`() throws {
    let cells = DocumentRows.components.cells
    #expect(try DocumentText("{index}. {name}", cells: cells).parts.count == 3)
    #expect(throws: DocumentText.Fault.unknownCell("receivedAt")) {
      try DocumentText("{receivedAt:short}", cells: cells)
    }
  }

  @Test func `every field has formats of its own sort`() {
    for field in DocumentField.allCases {
      #expect(DocumentField(rawValue: field.rawValue) == field)
      for format in field.sort.formats {
        #expect(throws: Never.self) {
          try DocumentText("{\(field.rawValue):\(format.rawValue)}")
        }
      }
    }
  }
}

@Suite struct `A word on paper` {
  static let moment = CivilMoment("2026-02-05T08:05")

  @Test func `NĐ 30/2020 Phụ lục I · dates have a zero before days under 10 and months 1 and 2`()
    throws
  {
    let word = DocumentWord.moment(try #require(Self.moment))
    #expect(word.written(nil) == "08 giờ 05 phút, ngày 05 tháng 02 năm 2026")
    #expect(word.written(.date) == "ngày 05 tháng 02 năm 2026")
    #expect(word.written(.short) == "08:05 ngày 05/02/2026")
    #expect(word.written(.day) == "05/02/2026")
    let march = DocumentWord.moment(try #require(CivilMoment("2026-03-15T17:00")))
    #expect(march.written(.date) == "ngày 15 tháng 3 năm 2026")
  }

  static let amounts: [(Int, String, String)] = [
    (0, "0 đồng", "Không đồng"),
    (5, "5 đồng", "Năm đồng"),
    (15_000, "15.000 đồng", "Mười lăm nghìn đồng"),
    (21_000, "21.000 đồng", "Hai mươi mốt nghìn đồng"),
    (105_000, "105.000 đồng", "Một trăm lẻ năm nghìn đồng"),
    (120_000, "120.000 đồng", "Một trăm hai mươi nghìn đồng"),
    (1_000_005, "1.000.005 đồng", "Một triệu không trăm lẻ năm đồng"),
    (1_250_000, "1.250.000 đồng", "Một triệu hai trăm năm mươi nghìn đồng"),
    (1_000_000_000, "1.000.000.000 đồng", "Một tỷ đồng"),
  ]

  @Test(arguments: amounts) func `an amount stands in figures and in words`(
    row: (amount: Int, figures: String, words: String)
  ) {
    #expect(DocumentWord.amount(row.amount).written(nil) == row.figures)
    #expect(DocumentWord.amount(row.amount).written(.words) == row.words)
  }

  @Test func `what would turn a line's direction or break it does not come in by a name`() {
    #expect(DocumentWord.text("Lò\u{202E}\nHoa").written(nil) == "Lò  Hoa")
    #expect(DocumentWord.text("Sở Tư pháp").written(.upper) == "SỞ TƯ PHÁP")
  }
}
