import Dossiers
import Testing

@Suite struct `Dossier codes` {
  static let circular = Centres.shape("{unit}-{yymmdd}-{ordinal:4}")
  static let anyUnit = Centres.shape(
    "{digits:3}.{digits:2}.{digits:2}.{letters:1}{digits:2}-{yymmdd}-{ordinal:4}")
  static let newer = Centres.shape("{letters:1}{digits:2}.{digits:2}-{yymmdd}-{ordinal:4}")
  static let rule = CodeRule(
    source: .hall, unit: "000.00.12.H35", pattern: circular, accepts: [anyUnit, newer])

  @Test func `TT 01/2018 19 · unit, day of receipt, four digits of the day's ordinal`() throws {
    let code = try Self.rule.code(receivedOn: day("2024-09-26"), ordinal: 7)
    #expect(code.text == "000.00.12.H35-240926-0007")
    #expect(code.day == day("2024-09-26"))
    #expect(code.ordinal == 7)
  }

  @Test func `the newer form is a matter of configuration`() throws {
    var rule = Self.rule
    rule.unit = "H35.12"
    #expect(
      try rule.code(receivedOn: day("2024-09-26"), ordinal: 1).text == "H35.12-240926-0001")
  }

  @Test(arguments: [
    (9_999, nil as DossierRefusal?),
    (10_000, .codesUsedUp(day: day("2026-03-02"), last: 9_999)),
    (0, .codesUsedUp(day: day("2026-03-02"), last: 9_999)),
    (-1, .codesUsedUp(day: day("2026-03-02"), last: 9_999)),
    (Int.max, .codesUsedUp(day: day("2026-03-02"), last: 9_999)),
  ])
  func `TT 01/2018 19 · the ordinal has room for 1 to 9999`(ordinal: Int, refusal: DossierRefusal?)
  {
    do throws(DossierRefusal) {
      let code = try Self.rule.code(receivedOn: day("2026-03-02"), ordinal: ordinal)
      #expect(refusal == nil)
      #expect(code.text.hasSuffix("-9999"))
    } catch {
      #expect(error == refusal)
    }
  }

  @Test func `a hall with a range gives its own ordinals only`() throws {
    var rule = Self.rule
    rule.source = .range(5_000...5_999)
    #expect(rule.ordinals == 5_000...5_999)
    #expect(try rule.code(receivedOn: day("2026-03-02"), ordinal: 5_000).ordinal == 5_000)
    for ordinal in [4_999, 6_000] {
      #expect(throws: DossierRefusal.codesUsedUp(day: day("2026-03-02"), last: 5_999)) {
        try rule.code(receivedOn: day("2026-03-02"), ordinal: ordinal)
      }
    }
  }

  @Test func `a year that two digits cannot tell is refused`() {
    for text in ["1999-12-31", "2100-01-01"] {
      #expect(throws: DossierRefusal.dateOutOfRange) {
        try Self.rule.code(receivedOn: day(text), ordinal: 1)
      }
    }
  }

  @Test(arguments: [
    ("000.00.12.H35-240926-0007", "000.00.12.H35-240926-0007", "2024-09-26", 7),
    (" 000.00.12.h35-240926-0007\r\n", "000.00.12.H35-240926-0007", "2024-09-26", 7),
    ("000.00.53.H48-220921-0099", "000.00.53.H48-220921-0099", "2022-09-21", 99),
    ("H35.12-240926-0001", "H35.12-240926-0001", "2024-09-26", 1),
    ("H35.12-240229-9999", "H35.12-240229-9999", "2024-02-29", 9999),
  ])
  func `a code that was scanned or typed is read`(
    text: String, code: String, date: String, ordinal: Int
  ) throws {
    let read = try Self.rule.read(text)
    #expect(read.text == code)
    #expect(read.day == day(date))
    #expect(read.ordinal == ordinal)
  }

  @Test(arguments: [
    "", " ", "A012", "000.00.12.H35-240926-007", "000.00.12.H35-240926-00070",
    "000.00.12.H35-241326-0007", "000.00.12.H35-230229-0007", "000.00.12.H35-240926-0000",
    "000.00.12.H35-240926-000a", "000.00.12.H35_240926-0007", "000.00.12.Đ35-240926-0007",
    "000.00.12.H35-240926-000７", "000.00.12.H35-240926-0007\u{0}", "H35.12-240926-0001;DROP TABLE",
    "000.00.12.H35 -240926-0007", "001099012345|Nguyễn Văn A|01011990",
    String(repeating: "0", count: 65), String(repeating: " ", count: 5_000),
    String(repeating: "9", count: 1_000_000),
  ])
  func `anything else is refused, whatever its length`(text: String) {
    #expect(throws: DossierRefusal.codeUnreadable) { try Self.rule.read(text) }
    #expect(throws: DossierRefusal.codeUnreadable) { try Self.rule.lookup(text) }
  }

  @Test(arguments: [21, 22] as [UInt64])
  func `random bytes are never a code, and every code made is read back`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let alphabet = Array("0123456789.-H{}: Đ\n")
    for _ in 0..<2_000 {
      let noise = String(
        (0..<Int.random(in: 0...30, using: &random)).map { _ in
          alphabet.randomElement(using: &random) ?? "0"
        })
      if let code = try? Self.rule.read(noise) {
        #expect(try Self.rule.read(code.text) == code, "seed \(seed)")
      }
      let date = day("2000-01-01").adding(days: Int.random(in: 0..<36_525, using: &random))
      let made = try Self.rule.code(
        receivedOn: date, ordinal: Int.random(in: 1...9_999, using: &random))
      #expect(try Self.rule.read(made.text.lowercased()) == made, "seed \(seed): \(made.text)")
    }
  }

  @Test func `a citizen may give the whole code, or the day and the last four digits`() throws {
    #expect(
      try Self.rule.lookup("240926-0007") == .dayAndOrdinal(day: day("2024-09-26"), ordinal: 7))
    #expect(
      try Self.rule.lookup("H35.12-240926-0001") == .code(Self.rule.read("H35.12-240926-0001")))
    #expect(throws: DossierRefusal.codeUnreadable) { try Self.rule.lookup("240931-0007") }
    #expect(throws: DossierRefusal.codeUnreadable) { try Self.rule.lookup("240926-0000") }
  }

  @Test(arguments: [
    "", "{unit}", "{unit}-{yymmdd}", "{unit}-{ordinal:4}", "{yymmdd}{yymmdd}{ordinal:4}",
    "{unit-{yymmdd}-{ordinal:4}", "{unit}}-{yymmdd}-{ordinal:4}", "{unit}-{yymmdd}-{ordinal:0}",
    "{unit}-{yymmdd}-{ordinal:10}", "{unit}-{yymmdd}-{ordinal}", "{year}-{yymmdd}-{ordinal:4}",
    "{unit} {yymmdd}-{ordinal:4}", "hs-{yymmdd}-{ordinal:4}", "{đơn vị}-{yymmdd}-{ordinal:4}",
    "{digits:-3}{yymmdd}{ordinal:4}", "{unit}-{yymmdd}-{ordinal:4:4}",
  ])
  func `a pattern that is none is refused`(text: String) {
    #expect(CodePattern(text) == nil)
  }

  @Test func `a pattern with open digits reads codes but makes none`() {
    #expect(Self.circular.canWrite && !Self.anyUnit.canWrite)
    #expect(Self.circular.greatestOrdinal == 9_999)
    #expect(CodePattern("{yymmdd}{ordinal:9}")?.greatestOrdinal == 999_999_999)
  }
}
