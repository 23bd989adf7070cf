import Dossiers
import Testing

extension Walk {
  /// A dossier that has reached this state in the ordinary way, on 2 and 3 March 2026.
  static func reaching(
    _ state: DossierState, _ rules: Regulation, medium: DossierMedium = .paper
  ) throws -> Walk {
    var walk = Walk(rules, state == .feeDue ? Procedures.prepaid : Procedures.all)
    let papers = walk.papers(medium: medium)
    switch state {
    case .registered:
      try walk.ask(
        .register(code: nil, ordinalOfDay: 4, accountMatched: true), by: .reception,
        "2026-03-02T09:00")
    case .filedRemote: try walk.ask(.fileOnline, by: .applicant, "2026-03-02T09:00")
    case .checking: try walk.ask(.openCheck, by: .officer, "2026-03-02T09:00")
    case .intakeSupplement:
      walk = try reaching(.checking, rules)
      try walk.ask(
        .askIntakeSupplement([SupplementLine("don")]), by: .officer, "2026-03-02T09:10")
    case .guidedAway:
      walk = try reaching(.checking, rules)
      try walk.ask(
        .guideAway(reason: "ngoai-tham-quyen", authority: "bo-cong-an"), by: .officer,
        "2026-03-02T09:10")
    case .notAccepted:
      walk = try reaching(.checking, rules)
      try walk.ask(.refuseIntake(reason: "gia-mao"), by: .officer, "2026-03-02T09:10")
    case .feeDue:
      try walk.ask(.openCheck, by: .officer, "2026-03-02T09:00")
      try walk.ask(.askFeeFirst(checked: papers.checked), by: .officer, "2026-03-02T09:10")
    case .accepted: try walk.accept("2026-03-02T09:00", papers)
    case .immediate:
      walk = try reaching(.accepted, rules)
      try walk.ask(.handleImmediately(), by: .officer, "2026-03-02T09:10")
    case .inTransit:
      walk = try reaching(.accepted, rules)
      try walk.ask(
        .transfer(bag: walk.bag("T1", at: "2026-03-02T09:30"), slip: "PC-01"), by: .officer,
        "2026-03-02T09:30")
    default: walk = try atAgency(state, rules)
    }
    return walk
  }

  private static func atAgency(_ state: DossierState, _ rules: Regulation) throws -> Walk {
    var walk = Walk(rules, Procedures.all)
    switch state {
    case .atAgency:
      walk = try reaching(.inTransit, rules)
      try walk.ask(.signForBag(count), by: .agencyOfficer, "2026-03-02T10:30")
    case .processing: try walk.toProcessing()
    case .verifying:
      try walk.toProcessing()
      try walk.ask(.openVerification(appointment: nil), by: .agencyOfficer, "2026-03-03T09:00")
    case .external:
      try walk.toProcessing()
      try walk.ask(.escalate(authority: "bo-tnmt"), by: .agencyOfficer, "2026-03-03T09:00")
    case .supplement:
      try walk.toProcessing()
      try walk.ask(
        .askSupplement([SupplementLine("ban-ve")], reason: "sai"), by: .agencyOfficer,
        "2026-03-03T09:00")
    case .feeRequested:
      try walk.toProcessing()
      try walk.ask(.askFee(amount: 20_000), by: .agencyOfficer, "2026-03-03T09:00")
    case .decided:
      try walk.toProcessing()
      try walk.ask(
        .approve(slip: "PC-01", by: "lan", results: ["gcn"]), by: .agencyLeader,
        "2026-03-03T09:00")
    case .refused:
      try walk.toProcessing()
      try walk.ask(.refuse(reason: "khong-du-dieu-kien"), by: .agencyLeader, "2026-03-03T09:00")
    case .resultInTransit:
      walk = try reaching(.decided, rules)
      try walk.ask(
        .sendToCentre(bag: walk.bag("T2", at: "2026-03-03T09:10")), by: .agencyOfficer,
        "2026-03-03T09:10")
    case .ready:
      try walk.toProcessing()
      try walk.toReady("2026-03-03T09:00")
    case .returned:
      walk = try reaching(.ready, rules)
      try walk.release("2026-03-03T10:00")
    case .archived:
      walk = try reaching(.returned, rules)
      try walk.ask(.close, by: walk.hand, "2026-03-03T10:10")
    case .withdrawn:
      walk = try reaching(.accepted, rules)
      try walk.ask(.withdraw, by: .applicant, "2026-03-02T10:00")
    default: break
    }
    return walk
  }

