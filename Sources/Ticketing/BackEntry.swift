internal import Dossiers

// Papers become entries: both times are kept, the one on the paper and that of entering
// (LC 3.3), and a paper is entered once.
extension Hall {
  /// A pad number whose holder still waits: into the live line, at its place in time.
  func decideTicket(
    _ id: IncidentID, _ text: String, _ errand: ErrandID, _ handedOut: CivilMoment, now: Moment,
    plan: HallPlan
  ) throws(Refusal) -> [HallEvent] {
    let incident = try usable(id)
    let number = try padNumber(text, of: incident, plan)
    try within(incident, handedOut, now)
    guard handedOut.date == day, !isDayClosed else {
      throw .incident(
        .notWaitingToday(label: plan.rules.pad.text(number), day: handedOut.date))
    }
    let moment = Moment(handedOut, utcOffsetSeconds: now.utcOffsetSeconds)
    let issued = try decidePad(text, errand: errand, handedOut: moment, now: now, plan: plan)
    let entered = PaperEntered(incident: id, kind: .pad, number: number, at: handedOut)
    return issued + [.incident(.paperEntered(entered))]
  }

  /// A pad number entered at the desk: in the incident in which it was handed out, it is one of
  /// that incident's papers; outside of any it stands for itself.
  func decideDeskPad(
    _ text: String, errand: ErrandID, handedOut: Moment, now: Moment, plan: HallPlan
  ) throws(Refusal) -> [HallEvent] {
    let issued = try decidePad(text, errand: errand, handedOut: handedOut, now: now, plan: plan)
    guard let number = plan.rules.pad.number(of: text) else { return issued }
    let time = handedOut.civil
    for incident in unsettledIncidents where incident.stage != .proposed {
      guard incident.startedAt <= time, time <= incident.endedAt ?? now.civil,
        incident.stage == .open || incident.declared[.pad]?.contains(number) ?? false
      else { continue }
      try unhandled(.pad, number, of: incident, plan)
      let entered = PaperEntered(incident: incident.id, kind: .pad, number: number, at: time)
      return issued + [.incident(.paperEntered(entered))]
    }
    return issued
  }

  /// A pad number whose holder was served on paper: recorded whole, beside the live line.
  func decideVisit(
    _ id: IncidentID, _ text: String, _ errandID: ErrandID, _ handedOut: CivilMoment,
    _ service: PaperService, now: Moment, plan: HallPlan
  ) throws(Refusal) -> IncidentEvent {
    let incident = try usable(id)
    let (errand, domain) = try plan.known(errandID)
    let number = try padNumber(text, of: incident, plan)
    let label = plan.rules.pad.text(number)
    try within(incident, handedOut, now)
    try plausible(service, from: handedOut, of: incident, now: now, plan: plan)
    if handedOut.date == day, padNumbers.contains(label) { throw .padNumberTaken(label) }
    return .ticketRecorded(
      TicketRecorded(
        incident: id, day: handedOut.date, domain: domain.id, errand: errand.id,
        line: errand.line, number: number, label: label, issuedAt: handedOut, service: service))
  }

  /// A number of the machine's whose holder was served on paper while it was down.
  func decideService(
    _ id: IncidentID, _ ticket: TicketID, _ service: PaperService, now: Moment, plan: HallPlan
  ) throws(Refusal) -> IncidentEvent {
    let incident = try usable(id)
    let visit = try known(ticket)
    switch visit.state {
    case .waiting, .parked, .missed: break
    case .called(let counter, _), .serving(let counter, _):
      throw .ticketElsewhere(label: visit.label, counter: counter)
    case .done, .cancelled, .expired: throw over(visit)
    }
    try plausible(
      service, from: visit.issuedAt.civil.toTheMinute, of: incident, now: now, plan: plan)
    return .serviceRecorded(ServiceRecorded(incident: id, ticket: ticket, service: service))
  }

  /// A dossier taken in on a form: its term is counted from the real time of receipt (T-10).
  func decideForm(_ id: IncidentID, _ entry: IntakeFormEntry, now: Moment, plan: HallPlan)
    throws(Refusal) -> [HallEvent]
  {
    let incident = try usable(id)
    guard let number = plan.rules.forms.number(of: entry.form) else {
      throw .incident(.notAPaper(entry.form))
    }
    try unhandled(.form, number, of: incident, plan)
    guard plan.counter(entry.counter) != nil else { throw .unknownCounter(entry.counter) }
    try within(incident, entry.intake.receivedAt, now)
    let accepted = try decideIntake(
      entry.intake, counter: entry.counter, ticket: nil, plan: plan)
    let code = accepted.lazy.compactMap { event -> String? in
      if case .dossierAccepted(let event) = event { event.accepted.code.text } else { nil }
    }.first
    let entered = PaperEntered(
      incident: id, kind: .form, number: number, at: entry.intake.receivedAt,
      officer: entry.officer, counter: entry.counter, dossier: code, ticket: entry.ticket)
    return accepted + [.incident(.paperEntered(entered))]
  }

  private func padNumber(_ text: String, of incident: Incident, _ plan: HallPlan)
    throws(Refusal) -> Int
  {
    guard let number = plan.rules.pad.number(of: text) else { throw .notAPadNumber(text) }
    try unhandled(.pad, number, of: incident, plan)
    return number
  }

  private func within(_ incident: Incident, _ time: CivilMoment, _ now: Moment) throws(Refusal) {
    let end = incident.endedAt ?? now.civil
    guard incident.startedAt <= time, time <= end else {
      throw .incident(
        .timeOutside(
          time.description, from: incident.startedAt.description, to: end.description))
    }
  }

  /// Handed out, called, begun, finished: in this order, on one day, inside the incident.
  private func plausible(
    _ service: PaperService, from handedOut: CivilMoment, of incident: Incident, now: Moment,
    plan: HallPlan
  ) throws(Refusal) {
    guard plan.counter(service.counter) != nil else { throw .unknownCounter(service.counter) }
    let called = service.calledAt ?? handedOut
    guard handedOut <= called, called <= service.startedAt,
      service.startedAt <= service.finishedAt, handedOut.date == service.finishedAt.date
    else { throw .incident(.timesDisordered) }
    try within(incident, service.startedAt, now)
    try within(incident, service.finishedAt, now)
  }
}

extension CivilMoment {
  /// As people write it: paper knows no seconds.
  var toTheMinute: CivilMoment {
    CivilMoment(
      date: date, time: CivilTime(seconds: time.seconds / 60 * 60) ?? time)
  }
}
