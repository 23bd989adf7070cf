import Dossiers
import Ticketing

/// What the people around a dossier ask for, filled in as they would, with their mistakes.
struct DossierHand {
  let rules: Regulation

  /// What mostly comes next.
  func next(of dossier: Dossier, _ random: inout SeededRandom) -> DossierTransition.Command {
    switch dossier.state {
    case .registered, .filedRemote: return .openCheck
    case .checking:
      let fee = procedure(of: dossier)?.fee
      if let fee, fee.isPrepaid, dossier.feePaid < fee.amount { return .askFeeFirst }
      return random.pick([.accept, .accept, .askIntakeSupplement])
    case .intakeSupplement: return .bringIntakeSupplement
    case .feeDue: return dossier.feePaid == 0 ? .recordFeePaid : .accept
    case .accepted:
      return procedure(of: dossier)?.isOnTheSpot == true ? .handleImmediately : .transfer
    case .immediate: return .decideAtCentre
    case .inTransit: return .signForBag
    case .atAgency: return .assign
    case .processing: return nextAtDesk(dossier, &random)
    case .verifying: return .closeVerification
    case .external: return .receiveAuthorityResult
    case .supplement: return .bringSupplement
    case .feeRequested: return .bringFeeReceipt
    case .decided, .refused: return .sendToCentre
    case .resultInTransit: return .receiveResult
    case .ready:
      let fee = procedure(of: dossier)?.fee
      if let fee, dossier.feePaid < fee.amount { return .recordFeePaid }
      return dossier.resultChannel == .counter ? .release : .sendResult
    case .returned:
      guard dossier.originalsHeld.isEmpty else { return .returnOriginals }
      let isOwed = dossier.documents[.explanationReport] != nil && !dossier.explanationFiled
      return isOwed ? .fileExplanation : .close
    case .withdrawn: return .close
    case .guidedAway, .notAccepted, .archived: return .record
    }
  }

  private func nextAtDesk(
    _ dossier: Dossier, _ random: inout SeededRandom
  ) -> DossierTransition.Command {
    if dossier.rescheduleCount == 0, dossier.extensionAsked != nil { return .reschedule }
    if let chain = dossier.chain, !chain.isDone { return .finishChainPart }
    var ways: [DossierTransition.Command] = [
      .approve, .approve, .approve, .approve, .refuse, .askSupplement, .askSupplement,
      .askConsultation, .askFee, .askExtension, .startChain,
    ]
    if procedure(of: dossier)?.needsVerification == true { ways.append(.openVerification) }
    if procedure(of: dossier)?.isCrossLevel == true { ways += [.escalate, .escalate] }
    return random.pick(ways)
  }

  func procedure(of dossier: Dossier) -> Procedure? {
    PlannedRules.procedures.first { $0.id == dossier.procedure }
  }

  /// Everything is there, mostly.
  func papers(
    _ procedure: Procedure, _ code: Intake.Code, _ random: inout SeededRandom
  ) -> Acceptance {
    Acceptance(
      code: code,
      checked: procedure.components.filter { !$0.isOptional || random.chance(50) }
        .map { CheckedComponent($0.id, random.chance(97) ? .complete : .contentIncomplete) },
      medium: random.chance(80) ? .paper : .electronic,
      originals: random.chance(30) ? ["gcn-cu"] : [],
      resultChannel: random.pick([.counter, .counter, .counter, .post, .online]))
  }

  func bag(_ number: Int, at now: Moment, _ random: inout SeededRandom) -> Bag {
    let carrier: Carrier =
      switch rules.life.courier.mode {
      case .publicPost: .publicPost
      case .agencyStaff: .agencyStaff
      case .direct, .any: .centreStaff
      }
    return Bag(
      id: "T\(number)", carrier: random.chance(95) ? carrier : .secondedOfficer,
      round: random.chance(95) ? try? rules.courierRound(readyAt: now.civil) : nil)
  }

  private func count(_ number: Int, _ random: inout SeededRandom) -> HandoverCount {
    HandoverCount(record: "BB-\(number)", declared: 3, counted: random.chance(95) ? 3 : 2)
  }

  private func reason(_ random: inout SeededRandom) -> String { random.chance(93) ? "ly-do" : "" }

