internal import Drivers
internal import Store
internal import Ticketing

/// Carries out what a key of a counter's keypad asks for, and knows who a counter's scanner reads for.
///
/// An act needs somebody who acts: it is the officer who has opened the counter, with the rights of that
/// account now. A counter that nobody has opened has no keys.
struct CounterKeys: Sendable {
  let store: HallStore
  let clock: HallClock

  /// What came of a press.
  enum Outcome: Hashable, Sendable {
    case done
    /// Nobody waits: nothing happens, and nothing is wrong.
    case nobodyWaits
    /// The rule that refuses it.
    case refused(Refused)
    /// The store could not take it.
    case failed

    /// The code of the sentence that tells it; `nil` when there is nothing to tell.
    var code: String? {
      switch self {
      case .done: nil
      case .nobodyWaits: "keypad-nobody-waits"
      case .refused(let why): why.code
      case .failed: "unknown-outcome"
      }
    }

    var arguments: [String: String] {
      if case .refused(let why) = self { why.arguments } else { [:] }
    }
  }

  /// A rule that refuses: its code, and what fills its sentence.
  struct Refused: Error, Hashable {
    var code: String
    var arguments: [String: String] = [:]

    init(_ code: String) { self.code = code }

    init(_ refusal: Refusal) {
      code = refusal.code
      arguments = refusal.arguments
    }
  }

  func press(_ act: KeypadAct, at counter: CounterID) async -> Outcome {
    do {
      let officer = try await officer(at: counter)
      let answer = try await store.submit(
        HallRequest(command(act, counter), by: officer.actor, at: clock.now()))
      return act == .next && answer.visit == nil ? .nobodyWaits : .done
    } catch let refused as Refused {
      return .refused(refused)
    } catch StoreError.refused(let refusal) {
      return .refused(Refused(refusal))
    } catch {
      return .failed
    }
  }

  /// Who has opened the counter, if that account may still work there.
  ///
  /// - Throws: `Refused` for a closed counter or a lost right, else what keeps the store from answering.
  func officer(at counter: CounterID) async throws -> (account: String, actor: Actor) {
    let status = try await store.view { hall, _ in hall.counter(counter) }
    guard status.duty != .closed, let officer = status.officer else {
      throw Refused(.counterClosed(counter))
    }
    guard let account = try store.account(officer), account.isActive, !account.mustChangePassword,
      let role = Role(rawValue: account.role), RoleTable.mayDo(.workCounter, as: role),
      store.counters(of: account).contains(counter)
    else { throw Refused("role-forbidden") }
    return (account.name, Actor("\(role.rawValue):\(account.name)"))
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
