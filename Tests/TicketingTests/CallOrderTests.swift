import Dossiers
import Testing

@testable import Ticketing

@Suite struct `The order of calls` {
  @Test func `P-1 · first come, first served over every line a counter serves`() throws {
    var day = HallOnPaper()
    for errand in ["ho-tich", "dat-dai", "ho-tich"] as [ErrandID] {
      try day.issue(errand)
      day.wait(seconds: 1)
    }
    try day.open("2")
    var called: [String?] = []
    for _ in 1...3 {
      called.append(try day.next("2"))
      try day.ask(.finish("2", .done))
    }
    #expect(called == ["B001", "A001", "B002"])
    #expect(try day.ask(.callNext("2")).isEmpty)
  }

  @Test func `P-10 · one with priority is called after every two ordinary visitors`() throws {
    var day = HallOnPaper()
    for _ in 1...5 {
      try day.issue()
      day.wait(seconds: 1)
    }
    for _ in 1...3 { try day.issue("dat-dai", priority: "elderly") }
    try day.open("1")
    let foreseen = day.hall.waiting(at: "1", limit: 8, plan: day.plan).map(\.ticket)
    var called: [String] = []
    var tickets: [TicketID] = []
    for _ in 1...8 {
      called.append(try day.next().unsafelyExpected)
      tickets.append(day.hall.counter("1").current.unsafelyExpected)
      try day.ask(.finish("1", .done))
    }
    #expect(called == ["A006", "A001", "A002", "A007", "A003", "A004", "A008", "A005"])
    #expect(tickets == foreseen, "what the officer is shown is what is called")
  }

  @Test func `P-10 · classes share by weight, and the earlier of equal shares goes first`() throws {
    var day = HallOnPaper(plan: .laiChau.with { $0.rules.ordinaryPerPriority = 0 })
    try day.issue()
    for priority in ["elderly", "elderly", "merit", "merit", "merit", "merit"] as [PriorityID] {
      day.wait(seconds: 1)
      try day.issue("dat-dai", priority: priority)
    }
    try day.open("1")
    var classes: [PriorityID?] = []
    for _ in 1...7 {
      try day.next()
      classes.append(day.hall.visit(day.hall.counter("1").current.unsafelyExpected)?.priority)
      try day.ask(.finish("1", .done))
    }
    #expect(classes == ["merit", "elderly", "merit", "merit", "elderly", "merit", nil])
  }

  @Test func `LC 6.1.g · out of turn needs a reason, is recorded as such and takes no share`()
    throws
  {
    var day = HallOnPaper()
    try day.issue()
    let second = try day.issue()
    try day.open("1")
    for blank in [nil, "", "  "] as [String?] {
      #expect(throws: Refusal.reasonMissing) { try day.ask(.call("1", second.id, reason: blank)) }
    }
    let events = try day.ask(.call("1", second.id, reason: "đi cấp cứu"))
    #expect(
      events == [
        .ticketCalled(TicketCalled(ticket: second.id, counter: "1", turn: .outOfTurn))
      ])
    #expect(day.state("A001") == "waiting")
  }

  @Test func `a visitor at one counter is never called to another`() throws {
    var day = HallOnPaper()
    let visit = try day.issue()
    try day.open("1", "2")
    try day.next("1")
    #expect(throws: Refusal.ticketElsewhere(label: "A001", counter: "1")) {
      try day.ask(.call("2", visit.id, reason: "x"))
    }
    #expect(try day.ask(.callNext("2")).isEmpty)
  }

  @Test func `KT 13.10 · a rotation plan replaces what a shared counter serves on its days`() throws
  {
    let plan = HallPlan.laiChau.with {
      $0.assignments = [
        Assignment(
          kind: .rotation, counter: "2", lines: ["ho-tich"], from: .on("2026-03-01"),
          through: .on("2026-03-31"), weekdays: [.monday]),
        Assignment(
          kind: .rotation, counter: "2", lines: ["dat-dai"], from: .on("2026-03-01"),
          through: .on("2026-03-31"), weekdays: [.tuesday]),
      ]
    }
    #expect(plan.configuredLines(of: "2", on: .on("2026-03-02")) == ["ho-tich"])
    #expect(plan.configuredLines(of: "2", on: .on("2026-03-03")) == ["dat-dai"])
    #expect(plan.configuredLines(of: "2", on: .on("2026-03-04")) == ["dat-dai", "ho-tich"])
    var day = HallOnPaper(plan: plan)
    try day.issue("dat-dai")
    try day.issue("ho-tich")
    try day.open("2")
    #expect(try day.next("2") == "B001")
  }

  @Test(arguments: [
    ("2026-03-01", ["dat-dai"] as [LineID]), ("2026-03-02", ["dat-dai", "thu-phi"]),
    ("2026-03-06", ["dat-dai", "thu-phi"]), ("2026-03-07", ["dat-dai"]),
  ])
  func `HU DA IV.3.4 · a low-volume line is added to another counter between its dates`(
    day: String, lines: [LineID]
  ) {
    let plan = HallPlan.laiChau.with {
      $0.assignments = [
        Assignment(
          kind: .lowVolume, counter: "1", lines: ["thu-phi"], from: .on("2026-03-02"),
          through: .on("2026-03-06"))
      ]
    }
    #expect(plan.configuredLines(of: "1", on: .on(day)) == lines)
  }
}

extension CivilDate {
  static func on(_ text: String) -> CivilDate { CivilDate(text).unsafelyExpected }
}
