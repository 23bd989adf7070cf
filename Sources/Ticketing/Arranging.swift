internal import Dossiers

extension Hall {
  func decideArrangement(_ command: ArrangementCommand, at now: Moment, plan: HallPlan)
    throws(Refusal) -> [HallEvent]
  {
    // A pause may be ended after hours too: whoever is inside is still served.
    if case .resume(let counter) = command { return try decideResume(counter, plan: plan) }
    guard let day, !isDayClosed, DayHours(on: day, plan: plan) != nil else {
      throw .arrangement(.noServiceDay)
    }
    guard command.reason?.contains(where: { !$0.isWhitespace }) == true else {
      throw .reasonMissing
    }
    switch command {
    case .assign(let wish, _, let confirmed):
      return try decideAssign(wish, confirmed: confirmed, on: day, at: now, plan: plan)
    case .release(let counter, _, let confirmed):
      return try decideRelease(counter, confirmed: confirmed, on: day, plan: plan)
    case .substitute(let counter, let officer, let substitute, _):
      return try decideSubstitute(counter, of: officer, by: substitute, plan: plan)
    case .endSubstitution(let counter, let substitute, _):
      return try decideEnd(of: substitute, at: counter, plan: plan)
    case .resume: return []
    }
  }

  // MARK: Lines

  private func decideAssign(
    _ wish: CounterAssigned, confirmed: Bool, on day: CivilDate, at now: Moment, plan: HallPlan
  ) throws(Refusal) -> [HallEvent] {
    guard plan.counter(wish.counter) != nil else { throw .unknownCounter(wish.counter) }
    guard !wish.lines.isEmpty else { throw .arrangement(.noLines) }
    let known = Set(plan.lines.map(\.line))
    if let stranger = wish.lines.first(where: { !known.contains($0) }) {
      throw .arrangement(.unknownLine(stranger))
    }
    var event = wish
    var seen: Set<LineID> = []
    event.lines = wish.lines.filter { seen.insert($0).inserted }
    if event.kind == .surge {
      // What the counter serves anyway is nothing that is added.
      let own = arrangements[wish.counter]?.rotation?.lines
      let served = own ?? plan.configuredLines(of: wish.counter, on: day)
      event.lines.removeAll { served.contains($0) }
      guard !event.lines.isEmpty else { throw .arrangement(.servedAlready(wish.counter)) }
    }
    var after = self
    after.set(event, by: .system, at: now)
    guard differs(at: wish.counter, after, on: day, plan: plan) else {
      throw .arrangement(.servedAlready(wish.counter))
    }
    if !confirmed { try nobodyLeft(by: wish.counter, after, on: day, plan: plan) }
    return [.arranged(.assigned(event))]
  }

  private func decideRelease(
    _ counter: CounterID, confirmed: Bool, on day: CivilDate, plan: HallPlan
  ) throws(Refusal) -> [HallEvent] {
    guard plan.counter(counter) != nil else { throw .unknownCounter(counter) }
    guard arrangements[counter] != nil else { throw .arrangement(.nothingSet(counter)) }
    var after = self
    after.arrangements[counter] = nil
    if !confirmed { try nobodyLeft(by: counter, after, on: day, plan: plan) }
    return [.arranged(.released(counter))]
  }

  private func differs(
    at counter: CounterID, _ after: Hall, on day: CivilDate, plan: HallPlan
  ) -> Bool {
    Set(lines(of: counter, on: day, plan: plan))
      != Set(after.lines(of: counter, on: day, plan: plan))
  }

  /// That no line loses the only counter that could call from it.
  ///
  /// A line whose last open counter goes is told about while people wait in it; one that no counter
  /// is meant to serve any more, always: nobody could even take a number.
  private func nobodyLeft(
    by counter: CounterID, _ after: Hall, on day: CivilDate, plan: HallPlan
  ) throws(Refusal) {
    let kept = Set(after.lines(of: counter, on: day, plan: plan))
    for line in lines(of: counter, on: day, plan: plan) where !kept.contains(line) {
      let name = plan.name(of: line)
      let waiting = waitingCount(.line(line))
      let others = after.counters(for: line, on: day, plan: plan)
      let wasOpen = self.counter(counter).duty == .open
      let isOpen = others.contains { self.counter($0).duty == .open }
      if waiting > 0, others.isEmpty || (wasOpen && !isOpen) {
        throw .arrangement(.peopleLeft(line: name, waiting: waiting))
      }
      if others.isEmpty { throw .arrangement(.lineLeft(line: name)) }
    }
  }

  // MARK: Who sits there

  private func decideResume(_ counter: CounterID, plan: HallPlan) throws(Refusal) -> [HallEvent] {
    guard plan.counter(counter) != nil else { throw .unknownCounter(counter) }
    let status = self.counter(counter)
    switch status.duty {
    case .open: return []
    case .paused:
      guard let officer = status.officer else { throw .counterClosed(counter) }
      return [.counterOpened(CounterOpened(counter: counter, officer: officer))]
    // Only an officer can open a counter: somebody must sit there.
    case .closed: throw .counterClosed(counter)
    }
  }

  private func decideSubstitute(
    _ counter: CounterID, of officer: StaffMember, by substitute: StaffMember, plan: HallPlan
  ) throws(Refusal) -> [HallEvent] {
    guard plan.counter(counter) != nil else { throw .unknownCounter(counter) }
    if let refusal = refusal(toSeat: substitute, for: officer, at: counter) {
      throw .arrangement(refusal)
    }
    return [
      .arranged(
        .substituted(
          OfficerSubstituted(
            counter: counter, officer: officer.account, substitute: substitute.account)))
    ]
  }

  /// Why this member of the staff may not sit in for that one today; `nil` when it may (LC 4.5).
  public func refusal(
    toSeat substitute: StaffMember, for officer: StaffMember, at counter: CounterID
  ) -> ArrangementRefusal? {
    let account = substitute.account
    guard officer.counters.contains(counter) else {
      return .notTheirCounter(officer: officer.account, counter)
    }
    guard substitute.isActive else { return .accountDisabled(account) }
    guard substitute.worksAtCounters else { return .cannotSubstitute(account) }
    guard !officer.agency.isEmpty, substitute.agency == officer.agency else {
      return .otherAgency(account, agency: officer.agency)
    }
    guard !substitute.counters.contains(counter),
      !substitutions.counters(satInBy: account).contains(counter)
    else { return .worksThereAlready(account, counter) }
    return nil
  }

  private func decideEnd(of substitute: String, at counter: CounterID, plan: HallPlan)
    throws(Refusal) -> [HallEvent]
  {
    guard plan.counter(counter) != nil else { throw .unknownCounter(counter) }
    guard substitutions.counters(satInBy: substitute).contains(counter) else {
      throw .arrangement(.noSubstitution(substitute, counter))
    }
    let end = HallEvent.arranged(
      .substitutionEnded(SubstitutionEnded(counter: counter, substitute: substitute)))
    let status = self.counter(counter)
    guard status.officer == substitute, status.duty != .closed else { return [end] }
    // Whoever is served by the substitute is served to the end.
    try empty(counter)
    return [end, .counterClosed(CounterClosed(counter: counter))]
  }
}
