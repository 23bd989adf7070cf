import Dossiers
import Testing

@Suite struct `Terms against an oracle` {
  /// The definition, enumerated: every counted day in a list, the n-th of them taken.
  static func due(_ rules: Regulation, _ received: CivilMoment, _ days: Int) -> CivilDate {
    var receipt = received.date
    let sessions = { (date: CivilDate) in rules.calendar.sessions(on: date, clock: .working) }
    if !sessions(receipt).contains(where: { received.time <= $0.end }) {
      repeat { receipt = receipt.adding(days: 1) } while sessions(receipt).isEmpty
    }
    var counted = 0.0
    var date = rules.counting.countFrom == .sameDay ? receipt : receipt.adding(days: 1)
    while true {
      if !sessions(date).isEmpty {
        if rules.calendar.makeUpDays.contains(date) {
          counted += rules.counting.makeUpDaysCount ? 1 : 0
        } else if date.weekday == .saturday {
          counted += [.full: 1, .half: 0.5, .none: 0][rules.counting.saturdayCounts] ?? 0
        } else {
          counted += 1
        }
      }
      if counted >= Double(days) { return date }
      date = date.adding(days: 1)
    }
  }

  static func randomRules(_ random: inout SeededGenerator, from start: CivilDate) -> Regulation {
    var rules =
      [Centres.laiChau, Centres.konTum, Centres.hue].randomElement(using: &random)
      ?? Centres.laiChau
    rules.calendar.holidays = Set(
      (0..<Int.random(in: 0...12, using: &random)).map { _ in
        start.adding(days: Int.random(in: 0..<60, using: &random))
      })
    rules.calendar.makeUpDays = Set(
      (0..<Int.random(in: 0...4, using: &random)).map { _ in
        start.adding(days: Int.random(in: 0..<60, using: &random))
      })
    rules.counting = CountingRule(
      countFrom: CountingRule.CountFrom.allCases.randomElement(using: &random) ?? .nextDay,
      saturdayCounts: CountingRule.SaturdayWeight.allCases.randomElement(using: &random) ?? .full,
      makeUpDaysCount: Bool.random(using: &random))
    return rules
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `random terms end where enumerating the counted days ends`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<500 {
      let start = day("2020-01-01").adding(days: Int.random(in: 0..<4_000, using: &random))
      let rules = Self.randomRules(&random, from: start)
      let received = CivilMoment(
        date: start, time: .midnight.adding(minutes: Int.random(in: 0..<1440, using: &random)))
      let days = Int.random(in: 1...45, using: &random)
      let term = try rules.due(receivedAt: received, days: days)
      #expect(
        term.dueDate == Self.due(rules, received, days),
        "seed \(seed): \(rules.centre) \(received) \(days) days, \(rules.counting)")
      #expect(rules.weightInHalves(of: term.dueDate) > 0)
      #expect(term.startCountDay >= start && term.dueDate >= term.startCountDay)
    }
  }

  @Test(arguments: [5, 6] as [UInt64])
  func `a later receipt or a longer term is never due earlier`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<300 {
      let start = day("2024-01-01").adding(days: Int.random(in: 0..<900, using: &random))
      let rules = Self.randomRules(&random, from: start)
      let early = CivilMoment(
        date: start, time: .midnight.adding(minutes: Int.random(in: 0..<1440, using: &random)))
      let late = Moment(early, utcOffsetSeconds: 0)
        .adding(seconds: Int.random(in: 0..<400_000, using: &random)).civil
      let days = Int.random(in: 1...30, using: &random)
      let term = try rules.due(receivedAt: early, days: days)
      #expect(try rules.due(receivedAt: late, days: days).dueAt >= term.dueAt, "seed \(seed)")
      #expect(try rules.due(receivedAt: early, days: days + 1).dueAt > term.dueAt, "seed \(seed)")
    }
  }
}
