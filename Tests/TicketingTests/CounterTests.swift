import Dossiers
import Testing

@testable import Ticketing

@Suite struct `At the counter` {
  /// Commands that a counter in a given situation refuses, and those that it just accepts.
  static let rows: [(situation: Situation, command: HallCommand, refusal: Refusal?)] = [
    (.closed, .callNext("1"), .counterClosed("1")),
    (.closed, .recall("1"), .counterEmpty("1")),
    (.closed, .finish("1", .done), .counterEmpty("1")),
    (.closed, .pauseCounter("1", reason: .meeting, back: nil), .counterClosed("1")),
    (.closed, .closeCounter("1"), nil),
    (.closed, .openCounter("1", officer: "tung"), nil),
    (.closed, .openCounter("9", officer: "tung"), .unknownCounter("9")),
    (.open, .callNext("1"), nil),
    (.open, .callNext("9"), .unknownCounter("9")),
    (.open, .start("1"), .counterEmpty("1")),
    (.open, .park("1"), .counterEmpty("1")),
    (.open, .openCounter("1", officer: "officer-1"), nil),
    (.open, .openCounter("1", officer: "hoa"), .anotherOfficer("1", officer: "officer-1")),
    (
      .open, .openCounter("2", officer: "officer-1"),
      .officerElsewhere(officer: "officer-1", counter: "1")
    ),
    (.paused, .callNext("1"), .counterPaused("1")),
    (.paused, .openCounter("1", officer: "officer-1"), nil),
    (.called, .callNext("1"), .counterBusy("1", label: "A001")),
    (.called, .closeCounter("1"), .counterBusy("1", label: "A001")),
    (.called, .pauseCounter("1", reason: .lunch, back: nil), .counterBusy("1", label: "A001")),
    (.called, .recall("1"), nil),
    (.called, .start("1"), nil),
    (.called, .noShow("1"), nil),
    (.called, .finish("1", .done), nil),
    (.called, .transfer("1", to: .counter("1"), thenBack: false), .sameCounter("1")),
    (.called, .transfer("1", to: .counter("9"), thenBack: false), .unknownCounter("9")),
    (.called, .transfer("1", to: .errand("x"), thenBack: false), .unknownErrand("x")),
    (.serving, .start("1"), .alreadyServing("1", label: "A001")),
    (.serving, .recall("1"), .alreadyServing("1", label: "A001")),
    (.serving, .noShow("1"), .alreadyServing("1", label: "A001")),
    (.serving, .park("1"), nil),
    (.serving, .cancel(TicketID(2), by: .staff), .ticketElsewhere(label: "A001", counter: "1")),
    (.serving, .finish("1", .guidedAway), nil),
  ]

  enum Situation: String { case closed, open, paused, called, serving }

  @Test(arguments: rows.indices)
  func `each situation accepts and refuses by rule`(index: Int) throws {
    let row = Self.rows[index]
    var day = HallOnPaper()
    try day.issue()
    if row.situation != .closed { try day.open("1") }
    switch row.situation {
    case .paused: try day.ask(.pauseCounter("1", reason: .lunch, back: CivilTime("13:30")))
    case .called: try day.next()
    case .serving:
      try day.next()
      try day.ask(.start("1"))
    case .closed, .open: break
    }
    let before = day.hall
    do {
      try day.ask(row.command)
      #expect(row.refusal == nil, "\(row.situation): \(row.command) was accepted")
    } catch {
      #expect(error == row.refusal, "\(row.situation): \(row.command)")
      #expect(day.hall == before, "a refusal changes nothing")
    }
  }

  @Test func `a number is recalled up to the limit`() throws {
    var day = HallOnPaper(plan: .laiChau.with { $0.rules.maxRecalls = 2 })
    try day.issue()
    try day.open("1")
    try day.next()
    try day.ask(.recall("1"))
    try day.ask(.recall("1"))
    #expect(throws: Refusal.recallLimit(label: "A001", limit: 2)) { try day.ask(.recall("1")) }
  }

