import Dossiers
import Testing

@Suite struct `Rules of return` {
  typealias Proofs = Set<ReturnRule.Proof>

  // Rules: HU-QC-11.4.
  @Test(
    arguments: [
      ("LC", Proofs([.slip]), false, nil), ("LC", [], false, ReturnRule.Proof.slip),
      ("LC", [.slip], true, .authorisation), ("LC", [.authorisation], true, .slip),
      ("LC", [.slip, .authorisation], true, nil), ("KT", [.slip, .authorisation], true, nil),
      ("KT", [.slip], true, .authorisation), ("KT", [.authorisation], true, .slip),
      ("HU", [.slip], false, .identity), ("HU", [.identity], false, .slip),
      ("HU", [.slip, .identity], false, nil), ("HU", [.slip, .authorisation], true, nil),
      ("SL", [.slip], false, nil), ("VL", [], false, .slip),
    ] as [(String, Proofs, Bool, ReturnRule.Proof?)])
  func `LC-7.2b, LC-6.2a, KT-6.2b · nobody gets a result without the proofs of the centre`(
    centre: String, proofs: Proofs, isRepresentative: Bool, missing: ReturnRule.Proof?
  ) throws {
    var walk = try Walk.reaching(.ready, Centres.named(centre))
    let release = DossierCommand.release(
      Release(proofs: proofs, isRepresentative: isRepresentative, results: ["gcn"]))
    if let missing {
      #expect(throws: DossierRefusal.life(.proofMissing(missing))) {
        try walk.ask(release, by: walk.hand, "2026-03-05T09:00")
      }
      #expect(walk.state == .ready)
    } else {
      try walk.ask(release, by: walk.hand, "2026-03-05T09:00")
      #expect(
        walk.last.first?.body["proofs"] == .texts(proofs.map(\.rawValue).sorted()),
        "what was checked, and nothing of what stands on it")
    }
  }

  @Test func `LC-12.2d · in Lai Châu results are returned at the fee-and-return counter`() throws {
    var walk = try Walk.reaching(.ready, Centres.laiChau)
    #expect(throws: DossierRefusal.life(.notYourPart(.release, .officer))) {
      try walk.ask(.release(Release(proofs: [.slip])), by: .officer, "2026-03-05T09:00")
    }
    try walk.ask(.release(Release(proofs: [.slip])), by: .feeDesk, "2026-03-05T09:00")
    var elsewhere = try Walk.reaching(.ready, Centres.vinhLong)
    try elsewhere.ask(.release(Release(proofs: [.slip])), by: .officer, "2026-03-05T09:00")
    #expect(elsewhere.state == .returned)
  }

  @Test(arguments: [
    ("LC", "2026-03-10T09:00", true), ("VL", "2026-03-10T09:00", true),
    ("LC", "2026-03-16T09:00", false),
  ])
  func `LC-16.4, VL-4.4b2 · ready before its day, the applicant is told`(
    centre: String, ready: String, isTold: Bool
  ) throws {
    var walk = Walk(Centres.named(centre))
    try walk.toProcessing()
    try walk.toReady(ready)
    #expect(walk.notices == (isTold ? [.resultEarly] : []))
    #expect(walk.last.contains { $0.body["isEarly"] == .flag(isTold) })
  }

  @Test
  func `HU-QT-III · on time, late or not eligible, each branch gives its own papers`()
    throws
  {
    var walk = Walk(Centres.hue)
    try walk.toProcessing("2026-03-02T09:00", walk.papers(originals: ["gcn-cu"]))
    let here = walk
    try walk.toReady("2026-03-12T09:00")
    try walk.release("2026-03-12T10:00", originals: ["gcn-cu"])
    #expect(walk.documents == [.evaluationForm])
    #expect(walk.last.first?.body["branch"] == .text("onTime"))

    var late = here
    try late.toReady("2026-03-16T09:00")
    try late.release("2026-03-16T10:00", originals: ["gcn-cu"])
    #expect(late.documents == [.apologyLetter, .evaluationForm])
    #expect(late.last.first?.body["branch"] == .text("late"))

    var refused = here
    try refused.ask(.refuse(reason: "khong-dat"), by: .agencyLeader, "2026-03-11T09:00")
    try refused.ask(
      .sendToCentre(bag: Bag(id: "T3", carrier: .centreStaff, round: nil)), by: .agencyOfficer,
      "2026-03-11T10:00")
    try refused.ask(.receiveResult(Walk.count), by: .officer, "2026-03-11T14:00")
    #expect(throws: DossierRefusal.life(.originalsOutstanding(1))) {
      try refused.release("2026-03-12T09:00", results: [])
    }
    try refused.release("2026-03-12T09:00", originals: ["gcn-cu"], results: [])
    #expect(refused.last.first?.body["branch"] == .text("notEligible"))
    #expect(refused.documents == [.evaluationForm], "the whole dossier goes back")
  }

  @Test func `LC-16.2 · originals are listed, given back, and nothing closes while one is here`()
    throws
  {
    var walk = Walk(Centres.laiChau)
    try walk.toProcessing("2026-03-02T09:00", walk.papers(originals: ["gcn-cu", "cccd"]))
    #expect(walk.dossier?.originalsHeld == ["gcn-cu", "cccd"])
    try walk.toReady("2026-03-12T09:00")
    #expect(throws: DossierRefusal.life(.originalUnknown("ho-chieu"))) {
      try walk.release("2026-03-13T09:00", originals: ["ho-chieu"])
    }
    try walk.release("2026-03-13T09:00", originals: ["gcn-cu"])
    #expect(throws: DossierRefusal.life(.originalsOutstanding(1))) {
      try walk.ask(.close, by: .feeDesk, "2026-03-13T09:10")
    }
    try walk.ask(.returnOriginals(["cccd"]), by: .feeDesk, "2026-03-13T09:20")
    try walk.ask(.close, by: .feeDesk, "2026-03-13T09:30")
    #expect(walk.state == .archived)
  }

  // Rules: LC-6.1b.
  @Test func `LC-16.3, VL-4.4b1, VL-4.4a, HU-DA-3.3a · as the applicant chose, and only so`() throws
  {
    var walk = try Walk.reaching(.ready, Centres.vinhLong)
    #expect(throws: DossierRefusal.life(.resultChannelDiffers(.counter))) {
      try walk.ask(.sendResult(tracking: "VN1"), by: .officer, "2026-03-05T09:00")
    }
    for none in [nil, ""] as [String?] {
      #expect(throws: DossierRefusal.life(.choiceNeedsRequest)) {
        try walk.ask(
          .chooseResultChannel(.post, request: none), by: .officer, "2026-03-05T09:00")
      }
    }
    try walk.ask(
      .chooseResultChannel(.post, request: "DN-7"), by: .officer, "2026-03-05T09:00")
    #expect(throws: DossierRefusal.life(.trackingNeeded)) {
      try walk.ask(.sendResult(tracking: ""), by: .officer, "2026-03-05T09:10")
    }
    try walk.ask(.sendResult(tracking: "VN123"), by: .officer, "2026-03-05T09:10")
    #expect(walk.state == .returned)
    #expect(walk.dossier?.holder == .post)
    #expect(walk.last.first?.body["tracking"] == .text("VN123"))
    var online = try Walk.reaching(.ready, Centres.vinhLong)
    try online.ask(.chooseResultChannel(.online, request: nil), by: .applicant, "2026-03-05T09:00")
    try online.ask(.sendResult(tracking: nil), by: .officer, "2026-03-05T09:10")
    #expect(online.state == .returned)
    #expect(online.dossier?.holder == .applicant)
  }

  @Test func `LC-16.1, KT-7.2n · complete and paid for before it is handed over`() throws {
    var walk = Walk(
      Centres.konTum, Procedures.paidAtReturn, listing: ProcedureListing(results: ["gcn"]))
    try walk.toProcessing()
    try walk.toReady("2026-03-12T09:00")
    #expect(throws: DossierRefusal.life(.feeUnpaid(amount: 50_000))) {
      try walk.release("2026-03-13T09:00")
    }
    try walk.ask(
      .recordFeePaid(amount: 50_000, receipt: "BL-4"), by: .officer, "2026-03-13T09:05")
    #expect(throws: DossierRefusal.life(.resultsMissing(["gcn"]))) {
      try walk.release("2026-03-13T09:10", results: [])
    }
    try walk.release("2026-03-13T09:10")
    #expect(walk.state == .returned)
  }

  @Test(arguments: [("2026-03-16T17:00", false), ("2026-03-16T17:01", true)])
  func `SL-6.2d · not collected: listed from the day promised on, kept at the Centre`(
    now: String, isPast: Bool
  ) throws {
    var walk = Walk(Centres.sonLa)
    try walk.toProcessing()
    try walk.toReady("2026-03-12T09:00")
    guard isPast else {
      #expect(throws: DossierRefusal.life(.notYetPastAppointment)) {
        try walk.ask(.markUncollected, by: .hall, now)
      }
      return
    }
    try walk.ask(.markUncollected, by: .hall, now)
    #expect(walk.dossier?.uncollectedSince == at(now))
    #expect(walk.state == .ready && walk.dossier?.holder == .centre)
    #expect(throws: DossierRefusal.life(.alreadyOnRecord)) {
      try walk.ask(.markUncollected, by: .hall, "2026-03-20T09:00")
    }
    try walk.ask(.chooseResultChannel(.post, request: "DN-1"), by: .officer, "2026-03-20T09:00")
    try walk.ask(.sendResult(tracking: "VN9"), by: .officer, "2026-03-20T09:10")
    #expect(walk.dossier?.uncollectedSince == nil)
  }

  @Test func `VL-4.4a · results travel in bags like dossiers, counted at the Centre`()
    throws
  {
    var walk = try Walk.reaching(.decided, Centres.sonLa)
    #expect(throws: DossierRefusal.life(.secondedCarrier)) {
      try walk.ask(
        .sendToCentre(
          bag: Bag(id: "T5", carrier: .secondedOfficer, round: at("2026-03-03T11:00"))),
        by: .agencyOfficer, "2026-03-03T09:30")
    }
    #expect(throws: DossierRefusal.life(.paperAwaited)) {
      try walk.ask(.sendToCentre(bag: nil), by: .agencyOfficer, "2026-03-03T09:30")
    }
    walk = try Walk.reaching(.resultInTransit, Centres.sonLa)
    #expect(throws: DossierRefusal.life(.countDiffers(declared: 4, counted: 3))) {
      try walk.ask(
        .receiveResult(HandoverCount(record: "BB-9", declared: 4, counted: 3)), by: .officer,
        "2026-03-03T11:10")
    }
    #expect(walk.dossier?.holder == .bag("T2"))
  }
}
