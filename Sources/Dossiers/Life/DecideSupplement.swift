// D21 and D22: asking for more after appraisal, and the full dossier's return.

extension LifeStep {
  /// D21: once, in time, with a legal basis, through the Centre; the clock stops.
  mutating func askSupplement(
    _ lines: [SupplementLine], _ reason: String, _ route: DocumentRoute
  ) throws(DossierRefusal) {
    try ownAgency()
    guard !reason.isEmpty else { throw .life(.reasonNeeded) }
    guard route == .throughCentre else { throw .life(.documentPastCentre) }
    try judge(lines)
    let isPast = try mayAsk(at: .processing, after: dossier.processingSupplements)
    let latest = try context.rules.supplementNoticeLatest(
      receivedOn: try term().startCountDay, specialLawDays: procedure.noticeOverride)
    guard context.at.date <= latest else { throw .life(.supplementTooLate(latest: latest)) }
    ask(lines, stage: .processing, ordinal: dossier.processingSupplements + 1, reason: reason)
    if isPast { breach(.supplementLimitPassed) }
    give(
      .supplementRequest, from: agency, copies: [.centre], reason: reason,
      items: lines.map(\.item))
    apologise(at: .processing, ordinal: dossier.processingSupplements)
    tellApplicant(.supplementWanted)
  }

  /// D22: everything that was asked for; a new day by the centre's clock, and a new slip.
  mutating func bringSupplement(_ checked: [CheckedComponent]) throws(DossierRefusal) {
    let found = Dictionary(checked.map { ($0.id, $0.finding) }) { _, last in last }
    let missing = dossier.supplementItems.filter { (found[$0] ?? .missing) == .missing }
    guard missing.isEmpty else { throw .life(.componentsMissing(missing)) }
    let unfinished = checked.filter { $0.finding == .contentIncomplete }
    guard unfinished.isEmpty || !life.validity.includesContent else {
      throw .life(.contentIncomplete(unfinished.map(\.id)))
    }
    guard case .stopped(let noticeOn) = dossier.clock else {
      throw .life(.notInState(.bringSupplement, dossier.state))
    }
    let stop = try context.stop(since: noticeOn)
    let term = try context.term(counting: try base(), stops: dossier.stops + [stop])
    add(
      .supplementBrought(
        SupplementBrought(
          items: checked.map(\.id), clock: life.supplement.clock, stop: stop,
          term: term)))
    give(.receiptSlip, dueAt: term.dueAt)
    tell(.agency, .supplementArrived, party: dossier.agency)
  }

  /// Whether one more is past the number allowed; refused where the limit is hard.
  func mayAsk(at stage: SupplementStage, after count: Int) throws(DossierRefusal) -> Bool {
    let verdict = context.rules.supplementVerdict(stage: stage, alreadyRequested: count)
    guard verdict.isAllowed else {
      throw .life(.supplementLimit(stage: stage, most: life.supplement.maxCount))
    }
    return verdict.isPastLimit
  }

  mutating func apologise(at stage: SupplementStage, ordinal: Int) {
    if context.rules.apologyRequired(stage: stage, ordinal: ordinal) { give(.apologyLetter) }
  }

  mutating func ask(
    _ lines: [SupplementLine], stage: SupplementStage, ordinal: Int, reason: String?
  ) {
    add(
      .supplementAsked(
        SupplementAsked(
          stage: stage, ordinal: ordinal, items: lines.map(\.item),
          bases: lines.compactMap { line in line.legalBasis.map { "\(line.item)=\($0)" } },
          reason: reason)))
  }

  /// LC 6.1.đ, 6.1.e; VL 9.1.b: published papers or a legal basis, and nothing that is held.
  func judge(_ lines: [SupplementLine]) throws(DossierRefusal) {
    guard !lines.isEmpty else { throw .life(.supplementEmpty) }
    let published = Set(procedure.components.map(\.id))
    let held = context.heldData.union(dossier.heldData)
    for line in lines {
      if life.supplement.requireLegalBasis, !published.contains(line.item),
        (line.legalBasis ?? "").isEmpty
      {
        throw .life(.supplementWithoutBasis(line.item))
      }
      if life.supplement.blockHeldData, held.contains(line.item),
        line.overrideReason != "verification"
      {
        throw .life(.paperHeld(line.item))
      }
    }
  }
}
