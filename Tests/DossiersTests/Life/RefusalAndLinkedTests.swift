import Dossiers
import Testing

@Suite struct `Rules of refusal` {
  @Test(arguments: [("2026-03-16T17:00", false), ("2026-03-17T08:00", true)])
  func `LC-15.7b, VL-4.3đ · within the processing limit; a later refusal counts as overdue`(
    now: String, isLate: Bool
  ) throws {
    for rules in [Centres.laiChau, Centres.vinhLong, Centres.konTum] {
      var walk = Walk(rules)
      try walk.toProcessing()
      try walk.ask(.refuse(reason: "khong-du-dieu-kien"), by: .agencyLeader, now)
      #expect(walk.state == .refused)
      #expect(walk.dossier?.breaches == (isLate ? [.lateRefusal] : []))
      #expect(walk.dossier?.wasLate == isLate)
    }
  }

  @Test(arguments: [("2026-03-04T16:00", false), ("2026-03-05T09:00", true)])
  func `SL-7.1c3 · in Sơn La at once after the appraisal, with a copy for the Centre`(
    now: String, isLate: Bool
  ) throws {
    var walk = try Walk.reaching(.verifying, Centres.sonLa)
    try walk.ask(
      .closeVerification(record: "BB-1", isComplete: true), by: .agencyOfficer,
      "2026-03-04T09:00")
    try walk.ask(.refuse(reason: "khong-dat"), by: .agencyLeader, now)
    #expect(walk.dossier?.breaches == (isLate ? [.lateRefusal] : []))
    guard case .documentIssued(let slip)? = walk.last.first(where: { $0.kind == .documentIssued })
    else {
      Issue.record("no slip")
      return
    }
    #expect(slip.document == .refusalSlip && slip.copies == [.centre])
  }

  @Test(arguments: ["LC", "SL", "VL", "KT", "HU"])
  func `LC-15.7a, LC-6.1e1 · with reasons, through the Centre, entered among the results`(
    centre: String
  ) throws {
    var walk = try Walk.reaching(.processing, Centres.named(centre))
    #expect(throws: DossierRefusal.life(.reasonNeeded)) {
      try walk.ask(.refuse(reason: ""), by: .agencyLeader, "2026-03-04T09:00")
    }
    #expect(throws: DossierRefusal.life(.documentPastCentre)) {
      try walk.ask(.refuse(reason: "x", route: .direct), by: .agencyLeader, "2026-03-04T09:00")
    }
    try walk.ask(.refuse(reason: "x"), by: .agencyLeader, "2026-03-04T09:00")
    #expect(walk.documents == [.refusalSlip])
    #expect(walk.books == [.results])
    #expect(walk.last.first?.body["reason"] == .text("x"))
  }
}

@Suite struct `Rules of linked procedures` {
  static let parts = [
    ChainPart(agency: "so-xd", days: 4), ChainPart(agency: "so-tc", days: 3),
  ]

  static func chained(_ rules: Regulation, medium: DossierMedium = .paper) throws -> Walk {
    var walk = Walk(rules)
    if medium == .paper {
      try walk.toProcessing()
    } else {
      try walk.accept("2026-03-02T09:00", walk.papers(medium: medium))
      try walk.ask(.transfer(bag: nil, slip: "PC-01"), by: .officer, "2026-03-02T09:00")
      try walk.ask(.assign(officer: "binh"), by: .agencyLeader, "2026-03-02T09:10")
    }
    try walk.ask(
      .startChain(lead: "so-tnmt", parts: parts), by: .agencyOfficer, "2026-03-03T09:00")
    return walk
  }

