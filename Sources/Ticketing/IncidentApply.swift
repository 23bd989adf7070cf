internal import Dossiers

extension Hall {
  /// Makes true what an event of an incident says; total, and the same on every replay.
  mutating func apply(_ event: IncidentEvent, _ recorded: RecordedEvent) {
    note(event, recorded)
    switch event {
    case .ticketRecorded(let event): record(event, recorded)
    case .serviceRecorded(let event): record(event, recorded)
    case .proposed, .opened, .declined, .closed, .papersDeclared, .paperEntered, .paperVoided:
      break
    }
  }

  /// Brings back what an event from before the replayed ones says of its incident.
  public mutating func restoreIncident(_ recorded: RecordedEvent) {
    if case .incident(let event) = recorded.event { note(event, recorded) }
  }

  /// The incident's own story; visits are not touched.
  private mutating func note(_ event: IncidentEvent, _ recorded: RecordedEvent) {
    let id = event.incident(at: recorded.id)
    switch event {
    case .proposed(let event):
      incidents[id] = Incident(
        id: id, cause: event.cause, affected: event.affected, proposedBy: recorded.actor,
        proposedAt: recorded.at, startedAt: event.startedAt)
    case .opened(let event):
      incidents[id]?.stage = .open
      incidents[id]?.startedAt = event.startedAt
      incidents[id]?.decidedBy = recorded.actor
    case .declined:
      incidents[id]?.stage = .declined
      incidents[id]?.decidedBy = recorded.actor
    case .closed(let event):
      incidents[id]?.stage = .closed
      incidents[id]?.endedAt = event.endedAt
      incidents[id]?.closedBy = recorded.actor
    case .papersDeclared(let event):
      incidents[id]?.declared[.pad, default: NumberRanges()].add(event.pads)
      incidents[id]?.declared[.form, default: NumberRanges()].add(event.forms)
    case .paperEntered(let event): incidents[id]?.reach(event.at)
    case .ticketRecorded(let event): incidents[id]?.reach(event.service.finishedAt)
    case .serviceRecorded(let event): incidents[id]?.reach(event.service.finishedAt)
    case .paperVoided: break
    }
    if let paper = event.paper {
      incidents[id]?.handled[paper.kind, default: [:]][paper.number] = paper.fate
    }
  }

  /// A visit that is over already: known by its number, in no line, and no measure of pace.
  private mutating func record(_ event: TicketRecorded, _ recorded: RecordedEvent) {
    guard event.day == day else { return }
    padNumbers.insert(event.label)
    let id = TicketID(recorded.id)
    let issuedAt = Moment(event.issuedAt, utcOffsetSeconds: recorded.at.utcOffsetSeconds)
    var visit = Visit(
      id: id, day: event.day, domain: event.domain, number: event.number, label: event.label,
      origin: .pad, priority: nil, issuedAt: issuedAt, errand: event.errand, line: event.line,
      state: .done(event.service.outcome), queuedAt: issuedAt)
    visit.stops = [
      Stop(errand: event.errand, counter: event.service.counter, outcome: event.service.outcome)
    ]
    visits[id] = visit
    ticketsByLabel[event.label] = id
  }

  private mutating func record(_ event: ServiceRecorded, _ recorded: RecordedEvent) {
    guard let visit = visits[event.ticket] else { return }
    visits[event.ticket]?.stops.append(
      Stop(errand: visit.errand, counter: event.service.counter, outcome: event.service.outcome))
    leave(event.ticket, as: .done(event.service.outcome))
  }
}

extension NumberRanges {
  fileprivate mutating func add(_ other: NumberRanges) { self = union(other) }
}

extension Incident {
  fileprivate mutating func reach(_ time: CivilMoment) {
    latestPaper = latestPaper.map { max($0, time) } ?? time
  }
}
