import Dossiers
import Testing

@Suite struct `Rules of intake` {
  // Rules: HU-QC-2.4, KT-8.1.
  @Test(arguments: [
    ("LC", CheckedComponent.Finding.contentIncomplete, false), ("LC", .complete, true),
    ("LC", .held, true), ("LC", .missing, false), ("HU", .contentIncomplete, true),
    ("HU", .missing, false), ("SL", .contentIncomplete, false), ("KT", .missing, false),
  ])
  func `LC-2.5 · valid means all papers, and where the centre asks it their contents`(
    centre: String, finding: CheckedComponent.Finding, isValid: Bool
  ) throws {
    var walk = Walk(Centres.named(centre))
    var papers = walk.papers()
    papers.checked[0].finding = finding
    if isValid {
      try walk.accept("2026-03-02T09:00", papers)
      #expect(walk.state == .accepted)
    } else {
      let refusal: LifeRefusal =
        finding == .missing ? .componentsMissing(["don"]) : .contentIncomplete(["don"])
      #expect(throws: DossierRefusal.life(refusal)) {
        try walk.accept("2026-03-02T09:00", papers)
      }
      #expect(walk.dossier == nil, "nothing is recorded")
    }
  }

  // Rules: KT-7.2d.
  @Test func `LC-2.7, LC-9.2 · out of scope is a way of its own, with the authority named`()
    throws
  {
    var walk = try Walk.reaching(.checking, Centres.laiChau)
    #expect(throws: DossierRefusal.life(.authorityNeeded)) {
      try walk.ask(.guideAway(reason: "x", authority: ""), by: .officer, "2026-03-02T09:10")
    }
    try walk.ask(
      .guideAway(reason: "ngoai-tham-quyen", authority: "bo-cong-an"), by: .officer,
      "2026-03-02T09:10")
    #expect(walk.state == .guidedAway)
    #expect(walk.last.map(\.kind) == [.guidedAway])
    #expect(walk.last.first?.body["authority"] == .text("bo-cong-an"))
  }

  @Test(arguments: [
    (IntakeChannel.counter, false, false), (.counter, true, true), (.post, false, true),
    (.online, false, true),
  ])
  func `LC-13.7a, LC-13.7b · a letter at the counter on request, for what came from afar always`(
    channel: IntakeChannel, asked: Bool, letter: Bool
  ) throws {
    var walk = Walk(Centres.laiChau)
    switch channel {
    case .counter: try walk.ask(.openCheck, by: .officer, "2026-03-02T09:00")
    case .post:
      try walk.ask(
        .receivePost(arrivalStamp: day("2026-03-02")), by: .reception, "2026-03-02T09:00")
      try walk.ask(.openCheck, by: .officer, "2026-03-02T09:05")
    case .online:
      try walk.ask(.fileOnline, by: .applicant, "2026-03-02T09:00")
      try walk.ask(.openCheck, by: .officer, "2026-03-02T09:05")
    }
    try walk.ask(
      .guideAway(reason: "x", authority: "y", letterRequested: asked), by: .officer,
      "2026-03-02T09:10")
    #expect(walk.documents == (letter ? [.guidanceLetter] : []))
  }

  @Test(arguments: ["LC", "SL", "VL", "KT", "HU"])
  func `LC-3.1, HU-DA-1a · a procedure the Centre itself would decide is not taken in`(
    centre: String
  ) throws {
    var procedure = Procedures.land
    procedure.leadAgency = Procedure.centre
    var walk = Walk(Centres.named(centre), procedure)
    #expect(throws: DossierRefusal.life(.centreMayNotDecide)) {
      try walk.ask(.openCheck, by: .officer, "2026-03-02T09:00")
    }
  }

  // Rules: SL-3.2.
  @Test func `LC-3.2 · only listed procedures, and none kept for the place of inspection`() {
    var walk = Walk(
      Centres.sonLa, listing: ProcedureListing(isListed: true, excludedReason: "kiem-tra-tai-cho"))
    #expect(throws: DossierRefusal.life(.procedureExcluded("kiem-tra-tai-cho"))) {
      try walk.accept("2026-03-02T09:00")
    }
    walk.listing = ProcedureListing(isListed: false)
    #expect(throws: DossierRefusal.life(.procedureNotListed("dat-01"))) {
      try walk.accept("2026-03-02T09:00")
    }
  }

  @Test(arguments: ["LC", "SL", "VL", "KT", "HU"])
  func `SL-3.3, SL-6.1b, VL-2.2, KT-2.3 · an agency can neither open nor accept a dossier`(
    centre: String
  ) throws {
    for role in [DossierRole.agencyOfficer, .agencyLeader] {
      var walk = Walk(Centres.named(centre))
      #expect(throws: DossierRefusal.life(.notYourPart(.openCheck, role))) {
        try walk.ask(.openCheck, by: role, "2026-03-02T09:00")
      }
      walk = try Walk.reaching(.checking, Centres.named(centre))
      #expect(throws: DossierRefusal.life(.notYourPart(.accept, role))) {
        try walk.ask(.accept(walk.papers()), by: role, "2026-03-02T09:00")
      }
    }
  }

  // Rules: HU-DA-3.1c.
  @Test(arguments: ["LC", "SL", "VL", "KT", "HU"])
  func `LC-7.1a, LC-13.2, LC-13.3, KT-12.1d · accepted: code, register, slip with the day`(
    centre: String
  ) throws {
    var walk = Walk(Centres.named(centre))
    try walk.accept("2026-03-02T09:00")
    #expect(walk.dossier?.code?.text == "000.00.12.H35-260302-0007")
    #expect(walk.documents == [.registerEntry, .receiptSlip])
    #expect(walk.books == [.dossiers])
    guard case .documentIssued(let slip)? = walk.last.last else {
      Issue.record("no slip")
      return
    }
    #expect(slip.document.form == 1)
    #expect(slip.delivery == .inHand)
    #expect(slip.recipient == .applicant)
    #expect(slip.issuer == Procedure.centre)
    #expect(slip.dueAt == walk.dossier?.term?.dueAt)
  }

  @Test(arguments: [
    (IntakeChannel.post, Delivery.post), (.online, .online), (.counter, .inHand),
  ])
  func `LC-13.1a, LC-13.3, HU-DA-3.3a · filed by any channel, the slip goes back by the same`(
    channel: IntakeChannel, delivery: Delivery
  ) throws {
    var walk = Walk(Centres.hue)
    switch channel {
    case .counter: try walk.ask(.openCheck, by: .officer, "2026-03-03T09:00")
    case .post:
      try walk.ask(
        .receivePost(arrivalStamp: day("2026-03-02")), by: .post, "2026-03-03T09:00")
      try walk.ask(.openCheck, by: .officer, "2026-03-03T09:00")
    case .online:
      try walk.ask(.fileOnline, by: .applicant, "2026-03-03T09:00")
      try walk.ask(.openCheck, by: .officer, "2026-03-03T09:00")
    }
    try walk.ask(.accept(walk.papers()), by: .officer, "2026-03-03T09:20")
    #expect(walk.dossier?.channel == channel)
    guard case .documentIssued(let slip)? = walk.last.last else {
      Issue.record("no slip")
      return
    }
    #expect(slip.document == .receiptSlip && slip.delivery == delivery)
  }

  @Test func `LC-13.1b, HU-DA-3.1a, SL-6.2c · by post the arrival stamp is the day of receipt`()
    throws
  {
    var walk = Walk(Centres.laiChau)
    #expect(throws: DossierRefusal.arrivalStampImplausible(day("2026-03-10"))) {
      try walk.ask(
        .receivePost(arrivalStamp: day("2026-03-10")), by: .reception, "2026-03-09T08:00")
    }
    try walk.ask(
      .receivePost(arrivalStamp: day("2026-03-05")), by: .reception, "2026-03-09T08:00")
    try walk.ask(.openCheck, by: .officer, "2026-03-09T08:10")
    try walk.ask(.accept(walk.papers()), by: .officer, "2026-03-09T08:20")
    #expect(walk.dossier?.accepted?.term.startCountDay == day("2026-03-05"))
    #expect(walk.dueAt == "2026-03-19T17:00")
  }

  @Test func `SL-6.1e · posted to an agency by mistake: both days are kept`() throws {
    var walk = Walk(Centres.sonLa)
    try walk.ask(
      .receivePost(
        arrivalStamp: day("2026-03-03"),
        viaAgency: MisdirectedPost(agency: "so-xd", arrivedThere: day("2026-03-02"))),
      by: .reception, "2026-03-03T09:00")
    let body = walk.last.first?.body
    #expect(body?["viaAgency"] == .text("so-xd"))
    #expect(body?["arrivedThere"] == .text("2026-03-02"))
    #expect(body?["receivedAt"] == .text("2026-03-03T09:00"))
  }

  @Test func `LC-10.1 · a refusal at intake has a written reason`() throws {
    var walk = try Walk.reaching(.checking, Centres.laiChau)
    #expect(throws: DossierRefusal.life(.reasonNeeded)) {
      try walk.ask(.refuseIntake(reason: ""), by: .officer, "2026-03-02T09:10")
    }
    try walk.ask(.refuseIntake(reason: "giay-to-gia"), by: .officer, "2026-03-02T09:10")
    #expect(walk.state == .notAccepted)
    #expect(walk.documents == [.refusalSlip])
    #expect(DocumentKind.refusalSlip.form == 3)
  }

  // Rules: SL-9a1.
  @Test func `LC-9.3 · D9: where the fee comes first it is named, and acceptance waits for it`()
    throws
  {
    var walk = Walk(Centres.hue, Procedures.prepaid)
    try walk.ask(.openCheck, by: .officer, "2026-03-02T09:00")
    #expect(throws: DossierRefusal.life(.feeUnpaid(amount: 100_000))) {
      try walk.ask(.accept(walk.papers()), by: .officer, "2026-03-02T09:05")
    }
    try walk.ask(.askFeeFirst(checked: walk.papers().checked), by: .officer, "2026-03-02T09:05")
    #expect(walk.documents == [.feeSlip])
    #expect(throws: DossierRefusal.life(.feeNotDue)) {
      try walk.ask(
        .recordFeePaid(amount: 100_001, receipt: "BL-1"), by: .feeDesk, "2026-03-02T09:10")
    }
    try walk.ask(
      .recordFeePaid(amount: 100_000, receipt: "BL-1"), by: .feeDesk, "2026-03-02T09:10")
    try walk.ask(.accept(walk.papers()), by: .officer, "2026-03-02T09:15")
    #expect(walk.state == .accepted)
    var free = try Walk.reaching(.checking, Centres.hue)
    #expect(throws: DossierRefusal.life(.feeNotDue)) {
      try free.ask(.askFeeFirst(checked: free.papers().checked), by: .officer, "2026-03-02T09:05")
    }
  }

  @Test func `the officer's own domain, and no paper outside the list`() throws {
    let walk = Walk(Centres.laiChau)
    var context = walk.context(.officer, "2026-03-02T09:00")
    context.actor.domains = ["ho-tich"]
    #expect(throws: DossierRefusal.life(.otherDomain("dat-dai"))) {
      try Dossier.open(.openCheck, in: context)
    }
    var checking = try Walk.reaching(.checking, Centres.laiChau)
    var papers = checking.papers()
    papers.checked.append(CheckedComponent("giay-khac", .complete))
    #expect(throws: DossierRefusal.life(.componentUnknown("giay-khac"))) {
      try checking.ask(.accept(papers), by: .officer, "2026-03-02T09:10")
    }
  }
}
