import Dossiers
import Testing

@Suite struct `Terms` {
  struct Row: Sendable, CustomTestStringConvertible {
    let rule: String
    var centre = "LC"
    let received: String
    let days: Int
    var off: [String] = []
    var makeUp: [String] = []
    var count: CountingRule = CountingRule()
    let start: String
    let due: String
    var testDescription: String { rule }

    var regulation: Regulation {
      var rules = Centres.named(centre)
      rules.calendar.holidays = Set(off.map(day))
      rules.calendar.makeUpDays = Set(makeUp.map(day))
      rules.counting = count
      return rules
    }
  }

  static let tet = (16...20).map { "2026-02-\($0)" }
  static let september = ["2026-08-31", "2026-09-01", "2026-09-02"]

  static let rows: [Row] = [
    Row(
      rule: "LC 2.9 · the day of receipt is not counted (Civil Code 147.2)",
      received: "2026-03-02T09:00", days: 5, start: "2026-03-02", due: "2026-03-09T17:00"),
    Row(
      rule: "LC 2.9 · the weekend is skipped",
      received: "2026-03-06T16:45", days: 1, start: "2026-03-06", due: "2026-03-09T17:00"),
    Row(
      rule: "LC 2.9 · Tết is skipped", received: "2026-02-11T14:00", days: 3, off: tet,
      start: "2026-02-11", due: "2026-02-23T17:00"),
    Row(
      rule: "LC 2.9 · a make-up Saturday counts", received: "2026-08-20T09:00", days: 2,
      off: september, makeUp: ["2026-08-22"], start: "2026-08-20", due: "2026-08-22T17:00"),
    Row(
      rule: "LC 2.9 · a make-up Saturday does not count when read literally",
      received: "2026-08-20T09:00", days: 2, off: september, makeUp: ["2026-08-22"],
      count: CountingRule(makeUpDaysCount: false), start: "2026-08-20", due: "2026-08-24T17:00"),
    Row(
      rule: "LC 2.9 · the Monday worked for is off", received: "2026-08-27T09:00", days: 3,
      off: september, makeUp: ["2026-08-22"], start: "2026-08-27", due: "2026-09-04T17:00"),
    Row(
      rule: "LC 5 · online on Friday evening is received on Monday",
      received: "2026-03-06T20:15", days: 3, start: "2026-03-09", due: "2026-03-12T17:00"),
    Row(
      rule: "LC 5 · online at lunch keeps its day", received: "2026-03-03T12:10", days: 1,
      start: "2026-03-03", due: "2026-03-04T17:00"),
    Row(
      rule: "LC 5 · online before opening keeps its day", received: "2026-03-03T00:10", days: 1,
      start: "2026-03-03", due: "2026-03-04T17:00"),
    Row(
      rule: "LC 5 · the closing instant is still inside", received: "2026-03-06T17:00", days: 1,
      start: "2026-03-06", due: "2026-03-09T17:00"),
    Row(
      rule: "LC 5 · a second after closing is not", received: "2026-03-06T17:00:01", days: 1,
      start: "2026-03-09", due: "2026-03-10T17:00"),
    Row(
      rule: "LC 5 · 24:00 is the next day", received: "2026-03-02T24:00", days: 1,
      start: "2026-03-03", due: "2026-03-04T17:00"),
    Row(
      rule: "LC 2.9 · an uncounted make-up Saturday still receives", received: "2026-08-22T09:00",
      days: 1, off: september, makeUp: ["2026-08-22"],
      count: CountingRule(makeUpDaysCount: false), start: "2026-08-22", due: "2026-08-24T17:00"),
    Row(
      rule: "KT 4.2 · the next day is day 1", centre: "KT", received: "2026-03-02T09:00", days: 3,
      start: "2026-03-02", due: "2026-03-05T17:00"),
    Row(
      rule: "KT 4.2 · the same day is day 1 when read literally", centre: "KT",
      received: "2026-03-02T09:00", days: 3, count: CountingRule(countFrom: .sameDay),
      start: "2026-03-02", due: "2026-03-04T17:00"),
    Row(
      rule: "KT 4.2 · literally, one day ends on the day itself", centre: "KT",
      received: "2026-03-02T09:00", days: 1, count: CountingRule(countFrom: .sameDay),
      start: "2026-03-02", due: "2026-03-02T17:00"),
    Row(
      rule: "HU QC 2.7 · Saturday morning is a whole day", centre: "HU",
      received: "2026-03-02T09:00", days: 5, start: "2026-03-02", due: "2026-03-07T11:00"),
    Row(
      rule: "HU QC 2.7 · Saturday morning is half a day", centre: "HU",
      received: "2026-03-02T09:00", days: 5, count: CountingRule(saturdayCounts: .half),
      start: "2026-03-02", due: "2026-03-09T16:30"),
    Row(
      rule: "HU QC 2.7 · two halves make a day, which ends on a Saturday", centre: "HU",
      received: "2026-03-02T09:00", days: 10, count: CountingRule(saturdayCounts: .half),
      start: "2026-03-02", due: "2026-03-14T11:00"),
    Row(
      rule: "HU QC 2.7 · Saturday does not count", centre: "HU", received: "2026-03-02T09:00",
      days: 5, count: CountingRule(saturdayCounts: .none), start: "2026-03-02",
      due: "2026-03-09T16:30"),
    Row(
      rule: "HU QC 5.2 · received on Saturday, Monday is day 1", centre: "HU",
      received: "2026-03-07T09:00", days: 1, start: "2026-03-07", due: "2026-03-09T16:30"),
    Row(
      rule: "HU QC 2.7 · a make-up Saturday is whole although Saturdays do not count",
      centre: "HU", received: "2026-08-21T09:00", days: 1, makeUp: ["2026-08-22"],
      count: CountingRule(saturdayCounts: .none), start: "2026-08-21", due: "2026-08-22T16:30"),
    Row(
      rule: "HU QC 2.7 · half the day of receipt is used when the same day is day 1", centre: "HU",
      received: "2026-03-07T09:00", days: 1,
      count: CountingRule(countFrom: .sameDay, saturdayCounts: .half), start: "2026-03-07",
      due: "2026-03-09T16:30"),
    Row(
      rule: "LC 2.9 · three holidays near each other", received: "2026-04-24T09:00", days: 4,
      off: ["2026-04-27", "2026-04-30", "2026-05-01"], start: "2026-04-24",
      due: "2026-05-05T17:00"),
  ]

