internal import Dossiers

extension Hall {
  /// What a command about an incident brings about, or the one rule that forbids it.
  func decideIncident(_ command: IncidentCommand, at now: Moment, plan: HallPlan)
    throws(Refusal) -> [HallEvent]
  {
    let events: [IncidentEvent]
    switch command {
    case .propose(let cause, let affected, let startedAt):
      events = try decideProposal(cause, affected, startedAt: startedAt, now: now)
    case .open(let id, let startedAt): events = try decideOpening(id, startedAt, now: now)
    case .decline(let id):
      let incident = try incident(id, in: .proposed)
      events = [.declined(incident.id)]
    case .close(let id, let endedAt, let pads, let forms):
      events = try decideClosing(id, endedAt: endedAt, pads: pads, forms: forms, now, plan)
    case .declare(let id, let pads, let forms):
      events = [try decideDeclaration(usable(id), pads: pads, forms: forms, plan)]
    case .void(let id, let paper, let reason):
      events = try decideVoid(id, papers: paper, reason: reason, plan: plan)
    case .enterVisit(let id, let number, let errand, let handedOut, let service):
      events = [try decideVisit(id, number, errand, handedOut, service, now: now, plan: plan)]
    case .enterService(let id, let ticket, let service):
      events = [try decideService(id, ticket, service, now: now, plan: plan)]
    case .enterTicket(let id, let number, let errand, let handedOut):
      return try decideTicket(id, number, errand, handedOut, now: now, plan: plan)
    case .enterForm(let id, let entry):
      return try decideForm(id, entry, now: now, plan: plan)
    }
    return events.map { .incident($0) }
  }

  // MARK: - The incident itself

  private func decideProposal(
    _ cause: IncidentCause, _ affected: [IncidentArea], startedAt: CivilMoment, now: Moment
  ) throws(Refusal) -> [IncidentEvent] {
    if let present = presentIncident {
      throw .incident(.underway(present.id, present.stage))
    }
    try plausible(startedAt, now: now)
    let areas = IncidentArea.allCases.filter { affected.contains($0) }
    return [
      .proposed(IncidentProposed(cause: cause, affected: areas, startedAt: startedAt))
    ]
  }

  private func decideOpening(_ id: IncidentID, _ startedAt: CivilMoment?, now: Moment)
    throws(Refusal) -> [IncidentEvent]
  {
    let incident = try incident(id, in: .proposed)
    let began = startedAt ?? incident.startedAt
    try plausible(began, now: now)
    return [.opened(IncidentOpened(incident: id, startedAt: began))]
  }

  private func decideClosing(
    _ id: IncidentID, endedAt: CivilMoment, pads: String, forms: String, _ now: Moment,
    _ plan: HallPlan
  ) throws(Refusal) -> [IncidentEvent] {
    let incident = try incident(id, in: .open)
    guard incident.startedAt <= endedAt, endedAt <= now.civil else {
      throw .incident(.timeImplausible(endedAt.description))
    }
    if let latest = incident.latestPaper, latest > endedAt {
      throw .incident(.endsBeforePaper(latest.description))
    }
    let papers = try decideDeclaration(incident, pads: pads, forms: forms, plan)
    guard case .papersDeclared(let declared) = papers else { return [] }
    for (kind, numbers) in [(PaperKind.pad, declared.pads), (.form, declared.forms)] {
      let all = incident.declared[kind, default: NumberRanges()].union(numbers)
      let done = incident.handled[kind] ?? [:]
      if let left = done.keys.filter({ !all.contains($0) }).min() {
        throw .incident(.paperLeftOut(plan.rules.series(of: kind).text(left)))
      }
    }
    let closed = IncidentEvent.closed(IncidentClosed(incident: id, endedAt: endedAt))
    return declared.pads.isEmpty && declared.forms.isEmpty ? [closed] : [closed, papers]
  }

