extension Dossier {
  /// Makes the dossier what it is after this event, at the moment it happened.
  public mutating func apply(_ event: DossierEvent, at moment: CivilMoment) {
    changedAt = max(changedAt, moment)
    switch event {
    case .opened: break
    case .checkOpened:
      state = .checking
      holder = .centre
    case .guidedAway:
      state = .guidedAway
      holder = .applicant
    case .supplementAsked(let asked): apply(asked, at: moment)
    case .intakeSupplementBrought:
      state = .checking
      completedAt = moment
      holder = .centre
    case .intakeRefused:
      state = .notAccepted
      holder = .applicant
    case .feeDue(let fee):
      state = .feeDue
      feeRequested = fee.amount
    case .feePaid(let fee): feePaid += fee.amount
    case .accepted(let accepted):
      take(accepted)
      holder = .centre
      feeRequested = nil
    case .papersTaken(let taken):
      medium = taken.medium
      applicant = taken.applicant
      components = Set(taken.components)
      heldData = Set(taken.held)
      originalsHeld = taken.originals
      resultChannel = taken.resultChannel
    default: applyWork(event, at: moment)
    }
  }

  private mutating func apply(_ asked: SupplementAsked, at moment: CivilMoment) {
    supplementItems = asked.items
    switch asked.stage {
    case .intake:
      intakeSupplements += 1
      state = .intakeSupplement
      if channel == .counter { holder = .applicant }
    case .processing:
      processingSupplements += 1
      state = .supplement
      clock = .stopped(on: moment.date)
    }
  }

  /// From acceptance to the decision.
  private mutating func applyWork(_ event: DossierEvent, at moment: CivilMoment) {
    switch event {
    case .handledImmediately: state = .immediate
    case .decidedAtCentre(let decided):
      results = decided.results
      finish(.ready, at: moment)
    case .transferred(let sent):
      transferSlip = sent.slip
      if let bag = sent.bag {
        state = .inTransit
        holder = .bag(bag)
        bagCarrier = sent.carrier
      } else {
        state = .atAgency
        holder = .agency(sent.agency)
      }
    case .handedOver(let handed):
      holder = handed.to
      if state == .inTransit { state = .atAgency }
    case .assigned(let assigned):
      officer = assigned.officer
      isPassedOn = true
      state = .processing
    case .verificationOpened: state = .verifying
    case .verificationClosed:
      state = .processing
      appraisedOn = moment.date
    case .consultationAsked(let asked):
      consultations.append(
        Consultation(number: asked.number, agency: asked.agency, dueAt: asked.dueAt))
    case .consultationAnswered(let answer):
      change(answer.number) { $0.answered = answer.means }
    case .consultationEscalated(let late):
      change(late.number) { $0.isEscalated = true }
    case .supplementBrought(let brought):
      components.formUnion(brought.items)
      stops.append(brought.stop)
      term = brought.term
      clock = .running
      state = .processing
    case .feeRequested(let fee):
      feeRequested = fee.amount
      state = .feeRequested
    case .feeReceiptBrought:
      feeRequested = nil
      state = .processing
    case .chainStarted(let started):
      chain = LinkedChain(
        lead: started.lead,
        parts: zip(started.agencies, started.days).map { ChainPart(agency: $0, days: $1) },
        order: started.order)
      if started.order == .sequential, let first = chain?.next { holder = .agency(first) }
    case .chainPartDone(let part):
      chain?.done.insert(part.agency)
      if let next = part.next { holder = .agency(next) }
    case .escalated(let up):
      state = .external
      holder = .authority(up.authority)
    case .authorityAnswered: state = .resultInTransit
    case .approved(let approved):
      results = approved.results
      state = .decided
    case .refused(let refusal):
      wasRefused = true
      wasLate = wasLate || refusal.isLate
      state = .refused
    default: applyResult(event, at: moment)
    }
  }

  private mutating func change(_ number: Int, _ change: (inout Consultation) -> Void) {
    guard let index = consultations.firstIndex(where: { $0.number == number }) else { return }
    change(&consultations[index])
  }

  /// A result is at the Centre: the term cannot be missed any more.
  private mutating func finish(_ reached: DossierState, at moment: CivilMoment) {
    if let term, term.dueAt < moment { wasLate = true }
    clock = .ended
    state = reached
  }

  /// From the decision on, and what runs beside every state.
  private mutating func applyResult(_ event: DossierEvent, at moment: CivilMoment) {
    switch event {
    case .resultSent(let sent):
      if state != .withdrawn { state = .resultInTransit }
      if let bag = sent.bag {
        holder = .bag(bag)
        bagCarrier = sent.carrier
      }
    case .resultReceived:
      holder = .centre
      finish(.ready, at: moment)
    case .returned(let returned):
      state = .returned
      holder = returned.channel == .post ? .post : .applicant
      uncollectedSince = nil
    case .originalsReturned(let returned):
      originalsHeld.removeAll { returned.items.contains($0) }
    case .uncollected: uncollectedSince = moment
    case .closed:
      state = .archived
      if holder == .centre { holder = .applicant }
    case .reopened(let reopened):
      version = reopened.version
      term = reopened.term
      baseTerm = reopened.term
      stops = []
      clock = .running
      state = .processing
      holder = agency.map(Holder.agency) ?? .centre
      wasLate = false
      wasRefused = false
      results = []
      rescheduleCount = 0
      expectedOverdueNotified = false
    case .withdrawn:
      clock = .ended
      state = .withdrawn
    case .provinceFollowed(let followed):
      if let told = followed.term { term = told }
      if let stop = followed.stop { stops.append(stop) }
      follow(followed.state, at: moment)
    default: applyMark(event)
    }
  }

  /// Flags, counters and what is on record.
  private mutating func applyMark(_ event: DossierEvent) {
    switch event {
    case .extensionAsked(let asked):
      extensionAsked = asked
      cause = asked.cause ?? cause
    case .dateChanged(let changed): apply(changed)
    case .urged: isUrged = true
    case .noted(let noted): isPassedOn = isPassedOn || noted.note == .passedOn
    case .faultAdmitted(let fault): faultAdmitted = fault
    case .explanationFiled: explanationFiled = true
    case .lost: isLostOrDamaged = true
    case .backEntered: isIncidentEntered = true
    case .feeRefunded: isFeeRefunded = true
    case .resultChannelChosen(let chosen): resultChannel = chosen.channel
    case .documentIssued(let issued): documents[issued.document, default: 0] += 1
    case .breachFound(let found): breaches.append(found.breach)
    default: break
    }
  }

  private mutating func apply(_ changed: DateChanged) {
    term = changed.term
    cause = changed.cause ?? cause
    switch changed.ground {
    case .recounted: return
    case .rescheduled:
      expectedOverdueNotified = true
      extensionAsked = nil
    case .extended:
      faultAdmitted = nil
      isUrged = false
    case .postponed, .apologised: break
    }
    rescheduleCount += 1
  }

  /// The province's word on where it stands; custody and clock follow.
  private mutating func follow(_ reached: DossierState, at moment: CivilMoment) {
    if reached.termRuns { clock = .running }
    switch reached {
    case .atAgency, .processing, .verifying, .feeRequested, .decided, .refused:
      if let agency { holder = .agency(agency) }
    case .supplement: clock = .stopped(on: moment.date)
    case .ready:
      holder = .centre
      finish(reached, at: moment)
    case .returned:
      holder = .applicant
      clock = .ended
    default: break
    }
    if reached == .refused { wasRefused = true }
    state = reached
  }
}
