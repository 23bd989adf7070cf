import Dossiers
import Testing

@testable import Ticketing

@Suite struct `An officer's day` {
  private static let tung = Actor("officer-1")

  private static func counted(_ day: HallOnPaper, _ actor: Ticketing.Actor) -> OfficerDay {
    var counted = OfficerDay()
    for row in day.log where row.actor == actor { counted.add(row) }
    return counted
  }

  @Test func `counts calls, ends and lengths of the own rows, and nobody else's`() throws {
    var day = HallOnPaper()
    try day.open("1", "2")
    for _ in 0..<4 { try day.issue() }
    let tung = Self.tung

    try day.ask(.callNext("1"), by: tung)
    try day.ask(.recall("1"), by: tung)
    try day.ask(.start("1"), by: tung)
    day.wait(seconds: 300)
    try day.ask(.finish("1", .done), by: tung)

    try day.ask(.callNext("1"), by: tung)
    try day.ask(.noShow("1"), by: tung)

    try day.ask(.callNext("1"), by: tung)
    try day.ask(.start("1"), by: tung)
    day.wait(seconds: 100)
    try day.ask(.transfer("1", to: .counter("2"), thenBack: false), by: tung)

    try day.ask(.callNext("2"), by: Actor("officer-2"))
    try day.ask(.finish("2", .supplement), by: Actor("officer-2"))

    let his = Self.counted(day, tung)
    #expect(his.called == 3)
    #expect(his.finished == [.done: 1, .transferred: 1])
    #expect(his.served == 2)
    #expect(his.parked == 1)
    #expect(his.averageServingSeconds == 200)
    let hers = Self.counted(day, Actor("officer-2"))
    #expect(hers.called == 1)
    #expect(hers.finished == [.supplement: 1])
    #expect(Self.counted(day, Actor("nobody")) == OfficerDay())
  }

  @Test func `a desk that corrects an errand has served nobody`() throws {
    var day = HallOnPaper()
    try day.open("1")
    let visit = try day.issue()
    try day.ask(.correct(visit.id, to: "ho-tich"), by: Self.tung)
    #expect(Self.counted(day, Self.tung).served == 0)
    #expect(Self.counted(day, Self.tung).averageServingSeconds == nil)
  }

  @Test func `a visitor at a counter remembers how the latest call came about`() throws {
    var day = HallOnPaper()
    try day.open("1")
    let first = try day.issue()
    let second = try day.issue()
    #expect(first.turn == nil)
    try day.ask(.call("1", second.id, reason: "mệt"))
    #expect(day.hall.visit(second.id)?.turn == .outOfTurn)
    try day.ask(.park("1"))
    try day.ask(.call("1", second.id, reason: nil))
    #expect(day.hall.visit(second.id)?.turn == .parked)
    try day.ask(.finish("1", .done))
    try day.ask(.callNext("1"))
    #expect(day.hall.visit(first.id)?.turn == .next)
  }
}