  @Test
  func `LC-15.5a · on paper one after the other, and from the last back to the lead`()
    throws
  {
    var walk = try Self.chained(Centres.laiChau)
    #expect(walk.documents == [.routingSlip])
    #expect(walk.notices == [.taskGiven])
    #expect(walk.dossier?.holder == .agency("so-xd"))
    #expect(throws: DossierRefusal.life(.chainOutOfOrder(next: "so-xd"))) {
      try walk.ask(
        .finishChainPart(agency: "so-tc"), by: .agencyOfficer, "2026-03-04T09:00", agency: "so-tc")
    }
    #expect(throws: DossierRefusal.life(.otherAgency("so-tc"))) {
      try walk.ask(
        .finishChainPart(agency: "so-xd"), by: .agencyOfficer, "2026-03-04T09:00", agency: "so-tc")
    }
    try walk.ask(
      .finishChainPart(agency: "so-xd"), by: .agencyOfficer, "2026-03-05T09:00", agency: "so-xd")
    #expect(walk.dossier?.holder == .agency("so-tc"))
    #expect(throws: DossierRefusal.life(.chainUnderWay)) {
      try walk.ask(
        .approve(slip: "PC-01", by: "lan", results: []), by: .agencyLeader, "2026-03-06T09:00")
    }
    try walk.ask(
      .finishChainPart(agency: "so-tc"), by: .agencyOfficer, "2026-03-09T09:00", agency: "so-tc")
    #expect(walk.dossier?.holder == .agency("so-tnmt"), "back to the lead, lead to Centre")
    #expect(walk.dossier?.chain?.isDone == true)
    #expect(walk.notices == [.chainDone])
  }

  @Test func `LC-15.5b · by data all at once, and each finishes when it will`() throws {
    var walk = try Self.chained(Centres.laiChau, medium: .electronic)
    #expect(walk.notices == [.taskGiven, .taskGiven])
    #expect(walk.dossier?.holder == .agency("so-tnmt"))
    try walk.ask(
      .finishChainPart(agency: "so-tc"), by: .agencyOfficer, "2026-03-04T09:00", agency: "so-tc")
    #expect(throws: DossierRefusal.life(.chainPartUnknown("so-tc"))) {
      try walk.ask(
        .finishChainPart(agency: "so-tc"), by: .agencyOfficer, "2026-03-04T10:00", agency: "so-tc")
    }
    try walk.ask(
      .finishChainPart(agency: "so-xd"), by: .agencyOfficer, "2026-03-05T09:00", agency: "so-xd")
    #expect(walk.dossier?.chain?.isDone == true)
  }

  @Test func `SL-7.1đ · the parts may not exceed the whole term`() throws {
    var walk = Walk(Centres.sonLa)
    try walk.toProcessing()
    let long = [ChainPart(agency: "so-xd", days: 6), ChainPart(agency: "so-tc", days: 5)]
    #expect(throws: DossierRefusal.life(.chainPastTotal(days: 11, most: 10))) {
      try walk.ask(
        .startChain(lead: "so-tnmt", parts: long), by: .agencyOfficer, "2026-03-03T09:00")
    }
    for bad in [
      [], [ChainPart(agency: "so-xd", days: 0)],
      [ChainPart(agency: "so-xd", days: 1), ChainPart(agency: "so-xd", days: 1)],
    ] {
      #expect(throws: DossierRefusal.life(.chainEmpty)) {
        try walk.ask(
          .startChain(lead: "so-tnmt", parts: bad), by: .agencyOfficer, "2026-03-03T09:00")
      }
    }
    try walk.ask(
      .startChain(lead: "so-tnmt", parts: [long[0], ChainPart(agency: "so-tc", days: 4)]),
      by: .agencyOfficer, "2026-03-03T09:00")
    #expect(walk.dossier?.chain?.parts.map(\.days) == [6, 4])
    #expect(throws: DossierRefusal.life(.chainUnderWay)) {
      try walk.ask(
        .startChain(lead: "so-tnmt", parts: [long[0]]), by: .agencyOfficer, "2026-03-03T10:00")
    }
  }

  // Rules: LC-15.5a.
  @Test
  func `SL-6.1h · the result is returned at the lead agency's counter, or the Centre's own`()
    throws
  {
    for (rules, role, isAtLead) in [
      (Centres.sonLa, DossierRole.officer, true), (Centres.laiChau, .feeDesk, false),
    ] {
      var walk = try Self.chained(rules)
      for (agency, moment) in [("so-xd", "2026-03-05T09:00"), ("so-tc", "2026-03-06T09:00")] {
        try walk.ask(.finishChainPart(agency: agency), by: .agencyOfficer, moment, agency: agency)
      }
      try walk.toReady("2026-03-10T09:00")
      let release = Release(proofs: rules.life.returning.ownProofs, results: ["gcn"])
      if isAtLead {
        #expect(throws: DossierRefusal.life(.otherCounter("so-tnmt"))) {
          try walk.ask(.release(release), by: role, "2026-03-11T09:00")
        }
        try walk.release("2026-03-11T09:00")
      } else {
        try walk.ask(.release(release), by: role, "2026-03-11T09:00")
      }
      #expect(walk.state == .returned)
    }
  }
}
