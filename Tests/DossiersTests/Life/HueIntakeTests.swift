import Dossiers
import Testing

@Suite struct `Intake by the charts of Huế` {
  // Rules: HU-QT-PHS.
  @Test func `HU-QT-II.1 · registered in transaction hours: Phiếu hồ sơ with code and ordinal`()
    throws
  {
    let code = DossierCode(stored: "000.00.12.H35-260302-0004", day: day("2026-03-02"), ordinal: 4)
    var walk = Walk(Centres.hue)
    // HU QC 5.3: the public comes from 7:30; the staff have been there since 7:00.
    #expect(throws: DossierRefusal.life(.outsideTransactionHours)) {
      try walk.ask(
        .register(code: code, ordinalOfDay: 4, accountMatched: true), by: .reception,
        "2026-03-02T07:15")
    }
    #expect(throws: DossierRefusal.life(.accountNotMatched)) {
      try walk.ask(
        .register(code: code, ordinalOfDay: 4, accountMatched: false), by: .reception,
        "2026-03-02T07:45")
    }
    try walk.ask(
      .register(code: code, ordinalOfDay: 4, accountMatched: true), by: .reception,
      "2026-03-02T07:45")
    #expect(walk.documents == [.registrationSlip])
    #expect(walk.last.first?.body["ordinalOfDay"] == .integer(4))
    #expect(walk.dossier?.code == code)
    #expect(walk.dossier?.holder == .applicant, "the papers are still in the visitor's hand")
    try walk.ask(.openCheck, by: .officer, "2026-03-02T08:00")
    try walk.ask(.accept(walk.papers(ordinal: 9)), by: .officer, "2026-03-02T08:10")
    #expect(walk.dossier?.code == code, "the code on the slip stays the dossier's code")
  }

  @Test func `HU-QT-POST · the post's employee registers a posted dossier`() throws {
    var walk = Walk(Centres.hue)
    try walk.ask(
      .register(code: nil, ordinalOfDay: 5, accountMatched: true), by: .post, "2026-03-02T08:00")
    #expect(walk.state == .registered)
  }

  @Test func `HU-QT-II.2 · checked by the slip: fee, appointment slip or supplement slip`() throws {
    var walk = Walk(Centres.hue, Procedures.prepaid)
    try walk.ask(
      .register(code: nil, ordinalOfDay: 6, accountMatched: true), by: .reception,
      "2026-03-02T08:00")
    try walk.ask(.openCheck, by: .officer, "2026-03-02T08:05")
    var papers = walk.papers()
    papers.checked[1].finding = .missing
    #expect(throws: DossierRefusal.life(.componentsMissing(["ban-ve"]))) {
      try walk.ask(.askFeeFirst(checked: papers.checked), by: .officer, "2026-03-02T08:10")
    }
    try walk.ask(
      .askIntakeSupplement([SupplementLine("ban-ve")]), by: .officer, "2026-03-02T08:10")
    #expect(walk.documents == [.supplementRequest])
    try walk.ask(.bringIntakeSupplement(["ban-ve"]), by: .applicant, "2026-03-02T10:00")
    try walk.ask(
      .askFeeFirst(checked: walk.papers().checked), by: .officer, "2026-03-02T10:05")
    try walk.ask(
      .recordFeePaid(amount: 100_000, receipt: "BL-7"), by: .feeDesk, "2026-03-02T10:10")
    try walk.ask(.accept(walk.papers()), by: .officer, "2026-03-02T10:15")
    #expect(walk.documents == [.registerEntry, .receiptSlip])
  }

  @Test func `HU-QT-II.3 · the fee is stated on its own slip and paid at the fee desk`() throws {
    let walk = try Walk.reaching(.feeDue, Centres.hue)
    #expect(walk.documents == [.feeSlip])
    #expect(walk.dossier?.feeRequested == 100_000)
  }

  // Rules: HU-DA-4.1x.
  @Test func `HU-QT-II.2b · the second slip at intake is a breach with an apology (X-2)`()
    throws
  {
    var walk = try Walk.reaching(.intakeSupplement, Centres.hue)
    #expect(!walk.documents.contains(.apologyLetter))
    try walk.ask(.bringIntakeSupplement(["don"]), by: .applicant, "2026-03-02T10:00")
    try walk.ask(
      .askIntakeSupplement([SupplementLine("ban-ve")]), by: .officer, "2026-03-02T10:05")
    #expect(walk.documents == [.supplementRequest, .apologyLetter])
    #expect(walk.dossier?.breaches == [.supplementLimitPassed])
    #expect(walk.dossier?.intakeSupplements == 2)
    #expect(walk.dossier?.processingSupplements == 0, "two counters")
  }

  @Test(arguments: ["LC", "SL", "VL", "KT"])
  func `LC-12.3a, VL-9.1b1, KT-12.1c · elsewhere the second slip at intake is refused`(
    centre: String
  ) throws {
    var walk = try Walk.reaching(.intakeSupplement, Centres.named(centre))
    try walk.ask(.bringIntakeSupplement(["don"]), by: .applicant, "2026-03-02T10:00")
    #expect(throws: DossierRefusal.life(.supplementLimit(stage: .intake, most: 1))) {
      try walk.ask(
        .askIntakeSupplement([SupplementLine("ban-ve")]), by: .officer, "2026-03-02T10:05")
    }
  }

  // Rules: HU-QC-13.1c.
  @Test(arguments: ["LC", "SL", "VL", "KT", "HU"])
  func `LC-13.6 · incomplete: one slip that lists everything, by the channel of filing`(
    centre: String
  ) throws {
    var walk = Walk(Centres.named(centre))
    try walk.ask(.fileOnline, by: .applicant, "2026-03-02T09:00")
    try walk.ask(.openCheck, by: .officer, "2026-03-02T09:05")
    #expect(throws: DossierRefusal.life(.supplementEmpty)) {
      try walk.ask(.askIntakeSupplement([]), by: .officer, "2026-03-02T09:10")
    }
    try walk.ask(
      .askIntakeSupplement([SupplementLine("don"), SupplementLine("ban-ve")]), by: .officer,
      "2026-03-02T09:10")
    guard case .documentIssued(let slip)? = walk.last.last else {
      Issue.record("no slip")
      return
    }
    #expect(slip.document == .supplementRequest && slip.document.form == 2)
    #expect(slip.items == ["don", "ban-ve"])
    #expect(slip.delivery == .online)
  }

  @Test func `HU-DA-3.1b · organisations bring their own scans, persons do not have to`() throws {
    var walk = Walk(Centres.hue)
    var papers = walk.papers()
    papers.isDigitised = false
    papers.applicant = .organisation
    #expect(throws: DossierRefusal.life(.organisationScans)) {
      try walk.accept("2026-03-02T09:00", papers)
    }
    papers.applicant = .person
    try walk.accept("2026-03-02T09:00", papers)
    var elsewhere = Walk(Centres.laiChau)
    papers.applicant = .organisation
    try elsewhere.accept("2026-03-02T09:00", papers)
    #expect(elsewhere.state == .accepted)
  }

  @Test func `KT-4.2, HU-QC-5.2 · the term counts from the full dossier`() throws {
    var walk = try Walk.reaching(.intakeSupplement, Centres.konTum)
    try walk.ask(.bringIntakeSupplement(["don"]), by: .applicant, "2026-03-05T09:00")
    try walk.ask(.accept(walk.papers()), by: .officer, "2026-03-05T09:10")
    #expect(walk.dossier?.term?.startCountDay == day("2026-03-05"))
    var online = Walk(Centres.konTum)
    try online.ask(.fileOnline, by: .applicant, "2026-03-02T09:00")
    try online.ask(.openCheck, by: .officer, "2026-03-02T09:10")
    try online.ask(
      .askIntakeSupplement([SupplementLine("don")]), by: .officer, "2026-03-02T09:20")
    try online.ask(.bringIntakeSupplement(["don"]), by: .applicant, "2026-03-06T20:00")
    try online.ask(.accept(online.papers()), by: .officer, "2026-03-10T08:00")
    // Friday at eight in the evening: received on Monday morning, whenever it is looked at.
    #expect(online.dossier?.term?.startCountDay == day("2026-03-09"))
  }
}