  /// A command of this name with its particulars, and who asks for such things.
  func command(
    _ name: DossierTransition.Command, of dossier: Dossier, at now: Moment, _ number: Int,
    _ random: inout SeededRandom
  ) -> (DossierCommand, DossierRole) {
    let procedure = procedure(of: dossier) ?? PlannedRules.land
    switch name {
    case .register: return (.register(code: nil, ordinalOfDay: 1, accountMatched: true), .reception)
    case .receivePost: return (.receivePost(arrivalStamp: now.date), .officer)
    case .fileOnline: return (.fileOnline, .applicant)
    case .openCheck: return (.openCheck, .officer)
    case .guideAway: return (.guideAway(reason: reason(&random), authority: "bo"), .officer)
    case .askIntakeSupplement:
      return (.askIntakeSupplement([SupplementLine(random.pick(["don", "la"]))]), .officer)
    case .bringIntakeSupplement: return (.bringIntakeSupplement(["don"]), .applicant)
    case .refuseIntake: return (.refuseIntake(reason: reason(&random)), .officer)
    case .askFeeFirst:
      return (
        .askFeeFirst(checked: papers(procedure, .given(ordinal: 1), &random).checked), .officer
      )
    case .recordFeePaid:
      return (
        .recordFeePaid(amount: procedure.fee?.amount ?? 1, receipt: "BL-\(number)"), .feeDesk
      )
    case .accept:
      return (.accept(papers(procedure, code(number, now), &random)), .officer)
    case .handleImmediately: return (.handleImmediately(), .officer)
    case .decideAtCentre:
      let delegation = procedure.isDelegated && random.chance(50) ? "UQ-1" : nil
      return (
        .decideAtCentre(delegation: delegation, results: ["gcn"]),
        random.pick([.officer, .agencyOfficer, .agencyLeader])
      )
    case .transfer:
      return (
        .transfer(
          bag: random.chance(90) ? bag(number, at: now, &random) : nil,
          slip: random.chance(95) ? "PC-\(number)" : ""), .officer
      )
    case .signForBag: return (.signForBag(count(number, &random)), .agencyOfficer)
    case .assign: return (.assign(officer: random.chance(95) ? "an" : ""), .agencyLeader)
    default: return atAgency(name, of: dossier, at: now, number, &random)
    }
  }

  /// The code that a dossier gets when it is accepted after having been known before.
  private func code(_ number: Int, _ now: Moment) -> Intake.Code {
    guard case .province = rules.code.source,
      let code = try? PlannedHall.code.code(receivedOn: now.date, ordinal: number % 9_999 + 1)
    else { return .given(ordinal: 1) }
    return .scanned(code.text)
  }

  private func atAgency(
    _ name: DossierTransition.Command, of dossier: Dossier, at now: Moment, _ number: Int,
    _ random: inout SeededRandom
  ) -> (DossierCommand, DossierRole) {
    switch name {
    case .openVerification: return (.openVerification(appointment: nil), .agencyOfficer)
    case .closeVerification:
      return (
        .closeVerification(record: "BB-\(number)", isComplete: random.chance(90)), .agencyOfficer
      )
    case .askConsultation:
      let due = now.adding(seconds: random.pick([-60, 600, 90_000, 400_000])).civil
      return (
        .askConsultation(agency: PlannedRules.other, question: "CH-\(number)", dueAt: due),
        .agencyOfficer
      )
    case .answerConsultation:
      return (
        .answerConsultation(max(1, dossier.consultations.count), means: .system), .agencyOfficer
      )
    case .escalateConsultation:
      return (.escalateConsultation(max(1, dossier.consultations.count)), .hall)
    case .askSupplement:
      return (
        .askSupplement(
          [SupplementLine(random.pick(["don", "ban-ve", "ban-ve", "la"]))],
          reason: reason(&random), route: random.chance(95) ? .throughCentre : .direct),
        .agencyOfficer
      )
    case .bringSupplement:
      let items = random.chance(85) ? dossier.supplementItems : []
      return (.bringSupplement(items.map { CheckedComponent($0, .complete) }), .officer)
    case .askFee: return (.askFee(amount: random.pick([0, 20_000, 20_000])), .agencyOfficer)
    case .bringFeeReceipt: return (.bringFeeReceipt(receipt: "BL-\(number)"), .officer)
    case .startChain:
      return (
        .startChain(
          lead: PlannedRules.agency, parts: [ChainPart(agency: PlannedRules.other, days: 2)]),
        .agencyOfficer
      )
    case .finishChainPart:
      return (
        .finishChainPart(agency: dossier.chain?.next ?? PlannedRules.agency), .agencyOfficer
      )
    case .escalate: return (.escalate(authority: "bo-tnmt"), .agencyOfficer)
    case .receiveAuthorityResult: return (.receiveAuthorityResult, .officer)
    case .approve:
      let slip = random.chance(75) ? dossier.transferSlip : random.pick([nil, "sai"])
      return (.approve(slip: slip, by: "lan", results: ["gcn"]), .agencyLeader)
    case .refuse:
      return (
        .refuse(reason: reason(&random), route: random.chance(95) ? .throughCentre : .direct),
        .agencyLeader
      )
    default: return ofResults(name, of: dossier, at: now, number, &random)
    }
  }

