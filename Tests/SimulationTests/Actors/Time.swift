import Ticketing

@testable import halld

/// Lets time pass in the log, as the daemon's time keeper does.
final class Time: HallActor, @unchecked Sendable {
  let name = "time"
  private var isTicking = false

  func begin(day: Int, in world: World) {
    guard !isTicking else { return }
    isTicking = true
    tick(world)
  }

  private func tick(_ world: World) {
    if let machine = world.machine { world.thread.start { await machine.passTime() } }
    world.time.after(seconds: 25) { self.tick(world) }
  }
}
