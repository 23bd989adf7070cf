import Dossiers
import Testing

/// What falls due, as the dossier and the office stand.
@Suite struct `The watch` {
  @Test(arguments: Centres.all)
  func `P-21 · a supplement that nobody brings is asked for again, and nothing closes the dossier`(
    rules: Regulation
  ) throws {
    var walk = try `Rules of supplement`.asked(rules, on: "2026-03-05T09:00")
    let items = walk.items("2026-03-05T09:00").filter { $0.kind == .supplementAwaited }
    let last = try rules.workingDay(10, after: day("2026-03-05"))
    #expect(items.map(\.number) == [1])
    #expect(items.map(\.at.date) == [last])
    #expect(DueItem.Kind.supplementAwaited.party == .centre)

    try walk.ask(`Rules of supplement`.full, by: .officer, "2026-09-07T09:00")
    #expect(walk.state != .supplement, "half a year later it is taken all the same")
    #expect(!walk.items("2026-09-07T09:00").contains { $0.kind == .supplementAwaited })
  }

  @Test func `P-21 · the number of days is the regulation's`() throws {
    var rules = Centres.laiChau
    rules.life.supplement.reminderWorkingDays = 3
    let walk = try `Rules of supplement`.asked(rules, on: "2026-03-05T09:00")
    let items = walk.items("2026-03-05T09:00").filter { $0.kind == .supplementAwaited }
    #expect(items.map(\.at.description) == ["2026-03-10T17:00"], "Friday, Monday, Tuesday")
  }

  @Test(arguments: [
    // Day asked, day of the report, last day for the fee papers ("before the 5th").
    ("LC", "2026-03-05", "2026-03-31", "2026-04-03"),
    ("LC", "2026-03-31", "2026-03-31", "2026-04-03"),
    ("LC", "2026-04-03", "2026-04-30", "2026-04-03"),
    ("LC", "2026-12-31", "2026-12-31", "2027-01-04"),
    ("KT", "2026-03-05", "2026-03-20", "2026-04-03"),
    ("KT", "2026-03-21", "2026-04-22", "2026-04-03"),
    ("HU", "2026-05-30", "2026-05-30", "2026-06-04"),
  ])
  func `KT 14, HU QC 14.1, LC 17.3 · what the office itself owes next`(
    centre: String, today: String, report: String, feePapers: String
  ) {
    let duties = Centres.named(centre).officeDuties(from: day(today))
    #expect(duties.first { $0.kind == .report }?.day == day(report))
    #expect(duties.first { $0.kind == .feePapers }?.day == day(feePapers))
    #expect(duties.map(\.day) == duties.map(\.day).sorted())
  }

  @Test func `a duty is never in the past, on any day of two years`() {
    for rules in Centres.all {
      for offset in 0..<730 {
        let today = day("2026-01-01").adding(days: offset)
        let duties = rules.officeDuties(from: today)
        #expect(duties.count == 2)
        #expect(duties.allSatisfy { $0.day >= today && rules.hasSessions($0.day) })
      }
    }
  }
}

extension Walk {
  fileprivate func items(_ moment: String) -> [DueItem] {
    dossier?.dueItems(in: context(.officer, moment)) ?? []
  }
}
