import Dossiers
import Testing

@Suite struct `Rules of transfer and custody` {
  // Rules: KT-4.1c, VL-4.2a.
  @Test(arguments: [
    ("LC", "2026-03-02T15:00", "2026-03-02T16:50", "2026-03-02T17:00", false),
    ("LC", "2026-03-02T15:01", "2026-03-03T07:30", "2026-03-03T07:30", false),
    ("LC", "2026-03-02T15:01", "2026-03-03T07:31", "2026-03-03T07:30", true),
    ("KT", "2026-03-02T15:59", "2026-03-02T16:50", "2026-03-02T17:00", false),
    ("KT", "2026-03-02T16:01", "2026-03-03T08:00", "2026-03-03T07:00", true),
    ("VL", "2026-03-02T10:00", "2026-03-03T07:30", "2026-03-02T17:00", true),
  ])
  func `LC-14.2 · sent on by the cut-off; a later one goes all the same and is listed`(
    centre: String, received: String, sent: String, latest: String, isLate: Bool
  ) throws {
    var walk = Walk(Centres.named(centre))
    try walk.accept(received)
    try walk.ask(.transfer(bag: walk.bag("T1", at: sent), slip: "PC-01"), by: .officer, sent)
    let body = walk.last.first?.body
    #expect(body?["latest"] == .text(latest))
    #expect(body?["isLate"] == .flag(isLate))
    #expect(walk.dossier?.breaches == (isLate ? [.lateTransfer] : []))
  }

