public import Dossiers

/// An event with its place in the log.
public struct RecordedEvent: Sendable, Hashable {
  /// The log's sequence number, from 1.
  public let id: Int64
  /// When it happened.
  public let at: Moment
  /// The service day it belongs to.
  public let day: CivilDate
  public let actor: Actor
  public let event: HallEvent

  public init(id: Int64, at: Moment, day: CivilDate, actor: Actor, event: HallEvent) {
    self.id = id
    self.at = at
    self.day = day
    self.actor = actor
    self.event = event
  }
}

extension Hall {
  /// Makes true what an event says; total, and the same on every replay.
  public mutating func apply(_ recorded: RecordedEvent) {
    switch recorded.event {
    case .dayOpened(let event): open(event, at: recorded.at)
    case .dayClosed: closeDay()
    case .ticketIssued(let event): issue(event, recorded)
    case .ticketCalled(let event): call(event, recorded)
    case .ticketRecalled(let event): recall(event, recorded)
    case .ticketStarted(let event):
      visits[event.ticket]?.state = .serving(event.counter, since: recorded.at)
    case .ticketParked(let event): park(event, at: recorded.at)
    case .ticketMissed(let event):
      let until = recorded.at.adding(seconds: event.returnWithinSeconds)
      visits[event.ticket]?.state = .missed(until: until)
      timed.insert(event.ticket)
    case .ticketReturned(let event): comeBack(event, at: recorded.at)
    case .ticketTransferred(let event): transfer(event, at: recorded.at)
    case .ticketFinished(let event): finish(event, at: recorded.at)
    case .ticketPriority(let event): confirm(event)
    case .ticketCancelled(let event): leave(event.ticket, as: .cancelled)
    case .ticketExpired(let event): leave(event.ticket, as: .expired)
    case .counterOpened(let event):
      counters[event.counter, default: CounterStatus()].duty = .open
      counters[event.counter]?.officer = event.officer
    case .counterPaused(let event):
      counters[event.counter, default: CounterStatus()].duty =
        .paused(event.reason, back: event.back)
    case .counterClosed(let event):
      counters[event.counter, default: CounterStatus()].duty = .closed
      counters[event.counter]?.officer = nil
    case .arranged(let event): apply(event, recorded)
    case .dossierAccepted(let event):
      if let ticket = event.ticket { visits[ticket]?.dossiers += 1 }
    case .dossier: break
    case .slipAsked(let event):
      let id = JobID(recorded.id)
      jobs[id] = PrintJob(
        id: id, ticket: event.ticket, station: event.station, first: event.first,
        askedAt: recorded.at, state: .queued)
    case .slipMoved(let event): move(event)
    case .incident(let event): apply(event, recorded)
    case .seriesMoved(let event): move(event)
    }
    if let counter = recorded.event.actsAt { counters[counter]?.since = recorded.at }
  }

  private mutating func open(_ event: DayOpened, at moment: Moment) {
    // Whoever is at a counter keeps number and day until served; everything else starts anew.
    let carried = visits.filter { id, visit in
      visit.day == day && visit.state.counter.flatMap { counters[$0]?.current } == id
    }
    var fresh = Hall()
    fresh.day = event.day
    fresh.visits = carried
    fresh.jobs = jobs
    fresh.incidents = incidents.filter { !$0.value.isSettled }
    for (id, status) in counters {
      guard let ticket = status.current, carried[ticket] != nil else { continue }
      fresh.counters[id, default: CounterStatus()].current = ticket
    }
    for open in event.counters {
      fresh.counters[open.counter, default: CounterStatus()].duty = .open
      fresh.counters[open.counter]?.officer = open.officer
      fresh.counters[open.counter]?.since = moment
    }
    self = fresh
  }

  private mutating func closeDay() {
    isDayClosed = true
    for (id, visit) in visits where !visit.state.isOver {
      if let counter = visit.state.counter, counters[counter]?.current == id { continue }
      visits[id]?.state = .expired
    }
    lines = [:]
    timed = []
  }

