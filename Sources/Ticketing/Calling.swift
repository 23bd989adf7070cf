extension Hall {
  func decideNext(_ counter: CounterID, plan: HallPlan) throws(Refusal) -> [HallEvent] {
    try free(counter, plan: plan)
    guard let next = next(at: counter, plan: plan) else { return [] }
    return [
      .ticketCalled(
        TicketCalled(
          ticket: next.ticket, counter: counter, turn: next.reason == .priority ? .priority : .next)
      )
    ]
  }

  /// Out of turn, or a parked visitor who has turned up at the counter that called.
  func decideCall(
    _ counter: CounterID, _ ticket: TicketID, reason: String?, plan: HallPlan
  ) throws(Refusal) -> [HallEvent] {
    try free(counter, plan: plan)
    let visit = try known(ticket)
    switch visit.state {
    case .parked(counter, _):
      return [.ticketCalled(TicketCalled(ticket: ticket, counter: counter, turn: .parked))]
    case .waiting:
      guard let reason, reason.contains(where: { !$0.isWhitespace }) else { throw .reasonMissing }
      return [.ticketCalled(TicketCalled(ticket: ticket, counter: counter, turn: .outOfTurn))]
    case .called(let other, _), .serving(let other, _), .parked(let other, _):
      throw .ticketElsewhere(label: visit.label, counter: other)
    case .missed, .done, .cancelled, .expired:
      throw .ticketNotWaiting(label: visit.label, state: visit.state.name)
    }
  }

  func decideRecall(_ counter: CounterID, plan: HallPlan) throws(Refusal) -> [HallEvent] {
    let visit = try current(counter, plan: plan)
    guard case .called = visit.state else {
      throw .alreadyServing(counter, label: visit.label)
    }
    let limit = plan.rules.maxRecalls
    guard visit.calls <= limit else { throw .recallLimit(label: visit.label, limit: limit) }
    return [
      .ticketRecalled(
        TicketRecalled(
          ticket: visit.id, counter: counter, automatic: false, nextCallAfterSeconds: nil))
    ]
  }

  func decideStart(_ counter: CounterID, plan: HallPlan) throws(Refusal) -> [HallEvent] {
    let visit = try current(counter, plan: plan)
    guard case .called = visit.state else {
      throw .alreadyServing(counter, label: visit.label)
    }
    return [.ticketStarted(AtCounter(ticket: visit.id, counter: counter))]
  }

  func decidePark(_ counter: CounterID, noShow: Bool, plan: HallPlan) throws(Refusal)
    -> [HallEvent]
  {
    let visit = try current(counter, plan: plan)
    guard case .called = visit.state else {
      if noShow { throw .alreadyServing(counter, label: visit.label) }
      // In service and gone for a copy: held, never called by itself.
      return [
        .ticketParked(
          TicketParked(ticket: visit.id, counter: counter, nextCallAfterSeconds: nil))
      ]
    }
    return [
      .ticketParked(
        TicketParked(
          ticket: visit.id, counter: counter,
          nextCallAfterSeconds: plan.rules.secondsBetweenCalls))
    ]
  }

  func decideTransfer(
    _ counter: CounterID, to target: TransferTarget, thenBack: Bool, plan: HallPlan
  ) throws(Refusal) -> [HallEvent] {
    let visit = try current(counter, plan: plan)
    var events = started(visit, counter)
    let backTo = thenBack ? counter : visit.backTo
    switch target {
    case .errand(let id):
      let (errand, _) = try plan.known(id)
      events.append(
        .ticketTransferred(
          TicketTransferred(
            ticket: visit.id, from: counter, errand: errand.id, line: errand.line, counter: nil,
            backTo: backTo)))
    case .counter(let other):
      guard plan.counter(other) != nil else { throw .unknownCounter(other) }
      guard other != counter else { throw .sameCounter(other) }
      events.append(
        .ticketTransferred(
          TicketTransferred(
            ticket: visit.id, from: counter, errand: visit.errand, line: visit.line,
            counter: other, backTo: backTo)))
    }
    return events
  }

  func decideFinish(_ counter: CounterID, _ outcome: StopOutcome, plan: HallPlan)
    throws(Refusal) -> [HallEvent]
  {
    let visit = try current(counter, plan: plan)
    return started(visit, counter) + [
      .ticketFinished(TicketFinished(ticket: visit.id, counter: counter, outcome: outcome))
    ]
  }

  /// Whoever finishes or sends on a visitor has served them, whether or not *start* was pressed.
  func started(_ visit: Visit, _ counter: CounterID) -> [HallEvent] {
    guard case .called = visit.state else { return [] }
    return [.ticketStarted(AtCounter(ticket: visit.id, counter: counter))]
  }
}
