// D11 to D15: decided at the Centre, or sent on to the agency.

extension LifeStep {
  /// D11: taken up at once; the slip is the centre's choice, the record is not.
  mutating func handleImmediately(slipRequested: Bool) throws(DossierRefusal) {
    guard procedure.term == .sameDay || procedure.isOnTheSpot else { throw .life(.notSameDay) }
    add(.handledImmediately(HandledImmediately(officer: actor.id)))
    if slipRequested, life.sameDay.slip == .onRequest, dossier.documents[.receiptSlip] == nil {
      give(.receiptSlip, dueAt: try term().dueAt)
    }
  }

  /// D12: by the agency's own leader, by its officer with the authority at the Centre, or under a
  /// delegation; the Centre itself decides nothing (LC 3.1).
  mutating func decideAtCentre(_ delegation: String?, _ results: [String]) throws(DossierRefusal) {
    let isDelegated = procedure.isDelegated && !(delegation ?? "").isEmpty
    switch actor.role {
    case .agencyLeader: break
    case .agencyOfficer where procedure.isOnTheSpot || isDelegated: break
    case .officer where isDelegated: break
    case .officer where !procedure.isDelegated: throw .life(.centreMayNotDecide)
    default: throw .life(.delegationNeeded)
    }
    try complete(results)
    let decider = dossier.agency ?? procedure.leadAgency
    guard decider != Procedure.centre else { throw .life(.centreMayNotDecide) }
    add(
      .decidedAtCentre(
        DecidedAtCentre(
          agency: decider, by: actor.id, delegation: delegation, results: results)))
    enter(.results)
    enter(.sharedResults)
    if dossier.wasLate { explain() }
  }

  /// D13: data at once, papers with the slip and by a carrier who may; a late one is listed.
  mutating func transfer(_ bag: Bag?, _ slip: String) throws(DossierRefusal) {
    guard !slip.isEmpty else { throw .life(.slipNeeded) }
    if let bag { try judge(bag) }
    guard dossier.holder == .centre else { throw .life(.heldElsewhere(dossier.holder)) }
    if dossier.medium == .paper, bag == nil { throw .life(.paperAwaited) }
    let received = dossier.accepted?.receivedAt ?? dossier.receivedAt
    let latest = try context.rules.transferDue(receivedAt: received).latest
    let target = dossier.agency ?? procedure.leadAgency
    let isLate = context.at > latest
    add(
      .transferred(
        Transferred(
          agency: target, slip: slip, bag: bag?.id, carrier: bag?.carrier, round: bag?.round,
          extraReason: bag?.extraReason, latest: latest, isLate: isLate)))
    if isLate { breach(.lateTransfer) }
    issue(.transferSlip, to: .agency, items: [slip])
    if procedure.term != .sameDay { issue(.controlSlip, to: .agency, dueAt: try term().dueAt) }
  }

  /// D14: counted and signed for; from here on the agency answers for the papers.
  mutating func signForBag(_ count: HandoverCount) throws(DossierRefusal) {
    guard case .bag = dossier.holder else { throw .life(.heldElsewhere(dossier.holder)) }
    try ownAgency()
    try hand(over: .agency(agency), count)
  }

  /// D15: by the agency's head; before the paper is there where data are enough (VL 4.3.b).
  mutating func assign(_ officer: String) throws(DossierRefusal) {
    guard !officer.isEmpty else { throw .life(.recordNeeded) }
    try ownAgency()
    if dossier.state == .inTransit, life.processing.startOn == .paper {
      throw .life(.paperAwaited)
    }
    add(.assigned(Assigned(agency: agency, officer: officer)))
  }

  /// Papers change hands: counted, recorded, one holder before and one after.
  mutating func hand(over receiver: Holder, _ count: HandoverCount) throws(DossierRefusal) {
    guard dossier.holder != receiver else { throw .life(.heldElsewhere(receiver)) }
    guard !count.record.isEmpty else { throw .life(.recordNeeded) }
    guard count.declared == count.counted, count.counted > 0 else {
      throw .life(.countDiffers(declared: count.declared, counted: count.counted))
    }
    add(
      .handedOver(
        HandedOver(
          from: dossier.holder, to: receiver, record: count.record, declared: count.declared,
          counted: count.counted, receivedBy: actor.id)))
    if life.handover.record != .notifyCentre {
      issue(.handoverRecord, to: .centre, copies: [.agency], items: [count.record])
    }
  }

  /// SL 6.1.k; VL 4.2.b: who may carry, and in which round.
  func judge(_ bag: Bag) throws(DossierRefusal) {
    if life.courier.forbidSeconded, bag.carrier == .secondedOfficer {
      throw .life(.secondedCarrier)
    }
    switch life.courier.mode {
    case .agencyStaff where bag.carrier != .agencyStaff: throw .life(.otherCarrier(.agencyStaff))
    case .any, .publicPost, .direct, .agencyStaff: break
    }
    guard !life.courier.rounds.isEmpty else { return }
    if let round = bag.round {
      guard context.isPlanned(round) else { throw .life(.noSuchRound) }
    } else {
      guard life.courier.flexible else { throw .life(.noSuchRound) }
      guard !(bag.extraReason ?? "").isEmpty else { throw .life(.reasonNeeded) }
    }
  }

  /// An agency signs and acts for its own dossiers, and for those of a chain it belongs to.
  func ownAgency() throws(DossierRefusal) {
    guard let own = actor.agency else { return }
    let concerned = [dossier.agency].compactMap { $0 } + (dossier.chain?.parts.map(\.agency) ?? [])
    guard concerned.contains(own) else { throw .life(.otherAgency(own)) }
  }

  /// LC 16.1: every paper of which the result consists.
  func complete(_ results: [String]) throws(DossierRefusal) {
    let missing = context.listing.results.filter { !results.contains($0) }
    guard missing.isEmpty else { throw .life(.resultsMissing(missing)) }
  }
}
