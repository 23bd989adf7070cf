import Dossiers
import Ticketing

@testable import Store
@testable import halld

/// An officer at a counter: looks at the screen and does what the screen asks for, mostly.
///
/// Nothing is remembered but the dossier in hand, so that an officer goes on after any restart.
final class Officer: HallActor, @unchecked Sendable {
  let name: String
  private let counter: CounterID
  /// Who sits here: the counter's own officer, or somebody in their place.
  private var account: String
  private var actor: Ticketing.Actor { Ticketing.Actor("officer:\(account)") }
  private var random: SeededRandom
  private var isAtWork = false
  /// The wish to take in the dossier of the visitor at the counter; asked again until answered.
  private var intake: (ticket: TicketID, wish: Promises.Wish, isDone: Bool)?

  init(at counter: CounterID, seed: UInt64) {
    self.counter = counter
    account = "canbo-\(counter)"
    name = "officer-\(counter)"
    random = SeededRandom(seed: seed, for: "officer-\(counter)")
  }

  func begin(day: Int, in world: World) {
    guard !isAtWork else { return }
    isAtWork = true
    world.time.after(seconds: random.within(240...480)) { self.look(world) }
  }

  private struct Screen: Sendable {
    var status: CounterStatus
    var visit: Visit?
    var isDayOver: Bool
    var waiting: [TicketID]
    var parked: [TicketID]
    var substitutes: [String]
  }

  private func look(_ world: World) {
    world.time.after(seconds: random.within(8...36)) { self.look(world) }
    world.thread.start { [self] in
      let counter = counter
      let screen = await world.look { hall, plan in
        let status = hall.counter(counter)
        return Screen(
          status: status, visit: status.current.flatMap { hall.visit($0) },
          isDayOver: hall.isDayClosed,
          waiting: hall.waiting(at: counter, limit: 5, plan: plan).map(\.ticket),
          parked: hall.awaited.filter { hall.visit($0)?.state.counter == counter },
          substitutes: hall.substitutions.filter { $0.counter == counter }.map(\.substitute))
      }
      if let screen { await act(screen, world) }
    }
  }

  private func act(_ screen: Screen, _ world: World) async {
    account = screen.status.officer ?? "canbo-\(counter)"
    switch screen.status.duty {
    case .closed:
      guard !screen.isDayOver else { return }
      if let other = screen.substitutes.first, random.chance(70) { account = other }
      await ask(.openCounter(counter, officer: account), world)
    case .paused:
      if random.chance(50) { await ask(.openCounter(counter, officer: account), world) }
    case .open:
      guard let visit = screen.visit else { return await callSomebody(screen, world) }
      switch visit.state {
      case .called: await greet(visit, world)
      case .serving(_, let since): await serve(visit, since: since, world)
      default: break
      }
    }
  }

  private func callSomebody(_ screen: Screen, _ world: World) async {
    switch random.within(0...99) {
    case 0..<3: await ask(.pauseCounter(counter, reason: .shortBreak, back: nil), world)
    case 3..<5: await ask(.closeCounter(counter), world)
    case 5..<9:
      guard let ticket = screen.waiting.last else { return }
      await ask(.call(counter, ticket, reason: "gấp"), world)
    case 9..<20:
      guard let ticket = screen.parked.first else { return }
      world.crowd.cameBack(ticket)
      await ask(.call(counter, ticket, reason: nil), world)
    case 20..<27:
      // Two taps on one button.
      let counter = counter
      let actor = actor
      world.thread.start { _ = await world.ask(.callNext(counter), by: actor) }
      await ask(.callNext(counter), world)
    default: await ask(.callNext(counter), world)
    }
  }

  private func greet(_ visit: Visit, _ world: World) async {
    let isThere = world.crowd.people[visit.id]?.isThere ?? false
    guard isThere else {
      await ask(random.chance(30) ? .recall(counter) : .noShow(counter), world)
      return
    }
    await ask(random.chance(90) ? .start(counter) : .finish(counter, .guidedAway), world)
  }

  private func serve(_ visit: Visit, since: Moment, _ world: World) async {
    let person = world.crowd.people[visit.id]
    guard let now = world.machine?.clock.now(), now.seconds(since: since) >= person?.takes ?? 30
    else { return }
    if person?.bringsDossier == true, visit.dossiers == 0, !(await takeIn(visit, now, world)) {
      return
    }
    switch random.within(0...99) {
    case 0..<12:
      await ask(.transfer(counter, to: .errand("dat-dai-nop-phi"), thenBack: true), world)
    case 12..<18:
      await ask(
        .transfer(counter, to: .counter(random.pick(PlannedHall.counters)), thenBack: false), world)
    case 18..<22: await ask(.park(counter), world)
    case 22..<27: await ask(.finish(counter, .supplement), world)
    default: await ask(.finish(counter, visit.dossiers > 0 ? .intake : .done), world)
    }
  }

  /// - Returns: whether the visit may go on: the dossier is taken in, or refused.
  private func takeIn(_ visit: Visit, _ now: Moment, _ world: World) async -> Bool {
    if intake?.ticket != visit.id { intake = (visit.id, world.promises.newWish(), false) }
    guard let mine = intake, !mine.isDone else { return true }
    let code = world.newCode(on: now.date, number: mine.wish.number)
    let command = HallCommand.intake(counter, visit.id, .simulated(at: now.civil, code: code))
    switch await world.ask(command, by: actor, wish: mine.wish, isHeard: random.chance(92)) {
    case .success, .failure(.refused):
      intake?.isDone = true
      return true
    case .failure, nil: return false
    }
  }

  private func ask(_ command: HallCommand, _ world: World) async {
    _ = await world.ask(command, by: actor)
  }
}

extension Intake {
  /// A dossier of ten working days, handed in over the counter.
  static func simulated(at moment: CivilMoment, code: Code) -> Intake {
    Intake(
      procedure: Procedure(
        id: PlannedRules.land.id, term: PlannedRules.land.term, agency: PlannedRules.agency),
      channel: .counter, receivedAt: moment, code: code)
  }
}
