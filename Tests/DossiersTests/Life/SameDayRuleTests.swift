import Dossiers
import Testing

@Suite struct `Rules of what is settled at once` {
  @Test(arguments: [
    ("LC", false, false), ("LC", true, true), ("HU", false, true), ("SL", false, false),
  ])
  func `LC-13.4, HU-DA-3.2a3, HU-QC-13.2a · the slip is each centre's choice, the record is not`(
    centre: String, asked: Bool, slip: Bool
  ) throws {
    var walk = Walk(Centres.named(centre), Procedures.sameDay)
    var papers = walk.papers()
    papers.slipRequested = asked
    try walk.accept("2026-03-02T09:00", papers)
    #expect(walk.documents.contains(.receiptSlip) == slip)
    #expect(walk.documents.contains(.registerEntry))
  }

  @Test func `LC-13.4 · the slip may still be asked for when it is taken up`() throws {
    var walk = Walk(Centres.laiChau, Procedures.sameDay)
    try walk.accept("2026-03-02T09:00")
    try walk.ask(.handleImmediately(slipRequested: true), by: .officer, "2026-03-02T09:05")
    #expect(walk.documents == [.receiptSlip])
  }

  @Test func `SL-6.1đ · the agency is alerted at once, and its officer's coming is noted`() throws {
    var walk = Walk(Centres.sonLa, Procedures.sameDay)
    try walk.accept("2026-03-02T09:00")
    #expect(walk.notices == [.sameDayAlert])
    #expect(walk.last.last?.body["party"] == .text("so-tnmt"))
    try walk.ask(
      .record(DossierNote(.pickedUp, party: "so-tnmt")), by: .officer, "2026-03-02T09:20")
    #expect(walk.log.last?.at == at("2026-03-02T09:20"))
    var elsewhere = Walk(Centres.laiChau, Procedures.sameDay)
    try elsewhere.accept("2026-03-02T09:00")
    #expect(elsewhere.notices == [])
  }

  // Rules: HU-DA-3.2a2.
  @Test(arguments: [
    ("2026-03-02T09:00", "2026-03-02T16:30"), ("2026-03-02T10:59", "2026-03-02T16:30"),
    ("2026-03-02T11:00", "2026-03-03T11:00"), ("2026-03-02T14:05", "2026-03-03T11:00"),
  ])
  func `HU-DA-3.2a1 · received before eleven due at half past four, else next morning`(
    received: String, due: String
  ) throws {
    var rules = Centres.hue
    rules.counting.sameDay = SameDayPromise(
      cut: time("11:00"), dueSameDay: time("16:30"), dueNextMorning: time("11:00"))
    var walk = Walk(rules, Procedures.sameDay)
    try walk.accept(received)
    #expect(walk.dueAt == due)
  }

  @Test func `LC-9.12, SL-7.3a, KT-7.2m · on the spot an agency's officer decides in the hall`()
    throws
  {
    var walk = Walk(Centres.konTum, Procedures.onTheSpot)
    try walk.accept("2026-03-02T09:00")
    try walk.ask(.handleImmediately(), by: .officer, "2026-03-02T09:05")
    #expect(throws: DossierRefusal.life(.centreMayNotDecide)) {
      try walk.ask(
        .decideAtCentre(delegation: nil, results: []), by: .officer, "2026-03-02T09:20")
    }
    try walk.ask(
      .decideAtCentre(delegation: nil, results: ["ban-sao"]), by: .agencyOfficer,
      "2026-03-02T09:20")
    #expect(walk.state == .ready)
    #expect(walk.dossier?.clock == .ended)
    #expect(walk.books == [.results, .sharedResults])
    var plain = Walk(Centres.konTum)
    try plain.accept("2026-03-02T09:00")
    #expect(throws: DossierRefusal.life(.notSameDay)) {
      try plain.ask(.handleImmediately(), by: .officer, "2026-03-02T09:05")
    }
  }

  @Test func `LC-13.5, LC-9.3, SL-6.1g · a delegated decision names its delegation`() throws {
    var walk = Walk(Centres.laiChau, Procedures.delegated)
    try walk.accept("2026-03-02T09:00")
    try walk.ask(.handleImmediately(), by: .officer, "2026-03-02T09:05")
    for none in [nil, ""] as [String?] {
      #expect(throws: DossierRefusal.life(.delegationNeeded)) {
        try walk.ask(
          .decideAtCentre(delegation: none, results: []), by: .officer, "2026-03-02T09:20")
      }
    }
    try walk.ask(
      .decideAtCentre(delegation: "UQ-45/2026", results: []), by: .officer, "2026-03-02T09:20")
    let body = walk.last.first?.body
    #expect(body?["delegation"] == .text("UQ-45/2026"))
    #expect(body?["agency"] == .text("so-tnmt"), "the agency decides, by its delegate's hand")
  }
}
