import Dossiers
import FaultDisk
import Ticketing

/// The power goes at any operation of the disk; or the process is killed, or stopped politely.
final class Power: HallActor, @unchecked Sendable {
  let name = "power"
  private var random: SeededRandom

  init(seed: UInt64) { random = SeededRandom(seed: seed, for: "power") }

  func begin(day: Int, in world: World) {
    for _ in 0..<random.within(0...3) {
      world.time.after(seconds: random.within(0...2_300)) { self.strike(world) }
    }
  }

  private func strike(_ world: World) {
    switch random.within(0...9) {
    case 0..<6: world.disk.cutPower(at: world.disk.operations + random.within(1...60))
    case 6, 7: world.crash()
    default:
      guard world.machine != nil else { return }
      world.stop()
      let pause = random.within(1...60)
      // The next power cut may then fall into the start itself.
      if random.chance(30) {
        world.disk.cutPower(at: world.disk.operations + random.within(1...40))
      }
      world.time.after(seconds: pause) { world.start() }
    }
  }
}

/// The disk refuses an operation, fills for a while, or a sync fails once and later ones lie.
final class DiskTrouble: HallActor, @unchecked Sendable {
  let name = "disk"
  private var random: SeededRandom

  init(seed: UInt64) { random = SeededRandom(seed: seed, for: "disk") }

  func begin(day: Int, in world: World) {
    for _ in 0..<random.within(0...2) {
      world.time.after(seconds: random.within(0...2_300)) { self.strike(world) }
    }
  }

  private func strike(_ world: World) {
    let disk = world.disk
    let from = disk.operations + random.within(1...40)
    switch random.within(0...3) {
    case 0:
      // EIO, ENOSPC, EROFS: whatever it says, it says it once or a few times.
      disk.fail(from..<(from + random.within(1...3)), error: random.pick([5, 28, 30]))
    case 1: disk.failSync(from: from, random.chance(50) ? .lost : .kept)
    case 2:
      disk.failReads((disk.reads + 1)..<(disk.reads + random.within(2...30)))
      world.time.after(seconds: 20) { disk.failReads(nil) }
    default:
      disk.setFull(true)
      world.time.after(seconds: random.within(5...180)) { disk.setFull(false) }
    }
  }
}

/// Somebody sets the machine's clock; at night it is right again.
final class ClockTrouble: HallActor, @unchecked Sendable {
  let name = "clock"
  private var random: SeededRandom

  init(seed: UInt64) { random = SeededRandom(seed: seed, for: "clock") }

  func begin(day: Int, in world: World) {
    guard random.chance(40) else { return }
    world.time.after(seconds: random.within(60...2_100)) { self.step(world) }
  }

  private func step(_ world: World) {
    // A little ahead is followed, far ahead is not, back is waited for.
    let seconds = random.pick([-200_000, -7_200, -600, -90, 30, 200, 3_600, 90_000])
    world.time.wallAhead += Int64(seconds) * 1_000_000
    guard random.chance(70) else { return }
    world.time.after(seconds: random.within(30...600)) {
      world.time.wallAhead -= Int64(seconds) * 1_000_000
    }
  }
}

/// Printers run empty, come loose, slow down, die, keep quiet and lie; somebody looks after them.
final class PrinterMoods: HallActor, @unchecked Sendable {
  let name = "printers"
  private var random: SeededRandom

  init(seed: UInt64) { random = SeededRandom(seed: seed, for: "moods") }

  func begin(day: Int, in world: World) {
    for printer in world.printers {
      guard random.chance(60) else { continue }
      world.time.after(seconds: random.within(0...2_000)) { [self] in
        printer.mood =
          world.scenario.hidesLies ? .lying : random.pick(PrinterHardware.Mood.allCases)
        world.time.after(seconds: random.within(20...400)) { printer.mood = .well }
      }
    }
  }
}
