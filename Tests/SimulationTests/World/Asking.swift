import Dossiers
import Drivers
import Ticketing

@testable import Store
@testable import halld

// MARK: - Asking

extension World {
  /// What a client asks through the network; the answer is `nil` when it never came.
  ///
  /// A wish has a key and is carried out once, however often it is asked.
  func ask(
    _ command: HallCommand, by actor: Ticketing.Actor, wish: Promises.Wish? = nil,
    isHeard: Bool = true
  ) async -> Result<HallAnswer, StoreError>? {
    guard let machine, !machine.isDead, machine.clock.isConfirmed else { return nil }
    let key = (scenario.sabotage == .forgottenKeys ? nil : wish).map {
      IdempotencyKey(scope: "simulated", key: $0.key, body: Array("\($0.number)".utf8))
    }
    let request = HallRequest(
      command, by: wish?.actor ?? actor, at: machine.clock.now(), key: key)
    tally.asked += 1
    do throws(StoreError) {
      let answer = try await machine.store.submit(request)
      guard isHeard, !machine.isDead else { return nil }
      if let wrong = promises.note(answer, to: wish) { record.violate(wrong) }
      tally.answered += 1
      return .success(answer)
    } catch {
      if case .refused = error { tally.refused += 1 }
      return machine.isDead ? nil : .failure(error)
    }
  }

  /// What somebody asks of a dossier; the answer is `nil` when it never came.
  ///
  /// The wish has a key, which another body makes another wish.
  func ask(
    _ asked: Promises.Asked, wish: Promises.Wish, body: String? = nil, isHeard: Bool = true
  ) async -> Result<DossierAnswer, StoreError>? {
    guard let machine, !machine.isDead, machine.clock.isConfirmed else { return nil }
    let now = machine.clock.now()
    promises.note(asked, of: wish)
    var request = DossierRequest(
      asked.wish, of: asked.which, by: wish.actor, as: asked.role, at: now)
    if scenario.sabotage != .forgottenKeys {
      request.key = IdempotencyKey(
        scope: "simulated", key: wish.key, body: Array((body ?? "\(wish.number)").utf8))
    }
    if let earlier = asked.secondsAgo {
      request.happenedAt = now.adding(seconds: -earlier).civil
      request.paper = "SC-\(wish.number)"
    }
    request.typedText = asked.text
    tally.asked += 1
    do throws(StoreError) {
      let answer = try await machine.store.submit(request)
      guard isHeard, !machine.isDead else { return nil }
      if let wrong = promises.note(answer, to: wish) { record.violate(wrong) }
      tally.answered += 1
      tally.dossierSteps += 1
      return .success(answer)
    } catch {
      if case .refused = error {
        tally.refused += 1
        tally.dossierRefusals += 1
        if !machine.isDead { promises.noteRefusal(of: wish) }
      }
      return machine.isDead ? nil : .failure(error)
    }
  }

  /// The code that a dossier gets: of the hall's making, or scanned where the province gives them.
  func newCode(on day: CivilDate, number: Int) -> Intake.Code {
    guard PlannedRules.givesCodes(scenario.seed),
      let code = try? PlannedHall.code.code(receivedOn: day, ordinal: number % 9_999 + 1)
    else { return .given(ordinal: 1) }
    return .scanned(code.text)
  }

  /// A key of a counter's keypad.
  func press(_ act: KeypadAct, at counter: CounterID) async {
    guard let machine, !machine.isDead, machine.clock.isConfirmed else { return }
    if scenario.sabotage == .keysForNobody {
      _ = try? await machine.store.submit(
        HallRequest(
          .callNext(counter), by: Ticketing.Actor("officer:nobody"), at: machine.clock.now()))
      return
    }
    switch await CounterKeys(store: machine.store, clock: machine.clock).press(act, at: counter) {
    case .done, .nobodyWaits: tally.keysTaken += 1
    case .refused: tally.keysRefused += 1
    case .failed: break
    }
  }

  /// Looks at the hall as a screen does; `nil` when it does not answer.
  func look<T: Sendable>(_ read: @escaping @Sendable (Hall, HallPlan) -> T) async -> T? {
    guard let machine, !machine.isDead else { return nil }
    return try? await machine.store.view(read)
  }
}
