import Dossiers
import Testing

@Suite struct `Rules of lateness` {
  /// Accepted on Monday 2 March, ten working days: due on Monday 16 March.
  static func running(_ rules: Regulation) throws -> Walk {
    var walk = Walk(rules)
    try walk.toProcessing()
    return walk
  }

  static func putOff(_ date: String = "2026-03-20") -> DossierCommand {
    .askExtension(reason: "xac-minh-them", cause: .objective, newDate: day(date))
  }

  // Rules: VL-4.3e1.
  @Test(arguments: [("2026-03-13T16:00", true), ("2026-03-16T08:00", false)])
  func `LC-16.6a · in writing with reason and date, at the latest the working day before`(
    now: String, isInTime: Bool
  ) throws {
    for rules in [Centres.laiChau, Centres.vinhLong] {
      var walk = try Self.running(rules)
      guard isInTime else {
        // Due on a Monday: the day before is a Sunday, moved back to Friday.
        #expect(throws: DossierRefusal.life(.noticeTooLate(latest: day("2026-03-13")))) {
          try walk.ask(Self.putOff(), by: .agencyLeader, now)
        }
        continue
      }
      #expect(throws: DossierRefusal.life(.reasonNeeded)) {
        try walk.ask(
          .askExtension(reason: "", cause: .objective, newDate: day("2026-03-20")),
          by: .agencyLeader, now)
      }
      try walk.ask(Self.putOff(), by: .agencyLeader, now)
      #expect(walk.documents == [.extensionRequest])
      #expect(walk.last.last?.body["recipient"] == .text("centre"))
      #expect(walk.dueAt == "2026-03-16T17:00", "the slip alone moves nothing")
    }
  }

  // Rules: VL-4.3e3.
  @Test func `LC-16.6d · reception changes the date from the slip, and tells the applicant`()
    throws
  {
    for (rules, channels) in [
      (Centres.laiChau, ["email", "sms", "phone", "socialNetwork"]),
      (Centres.vinhLong, ["email", "sms", "phone"]),
    ] {
      var walk = try Self.running(rules)
      #expect(throws: DossierRefusal.life(.extensionSlipMissing)) {
        try walk.ask(.reschedule(), by: .reception, "2026-03-13T09:00")
      }
      try walk.ask(Self.putOff(), by: .agencyLeader, "2026-03-12T09:00")
      #expect(throws: DossierRefusal.life(.notYourPart(.reschedule, .agencyLeader))) {
        try walk.ask(.reschedule(), by: .agencyLeader, "2026-03-13T09:00")
      }
      #expect(throws: DossierRefusal.life(.documentPastCentre)) {
        try walk.ask(.reschedule(route: .direct), by: .reception, "2026-03-13T09:00")
      }
      try walk.ask(.reschedule(), by: .reception, "2026-03-13T09:00")
      #expect(walk.dueAt == "2026-03-20T17:00")
      #expect(walk.notices == [.dateChanged])
      #expect(walk.last.last?.body["channels"] == .texts(channels))
      #expect(walk.last.first?.body["promised"] == .text("2026-03-16T17:00"), "kept on record")
    }
  }

  @Test func `LC-16.6a, LC-16.6c, VL-4.3e1 · O-09, O-10: each centre's own papers`() throws {
    for (rules, papers) in [
      (Centres.laiChau, [DocumentKind.apologyLetter, .explanationReport]),
      (Centres.vinhLong, [.apologyReschedule]),
    ] {
      var walk = try Self.running(rules)
      try walk.ask(Self.putOff(), by: .agencyLeader, "2026-03-12T09:00")
      try walk.ask(.reschedule(), by: .reception, "2026-03-13T09:00")
      #expect(walk.documents == papers)
      #expect(walk.dossier?.explanationDue == papers.contains(.explanationReport))
    }
  }

  @Test(arguments: ["LC", "VL", "KT"])
  func `LC-16.6b, VL-4.3e2 · the second reschedule is refused`(centre: String) throws {
    var walk = try Self.running(Centres.named(centre))
    try walk.ask(Self.putOff(), by: .agencyLeader, "2026-03-12T09:00")
    try walk.ask(.reschedule(), by: .reception, "2026-03-13T09:00")
    #expect(walk.dossier?.rescheduleCount == 1)
    #expect(throws: DossierRefusal.life(.rescheduleLimit(most: 1))) {
      try walk.ask(Self.putOff("2026-03-27"), by: .agencyLeader, "2026-03-18T09:00")
    }
    #expect(throws: DossierRefusal.life(.rescheduleLimit(most: 1))) {
      try walk.ask(
        .apologise(reason: "cham", newDate: day("2026-03-30")), by: .agencyLeader,
        "2026-03-23T09:00")
    }
  }

  @Test func `a new date is later, and a day on which the Centre is open`() throws {
    var walk = try Self.running(Centres.laiChau)
    #expect(throws: DossierRefusal.life(.newDateNotLater)) {
      try walk.ask(Self.putOff("2026-03-16"), by: .agencyLeader, "2026-03-12T09:00")
    }
    #expect(throws: DossierRefusal.life(.newDateClosed(day("2026-03-21")))) {
      try walk.ask(Self.putOff("2026-03-21"), by: .agencyLeader, "2026-03-12T09:00")
    }
  }

  // Rules: LC-16.6c.
  @Test
  func `LC-19.3 · late without a notice: a breach, an apology, a report, or no closing`()
    throws
  {
    var walk = try Self.running(Centres.laiChau)
    #expect(throws: DossierRefusal.life(.notOverdue)) {
      try walk.ask(
        .apologise(reason: "cham", newDate: day("2026-03-20")), by: .agencyLeader,
        "2026-03-16T17:00")
    }
    try walk.ask(
      .apologise(reason: "cham", newDate: day("2026-03-20")), by: .agencyLeader,
      "2026-03-17T08:00")
    #expect(walk.dossier?.breaches == [.overdueWithoutNotice])
    #expect(walk.documents.contains(.explanationReport))
    try walk.toReady("2026-03-19T09:00")
    try walk.release("2026-03-19T10:00")
    #expect(throws: DossierRefusal.life(.explanationMissing)) {
      try walk.ask(.close, by: .feeDesk, "2026-03-19T10:10")
    }
    try walk.ask(.fileExplanation(reference: "GT-3"), by: .agencyLeader, "2026-03-19T11:00")
    try walk.ask(.close, by: .feeDesk, "2026-03-19T11:10")
    #expect(walk.state == .archived)
    #expect(throws: DossierRefusal.life(.explanationNotDue)) {
      try walk.ask(.fileExplanation(reference: "GT-4"), by: .agencyLeader, "2026-03-20T11:00")
    }
  }

  @Test(arguments: [
    ("2026-03-23", true), ("2026-03-24", false),
  ])
  func `SL-7.1d1, SL-7.1d3 · objective: put off by half the statutory days, with copies`(
    date: String, isAllowed: Bool
  ) throws {
    var walk = try Self.running(Centres.sonLa)
    let postpone = DossierCommand.postpone(reason: "thien-tai", newDate: day(date))
    #expect(throws: DossierRefusal.life(.notOverdue)) {
      try walk.ask(postpone, by: .agencyLeader, "2026-03-16T09:00")
    }
    guard isAllowed else {
      #expect(throws: DossierRefusal.life(.postponementTooLong(latest: day("2026-03-23")))) {
        try walk.ask(postpone, by: .agencyLeader, "2026-03-17T09:00")
      }
      return
    }
    try walk.ask(postpone, by: .agencyLeader, "2026-03-17T09:00")
    #expect(walk.dueAt == "\(date)T17:00")
    guard case .documentIssued(let notice)? = walk.last.dropFirst().first else {
      Issue.record("no notice")
      return
    }
    #expect(notice.document == .postponementNotice)
    #expect(notice.recipient == .applicant && notice.copies == [.centre])
    #expect(walk.dossier?.cause == .objective)
  }

  // Rules: SL-7.2a.
  @Test func `SL-7.1d2, SL-7.1d3 · subjective: an apology with the next date, with copies`()
    throws
  {
    var walk = try Self.running(Centres.sonLa)
    try walk.ask(
      .apologise(reason: "cham", newDate: day("2026-04-15")), by: .agencyLeader,
      "2026-03-17T09:00")
    #expect(walk.dossier?.cause == .subjective)
    #expect(walk.dossier?.breaches == [], "Sơn La asks for no notice before the day")
    guard case .documentIssued(let notice)? = walk.last.dropFirst().first else {
      Issue.record("no notice")
      return
    }
    #expect(notice.document == .apologyLetter && notice.copies == [.centre])
    #expect(notice.dueAt == at("2026-04-15T17:00"))
  }

  // Rules: HU-DA-3.3b3, HU-QC-13.3b, HU-DA-2.3.
  @Test func `HU-DA-3.3b1, HU-DA-3.3b2 · urged, admitted, extended, in this order`()
    throws
  {
    var walk = try Self.running(Centres.hue)
    let due = walk.dossier?.term?.dueDate
    #expect(due == day("2026-03-13"), "Saturday mornings count")
    #expect(throws: DossierRefusal.life(.notOverdue)) {
      try walk.ask(.urge, by: .hall, "2026-03-13T16:30")
    }
    #expect(throws: DossierRefusal.life(.notUrged)) {
      try walk.ask(
        .admitFault(reason: "cham", newDate: day("2026-03-20")), by: .agencyLeader,
        "2026-03-14T08:00")
    }
    try walk.ask(.urge, by: .hall, "2026-03-14T08:00")
    #expect(walk.notices == [.overdueUrged])
    #expect(throws: DossierRefusal.life(.alreadyOnRecord)) {
      try walk.ask(.urge, by: .officer, "2026-03-14T08:10")
    }
    #expect(throws: DossierRefusal.life(.faultNotAdmitted)) {
      try walk.ask(.extend, by: .officer, "2026-03-14T08:10")
    }
    try walk.ask(
      .admitFault(reason: "cham", newDate: day("2026-03-20")), by: .agencyLeader,
      "2026-03-14T09:00")
    #expect(walk.documents == [.faultAdmission])
    #expect(walk.dueAt == "2026-03-13T16:30", "the office's slip moves nothing")
    try walk.ask(.extend, by: .officer, "2026-03-14T09:30")
    #expect(walk.documents == [.extensionNotice, .apologyLetter, .explanationReport])
    #expect(walk.dueAt == "2026-03-20T16:30")
    #expect(walk.notices == [.dateChanged])
  }

  @Test func `each centre has its own way of being late, and refuses the others'`() throws {
    for (centre, command, role) in [
      ("LC", DossierCommand.urge, DossierRole.officer),
      ("LC", .postpone(reason: "x", newDate: day("2026-03-20")), .agencyLeader),
      ("SL", Self.putOff(), .agencyLeader), ("SL", .urge, .officer),
      ("HU", Self.putOff(), .agencyLeader),
      ("HU", .apologise(reason: "x", newDate: day("2026-03-20")), .agencyLeader),
    ] {
      var walk = try Self.running(Centres.named(centre))
      #expect(throws: DossierRefusal.life(.notUsedHere(command.name)), "\(centre)") {
        try walk.ask(command, by: role, "2026-03-12T09:00")
      }
    }
  }

  @Test func `P-32 · a holiday put in later moves the day and keeps the old promise on record`()
    throws
  {
    var walk = try Self.running(Centres.laiChau)
    #expect(throws: DossierRefusal.life(.nothingToRecount)) {
      try walk.ask(.recount, by: .hall, "2026-03-04T08:00")
    }
    walk.rules.calendar.holidays = [day("2026-03-10")]
    try walk.ask(.recount, by: .hall, "2026-03-04T08:00")
    #expect(walk.dueAt == "2026-03-17T17:00")
    #expect(walk.last.first?.body["promised"] == .text("2026-03-16T17:00"))
    #expect(walk.documents == [.receiptSlip] && walk.notices == [.calendarChanged])
    #expect(walk.dossier?.rescheduleCount == 0, "no one's fault")
  }
}
