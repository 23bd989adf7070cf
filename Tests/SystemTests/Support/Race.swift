import Foundation
import Synchronization

/// Kiosks and counters at full speed against one daemon, until told or torn off.
struct Race: Sendable {
  var promises: [Promise] = []
  var open: [OpenRequest] = []
  var calls: [(counter: String, ticket: Int64)] = []
  /// Answers that were neither a number nor a lost connection.
  var refusals: [String] = []

  /// What ends a race: time, or a hand on the switch.
  final class Flag: Sendable {
    private let stopped = Atomic<Bool>(false)
    private let count = Atomic<Int>(0)
    private let answered: @Sendable (Int) -> Void

    /// - Parameter answered: told after each number how many there are.
    init(answered: @escaping @Sendable (Int) -> Void = { _ in }) { self.answered = answered }

    var isDown: Bool { stopped.load(ordering: .relaxed) }
    func stop() { stopped.store(true, ordering: .relaxed) }
    func note() { answered(count.add(1, ordering: .relaxed).newValue) }
  }

  /// Runs until the flag is down or the daemon is gone.
  static func run(
    _ hall: RunningHall, kiosks: Int, errands: [String], officers: [String] = [], until flag: Flag
  ) async throws -> Race {
    let parts = try await atOnce(kiosks + officers.count) { worker in
      worker < kiosks
        ? kiosk(hall, errands, worker, flag) : try counter(hall, officers[worker - kiosks], flag)
    }
    return parts.reduce(into: Race()) { sum, part in
      sum.promises += part.promises
      sum.open += part.open
      sum.calls += part.calls
      sum.refusals += part.refusals
    }
  }

  /// Runs for a time, or until the daemon is gone.
  static func run(
    _ hall: RunningHall, kiosks: Int, errands: [String], officers: [String] = [],
    for time: Duration
  ) async throws -> Race {
    let flag = Flag()
    let end = Deadline.within(time)
    async let timer: Void = onThread {
      let _: Bool? = end.first { flag.isDown ? true : nil }
      flag.stop()
    }
    let race = try await run(
      hall, kiosks: kiosks, errands: errands, officers: officers, until: flag)
    flag.stop()
    try await timer
    return race
  }

  private static func kiosk(
    _ hall: RunningHall, _ errands: [String], _ number: Int, _ flag: Flag
  ) -> Race {
    let turned = errands[(number % errands.count)...] + errands[..<(number % errands.count)]
    let kiosk = Kiosk(hall, errands: Array(turned))
    var race = Race()
    do {
      while !flag.isDown {
        _ = try kiosk.ask()
        flag.note()
      }
    } catch let refusal as Refused {
      race.refusals.append(refusal.description)
    } catch {
      // The connection was lost; the request stays open.
    }
    race.promises = kiosk.promises
    race.open = kiosk.open.map { [$0] } ?? []
    return race
  }

  private static func counter(_ hall: RunningHall, _ name: String, _ flag: Flag) throws -> Race {
    let officer = try Officer(hall, counter: name)
    var race = Race()
    do {
      while !flag.isDown { _ = try officer.serveOne() }
    } catch let refusal as Refused {
      race.refusals.append("counter \(name): \(refusal)")
    } catch {
      // The connection was lost.
    }
    race.calls = officer.called.map { (name, $0) }
    return race
  }
}
