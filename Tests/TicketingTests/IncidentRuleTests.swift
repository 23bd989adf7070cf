import Dossiers
import Testing

@testable import Ticketing

/// Each rule with the refusal it answers; `nil` for the rows that just pass.
@Suite struct `The rules of incidents` {
  /// Monday 2 March 2026, 10:00: an incident from 08:00 that is open, with P002 entered and P003 void.
  private static func open() throws -> (HallOnPaper, IncidentID) {
    var day = HallOnPaper(plan: .withRules, at: "2026-03-02T10:00")
    let id = try day.incident(from: "08:00")
    try day.ask(
      .incident(.enterTicket(id, number: "P002", errand: "dat-dai", handedOut: .at("08:30"))))
    try day.ask(.incident(.void(id, paper: "P003", reason: "rách")))
    return (day, id)
  }

  @Test(arguments: openRows)
  func `while it is open`(row: Row) throws {
    var (day, id) = try Self.open()
    Self.check(row, &day, id)
  }

  private static let openRows: [Row] = [
    Row(.power("09:00"), refused: { .underway($0, .open) }),
    Row({ .open($0, startedAt: nil) }, refused: { .stage($0, .open) }),
    Row({ .decline($0) }, refused: { .stage($0, .open) }),
    Row(.open(IncidentID(99), startedAt: nil), refused: { _ in .unknown("99") }),

    Row({ .close($0, endedAt: .at("10:00"), pads: "P002-P003", forms: "") }),
    Row({ .close($0, endedAt: .at("08:30"), pads: "2–9;11", forms: "SC-0001…SC-0012") }),
    Row(
      { .close($0, endedAt: .at("10:01"), pads: "2-3", forms: "") },
      refused: { _ in .timeImplausible("2026-03-02T10:01") }),
    Row(
      { .close($0, endedAt: .at("07:59"), pads: "2-3", forms: "") },
      refused: { _ in .timeImplausible("2026-03-02T07:59") }),
    Row(
      { .close($0, endedAt: .at("08:29"), pads: "2-3", forms: "") },
      refused: { _ in .endsBeforePaper("2026-03-02T08:30") }),
    Row(
      { .close($0, endedAt: .at("10:00"), pads: "P002", forms: "") },
      refused: { _ in .paperLeftOut("P003") }),
    Row(
      { .close($0, endedAt: .at("10:00"), pads: "", forms: "") },
      refused: { _ in .paperLeftOut("P002") }),
    Row(
      { .close($0, endedAt: .at("10:00"), pads: "A1", forms: "") },
      refused: { _ in .papersUnreadable("A1") }),
    Row(
      { .close($0, endedAt: .at("10:00"), pads: "2-3", forms: "5-4") },
      refused: { _ in .papersUnreadable("5-4") }),
    Row({ .declare($0, pads: "P900-P999", forms: "") }),
    Row(
      { .declare($0, pads: "P900-P1000", forms: "") },
      refused: { _ in .papersUnreadable("P900-P1000") }),

    Row(ticket("P004", "08:00")),
    Row(ticket("P004", "10:00")),
    Row(
      ticket("P004", "07:59"),
      refused: { _ in
        .timeOutside("2026-03-02T07:59", from: "2026-03-02T08:00", to: "2026-03-02T10:00")
      }),
    Row(
      ticket("P004", "10:01"),
      refused: { _ in
        .timeOutside("2026-03-02T10:01", from: "2026-03-02T08:00", to: "2026-03-02T10:00")
      }),
    Row(ticket("P002", "08:31"), refused: { _ in .paperEntered("P002") }),
    Row(ticket("P003", "08:31"), refused: { _ in .paperVoid("P003") }),
    Row(ticket("A004", "08:31"), otherwise: .notAPadNumber("A004")),
    Row(ticket("P004", "08:31", "khong-co"), otherwise: .unknownErrand("khong-co")),

    Row(visit("P004", "08:30", "08:30", "08:30")),
    Row(visit("P004", "08:30", "08:29", "08:40"), refused: { _ in .timesDisordered }),
    Row(visit("P004", "08:30", "08:40", "08:39"), refused: { _ in .timesDisordered }),
    Row(visit("P002", "08:30", "08:40", "08:50"), refused: { _ in .paperEntered("P002") }),
    Row(visit("P004", "08:30", "08:40", "08:50", at: "9"), otherwise: .unknownCounter("9")),

    Row({ .enterForm($0, .form("SC-0001", "2026-03-02T09:00")) }),
    Row(
      { .enterForm($0, .form("P001", "2026-03-02T09:00")) }, refused: { _ in .notAPaper("P001") }),
    Row(
      { .enterForm($0, .form("SC-0001", "2026-03-02T07:00")) },
      refused: { _ in
        .timeOutside("2026-03-02T07:00", from: "2026-03-02T08:00", to: "2026-03-02T10:00")
      }),

    Row({ .void($0, paper: "SC-0009", reason: "để trống") }),
    Row({ .void($0, paper: "P002", reason: "nhầm") }, refused: { _ in .paperEntered("P002") }),
    Row({ .void($0, paper: "P003", reason: "nhầm") }, refused: { _ in .paperVoid("P003") }),
    Row({ .void($0, paper: "X1", reason: "nhầm") }, refused: { _ in .notAPaper("X1") }),
    Row({ .void($0, paper: "P009", reason: " ") }, otherwise: .reasonMissing),
    Row({ .void($0, paper: "P010-P209", reason: "chưa dùng") }),
    Row(
      { .void($0, paper: "P010-P210", reason: "chưa dùng") },
      refused: { _ in .tooManyPapers(limit: 200) }),
    Row(
      { .void($0, paper: "P001-P004", reason: "chưa dùng") },
      refused: { _ in .paperEntered("P002") }),
    Row({ .void($0, paper: "SC-0004-SC-0012", reason: "chưa dùng") }),
    Row({ .void($0, paper: "4", reason: "chưa dùng") }, refused: { _ in .notAPaper("4") }),
    Row({ .declare($0, pads: "", forms: "1-1000") }),
    Row(
      { .declare($0, pads: "", forms: "1-1001") }, refused: { _ in .tooManyPapers(limit: 1_000) }),
  ]

