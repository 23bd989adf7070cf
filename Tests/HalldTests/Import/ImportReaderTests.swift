import Dossiers
import Store
import Testing

@testable import halld

@Suite struct `Files of the province's system` {
  static func read(_ text: String) throws -> [Result<ImportRow, ImportRefusal>] {
    var reader = try ImportReader(Array(text.utf8))
    var all: [Result<ImportRow, ImportRefusal>] = []
    while let next = reader.next() { all.append(next) }
    return all
  }

  static let code = "000.00.12.H35-260302-0107"

  @Test(arguments: [
    "code,procedure,at\n\(code),1.001193,2026-03-02T08:00\n",
    "\u{FEFF}code;procedure;at\r\n\"\(code)\";\"1.001193\";2026-03-02T08:00",
    #"{"code":"\#(code)","procedure":"1.001193","at":"2026-03-02T08:00"}"#,
    "\n  {\"at\":\"2026-03-02T08:00\",\"procedure\":\"1.001193\",\"code\":\"\(code)\",\"name\":null}\n\n",
  ])
  func `a table and JSON lines say the same`(text: String) throws {
    var row = ImportRow(line: 0, code: Self.code, at: "2026-03-02T08:00")
    row.procedure = "1.001193"
    var found = try #require(try Self.read(text).first).get()
    found.line = 0
    #expect(found == row)
  }

  @Test(arguments: [
    ("", 1, "import-empty"),
    ("code,at,colour\n", 1, "import-column"),
    ("code,at,code\n", 1, "import-column"),
    ("code,state\nx,ready\n", 1, "import-column-missing"),
    ("code,at,state\nx,2026-03-02T08:00\n", 2, "import-cells"),
    ("code,at,state\n,2026-03-02T08:00,ready\n", 2, "import-cell-missing"),
    ("code,at,state\n\"x,2026-03-02T08:00,ready\n", 2, "import-quote"),
    ("code,at,state\nx,2026-03-02T08:00,ready\ny,z,\"a\"b\n", 3, "import-quote"),
    ("{\"code\":1}", 1, "import-not-text"),
    ("{\"code\":\"x\",\"hue\":\"y\"}", 1, "import-column"),
    ("{\"code\":\"x\",\"code\":\"y\"}", 1, "import-not-json"),
    ("{\"code\":\"x\",\"at\":\"2026-03-02T08:00\"}\n{", 2, "import-not-json"),
    ("{\"code\":\"\\u0007\",\"at\":\"t\"}", 1, "import-too-long"),
  ])
  func `what is none is told with its line and reason`(text: String, line: Int, code: String)
    throws
  {
    do {
      let refused = try Self.read(text).compactMap { result in
        if case .failure(let refusal) = result { refusal } else { nil }
      }
      #expect(refused.map(\.line) == [line] && refused.map(\.code) == [code])
    } catch let refusal as ImportRefusal {
      #expect(refusal.line == line && refusal.code == code)
    }
  }

  @Test func `every reason has its sentence, and no sentence quotes the line`() throws {
    let texts = try Texts(folder: Shipped.path("texts"))
    let codes = [
      "empty", "unreadable", "too-large", "column", "column-missing", "cells", "cell-missing",
      "not-json", "not-text", "not-utf8", "quote", "too-long", "moment", "date", "choice", "kind",
    ]
    #expect(texts.missing(of: codes.map { "import-\($0)" }) == [])
  }

  @Test(
    arguments: [
      ("ready", nil, "2026-03-02T08:00", nil),
      (nil, "1.001193", "2026-03-02T08:00", nil),
      (nil, nil, "2026-03-02T08:00", "import-kind"),
      ("ready", "1.001193", "2026-03-02T08:00", "import-kind"),
      ("registered", nil, "2026-03-02T08:00", "import-choice"),
      ("ready", nil, "02/03/2026 8:00", "import-moment"),
    ] as [(String?, String?, String, String?)])
  func `a line is an intake or a state`(
    state: String?, procedure: String?, at: String, refused: String?
  ) throws {
    var row = ImportRow(line: 4, code: Self.code, at: at)
    row.state = state
    row.procedure = procedure
    let now = Moment(microseconds: 1_800_000_000_000_000, utcOffsetSeconds: 25_200)
    do {
      let request = try row.request(at: now, utcOffsetSeconds: 25_200)
      #expect(refused == nil)
      #expect(request.happenedAt == CivilMoment(at))
    } catch {
      #expect(error.code == refused && error.line == 4)
    }
  }
}
