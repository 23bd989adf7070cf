import Dossiers
import Ticketing

@testable import Store
@testable import halld

/// Supervision: moves counters to other lines, adds some, pauses, names who sits in, takes it back.
final class Supervisor: HallActor, @unchecked Sendable {
  let name = "supervision"
  private var random: SeededRandom
  private var isAtWork = false
  private let actor = Ticketing.Actor("supervision:giam-sat")
  private static let lines: [LineID] = ["dat-dai", "ho-tich", "thu-phi"]

  init(seed: UInt64) { random = SeededRandom(seed: seed, for: "supervision") }

  /// The account that may sit in at a counter; it has no counter of its own.
  static func substitute(at counter: CounterID) -> String { "thay-\(counter)" }

  func begin(day: Int, in world: World) {
    guard !isAtWork else { return }
    isAtWork = true
    work(world)
  }

  private func work(_ world: World) {
    world.time.after(seconds: random.within(40...160)) { self.work(world) }
    let command = wish()
    let actor = actor
    world.thread.start {
      guard case .success(let answer) = await world.ask(command, by: actor) else { return }
      if !answer.recorded.isEmpty { world.tally.arrangements += 1 }
    }
  }

  private func wish() -> HallCommand {
    let counter = random.pick(PlannedHall.counters)
    // Those who were told that people are left wait a while, or do it all the same.
    let isSure = random.chance(40)
    switch random.within(0...99) {
    case 0..<30:
      let event = CounterAssigned(counter: counter, kind: .surge, lines: [random.pick(Self.lines)])
      return .arrange(.assign(event, reason: "đông người", confirmed: isSure))
    case 30..<50:
      let lines = [random.pick(Self.lines), random.pick(Self.lines)]
      let event = CounterAssigned(counter: counter, kind: .rotation, lines: lines)
      return .arrange(.assign(event, reason: "đổi ca", confirmed: isSure))
    case 50..<66: return .arrange(.release(counter, reason: "như cũ", confirmed: isSure))
    case 66..<74: return .pauseCounter(counter, reason: .meeting, back: nil)
    case 74..<80: return .arrange(.resume(counter))
    case 80..<84: return .closeCounter(counter)
    case 84..<94:
      let agency = random.chance(80) ? "Sở Tư pháp" : "Sở Xây dựng"
      return .arrange(
        .substitute(
          counter,
          of: StaffMember(
            account: "canbo-\(counter)", agency: "Sở Tư pháp", counters: [counter]),
          by: StaffMember(account: Self.substitute(at: counter), agency: agency),
          reason: "nghỉ ốm"))
    default:
      return .arrange(
        .endSubstitution(
          counter, substitute: Self.substitute(at: counter), reason: "đã trở lại"))
    }
  }
}