  /// One way of asking for each command, by someone who may.
  func sample(
    of name: DossierTransition.Command, at moment: String
  ) -> (DossierCommand, DossierRole) {
    switch name {
    case .register:
      (.register(code: nil, ordinalOfDay: 1, accountMatched: true), .reception)
    case .receivePost: (.receivePost(arrivalStamp: day("2026-03-02")), .officer)
    case .fileOnline: (.fileOnline, .applicant)
    case .openCheck: (.openCheck, .officer)
    case .guideAway: (.guideAway(reason: "x", authority: "y"), .officer)
    case .askIntakeSupplement: (.askIntakeSupplement([SupplementLine("don")]), .officer)
    case .bringIntakeSupplement: (.bringIntakeSupplement(["don"]), .officer)
    case .refuseIntake: (.refuseIntake(reason: "x"), .officer)
    case .askFeeFirst: (.askFeeFirst(checked: papers().checked), .officer)
    case .recordFeePaid: (.recordFeePaid(amount: 1_000, receipt: "BL-1"), .feeDesk)
    case .accept: (.accept(papers()), .officer)
    case .handleImmediately: (.handleImmediately(), .officer)
    case .decideAtCentre: (.decideAtCentre(delegation: "UQ-1", results: []), .agencyOfficer)
    case .transfer: (.transfer(bag: bag("T9", at: moment), slip: "PC-9"), .officer)
    case .signForBag: (.signForBag(Self.count), .agencyOfficer)
    case .assign: (.assign(officer: "an"), .agencyLeader)
    case .openVerification: (.openVerification(appointment: nil), .agencyOfficer)
    case .closeVerification: (.closeVerification(record: "BB-2", isComplete: true), .agencyOfficer)
    case .askConsultation:
      (
        .askConsultation(agency: "so-xd", question: "CH-1", dueAt: at("2026-06-01T17:00")),
        .agencyOfficer
      )
    case .answerConsultation: (.answerConsultation(1, means: .system), .agencyOfficer)
    case .escalateConsultation: (.escalateConsultation(1), .hall)
    case .askSupplement:
      (.askSupplement([SupplementLine("don")], reason: "x"), .agencyOfficer)
    case .bringSupplement: (.bringSupplement([CheckedComponent("ban-ve", .complete)]), .officer)
    default: laterSample(of: name, at: moment)
    }
  }

  private func laterSample(
    of name: DossierTransition.Command, at moment: String
  ) -> (DossierCommand, DossierRole) {
    switch name {
    case .askFee: (.askFee(amount: 10_000), .agencyOfficer)
    case .bringFeeReceipt: (.bringFeeReceipt(receipt: "BL-2"), .officer)
    case .startChain:
      (.startChain(lead: "so-tnmt", parts: [ChainPart(agency: "so-xd", days: 2)]), .agencyOfficer)
    case .finishChainPart: (.finishChainPart(agency: "so-tnmt"), .agencyOfficer)
    case .escalate: (.escalate(authority: "bo-tnmt"), .agencyOfficer)
    case .receiveAuthorityResult: (.receiveAuthorityResult, .officer)
    case .approve: (.approve(slip: "PC-01", by: "lan", results: ["gcn"]), .agencyLeader)
    case .refuse: (.refuse(reason: "x"), .agencyLeader)
    case .sendToCentre: (.sendToCentre(bag: bag("T8", at: moment)), .agencyOfficer)
    case .receiveResult: (.receiveResult(Self.count), .officer)
    case .release:
      (
        .release(
          Release(proofs: Set(ReturnRule.Proof.allCases), results: ["gcn"])), hand
      )
    case .sendResult: (.sendResult(tracking: "VN1"), hand)
    case .markUncollected: (.markUncollected, .officer)
    case .close: (.close, .officer)
    case .askExtension:
      (
        .askExtension(reason: "x", cause: .objective, newDate: day("2026-04-01")), .agencyLeader
      )
    case .reschedule: (.reschedule(), .officer)
    case .postpone: (.postpone(reason: "x", newDate: day("2026-04-01")), .agencyLeader)
    case .apologise: (.apologise(reason: "x", newDate: day("2026-04-01")), .agencyLeader)
    case .urge: (.urge, .officer)
    case .admitFault: (.admitFault(reason: "x", newDate: day("2026-04-01")), .agencyLeader)
    case .extend: (.extend, .officer)
    case .fileExplanation: (.fileExplanation(reference: "GT-1"), .agencyLeader)
    case .recount: (.recount, .hall)
    case .reopen: (.reopen(fault: .agency, bearer: .agency), .officer)
    case .reportLoss: (.reportLoss(item: "gcn-cu", isDamage: false, bearer: .post), .officer)
    case .refundFee:
      (
        .refundFee(
          FeeRefund(
            isTransferred: false, applicantRequest: "D-1", agencyRequest: "C-1",
            cancelledReceipt: "BL-1")), .feeDesk
      )
    case .withdraw: (.withdraw, .applicant)
    case .returnOriginals: (.returnOriginals(["gcn-cu"]), hand)
    case .chooseResultChannel: (.chooseResultChannel(.post, request: nil), .applicant)
    case .record: (.record(DossierNote(.progress)), .agencyOfficer)
    case .followProvince: (.followProvince(.returned, reference: "TINH-1"), .province)
    default: (.fileOnline, .applicant)
    }
  }
}