  @Test(arguments: closedRows)
  func `once it is closed, with P001 to P004 and SC-0001 declared`(row: Row) throws {
    var (day, id) = try Self.open()
    try day.ask(.incident(.close(id, endedAt: .at("09:30"), pads: "1-4", forms: "1")))
    Self.check(row, &day, id)
  }

  private static let closedRows: [Row] = [
    Row(.power("09:40")),
    Row(
      { .close($0, endedAt: .at("09:30"), pads: "1-4", forms: "") },
      refused: { .stage($0, .closed) }),
    Row(ticket("P001", "09:30")),
    Row(
      ticket("P001", "09:31"),
      refused: { _ in
        .timeOutside("2026-03-02T09:31", from: "2026-03-02T08:00", to: "2026-03-02T09:30")
      }),
    Row(ticket("P005", "09:00"), refused: { _ in .paperNotDeclared("P005") }),
    Row({ .void($0, paper: "P005", reason: "nhầm") }, refused: { _ in .paperNotDeclared("P005") }),
    Row({ .void($0, paper: "P004", reason: "nhầm") }),
    Row(
      { .enterForm($0, .form("SC-0002", "2026-03-02T09:00")) },
      refused: { _ in .paperNotDeclared("SC-0002") }),
    Row({ .declare($0, pads: "5", forms: "2-3") }),
  ]

  @Test(arguments: proposedRows)
  func `before a leader has opened it`(row: Row) throws {
    var day = HallOnPaper(plan: .withRules, at: "2026-03-02T10:00")
    try day.ask(.incident(.power("08:00")))
    let id = (day.hall.presentIncident?.id).unsafelyExpected
    Self.check(row, &day, id)
  }

  private static let proposedRows: [Row] = [
    Row(.power("09:00"), refused: { .underway($0, .proposed) }),
    Row({ .decline($0) }),
    Row({ .open($0, startedAt: .at("10:00")) }),
    Row(
      { .open($0, startedAt: .at("10:01")) },
      refused: { _ in .timeImplausible("2026-03-02T10:01") }),
    Row(ticket("P001", "08:00"), refused: { .stage($0, .proposed) }),
    Row({ .void($0, paper: "P001", reason: "x") }, refused: { .stage($0, .proposed) }),
    Row(
      { .close($0, endedAt: .at("10:00"), pads: "", forms: "") }, refused: { .stage($0, .proposed) }
    ),
  ]

