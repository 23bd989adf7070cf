import Dossiers
import Testing

@testable import Ticketing

@Suite struct `The order of the voice` {
  private typealias Said = (label: String, form: String)

  /// Speaks until nothing is left.
  private static func all(_ order: inout AnnouncementOrder, _ hall: Hall) -> [Said] {
    var said: [Said] = []
    while let next = order.next(of: hall.awaitedCalls) {
      said.append((next.call.label, next.form.name))
    }
    return said
  }

  private static func hall(counters count: Int) throws -> HallOnPaper {
    let usual = HallPlan.laiChau
    var rules = usual.rules
    rules.maxCalls = 10
    let counters = (1...count).map {
      Counter(
        id: CounterID("\($0)"), name: BilingualName(vi: "Quầy \($0)", en: "Counter \($0)"),
        serves: ["dat-dai"])
    }
    var day = HallOnPaper(
      plan: HallPlan(
        centre: usual.centre, domains: usual.domains, errands: usual.errands, counters: counters,
        calendar: usual.calendar, rules: rules))
    for number in 1...count {
      try day.issue()
      try day.open(CounterID("\(number)"))
    }
    return day
  }

  @Test func `fifty calls at once are spoken in the order in which they were made, none left out`()
    throws
  {
    var day = try Self.hall(counters: 50)
    var order = AnnouncementOrder(found: [], at: day.now)
    // Counters call in an order that is neither theirs nor the numbers'.
    var called: [String] = []
    for step in 0..<50 {
      called.append(try day.next(CounterID("\(step * 37 % 50 + 1)")).unsafelyExpected)
    }
    let said = Self.all(&order, day.hall)
    #expect(said.map(\.label) == called)
    #expect(Set(called).count == 50)
    // While eight or more wait behind it, a call is brief; the last three are said in full.
    #expect(said.prefix(42).allSatisfy { $0.form == "brief" })
    #expect(said[42..<47].allSatisfy { $0.form == "short" })
    #expect(said.suffix(3).allSatisfy { $0.form == "full" })
    #expect(Self.all(&order, day.hall).isEmpty, "nothing is said twice")
  }

  /// What is wrong with the order in which calls were said; empty when each was said once, in its turn.
  private static func faults(_ said: [String], _ called: [String]) -> [String] {
    var faults: [String] = []
    if Set(said).count != said.count { faults.append("twice") }
    if !Set(called).isSubset(of: said) { faults.append("left out") }
    let turns = said.compactMap { called.firstIndex(of: $0) }
    if zip(turns, turns.dropFirst()).contains(where: { $0 > $1 }) { faults.append("out of turn") }
    return faults
  }

  @Test func `by number or by counter, cut short or said twice would be found wrong`()
    throws
  {
    var day = try Self.hall(counters: 50)
    var order = AnnouncementOrder(found: [], at: day.now)
    var called: [String] = []
    for step in 0..<50 {
      called.append(try day.next(CounterID("\(step * 37 % 50 + 1)")).unsafelyExpected)
      // The first is called again before it was said: its turn is the recall's, and it is said once.
      if step == 30 {
        try day.ask(.recall("1"))
        called.append(called.removeFirst())
      }
    }
    let waiting = day.hall.awaitedCalls
    #expect(Self.faults(Self.all(&order, day.hall).map(\.label), called) == [])
    // The controls: what other voices would say of the same calls.
    #expect(Self.faults(waiting.map(\.label).sorted(), called) == ["out of turn"])
    let byCounter = waiting.sorted { $0.counter.rawValue < $1.counter.rawValue }
    #expect(Self.faults(byCounter.map(\.label), called) == ["out of turn"])
    #expect(Self.faults(waiting.suffix(8).map(\.label), called) == ["left out"])
    #expect(Self.faults((waiting + waiting.suffix(1)).map(\.label), called) == ["twice"])
  }

  @Test func `a call is left out only when its visitor has come, gone or been called again`() throws
  {
    var day = try Self.hall(counters: 5)
    var order = AnnouncementOrder(found: [], at: day.now)
    for counter in 1...5 { try day.next(CounterID("\(counter)")) }
    try day.ask(.start("1"))
    try day.ask(.finish("2", .done))
    try day.ask(.recall("3"))
    // A no-show is still awaited; it is called again by itself.
    try day.ask(.noShow("4"))
    let said = Self.all(&order, day.hall)
    #expect(said.map(\.label) == ["A004", "A005", "A003"])
    #expect(said.map(\.form) == ["full", "full", "full-again"])
  }

  @Test func `a recall repeats the call, as often as it is pressed`() throws {
    var day = try Self.hall(counters: 1)
    var order = AnnouncementOrder(found: [], at: day.now)
    try day.next("1")
    #expect(Self.all(&order, day.hall).map(\.form) == ["full"])
    for _ in 0..<2 {
      try day.ask(.recall("1"))
      #expect(Self.all(&order, day.hall).map(\.form) == ["full-again"])
    }
    try day.ask(.noShow("1"))
    #expect(Self.all(&order, day.hall).isEmpty)
    day.wait(seconds: 61)
    #expect(Self.all(&order, day.hall).map(\.form) == ["full-again"], "called again by itself")
  }

  @Test func `whoever is held on purpose is not called`() throws {
    var day = try Self.hall(counters: 1)
    var order = AnnouncementOrder(found: [], at: day.now)
    try day.next("1")
    try day.ask(.start("1"))
    try day.ask(.park("1"))
    #expect(Self.all(&order, day.hall).isEmpty)
  }

  @Test func `a zone hears its own counters only`() throws {
    var day = try Self.hall(counters: 3)
    var order = AnnouncementOrder(counters: ["2"], found: [], at: day.now)
    for counter in 1...3 { try day.next(CounterID("\(counter)")) }
    #expect(Self.all(&order, day.hall).map(\.label) == ["A002"])
  }

  @Test func `after a restart what was called just now is said, what is older is not repeated`()
    throws
  {
    var day = try Self.hall(counters: 2)
    try day.next("1")
    day.wait(seconds: AnnouncementOrder.heardAfter + 1)
    try day.next("2")
    // The log is replayed, and gives the same calls.
    var again = Hall()
    for recorded in day.log { again.apply(recorded) }
    #expect(again.awaitedCalls == day.hall.awaitedCalls)
    var order = AnnouncementOrder(found: again.awaitedCalls, at: day.now)
    #expect(Self.all(&order, again).map(\.label) == ["A002"])
    var later = AnnouncementOrder(found: again.awaitedCalls, at: day.now.adding(seconds: 60))
    #expect(Self.all(&later, again).isEmpty)
  }

  @Test func `the word for each form is read back as it`() {
    for extent in AnnouncementForm.Extent.allCases {
      for isAgain in [false, true] {
        let form = AnnouncementForm(extent, isAgain: isAgain)
        #expect(AnnouncementForm(name: form.name) == form)
      }
    }
    #expect(AnnouncementForm(name: "loud") == nil)
  }
}
