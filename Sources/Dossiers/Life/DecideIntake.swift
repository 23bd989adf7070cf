// D1 to D10: from the first paper to the receipt slip.

extension LifeStep {
  /// D1 to D4 without a dossier.
  static func begin(
    _ command: DossierCommand, _ context: LifeContext
  ) throws(DossierRefusal) -> LifeStep {
    try context.mayTakeIn()
    switch command {
    case .register(let code, let ordinal, let accountMatched):
      guard context.rules.calendar.isOpen(at: context.at, clock: .transactions) else {
        throw .life(.outsideTransactionHours)
      }
      guard accountMatched else { throw .life(.accountNotMatched) }
      var step = LifeStep(
        opening: context.opening(.registered, .counter, code: code, ordinal: ordinal), context)
      step.give(.registrationSlip)
      return step
    case .receivePost(let stamp, let misdirected):
      let age = context.at.date.daysSinceEpoch - stamp.daysSinceEpoch
      guard (0...366).contains(age) else { throw .arrivalStampImplausible(stamp) }
      return LifeStep(
        opening: context.opening(.filedRemote, .post, stamp: stamp, misdirected: misdirected),
        context)
    case .fileOnline:
      return LifeStep(opening: context.opening(.filedRemote, .online), context)
    case .openCheck:
      try context.mayServe()
      var step = LifeStep(opening: context.opening(.checking, .counter), context)
      step.add(.checkOpened(CheckOpened(officer: context.actor.id)))
      return step
    default: throw .life(.dossierNeeded)
    }
  }

  mutating func openCheck() throws(DossierRefusal) {
    try context.mayServe()
    add(.checkOpened(CheckOpened(officer: actor.id)))
  }

  /// D5: guidance on record; a letter at the counter on request, for what came from afar always.
  mutating func guideAway(
    _ reason: String, _ authority: String, letterRequested: Bool
  ) throws(DossierRefusal) {
    guard !reason.isEmpty else { throw .life(.reasonNeeded) }
    guard !authority.isEmpty else { throw .life(.authorityNeeded) }
    let channel = dossier.channel
    add(.guidedAway(GuidedAway(reason: reason, authority: authority)))
    if context.rules.outOfScopeLetter(channel: channel, applicantAsks: letterRequested) {
      give(.guidanceLetter, reason: reason, items: [authority])
    }
  }

  /// D6: one complete list; past the number allowed it is refused, or in Huế recorded.
  mutating func askIntakeSupplement(_ lines: [SupplementLine]) throws(DossierRefusal) {
    try judge(lines)
    let isPast = try mayAsk(at: .intake, after: dossier.intakeSupplements)
    ask(lines, stage: .intake, ordinal: dossier.intakeSupplements + 1, reason: nil)
    if isPast { breach(.supplementLimitPassed) }
    give(.supplementRequest, items: lines.map(\.item))
    apologise(at: .intake, ordinal: dossier.intakeSupplements)
  }

  /// D7.
  mutating func bringIntakeSupplement(_ items: [String]) throws(DossierRefusal) {
    guard !items.isEmpty else { throw .life(.supplementEmpty) }
    add(.intakeSupplementBrought(IntakeSupplementBrought(items: items)))
  }

  /// D8: with a written reason.
  mutating func refuseIntake(_ reason: String) throws(DossierRefusal) {
    guard !reason.isEmpty else { throw .life(.reasonNeeded) }
    add(.intakeRefused(IntakeRefused(reason: reason)))
    give(.refusalSlip, reason: reason)
  }

  /// D9.
  mutating func askFeeFirst(_ checked: [CheckedComponent]) throws(DossierRefusal) {
    guard let fee = procedure.fee, fee.isPrepaid, fee.amount > dossier.feePaid else {
      throw .life(.feeNotDue)
    }
    try validate(checked)
    add(.feeDue(FeeDue(amount: fee.amount)))
    give(.feeSlip)
  }

  mutating func recordFeePaid(_ amount: Int, _ receipt: String) throws(DossierRefusal) {
    guard let fee = procedure.fee, amount > 0 else { throw .life(.feeNotDue) }
    guard amount <= max(fee.amount, dossier.feeRequested ?? 0) else { throw .life(.feeNotDue) }
    guard !receipt.isEmpty else { throw .life(.recordNeeded) }
    add(.feePaid(FeePaid(amount: amount, receipt: receipt)))
  }

