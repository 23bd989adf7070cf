import Dossiers
import Testing

@Suite struct `Rules of incidents, losses and corrections` {
  // Rules: HU-QC-3.3.
  @Test func `LC-3.3b · D42: back-entered with the paper, the real time and the time of entry`()
    throws
  {
    var walk = Walk(Centres.laiChau)
    let paper = BackEntry(paper: "SC-0001", enteredAt: at("2026-03-02T15:40"))
    try walk.ask(.openCheck, by: .officer, "2026-03-02T14:45", paper: paper)
    #expect(throws: DossierRefusal.life(.backEntryNeedsPaper)) {
      try walk.ask(
        .accept(walk.papers()), by: .officer, "2026-03-02T14:50",
        paper: BackEntry(paper: "", enteredAt: at("2026-03-02T15:40")))
    }
    #expect(throws: DossierRefusal.life(.backEntryInFuture)) {
      try walk.ask(
        .accept(walk.papers()), by: .officer, "2026-03-02T15:50",
        paper: BackEntry(paper: "SC-0001", enteredAt: at("2026-03-02T15:40")))
    }
    try walk.ask(.accept(walk.papers()), by: .officer, "2026-03-02T14:50", paper: paper)
    #expect(walk.dossier?.isIncidentEntered == true)
    #expect(walk.last.last?.body["paper"] == .text("SC-0001"))
    #expect(walk.last.last?.body["enteredAt"] == .text("2026-03-02T15:40"))
    #expect(walk.dossier?.accepted?.receivedAt == at("2026-03-02T14:50"))
    // T-10: the cut-off of three o'clock is judged on the real time.
    try walk.ask(
      .transfer(bag: walk.bag("T1", at: "2026-03-02T16:00"), slip: "PC-1"), by: .officer,
      "2026-03-02T16:00")
    #expect(walk.last.first?.body["latest"] == .text("2026-03-02T17:00"))
  }

  // Rules: VL-7.3.
  @Test func `LC-18.2 · a loss names the last custodian by the log, and who bears the costs`()
    throws
  {
    for (state, holder) in [
      (DossierState.accepted, "centre"), (.atAgency, "agency:so-tnmt"),
      (.external, "authority:bo-tnmt"),
    ] {
      var walk = try Walk.reaching(state, Centres.laiChau)
      #expect(throws: DossierRefusal.life(.applicantPaysNothing)) {
        try walk.ask(
          .reportLoss(item: "gcn-cu", isDamage: false, bearer: .applicant), by: .officer,
          "2026-03-05T09:00")
      }
      try walk.ask(
        .reportLoss(item: "gcn-cu", isDamage: false, bearer: .agency), by: .officer,
        "2026-03-05T09:00")
      #expect(walk.last.first?.body["custodian"] == .text(holder))
      #expect(walk.documents == [.lossRecord, .apologyLetter])
      #expect(walk.state == state && walk.dossier?.isLostOrDamaged == true)
    }
  }

  @Test func `LC-18.3 · what the post lost the Post Office pays for`() throws {
    var walk = try Walk.reaching(.ready, Centres.vinhLong)
    try walk.ask(.chooseResultChannel(.post, request: nil), by: .applicant, "2026-03-05T09:00")
    try walk.ask(.sendResult(tracking: "VN1"), by: .officer, "2026-03-05T09:10")
    var bag = try Walk.reaching(.inTransit, Centres.vinhLong)
    for role in [DossierRole.officer] {
      #expect(throws: DossierRefusal.life(.postBears)) {
        try walk.ask(
          .reportLoss(item: "gcn", isDamage: false, bearer: .centre), by: role, "2026-03-09T09:00")
      }
      #expect(throws: DossierRefusal.life(.postBears)) {
        try bag.ask(
          .reportLoss(item: "don", isDamage: true, bearer: .agency), by: role, "2026-03-09T09:00")
      }
    }
    try walk.ask(
      .reportLoss(item: "gcn", isDamage: false, bearer: .post), by: .officer, "2026-03-09T09:00")
    #expect(walk.last.first?.body["bearer"] == .text("post"))
  }

  @Test
  func `LC-18.1 · a wrong result is made anew, and an official's fault costs nothing`()
    throws
  {
    var walk = try Walk.reaching(.returned, Centres.laiChau)
    #expect(throws: DossierRefusal.life(.applicantPaysNothing)) {
      try walk.ask(.reopen(fault: .agency, bearer: .applicant), by: .officer, "2026-03-16T09:00")
    }
    try walk.ask(.reopen(fault: .agency, bearer: .agency), by: .officer, "2026-03-16T09:00")
    #expect(walk.state == .processing && walk.dossier?.version == 2)
    #expect(walk.documents == [.correctionRecord, .receiptSlip])
    #expect(walk.dueAt == "2026-03-30T17:00")
    #expect(walk.dossier?.clock == .running)
    try walk.toReady("2026-03-20T09:00")
    try walk.release("2026-03-20T10:00")
    #expect(walk.state == .returned)
    try walk.ask(
      .reopen(fault: .applicant, bearer: .applicant), by: .officer, "2026-03-23T09:00")
    #expect(walk.dossier?.version == 3)
  }

  // Rules: LC-17.4b.
  @Test(
    arguments: [
      (false, "D-1", "C-1", "centre", true), (false, nil, "C-1", "", false),
      (false, "D-1", nil, "", false), (true, nil, "C-1", "so-tnmt", true),
      (true, "D-1", nil, "", false),
    ] as [(Bool, String?, String?, String, Bool)])
  func `LC-17.4a · a fee goes back on written request, from whoever has the money`(
    isTransferred: Bool, applicant: String?, agency: String?, payer: String, isPaid: Bool
  ) throws {
    var walk = Walk(Centres.laiChau, Procedures.prepaid)
    try walk.ask(.openCheck, by: .officer, "2026-03-02T09:00")
    try walk.ask(.askFeeFirst(checked: walk.papers().checked), by: .officer, "2026-03-02T09:05")
    try walk.ask(
      .recordFeePaid(amount: 100_000, receipt: "BL-1"), by: .feeDesk, "2026-03-02T09:10")
    try walk.ask(.accept(walk.papers()), by: .officer, "2026-03-02T09:15")
    try walk.ask(
      .transfer(bag: walk.bag("T1", at: "2026-03-02T09:30"), slip: "PC-01"), by: .officer,
      "2026-03-02T09:30")
    try walk.ask(.signForBag(Walk.count), by: .agencyOfficer, "2026-03-02T10:30")
    try walk.ask(.assign(officer: "binh"), by: .agencyLeader, "2026-03-02T10:40")
    try walk.ask(.refuse(reason: "khong-dat"), by: .agencyLeader, "2026-03-04T09:00")
    let refund = DossierCommand.refundFee(
      FeeRefund(
        isTransferred: isTransferred, applicantRequest: applicant, agencyRequest: agency,
        cancelledReceipt: "BL-1"))
    guard isPaid else {
      #expect(throws: DossierRefusal.life(.requestMissing)) {
        try walk.ask(refund, by: .feeDesk, "2026-03-05T09:00")
      }
      return
    }
    try walk.ask(refund, by: .feeDesk, "2026-03-05T09:00")
    #expect(walk.last.first?.body["payer"] == .text(payer))
    #expect(throws: DossierRefusal.life(.feeNotRefundable)) {
      try walk.ask(refund, by: .feeDesk, "2026-03-05T09:10")
    }
  }

  @Test
  func `P-20 · withdrawn before a decision: papers come back, originals go home, then it closes`()
    throws
  {
    var walk = Walk(Centres.laiChau)
    try walk.toProcessing("2026-03-02T09:00", walk.papers(originals: ["gcn-cu"]))
    try walk.ask(.withdraw, by: .applicant, "2026-03-04T09:00")
    #expect(walk.state == .withdrawn && walk.dossier?.clock == .ended)
    #expect(walk.documents == [.withdrawalConfirmation] && walk.notices == [.withdrawn])
    #expect(throws: DossierRefusal.life(.heldElsewhere(.agency("so-tnmt")))) {
      try walk.ask(.returnOriginals(["gcn-cu"]), by: .feeDesk, "2026-03-04T10:00")
    }
    try walk.ask(
      .sendToCentre(bag: walk.bag("T4", at: "2026-03-04T10:00")), by: .agencyOfficer,
      "2026-03-04T10:00")
    try walk.ask(.receiveResult(Walk.count), by: .officer, "2026-03-04T14:00")
    #expect(walk.state == .withdrawn && walk.dossier?.holder == .centre)
    #expect(throws: DossierRefusal.life(.originalsOutstanding(1))) {
      try walk.ask(.close, by: .officer, "2026-03-04T14:10")
    }
    try walk.ask(.returnOriginals(["gcn-cu"]), by: .feeDesk, "2026-03-04T14:20")
    try walk.ask(.close, by: .officer, "2026-03-04T14:30")
    #expect(walk.state == .archived)
    var decided = try Walk.reaching(.decided, Centres.laiChau)
    #expect(throws: DossierRefusal.life(.notInState(.withdraw, .decided))) {
      try decided.ask(.withdraw, by: .applicant, "2026-03-05T09:00")
    }
  }

  @Test func `LC-2.8 · the province's system is of record: its states are followed, forwards only`()
    throws
  {
    var rules = Centres.laiChau
    rules.code.source = .province
    var walk = Walk(rules)
    var papers = walk.papers()
    papers.code = .scanned("000.00.12.H35-260302-0042")
    try walk.accept("2026-03-02T09:00", papers)
    #expect(walk.dossier?.accepted?.codeOrigin == .province)
    try walk.ask(.followProvince(.processing, reference: "T-1"), by: .province, "2026-03-03T09:00")
    try walk.ask(.followProvince(.supplement, reference: "T-2"), by: .province, "2026-03-04T09:00")
    #expect(walk.dossier?.clock == .stopped(on: day("2026-03-04")))
    try walk.ask(
      .followProvince(.processing, reference: "T-3"), by: .province, "2026-03-16T09:00")
    #expect(walk.dueAt == "2026-03-30T17:00", "by the centre's clock where the province is silent")
    try walk.ask(
      .followProvince(.decided, dueAt: at("2026-04-02T17:00"), reference: "T-4"), by: .province,
      "2026-03-20T09:00")
    #expect(walk.dueAt == "2026-04-02T17:00")
    #expect(throws: DossierRefusal.life(.provinceImplausible(.processing))) {
      try walk.ask(
        .followProvince(.processing, reference: "T-5"), by: .province, "2026-03-21T09:00")
    }
    try walk.ask(.followProvince(.ready, reference: "T-6"), by: .province, "2026-03-23T09:00")
    #expect(walk.state == .ready && walk.dossier?.holder == .centre)
    #expect(throws: DossierRefusal.life(.notYourPart(.followProvince, .officer))) {
      try walk.ask(.followProvince(.returned, reference: "T-7"), by: .officer, "2026-03-23T10:00")
    }
  }

  @Test func `LC-6.1e1 · dealing with the applicant past the Centre is reported and listed`() throws
  {
    var walk = try Walk.reaching(.processing, Centres.laiChau)
    try walk.ask(
      .record(DossierNote(.bypassReported, party: "so-tnmt")), by: .officer, "2026-03-04T09:00")
    #expect(walk.dossier?.breaches == [.documentPastCentre])
  }
}
