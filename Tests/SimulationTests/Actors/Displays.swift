import Ticketing

@testable import Drivers
@testable import halld

/// The displays lose line and power and come back; whoever sits below looks whether they tell the truth.
final class Displays: HallActor, @unchecked Sendable {
  let name = "displays"
  private var random: SeededRandom
  private var isLooking = false
  /// What each counter's display should show, and since which second.
  private var expected: [CounterID: (lines: DisplayLines, since: Int)] = [:]
  /// Longer than everything by which a display may be late: a look, a beat, a refresh.
  private static let late = 70

  init(seed: UInt64) { random = SeededRandom(seed: seed, for: "displays") }

  func begin(day: Int, in world: World) {
    // The night is passed over in one step: nobody has had time to do anything.
    expected = [:]
    for display in world.displays {
      for _ in 0..<random.within(0...3) {
        world.time.after(seconds: random.within(0...2_000)) { [self] in disturb(display, world) }
      }
    }
    guard !isLooking else { return }
    isLooking = true
    look(world)
  }

  private func disturb(_ display: DisplayHardware, _ world: World) {
    switch random.within(0...3) {
    case 0: return display.blank()
    case 1: display.goes(after: random.within(1...90))
    case 2:
      // Out and in between two looks of its driver.
      display.unplug()
      return display.plug()
    default: display.unplug()
    }
    world.time.after(seconds: random.within(20...400)) { display.plug() }
  }

  private func look(_ world: World) {
    world.time.after(seconds: 45) { self.look(world) }
    world.thread.start { [self] in
      let shown = await world.look { hall, plan in
        plan.counters.map { counter in
          (
            counter.id, hall.display(of: counter.id).lines(at: counter.id, columns: 20, rows: 2)
          )
        }
      }
      let now = world.time.seconds
      // Whoever closes turns the displays off first.
      guard let shown, !world.isStopping else { return expected = [:] }
      for (counter, lines) in shown {
        if expected[counter]?.lines != lines { expected[counter] = (lines, now) }
      }
      for display in world.displays { judge(display, at: now, world) }
    }
  }

  private func judge(_ display: DisplayHardware, at now: Int, _ world: World) {
    guard let (lines, since) = expected[display.counter], display.isPlugged,
      let started = world.startedAt,
      now - max(since, display.disturbedAt, started) >= Self.late
    else { return }
    world.tally.displaysSeen += 1
    guard display.upper != lines.upper || display.lower != lines.lower else { return }
    world.complain(
      "the display of \(display.counter) shows \"\(display.upper)|\(display.lower)\" for "
        + "\(now - max(since, display.disturbedAt, started)) s, and not "
        + "\"\(lines.upper)|\(lines.lower)\"")
  }
}
