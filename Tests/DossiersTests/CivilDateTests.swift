import Dossiers
import Testing

@Suite struct `Civil days and moments` {
  @Test func `every day from 1600 to 2400 follows the one before as a paper calendar says`() throws
  {
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    var expected = (year: 1600, month: 1, day: 1)
    var date = try #require(CivilDate(year: 1600, month: 1, day: 1))
    // 1 January 1600 was a Saturday.
    var weekday = 5
    while expected.year < 2400 {
      guard (date.year, date.month, date.day) == expected,
        date.weekday == Weekday.allCases[weekday]
      else {
        Issue.record("\(date) (\(date.weekday)) where \(expected) was due")
        return
      }
      let leap =
        expected.year % 4 == 0 && (expected.year % 100 != 0 || expected.year % 400 == 0)
      let length = expected.month == 2 && leap ? 29 : lengths[expected.month - 1]
      expected.day += 1
      if expected.day > length { (expected.month, expected.day) = (expected.month + 1, 1) }
      if expected.month > 12 { (expected.year, expected.month) = (expected.year + 1, 1) }
      weekday = (weekday + 1) % 7
      date = date.adding(days: 1)
    }
    #expect(date == CivilDate(year: 2400, month: 1, day: 1))
  }

  @Test func `the epoch and days before it have their weekday`() {
    #expect(CivilDate(daysSinceEpoch: 0).weekday == .thursday)
    #expect(CivilDate(daysSinceEpoch: -1).weekday == .wednesday)
    #expect(day("2026-11-21").weekday == .saturday)
  }

  @Test(arguments: [
    "2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "1599-12-31", "2026-4-1", "2026-04-01 ",
    "", "20260401", "２０２６-04-01", "-026-04-01", "2100-02-29",
  ])
  func `what is no day is refused`(text: String) {
    #expect(CivilDate(text) == nil)
  }

  @Test(arguments: ["1600-01-01", "2000-02-29", "2024-02-29", "9999-12-31", "1969-12-31"])
  func `a day reads back as it was written`(text: String) {
    #expect(CivilDate(text)?.description == text)
  }

  @Test(arguments: ["24:01", "25:00", "07:60", "7:30", "07:30:60", "07.30", "07:30:", ""])
  func `what is no time is refused`(text: String) {
    #expect(CivilTime(text) == nil)
  }

  @Test(arguments: ["00:00", "07:30", "24:00", "23:59:59"])
  func `a time reads back as it was written`(text: String) {
    #expect(CivilTime(text)?.description == text)
  }

  @Test func `the clock on the wall is seven hours ahead of UTC, also before 1970`() {
    for text in [
      "2026-03-02T06:59:59", "2026-03-02T07:00", "1969-12-31T23:59:59", "1950-01-01T00:00",
    ] {
      #expect(Moment(at(text), utcOffsetSeconds: 25_200).civil == at(text))
    }
    #expect(Moment(microseconds: 0, utcOffsetSeconds: 25_200).civil == at("1970-01-01T07:00"))
    #expect(Moment(microseconds: -1, utcOffsetSeconds: 0).civil == at("1969-12-31T23:59:59"))
  }
}