  private func decideDeclaration(
    _ incident: Incident, pads: String, forms: String, _ plan: HallPlan
  ) throws(Refusal) -> IncidentEvent {
    guard let padNumbers = NumberRanges(pads, of: plan.rules.pad) else {
      throw .incident(.papersUnreadable(pads))
    }
    guard let formNumbers = NumberRanges(forms, of: plan.rules.forms) else {
      throw .incident(.papersUnreadable(forms))
    }
    // More than a morning can use is a slip of the pen, and each would have to be declared void.
    guard padNumbers.count <= Self.papersAtOnce, formNumbers.count <= Self.papersAtOnce else {
      throw .incident(.tooManyPapers(limit: Self.papersAtOnce))
    }
    // A form is numbered once for ever: what another incident used cannot be used here.
    for other in incidents.values where other.id != incident.id {
      let taken = other.declared[.form, default: NumberRanges()]
      let used = other.handled[.form] ?? [:]
      if let twice = formNumbers.numbers.first(where: { taken.contains($0) || used[$0] != nil }) {
        throw .incident(.paperOfEarlierIncident(plan.rules.forms.text(twice)))
      }
    }
    return .papersDeclared(
      PapersDeclared(incident: incident.id, pads: padNumbers, forms: formNumbers))
  }

  /// One paper or a run of them, such as the unused rest of a block.
  private func decideVoid(_ id: IncidentID, papers: String, reason: String, plan: HallPlan)
    throws(Refusal) -> [IncidentEvent]
  {
    let incident = try usable(id)
    guard reason.contains(where: { !$0.isWhitespace }) else { throw .reasonMissing }
    // Digits alone could be a pad number or a form: the prefix has to be there.
    guard
      let kind = PaperKind.allCases.first(where: {
        papers.uppercased().hasPrefix(plan.rules.series(of: $0).prefix)
      }), let numbers = NumberRanges(papers, of: plan.rules.series(of: kind)), !numbers.isEmpty
    else { throw .incident(.notAPaper(papers)) }
    guard numbers.count <= Self.voidAtOnce else {
      throw .incident(.tooManyPapers(limit: Self.voidAtOnce))
    }
    for number in numbers.numbers { try unhandled(kind, number, of: incident, plan) }
    return numbers.numbers.map {
      .paperVoided(PaperVoided(incident: id, kind: kind, number: $0))
    }
  }

  private static let voidAtOnce = 200

  // MARK: - What every rule asks

  /// At most a month back, and never in the future.
  private func plausible(_ startedAt: CivilMoment, now: Moment) throws(Refusal) {
    let earliest = CivilMoment(
      date: now.date.adding(days: -Self.incidentDaysBack), time: .midnight)
    guard earliest <= startedAt, startedAt <= now.civil else {
      throw .incident(.timeImplausible(startedAt.description))
    }
  }

  private static let incidentDaysBack = 31
  private static let papersAtOnce = 1_000

  private func incident(_ id: IncidentID, in stage: IncidentStage) throws(Refusal) -> Incident {
    guard let incident = incidents[id] else { throw .incident(.unknown(id.description)) }
    guard incident.stage == stage else { throw .incident(.stage(id, incident.stage)) }
    return incident
  }

  /// An incident in which papers are used: a leader has opened it.
  func usable(_ id: IncidentID) throws(Refusal) -> Incident {
    guard let incident = incidents[id] else { throw .incident(.unknown(id.description)) }
    guard incident.stage == .open || incident.stage == .closed else {
      throw .incident(.stage(id, incident.stage))
    }
    return incident
  }

  /// That this paper may be entered or declared void: once, and declared if the incident is over.
  func unhandled(_ kind: PaperKind, _ number: Int, of incident: Incident, _ plan: HallPlan)
    throws(Refusal)
  {
    let label = plan.rules.series(of: kind).text(number)
    switch incident.handled[kind]?[number] {
    case .entered: throw .incident(.paperEntered(label))
    case .void: throw .incident(.paperVoid(label))
    case nil: break
    }
    let declared = incident.declared[kind, default: NumberRanges()]
    guard incident.stage == .open || declared.contains(number) else {
      throw .incident(.paperNotDeclared(label))
    }
    if kind == .form, incidents.values.contains(where: { $0.id != incident.id && $0.has(number) }) {
      throw .incident(.paperOfEarlierIncident(label))
    }
  }
}

extension Incident {
  /// Whether this form was used here.
  fileprivate func has(_ form: Int) -> Bool {
    handled[.form]?[form] != nil || declared[.form]?.contains(form) ?? false
  }
}
