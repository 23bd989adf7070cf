import Dossiers
import Testing

@Suite struct `Opening hours` {
  struct OpenRow: Sendable {
    let name: String
    let calendar: OfficeCalendar
    let at: String
    let working: Bool
    let transactions: Bool
  }

  static let rows: [OpenRow] = [
    ("HU QC 5.3 · staff work before the public enters", hue, "2026-03-02T07:10", true, false),
    ("HU QC 5.3 · afternoon transactions begin at 14:00", hue, "2026-03-02T13:45", true, false),
    ("HU QC 5.3 · transactions end at 16:30", hue, "2026-03-02T16:30", true, false),
    ("HU QC 2.7 · no Saturday afternoon", hue, "2026-03-07T14:30", false, false),
    ("HU QC 2.7 · Saturday morning", hue, "2026-03-07T07:30", true, true),
    ("HU · a make-up Saturday has Monday's afternoon", hueMakeUp, "2026-08-22T14:30", true, true),
    ("LC 5 · the first second", laiChau, "2026-03-02T07:30", true, true),
    ("LC 5 · the second before", laiChau, "2026-03-02T07:29:59", false, false),
    ("LC 5 · the last second of the morning", laiChau, "2026-03-02T11:29:59", true, true),
    ("LC 5 · lunch", laiChau, "2026-03-02T11:30", false, false),
    ("LC 5 · closing", laiChau, "2026-03-02T17:00", false, false),
    ("LC 2.9 · Saturday", laiChau, "2026-03-07T09:00", false, false),
    ("LC 2.9 · a holiday", laiChauTet, "2026-02-17T09:00", false, false),
    ("LC 2.9 · a holiday that is also a make-up day", laiChauTet, "2026-02-16T09:00", false, false),
    ("always · midnight", .alwaysOpen, "2026-03-01T00:00", true, true),
    ("always · 24:00 is the next day's first second", .alwaysOpen, "2026-03-01T24:00", true, true),
    ("always · Sunday night", .alwaysOpen, "2026-03-01T23:59:59", true, true),
  ].map { OpenRow(name: $0, calendar: $1, at: $2, working: $3, transactions: $4) }

  static let hue = Centres.hue.calendar
  static let laiChau = Centres.laiChau.calendar
  static let hueMakeUp: OfficeCalendar = {
    var calendar = hue
    calendar.makeUpDays = [day("2026-08-22")]
    return calendar
  }()
  static let laiChauTet: OfficeCalendar = {
    var calendar = laiChau
    calendar.holidays = Set((16...20).map { day("2026-02-\($0)") })
    calendar.makeUpDays = [day("2026-02-16")]
    return calendar
  }()

