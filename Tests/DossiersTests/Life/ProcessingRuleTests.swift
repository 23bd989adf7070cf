import Dossiers
import Testing

@Suite struct `Rules of processing` {
  @Test(arguments: ["LC", "SL", "VL", "KT", "HU"])
  func `LC-15.1 · the officer assigned by the agency's head is on record`(centre: String) throws {
    var walk = try Walk.reaching(.atAgency, Centres.named(centre))
    #expect(throws: DossierRefusal.life(.notYourPart(.assign, .officer))) {
      try walk.ask(.assign(officer: "binh"), by: .officer, "2026-03-02T11:00")
    }
    try walk.ask(.assign(officer: "binh"), by: .agencyLeader, "2026-03-02T11:00")
    #expect(walk.dossier?.officer == "binh")
    try walk.ask(.assign(officer: "chi"), by: .agencyLeader, "2026-03-03T11:00")
    #expect(walk.dossier?.officer == "chi", "re-assigned")
  }

  // Rules: LC-15.2.
  @Test
  func `LC-15.3a · a verification has a complete record, and only where the procedure has one`()
    throws
  {
    var walk = try Walk.reaching(.verifying, Centres.laiChau)
    #expect(throws: DossierRefusal.life(.verificationIncomplete)) {
      try walk.ask(
        .closeVerification(record: "BB-3", isComplete: false), by: .agencyOfficer,
        "2026-03-04T09:00")
    }
    try walk.ask(
      .closeVerification(record: "BB-3", isComplete: true), by: .agencyOfficer, "2026-03-04T09:00")
    #expect(walk.state == .processing)
    var direct = Walk(Centres.laiChau, Procedures.paidAtReturn)
    try direct.toProcessing()
    #expect(throws: DossierRefusal.life(.verificationNotForeseen)) {
      try direct.ask(.openVerification(appointment: nil), by: .agencyOfficer, "2026-03-03T09:00")
    }
    try direct.ask(
      .approve(slip: "PC-01", by: "lan", results: []), by: .agencyLeader, "2026-03-03T09:00")
    #expect(direct.state == .decided, "processing, decision, return")
  }

  @Test func `LC-15.3b1 · an appointment tells place and time, through the Centre`() throws {
    var walk = try Walk.reaching(.processing, Centres.laiChau)
    #expect(throws: DossierRefusal.life(.dueInThePast)) {
      try walk.ask(
        .openVerification(appointment: Appointment(at: at("2026-03-03T08:00"), place: "thua-12")),
        by: .agencyOfficer, "2026-03-03T09:00")
    }
    try walk.ask(
      .openVerification(
        appointment: Appointment(
          at: at("2026-03-05T08:00"), place: "thua-12", participants: ["so-tnmt", "ubnd-xa"],
          content: "ranh-gioi")),
      by: .agencyOfficer, "2026-03-03T09:00")
    #expect(walk.last.first?.body["participants"] == .texts(["so-tnmt", "ubnd-xa"]))
    #expect(walk.last.first?.body["content"] == .text("ranh-gioi"))
    #expect(walk.documents == [.verificationAppointment])
    #expect(walk.notices == [.verificationAppointment])
    #expect(walk.last.first?.body["appointmentAt"] == .text("2026-03-05T08:00"))
  }

  // Rules: LC-15.4b1, SL-6.1c.
  @Test func `LC-15.4a · a consultation has question, agency and day, and its answer a means`()
    throws
  {
    var walk = try Walk.reaching(.processing, Centres.sonLa)
    let due = walk.dueAt
    try walk.ask(
      .askConsultation(agency: "so-xd", question: "CH-1", dueAt: at("2026-03-06T17:00")),
      by: .agencyOfficer, "2026-03-03T09:00")
    #expect(walk.state == .processing && walk.dossier?.clock == .running, "P-23: it runs on")
    #expect(walk.notices == [.consultationAsked])
    try walk.ask(
      .askConsultation(agency: "so-tc", question: "CH-2", dueAt: at("2026-03-09T17:00")),
      by: .agencyOfficer, "2026-03-03T09:10")
    #expect(throws: DossierRefusal.life(.otherAgency("so-y-te"))) {
      try walk.ask(
        .answerConsultation(1, means: .system), by: .agencyOfficer, "2026-03-05T09:00",
        agency: "so-y-te")
    }
    try walk.ask(
      .answerConsultation(1, means: .controlSlip), by: .agencyOfficer, "2026-03-05T09:00",
      agency: "so-xd")
    #expect(walk.dossier?.consultations.map(\.isOpen) == [false, true])
    #expect(throws: DossierRefusal.life(.consultationClosed(1))) {
      try walk.ask(
        .answerConsultation(1, means: .system), by: .agencyOfficer, "2026-03-05T10:00",
        agency: "so-xd")
    }
    #expect(throws: DossierRefusal.life(.consultationUnknown(3))) {
      try walk.ask(.answerConsultation(3, means: .system), by: .agencyOfficer, "2026-03-05T10:00")
    }
    #expect(walk.dueAt == due, "the term is the same throughout")
  }

  @Test(arguments: [
    ("2026-03-06T17:00", false), ("2026-03-06T17:01", true),
  ])
  func `LC-15.4b2 · no answer by the day: the Director is told, once`(now: String, isLate: Bool)
    throws
  {
    var walk = try Walk.reaching(.processing, Centres.laiChau)
    try walk.ask(
      .askConsultation(agency: "so-xd", question: "CH-1", dueAt: at("2026-03-06T17:00")),
      by: .agencyOfficer, "2026-03-03T09:00")
    guard isLate else {
      #expect(throws: DossierRefusal.life(.consultationNotDue(1))) {
        try walk.ask(.escalateConsultation(1), by: .hall, now)
      }
      return
    }
    try walk.ask(.escalateConsultation(1), by: .hall, now)
    #expect(walk.notices == [.consultationOverdue])
    #expect(walk.last.last?.body["recipient"] == .text("director"))
    #expect(walk.state == .processing)
    #expect(throws: DossierRefusal.life(.alreadyOnRecord)) {
      try walk.ask(.escalateConsultation(1), by: .hall, now)
    }
  }

  @Test(arguments: ["LC", "SL", "VL", "KT", "HU"])
  func `LC-19.6b · no approval without the Centre's transfer slip`(centre: String) throws {
    var walk = try Walk.reaching(.processing, Centres.named(centre))
    for (slip, refusal) in [
      (nil, LifeRefusal.transferSlipMissing), ("", .transferSlipMissing),
      ("PC-99", .transferSlipDiffers),
    ] as [(String?, LifeRefusal)] {
      #expect(throws: DossierRefusal.life(refusal)) {
        try walk.ask(
          .approve(slip: slip, by: "lan", results: ["gcn"]), by: .agencyLeader, "2026-03-04T09:00")
      }
    }
    try walk.ask(
      .approve(slip: "PC-01", by: "lan", results: ["gcn"]), by: .agencyLeader, "2026-03-04T09:00")
    #expect(walk.state == .decided)

    var rules = Centres.named(centre)
    rules.life.approval.requiresTransferSlip = false
    var free = try Walk.reaching(.processing, rules)
    try free.ask(
      .approve(slip: nil, by: "lan", results: ["gcn"]), by: .agencyLeader, "2026-03-04T09:00")
    #expect(free.state == .decided, "the centre's own figure decides")
  }

  @Test func `the Centre is never the deciding authority, nor is another agency`() throws {
    var walk = try Walk.reaching(.processing, Centres.laiChau)
    for (agency, refusal) in [
      (Procedure.centre, LifeRefusal.centreMayNotDecide), ("", .centreMayNotDecide),
      ("so-y-te", .otherAgency("so-y-te")),
    ] {
      #expect(throws: DossierRefusal.life(refusal)) {
        try walk.ask(
          .approve(slip: "PC-01", by: "lan", results: []), by: .agencyLeader, "2026-03-04T09:00",
          agency: agency)
      }
    }
  }

  @Test func `LC-16.5, LC-16.1, HU-DA-1b · every paper of the result, kept for reuse`() throws {
    var walk = Walk(
      Centres.vinhLong, listing: ProcedureListing(results: ["gcn", "trich-luc"]))
    try walk.toProcessing()
    #expect(throws: DossierRefusal.life(.resultsMissing(["trich-luc"]))) {
      try walk.ask(
        .approve(slip: "PC-01", by: "lan", results: ["gcn"]), by: .agencyLeader, "2026-03-04T09:00")
    }
    try walk.ask(
      .approve(slip: "PC-01", by: "lan", results: ["gcn", "trich-luc"]), by: .agencyLeader,
      "2026-03-04T09:00")
    #expect(walk.books == [.sharedResults])
  }

  @Test
  func `HU-QT-PH2 · a fee found later is asked for through reception; the clock runs on`()
    throws
  {
    var walk = try Walk.reaching(.feeRequested, Centres.hue)
    let due = walk.dueAt
    #expect(walk.documents == [.feeSlip] && walk.notices == [.feeWanted])
    #expect(walk.dossier?.clock == .running)
    #expect(throws: DossierRefusal.life(.recordNeeded)) {
      try walk.ask(.bringFeeReceipt(receipt: ""), by: .officer, "2026-03-05T09:00")
    }
    try walk.ask(.bringFeeReceipt(receipt: "BL-9"), by: .reception, "2026-03-05T09:00")
    #expect(walk.state == .processing && walk.dueAt == due)
  }

  // Rules: LC-21.2b, VL-3, VL-7.1, VL-7.2, VL-4.6, VL-9.1đ, SL-6.1g2, SL-7.1b,
  //   SL-10.1e, KT-8.2, KT-8.5, KT-13.4, KT-13.5, HU-QC-8.2, HU-QC-15.1, HU-DA-2.1,
  //   LC-6.1c.
  @Test(arguments: [
    (DossierNote.Kind.progress, "VL-9.1đ"), (.passedOn, "LC-19.5"), (.progressAsked, "LC-10.2"),
    (.progressAnswered, "HU-QC-8.2"), (.digitised, "LC-2.4"), (.exchange, "VL-3"),
    (.meeting, "VL-7.2"), (.delayReason, "LC-21.2b"), (.reminder, "LC-9.5"),
    (.pickedUp, "SL-6.1đ"), (.supportCalled, "SL-6.1g2"), (.mandate, "LC-6.3"),
    (.consultedBefore, "VL-7.1"), (.corrected, "LC-6.1c"), (.ministrySoftware, "VL-4.6"),
  ])
  func `LC-2.4, LC-6.3, LC-9.5, LC-10.2 · noted with the dossier, which stays where it is`(
    kind: DossierNote.Kind, rule: String
  ) throws {
    var walk = try Walk.reaching(.processing, Centres.vinhLong)
    try walk.ask(
      .record(DossierNote(kind, party: "so-tnmt", reference: "CV-12")), by: .agencyOfficer,
      "2026-03-04T09:00")
    #expect(walk.state == .processing, "\(rule)")
    #expect(walk.last.first?.body["note"] == .text(kind.rawValue), "\(rule)")
    #expect(walk.last.first?.body["reference"] == .text("CV-12"), "\(rule)")
    let reminds = kind == .reminder || kind == .progressAsked
    #expect(walk.notices == (reminds ? [.reminder] : []), "\(rule)")
  }

  @Test func `LC-21.2b, SL-10.1a · a reason for delay without its document is not taken`() throws {
    var walk = try Walk.reaching(.processing, Centres.laiChau)
    #expect(throws: DossierRefusal.life(.recordNeeded)) {
      try walk.ask(.record(DossierNote(.delayReason)), by: .agencyOfficer, "2026-03-04T09:00")
    }
  }
}
