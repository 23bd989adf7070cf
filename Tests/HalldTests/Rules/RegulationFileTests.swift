import Dossiers
import Foundation
import Testing

@testable import halld

/// The project's own `Config`, found from this file's place.
enum ShippedConfig {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Config").path

  static let rules = RegulationFolder.read(regulations: "\(folder)/regulations")

  static func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

  static func text(_ name: String) throws -> String {
    try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
  }
}

@Suite struct `Regulations as shipped` {
  @Test func `the five centres are read without a problem`() {
    #expect(ShippedConfig.rules.problems == [])
    #expect(
      ShippedConfig.rules.book.regulations.map(\.centre).sorted() == ["HU", "KT", "LC", "SL", "VL"])
  }

  @Test func `every figure says where it comes from, and a clause unless the sources are silent`() {
    for regulation in ShippedConfig.rules.book.regulations {
      let read = ["hours", "tickets", "counting", "code"]
      for key in RegulationKey.allCases
      where read.contains(where: key.rawValue.hasPrefix) && !key.isOptional && key != .countingUnit
      {
        let clause = regulation.clauses[key]
        #expect(clause != nil, "\(regulation.id) \(key.rawValue)")
        switch clause?.basis {
        case .regulation, .law: #expect(clause?.citation != nil, "\(key.rawValue)")
        case .silent: #expect(clause?.citation == nil, "\(key.rawValue)")
        case .decision, .assumed, nil: break
        }
      }
    }
  }

  @Test func `LC QĐ 2 · the act, its first day and what it replaces`() throws {
    let rules = try #require(
      ShippedConfig.rules.book.inForce(centre: "LC", on: try ShippedConfig.day("2024-09-26")))
    #expect(rules.decision.number == "1352/QĐ-UBND")
    #expect(rules.decision.replaces == "951/QĐ-UBND ngày 15/8/2019")
    #expect(
      ShippedConfig.rules.book.inForce(centre: "LC", on: try ShippedConfig.day("2024-09-25")) == nil
    )
    #expect(rules.name.vi == "Trung tâm Phục vụ hành chính công tỉnh Lai Châu")
  }

  @Test(arguments: [
    ("LC", "07:30-11:30 13:30-17:00", "", "07:30-11:30 13:30-17:00", Clause.Basis.regulation),
    ("SL", "07:00-11:00 13:00-17:00", "", "07:00-11:00 13:00-17:00", .assumed),
    ("VL", "07:00-11:00 13:00-17:00", "", "07:00-11:00 13:00-17:00", .assumed),
    ("KT", "07:00-11:00 13:00-17:00", "", "07:00-11:00 13:00-17:00", .regulation),
    ("HU", "07:00-11:30 13:30-17:00", "07:00-11:30", "07:30-11:00 14:00-16:30", .regulation),
  ])
  func `hours stand as the acts say, and say when nobody does`(
    centre: String, working: String, saturday: String, transactions: String, basis: Clause.Basis
  ) throws {
    let rules = try #require(
      ShippedConfig.rules.book.inForce(centre: centre, on: try ShippedConfig.day("2026-03-02")))
    func text(_ sessions: [Session]) -> String {
      sessions.map(\.description).joined(separator: " ")
    }
    #expect(text(rules.calendar.working[.monday]) == working)
    #expect(text(rules.calendar.working[.saturday]) == saturday)
    #expect(text(rules.calendar.transactions[.friday]) == transactions)
    #expect(rules.calendar.working[.sunday].isEmpty)
    #expect(rules.clauses[.workingHours]?.basis == basis)
  }

  @Test func `Tết 2026 is closed from Saturday 14 to Sunday 22 February, in Huế too`() throws {
    for regulation in ShippedConfig.rules.book.regulations {
      for date in 14...22 {
        let closed = try ShippedConfig.day("2026-02-\(date)")
        #expect(regulation.calendar.sessions(on: closed, clock: .working).isEmpty)
      }
      #expect(
        !regulation.calendar.sessions(on: try ShippedConfig.day("2026-02-23"), clock: .working)
          .isEmpty)
    }
  }
}