  @Test(arguments: rows) func `a term ends at the close of its last counted day`(row: Row) throws {
    let term = try row.regulation.due(receivedAt: at(row.received), days: row.days)
    #expect(term.startCountDay == day(row.start))
    #expect(term.dueAt == at(row.due))
    #expect(term.dueDate == at(row.due).date)
    #expect(term.days == row.days)
  }

  @Test func `KT 4.2 · a term names the clauses it follows from, each once`() throws {
    let term = try Centres.konTum.due(receivedAt: at("2026-03-02T09:00"), days: 3)
    #expect(term.clause == "KT 4.2; BLDS 2015 Điều 148")
  }

  @Test func `HU QC 2.7 · a term names the clause of a Saturday only when it met one`() throws {
    var rules = Centres.hue
    rules.clauses[.saturdayCounts] = Clause(
      citation: "HU QC 2.7", basis: .regulation, since: day("2017-03-13"))
    let week = try rules.due(receivedAt: at("2026-03-02T09:00"), days: 5)
    let days = try rules.due(receivedAt: at("2026-03-02T09:00"), days: 4)
    #expect(week.clause == "HU QC 5.2; HU QC 2.7; BLDS 2015 Điều 148")
    #expect(days.clause == "HU QC 5.2; BLDS 2015 Điều 148")
  }

