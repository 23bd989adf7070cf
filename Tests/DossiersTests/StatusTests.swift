import Dossiers
import Testing

@Suite struct `Public status` {
  static func dossier() throws -> Dossier {
    let intake = Intake(
      procedure: .init(id: "khai-sinh", days: 3, agency: "so-tu-phap"), channel: .counter,
      receivedAt: at("2026-03-02T09:00"), code: .given(ordinal: 7))
    return Dossier(id: DossierID(42), accepted: try intake.decide(under: Centres.laiChau))
  }

  static func moment(_ text: String) -> Moment { Moment(at(text), utcOffsetSeconds: 25_200) }

  @Test func `a hall kiosk learns state, date and next step, as of when, and nothing more`() throws
  {
    let asOf = Self.moment("2026-03-03T08:00")
    let status = try Self.dossier().status(for: .hallKiosk, asOf: asOf)
    #expect(status.state == .accepted)
    #expect(status.asOf == asOf)
    #expect(status.dueDate == day("2026-03-05"))
    #expect(status.next == .wait)
    #expect(status.details == nil)
  }

  @Test func `a phone without the proof learns nothing`() throws {
    let dossier = try Self.dossier()
    #expect(throws: DossierRefusal.proofNeeded) {
      try dossier.status(for: .remote, asOf: Self.moment("2026-03-03T08:00"))
    }
  }

  @Test func `with the proof it also learns what the dossier is about, and the clause`() throws {
    let status = try Self.dossier().status(
      for: .withProof, asOf: Self.moment("2026-03-03T08:00"))
    let details = try #require(status.details)
    #expect(details.procedure == "khai-sinh")
    #expect(details.agency == "so-tu-phap")
    #expect(details.dueAt == at("2026-03-05T17:00"))
    #expect(details.clause == "LC 2.9; BLDS 2015 Điều 148")
  }

  @Test(arguments: [
    ("2026-03-05T17:00", NextStep.wait), ("2026-03-05T17:00:01", .askStaff),
  ])
  func `the due instant itself is in time`(now: String, next: NextStep) throws {
    let status = try Self.dossier().status(for: .hallKiosk, asOf: Self.moment(now))
    #expect(status.next == next)
  }

  @Test(arguments: DossierState.allCases)
  func `no state sends a citizen to collect or pay that has nothing to collect or pay`(
    state: DossierState
  ) {
    #expect((state.nextStep(isLate: false) == .collect) == (state == .ready))
    #expect(
      (state.nextStep(isLate: true) == .payFee) == [.feeDue, .feeRequested].contains(state))
    #expect(!(state.isOver && state.termRuns))
    #expect((state.nextStep(isLate: false) == .none) == state.isOver)
  }
}

@Suite struct `Regulations by date` {
  @Test func `LC QĐ 2 · the version in force on a day is the latest that has begun`() {
    var old = Centres.laiChau
    old.id = RegulationID("lai-chau-2019")
    old.decision = Decision(number: "951/QĐ-UBND", effectiveFrom: day("2019-08-15"))
    var new = Centres.laiChau
    new.decision = Decision(
      number: "1352/QĐ-UBND", effectiveFrom: day("2024-09-26"), replaces: "951/QĐ-UBND")
    let book = RegulationBook([new, Centres.hue, old])

    #expect(book.inForce(centre: "LC", on: day("2019-08-14")) == nil)
    #expect(book.inForce(centre: "LC", on: day("2019-08-15"))?.id == old.id)
    #expect(book.inForce(centre: "LC", on: day("2024-09-25"))?.id == old.id)
    #expect(book.inForce(centre: "LC", on: day("2024-09-26"))?.id == new.id)
    #expect(book.inForce(centre: "HU", on: day("2026-01-01"))?.centre == "HU")
    #expect(book.inForce(centre: "XX", on: day("2026-01-01")) == nil)
    #expect(book[RegulationID("lai-chau-2019")] == old)
  }
}