@Suite struct `A regulation file is read strictly` {
  /// Lai Châu's file with one text replaced by another.
  static func problems(replacing old: String, with new: String) throws -> [ConfigurationProblem] {
    let text = try ShippedConfig.text("regulations/lai-chau/2024-09-26.yaml")
    let range = try #require(text.range(of: old), "the shipped file has no \(old)")
    let changed = text.replacingCharacters(in: range, with: new)
    let outcome = RegulationFile.read(
      "lai-chau/2024-09-26.yaml", text: changed, days: CalendarDays())
    #expect((outcome.regulation == nil) == !outcome.problems.isEmpty)
    return outcome.problems
  }

  @Test(arguments: [
    ("centre: LC", "centre: Lai Châu", "centre", "no short name"),
    ("centre: LC", "center: LC", "center", "did you mean \"centre\""),
    (
      "effectiveFrom: 2024-09-26", "effectiveFrom: 2024-02-30", "decision.effectiveFrom", "calendar"
    ),
    (
      "effectiveFrom: 2024-09-26", "effectiveFrom: 2024-09-25", "decision.effectiveFrom",
      "name the file after its first day"
    ),
    (
      "  openDossiers: keep", "  openDossiers: forget", "decision.openDossiers",
      "not an allowed value"
    ),
    ("\"07:30-11:30\", ", "\"11:30-07:30\", ", "hours.working.mondayToFriday[1]", "not a session"),
    ("\"13:30-17:00\"", "\"11:00-17:00\"", "hours.working.mondayToFriday[2]", "before the session"),
    (
      "  transactions:\n    mondayToFriday: [\"07:30",
      "  transactions:\n    mondayToFriday: [\"07:00", "hours.transactions", "outside working hours"
    ),
    ("value: 30", "value: 300", "tickets.minutesBeforeOpening.value", "out of range"),
    (
      "value: 30,", "value: 30, minutes: 5,", "tickets.minutesBeforeOpening.minutes",
      "no such key"
    ),
    ("value: nextDay", "value: nextday", "counting.countFrom.value", "did you mean \"nextDay\""),
    ("value: true", "value: yes", "counting.makeUpDaysCount.value", "neither true nor false"),
    ("value: arrivalStamp", "value: stamp", "counting.postalDate.value", "not an allowed value"),
    (
      "clause: \"khoản 2 Điều 147 Bộ luật Dân sự 2015\", ", "", "counting.countFrom.clause",
      "no clause is named"
    ),
    ("source: law", "source: rumour", "counting.countFrom.source", "not an allowed value"),
    ("since: 2017-01-01", "since: 2026-01-01", "counting.countFrom.since", "first day"),
    (
      "value: 30, source: silent", "value: 30, clause: \"Điều 5\", source: silent",
      "tickets.minutesBeforeOpening.clause", "yet a clause is named"
    ),
    (
      "noticeWorkingDays: {value: 3", "noticeWorkingDays: {value: 0",
      "supplement.noticeWorkingDays.value", "out of range"
    ),
    (
      "noticeWorkingDays:", "noticeWorkingDay:", "supplement.noticeWorkingDay",
      "did you mean \"noticeWorkingDays\""
    ),
    (
      "clock: {value: restart", "clock: {value: resumed", "supplement.clock.value",
      "did you mean \"resume\""
    ),
    (
      "cutoff: {value: \"15:00\"", "cutoff: {value: \"25:00\"", "transfer.cutoff.value",
      "not a time"
    ),
    (
      "rounds: {value: []", "rounds: {value: [\"10:00\", \"08:00\"]", "courier.rounds.value[2]",
      "in order"
    ),
    (
      "maxFraction: {value: none", "maxFraction: {value: \"3/2\"", "reschedule.maxFraction.value",
      "not more than half"
    ),
    (
      "kind: extensionRequest", "kind: extension", "reschedule.documents.value[1].kind",
      "not an allowed value"
    ),
    (
      "channels: {value: [email, sms,", "channels: {value: [email, email,",
      "notify.channels.value[2]", "already used"
    ),
    ("ownProofs: {value: [slip]", "ownProofs: {value: []", "return.ownProofs.value", "has 0 items"),
    (
      "domains: {value: byRoster", "domains: {value: byRooster", "office.domains.value",
      "did you mean \"byRoster\""
    ),
    (
      "termMonths: {from: 6, to: 24", "termMonths: {from: 26, to: 24", "staff.termMonths.to",
      "before \"from\""
    ),
    (
      "reportDay: {value: lastWorkingDay", "reportDay: {value: 31", "office.reportDay.value",
      "1 to 28"
    ),
    ("\"PH-1\": {2: 5", "\"PH-1\": {two: 5", "process.minutes.value.PH-1.two", "number of a step"),
    (
      "requiresTransferSlip: {value: true", "requiresTransferSlip: {value: yes",
      "approval.requiresTransferSlip.value", "neither true nor false"
    ),
    ("\nrefusal:\n", "\nrefusals:\n", "refusals", "did you mean \"refusal\""),
    ("value: hall", "value: range", "code.source.first", "missing"),
    (
      "value: hall", "value: range\n    first: 9\n    last: 5", "code.source.last",
      "before \"first\""
    ),
    ("000.00.12.H35", "000.00.12.h35", "code.unit.value", "not the code of a unit"),
    (
      "\"{unit}-{yymmdd}-{ordinal:4}\"", "\"{unit}-{ordinal:4}\"", "code.pattern.value",
      "not a pattern"
    ),
    (
      "\"{unit}-{yymmdd}-{ordinal:4}\"", "\"{letters:1}-{yymmdd}-{ordinal:4}\"", "code.pattern",
      "cannot make a code"
    ),
  ])
  func `what is wrong is named with its key`(
    old: String, new: String, key: String, finding: String
  ) throws {
    let problems = try Self.problems(replacing: old, with: new)
    let named = problems.first { $0.key == key }
    let english = named.map { "\($0.finding.en); \($0.remedy.en)" } ?? ""
    #expect(english.contains(finding), "found: \(problems)")
    #expect(named?.line ?? 0 > 0)
  }

