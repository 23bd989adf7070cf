import Foundation
import Synchronization

/// Many seeded halls beside each other, one thread each, and what they add up to.
struct Simulation: Sendable {
  var seeds: ClosedRange<UInt64>
  var daysEach = 2
  var without: Set<String> = []
  /// Says how far it is, now and then; for a person who waits.
  var isTalkative = false

  struct Failure: Sendable {
    let scenario: Scenario
    let violations: [String]

    /// What a person needs to see it again.
    var sentence: String {
      "seed \(scenario.seed): \(violations.joined(separator: "; "))\n"
        + "See it again: \(scenario.command)"
    }
  }

  struct Result: Sendable {
    var tally = Tally()
    var failures: [Failure] = []
    var elapsed = Duration.zero

    var summary: String {
      "\(tally.days) hall days in \(elapsed.formatted(.units(allowed: [.seconds, .minutes]))): "
        + "\(tally.asked) requests (\(tally.refused) refused), \(tally.rows) log rows, "
        + "\(tally.papers) papers, \(tally.arrangements) acts of supervision, "
        + "\(tally.keysTaken) keys (\(tally.keysRefused) refused), "
        + "\(tally.scans) scans, \(tally.displaysSeen) looks at displays, "
        + "\(tally.dossiers) dossiers (\(tally.dossiersOver) over) in \(tally.dossierSteps) steps "
        + "(\(tally.dossierRefusals) refused; \(tally.states.count) states, "
        + "\(tally.commands.count) commands), \(tally.reminders) reminders, "
        + "\(tally.starts) starts after \(tally.crashes) crashes and "
        + "\(tally.stops) stops, \(tally.failedStarts) starts that failed; "
        + "\(failures.count) violations"
    }
  }

  private struct Progress {
    var next: UInt64
    var isRunning: Int
    var result = Result()
  }

  /// Runs them all, on as many threads; stops at the first failure.
  func run(threads: Int = 2) async -> Result {
    let started = ContinuousClock.now
    let progress = Mutex(Progress(next: seeds.lowerBound, isRunning: threads))
    await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
      for _ in 0..<threads {
        let thread = Thread {
          while let seed = takeSeed(progress) {
            live(seed, progress, since: started)
          }
          let isLast = progress.withLock { progress -> Bool in
            progress.isRunning -= 1
            return progress.isRunning == 0
          }
          if isLast { done.resume() }
        }
        thread.stackSize = 8 << 20
        thread.start()
      }
    }
    return progress.withLock { progress in
      var result = progress.result
      result.elapsed = ContinuousClock.now - started
      return result
    }
  }

  private func takeSeed(_ progress: borrowing Mutex<Progress>) -> UInt64? {
    progress.withLock { progress in
      guard progress.next <= seeds.upperBound, progress.result.failures.isEmpty else { return nil }
      defer { progress.next += 1 }
      return progress.next
    }
  }

  private func live(
    _ seed: UInt64, _ progress: borrowing Mutex<Progress>, since start: ContinuousClock.Instant
  ) {
    let scenario = Scenario(seed: seed, days: daysEach, without: without)
    let (violations, tally) = Self.live(scenario)
    let failure = violations.isEmpty ? nil : Self.shrink(scenario, violations, days: tally.days)
    let line = progress.withLock { progress -> String? in
      let before = progress.result.tally.days
      progress.result.tally.add(tally)
      if let failure { progress.result.failures.append(failure) }
      let now = progress.result.tally.days
      guard isTalkative, before / 100 != now / 100 else { return nil }
      var soFar = progress.result
      soFar.elapsed = ContinuousClock.now - start
      return soFar.summary
    }
    if let line { print(line) }
  }

  static func live(_ scenario: Scenario) -> (violations: [String], tally: Tally) {
    let world = World(scenario)
    let violations = world.run()
    return (violations, world.tally)
  }

  /// Takes away days and actors as long as something still goes wrong.
  private static func shrink(_ scenario: Scenario, _ violations: [String], days: Int) -> Failure {
    var least = scenario
    least.days = days
    var seen = violations
    for name in Scenario.actorNames where !least.without.contains(name) {
      var smaller = least
      smaller.without.insert(name)
      let (violations, tally) = live(smaller)
      guard !violations.isEmpty else { continue }
      smaller.days = tally.days
      (least, seen) = (smaller, violations)
    }
    return Failure(scenario: least, violations: seen)
  }
}

extension Tally {
  mutating func add(_ other: Tally) {
    for path in Self.counts { self[keyPath: path] += other[keyPath: path] }
    states.formUnion(other.states)
    commands.formUnion(other.commands)
  }

  private nonisolated(unsafe) static let counts: [WritableKeyPath<Tally, Int>] = [
    \.days, \.steps, \.asked, \.answered, \.refused, \.starts, \.failedStarts, \.crashes, \.stops,
    \.rows, \.papers, \.arrangements, \.keysTaken, \.keysRefused, \.scans, \.displaysSeen,
    \.dossierSteps,
    \.dossierRefusals, \.dossiers, \.dossiersOver, \.reminders,
  ]
}
