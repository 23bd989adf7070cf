internal import Drivers
internal import Store
internal import Ticketing

/// Carries out what a key of a counter's keypad asks for.
///
/// An act needs somebody who acts: it is the officer who has opened the counter, with the rights of that
/// account now. A counter that nobody has opened has no keys.
struct CounterKeys: Sendable {
  let store: HallStore
  let clock: HallClock

  /// What came of a press.
  enum Outcome: Hashable, Sendable {
    case done
    /// The rule that refuses it, by its code.
    case refused(String)
    /// The store could not take it.
    case failed
  }

  func press(_ act: KeypadAct, at counter: CounterID) async -> Outcome {
    do {
      let status = try await store.view { hall, _ in hall.counter(counter) }
      guard status.duty != .closed, let officer = status.officer else {
        return .refused(Refusal.counterClosed(counter).code)
      }
      guard let actor = try actor(officer, at: counter) else { return .refused("role-forbidden") }
      _ = try await store.submit(HallRequest(command(act, counter), by: actor, at: clock.now()))
      return .done
    } catch StoreError.refused(let refusal) {
      return .refused(refusal.code)
    } catch {
      return .failed
    }
  }

  /// The officer's name in the log, if the account may still work at this counter.
  private func actor(_ officer: String, at counter: CounterID) throws(StoreFailure) -> Actor? {
    guard let account = try store.account(officer), account.isActive, !account.mustChangePassword,
      let role = Role(rawValue: account.role), RoleTable.mayDo(.workCounter, as: role),
      account.counters.contains(counter)
    else { return nil }
    return Actor("\(role.rawValue):\(account.name)")
  }

  private func command(_ act: KeypadAct, _ counter: CounterID) -> HallCommand {
    switch act {
    case .next: .callNext(counter)
    case .recall: .recall(counter)
    case .start: .start(counter)
    case .noShow: .noShow(counter)
    case .finish: .finish(counter, .done)
    }
  }
}