  @Test func `a Saturday with sessions must say what it counts`() throws {
    let problems = try Self.problems(
      replacing: "mondayToFriday: [\"07:30-11:30\", \"13:30-17:00\"]",
      with: "mondayToFriday: [\"07:30-11:30\", \"13:30-17:00\"]\n    saturday: [\"07:30-11:30\"]")
    #expect(problems.map(\.key) == ["counting.saturdayCounts"])
  }

  @Test(arguments: [
    ("year: 2026\ndays: []\n", ""),
    ("year: 2026\ndays:\n  - {date: 2027-01-01, kind: holiday}\n", "days[1].date"),
    ("year: 2026\ndays:\n  - {date: 2026-02-22, to: 2026-02-14, kind: holiday}\n", "days[1].to"),
    ("year: 2026\ndays:\n  - {date: 2026-02-22, kind: feast}\n", "days[1].kind"),
    ("year: 2026\ndays:\n  - {date: 2026-02-30, kind: holiday}\n", "days[1].date"),
    ("year: 2026\n", "days"),
    (
      "year: 2026\ndays:\n  - {date: 2026-09-01, to: 2026-09-02, kind: holiday}\n"
        + "  - {date: 2026-09-02, kind: makeUp}\n", "days[2].date"
    ),
  ])
  func `a calendar day that cannot be is named with its key`(text: String, key: String) {
    let whole = text.replacingOccurrences(
      of: "kind:", with: "name: {vi: Lễ, en: Holiday}, clause: x, source: law, kind:")
    let problems = CalendarFile.read("2026.yaml", text: whole).problems
    #expect(problems.first?.key ?? "" == key, "\(problems)")
  }

  @Test func `a day off may hold for one centre only`() throws {
    let text = """
      year: 2026
      days:
        - date: 2026-07-01
          kind: holiday
          centres: [KT]
          name: {vi: Mất điện toàn khu, en: Power cut}
          clause: "thông báo của Trung tâm"
          source: decision
      """
    var days = CalendarDays()
    days.add(CalendarFile.read("2026.yaml", text: text).entries)
    let week = (working: WeekPattern.alwaysOpen, transactions: WeekPattern.alwaysOpen)
    #expect(days.calendar(week, centre: "KT").holidays == [try ShippedConfig.day("2026-07-01")])
    #expect(days.calendar(week, centre: "LC").holidays.isEmpty)
  }
}
