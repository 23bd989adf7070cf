import Ticketing

@testable import Store

/// People at one kiosk: they take a number, tap twice, lose patience, and come when called or not.
///
/// Between kiosk and hall lies a network that loses, repeats and delays.
final class Visitors: HallActor, @unchecked Sendable {
  let name = "visitors"
  private let kiosk: String
  private let isOnTime: Bool
  private var random: SeededRandom

  init(at kiosk: String, seed: UInt64, isOnTime: Bool) {
    self.kiosk = kiosk
    self.isOnTime = isOnTime
    random = SeededRandom(seed: seed, for: kiosk)
  }

  func begin(day: Int, in world: World) {
    // From the first minute numbers are given to some minutes after the last.
    var at = random.within(0...60)
    let mean = random.pick([70, 120, 200])
    while at < 31 * 60 {
      world.time.after(seconds: at) { self.arrive(world) }
      at += random.gap(mean: mean)
    }
  }

  private func arrive(_ world: World) {
    let priority: PriorityID? = random.chance(25) ? random.pick(["elderly", "merit"]) : nil
    let request = TicketRequest(
      errand: random.pick(PlannedHall.errands), priority: priority, station: kiosk)
    let wish = world.promises.newWish()
    tap(request, wish, tries: 0, world)
    guard !isOnTime else { return }
    // A second finger, or the same request once more when nobody expects it.
    if random.chance(8) { tap(request, wish, tries: 9, world) }
    if random.chance(6) {
      world.time.after(seconds: random.within(2...90)) {
        self.tap(request, wish, tries: 9, world)
      }
    }
  }

  private func tap(_ request: TicketRequest, _ wish: Promises.Wish, tries: Int, _ world: World) {
    if !isOnTime, random.chance(3) { return tapAgain(request, wish, tries: tries, world) }
    let isHeard = isOnTime || !random.chance(4)
    let isPatient = random.chance(95)
    let person = (
      isThere: random.chance(82), takes: random.within(15...150), dossier: random.chance(40)
    )
    world.thread.start { [self] in
      switch await world.ask(
        .issue(request), by: Ticketing.Actor("kiosk:\(kiosk)"), wish: wish, isHeard: isHeard)
      {
      case .success(let answer):
        guard let ticket = answer.ticket, let label = answer.visit?.label else { return }
        world.crowd.add(
          ticket,
          Crowd.Person(
            label: label, isThere: person.isThere, takes: person.takes,
            bringsDossier: person.dossier))
      case .failure(.refused): break
      case .failure, nil: if isPatient { tapAgain(request, wish, tries: tries, world) }
      }
    }
  }

  private func tapAgain(
    _ request: TicketRequest, _ wish: Promises.Wish, tries: Int, _ world: World
  ) {
    guard tries < 5 else { return }
    world.time.after(seconds: random.within(2...25)) { [self] in
      tap(request, wish, tries: tries + 1, world)
    }
  }
}

/// People with the number on their phone: they look, and some give it back.
final class Phones: HallActor, @unchecked Sendable {
  let name = "phones"
  private var random: SeededRandom

  init(seed: UInt64) { random = SeededRandom(seed: seed, for: "phones") }

  func begin(day: Int, in world: World) {
    for _ in 0..<random.within(1...4) {
      world.time.after(seconds: random.within(200...2_000)) { self.cancel(world) }
    }
  }

  private func cancel(_ world: World) {
    guard let ticket = world.crowd.tickets.suffix(12).randomElement(using: &random) else { return }
    world.thread.start {
      _ = await world.ask(.cancel(ticket, by: .citizen), by: Ticketing.Actor("phone"))
    }
  }
}
