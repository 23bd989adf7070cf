import Dossiers
import Testing

@testable import Ticketing

/// Properties that hold on every day, however its people behave.
@Suite struct `Random days` {
  static let seeds: [UInt64] = Array(1...20)

  @Test(arguments: seeds)
  func `no number twice, none missing, nobody at two counters, the log tells it all`(seed: UInt64)
    throws
  {
    var random = SeededRandom(seed: seed)
    var day = HallOnPaper(plan: seed % 3 == 0 ? .alwaysOpen : .laiChau)
    for _ in 0..<400 {
      day.wait(seconds: Int.random(in: 0...90, using: &random))
      // Refusals are answers; what matters is what is true afterwards.
      _ = try? day.ask(Self.command(for: day, using: &random))
      Self.check(day, seed: seed)
    }
    var replayed = Hall()
    for recorded in day.log { replayed.apply(recorded) }
    #expect(replayed == day.hall, "seed \(seed): replay differs")
  }

  @Test(arguments: seeds)
  func `P-10 · nobody is overtaken more often than the share allows`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var day = HallOnPaper(plan: .alwaysOpen)
    try day.open("1", "2")
    var waiting: [TicketID: (before: Int, overtakenBy: Int)] = [:]
    let share = day.plan.rules.ordinaryPerPriority
    for _ in 0..<500 {
      day.wait(seconds: 1)
      if Int.random(in: 0..<5, using: &random) < 3 {
        let isPriority = Int.random(in: 0..<3, using: &random) == 0
        let ordinaryBefore = day.hall.lines[.line("dat-dai")]?.ordinary.count ?? 0
        let visit = try day.issue("dat-dai", priority: isPriority ? "elderly" : nil)
        if !isPriority { waiting[visit.id] = (ordinaryBefore, 0) }
      } else {
        let counter: CounterID = Bool.random(using: &random) ? "1" : "2"
        guard try day.next(counter) != nil,
          let called = day.hall.counter(counter).current.flatMap({ day.hall.visit($0) })
        else { continue }
        if called.priority != nil {
          for (ticket, counts) in waiting where ticket < called.id {
            waiting[ticket] = (counts.before, counts.overtakenBy + 1)
          }
        } else if let counts = waiting.removeValue(forKey: called.id) {
          let bound = counts.before / share + day.plan.counters.count
          #expect(
            counts.overtakenBy <= bound, "seed \(seed): \(called.label) was overtaken too often")
        }
        try day.ask(.finish(counter, .done))
      }
    }
  }

  private static func command(for day: HallOnPaper, using random: inout SeededRandom)
    -> HallCommand
  {
    let counter = (["1", "2", "3"] as [CounterID]).randomElement(using: &random) ?? "1"
    let ticket =
      day.hall.visits.keys.sorted().randomElement(using: &random) ?? TicketID(1)
    let errand =
      (["dat-dai", "dat-dai-nop-phi", "ho-tich"] as [ErrandID]).randomElement(using: &random)
      ?? "dat-dai"
    switch Int.random(in: 0..<20, using: &random) {
    case 0..<5:
      return .issue(
        TicketRequest(
          errand: errand, priority: Int.random(in: 0..<4, using: &random) == 0 ? "elderly" : nil))
    case 5: return .openCounter(counter, officer: "officer-\(counter)")
    case 6..<10: return .callNext(counter)
    case 10: return .start(counter)
    case 11: return .noShow(counter)
    case 12: return .transfer(counter, to: .errand(errand), thenBack: Bool.random(using: &random))
    case 13: return .transfer(counter, to: .counter("2"), thenBack: Bool.random(using: &random))
    case 14, 15: return .finish(counter, StopOutcome.done)
    case 16: return .call(counter, ticket, reason: "gấp")
    case 17: return .cancel(ticket, by: .citizen)
    case 18: return .comeBack(ticket)
    default:
      return Bool.random(using: &random)
        ? .recall(counter) : .pauseCounter(counter, reason: .other, back: nil)
    }
  }

  private static func check(_ day: HallOnPaper, seed: UInt64) {
    let hall = day.hall
    // Numbers of a day and domain are first, first + 1, ... without a gap.
    var given: [String: [Int]] = [:]
    for case .ticketIssued(let event) in day.log.map(\.event) {
      given["\(event.domain) \(event.day)", default: []].append(event.number)
    }
    for (series, numbers) in given {
      #expect(numbers == Array(1...numbers.count), "seed \(seed): \(series)")
    }
    // A counter has its visitor and the visitor knows the counter; nobody is at two.
    var atCounters: Set<TicketID> = []
    for (id, status) in hall.counters {
      guard let ticket = status.current else { continue }
      #expect(atCounters.insert(ticket).inserted, "seed \(seed): \(ticket) at two counters")
      #expect(hall.visit(ticket)?.state.counter == id, "seed \(seed)")
    }
    // What stands on a counter's display is what the boards show of that counter.
    for window in hall.board(at: day.now, plan: day.plan).windows {
      let shown: (label: String?, serving: Bool) =
        switch hall.display(of: window.counter) {
        case .called(let label, _): (label, false)
        case .serving(let label): (label, true)
        case .free, .paused, .closed: (nil, false)
        }
      #expect(shown == (window.label, window.serving), "seed \(seed): \(window.counter)")
    }
    // Everyone who waits stands in exactly one line, and nobody else does.
    let inLines = hall.lines.values.flatMap {
      $0.ordinary.all.map(\.ticket) + $0.priority.all.map(\.ticket)
    }
    let waiting = hall.visits.values.filter { if case .waiting = $0.state { true } else { false } }
    #expect(inLines.sorted() == waiting.map(\.id).sorted(), "seed \(seed): lines and visits differ")
  }
}