  @Test func `P-9 · a no-show is called again by itself, then missed, then expired`() throws {
    var day = HallOnPaper()
    try day.issue()
    try day.issue()
    try day.open("1")
    try day.next()
    try day.ask(.noShow("1"))
    #expect(try day.next() == "A002", "the next is served meanwhile")

    day.wait(seconds: 59)
    #expect(day.hall.visit(labelled: "A001")?.calls == 1)
    day.wait(seconds: 1)
    #expect(day.hall.visit(labelled: "A001")?.calls == 2)
    day.wait(seconds: 60)
    #expect(day.hall.visit(labelled: "A001")?.calls == 3)
    #expect(day.state("A001") == "parked")
    day.wait(seconds: 60)
    #expect(day.state("A001") == "missed")
    day.wait(seconds: 30 * 60)
    #expect(day.state("A001") == "missed", "the thirtieth minute still counts")
    day.wait(seconds: 1)
    #expect(day.state("A001") == "expired")
  }

  @Test func `P-9 · back within 30 minutes: once, to the end of the line`() throws {
    var day = HallOnPaper()
    let late = try day.issue()
    try day.open("1")
    for round in 1...2 {
      try day.next()
      try day.ask(.noShow("1"))
      for _ in 1...3 { day.wait(seconds: 60) }
      guard round == 1 else { break }
      try day.issue()
      #expect(day.state("A001") == "missed")
      day.wait(seconds: 1)
      try day.ask(.comeBack(late.id))
      #expect(try day.next() == "A002", "those who waited come first")
      try day.ask(.finish("1", .done))
    }
    #expect(day.state("A001") == "expired", "a second absence ends it")
    #expect(throws: Refusal.cannotComeBack(label: "A001", state: "expired")) {
      try day.ask(.comeBack(late.id))
    }
  }

  @Test func `a parked visitor who turns up is called at the same counter without a reason`() throws
  {
    var day = HallOnPaper()
    let visit = try day.issue()
    try day.open("1", "2")
    try day.next()
    try day.ask(.noShow("1"))
    #expect(throws: Refusal.ticketElsewhere(label: "A001", counter: "1")) {
      try day.ask(.call("2", visit.id, reason: "x"))
    }
    try day.ask(.call("1", visit.id, reason: nil))
    #expect(day.state("A001") == "called")
    day.wait(seconds: 600)
    #expect(day.state("A001") == "called", "no repeated call is left over")
  }

  @Test func `to the fee desk and back, with number and place in time`() throws {
    var day = HallOnPaper()
    try day.issue()
    day.wait(seconds: 5)
    try day.issue()
    try day.open("1", "3")
    try day.next("1")
    try day.ask(.start("1"))
    try day.ask(.transfer("1", to: .errand("dat-dai-nop-phi"), thenBack: true))
    #expect(try day.next("3") == "A001")
    try day.ask(.finish("3", .done))
    #expect(try day.next("1") == "A001", "before A002, who came later")
    try day.ask(.finish("1", .intake))
    let visit = day.hall.visit(labelled: "A001").unsafelyExpected
    #expect(visit.stops.map(\.counter) == ["1", "3", "1"])
    #expect(visit.stops.map(\.outcome) == [.transferred, .done, .intake])
    #expect(visit.state == .done(.intake))
  }

  @Test func `sent to one counter, a visitor is called there only`() throws {
    var day = HallOnPaper()
    try day.issue()
    try day.open("1", "2")
    try day.next("1")
    try day.ask(.transfer("1", to: .counter("2"), thenBack: false))
    #expect(try day.ask(.callNext("1")).isEmpty)
    #expect(try day.next("2") == "A001")
  }

  @Test func `back with the supplement the same day, the old number and its old place`() throws {
    var day = HallOnPaper()
    let visit = try day.issue()
    try day.open("1")
    try day.next()
    try day.ask(.finish("1", .supplement))
    day.wait(seconds: 600)
    try day.issue()
    try day.ask(.comeBack(visit.id))
    #expect(try day.next() == "A001")
  }

  @Test func `the wrong line is corrected without a new number`() throws {
    var day = HallOnPaper()
    let visit = try day.issue("ho-tich")
    try day.ask(.correct(visit.id, to: "dat-dai"))
    try day.open("1")
    #expect(try day.next("1") == "B001")
    #expect(throws: Refusal.ticketNotWaiting(label: "B001", state: "called")) {
      try day.ask(.correct(visit.id, to: "ho-tich"))
    }
  }

  @Test func `a cancelled number is over and its place is free`() throws {
    var day = HallOnPaper()
    let visit = try day.issue()
    try day.ask(.cancel(visit.id, by: .citizen))
    #expect(day.hall.waitingCount(.line("dat-dai")) == 0)
    #expect(throws: Refusal.ticketOver(label: "A001", state: "cancelled")) {
      try day.ask(.cancel(visit.id, by: .staff))
    }
  }
}
