import Dossiers
import Foundation
import Testing

@testable import halld

@Suite struct `A spreadsheet of procedures` {
  static let header =
    "id,domain,name_vi,name_en,days,hours,sameDay,agency,online,verification,fee,feeBasis,"
    + "feePrepaid,components,linked\n"

  static func read(_ rows: String, header: String = header) -> ProcedureImport {
    ProcedureImport(
      Array((header + rows).utf8), file: "x.csv", domains: KnownNames(["dat-dai", "ho-tich"]))
  }

  @Test func `becomes procedures with papers, fees and linked agencies`() throws {
    let reading = Self.read(
      """
      1.001,dat-dai,"Đăng ký ""lần đầu"", cấp Giấy",First registration,20,,,Chi nhánh,full,x,"100.000 đ",NQ 1,không,"don|Đơn|Application|Luật Đất đai|2;;
      gcn|Giấy chứng nhận||Luật Đất đai|1|original|optional",Chi cục Thuế|Nghĩa vụ|Duties|3
      1.002,ho-tich,Trích lục,,,,có,Phòng Tư pháp,,,,,,,
      1.003,ho-tich,Dịch,,,8,,Phòng Tư pháp,,,,,,,

      """)
    #expect(reading.problems == [])
    #expect(reading.procedures.map(\.id) == ["1.001", "1.002", "1.003"])
    let first = try #require(reading.procedures.first)
    #expect(first.name.vi == "Đăng ký \"lần đầu\", cấp Giấy")
    #expect(first.fee == ProcedureFee(amount: 100_000, legalBasis: "NQ 1", isPrepaid: false))
    #expect(first.components.map(\.id) == ["don", "gcn"])
    #expect(first.components.map(\.copies) == [2, 1])
    #expect(first.components.map(\.isOriginal) == [false, true])
    #expect(
      first.linked == [
        LinkedPart(
          agency: "Chi cục Thuế", task: BilingualName(vi: "Nghĩa vụ", en: "Duties"), days: 3)
      ])
    #expect(first.needsVerification)
    #expect(reading.procedures.map(\.term) == [.workingDays(20), .sameDay, .workingHours(8)])
    #expect(reading.procedures[1].name.en == "Trích lục")
  }

  @Test func `as Excel saves it here: byte order mark, semicolons, Vietnamese headings`() {
    let text = "\u{FEFF}Mã;Lĩnh vực;Tên thủ tục;Ngày;Cơ quan\r\n1.1;dat-dai;A, B;5;Sở A\r\n"
    let reading = ProcedureImport(
      Array(text.utf8), file: "x.csv", domains: KnownNames(["dat-dai"]))
    #expect(reading.problems == [])
    #expect(reading.procedures.first?.name.vi == "A, B")
  }

  @Test(arguments: [
    ("1.1,dat-da,A,A,5,,,S,,,,,,,\n", 2, "domain", "did you mean \"dat-dai\""),
    ("1.1,dat-dai,A,A,,,,S,,,,,,,\n", 2, "days", "1 to 3650"),
    ("1.1,dat-dai,A,A,five,,,S,,,,,,,\n", 2, "days", "whole number"),
    ("1.1,dat-dai,A,A,5,3,,S,,,,,,,\n", 2, "hours", "one of"),
    ("1.1,dat-dai,A,A,5,,perhaps,S,,,,,,,\n", 2, "sameDay", "false"),
    ("1 1,dat-dai,A,A,5,,,S,,,,,,,\n", 2, "id", "hyphens"),
    ("1.1,dat-dai,A,A,5,,,S,,,,,,,\n1.1,dat-dai,B,B,5,,,S,,,,,,,\n", 3, "id", "choose another"),
    ("1.1,dat-dai,A,A,5,,,,,,,,,,\n", 2, "agency", "write text"),
    ("1.1,dat-dai,A,A,5,,,Trung tâm Hành chính công,,,,,,,\n", 2, "agency", "decides"),
    ("1.1,dat-dai,A,A,5,,,S,,,7,,,,\n", 2, "feeBasis", "write text"),
    ("1.1,dat-dai,A,A,5,,,S,,,,,,only two|words,\n", 2, "components", "căn cứ"),
    ("1.1,dat-dai,A,A,5,,,S,,,,,,,S|a|b|9\n", 2, "linked", "whole term"),
    ("1.1,dat-dai,A,A,5,,,S,,,,,,,,,\u{22}more\u{22}\n", 2, "", "quote cells"),
    ("\"1.1,dat-dai\n", 2, "", "\""),
    ("\"1.1\"x,dat-dai\n", 2, "", "inside a cell"),
    ("", 1, "", "một dòng"),
  ])
  func `with one bad line is not taken at all, and the line is named`(
    rows: String, line: Int, key: String, remedy: String
  ) {
    let good = "9.9,dat-dai,Tốt,Good,5,,,S,,,,,,,\n"
    let reading = Self.read(rows.isEmpty ? "" : rows + good)
    #expect(reading.procedures == [])
    let named = reading.problems.first { $0.line == line && $0.key == key }
    #expect(named?.remedy.en.contains(remedy) == true, "\(reading.problems)")
    #expect(named?.file == "x.csv")
  }

  @Test(arguments: [
    ("id,domain,name_vi,agncy\n", "agncy", "did you mean"),
    ("id,domain,name_vi\n", "agency", "agency"),
    ("id,id,domain,name_vi,agency\n", "id", "once"),
  ])
  func `needs its columns`(header: String, key: String, remedy: String) {
    let reading = Self.read("1.1,dat-dai,A,S,5\n", header: header)
    #expect(reading.problems.first { $0.key == key }?.remedy.en.contains(remedy) == true)
    #expect(reading.procedures == [])
  }

  @Test func `every bad line of many is named, and the reading stays quick`() {
    let rows = (0..<2_000).map { "p-\($0),\($0 % 100 == 7 ? "x" : "dat-dai"),A,A,5,,,S,,,,,,,\n" }
    let reading = Self.read(rows.joined())
    #expect(reading.problems.count == 20)
    #expect(reading.problems.map(\.line) == (0..<20).map { $0 * 100 + 9 })
  }

  @Test func `bytes that are not UTF-8 are named with their line`() {
    let bytes = Array(Self.header.utf8) + [0x31, 0xFF, 0x2C, 0x0A]
    let reading = ProcedureImport(bytes, file: "x.csv", domains: nil)
    #expect(reading.problems.first?.line == 2)
    #expect(reading.problems.first?.finding.en == "is not UTF-8")
  }
}
