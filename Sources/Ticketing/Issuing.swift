internal import Dossiers

extension Hall {
  func decideIssue(_ issue: TicketRequest, at now: Moment, plan: HallPlan) throws(Refusal)
    -> [HallEvent]
  {
    let (errand, domain) = try plan.known(issue.errand)
    if let priority = issue.priority, plan.priority(priority) == nil {
      throw .unknownPriority(priority)
    }
    if let refusal = DayHours.refusal(at: now.civil, plan: plan) { throw refusal }
    let limit = plan.rules.maxDossiersPerTurn
    if limit > 0, !(0...limit).contains(issue.dossiers) { throw .tooManyDossiers(limit: limit) }
    if issue.origin == .kiosk, let left = cooldown(at: issue.station, now: now, plan: plan) {
      throw .kioskCooldown(seconds: left)
    }
    let day = day ?? now.date
    guard !counters(for: errand.line, on: day, plan: plan).isEmpty else {
      throw .nobodyServes(errand: errand.id)
    }
    guard let number = domain.series.next(after: lastNumber(of: domain)) else {
      throw .seriesUsedUp(domain: domain.id, last: domain.series.text(domain.series.last))
    }
    return [
      .ticketIssued(
        TicketIssued(
          day: day, domain: domain.id, errand: errand.id, line: errand.line, number: number,
          label: domain.series.text(number), origin: issue.origin, priority: issue.priority,
          station: issue.station, dossiers: issue.dossiers, slip: true))
    ]
  }

  private func cooldown(at station: String, now: Moment, plan: HallPlan) -> Int? {
    let rest = plan.rules.cooldownSecondsByKiosk[station] ?? plan.rules.kioskCooldownSeconds
    guard rest > 0, let last = lastIssueAtStation[station] else { return nil }
    let left = rest - now.seconds(since: last)
    return left > 0 ? left : nil
  }

  /// A number of the paper pad: it exists on paper already, so no window and no slip.
  func decidePad(
    _ text: String, errand id: ErrandID, handedOut: Moment, now: Moment, plan: HallPlan
  ) throws(Refusal) -> [HallEvent] {
    let (errand, domain) = try plan.known(id)
    let series = plan.rules.pad
    guard let number = series.number(of: text) else { throw .notAPadNumber(text) }
    let label = series.text(number)
    guard !padNumbers.contains(label) else { throw .padNumberTaken(label) }
    guard handedOut <= now, handedOut.date == (day ?? now.date) else {
      throw .padTimeImplausible(handedOut.civil.description)
    }
    return [
      .ticketIssued(
        TicketIssued(
          day: day ?? now.date, domain: domain.id, errand: errand.id, line: errand.line,
          number: number, label: label, origin: .pad, priority: nil, station: "pad",
          dossiers: 1, slip: false))
    ]
  }

  func decideCancel(_ ticket: TicketID, by: CancelledBy) throws(Refusal) -> [HallEvent] {
    let visit = try known(ticket)
    guard !visit.state.isOver else { throw over(visit) }
    if case .serving(let counter, _) = visit.state {
      throw .ticketElsewhere(label: visit.label, counter: counter)
    }
    return [.ticketCancelled(TicketCancelled(ticket: ticket, by: by))]
  }

  func decideComeBack(_ ticket: TicketID, at now: Moment) throws(Refusal) -> [HallEvent] {
    let visit = try known(ticket)
    switch visit.state {
    case .missed(let until):
      guard !visit.hasReturned else { throw .returnUsed(label: visit.label) }
      guard now <= until else { throw .returnTooLate(label: visit.label) }
      return [.ticketReturned(TicketReturned(ticket: ticket, line: visit.line, atEnd: true))]
    case .done(.supplement):
      // Back with the missing paper on the same day: the old number and the old place in time.
      return [.ticketReturned(TicketReturned(ticket: ticket, line: visit.line, atEnd: false))]
    case .parked:
      // Has turned up while still being called: waits again at the old place in time.
      return [.ticketReturned(TicketReturned(ticket: ticket, line: visit.line, atEnd: false))]
    case .waiting, .called, .serving, .done, .cancelled, .expired:
      throw .cannotComeBack(label: visit.label, state: visit.state.name)
    }
  }

  func decideCorrect(_ ticket: TicketID, to id: ErrandID, plan: HallPlan) throws(Refusal)
    -> [HallEvent]
  {
    let (errand, _) = try plan.known(id)
    let visit = try known(ticket)
    guard case .waiting = visit.state else {
      throw .ticketNotWaiting(label: visit.label, state: visit.state.name)
    }
    return [
      .ticketTransferred(
        TicketTransferred(
          ticket: ticket, from: nil, errand: errand.id, line: errand.line, counter: nil,
          backTo: visit.backTo))
    ]
  }

  /// The proof is looked at before the call; at the counter it changes nothing any more.
  func decidePriority(_ ticket: TicketID, _ priority: PriorityID?, plan: HallPlan)
    throws(Refusal) -> [HallEvent]
  {
    let visit = try known(ticket)
    if let priority, plan.priority(priority) == nil { throw .unknownPriority(priority) }
    switch visit.state {
    case .waiting, .parked, .missed:
      return [.ticketPriority(TicketPriority(ticket: ticket, priority: priority))]
    case .called(let counter, _), .serving(let counter, _):
      throw .ticketElsewhere(label: visit.label, counter: counter)
    case .done, .cancelled, .expired: throw over(visit)
    }
  }

  func decideReprint(_ ticket: TicketID) throws(Refusal) -> [HallEvent] {
    let visit = try known(ticket)
    guard !visit.state.isOver else { throw over(visit) }
    return [
      .slipAsked(SlipAsked(ticket: ticket, first: JobID(ticket.rawValue), station: "reception"))
    ]
  }

  func known(_ ticket: TicketID) throws(Refusal) -> Visit {
    guard let visit = visits[ticket] else { throw .unknownTicket(ticket.description) }
    return visit
  }

  func over(_ visit: Visit) -> Refusal {
    .ticketOver(label: visit.label, state: visit.state.name)
  }
}

extension HallPlan {
  func known(_ id: ErrandID) throws(Refusal) -> (Errand, Domain) {
    guard let errand = errand(id), let domain = domain(errand.domain) else {
      throw .unknownErrand(id)
    }
    return (errand, domain)
  }
}
