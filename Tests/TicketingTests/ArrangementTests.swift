import Dossiers
import Testing

@testable import Ticketing

@Suite struct `Lines that supervision sets for today` {
  private static func assign(
    _ counter: CounterID, _ kind: ArrangementKind, _ lines: [LineID],
    because reason: String = "đông người", confirmed: Bool = false
  ) -> HallCommand {
    .arrange(
      .assign(
        CounterAssigned(counter: counter, kind: kind, lines: lines), reason: reason,
        confirmed: confirmed))
  }

  private static func release(_ counter: CounterID, confirmed: Bool = false) -> HallCommand {
    .arrange(.release(counter, reason: "hết đông", confirmed: confirmed))
  }

  enum Situation: String {
    /// Counters 1 and 2 are open, 3 is not; two wait for land, one for civil status.
    case morning
    /// The same, with counter 3 open for fees and somebody waiting for it.
    case feesOpen
    /// Counter 1 serves civil status too.
    case surged
    case evening, sunday
  }

  private static let land = BilingualName(vi: "Đất đai", en: "Land")
  private static let civil = BilingualName(vi: "Hộ tịch", en: "Civil status")
  private static let fees = BilingualName(vi: "Thu phí", en: "Fees")

  static let rows: [(situation: Situation, command: HallCommand, refusal: Refusal?)] = [
    (.morning, assign("9", .surge, ["ho-tich"]), .unknownCounter("9")),
    (.morning, assign("1", .surge, ["x"]), .arrangement(.unknownLine("x"))),
    (.morning, assign("1", .surge, []), .arrangement(.noLines)),
    (.morning, assign("1", .surge, ["ho-tich"], because: " "), .reasonMissing),
    (.morning, assign("1", .surge, ["dat-dai"]), .arrangement(.servedAlready("1"))),
    (.morning, assign("1", .rotation, ["dat-dai"]), .arrangement(.servedAlready("1"))),
    (.morning, assign("1", .surge, ["ho-tich"]), nil),
    (.morning, assign("1", .surge, ["ho-tich", "dat-dai", "ho-tich"]), nil),
    (.morning, assign("1", .rotation, ["ho-tich"]), nil),
    (
      .morning, assign("2", .rotation, ["dat-dai"]),
      .arrangement(.peopleLeft(line: civil, waiting: 1))
    ),
    (.morning, assign("2", .rotation, ["dat-dai"], confirmed: true), nil),
    // Nobody waits to pay, and still nobody could take a number for it.
    (.morning, assign("3", .rotation, ["dat-dai"]), .arrangement(.lineLeft(line: fees))),
    (.morning, assign("3", .rotation, ["dat-dai"], confirmed: true), nil),
    (.morning, assign("3", .rotation, ["dat-dai", "thu-phi"]), nil),
    (
      .feesOpen, assign("3", .rotation, ["dat-dai"]),
      .arrangement(.peopleLeft(line: fees, waiting: 1))
    ),
    (.feesOpen, assign("3", .surge, ["dat-dai"]), nil),
    (.morning, release("1"), .arrangement(.nothingSet("1"))),
    (.morning, release("9"), .unknownCounter("9")),
    (.surged, release("1"), nil),
    (.surged, assign("1", .surge, ["ho-tich"]), .arrangement(.servedAlready("1"))),
    (.surged, assign("2", .rotation, ["dat-dai"]), nil),
    (.evening, assign("1", .surge, ["ho-tich"]), .arrangement(.noServiceDay)),
    (.sunday, assign("1", .surge, ["ho-tich"]), .arrangement(.noServiceDay)),
  ]

  private static func hall(_ situation: Situation) throws -> HallOnPaper {
    if situation == .sunday { return HallOnPaper(at: "2026-03-01T09:00") }
    var day = HallOnPaper()
    try day.issue("dat-dai")
    try day.issue("dat-dai")
    try day.issue("ho-tich")
    try day.open("1", "2")
    switch situation {
    case .feesOpen:
      try day.issue("dat-dai-nop-phi")
      try day.open("3")
    case .surged: try day.ask(assign("1", .surge, ["ho-tich"]))
    case .evening: day.now = .at("2026-03-02T19:00")
    case .morning, .sunday: break
    }
    return day
  }

  @Test(arguments: rows.indices)
  func `HU-DA-3.4b · each wish is done or refused by one rule`(index: Int) throws {
    let row = Self.rows[index]
    var day = try Self.hall(row.situation)
    let before = day.hall
    if let refusal = row.refusal {
      #expect(throws: refusal) { try day.ask(row.command) }
      #expect(day.hall.arrangements == before.arrangements)
    } else {
      #expect(try day.ask(row.command).count == 1)
    }
  }

