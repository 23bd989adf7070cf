import Dossiers
import Testing

/// One row for each guard of the table D1 to D44: where, what, by whom, and what comes of it.
@Suite struct `Guards of a dossier's life` {
  enum Outcome: Sendable {
    case to(DossierState)
    case refused(LifeRefusal)
  }

  struct Row: Sendable, CustomStringConvertible {
    let id: String
    let centre: String
    let from: DossierState?
    let command: DossierCommand
    let role: DossierRole
    var moment = "2026-03-04T09:00"
    let outcome: Outcome
    var description: String { "\(id) \(centre) \(command.name)" }
  }

  static let late = "2026-03-17T09:00"
  static let slip = Release(proofs: [.slip], results: ["gcn"])
  static let bag = Bag(id: "T7", carrier: .centreStaff, round: nil)

  static func row(
    _ id: String, _ centre: String, _ from: DossierState?, _ command: DossierCommand,
    _ role: DossierRole, at moment: String = "2026-03-04T09:00", _ outcome: Outcome
  ) -> Row {
    Row(
      id: id, centre: centre, from: from, command: command, role: role, moment: moment,
      outcome: outcome)
  }

  static let rows: [Row] = intake + work + results + lateness

  static let intake: [Row] = [
    row(
      "D1", "HU", nil, .register(code: nil, ordinalOfDay: 1, accountMatched: true), .reception,
      .to(.registered)),
    row(
      "D1", "HU", nil, .register(code: nil, ordinalOfDay: 1, accountMatched: true), .reception,
      at: "2026-03-04T12:00", .refused(.outsideTransactionHours)),
    row(
      "D1", "HU", nil, .register(code: nil, ordinalOfDay: 1, accountMatched: false), .reception,
      .refused(.accountNotMatched)),
    row("D2", "LC", nil, .receivePost(arrivalStamp: day("2026-03-03")), .post, .to(.filedRemote)),
    row("D3", "LC", nil, .fileOnline, .applicant, .to(.filedRemote)),
    row("D4", "LC", .filedRemote, .openCheck, .officer, .to(.checking)),
    row(
      "D5", "LC", .checking, .guideAway(reason: "x", authority: "y"), .officer,
      .to(.guidedAway)),
    row(
      "D5", "LC", .checking, .guideAway(reason: "", authority: "y"), .officer,
      .refused(.reasonNeeded)),
    row(
      "D6", "KT", .checking, .askIntakeSupplement([SupplementLine("don")]), .officer,
      .to(.intakeSupplement)),
    row(
      "D7", "KT", .intakeSupplement, .bringIntakeSupplement(["don"]), .applicant,
      .to(.checking)),
    row(
      "D7", "KT", .intakeSupplement, .bringIntakeSupplement([]), .applicant,
      .refused(.supplementEmpty)),
    row("D8", "KT", .checking, .refuseIntake(reason: ""), .officer, .refused(.reasonNeeded)),
    row("D9", "HU", .checking, .askFeeFirst(checked: []), .officer, .refused(.feeNotDue)),
    row(
      "D10", "HU", .checking, .accept(Acceptance(code: .given(ordinal: 1))), .officer,
      .refused(.componentsMissing(["don", "ban-ve", "gcn-cu"]))),
  ]

