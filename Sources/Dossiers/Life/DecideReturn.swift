// D31, D32, D37 to D39, D44: from the agency's desk to the applicant's hand.

extension LifeStep {
  /// D31; also the way back of the papers of a dossier that was withdrawn.
  mutating func sendToCentre(_ bag: Bag?) throws(DossierRefusal) {
    try ownAgency()
    if let bag { try judge(bag) }
    if dossier.medium == .paper {
      guard bag != nil else { throw .life(.paperAwaited) }
      guard case .agency = dossier.holder else { throw .life(.heldElsewhere(dossier.holder)) }
    }
    add(.resultSent(ResultSent(bag: bag?.id, carrier: bag?.carrier)))
    if dossier.state == .resultInTransit { tell(.centre, .resultSent, party: agency) }
  }

  /// D32: counted like every handover; a result before its day is announced.
  mutating func receiveResult(_ count: HandoverCount?) throws(DossierRefusal) {
    if let count {
      try hand(over: .centre, count)
    } else if dossier.medium == .paper {
      throw .life(.recordNeeded)
    }
    guard dossier.state != .withdrawn else { return }
    let term = try term()
    let isEarly = context.at.date < term.dueDate
    add(.resultReceived(ResultReceived(isEarly: isEarly)))
    if !dossier.wasRefused { enter(.results) }
    if isEarly, life.notify.early { tellApplicant(.resultEarly) }
    if dossier.wasLate { explain() }
  }

  /// D37: to whom may have it, complete and paid for, with apology when late.
  mutating func release(_ release: Release) throws(DossierRefusal) {
    try mayHandOut(.release)
    let asked =
      release.isRepresentative
      ? life.returning.representativeProofs : life.returning.ownProofs
    for proof in ReturnRule.Proof.allCases
    where asked.contains(proof) && !release.proofs.contains(proof) {
      throw .life(.proofMissing(proof))
    }
    if let chain = dossier.chain, life.linked.returnAt == .leadCounter,
      release.counterOf != chain.lead
    {
      throw .life(.otherCounter(chain.lead))
    }
    try maySettle(release.results)
    try judge(originals: release.originals)
    if dossier.wasRefused, life.returning.originals == .wholeWhenIneligible,
      Set(release.originals) != Set(dossier.originalsHeld)
    {
      throw .life(
        .originalsOutstanding(Set(dossier.originalsHeld).subtracting(release.originals).count))
    }
    if dossier.resultChannel != .counter {
      // Whoever stands at the counter with the slip has chosen it.
      add(.resultChannelChosen(ResultChannelChosen(channel: .counter, request: "at-counter")))
    }
    give(back: .counter, release, tracking: nil)
  }

  /// D38: as the applicant asked, and never otherwise.
  mutating func sendResult(_ tracking: String?) throws(DossierRefusal) {
    try mayHandOut(.sendResult)
    guard dossier.resultChannel != .counter else {
      throw .life(.resultChannelDiffers(dossier.resultChannel))
    }
    if dossier.resultChannel == .post, (tracking ?? "").isEmpty {
      throw .life(.trackingNeeded)
    }
    let results = dossier.results
    try maySettle(results)
    let originals = dossier.resultChannel == .post ? dossier.originalsHeld : []
    give(
      back: dossier.resultChannel, Release(proofs: [], results: results, originals: originals),
      tracking: tracking)
  }

  /// LC 12.2.d: where fees have a counter of their own, results are returned there too.
  private func mayHandOut(_ command: DossierTransition.Command) throws(DossierRefusal) {
    guard life.fee.collector == .feeCounter, actor.role == .officer else { return }
    throw .life(.notYourPart(command, actor.role))
  }

  private mutating func give(back channel: ResultChannel, _ release: Release, tracking: String?) {
    let branch: DossierReturned.Branch =
      dossier.wasRefused ? .notEligible : dossier.wasLate ? .late : .onTime
    add(
      .returned(
        DossierReturned(
          channel: channel, proofs: release.proofs.sorted { $0.rawValue < $1.rawValue },
          isRepresentative: release.isRepresentative, tracking: tracking, branch: branch,
          results: dossier.wasRefused ? [] : release.results)))
    if !release.originals.isEmpty {
      add(.originalsReturned(OriginalsReturned(items: release.originals)))
    }
    let delivery: Delivery =
      switch channel {
      case .counter: .inHand
      case .post: .post
      case .online: .online
      }
    if dossier.wasLate { give(.apologyLetter, by: delivery) }
    give(.evaluationForm, by: delivery)
  }

  /// Fee settled and every paper of the result there (LC 16.1; HU QT III).
  private func maySettle(_ results: [String]) throws(DossierRefusal) {
    guard !dossier.wasRefused else { return }
    if let fee = procedure.fee, dossier.feePaid < fee.amount {
      throw .life(.feeUnpaid(amount: fee.amount - dossier.feePaid))
    }
    try complete(results)
  }

  /// D39: on the list of what waits, in the Centre's custody (SL 6.2.d).
  mutating func markUncollected() throws(DossierRefusal) {
    guard dossier.uncollectedSince == nil else { throw .life(.alreadyOnRecord) }
    guard context.at > (try term()).dueAt else { throw .life(.notYetPastAppointment) }
    add(.uncollected(NothingMore()))
    tellApplicant(.resultReady)
  }

  /// D44: nothing of the applicant's is left here, and a delay is explained.
  mutating func close() throws(DossierRefusal) {
    guard dossier.originalsHeld.isEmpty else {
      throw .life(.originalsOutstanding(dossier.originalsHeld.count))
    }
    switch dossier.holder {
    case .applicant, .centre, .post: break
    case .agency, .bag, .authority:
      if dossier.medium == .paper { throw .life(.heldElsewhere(dossier.holder)) }
    }
    if dossier.explanationDue { throw .life(.explanationMissing) }
    add(.closed(NothingMore()))
  }

  mutating func returnOriginals(_ items: [String]) throws(DossierRefusal) {
    guard !items.isEmpty else { throw .life(.recordNeeded) }
    try judge(originals: items)
    switch dossier.holder {
    case .applicant, .centre, .post: break
    case .agency, .bag, .authority: throw .life(.heldElsewhere(dossier.holder))
    }
    add(.originalsReturned(OriginalsReturned(items: items)))
  }

  private func judge(originals items: [String]) throws(DossierRefusal) {
    if let stranger = items.first(where: { !dossier.originalsHeld.contains($0) }) {
      throw .life(.originalUnknown(stranger))
    }
  }
}
