import Dossiers
import Testing

@testable import Ticketing

/// A morning on which too many come: who waited how long, and what their slip had said.
struct MorningRush {
  struct Visitor {
    /// Seconds from the number, or from the opening for those before the door, to the call.
    var waited: Int
    /// Seconds from the number to the call.
    var sinceNumber: Int
    /// What the slip said, in seconds of whole minutes as it prints them.
    var promised: Int
  }

  private(set) var called: [Visitor] = []

  private var day: HallOnPaper
  private var random: SeededRandom
  private var numbers: [TicketID: (at: Moment, promised: Int)] = [:]
  private let opening = Moment.at("2026-03-02T07:30")
  /// Seconds a visitor takes on this day at each line, on average; the process chart says 360.
  private let mean: [LineID: Int]

  /// Lives through a morning from seven to half past ten with 10 to 12 counters.
  ///
  /// Forty people take their number as soon as numbers are given; afterwards one comes every `gap`
  /// seconds on average.
  init(seed: UInt64, beforeTheDoor: Int = 40, gap: Int, counters: Int = 12) throws {
    random = SeededRandom(seed: seed)
    day = HallOnPaper(plan: .provincial(counters: counters), at: "2026-03-02T07:00")
    // A day has its own pace, which nobody knows in the morning.
    mean = [
      "dat-dai": Int.random(in: 240...420, using: &random),
      "ho-tich": Int.random(in: 200...380, using: &random),
      "thu-phi": Int.random(in: 120...220, using: &random),
    ]
    try live(beforeTheDoor: beforeTheDoor, gap: gap)
  }

  private mutating func live(beforeTheDoor: Int, gap: Int) throws {
    var arrivals = (0..<beforeTheDoor).map { _ in Int.random(in: 0...1_200, using: &random) }
    var at = 1_800
    while at < 9_000 {
      arrivals.append(at)
      at += exponential(gap)
    }
    arrivals.sort()
    var busyUntil: [CounterID: Int] = [:]
    var serving: [CounterID: Bool] = [:]
    let start = day.now
    var second = 0
    while second < 12_600 {
      while let first = arrivals.first, first <= second {
        arrivals.removeFirst()
        try arrive()
      }
      if day.now >= opening {
        for counter in day.plan.counters.map(\.id) where (busyUntil[counter] ?? 0) <= second {
          busyUntil[counter] = second + (try work(counter, &serving))
        }
      }
      second += 5
      day.now = start.adding(seconds: second)
      if second % 60 == 0 { day.passTime() }
    }
  }

  private mutating func arrive() throws {
    let errands: [ErrandID] = ["dat-dai", "dat-dai", "dat-dai", "ho-tich", "ho-tich", "thu-phi"]
    let errand = errands[Int.random(in: 0..<errands.count, using: &random)]
    let priority: PriorityID? = Int.random(in: 0..<100, using: &random) < 15 ? "elderly" : nil
    let visit = try day.issue(errand, priority: priority)
    let estimate = day.hall.estimate(for: visit.id, at: day.now, plan: day.plan)
    let seconds = try #require(estimate?.seconds)
    numbers[visit.id] = (day.now, (seconds + 59) / 60 * 60)
  }

  /// What an officer does next, and how many seconds that takes.
  private mutating func work(_ counter: CounterID, _ serving: inout [CounterID: Bool]) throws
    -> Int
  {
    let status = day.hall.counter(counter)
    guard status.duty == .open else {
      try day.open(counter)
      return Int.random(in: 0...60, using: &random)
    }
    guard let visit = status.current.flatMap({ day.hall.visit($0) }) else {
      guard day.hall.waitingCount(at: counter, plan: day.plan) > 0 else { return 10 }
      try day.next(counter)
      guard let called = day.hall.counter(counter).current.flatMap({ day.hall.visit($0) }) else {
        return 5
      }
      note(called)
      return Int.random(in: 10...40, using: &random)
    }
    if case .called = visit.state {
      // One in sixteen does not come.
      if visit.calls == 1, Int.random(in: 0..<16, using: &random) == 0 {
        try day.ask(.noShow(counter))
        return 5
      }
      try day.ask(.start(counter))
      return service(visit.line)
    }
    try day.ask(.finish(counter, .done))
    return Int.random(in: 0...20, using: &random)
  }

  private mutating func note(_ visit: Visit) {
    guard let number = numbers.removeValue(forKey: visit.id) else { return }
    let from = max(number.at, opening)
    called.append(
      Visitor(
        waited: day.now.seconds(since: from), sinceNumber: day.now.seconds(since: number.at),
        promised: number.promised))
  }

  /// A time at the counter: two exponentials in a row, whose spread is 0.7 of their mean.
  private mutating func service(_ line: LineID) -> Int {
    let half = (mean[line] ?? 300) / 2
    return max(20, exponential(half) + exponential(half))
  }

  private mutating func exponential(_ mean: Int) -> Int {
    // Whole halvings by coin, the rest nearly straight: -ln without a logarithm.
    let even = Double(Int.random(in: 1...1_000_000, using: &random)) / 1_000_000
    let (halvings, rest) = (Double(-even.exponent), even.significand - 1)
    let logarithm = halvings * 0.693 - rest * (1 - 0.307 * rest)
    return max(1, Int(Double(mean) * logarithm))
  }
}

extension HallPlan {
  /// A provincial hall: some counters are for one line, some for two; the last two are a surge's.
  static func provincial(counters: Int) -> HallPlan {
    HallPlan.laiChau.with { plan in
      plan.domains[1].series.last = 999
      plan.domains.append(
        Domain(
          id: "thu-phi", name: BilingualName(vi: "Thu phí", en: "Fees"),
          series: NumberSeries(prefix: "C", last: 999)))
      plan.errands = ["dat-dai", "ho-tich", "thu-phi"].map { id in
        Errand(
          id: ErrandID(id), domain: DomainID(id), kind: .file,
          name: BilingualName(vi: id, en: id), processMinutes: id == "thu-phi" ? 3 : 6)
      }
      let serves: [[LineID]] = [
        ["dat-dai"], ["dat-dai"], ["dat-dai"], ["dat-dai"], ["dat-dai", "ho-tich"],
        ["dat-dai", "ho-tich"], ["ho-tich"], ["ho-tich"], ["thu-phi"], ["thu-phi", "ho-tich"],
        ["dat-dai"], ["dat-dai", "ho-tich"],
      ]
      plan.counters = serves.prefix(counters).enumerated().map { index, lines in
        Counter(
          id: CounterID("\(index + 1)"), name: BilingualName(vi: "Quầy", en: "Counter"),
          serves: lines)
      }
    }.refreshed
  }

  /// The same with its tables by id made anew.
  private var refreshed: HallPlan {
    HallPlan(
      centre: centre, domains: domains, errands: errands, counters: counters,
      priorities: priorities, assignments: assignments, calendar: calendar, rules: rules,
      regulations: regulations, centreCode: centreCode)
  }
}