  static let work: [Row] = [
    row("D11", "LC", .accepted, .handleImmediately(), .officer, .to(.immediate)),
    row(
      "D12", "LC", .immediate, .decideAtCentre(delegation: nil, results: []), .officer,
      .refused(.delegationNeeded)),
    row(
      "D12", "LC", .immediate, .decideAtCentre(delegation: "UQ", results: []), .officer,
      .to(.ready)),
    row("D13", "HU", .accepted, .transfer(bag: bag, slip: "P"), .officer, .to(.inTransit)),
    row("D13", "HU", .accepted, .transfer(bag: bag, slip: ""), .officer, .refused(.slipNeeded)),
    row("D14", "HU", .inTransit, .signForBag(Walk.count), .agencyOfficer, .to(.atAgency)),
    row(
      "D14", "HU", .inTransit,
      .signForBag(HandoverCount(record: "B", declared: 2, counted: 1)), .agencyOfficer,
      .refused(.countDiffers(declared: 2, counted: 1))),
    row(
      "D14", "HU", .processing, .signForBag(Walk.count), .agencyOfficer,
      .refused(.heldElsewhere(.agency("so-tnmt")))),
    row("D15", "HU", .atAgency, .assign(officer: "an"), .agencyLeader, .to(.processing)),
    row("D15", "HU", .atAgency, .assign(officer: ""), .agencyLeader, .refused(.recordNeeded)),
    row(
      "D16", "LC", .processing, .openVerification(appointment: nil), .agencyOfficer,
      .to(.verifying)),
    row(
      "D17", "LC", .verifying, .closeVerification(record: "", isComplete: true),
      .agencyOfficer, .refused(.verificationIncomplete)),
    row(
      "D18", "LC", .processing,
      .askConsultation(agency: "so-xd", question: "q", dueAt: at("2026-03-04T08:00")),
      .agencyOfficer, .refused(.dueInThePast)),
    row(
      "D19", "LC", .processing, .answerConsultation(1, means: .system), .agencyOfficer,
      .refused(.consultationUnknown(1))),
    row(
      "D20", "LC", .processing, .escalateConsultation(1), .hall,
      .refused(.consultationUnknown(1))),
    row(
      "D21", "LC", .verifying, .askSupplement([SupplementLine("don")], reason: "x"),
      .agencyOfficer, .to(.supplement)),
    row(
      "D21", "LC", .processing, .askSupplement([SupplementLine("don")], reason: "x"),
      .agencyOfficer, at: "2026-03-06T09:00",
      .refused(.supplementTooLate(latest: day("2026-03-05")))),
    row(
      "D22", "LC", .supplement, .bringSupplement([]), .officer,
      .refused(.componentsMissing(["ban-ve"]))),
    row("D23", "HU", .processing, .askFee(amount: 0), .agencyOfficer, .refused(.feeNotDue)),
    row("D24", "HU", .feeRequested, .bringFeeReceipt(receipt: "BL"), .officer, .to(.processing)),
    row(
      "D25", "SL", .processing,
      .startChain(lead: "so-tnmt", parts: [ChainPart(agency: "so-xd", days: 11)]),
      .agencyOfficer, .refused(.chainPastTotal(days: 11, most: 10))),
    row(
      "D26", "SL", .processing, .finishChainPart(agency: "so-xd"), .agencyOfficer,
      .refused(.chainPartUnknown("so-xd"))),
    row(
      "D27", "LC", .processing, .escalate(authority: ""), .agencyOfficer,
      .refused(.authorityNeeded)),
    row("D28", "LC", .external, .receiveAuthorityResult, .officer, .to(.resultInTransit)),
    row(
      "D29", "LC", .processing, .approve(slip: nil, by: "l", results: []), .agencyLeader,
      .refused(.transferSlipMissing)),
    row(
      "D29", "LC", .processing, .approve(slip: "PC-01", by: "l", results: []), .agencyLeader,
      .to(.decided)),
    row("D30", "LC", .verifying, .refuse(reason: "x"), .agencyLeader, .to(.refused)),
    row(
      "D30", "LC", .verifying, .refuse(reason: "x", route: .direct), .agencyLeader,
      .refused(.documentPastCentre)),
  ]

