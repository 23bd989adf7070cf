import Dossiers
import Testing

@Suite struct `Rules of supplement` {
  static func asked(_ rules: Regulation, on notice: String) throws -> Walk {
    var walk = Walk(rules)
    try walk.toProcessing()
    try walk.ask(
      .askSupplement([SupplementLine("ban-ve")], reason: "sai"), by: .agencyOfficer, notice)
    return walk
  }

  static let full = DossierCommand.bringSupplement([CheckedComponent("ban-ve", .complete)])

  @Test(arguments: [
    ("LC", "2026-03-05T17:00", true), ("LC", "2026-03-06T07:30", false),
    ("VL", "2026-03-05T16:00", true), ("VL", "2026-03-06T08:00", false),
    ("SL", "2026-03-05T16:00", true), ("SL", "2026-03-06T08:00", false),
  ])
  func `LC-15.3b2, VL-4.3d1 · within three working days of receipt`(
    centre: String, notice: String, isInTime: Bool
  ) throws {
    var walk = Walk(Centres.named(centre))
    try walk.toProcessing()
    let ask = DossierCommand.askSupplement([SupplementLine("ban-ve")], reason: "sai")
    if isInTime {
      try walk.ask(ask, by: .agencyOfficer, notice)
      #expect(walk.state == .supplement)
    } else {
      #expect(throws: DossierRefusal.life(.supplementTooLate(latest: day("2026-03-05")))) {
        try walk.ask(ask, by: .agencyOfficer, notice)
      }
    }
  }

  @Test func `LC-15.3b2 · a special law's own days come first`() throws {
    let special = Procedures.procedure(
      "dat-08", .workingDays(20), needsVerification: true, noticeOverride: 7)
    var walk = Walk(Centres.laiChau, special)
    try walk.toProcessing()
    try walk.ask(
      .askSupplement([SupplementLine("ban-ve")], reason: "sai"), by: .agencyOfficer,
      "2026-03-11T09:00")
    #expect(walk.state == .supplement)
  }

  @Test(arguments: [
    // B-04, B-05, B-06: ten days, asked on the third, brought on 16 March.
    ("LC", "2026-03-30T17:00"), ("VL", "2026-03-30T17:00"), ("KT", "2026-03-30T17:00"),
    ("SL", "2026-03-25T17:00"),
  ])
  func `LC-15.3b3, VL-4.3d2, SL-7.1c2 · the clock begins anew, in Sơn La it goes on`(
    centre: String, due: String
  ) throws {
    var walk = try Self.asked(Centres.named(centre), on: "2026-03-05T09:00")
    try walk.ask(Self.full, by: .officer, "2026-03-16T09:00")
    #expect(walk.dueAt == due)
    #expect(walk.documents == [.receiptSlip], "the slip is printed anew")
    #expect(walk.dossier?.clock == .running)
  }

  @Test func `SL-7.1c2 · nothing left is still one day, and two stops add up`() throws {
    var walk = Walk(Centres.sonLa, Procedures.short)
    walk.rules.life.supplement.noticeWorkingDays = 5
    try walk.toProcessing()
    try walk.ask(
      .askSupplement([SupplementLine("ban-ve")], reason: "sai"), by: .agencyOfficer,
      "2026-03-09T09:00")
    try walk.ask(Self.full, by: .officer, "2026-03-12T09:00")
    #expect(walk.dueAt == "2026-03-13T17:00", "B-07")

    var twice = Walk(Centres.sonLa)
    twice.rules.life.supplement.maxCount = 2
    twice.rules.life.supplement.noticeWorkingDays = 30
    try twice.toProcessing()
    try twice.ask(
      .askSupplement([SupplementLine("ban-ve")], reason: "sai"), by: .agencyOfficer,
      "2026-03-04T09:00")
    try twice.ask(Self.full, by: .officer, "2026-03-09T09:00")
    try twice.ask(
      .askSupplement([SupplementLine("don")], reason: "sai"), by: .agencyOfficer,
      "2026-03-11T09:00")
    try twice.ask(
      .bringSupplement([CheckedComponent("don", .complete)]), by: .officer, "2026-03-16T09:00")
    // 3, 4, 10 and 11 March are used: six of ten remain after the 16th.
    #expect(twice.dueAt == "2026-03-24T17:00")
    #expect(twice.dossier?.stops.count == 2)
  }

  // Rules: VL-9.1b1.
  @Test(arguments: ["LC", "SL", "VL", "KT"])
  func `LC-12.3a, KT-12.1c · one request during processing, whatever was asked at intake`(
    centre: String
  ) throws {
    var walk = try Walk.reaching(.intakeSupplement, Centres.named(centre))
    try walk.ask(.bringIntakeSupplement(["don"]), by: .applicant, "2026-03-02T09:30")
    try walk.ask(.accept(walk.papers()), by: .officer, "2026-03-02T09:40")
    try walk.ask(
      .transfer(bag: walk.bag("T1", at: "2026-03-02T09:45"), slip: "PC-01"), by: .officer,
      "2026-03-02T09:45")
    try walk.ask(.signForBag(Walk.count), by: .agencyOfficer, "2026-03-02T13:30")
    try walk.ask(.assign(officer: "binh"), by: .agencyLeader, "2026-03-02T14:00")
    try walk.ask(
      .askSupplement([SupplementLine("ban-ve")], reason: "sai"), by: .agencyOfficer,
      "2026-03-03T09:00")
    #expect(walk.dossier?.intakeSupplements == 1)
    #expect(walk.dossier?.processingSupplements == 1)
    try walk.ask(Self.full, by: .officer, "2026-03-04T09:00")
    #expect(throws: DossierRefusal.life(.supplementLimit(stage: .processing, most: 1))) {
      try walk.ask(
        .askSupplement([SupplementLine("don")], reason: "sai"), by: .agencyOfficer,
        "2026-03-05T09:00")
    }
  }

  // Rules: HU-QT-PH1b.
  @Test func `HU-QT-PH1a · in Huế more are recorded, and the third carries an apology`()
    throws
  {
    var walk = try Self.asked(Centres.hue, on: "2026-03-03T09:00")
    #expect(walk.dossier?.breaches == [])
    for (ordinal, asked, brought) in [
      (2, "2026-03-05T09:00", "2026-03-06T09:00"), (3, "2026-03-09T09:00", "2026-03-10T09:00"),
    ] {
      try walk.ask(Self.full, by: .officer, ordinal == 2 ? "2026-03-04T09:00" : "2026-03-06T09:00")
      #expect(walk.documents == [.receiptSlip], "a new appointment slip")
      #expect(walk.notices == [.supplementArrived], "and the papers forwarded")
      try walk.ask(
        .askSupplement([SupplementLine("ban-ve")], reason: "sai"), by: .agencyOfficer, asked)
      #expect(walk.documents.contains(.apologyLetter) == (ordinal == 3), "\(ordinal) \(brought)")
      #expect(walk.notices == [.supplementWanted], "reception contacts the applicant")
    }
    #expect(walk.dossier?.breaches == [.supplementLimitPassed, .supplementLimitPassed])
  }

  @Test(arguments: ["LC", "SL", "VL", "KT", "HU"])
  func `LC-6.1đ, VL-9.1b2, HU-DA-5.3, KT-5 · only published papers, or with a legal basis`(
    centre: String
  ) throws {
    var walk = try Walk.reaching(.processing, Centres.named(centre))
    #expect(throws: DossierRefusal.life(.supplementWithoutBasis("giay-xac-nhan"))) {
      try walk.ask(
        .askSupplement([SupplementLine("giay-xac-nhan")], reason: "x"), by: .agencyOfficer,
        "2026-03-04T09:00")
    }
    try walk.ask(
      .askSupplement(
        [SupplementLine("giay-xac-nhan", legalBasis: "Điều 28 NĐ 101/2024")], reason: "x"),
      by: .agencyOfficer, "2026-03-04T09:00")
    #expect(
      walk.last.first?.body["bases"] == .texts(["giay-xac-nhan=Điều 28 NĐ 101/2024"]))
    var intake = try Walk.reaching(.checking, Centres.named(centre))
    #expect(throws: DossierRefusal.life(.supplementWithoutBasis("la"))) {
      try intake.ask(.askIntakeSupplement([SupplementLine("la")]), by: .officer, "2026-03-02T09:10")
    }
  }

  // Rules: HU-DA-1b.
  @Test func `LC-6.1e2 · what is held as data is not asked for again, but for verification`()
    throws
  {
    var walk = Walk(Centres.laiChau)
    var papers = walk.papers()
    papers.checked[0].finding = .held
    try walk.toProcessing("2026-03-02T09:00", papers)
    #expect(walk.dossier?.heldData == ["don"])
    for reason in [nil, "thoi-quen"] as [String?] {
      #expect(throws: DossierRefusal.life(.paperHeld("don"))) {
        try walk.ask(
          .askSupplement([SupplementLine("don", overrideReason: reason)], reason: "x"),
          by: .agencyOfficer, "2026-03-04T09:00")
      }
    }
    try walk.ask(
      .askSupplement([SupplementLine("don", overrideReason: "verification")], reason: "x"),
      by: .agencyOfficer, "2026-03-04T09:00")
    #expect(walk.state == .supplement)
    // Given with an earlier dossier.
    var earlier = try Walk.reaching(.checking, Centres.laiChau)
    earlier.heldData = ["gcn-cu"]
    #expect(throws: DossierRefusal.life(.paperHeld("gcn-cu"))) {
      try earlier.ask(
        .askIntakeSupplement([SupplementLine("gcn-cu")]), by: .officer, "2026-03-02T09:10")
    }
  }

  @Test(arguments: ["LC", "SL", "VL", "KT", "HU"])
  func `SL-7.1c1, LC-6.1e1 · form 02 with reasons, through the Centre and with a copy for it`(
    centre: String
  ) throws {
    var walk = try Walk.reaching(.processing, Centres.named(centre))
    #expect(throws: DossierRefusal.life(.reasonNeeded)) {
      try walk.ask(
        .askSupplement([SupplementLine("don")], reason: ""), by: .agencyOfficer,
        "2026-03-04T09:00")
    }
    #expect(throws: DossierRefusal.life(.documentPastCentre)) {
      try walk.ask(
        .askSupplement([SupplementLine("don")], reason: "x", route: .direct), by: .agencyOfficer,
        "2026-03-04T09:00")
    }
    try walk.ask(
      .askSupplement([SupplementLine("don")], reason: "x"), by: .agencyOfficer,
      "2026-03-04T09:00")
    guard case .documentIssued(let slip)? = walk.last.dropFirst().first else {
      Issue.record("no slip")
      return
    }
    #expect(slip.document == .supplementRequest && slip.document.form == 2)
    #expect(slip.issuer == "so-tnmt" && slip.recipient == .applicant && slip.copies == [.centre])
    #expect(slip.reason == "x" && slip.items == ["don"])
  }

  @Test
  func `D22 · half a supplement is not one, and only the contents rule of the centre applies`()
    throws
  {
    var walk = try Self.asked(Centres.laiChau, on: "2026-03-04T09:00")
    #expect(throws: DossierRefusal.life(.componentsMissing(["ban-ve"]))) {
      try walk.ask(
        .bringSupplement([CheckedComponent("don", .complete)]), by: .officer, "2026-03-05T09:00")
    }
    let unfinished = DossierCommand.bringSupplement([
      CheckedComponent("ban-ve", .contentIncomplete)
    ])
    #expect(throws: DossierRefusal.life(.contentIncomplete(["ban-ve"]))) {
      try walk.ask(unfinished, by: .officer, "2026-03-05T09:00")
    }
    #expect(walk.state == .supplement && walk.dossier?.clock == .stopped(on: day("2026-03-04")))
    var hue = try Self.asked(Centres.hue, on: "2026-03-04T09:00")
    try hue.ask(unfinished, by: .officer, "2026-03-05T09:00")
    #expect(hue.state == .processing)
  }

  @Test func `KT-6.1đ · the applicant may ask why, and the answer is on record`() throws {
    var walk = try Walk.reaching(.supplement, Centres.konTum)
    try walk.ask(
      .record(DossierNote(.explanationAsked)), by: .reception, "2026-03-04T09:00")
    try walk.ask(
      .record(DossierNote(.explanationGiven, reference: "TL-1")), by: .officer,
      "2026-03-04T10:00")
    #expect(walk.state == .supplement)
    walk.rules.life.supplement.explanationRight = false
    #expect(throws: DossierRefusal.life(.explanationNotDue)) {
      try walk.ask(
        .record(DossierNote(.explanationAsked)), by: .reception, "2026-03-04T11:00")
    }
  }
}