  private mutating func issue(_ event: TicketIssued, _ recorded: RecordedEvent) {
    let id = TicketID(recorded.id)
    var visit = Visit(
      id: id, day: event.day, domain: event.domain, number: event.number, label: event.label,
      origin: event.origin, priority: event.priority, issuedAt: recorded.at, errand: event.errand,
      line: event.line, state: .waiting(.line(event.line)), queuedAt: recorded.at)
    // Reception and the post give a class only to whom they have before them.
    visit.isPriorityConfirmed = event.priority != nil && event.origin != .kiosk
    if event.origin == .pad {
      padNumbers.insert(event.label)
    } else {
      lastNumbers[event.domain] = max(lastNumbers[event.domain] ?? 0, event.number)
      if event.origin == .kiosk { lastIssueAtStation[event.station] = recorded.at }
    }
    if visit.priority == nil {
      issues[event.line, default: IssueCount()].ordinary += 1
    } else {
      issues[event.line, default: IssueCount()].priority += 1
    }
    visits[id] = visit
    ticketsByLabel[event.label] = id
    lines[.line(event.line), default: WaitingLine()].insert(visit)
    if event.slip {
      let job = JobID(recorded.id)
      jobs[job] = PrintJob(
        id: job, ticket: id, station: event.station, first: nil, askedAt: recorded.at,
        state: .queued)
    }
  }

  private mutating func call(_ event: TicketCalled, _ recorded: RecordedEvent) {
    guard let visit = visits[event.ticket] else { return }
    let moment = recorded.at
    if event.turn == .next || event.turn == .priority {
      counters[event.counter, default: CounterStatus()].count(
        priority: visit.priority, overtakes: event.turn == .priority)
    }
    leaveLine(visit)
    timed.remove(event.ticket)
    visits[event.ticket]?.state = .called(event.counter, at: moment)
    visits[event.ticket]?.calledAt = moment
    visits[event.ticket]?.turn = event.turn
    visits[event.ticket]?.latestCall = CallMark(id: recorded.id, at: moment)
    visits[event.ticket]?.calls += 1
    counters[event.counter, default: CounterStatus()].current = event.ticket
    remember(event.ticket, event.counter, at: moment)
  }

  private mutating func recall(_ event: TicketRecalled, _ recorded: RecordedEvent) {
    let moment = recorded.at
    visits[event.ticket]?.latestCall = CallMark(id: recorded.id, at: moment)
    visits[event.ticket]?.calls += 1
    if case .parked(let counter, _) = visits[event.ticket]?.state {
      visits[event.ticket]?.state = .parked(
        counter, nextCall: event.nextCallAfterSeconds.map { moment.adding(seconds: $0) })
    }
    remember(event.ticket, event.counter, at: moment)
  }

  private mutating func park(_ event: TicketParked, at moment: Moment) {
    visits[event.ticket]?.state = .parked(
      event.counter, nextCall: event.nextCallAfterSeconds.map { moment.adding(seconds: $0) })
    counters[event.counter]?.current = nil
    timed.insert(event.ticket)
  }

  private mutating func comeBack(_ event: TicketReturned, at moment: Moment) {
    timed.remove(event.ticket)
    visits[event.ticket]?.calls = 0
    visits[event.ticket]?.line = event.line
    if event.atEnd {
      visits[event.ticket]?.hasReturned = true
      visits[event.ticket]?.queuedAt = moment
    }
    wait(event.ticket, at: .line(event.line))
  }

  private mutating func transfer(_ event: TicketTransferred, at moment: Moment) {
    guard let visit = visits[event.ticket] else { return }
    leaveLine(visit)
    timed.remove(event.ticket)
    if let from = event.from {
      pace(visit, at: moment)
      visits[event.ticket]?.stops.append(
        Stop(errand: visit.errand, counter: from, outcome: .transferred))
      counters[from]?.current = nil
    }
    visits[event.ticket]?.calls = 0
    visits[event.ticket]?.errand = event.errand
    visits[event.ticket]?.line = event.line
    visits[event.ticket]?.backTo = event.backTo
    wait(event.ticket, at: event.counter.map { .counter($0) } ?? .line(event.line))
  }