  static let results: [Row] = [
    row("D31", "HU", .decided, .sendToCentre(bag: bag), .agencyOfficer, .to(.resultInTransit)),
    row("D31", "HU", .decided, .sendToCentre(bag: nil), .agencyOfficer, .refused(.paperAwaited)),
    row("D32", "HU", .resultInTransit, .receiveResult(Walk.count), .officer, .to(.ready)),
    row("D32", "HU", .resultInTransit, .receiveResult(nil), .officer, .refused(.recordNeeded)),
    row("D37", "HU", .ready, .release(slip), .officer, .refused(.proofMissing(.identity))),
    row("D37", "VL", .ready, .release(slip), .officer, .to(.returned)),
    row(
      "D38", "VL", .ready, .sendResult(tracking: "V"), .officer,
      .refused(.resultChannelDiffers(.counter))),
    row("D39", "VL", .ready, .markUncollected, .hall, .refused(.notYetPastAppointment)),
    row("D39", "VL", .ready, .markUncollected, .hall, at: late, .to(.ready)),
    row(
      "D40", "VL", .returned, .reopen(fault: .agency, bearer: .agency), .officer,
      .to(.processing)),
    row(
      "D40", "VL", .returned, .reopen(fault: .agency, bearer: .applicant), .officer,
      .refused(.applicantPaysNothing)),
    row(
      "D41", "VL", .accepted, .reportLoss(item: "", isDamage: true, bearer: .centre), .officer,
      .refused(.recordNeeded)),
    row(
      "D43", "VL", .refused,
      .refundFee(
        FeeRefund(
          isTransferred: true, applicantRequest: nil, agencyRequest: "C", cancelledReceipt: "B")),
      .feeDesk, .refused(.feeNotRefundable)),
    row("D44", "VL", .returned, .close, .officer, .to(.archived)),
    row("P-20", "VL", .processing, .withdraw, .applicant, .to(.withdrawn)),
  ]

  static let lateness: [Row] = [
    row(
      "D33", "VL", .processing,
      .askExtension(reason: "x", cause: nil, newDate: day("2026-03-20")), .agencyLeader,
      .refused(.causeNeeded)),
    row(
      "D33", "VL", .processing,
      .askExtension(reason: "x", cause: .objective, newDate: day("2026-03-20")), .agencyLeader,
      at: late, .refused(.noticeTooLate(latest: day("2026-03-13")))),
    row("D33", "VL", .processing, .reschedule(), .officer, .refused(.extensionSlipMissing)),
    row(
      "D34", "SL", .processing, .postpone(reason: "x", newDate: day("2026-03-23")),
      .agencyLeader, at: late, .to(.processing)),
    row(
      "D34", "SL", .processing, .postpone(reason: "x", newDate: day("2026-03-24")),
      .agencyLeader, at: late, .refused(.postponementTooLong(latest: day("2026-03-23")))),
    row(
      "D35", "SL", .processing, .apologise(reason: "x", newDate: day("2026-03-24")),
      .agencyLeader, .refused(.notOverdue)),
    row(
      "D35", "SL", .processing, .apologise(reason: "x", newDate: day("2026-03-24")),
      .agencyLeader, at: late, .to(.processing)),
    row("D36", "HU", .processing, .urge, .officer, .refused(.notOverdue)),
    row("D36", "HU", .processing, .urge, .officer, at: late, .to(.processing)),
    row(
      "D36", "HU", .processing, .admitFault(reason: "x", newDate: day("2026-03-24")),
      .agencyLeader, at: late, .refused(.notUrged)),
    row("D36", "HU", .processing, .extend, .officer, at: late, .refused(.faultNotAdmitted)),
  ]

  @Test(arguments: rows)
  func `each guard lets through or refuses by name`(row: Row) throws {
    let rules = Centres.named(row.centre)
    var walk = try row.from.map { try Walk.reaching($0, rules) } ?? Walk(rules)
    let before = walk.dossier
    switch row.outcome {
    case .to(let state):
      try walk.ask(row.command, by: row.role, row.moment)
      #expect(walk.state == state, "\(row)")
    case .refused(let refusal):
      #expect(throws: DossierRefusal.life(refusal), "\(row)") {
        try walk.ask(row.command, by: row.role, row.moment)
      }
      #expect(walk.dossier == before, "\(row)")
    }
  }

  @Test func `every step of D1 to D44 has its row`() {
    let ids = Set(Self.rows.map(\.id))
    for number in 1...44 where number != 42 {
      #expect(ids.contains("D\(number)"), "D\(number)")
    }
  }
}
