import Dossiers
import Testing

@testable import Ticketing

@Suite struct `A day told from its rows` {
  @Test func `each number has its wait, its counter and how it ended`() throws {
    var day = HallOnPaper()
    try day.open("1", "2")
    let served = try day.issue()
    let left = try day.issue()
    let sent = try day.issue(priority: "elderly")
    day.wait(seconds: 300)
    try day.ask(.call("1", served.id, reason: "mệt"))
    day.wait(seconds: 20)
    try day.ask(.start("1"))
    day.wait(seconds: 600)
    try day.ask(.finish("1", .intake))
    try day.ask(.cancel(left.id, by: .citizen))
    try day.next("2")
    try day.ask(.start("2"))
    day.wait(seconds: 60)
    try day.ask(.transfer("2", to: .counter("1"), thenBack: false))
    try day.next("1")
    let record = day.record()

    #expect(record.numbers.map(\.label) == ["A001", "A002", "A003"])
    let first = try #require(record.numbers.first)
    #expect(first.waitedSeconds == 300)
    #expect(first.servingSeconds == 600)
    #expect(first.turn == .outOfTurn)
    #expect(first.counter == "1")
    #expect([first.state, first.outcome?.rawValue] == ["done", "intake"])
    #expect(record.numbers[1].state == "cancelled")
    #expect(record.numbers[1].waitedSeconds == nil)
    let third = try #require(record.numbers.last)
    #expect([third.state, third.counter?.rawValue] == ["called", "1"])
    #expect(third.servingSeconds == 60)
    #expect(third.label == sent.label)
    #expect(record.work["1"]?.called == 2)
    #expect(record.work["1"]?.outOfTurn == 1)
    #expect(record.work["1"]?.averageServingSeconds == 600)
    #expect(record.work["2"]?.services == 1)
  }

  /// The record is told from rows alone and the hall keeps its own state: they agree at every row.
  @Test func `it agrees with the hall over random days`() throws {
    for seed in UInt64(1)...12 {
      var random = SeededRandom(seed: seed)
      var day = HallOnPaper()
      try day.open("1", "2", "3")
      for _ in 0..<120 {
        day.wait(seconds: Int.random(in: 1...90, using: &random))
        day.somethingHappens(&random)
        let record = day.record()
        for number in record.numbers {
          let visit = try #require(day.hall.visit(number.ticket))
          #expect(number.state == visit.state.name, "seed \(seed), \(number.label)")
          #expect(number.errand == visit.errand)
          #expect(number.priority == visit.priority)
        }
      }
      #expect(day.record().numbers.count > 5, "seed \(seed)")
    }
  }

  @Test func `nobody is left waiting in a day that is over`() throws {
    var day = HallOnPaper()
    try day.issue()
    day.now = .at("2026-03-03T08:00")
    day.passTime()
    #expect(day.record().numbers.map(\.state) == ["expired"])
  }

  @Test func `since when a counter is quiet`() throws {
    var day = HallOnPaper()
    try day.open("1")
    try day.issue()
    day.wait(seconds: 400)
    #expect(day.hall.counter("1").since == .at("2026-03-02T08:00"))
    try day.next()
    #expect(day.hall.counter("1").since == day.now)
    day.wait(seconds: 30)
    try day.ask(.park("1"))
    let parked = day.now
    // Called again by itself: nobody at the counter has done anything.
    day.wait(seconds: 70)
    #expect(day.hall.counter("1").since == parked)
    #expect(day.hall.counter("2").since == nil)
  }
}

extension HallOnPaper {
  fileprivate func record() -> DayRecord {
    var record = DayRecord()
    for row in log { record.add(row) }
    return record
  }

  /// One of the things that happen; what is refused does not.
  fileprivate mutating func somethingHappens(_ random: inout SeededRandom) {
    let counter = CounterID(String(Int.random(in: 1...3, using: &random)))
    let ticket = hall.visits.keys.sorted().randomElement(using: &random) ?? TicketID(1)
    let commands: [HallCommand] = [
      .issue(TicketRequest(errand: "dat-dai", origin: .reception)),
      .issue(TicketRequest(errand: "dat-dai", priority: "elderly", origin: .kiosk)),
      .callNext(counter), .callNext(counter), .start(counter), .park(counter), .recall(counter),
      .finish(counter, .done), .finish(counter, .supplement), .comeBack(ticket),
      .transfer(counter, to: .errand("dat-dai-nop-phi"), thenBack: true),
      .correct(ticket, to: "dat-dai-nop-phi"), .confirmPriority(ticket, "elderly"),
      .confirmPriority(ticket, nil), .cancel(ticket, by: .staff),
      .call(counter, ticket, reason: "mệt"),
    ]
    if let command = commands.randomElement(using: &random) { _ = try? ask(command) }
  }
}