  @Test func `LC-14.1, HU-DA-3.2d · data go at once, without a bag, and processing may begin`()
    throws
  {
    var walk = Walk(Centres.vinhLong)
    try walk.accept("2026-03-02T09:00", walk.papers(medium: .electronic))
    try walk.ask(.transfer(bag: nil, slip: "PC-01"), by: .officer, "2026-03-02T09:00")
    #expect(walk.state == .atAgency)
    #expect(walk.dossier?.holder == .agency("so-tnmt"))
    var paper = try Walk.reaching(.accepted, Centres.vinhLong)
    #expect(throws: DossierRefusal.life(.paperAwaited)) {
      try paper.ask(.transfer(bag: nil, slip: "PC-01"), by: .officer, "2026-03-02T09:10")
    }
  }

  @Test
  func `VL-4.3b · processing starts from the data; the paper is signed for later`()
    throws
  {
    var walk = try Walk.reaching(.inTransit, Centres.vinhLong)
    try walk.ask(.assign(officer: "binh"), by: .agencyLeader, "2026-03-02T09:40")
    #expect(walk.state == .processing)
    #expect(walk.dossier?.holder == .bag("T1"))
    try walk.ask(.signForBag(Walk.count), by: .agencyOfficer, "2026-03-02T11:00")
    #expect(walk.state == .processing)
    #expect(walk.dossier?.holder == .agency("so-tnmt"))

    var rules = Centres.vinhLong
    rules.life.processing.startOn = .paper
    var waits = try Walk.reaching(.inTransit, rules)
    #expect(throws: DossierRefusal.life(.paperAwaited)) {
      try waits.ask(.assign(officer: "binh"), by: .agencyLeader, "2026-03-02T09:40")
    }
  }

  // Rules: HU-DA-3.2b.
  @Test func `LC-19.6a · a numbered transfer slip, and a control slip for what takes days`()
    throws
  {
    var walk = try Walk.reaching(.accepted, Centres.hue)
    #expect(throws: DossierRefusal.life(.slipNeeded)) {
      try walk.ask(
        .transfer(bag: walk.bag("T1", at: "2026-03-02T09:30"), slip: ""), by: .officer,
        "2026-03-02T09:30")
    }
    walk = try Walk.reaching(.inTransit, Centres.hue)
    #expect(walk.documents == [.transferSlip, .controlSlip])
    #expect(DocumentKind.controlSlip.form == 5)
    #expect(walk.dossier?.transferSlip == "PC-01")
    var today = Walk(Centres.hue, Procedures.sameDay)
    try today.accept("2026-03-02T09:00")
    try today.ask(
      .transfer(bag: today.bag("T1", at: "2026-03-02T09:10"), slip: "PC-02"), by: .officer,
      "2026-03-02T09:10")
    #expect(today.documents == [.transferSlip])
  }

  @Test func `SL-6.1k1, SL-6.2e, KT-4.1b · in the planned rounds, strictly before they leave`()
    throws
  {
    for (round, ready, isPlanned) in [
      ("2026-03-02T11:00", "2026-03-02T10:59", true),
      ("2026-03-02T11:00", "2026-03-02T11:00", false),
      ("2026-03-02T17:00", "2026-03-02T11:00", true),
      ("2026-03-02T14:00", "2026-03-02T11:00", false),
      ("2026-03-07T11:00", "2026-03-06T17:00", false),
    ] {
      for rules in [Centres.sonLa, Centres.konTum] {
        var walk = try Walk.reaching(.accepted, rules)
        let bag = Bag(id: "T1", carrier: .agencyStaff, round: at(round))
        if isPlanned {
          try walk.ask(.transfer(bag: bag, slip: "PC-01"), by: .officer, ready)
          #expect(walk.last.first?.body["round"] == .text(round))
        } else {
          #expect(throws: DossierRefusal.life(.noSuchRound)) {
            try walk.ask(.transfer(bag: bag, slip: "PC-01"), by: .officer, ready)
          }
        }
      }
    }
  }

  @Test func `VL-4.2b1, VL-4.2b2 · extra rounds with a reason where the centre allows them`() throws
  {
    var walk = try Walk.reaching(.accepted, Centres.vinhLong)
    let extra = Bag(id: "T1", carrier: .publicPost, round: nil)
    #expect(throws: DossierRefusal.life(.reasonNeeded)) {
      try walk.ask(.transfer(bag: extra, slip: "PC-01"), by: .officer, "2026-03-02T09:30")
    }
    try walk.ask(
      .transfer(
        bag: Bag(id: "T1", carrier: .publicPost, round: nil, extraReason: "nhieu-ho-so"),
        slip: "PC-01"), by: .officer, "2026-03-02T09:30")
    #expect(walk.last.first?.body["extraReason"] == .text("nhieu-ho-so"))
    var fixed = try Walk.reaching(.accepted, Centres.konTum)
    #expect(throws: DossierRefusal.life(.noSuchRound)) {
      try fixed.ask(
        .transfer(
          bag: Bag(id: "T1", carrier: .centreStaff, round: nil, extraReason: "x"), slip: "PC-01"),
        by: .officer, "2026-03-02T09:30")
    }
  }

  @Test func `SL-6.1k2 · the officer posted to the Centre is never the carrier`() throws {
    var walk = try Walk.reaching(.accepted, Centres.sonLa)
    let round = at("2026-03-02T11:00")
    #expect(throws: DossierRefusal.life(.secondedCarrier)) {
      try walk.ask(
        .transfer(bag: Bag(id: "T1", carrier: .secondedOfficer, round: round), slip: "PC-01"),
        by: .officer, "2026-03-02T09:30")
    }
    #expect(throws: DossierRefusal.life(.otherCarrier(.agencyStaff))) {
      try walk.ask(
        .transfer(bag: Bag(id: "T1", carrier: .publicPost, round: round), slip: "PC-01"),
        by: .officer, "2026-03-02T09:30")
    }
    var elsewhere = try Walk.reaching(.accepted, Centres.hue)
    try elsewhere.ask(
      .transfer(bag: Bag(id: "T1", carrier: .secondedOfficer, round: nil), slip: "PC-01"),
      by: .officer, "2026-03-02T09:30")
    #expect(elsewhere.state == .inTransit)
  }

  @Test func `LC-14.k, VL-4.2c · counted and signed: the number must be the one declared`() throws {
    var walk = try Walk.reaching(.inTransit, Centres.vinhLong)
    for count in [
      HandoverCount(record: "BB-1", declared: 5, counted: 4),
      HandoverCount(record: "BB-1", declared: 0, counted: 0),
    ] {
      #expect(
        throws: DossierRefusal.life(
          .countDiffers(declared: count.declared, counted: count.counted))
      ) {
        try walk.ask(.signForBag(count), by: .agencyOfficer, "2026-03-02T10:30")
      }
    }
    #expect(throws: DossierRefusal.life(.recordNeeded)) {
      try walk.ask(
        .signForBag(HandoverCount(record: "", declared: 5, counted: 5)), by: .agencyOfficer,
        "2026-03-02T10:30")
    }
    #expect(walk.dossier?.holder == .bag("T1"), "the bearer still has it")
    try walk.ask(
      .signForBag(HandoverCount(record: "BB-1", declared: 5, counted: 5)), by: .agencyOfficer,
      "2026-03-02T10:30")
    #expect(walk.documents == [.handoverRecord])
    #expect(walk.last.first?.body["from"] == .text("bag:T1"))
    #expect(walk.last.first?.body["to"] == .text("agency:so-tnmt"))
    #expect(walk.last.first?.body["counted"] == .integer(5))
  }

  // Rules: HU-QC-12.3.
  @Test func `HU-QC-12.4 · in Huế by direct hand-over, the standing receiver is named`() throws {
    let walk = try Walk.reaching(.atAgency, Centres.hue)
    #expect(walk.documents == [], "the office notifies the Centre; no record is printed")
    #expect(walk.last.first?.body["receivedBy"] == .text("agencyOfficer-1"))
  }

  @Test func `an agency signs for its own dossiers only, and nothing is sent twice`() throws {
    var walk = try Walk.reaching(.inTransit, Centres.laiChau)
    #expect(throws: DossierRefusal.life(.otherAgency("so-y-te"))) {
      try walk.ask(
        .signForBag(Walk.count), by: .agencyOfficer, "2026-03-02T10:30", agency: "so-y-te")
    }
    #expect(throws: DossierRefusal.life(.notInState(.transfer, .inTransit))) {
      try walk.ask(
        .transfer(bag: walk.bag("T2", at: "2026-03-02T10:30"), slip: "PC-02"), by: .officer,
        "2026-03-02T10:30")
    }
  }

  // Rules: LC-15.6, HU-DA-3.2c, VL-11.1.
  @Test
  func `LC-14.3 · another authority's dossier goes up under the same cut-off and is mirrored`()
    throws
  {
    var walk = Walk(Centres.laiChau, Procedures.crossLevel)
    try walk.toProcessing()
    try walk.ask(.escalate(authority: "bo-tnmt"), by: .agencyOfficer, "2026-03-03T09:00")
    #expect(walk.state == .external)
    #expect(walk.dossier?.holder == .authority("bo-tnmt"))
    #expect(walk.last.last?.body["note"] == .text("mirrored"))
    #expect(walk.dossier?.clock == .running)
    try walk.ask(.receiveAuthorityResult, by: .officer, "2026-03-20T09:00")
    try walk.ask(.receiveResult(Walk.count), by: .officer, "2026-03-20T09:05")
    #expect(walk.state == .ready)
    #expect(walk.dossier?.holder == .centre)
    var plain = Walk(Centres.laiChau)
    try plain.toProcessing()
    #expect(throws: DossierRefusal.life(.notCrossLevel)) {
      try plain.ask(.escalate(authority: "bo-tnmt"), by: .agencyOfficer, "2026-03-03T09:00")
    }
  }
}