  @Test(arguments: [
    ("2026-03-02T09:00", -1, DossierRefusal.termOutOfRange(days: -1)),
    ("2026-03-02T09:00", 3_651, .termOutOfRange(days: 3_651)),
    ("2026-03-02T09:00", Int.max, .termOutOfRange(days: .max)),
    ("1899-12-31T09:00", 5, .dateOutOfRange),
    ("9999-12-31T09:00", 5, .dateOutOfRange),
  ])
  func `an absurd term is refused`(received: String, days: Int, refusal: DossierRefusal) {
    #expect(throws: refusal) {
      try Centres.laiChau.due(receivedAt: at(received), days: days)
    }
  }

  @Test func `a day beyond all calendars is refused, not trapped on`() {
    for far in [Int.max, Int.min, 1 << 60] {
      let moment = CivilMoment(date: CivilDate(daysSinceEpoch: far), time: .midnight)
      #expect(throws: DossierRefusal.dateOutOfRange) {
        try Centres.laiChau.due(receivedAt: moment, days: 1)
      }
    }
  }

  @Test func `the longest term ends, even at one half day a week`() throws {
    var rules = Centres.laiChau
    let saturday = WeekPattern([.saturday: [.wholeDay]]) ?? .closed
    rules.calendar = OfficeCalendar(working: saturday, transactions: saturday)
    rules.counting.saturdayCounts = .half
    let term = try rules.due(receivedAt: at("2026-03-07T09:00"), days: 3_650)
    #expect(term.dueDate == day("2026-03-07").adding(days: 3_650 * 14))
  }

  @Test func `a calendar without working days ends no term`() {
    var closed = Centres.laiChau
    closed.calendar = OfficeCalendar(working: .closed, transactions: .closed)
    #expect(throws: DossierRefusal.noWorkingDay(after: day("2026-03-02"))) {
      try closed.due(receivedAt: at("2026-03-02T09:00"), days: 1)
    }
    var uncounted = Centres.laiChau
    let saturday = WeekPattern([.saturday: [.wholeDay]]) ?? .closed
    uncounted.calendar = OfficeCalendar(working: saturday, transactions: saturday)
    uncounted.counting.saturdayCounts = .none
    #expect(throws: DossierRefusal.noWorkingDay(after: day("2026-03-07"))) {
      try uncounted.due(receivedAt: at("2026-03-07T09:00"), days: 1)
    }
  }

  @Test(arguments: [
    ("HU DA IV.3.2.a · before 11:00, due 16:30", "2026-03-02T10:59", "2026-03-02T16:30"),
    ("HU DA IV.3.2.a · at 11:00, next morning", "2026-03-02T11:00", "2026-03-03T11:00"),
    ("HU DA IV.3.2.a · 11:00 to 11:30 is afternoon", "2026-03-02T11:15", "2026-03-03T11:00"),
    ("HU DA IV.3.2.a · afternoon, next morning", "2026-03-02T14:05", "2026-03-03T11:00"),
    ("HU QC 2.7 · Friday afternoon, Saturday morning", "2026-03-06T15:00", "2026-03-07T11:00"),
    ("HU QC 2.7 · Saturday has no 16:30", "2026-03-07T09:00", "2026-03-09T11:00"),
    ("HU DA IV.3.2.a · over Tết", "2026-02-13T15:00", "2026-02-23T11:00"),
  ])
  func `a same-day dossier is due as promised`(rule: String, received: String, due: String) throws {
    var rules = Centres.hue
    rules.calendar.holidays = Set(([14, 21] + Array(16...20)).map { day("2026-02-\($0)") })
    rules.counting.sameDay = SameDayPromise(
      cut: time("11:00"), dueSameDay: time("16:30"), dueNextMorning: time("11:00"))
    #expect(try rules.due(receivedAt: at(received), days: 0).dueAt == at(due), "\(rule)")
  }

  @Test(arguments: [
    ("2026-03-02T09:00", "2026-03-02T16:30"), ("2026-03-02T16:30", "2026-03-02T16:30"),
    ("2026-03-02T16:45", "2026-03-03T16:30"),
    ("2026-03-07T09:00", "2026-03-07T11:00"), ("2026-03-07T11:15", "2026-03-09T16:30"),
  ])
  func `without a promise it is due when the hall closes to the public`(
    received: String, due: String
  ) throws {
    #expect(try Centres.hue.due(receivedAt: at(received), days: 0).dueAt == at(due))
  }

  @Test(arguments: [
    ("LC 13.1 · the stamp counts, not the opening", "2026-03-05", "2026-03-09", "2026-03-05"),
    ("LC 2.9 · a stamp of Saturday is received on Monday", "2026-03-07", nil, "2026-03-09"),
  ])
  func `post is received on its stamp's day`(
    rule: String, stamp: String, opened: String?, received: String
  ) throws {
    let result = try Centres.laiChau.postalReceipt(
      arrivalStamp: day(stamp), openedOn: opened.map(day))
    #expect(result == day(received), "\(rule)")
  }

  @Test func `post is received when opened, where the rule says so`() throws {
    var rules = Centres.laiChau
    rules.counting.postalDate = .opened
    let received = try rules.postalReceipt(
      arrivalStamp: day("2026-03-05"), openedOn: day("2026-03-07"))
    #expect(received == day("2026-03-09"))
  }

  @Test func `a session that ends at midnight still holds its closing instant`() throws {
    var rules = Centres.laiChau
    let evening = WeekPattern(mondayToFriday: [Session("18:00-24:00")].compactMap(\.self))
    rules.calendar.working = evening ?? .closed
    #expect(try rules.deemedReceipt(at("2026-03-02T24:00")).date == day("2026-03-02"))
    #expect(try rules.deemedReceipt(at("2026-03-03T00:00")).date == day("2026-03-02"))
    #expect(try rules.deemedReceipt(at("2026-03-03T00:00:01")) == at("2026-03-03T18:00"))
  }
}
