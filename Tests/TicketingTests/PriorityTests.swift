import Dossiers
import Testing

@testable import Ticketing

@Suite struct `A priority of one's own word` {
  @Test func `P-10: reception looks at the proof, and number and place in time stay`() throws {
    var day = HallOnPaper()
    try day.open("1")
    let first = try day.issue()
    let second = try day.issue(priority: "elderly")
    #expect(!second.isPriorityConfirmed)
    let third = try day.issue()
    try day.ask(.confirmPriority(second.id, "elderly"))
    #expect(day.hall.visit(second.id)?.isPriorityConfirmed == true)
    #expect(day.hall.ahead(of: third.id) == 2)
    // It overtakes as it had said.
    #expect(try day.next() == second.label)
    #expect(day.log.last.map { $0.event == .called(second, .priority) } == true)
    #expect(day.hall.visit(first.id)?.label == first.label)
  }

  @Test func `without a proof the visitor is ordinary, at the same place in time`() throws {
    var day = HallOnPaper()
    try day.open("1")
    let first = try day.issue()
    let second = try day.issue(priority: "elderly")
    let third = try day.issue()
    try day.ask(.confirmPriority(second.id, nil))
    #expect(day.hall.visit(second.id)?.priority == nil)
    var called: [String?] = []
    for _ in 0..<3 {
      called.append(try day.next())
      try day.ask(.finish("1", .done))
    }
    #expect(called == [first.label, second.label, third.label])
    #expect(day.hall.waitingCount(.line("dat-dai")) == 0)
  }

  @Test func `one who could not say it at the kiosk is given it at the desk`() throws {
    var day = HallOnPaper()
    try day.open("1")
    try day.issue()
    let second = try day.issue()
    try day.ask(.confirmPriority(second.id, "elderly"))
    #expect(try day.next() == second.label)
  }

  @Test func `reception's own numbers need no second look`() throws {
    var day = HallOnPaper()
    try day.ask(
      .issue(TicketRequest(errand: "dat-dai", priority: "elderly", origin: .reception)))
    #expect(day.hall.visit(labelled: "A001")?.isPriorityConfirmed == true)
  }

  @Test func `at the counter and afterwards nothing is changed any more`() throws {
    var day = HallOnPaper()
    try day.open("1")
    let visit = try day.issue()
    #expect(throws: Refusal.unknownPriority("unheard-of")) {
      try day.ask(.confirmPriority(visit.id, "unheard-of"))
    }
    #expect(throws: Refusal.unknownTicket("999")) {
      try day.ask(.confirmPriority(TicketID(999), "elderly"))
    }
    try day.next()
    #expect(throws: Refusal.ticketElsewhere(label: "A001", counter: "1")) {
      try day.ask(.confirmPriority(visit.id, "elderly"))
    }
    try day.ask(.park("1"))
    try day.ask(.confirmPriority(visit.id, "elderly"))
    #expect(day.state("A001") == "parked")
    try day.ask(.cancel(visit.id, by: .staff))
    #expect(throws: Refusal.ticketOver(label: "A001", state: "cancelled")) {
      try day.ask(.confirmPriority(visit.id, "elderly"))
    }
  }
}

extension HallEvent {
  fileprivate static func called(_ visit: Visit, _ turn: Turn) -> HallEvent {
    .ticketCalled(TicketCalled(ticket: visit.id, counter: "1", turn: turn))
  }
}