  /// D10: valid, paid where the fee comes first, on the approved list; code, term and slip.
  mutating func accept(_ acceptance: Acceptance) throws(DossierRefusal) {
    try context.mayTakeIn()
    try validate(acceptance.checked)
    if let fee = procedure.fee, fee.isPrepaid, dossier.feePaid < fee.amount {
      throw .life(.feeUnpaid(amount: fee.amount - dossier.feePaid))
    }
    if acceptance.applicant == .organisation, life.digitise.organisationSelf,
      !acceptance.isDigitised
    {
      throw .life(.organisationScans)
    }
    let accepted = try accepted(by: acceptance.code)
    add(.accepted(accepted))
    add(
      .papersTaken(
        PapersTaken(
          medium: acceptance.medium, applicant: acceptance.applicant,
          isDigitised: acceptance.isDigitised,
          components: acceptance.checked.filter { $0.finding != .missing }.map(\.id),
          held: acceptance.checked.filter { $0.finding == .held }.map(\.id),
          originals: acceptance.originals, resultChannel: acceptance.resultChannel)))
    enter(.dossiers)
    issue(.registerEntry, to: .centre, dueAt: accepted.term.dueAt)
    let isImmediate = procedure.term == .sameDay
    if context.rules.receiptRequired(
      isImmediate: isImmediate, applicantAsks: acceptance.slipRequested)
    {
      give(.receiptSlip, dueAt: accepted.term.dueAt)
    }
    if isImmediate, life.sameDay.notifyAgency {
      tell(.agency, .sameDayAlert, party: procedure.leadAgency)
    }
  }

  /// Code and term: from the moment the dossier is full, by the channel it came.
  private func accepted(by code: Intake.Code) throws(DossierRefusal) -> DossierAccepted {
    let channel: Intake.Channel =
      switch (dossier.channel, dossier.arrivalStamp) {
      case (.counter, _): .counter
      // A supplement that follows is received when it comes; the stamp spoke for the first papers.
      case (.post, let stamp?) where dossier.completedAt == nil: .post(arrivalStamp: stamp)
      case (.post, _), (.online, _): .online
      }
    let received =
      dossier.channel == .counter ? context.at : dossier.completedAt ?? dossier.receivedAt
    let intake = Intake(
      procedure: Intake.Procedure(
        id: procedure.id, term: procedure.term, agency: procedure.leadAgency),
      channel: channel, receivedAt: received, code: code)
    var accepted = try intake.decide(under: context.rules)
    accepted.channel = dossier.channel
    accepted.arrivalStamp = dossier.arrivalStamp
    if let registered = dossier.code { accepted.code = registered }
    return accepted
  }

  /// LC 2.5, 2.6; HU QC 2.4: all papers there and, where the centre asks it, fully declared.
  func validate(_ checked: [CheckedComponent]) throws(DossierRefusal) {
    let known = Set(procedure.components.map(\.id))
    if let stranger = checked.first(where: { !known.contains($0.id) }) {
      throw .life(.componentUnknown(stranger.id))
    }
    let found = Dictionary(checked.map { ($0.id, $0.finding) }) { _, last in last }
    let missing = procedure.components.filter {
      !$0.isOptional && !dossier.components.contains($0.id)
        && (found[$0.id] ?? .missing) == .missing
    }
    guard missing.isEmpty else { throw .life(.componentsMissing(missing.map(\.id))) }
    let unfinished = checked.filter { $0.finding == .contentIncomplete }
    guard unfinished.isEmpty || !life.validity.includesContent else {
      throw .life(.contentIncomplete(unfinished.map(\.id)))
    }
  }
}

extension LifeContext {
  /// LC 3.1, 3.2; SL 3.2; VL 2.2: listed, not excluded, taken in by the Centre, decided by an agency.
  func mayTakeIn() throws(DossierRefusal) {
    if let reason = listing.excludedReason { throw .life(.procedureExcluded(reason)) }
    guard listing.isListed else { throw .life(.procedureNotListed(procedure.id)) }
    guard procedure.leadAgency != Procedure.centre, !procedure.leadAgency.isEmpty else {
      throw .life(.centreMayNotDecide)
    }
  }

  /// The officer's own domain.
  func mayServe() throws(DossierRefusal) {
    guard let domains = actor.domains, !domains.contains(procedure.domain) else { return }
    throw .life(.otherDomain(procedure.domain))
  }

  func opening(
    _ state: DossierState, _ channel: IntakeChannel, stamp: CivilDate? = nil,
    misdirected: MisdirectedPost? = nil, code: DossierCode? = nil, ordinal: Int? = nil
  ) -> DossierOpened {
    DossierOpened(
      state: state, procedure: procedure.id, agency: procedure.leadAgency, channel: channel,
      receivedAt: at, arrivalStamp: stamp, code: code, ordinalOfDay: ordinal,
      viaAgency: misdirected?.agency, arrivedThere: misdirected?.arrivedThere)
  }
}
