import Foundation
import Testing

/// Whole days of a hall, with everything that can go wrong, from one seed each.
@Suite(.serialized) struct `Simulated halls` {
  /// `HALLD_SIMULATE` is what `make simulate` asks for: `SEED`, `SEED DAYS` or `forever`.
  private static let environment = ProcessInfo.processInfo.environment
  /// Whether hashed collections have the same order in every process, as `make` has it.
  private static let isRepeatable = environment["SWIFT_DETERMINISTIC_HASHING"] == "1"

  @Test func `seeded days with every fault keep every promise`() async {
    var simulation = Simulation(seeds: 1...10)
    if let days = Self.environment["HALLD_SIMULATED_DAYS"].flatMap({ UInt64($0) }) {
      simulation.seeds = 1...max(1, days / UInt64(simulation.daysEach))
      simulation.isTalkative = true
    }
    if let seed = Self.environment["HALLD_SEED"].flatMap({ UInt64($0) }) {
      simulation.seeds = seed...seed
      simulation.daysEach = Self.environment["HALLD_DAYS"].flatMap { Int($0) } ?? 2
      let without = Self.environment["HALLD_WITHOUT"] ?? ""
      simulation.without = Set(without.split(separator: ",").map(String.init))
      simulation.isTalkative = true
    } else if Self.environment["HALLD_SIMULATE"] == "forever" {
      // Other seeds each time; a failure prints its own.
      let start = UInt64(Date.now.timeIntervalSince1970) * 1_000
      simulation.seeds = start...(start + 1_000_000_000)
      simulation.isTalkative = true
    }
    if simulation.isTalkative {
      #expect(Self.isRepeatable, "SWIFT_DETERMINISTIC_HASHING=1 lets a seed that fails fail again")
    }
    let result = await simulation.run()
    print(result.summary)
    for failure in result.failures { Issue.record("\(failure.sentence)") }
    // A simulation in which nothing happens would find nothing.
    guard result.failures.isEmpty, simulation.without.isEmpty, result.tally.days >= 20 else {
      return
    }
    #expect(result.tally.crashes * 3 > result.tally.days)
    #expect(result.tally.answered > result.tally.days * 60)
    #expect(result.tally.papers > result.tally.days * 10)
    #expect(result.tally.arrangements > result.tally.days * 3)
    #expect(result.tally.keysTaken > result.tally.days * 3)
    #expect(result.tally.keysRefused > result.tally.days)
    #expect(result.tally.scans > result.tally.days * 12)
    #expect(result.tally.displaysSeen > result.tally.days * 20)
    #expect(result.tally.dossierSteps > result.tally.days * 15)
    #expect(result.tally.dossierRefusals > result.tally.days * 5)
    #expect(result.tally.dossiersOver > result.tally.days)
    #expect(result.tally.reminders > result.tally.days * 2)
    #expect(result.tally.states.count >= 20)
    #expect(result.tally.commands.count >= 30)
  }

  @Test func `the same seed gives the same days, to the last byte of the log`() {
    for seed in 1...2 as ClosedRange<UInt64> {
      let (one, other) = (World(Scenario(seed: seed)), World(Scenario(seed: seed)))
      #expect(one.run() == other.run())
      #expect(one.trace == other.trace, "seed \(seed) gave two different days")
    }
  }

  @Test(.enabled(if: isRepeatable, "each process has another order of hashed collections"))
  func `the same seed gives the same days in another process`() async {
    let other = await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
      print(Self.traces)
    }
    let said = String(decoding: other?.standardOutputContent ?? [], as: UTF8.self)
    let mine = Self.traces
    #expect(said.contains(mine), "here \(mine), there \(said)")
  }

  /// What some days come to.
  private static var traces: String {
    let traces = (3...4 as ClosedRange<UInt64>).map { seed in
      let world = World(Scenario(seed: seed))
      _ = world.run()
      return "\(world.trace)"
    }
    return "traces \(traces.joined(separator: " ")) end"
  }

  @Test func `another seed gives other days`() {
    let traces = (1...4 as ClosedRange<UInt64>).map { seed in
      let world = World(Scenario(seed: seed, days: 1))
      _ = world.run()
      return world.trace
    }
    #expect(Set(traces).count == traces.count)
  }

  @Test func `a day with printers that fail at random leaves nothing open behind it`() {
    for seed in 1...3 as ClosedRange<UInt64> {
      var left: [[Int]] = []
      let world = World(Scenario(seed: seed, days: 3, without: ["power", "disk", "clock"]))
      world.atNight = { machine in
        left.append([
          machine.waitingSlips, machine.callsToDevices, world.thread.unfinished,
          world.time.waiting,
        ])
      }
      #expect(world.run() == [])
      #expect(world.tally.papers > 40)
      #expect(left.count == 3)
      // Slips in the queues, calls to printers, tasks, and wishes of actors and services.
      #expect(left.allSatisfy { $0[0] == 0 && $0[1] == 0 }, "seed \(seed): \(left)")
      // None grows from the first night on; a wish of the evening may be over by the next one.
      #expect(
        left.dropFirst().allSatisfy { night in zip(night, left[0]).allSatisfy { $0 <= $1 } },
        "seed \(seed): \(left)")
      #expect(world.thread.unfinished == 0, "seed \(seed): tasks outlive the hall")
    }
  }

  @Test(
    arguments: [
      (.synchronousNormal, "had been committed"), (.lyingDisk, "had been committed"),
      (.reusedNumber, "was given twice"), (.otherCallOrder, "the published order calls"),
      (.unsetLine, "the board shows other lines of 1"),
      (.unmarkedReprint, "does not say IN LẠI"), (.paperThatIsNot, "there is no paper"),
      (.forgottenKeys, "asked once and was carried out"),
      (.staleDisplay, "the display of"), (.keysForNobody, "officer:nobody acts at"),
      (.readCard, "not refused"), (.keptCard, "holds a card"),
      (.noDaysOff, "no working day"), (.endlessSupplements, "was asked for supplements 2 times"),
      (.unprovenReturn, "without its proofs"), (.approvalWithoutSlip, "transfer slip"),
      (.forgottenReminder, "was told twice"), (.skippedNumber, "has no number"),
    ] as [(Scenario.Sabotage, String)])
  func `the judge sees what was broken on purpose`(sabotage: Scenario.Sabotage, verdict: String) {
    // A few seeds: not every day has the power cut or the second paper that shows it.
    let found = (1...20 as ClosedRange<UInt64>).lazy.map { seed in
      Simulation.live(Scenario(seed: seed, sabotage: sabotage)).violations
    }.first { $0.contains { $0.contains(verdict) } }
    #expect(found != nil, "\(sabotage.rawValue) went unseen")
  }
}
