import Dossiers
import Ticketing

@testable import Store
@testable import halld

/// The reception desk: papers that did not come, people who come back, wrong lines, the post.
final class Reception: HallActor, @unchecked Sendable {
  let name = "reception"
  private var random: SeededRandom
  private var isAtWork = false
  private var padNumber = 0
  private let actor = Ticketing.Actor("reception:le-tan")

  init(seed: UInt64) { random = SeededRandom(seed: seed, for: "reception") }

  func begin(day: Int, in world: World) {
    padNumber = 0
    guard !isAtWork else { return }
    isAtWork = true
    work(world)
  }

  private func work(_ world: World) {
    world.time.after(seconds: random.within(30...120)) { self.work(world) }
    let choice = random.within(0...99)
    let recent = world.crowd.tickets.suffix(15)
    switch choice {
    case 0..<30:
      // Somebody has no paper; or somebody has one and wants another.
      let wanted = world.record.slipsThatFailed.last ?? recent.randomElement(using: &random)
      guard let ticket = wanted else { return }
      wish(.reprint(ticket), world)
    case 30..<50:
      guard let ticket = world.record.missed.first else { return }
      world.crowd.cameBack(ticket)
      ask(.comeBack(ticket), world)
    case 50..<60:
      guard let ticket = recent.randomElement(using: &random) else { return }
      ask(.correct(ticket, to: random.pick(PlannedHall.errands)), world)
    case 60..<68:
      guard let now = world.machine?.clock.now() else { return }
      padNumber += 1
      let series = HallRules().pad
      ask(
        .enterPad(
          number: series.text(padNumber), errand: random.pick(PlannedHall.errands),
          at: now.adding(seconds: -random.within(0...200))), world)
    case 68..<80:
      wish(
        .issue(
          TicketRequest(
            errand: random.pick(PlannedHall.errands), priority: "elderly", origin: .reception,
            station: "reception")), world)
    case 80..<88:
      guard let now = world.machine?.clock.now() else { return }
      let wish = world.promises.newWish()
      var intake = Intake.simulated(
        at: now.civil, code: world.newCode(on: now.date, number: wish.number))
      intake.channel = random.chance(50) ? .online : .post(arrivalStamp: now.date)
      ask(.intake(nil, nil, intake), as: wish, world)
    case 88..<92:
      guard let ticket = recent.randomElement(using: &random) else { return }
      ask(.cancel(ticket, by: .staff), world)
    case 92..<97:
      // Somebody said "elderly" at the kiosk; the desk looks at the card, or there is none.
      guard let ticket = recent.randomElement(using: &random) else { return }
      ask(.confirmPriority(ticket, random.pick(["elderly", "merit", nil])), world)
    default: break
    }
  }

  private func ask(_ command: HallCommand, _ world: World) {
    let actor = actor
    world.thread.start { _ = await world.ask(command, by: actor) }
  }

  /// Asks with a key, and once more when no answer came.
  private func wish(_ command: HallCommand, _ world: World) {
    ask(command, as: world.promises.newWish(), world)
  }

  private func ask(_ command: HallCommand, as wish: Promises.Wish, _ world: World) {
    let actor = actor
    let isHeard = random.chance(93)
    let later = random.within(3...40)
    world.thread.start {
      switch await world.ask(command, by: actor, wish: wish, isHeard: isHeard) {
      case .success, .failure(.refused): return
      case .failure, nil: break
      }
      world.time.after(seconds: later) {
        world.thread.start { _ = await world.ask(command, by: actor, wish: wish) }
      }
    }
  }
}
