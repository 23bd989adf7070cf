public import Dossiers

extension Hall {
  /// Whether time alone has something to do: a new day, its end, a repeated call, an expiry.
  public func isDue(at now: Moment, plan: HallPlan) -> Bool {
    guard let day else { return true }
    if now.date > day { return true }
    if !isDayClosed, dayEnds(day, before: now, plan: plan) { return true }
    return timed.contains { isDue($0, at: now) }
  }

  func decideTime(at now: Moment, plan: HallPlan) -> [HallEvent] {
    var events: [HallEvent] = []
    if let day, !isDayClosed, now.date > day || dayEnds(day, before: now, plan: plan) {
      events.append(contentsOf: closing(day, staying: staying(over: now, plan: plan)))
    }
    // A clock that runs back opens no day again: numbers of that day have been given.
    if day.map({ now.date > $0 }) ?? true {
      events.append(.dayOpened(DayOpened(day: now.date, counters: staying(over: now, plan: plan))))
      return events
    }
    if events.isEmpty {
      for ticket in timed.sorted() where isDue(ticket, at: now) {
        if let event = dueEvent(ticket, plan: plan) { events.append(event) }
      }
    }
    return events
  }

  private func dayEnds(_ day: CivilDate, before now: Moment, plan: HallPlan) -> Bool {
    guard let window = DayHours(on: day, plan: plan), let end = window.dayEnds else {
      return false
    }
    return now.civil >= CivilMoment(date: day, time: end)
  }

  /// The day's end: slips that nobody waits for any more are given up, counters close.
  func closing(_ day: CivilDate, staying: [DayOpened.OpenCounter] = []) -> [HallEvent] {
    var events: [HallEvent] = jobs.keys.sorted().compactMap { id in
      guard jobs[id]?.state == .queued else { return nil }
      return .slipMoved(SlipMoved(job: id, progress: .failed(reason: "day-over")))
    }
    let staying = Set(staying.map(\.counter))
    for (id, status) in counters.sorted(by: { $0.key < $1.key }) {
      // Nobody is served for two days: the officer has left and did not say how it ended.
      let forgotten = status.current.flatMap { visits[$0] }.flatMap { $0.day < day ? $0.id : nil }
      if let forgotten { events.append(.ticketExpired(TicketExpired(ticket: forgotten))) }
      let isFree = status.current == nil || forgotten != nil
      if status.duty != .closed, isFree, !staying.contains(id) {
        events.append(.counterClosed(CounterClosed(counter: id)))
      }
    }
    events.append(.dayClosed(DayClosed(day: day)))
    return events
  }

  /// Counters that stay open over midnight, because the hall does.
  private func staying(over now: Moment, plan: HallPlan) -> [DayOpened.OpenCounter] {
    guard let day, let window = DayHours(on: day, plan: plan), window.dayEnds == nil,
      now.date == day.adding(days: 1)
    else { return [] }
    return counters.sorted(by: { $0.key < $1.key }).compactMap { id, status in
      // A substitute's right to be there ends with the day.
      guard status.duty == .open, let officer = status.officer,
        !substitutions.counters(satInBy: officer).contains(id)
      else { return nil }
      return DayOpened.OpenCounter(counter: id, officer: officer)
    }
  }

  private func isDue(_ ticket: TicketID, at now: Moment) -> Bool {
    switch visits[ticket]?.state {
    case .parked(_, let next?): next <= now
    case .missed(let until): until < now
    default: false
    }
  }

  private func dueEvent(_ ticket: TicketID, plan: HallPlan) -> HallEvent? {
    guard let visit = visits[ticket] else { return nil }
    switch visit.state {
    case .parked(let counter, _):
      // The last call has gone unanswered for its time: one return is still open (P-9).
      guard visit.calls < plan.rules.maxCalls else {
        if visit.hasReturned { return .ticketExpired(TicketExpired(ticket: ticket)) }
        return .ticketMissed(
          TicketMissed(
            ticket: ticket, returnWithinSeconds: plan.rules.returnWithinMinutes * 60))
      }
      return .ticketRecalled(
        TicketRecalled(
          ticket: ticket, counter: counter, automatic: true,
          nextCallAfterSeconds: plan.rules.secondsBetweenCalls))
    case .missed: return .ticketExpired(TicketExpired(ticket: ticket))
    default: return nil
    }
  }
}