  @Test func `HU-DA-3.4b · a surge adds a line that is then called here too, in the order of time`()
    throws
  {
    var day = try Self.hall(.morning)
    #expect(try day.next("1") == "A001")
    try day.ask(.finish("1", .done))
    try day.ask(Self.assign("1", .surge, ["ho-tich"]))
    #expect(day.hall.lines(of: "1", on: day.now.date, plan: day.plan) == ["dat-dai", "ho-tich"])
    #expect(try day.next("1") == "A002")
    try day.ask(.finish("1", .done))
    #expect(try day.next("1") == "B001")
  }

  @Test func `KT-13.10b · a rotation replaces what the counter serves, and every view says so`()
    throws
  {
    var day = try Self.hall(.morning)
    try day.ask(Self.assign("1", .rotation, ["ho-tich"]), by: Actor("supervision:thanh"))
    let set = try #require(day.hall.arrangements["1"]?.rotation)
    #expect(set.by == Actor("supervision:thanh"))
    #expect(set.lines == ["ho-tich"])
    let today = day.now.date
    #expect(day.hall.counters(for: "dat-dai", on: today, plan: day.plan) == ["2"])
    #expect(day.hall.counters(for: "ho-tich", on: today, plan: day.plan) == ["1", "2"])
    let board = day.hall.board(at: day.now, plan: day.plan)
    #expect(board.windows.first { $0.counter == "1" }?.lines == ["ho-tich"])
    #expect(day.hall.waitingCount(at: "1", plan: day.plan) == 1)
    #expect(
      day.hall.waiting(at: "1", limit: 9, plan: day.plan).compactMap {
        day.hall.visit($0.ticket)?.label
      } == ["B001"])
    #expect(try day.next("1") == "B001")
    // Of another day only configuration speaks.
    #expect(
      day.hall.lines(of: "1", on: today.adding(days: 1), plan: day.plan) == ["dat-dai"])
  }

  @Test func `a rotation and a surge hold together, and one word takes both back`() throws {
    var day = try Self.hall(.morning)
    try day.ask(Self.assign("1", .rotation, ["ho-tich"]))
    try day.ask(Self.assign("1", .surge, ["thu-phi"]))
    #expect(day.hall.lines(of: "1", on: day.now.date, plan: day.plan) == ["ho-tich", "thu-phi"])
    try day.ask(Self.release("1"))
    #expect(day.hall.lines(of: "1", on: day.now.date, plan: day.plan) == ["dat-dai"])
  }

  @Test func `an estimate counts the counter that was added`() throws {
    var day = HallOnPaper()
    for _ in 0..<3 { try day.issue("ho-tich") }
    try day.open("1", "2")
    let errand = try #require(day.plan.errand("ho-tich"))
    let before = try #require(day.hall.estimate(for: errand, at: day.now, plan: day.plan).seconds)
    try day.ask(Self.assign("1", .surge, ["ho-tich"]))
    let after = try #require(day.hall.estimate(for: errand, at: day.now, plan: day.plan).seconds)
    #expect(after < before)
  }

  @Test func `a number that waits keeps its place, and a line that nobody serves gives none`()
    throws
  {
    var day = try Self.hall(.morning)
    let first = try #require(day.hall.visit(labelled: "B001"))
    try day.ask(Self.assign("2", .rotation, ["dat-dai"], confirmed: true))
    #expect(throws: Refusal.nobodyServes(errand: "ho-tich")) { try day.issue("ho-tich") }
    #expect(day.hall.ahead(of: first.id) == 0)
    try day.ask(Self.release("2"))
    try day.issue("ho-tich")
    #expect(day.hall.ahead(of: first.id) == 0)
  }

  @Test func `what is set ends with the day, also in a hall that never closes`() throws {
    var day = HallOnPaper(plan: .alwaysOpen, at: "2026-03-02T23:50")
    try day.open("1")
    try day.ask(Self.assign("1", .surge, ["ho-tich"]))
    day.wait(seconds: 1_200)
    #expect(day.hall.day == .on("2026-03-03"))
    #expect(day.hall.arrangements.isEmpty)
    #expect(day.hall.lines(of: "1", on: day.now.date, plan: day.plan) == ["dat-dai"])
    #expect(day.hall.counter("1").duty == .open)
  }

  @Test func `a replay of the log sets the same`() throws {
    var day = try Self.hall(.surged)
    try day.ask(Self.assign("2", .rotation, ["thu-phi", "ho-tich", "dat-dai"]))
    var replayed = Hall()
    for recorded in day.log { replayed.apply(recorded) }
    #expect(replayed == day.hall)
  }
}
