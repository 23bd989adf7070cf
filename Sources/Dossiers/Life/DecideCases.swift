// D40, D41, D43, P-20 and what is put on record beside a dossier's way.

extension LifeStep {
  /// D40: made anew as a further version; the applicant pays nothing for an official's fault.
  mutating func reopen(_ fault: CostBearer, _ bearer: CostBearer) throws(DossierRefusal) {
    guard bearer != .applicant || fault == .applicant else { throw .life(.applicantPaysNothing) }
    let receipt = try context.termRules.deemedReceipt(context.at)
    let term = try context.termRules.term(from: receipt, length: procedure.term)
    add(
      .reopened(
        DossierReopened(
          version: dossier.version + 1, fault: fault, bearer: bearer, term: term)))
    give(.correctionRecord)
    give(.receiptSlip, dueAt: term.dueAt)
  }

  /// D41: the last custodian by the log; what the post lost, the post bears (LC 18.3).
  mutating func reportLoss(
    _ item: String, _ isDamage: Bool, _ bearer: CostBearer
  ) throws(DossierRefusal) {
    guard !item.isEmpty else { throw .life(.recordNeeded) }
    guard bearer != .applicant || dossier.holder == .applicant else {
      throw .life(.applicantPaysNothing)
    }
    if dossier.isInPost, bearer != .post { throw .life(.postBears) }
    add(
      .lost(
        PapersLost(item: item, isDamage: isDamage, custodian: dossier.holder, bearer: bearer)))
    issue(.lossRecord, to: .director, items: [item])
    give(.apologyLetter)
    tellApplicant(.loss)
  }

  /// D43: before the month's transfer the Centre pays, after it the agency (LC 17.4).
  mutating func refundFee(_ refund: FeeRefund) throws(DossierRefusal) {
    guard dossier.feePaid > 0, !dossier.isFeeRefunded, dossier.wasRefused else {
      throw .life(.feeNotRefundable)
    }
    let requests = [refund.applicantRequest, refund.agencyRequest].compactMap { $0 }
      .filter { !$0.isEmpty }
    guard !(refund.agencyRequest ?? "").isEmpty,
      refund.isTransferred || requests.count == 2, !refund.cancelledReceipt.isEmpty
    else { throw .life(.requestMissing) }
    let payer =
      refund.isTransferred ? dossier.agency ?? procedure.leadAgency : Procedure.centre
    add(
      .feeRefunded(
        FeeRefunded(
          payer: payer, requests: requests, cancelledReceipt: refund.cancelledReceipt)))
  }

  /// P-20: the papers come back to the Centre, and the originals to the applicant, before it closes.
  mutating func withdraw() {
    let wasAtAgency = DossierState.atAgencyStates.contains(dossier.state)
    add(.withdrawn(NothingMore()))
    give(.withdrawalConfirmation)
    if wasAtAgency { tell(.agency, .withdrawn, party: dossier.agency) }
  }

  /// LC 6.1.b: the applicant's choice; an officer changes it only on the applicant's request.
  mutating func chooseResultChannel(
    _ channel: ResultChannel, _ request: String?
  ) throws(DossierRefusal) {
    guard actor.role == .applicant || !(request ?? "").isEmpty else {
      throw .life(.choiceNeedsRequest)
    }
    add(.resultChannelChosen(ResultChannelChosen(channel: channel, request: request)))
  }

  mutating func record(_ note: DossierNote) throws(DossierRefusal) {
    switch note.kind {
    case .delayReason, .mandate, .corrected, .meeting, .exchange, .supportCalled:
      guard !(note.reference ?? "").isEmpty else { throw .life(.recordNeeded) }
    case .explanationAsked, .explanationGiven:
      guard life.supplement.explanationRight else { throw .life(.explanationNotDue) }
    default: break
    }
    add(
      .noted(DossierNoted(note: note.kind, party: note.party, reference: note.reference)))
    switch note.kind {
    case .reminder, .progressAsked: tell(.agency, .reminder, party: note.party ?? dossier.agency)
    case .bypassReported: breach(.documentPastCentre)
    default: break
    }
  }

  /// The province's system is of record: its states are followed, forwards only (LC 2.8).
  mutating func followProvince(
    _ state: DossierState, _ dueAt: CivilMoment?, _ reference: String
  ) throws(DossierRefusal) {
    let row = DossierTransition.row(.followProvince)
    guard row?.to.contains(state) == true, !reference.isEmpty, dossier.accepted != nil,
      let here = dossier.state.rank, let there = state.rank, there >= here, state != dossier.state
    else { throw .life(.provinceImplausible(state)) }
    var term: Term?
    var stop: ClockStop?
    if case .stopped(let noticeOn) = dossier.clock {
      let stretch = try context.stop(since: noticeOn)
      term = try context.term(counting: try base(), stops: dossier.stops + [stretch])
      stop = stretch
    }
    if let dueAt {
      var told: Term
      if let term { told = term } else { told = try self.term() }
      told.dueDate = dueAt.date
      told.dueAt = dueAt
      term = told
    }
    add(
      .provinceFollowed(
        ProvinceFollowed(state: state, reference: reference, term: term, stop: stop)))
  }
}

extension Dossier {
  /// Whether the public post has the papers: as a result on its way, or as the carrier of a bag.
  var isInPost: Bool {
    switch holder {
    case .post: true
    case .bag: bagCarrier == .publicPost
    default: false
    }
  }

  /// Whether the report about a delay is still owed (LC 16.6; 19.3).
  public var explanationDue: Bool {
    documents[.explanationReport, default: 0] > 0 && !explanationFiled
  }
}

extension DossierState {
  static let atAgencyStates: Set<DossierState> = [
    .inTransit, .atAgency, .processing, .verifying, .external, .supplement, .feeRequested,
  ]

  /// How far along a state is, for what only ever goes forwards.
  var rank: Int? {
    switch self {
    case .accepted, .immediate: 0
    case .inTransit: 1
    case .atAgency: 2
    case .processing, .verifying, .supplement, .feeRequested, .external: 3
    case .decided, .refused: 4
    case .resultInTransit: 5
    case .ready: 6
    case .returned: 7
    default: nil
    }
  }
}
