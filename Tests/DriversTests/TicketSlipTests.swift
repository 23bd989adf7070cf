import Dossiers
import Testing
import Ticketing

/// What a slip says, before anybody draws it.
@Suite struct `TicketSlips` {
  @Test func `a slip says number, errand, people ahead, wait and the day it is good for`() throws {
    let said = words(TicketSlip(try SampleSlips.ordinary()))
    for expected in [
      "A012", "Nộp hồ sơ đất đai", "Hand in a land dossier", "Số người chờ trước: 5",
      "Dự kiến chờ: 25 phút", "Quầy phục vụ: 3, 4", "Giờ lấy số: 07:42",
      "Số chỉ có giá trị trong ngày 23/11/2026",
    ] {
      #expect(said.contains(expected), "\(expected)")
    }
  }

  @Test func `a domain that the errand already names is not said twice`() throws {
    let domain = "Lĩnh vực: Đất đai"
    var facts = try SampleSlips.ordinary()
    #expect(!words(TicketSlip(facts)).contains(domain))
    facts.errand = BilingualName(vi: "Nhận kết quả", en: "Collect a result")
    #expect(words(TicketSlip(facts)).contains(domain))
  }

  @Test func `P-7 · a number given before lunch says from when it is called`() throws {
    var facts = try SampleSlips.ordinary()
    #expect(!words(TicketSlip(facts)).contains { $0.hasPrefix("Sẽ được gọi sau") })
    facts.callableFrom = CivilTime(hour: 13, minute: 30)
    let said = words(TicketSlip(facts))
    #expect(said.contains("Sẽ được gọi sau 13:30"))
    #expect(said.contains("Will be called after 13:30"))
  }

  @Test func `a second paper says so and names the first`() throws {
    var facts = try SampleSlips.ordinary()
    #expect(!words(TicketSlip(facts)).contains("IN LẠI / REPRINT"))
    facts.reprintOf = facts.issued
    let said = words(TicketSlip(facts))
    #expect(said.contains("IN LẠI / REPRINT"))
    #expect(said.contains("Phiếu đầu: 07:42 23/11/2026"))
  }

  @Test func `a number taken the evening before shows the day it was taken`() throws {
    var facts = try SampleSlips.ordinary()
    facts.issued = try SampleSlips.moment("2026-11-22T20:05:00")
    #expect(words(TicketSlip(facts)).contains("Giờ lấy số: 20:05 22/11/2026"))
  }

  @Test func `a wait that nobody can estimate is left out`() throws {
    let said = words(TicketSlip(try SampleSlips.plain()))
    #expect(!said.contains { $0.hasPrefix("Dự kiến chờ") })
    var facts = try SampleSlips.plain()
    facts.waitMinutes = 0
    #expect(words(TicketSlip(facts)).contains("Dự kiến chờ: < 1 phút"))
  }

  @Test func `a pad of 100 numbers is three sheets, each number on one of them`() {
    let numbers = (1...100).map { "P\($0)" }
    let sheets = PadSheet.sheets(centre: SampleSlips.centre, numbers: numbers)
    #expect(sheets.map(\.numbers.count) == [40, 40, 20])
    #expect(sheets.flatMap(\.numbers) == numbers)
    #expect(words(sheets[2]).filter { $0.hasPrefix("P") && $0.count < 5 } == Array(numbers[80...]))
  }
}

/// All words of a layout, facts as `label: value`.
private func words(_ layout: some PaperLayout) -> [String] {
  layout.blocks.flatMap { block -> [String] in
    switch block {
    case .text(let words, _), .line(let words, _), .code(let words): [words]
    case .words(let words, _): [words.vi, words.en]
    case .blanks(let labels, _): labels.flatMap { [$0.vi, $0.en] }
    case .fact(let label, let value): ["\(label.vi): \(value)", label.en]
    case .rule, .space, .ruler, .shades: []
    }
  }
}