  /// The place in time stays; only who may overtake whom changes.
  private mutating func confirm(_ event: TicketPriority) {
    guard let visit = visits[event.ticket] else { return }
    let place: WaitingPlace? = if case .waiting(let here) = visit.state { here } else { nil }
    leaveLine(visit)
    visits[event.ticket]?.priority = event.priority
    visits[event.ticket]?.isPriorityConfirmed = true
    if let place { wait(event.ticket, at: place) }
  }

  private mutating func finish(_ event: TicketFinished, at moment: Moment) {
    guard let visit = visits[event.ticket] else { return }
    pace(visit, at: moment)
    counters[event.counter]?.current = nil
    visits[event.ticket]?.stops.append(
      Stop(errand: visit.errand, counter: event.counter, outcome: event.outcome))
    guard let backTo = visit.backTo else {
      visits[event.ticket]?.state = .done(event.outcome)
      return
    }
    // Back to the counter that sent the visitor to pay, at the old place in time.
    visits[event.ticket]?.backTo = nil
    visits[event.ticket]?.calls = 0
    wait(event.ticket, at: .counter(backTo))
  }

  mutating func leave(_ ticket: TicketID, as state: VisitState) {
    guard let visit = visits[ticket] else { return }
    leaveLine(visit)
    timed.remove(ticket)
    if let counter = visit.state.counter, counters[counter]?.current == ticket {
      counters[counter]?.current = nil
    }
    visits[ticket]?.state = state
  }

  private mutating func move(_ event: SlipMoved) {
    jobs[event.job]?.state = event.progress
    switch event.progress {
    case .sending(let printer), .printed(let printer), .handedOver(let printer),
      .unknown(let printer, _):
      jobs[event.job]?.printer = printer
    case .queued, .failed: break
    }
    if jobs[event.job]?.isOver == true { jobs[event.job] = nil }
  }

  private mutating func wait(_ ticket: TicketID, at place: WaitingPlace) {
    visits[ticket]?.state = .waiting(place)
    guard let visit = visits[ticket] else { return }
    lines[place, default: WaitingLine()].insert(visit)
  }

  private mutating func leaveLine(_ visit: Visit) {
    guard case .waiting(let place) = visit.state else { return }
    lines[place]?.remove(visit)
  }

  private mutating func pace(_ visit: Visit, at moment: Moment) {
    // From the call, since the way to the counter takes the counter's time too.
    guard case .serving(_, let since) = visit.state else { return }
    let begun = max(visit.calledAt ?? since, since.adding(seconds: -Self.longestWay))
    paces[visit.line, default: Pace()].add(seconds: moment.seconds(since: begun))
  }

  private mutating func remember(_ ticket: TicketID, _ counter: CounterID, at moment: Moment) {
    guard let visit = visits[ticket] else { return }
    recentCalls.removeAll { $0.ticket == ticket }
    recentCalls.insert(
      RecentCall(
        ticket: ticket, label: visit.label, counter: counter, at: moment, attempt: visit.calls),
      at: 0)
    if recentCalls.count > Self.recentCallsKept { recentCalls.removeLast() }
  }

  /// Seconds a visitor takes to the counter at most; who comes later was parked meanwhile.
  private static let longestWay = 120

  static let recentCallsKept = 24
}

extension HallEvent {
  /// The counter at which somebody does something; what the hall does by itself is nobody's act.
  fileprivate var actsAt: CounterID? {
    switch self {
    case .ticketCalled(let event): event.counter
    case .ticketRecalled(let event): event.automatic ? nil : event.counter
    case .ticketStarted(let event): event.counter
    case .ticketParked(let event): event.counter
    case .ticketTransferred(let event): event.from
    case .ticketFinished(let event): event.counter
    case .counterOpened(let event): event.counter
    case .counterPaused(let event): event.counter
    case .counterClosed(let event): event.counter
    default: nil
    }
  }
}
