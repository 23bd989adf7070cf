import Dossiers
import Testing

@Suite struct `Taking in a dossier` {
  static func intake(
    _ received: String, channel: Intake.Channel = .counter, days: Int = 3, sameDay: Bool = false,
    code: Intake.Code = .given(ordinal: 7)
  ) -> Intake {
    Intake(
      procedure: .init(id: "khai-sinh", days: days, sameDay: sameDay, agency: "so-tu-phap"),
      channel: channel, receivedAt: at(received), code: code)
  }

  static func rules(_ source: CodeRule.Source) -> Regulation {
    var rules = Centres.laiChau
    rules.code.source = source
    return rules
  }

  @Test func `LC 13 · an accepted dossier has its code, its term and the rules it was counted by`()
    throws
  {
    let accepted = try Self.intake("2026-03-02T09:00").decide(under: Centres.laiChau)
    #expect(accepted.code.text == "000.00.12.H35-260302-0007")
    #expect(accepted.codeOrigin == .hall)
    #expect(accepted.procedure == "khai-sinh")
    #expect(accepted.agency == "so-tu-phap")
    #expect(accepted.channel == .counter)
    #expect(accepted.receivedAt == at("2026-03-02T09:00"))
    #expect(accepted.arrivalStamp == nil)
    #expect(accepted.term.dueAt == at("2026-03-05T17:00"))
    #expect(accepted.term.clause == "LC 2.9; BLDS 2015 Điều 148")
    #expect(accepted.regulation == RegulationID("lai-chau"))
  }

  @Test(arguments: [
    (
      "LC 5 · at the counter after closing, still that moment", "2026-03-06T17:20",
      Intake.Channel.counter, "2026-03-06T17:20", "2026-03-11"
    ),
    (
      "LC 5 · at the counter at lunch", "2026-03-06T11:45", .counter, "2026-03-06T11:45",
      "2026-03-11"
    ),
    (
      "LC 2.9 · at the counter of a hall that opens on Saturday", "2026-03-07T09:00", .counter,
      "2026-03-07T09:00", "2026-03-11"
    ),
    (
      "P-19 · online after closing, the next opening", "2026-03-06T17:20", .online,
      "2026-03-09T07:30", "2026-03-12"
    ),
    (
      "LC 13.1 · post, on the stamp's day", "2026-03-09T08:00",
      .post(arrivalStamp: day("2026-03-05")), "2026-03-05T07:30", "2026-03-10"
    ),
    (
      "LC 13.1 · post stamped on Saturday", "2026-03-09T08:00",
      .post(arrivalStamp: day("2026-03-07")), "2026-03-09T07:30", "2026-03-12"
    ),
  ])
  func `each channel has its own moment of receipt, and code and term follow it`(
    rule: String, received: String, channel: Intake.Channel, receipt: String, due: String
  ) throws {
    let intake = Self.intake(received, channel: channel)
    #expect(try intake.receipt(under: Centres.laiChau) == at(receipt), "\(rule)")
    let accepted = try intake.decide(under: Centres.laiChau)
    #expect(accepted.code.day == at(receipt).date, "\(rule)")
    #expect(accepted.term.startCountDay == at(receipt).date, "\(rule)")
    #expect(accepted.term.dueDate == day(due), "\(rule)")
  }

  @Test func `LC 13.1 · a posted dossier keeps its stamp`() throws {
    let stamp = day("2026-03-05")
    let accepted = try Self.intake("2026-03-09T08:00", channel: .post(arrivalStamp: stamp))
      .decide(under: Centres.laiChau)
    #expect(accepted.channel == .post)
    #expect(accepted.arrivalStamp == stamp)
    #expect(accepted.receivedAt == at("2026-03-05T07:30"))
  }

  @Test(
    arguments: [
      (intake("2026-03-02T09:00"), .province, DossierRefusal.codeComesFromProvince),
      (
        intake("2026-03-02T09:00", code: .scanned("000.00.12.H35-260302-0001")), .hall,
        .codeComesFromHall
      ),
      (
        intake("2026-03-02T09:00", code: .scanned("000.00.12.H35-260302-0001")), .range(1...9),
        .codeComesFromHall
      ),
      (intake("2026-03-02T09:00", code: .scanned("A012")), .province, .codeUnreadable),
      (
        intake("2026-03-02T09:00", code: .scanned("000.00.12.H35-260303-0001")), .province,
        .codeDayInFuture(day("2026-03-03"))
      ),
      (
        intake("2026-03-02T09:00", code: .given(ordinal: 10)), .range(1...9),
        .codesUsedUp(day: day("2026-03-02"), last: 9)
      ),
      (intake("2026-03-02T09:00", days: 0), .hall, .termOutOfRange(days: 0)),
      (intake("2026-03-02T09:00", days: 5_000), .hall, .termOutOfRange(days: 5_000)),
      (
        intake("2017-03-10T09:00"), .hall,
        .regulationNotYetInForce(RegulationID("lai-chau"), from: day("2017-03-13"))
      ),
      (
        intake("2026-03-02T09:00", channel: .post(arrivalStamp: day("2026-03-03"))), .hall,
        .arrivalStampImplausible(day("2026-03-03"))
      ),
      (
        intake("2026-03-02T09:00", channel: .post(arrivalStamp: day("2025-02-28"))), .hall,
        .arrivalStampImplausible(day("2025-02-28"))
      ),
    ] as [(Intake, CodeRule.Source, DossierRefusal)])
  func `what may not be accepted is refused by its rule`(
    intake: Intake, source: CodeRule.Source, refusal: DossierRefusal
  ) {
    #expect(throws: refusal) { try intake.decide(under: Self.rules(source)) }
  }

  @Test func `a code of the province is scanned, also of an earlier day`() throws {
    let intake = Self.intake(
      "2026-03-02T09:00", code: .scanned("000.00.12.h35-260227-0042\n"))
    let accepted = try intake.decide(under: Self.rules(.province))
    #expect(accepted.code.text == "000.00.12.H35-260227-0042")
    #expect(accepted.codeOrigin == .province)
    #expect(accepted.term.startCountDay == day("2026-03-02"))
  }

  @Test func `HU DA IV.3.2.a · a same-day procedure is due the same day, whatever its days`() throws
  {
    let accepted = try Self.intake("2026-03-02T09:00", days: 9, sameDay: true)
      .decide(under: Centres.laiChau)
    #expect(accepted.term.dueAt == at("2026-03-02T17:00"))
    #expect(accepted.term.days == 0)
  }

  @Test func `every refusal has its own code`() {
    let refusals: [DossierRefusal] = [
      .termOutOfRange(days: 0), .dateOutOfRange, .noWorkingDay(after: day("2026-03-02")),
      .regulationNotYetInForce(RegulationID("x"), from: day("2026-03-02")),
      .arrivalStampImplausible(day("2026-03-02")), .codeUnreadable, .codeTaken("x"),
      .codeComesFromProvince, .codeComesFromHall, .codesUsedUp(day: day("2026-03-02"), last: 9),
      .codeDayInFuture(day("2026-03-02")), .proofNeeded,
    ]
    #expect(Set(refusals.map(\.code)).count == refusals.count)
    #expect(
      DossierRefusal.codesUsedUp(day: day("2026-03-02"), last: 9).arguments
        == ["day": "2026-03-02", "last": "9"])
  }
}