  @Test(arguments: rows) func `the office is open on [start, end) by its two clocks`(row: OpenRow) {
    #expect(row.calendar.isOpen(at: at(row.at), clock: .working) == row.working, "\(row.name)")
    #expect(
      row.calendar.isOpen(at: at(row.at), clock: .transactions) == row.transactions, "\(row.name)")
  }

  @Test(arguments: [
    ("LC 5 · lunch excluded", laiChau, "2026-03-02T10:30", "2026-03-02T14:30", 120),
    ("LC 5 · over the weekend", laiChau, "2026-03-06T16:00", "2026-03-09T08:30", 120),
    ("LC 5 · a day has 450 minutes", laiChau, "2026-03-02T00:00", "2026-03-03T00:00", 450),
    ("LC 5 · a day written to 24:00", laiChau, "2026-03-02T00:00", "2026-03-02T24:00", 450),
    ("HU QC 5.3 · a make-up day has 480", hueMakeUp, "2026-08-22T00:00", "2026-08-23T00:00", 480),
    ("backwards", laiChau, "2026-03-03T00:00", "2026-03-02T00:00", 0),
    ("always · a day and a second", .alwaysOpen, "2026-03-02T12:00", "2026-03-03T12:00:01", 1440),
  ])
  func `working minutes are the overlap with sessions`(
    name: String, calendar: OfficeCalendar, from: String, to: String, minutes: Int
  ) {
    #expect(calendar.workingMinutes(from: at(from), to: at(to)) == minutes, "\(name)")
  }

  @Test func `HU QC 5.3 · transaction minutes of a week are 5 times 360 and 210`() {
    let minutes = Self.hue.workingMinutes(
      from: at("2026-03-02T00:00"), to: at("2026-03-08T00:00"), clock: .transactions)
    #expect(minutes == 2010)
  }

  @Test(arguments: [
    (laiChau, "2026-03-02T06:00", "2026-03-02T07:30"),
    (laiChau, "2026-03-02T07:30", "2026-03-02T13:30"),
    (laiChau, "2026-03-02T11:20", "2026-03-02T13:30"),
    (laiChau, "2026-03-06T17:00", "2026-03-09T07:30"),
    (laiChauTet, "2026-02-13T17:00", "2026-02-23T07:30"),
    (.alwaysOpen, "2026-03-02T23:59:59", "2026-03-03T00:00"),
    (.alwaysOpen, "2026-03-02T24:00", "2026-03-04T00:00"),
  ])
  func `the next opening is strictly later`(calendar: OfficeCalendar, from: String, next: String) {
    #expect(calendar.nextOpening(after: at(from), clock: .transactions) == at(next))
  }

  @Test func `an office that never opens has no next opening`() {
    let closed = OfficeCalendar(working: .closed, transactions: .closed)
    #expect(closed.nextOpening(after: at("2026-03-02T06:00"), clock: .working) == nil)
    #expect(closed.firstOpenDay(from: day("2026-03-02")) == nil)
    #expect(closed.close(of: day("2026-03-02"), clock: .working) == nil)
  }

  @Test func `a session ends where it says, also at 24:00`() {
    #expect(
      Self.laiChau.endOfSession(at: at("2026-03-02T10:00"), clock: .working)
        == at("2026-03-02T11:30"))
    #expect(Self.laiChau.endOfSession(at: at("2026-03-02T12:00"), clock: .working) == nil)
    #expect(
      OfficeCalendar.alwaysOpen.endOfSession(at: at("2026-03-02T24:00"), clock: .working)
        == at("2026-03-03T24:00"))
  }

  @Test(arguments: ["11:30-07:30", "07:30-07:30", "07:30", "07:30-25:00", "7:30-11:30", "-", ""])
  func `what is no session is refused`(text: String) {
    #expect(Session(text) == nil)
  }

  @Test func `sessions of a day that overlap or run backwards make no pattern`() throws {
    let morning = try #require(Session("07:30-11:30"))
    let afternoon = try #require(Session("13:30-17:00"))
    let late = try #require(Session("11:00-12:00"))
    let touching = try #require(Session("11:30-13:30"))
    #expect(WeekPattern(mondayToFriday: [morning, late]) == nil)
    #expect(WeekPattern(mondayToFriday: [afternoon, morning]) == nil)
    #expect(WeekPattern(mondayToFriday: [morning, touching, afternoon]) != nil)
  }
}

@Suite struct `Opening hours against an oracle` {
  /// Minute by minute, with nothing but the definition.
  static func minutes(_ calendar: OfficeCalendar, _ from: CivilMoment, _ to: CivilMoment) -> Int {
    var count = 0
    var current = Moment(from, utcOffsetSeconds: 0)
    let end = Moment(to, utcOffsetSeconds: 0)
    while current < end {
      let civil = current.civil
      let weekday = civil.date.weekday
      let open =
        !calendar.holidays.contains(civil.date)
        && calendar.working[calendar.makeUpDays.contains(civil.date) ? .monday : weekday]
          .contains { $0.start <= civil.time && civil.time < $0.end }
      if open { count += 1 }
      current = current.adding(seconds: 60)
    }
    return count
  }

  @Test(arguments: [11, 12, 13] as [UInt64])
  func `minutes and openings agree with counting every minute`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<40 {
      var calendar =
        [Centres.laiChau, Centres.hue, Centres.alwaysOpen]
        .randomElement(using: &random)?.calendar ?? .alwaysOpen
      let start = day("2026-01-01").adding(days: Int.random(in: 0..<360, using: &random))
      calendar.holidays = Set(
        (0..<3).map { _ in start.adding(days: Int.random(in: 0..<9, using: &random)) })
      calendar.makeUpDays = [start.adding(days: Int.random(in: 0..<9, using: &random))]
      let from = CivilMoment(
        date: start, time: .midnight.adding(minutes: Int.random(in: 0..<1440, using: &random)))
      let to = CivilMoment(
        date: start.adding(days: Int.random(in: 0..<6, using: &random)),
        time: .midnight.adding(minutes: Int.random(in: 0..<1440, using: &random)))
      #expect(
        calendar.workingMinutes(from: from, to: to) == Self.minutes(calendar, from, to),
        "seed \(seed): \(from) to \(to)")

      if let next = calendar.nextOpening(after: from, clock: .working) {
        #expect(next > from && calendar.isOpen(at: next, clock: .working))
        let before = Moment(next, utcOffsetSeconds: 0).adding(seconds: -1).civil
        #expect(
          next.time == .midnight || !calendar.isOpen(at: before, clock: .working),
          "seed \(seed): \(next) is no opening")
        if !calendar.isOpen(at: from, clock: .working) {
          #expect(Self.minutes(calendar, from, next) == 0, "seed \(seed): skipped an opening")
        }
      }
    }
  }
}
