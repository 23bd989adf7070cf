import Dossiers
import Ticketing

@testable import Store
@testable import halld

/// All who carry dossiers on: officers and the fee desk, agencies and their leaders, couriers,
/// applicants, the post and the province's system.
///
/// Each knows the dossier as it lay there at the last look, and asks for what comes next; now and then
/// for something foolish, in somebody else's name, twice, or from paper that was written before.
final class Bureau: HallActor, @unchecked Sendable {
  let name = "dossiers"
  private var random: SeededRandom
  private let hand: DossierHand
  /// Dossiers that are seen through to their end before others.
  private static let most = 7

  init(seed: UInt64) {
    random = SeededRandom(seed: seed, for: "dossiers")
    hand = DossierHand(rules: PlannedRules.regulation(of: seed))
  }

  func begin(day: Int, in world: World) {
    var at = random.within(60...200)
    while at < 2_150 {
      world.time.after(seconds: at) { self.work(world) }
      at += random.gap(mean: 34)
    }
  }

  private func work(_ world: World) {
    guard let now = world.machine?.clock.now() else { return }
    let wish = world.promises.newWish()
    let open = world.record.files.open
    guard !open.isEmpty, !random.chance(open.count < Self.most ? 25 : 6) else {
      return ask(begins(wish, now, world), wish, tries: 0, world)
    }
    // The first ones are worked on most of the time, so that some lives come to their end.
    let near = random.chance(85) ? Array(open.prefix(Self.most)) : open
    guard let dossier = world.record.files.dossier(random.pick(near)) else { return }
    ask(goesOn(dossier, wish, now), wish, tries: 0, world)
  }

  private func ask(_ asked: Promises.Asked, _ wish: Promises.Wish, tries: Int, _ world: World) {
    let isHeard = random.chance(93)
    let isDoubled = tries == 0 && random.chance(7)
    let isReused = random.chance(4)
    let later = random.within(3...40)
    world.thread.start { [self] in
      if isDoubled {
        world.thread.start { _ = await world.ask(asked, wish: wish) }
      }
      switch await world.ask(asked, wish: wish, isHeard: isHeard) {
      case .success(let answer):
        if isReused, !answer.recorded.isEmpty { await reuse(wish, asked, world) }
      case .failure(.refused), .failure(.keyReused): break
      case .failure, nil:
        guard tries < 3 else { return }
        world.time.after(seconds: later) { self.ask(asked, wish, tries: tries + 1, world) }
      }
    }
  }

  /// The key of something done, with something else in it: refused, whatever it is.
  private func reuse(_ wish: Promises.Wish, _ asked: Promises.Asked, _ world: World) async {
    guard world.scenario.sabotage != .forgottenKeys else { return }
    if case .success = await world.ask(asked, wish: wish, body: "something else") {
      world.complain("the key of wish \(wish.number) was taken for two wishes")
    }
  }

  // MARK: Wishes

  private func begins(
    _ wish: Promises.Wish, _ now: Moment, _ world: World
  ) -> Promises.Asked {
    let procedure = random.pick(PlannedRules.procedures)
    let code = world.newCode(on: now.date, number: wish.number)
    let (asked, role): (DossierRequest.Wish, DossierRole)
    switch random.within(0...99) {
    case 0..<20: (asked, role) = (.carryOut(.openCheck), .officer)
    case 20..<35:
      (asked, role) = (
        .carryOut(.register(code: nil, ordinalOfDay: 1, accountMatched: random.chance(90))),
        .reception
      )
    case 35..<45:
      let stamp = now.date.adding(days: -random.within(-1...6))
      (asked, role) = (.carryOut(.receivePost(arrivalStamp: stamp)), .post)
    case 45..<55: (asked, role) = (.carryOut(.fileOnline), .applicant)
    case 55..<97:
      if case .scanned(let text) = code, random.chance(40) {
        (asked, role) = (.followIntake(ProvinceIntake(code: text)), .province)
        break
      }
      var papers = hand.papers(procedure, code, &random)
      if random.chance(10) { papers.checked.removeFirst() }
      (asked, role) = (.acceptAtOnce(papers), .officer)
    default: (asked, role) = (.carryOut(.withdraw), .applicant)
    }
    return Promises.Asked(
      which: .new(procedure: random.chance(96) ? procedure.id : "khong-co"), wish: asked,
      role: person(role, nil), secondsAgo: random.chance(3) ? random.within(-5...900) : nil)
  }

  private func goesOn(
    _ dossier: Dossier, _ wish: Promises.Wish, _ now: Moment
  ) -> Promises.Asked {
    let name: DossierTransition.Command
    let fitting = DossierTransition.all.filter { $0.from.contains(dossier.state) }.map(\.command)
    switch random.within(0...99) {
    case 0..<78: name = hand.next(of: dossier, &random)
    case 78..<90: name = random.pick(fitting)
    default: name = random.pick(DossierTransition.Command.allCases)
    }
    let ends: Set<DossierTransition.Command> = [.withdraw, .guideAway, .refuseIntake, .reopen]
    let isEnd = ends.contains(name) && random.chance(75)
    let (command, role) = hand.command(
      isEnd ? hand.next(of: dossier, &random) : name, of: dossier, at: now, wish.number, &random)
    var asked = DossierRequest.Wish.carryOut(command)
    if case .followProvince(let state, _, let reference) = command {
      asked = .follow(state, reference: reference)
    }
    let code = dossier.code?.text
    return Promises.Asked(
      which: random.chance(50) ? code.map { .code($0) } ?? .id(dossier.id) : .id(dossier.id),
      wish: asked,
      role: person(random.chance(95) ? role : random.pick(DossierRole.allCases), dossier),
      secondsAgo: random.chance(3) ? random.within(-5...900) : nil,
      text: random.chance(5) ? "ghi chú \(wish.number)" : nil)
  }

  private func person(_ role: DossierRole, _ dossier: Dossier?) -> DossierActor {
    let isAgency = role == .agencyOfficer || role == .agencyLeader
    let own = random.chance(95) ? dossier?.agency ?? PlannedRules.agency : PlannedRules.other
    return DossierActor(
      role: role, id: "\(role.rawValue)-1",
      agency: isAgency ? random.chance(97) ? own : Procedure.centre : nil)
  }
}