  private func ofResults(
    _ name: DossierTransition.Command, of dossier: Dossier, at now: Moment, _ number: Int,
    _ random: inout SeededRandom
  ) -> (DossierCommand, DossierRole) {
    let hand: DossierRole = rules.life.fee.collector == .feeCounter ? .feeDesk : .officer
    let day = now.date.adding(days: random.within(1...30))
    switch name {
    case .sendToCentre:
      let bag = random.chance(90) ? bag(number, at: now, &random) : nil
      return (.sendToCentre(bag: bag), .agencyOfficer)
    case .receiveResult:
      return (.receiveResult(random.chance(90) ? count(number, &random) : nil), .officer)
    case .release:
      let some: Set<ReturnRule.Proof> = [random.pick(ReturnRule.Proof.allCases)]
      return (
        .release(
          Release(
            proofs: random.chance(75) ? Set(ReturnRule.Proof.allCases) : some,
            isRepresentative: random.chance(20), results: ["gcn"],
            originals: random.chance(70) ? dossier.originalsHeld : [],
            counterOf: dossier.chain?.lead)), hand
      )
    case .sendResult: return (.sendResult(tracking: random.chance(90) ? "VN\(number)" : nil), hand)
    case .markUncollected: return (.markUncollected, .officer)
    case .close: return (.close, hand)
    case .askExtension:
      return (
        .askExtension(reason: reason(&random), cause: .objective, newDate: day), .agencyLeader
      )
    case .reschedule: return (.reschedule(), .officer)
    case .postpone: return (.postpone(reason: reason(&random), newDate: day), .agencyLeader)
    case .apologise: return (.apologise(reason: reason(&random), newDate: day), .agencyLeader)
    case .admitFault: return (.admitFault(reason: reason(&random), newDate: day), .agencyLeader)
    case .urge: return (.urge, .officer)
    case .extend: return (.extend, .officer)
    case .fileExplanation: return (.fileExplanation(reference: "GT-\(number)"), .agencyLeader)
    case .recount: return (.recount, .hall)
    case .reopen: return (.reopen(fault: .agency, bearer: .agency), .officer)
    default: return (beside(name, of: dossier, number, &random), role(beside: name, hand))
    }
  }

  private func beside(
    _ name: DossierTransition.Command, of dossier: Dossier, _ number: Int,
    _ random: inout SeededRandom
  ) -> DossierCommand {
    switch name {
    case .reportLoss: return .reportLoss(item: "gcn-cu", isDamage: random.chance(50), bearer: .post)
    case .refundFee:
      return .refundFee(
        FeeRefund(
          isTransferred: false, applicantRequest: "D-1", agencyRequest: "C-1",
          cancelledReceipt: "BL-1"))
    case .withdraw: return .withdraw
    case .returnOriginals: return .returnOriginals(dossier.originalsHeld)
    case .chooseResultChannel:
      return .chooseResultChannel(random.pick([.counter, .post]), request: "D-\(number)")
    case .followProvince:
      let told: [DossierState] = [
        .atAgency, .processing, .decided, .ready, .returned, random.pick(DossierState.allCases),
      ]
      return .followProvince(random.pick(told), reference: "TINH-\(random.within(1...40))")
    default: return .record(DossierNote(.progress))
    }
  }

  private func role(beside name: DossierTransition.Command, _ hand: DossierRole) -> DossierRole {
    switch name {
    case .withdraw, .chooseResultChannel: .applicant
    case .followProvince: .province
    case .refundFee: .feeDesk
    case .returnOriginals: hand
    default: .officer
    }
  }
}