  @Test(arguments: [
    ("2026-03-02T10:00", true), ("2026-03-02T10:01", false), ("2026-01-30T00:00", true),
    ("2026-01-29T23:59", false),
  ])
  func `it began before now, and not more than a month ago`(start: String, isPlausible: Bool) {
    var day = HallOnPaper(at: "2026-03-02T10:00")
    let time = CivilMoment(start).unsafelyExpected
    let command = IncidentCommand.propose(cause: .other, affected: [.lookup], startedAt: time)
    let isDone = (try? day.ask(.incident(command))) != nil
    #expect(isDone == isPlausible)
  }

  @Test func `a pad number waits on its own day only, but is recorded on any`() throws {
    var (day, id) = try Self.open()
    day.now = .at("2026-03-03T08:00")
    #expect(
      throws: Refusal.incident(
        .notWaitingToday(label: "P007", day: CivilDate("2026-03-02").unsafelyExpected))
    ) {
      try day.ask(.incident(Self.ticket("P007", "09:00")(id)))
    }
    let events = try day.ask(.incident(Self.visit("P007", "09:00", "09:05", "09:10")(id)))
    guard case .incident(.ticketRecorded(let recorded)) = events.first else {
      Issue.record("nothing recorded")
      return
    }
    #expect(recorded.day.description == "2026-03-02")
    #expect(day.hall.visit(labelled: "P007") == nil, "of yesterday")
  }

  @Test func `a form is used once, whatever the incident`() throws {
    var (day, id) = try Self.open()
    try day.ask(.incident(.enterForm(id, .form("SC-0007", "2026-03-02T09:00"))))
    try day.ask(.incident(.close(id, endedAt: .at("10:00"), pads: "2-3", forms: "7-8")))
    let other = try day.incident(from: "10:00")
    for number in ["SC-0007", "SC-0008"] {
      #expect(throws: Refusal.incident(.paperOfEarlierIncident(number))) {
        try day.ask(.incident(.enterForm(other, .form(number, "2026-03-02T10:00"))))
      }
    }
    #expect(throws: Refusal.incident(.paperOfEarlierIncident("SC-0007"))) {
      try day.ask(.incident(.declare(other, pads: "", forms: "1-9")))
    }
  }

  // MARK: -

  struct Row: Sendable, CustomTestStringConvertible {
    var command: @Sendable (IncidentID) -> IncidentCommand
    var refusal: (@Sendable (IncidentID) -> Refusal)?

    init(_ command: @escaping @Sendable (IncidentID) -> IncidentCommand) { self.command = command }
    init(_ command: IncidentCommand) { self.command = { _ in command } }

    init(
      _ command: @escaping @Sendable (IncidentID) -> IncidentCommand,
      refused: @escaping @Sendable (IncidentID) -> IncidentRefusal
    ) {
      self.command = command
      refusal = { .incident(refused($0)) }
    }

    init(
      _ command: IncidentCommand, refused: @escaping @Sendable (IncidentID) -> IncidentRefusal
    ) {
      self.init({ _ in command }, refused: refused)
    }

    init(
      _ command: @escaping @Sendable (IncidentID) -> IncidentCommand, otherwise refusal: Refusal
    ) {
      self.command = command
      self.refusal = { _ in refusal }
    }

    var testDescription: String { "\(command(IncidentID(1)))" }
  }

  private static func check(_ row: Row, _ day: inout HallOnPaper, _ id: IncidentID) {
    let before = day.hall
    do throws(Refusal) {
      try day.ask(.incident(row.command(id)))
      #expect(row.refusal == nil, "should have been refused")
    } catch {
      #expect(error == row.refusal?(id))
      #expect(day.hall == before)
    }
  }

  private static func ticket(_ number: String, _ time: String, _ errand: ErrandID = "dat-dai")
    -> @Sendable (IncidentID) -> IncidentCommand
  {
    { .enterTicket($0, number: number, errand: errand, handedOut: .at(time)) }
  }

  private static func visit(
    _ number: String, _ handedOut: String, _ from: String, _ to: String, at counter: CounterID = "1"
  ) -> @Sendable (IncidentID) -> IncidentCommand {
    {
      .enterVisit(
        $0, number: number, errand: "dat-dai", handedOut: .at(handedOut), .at(counter, from, to))
    }
  }
}
