internal import Dossiers

extension Hall {
  func decideOpen(_ counter: CounterID, officer: String, plan: HallPlan) throws(Refusal)
    -> [HallEvent]
  {
    guard plan.counter(counter) != nil else { throw .unknownCounter(counter) }
    let status = self.counter(counter)
    if status.duty == .open {
      guard status.officer == officer else {
        throw .anotherOfficer(counter, officer: status.officer ?? "–")
      }
      return []
    }
    // One officer sits at one counter (LC 3.3: a personal account).
    if let other = counters.first(where: {
      $0.key != counter && $0.value.officer == officer && $0.value.duty != .closed
    }) {
      throw .officerElsewhere(officer: officer, counter: other.key)
    }
    return [.counterOpened(CounterOpened(counter: counter, officer: officer))]
  }

  func decidePause(
    _ counter: CounterID, reason: PauseReason, back: CivilTime?, plan: HallPlan
  ) throws(Refusal) -> [HallEvent] {
    try notClosed(counter, plan: plan)
    try empty(counter)
    return [
      .counterPaused(CounterPaused(counter: counter, reason: reason, back: back?.description))
    ]
  }

  func decideClose(_ counter: CounterID, plan: HallPlan) throws(Refusal) -> [HallEvent] {
    guard plan.counter(counter) != nil else { throw .unknownCounter(counter) }
    guard self.counter(counter).duty != .closed else { return [] }
    try empty(counter)
    return [.counterClosed(CounterClosed(counter: counter))]
  }

  private func notClosed(_ counter: CounterID, plan: HallPlan) throws(Refusal) {
    guard plan.counter(counter) != nil else { throw .unknownCounter(counter) }
    guard self.counter(counter).duty != .closed else { throw .counterClosed(counter) }
  }

  func empty(_ counter: CounterID) throws(Refusal) {
    if let ticket = self.counter(counter).current, let visit = visits[ticket] {
      throw .counterBusy(counter, label: visit.label)
    }
  }

  /// That the counter is open and nobody is called or served there.
  func free(_ counter: CounterID, plan: HallPlan) throws(Refusal) {
    try notClosed(counter, plan: plan)
    if case .paused = self.counter(counter).duty { throw .counterPaused(counter) }
    try empty(counter)
  }

  /// The visitor called to a counter or served there.
  func current(_ counter: CounterID, plan: HallPlan) throws(Refusal) -> Visit {
    guard plan.counter(counter) != nil else { throw .unknownCounter(counter) }
    guard let ticket = self.counter(counter).current, let visit = visits[ticket] else {
      throw .counterEmpty(counter)
    }
    return visit
  }
}
