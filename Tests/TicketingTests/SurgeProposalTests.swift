import Dossiers
import Testing

@testable import Ticketing

@Suite struct `Where a counter is proposed to help` {
  /// What waits in each line, what counter 3 has, which counters are open, and what is proposed.
  struct Row: Sendable {
    var land = 0
    var civil = 0
    var fees = 0
    var open: [CounterID] = ["1", "2", "3"]
    var change: @Sendable (inout HallRules) -> Void = { _ in }
    /// `line -> counter`, the fullest line first.
    var proposed: [String]
  }

  /// Land: counters 1 and 2, ten minutes each; civil status: counter 2; fees: counter 3.
  static let rows: [Row] = [
    Row(proposed: []),
    // Ten for each open counter are no surge, one more is.
    Row(land: 20, change: { $0.surgeWaitMinutes = 0 }, proposed: []),
    Row(land: 21, change: { $0.surgeWaitMinutes = 0 }, proposed: ["dat-dai -> 3"]),
    Row(
      land: 11, open: ["1", "3"], change: { $0.surgeWaitMinutes = 0 }, proposed: ["dat-dai -> 3"]),
    // Few people, but long services: the wait itself is over half an hour.
    Row(
      land: 9, open: ["1", "3"], change: { $0.surgeWaitingPerCounter = 0 },
      proposed: ["dat-dai -> 3"]),
    Row(land: 1, open: ["1", "3"], change: { $0.surgeWaitingPerCounter = 0 }, proposed: []),
    // Neither threshold: nothing is ever proposed.
    Row(
      land: 60,
      change: {
        $0.surgeWaitMinutes = 0
        $0.surgeWaitingPerCounter = 0
      }, proposed: []),
    // A counter that nobody has opened cannot help, and one with a crowd of its own does not.
    Row(land: 30, open: ["1", "2"], proposed: []),
    Row(land: 24, fees: 8, change: { $0.surgeWaitMinutes = 0 }, proposed: []),
    Row(land: 24, fees: 6, change: { $0.surgeWaitMinutes = 0 }, proposed: ["dat-dai -> 3"]),
    // People wait and nobody is there at all.
    Row(civil: 1, open: ["1"], proposed: ["ho-tich -> 1"]),
  ]

  @Test(arguments: rows.indices)
  func `HU-DA-3.4b · over the threshold, to the open counter with least to do`(index: Int) throws {
    let row = Self.rows[index]
    let plan = HallPlan.alwaysOpen.with { row.change(&$0.rules) }
    var day = HallOnPaper(plan: plan)
    for _ in 0..<row.land { try day.issue("dat-dai") }
    for _ in 0..<row.civil { try day.issue("ho-tich") }
    for _ in 0..<row.fees { try day.issue("dat-dai-nop-phi") }
    for counter in row.open { try day.open(counter) }
    let proposed = day.hall.surgeProposals(at: day.now, plan: day.plan)
    #expect(proposed.map { "\($0.line) -> \($0.counter)" } == row.proposed)
  }

  @Test func `HU-DA-3.4b · what was done is not proposed again`() throws {
    var day = HallOnPaper(plan: .alwaysOpen)
    for _ in 0..<25 { try day.issue("dat-dai") }
    try day.open("1", "2", "3")
    let proposal = try #require(day.hall.surgeProposals(at: day.now, plan: day.plan).first)
    #expect(proposal.waiting == 25 && proposal.waitingThere == 0)
    try day.ask(
      .arrange(
        .assign(
          CounterAssigned(counter: proposal.counter, kind: .surge, lines: [proposal.line]),
          reason: "đông người", confirmed: false)))
    #expect(day.hall.surgeProposals(at: day.now, plan: day.plan).isEmpty)
    #expect(try day.next("3") == "A001")
  }
}
