import Dossiers
import Testing

@testable import Ticketing

@Suite struct `An incident` {
  @Test func `LC 3.3 · is proposed by whoever stands there, opened and closed by a leader`()
    throws
  {
    var day = HallOnPaper()
    try day.ask(.incident(.power("07:50")), by: Ticketing.Actor("officer:tung"))
    let id = try #require(day.hall.presentIncident?.id)
    #expect(day.hall.incident(id)?.proposedBy == Ticketing.Actor("officer:tung"))
    try day.ask(.incident(.open(id, startedAt: .at("07:45"))), by: Ticketing.Actor("leader:hoa"))
    #expect(day.hall.incident(id)?.startedAt == .at("07:45"))
    #expect(day.hall.incident(id)?.decidedBy == Ticketing.Actor("leader:hoa"))
    day.wait(seconds: 3_600)
    try day.ask(
      .incident(.close(id, endedAt: .at("08:50"), pads: "P001-P003, 7", forms: "SC-0001")),
      by: Ticketing.Actor("leader:hoa"))
    let incident = try #require(day.hall.incident(id))
    #expect(incident.stage == .closed && incident.missingCount == 5 && !incident.isSettled)
    #expect(incident.missing(.pad) == [1, 2, 3, 7])
    #expect(incident.missing(.form) == [1])
  }

  @Test func `lasts over days, and what is settled is forgotten with its day`() throws {
    var day = HallOnPaper()
    let id = try day.incident(from: "07:50")
    try day.ask(.incident(.void(id, paper: "P001", reason: "rách")))
    day.now = .at("2026-03-03T08:00")
    day.passTime()
    #expect(day.hall.incident(id)?.stage == .open)
    #expect(day.hall.incident(id)?.handled == [.pad: [1: .void]])
    try day.ask(
      .incident(
        .close(id, endedAt: CivilMoment("2026-03-03T07:55").unsafelyExpected, pads: "1", forms: ""))
    )
    #expect(day.hall.incident(id)?.isSettled == true)
    #expect(day.hall.unsettledIncidents.isEmpty)
    day.now = .at("2026-03-04T08:00")
    day.passTime()
    #expect(day.hall.incident(id) == nil)
  }

  @Test func `LC 3.3 · papers not entered are an alarm after the time the hall allows`() throws {
    var day = HallOnPaper()
    let id = try day.incident(from: "07:40")
    try day.ask(.incident(.close(id, endedAt: .at("08:00"), pads: "P001", forms: "")))
    let rules = day.plan.rules
    func isOverdue() -> Bool? { day.hall.incident(id)?.isOverdue(at: day.now, rules: rules) }
    #expect(isOverdue() == false)
    day.wait(seconds: rules.backEntryAlertMinutes * 60)
    #expect(isOverdue() == false)
    day.wait(seconds: 1)
    #expect(isOverdue() == true)
    try day.ask(.incident(.void(id, paper: "P001", reason: "không dùng")))
    #expect(isOverdue() == false)
  }

  @Test func `the line, its estimates and the other numbers do not notice what is entered`() throws
  {
    var day = HallOnPaper()
    try day.open("1")
    let waiting = try day.issue()
    let id = try day.incident(from: "07:40")
    let before = (day.hall.lines, day.hall.paces, day.hall.lastNumbers)
    let visit = IncidentCommand.enterVisit(
      id, number: "P001", errand: "dat-dai", handedOut: .at("07:45"), .at("1", "07:50", "07:58"))
    try day.ask(.incident(visit))
    #expect(day.hall.lines == before.0 && day.hall.paces == before.1)
    #expect(day.hall.lastNumbers == before.2)
    #expect(day.state("P001") == "done")
    #expect(day.hall.ahead(of: waiting.id) == 0)
  }

  @Test func `a number of the machine's served on paper leaves the line as served`() throws {
    var day = HallOnPaper()
    try day.open("1")
    let (first, second) = (try day.issue(), try day.issue())
    day.wait(seconds: 1_800)
    let id = try day.incident(from: "08:05")
    try day.ask(.incident(.enterService(id, ticket: first.id, .at("1", "08:06", "08:20"))))
    #expect(day.state(first.label) == "done")
    #expect(day.hall.ahead(of: second.id) == 0)
    #expect(try day.next("1") == second.label)
  }

  @Test func `a pad number whose holder still waits stands at its place in time`() throws {
    var day = HallOnPaper()
    try day.open("1")
    try day.issue()
    day.wait(seconds: 1_800)
    let id = try day.incident(from: "07:40")
    try day.ask(
      .incident(.enterTicket(id, number: "P004", errand: "dat-dai", handedOut: .at("07:55"))))
    #expect(try day.next("1") == "P004")
    #expect(day.hall.incident(id)?.handled == [.pad: [4: .entered]])
  }

  @Test func `a pad number entered at the desk is a paper of its incident, if there is one`()
    throws
  {
    var day = HallOnPaper(at: "2026-03-02T10:00")
    func pad(_ number: String, _ time: String) -> HallCommand {
      .enterPad(number: number, errand: "dat-dai", at: .at("2026-03-02T\(time)"))
    }
    try day.ask(pad("P001", "08:30"))
    #expect(day.log.last?.event.isPaper == false, "named pad use: the printer was out of paper")
    let id = try day.incident(from: "09:00")
    try day.ask(pad("P002", "08:59"))
    #expect(day.log.last?.event.isPaper == false, "before it began")
    try day.ask(pad("P003", "09:00"))
    #expect(day.hall.incident(id)?.handled == [.pad: [3: .entered]])
    try day.ask(.incident(.void(id, paper: "P004", reason: "rách")))
    #expect(throws: Refusal.incident(.paperVoid("P004"))) { try day.ask(pad("P004", "09:30")) }
    try day.ask(.incident(.close(id, endedAt: .at("09:40"), pads: "P003-P005", forms: "")))
    try day.ask(pad("P006", "09:30"))
    #expect(day.log.last?.event.isPaper == false, "not among its papers")
    try day.ask(pad("P005", "09:30"))
    #expect(day.hall.incident(id)?.isSettled == true)
  }

  @Test func `LC 3.3 · T-10 · a form counts from the real time, entered later or the day after`()
    throws
  {
    for entered in ["2026-03-02T15:40", "2026-03-03T08:00"] {
      var day = HallOnPaper(plan: .withRules, at: "2026-03-02T14:45")
      let id = try day.incident(from: "14:40")
      day.now = .at(entered)
      day.passTime()
      let events = try day.ask(.incident(.enterForm(id, .form("SC-0001", "2026-03-02T14:50"))))
      guard case .dossierAccepted(let accepted)? = events.first else {
        Issue.record("no dossier")
        return
      }
      #expect(accepted.accepted.receivedAt == .at("14:50"))
      #expect(accepted.accepted.code.day.description == "2026-03-02")
      #expect(accepted.accepted.term.dueDate.description == "2026-03-16", "as received, not typed")
      #expect(day.log.last?.at == .at("2026-03-02T14:50"))
      guard case .incident(.paperEntered(let paper)) = events.last else {
        Issue.record("no paper")
        return
      }
      #expect(paper.officer == "tung" && paper.dossier == accepted.accepted.code.text)
    }
  }

  @Test func `an intake dated back at the counter needs an incident`() throws {
    var day = HallOnPaper(plan: .withRules)
    try day.open("1")
    let visit = try day.issue()
    try day.next("1")
    var intake = IntakeFormEntry.form("SC-0001", "2026-03-02T07:59").intake
    #expect(throws: Refusal.incident(.incidentNeeded(receivedAt: "2026-03-02T07:59"))) {
      try day.ask(.intake("1", visit.id, intake))
    }
    intake.receivedAt = .at("08:00")
    try day.ask(.intake("1", visit.id, intake))
  }
}

extension IncidentCommand {
  static func power(_ time: String) -> IncidentCommand {
    .propose(cause: .power, affected: [.calling, .numbers, .calling], startedAt: .at(time))
  }
}

extension HallEvent {
  var isPaper: Bool {
    if case .incident(.paperEntered) = self { true } else { false }
  }
}

extension HallOnPaper {
  /// An open incident that began today at this time.
  mutating func incident(from time: String) throws(Refusal) -> IncidentID {
    try ask(.incident(.power(time)))
    let id = (hall.presentIncident?.id).unsafelyExpected
    try ask(.incident(.open(id, startedAt: nil)))
    return id
  }
}

extension CivilMoment {
  /// A time of Monday 2 March 2026.
  static func at(_ time: String) -> CivilMoment {
    CivilMoment("2026-03-02T\(time)").unsafelyExpected
  }
}

extension PaperService {
  static func at(_ counter: CounterID, _ from: String, _ to: String) -> PaperService {
    PaperService(
      counter: counter, officer: "tung", startedAt: .at(from), finishedAt: .at(to), outcome: .done)
  }
}

extension IntakeFormEntry {
  static func form(_ number: String, _ receivedAt: String, ordinal: Int = 1) -> IntakeFormEntry {
    IntakeFormEntry(
      form: number,
      intake: Intake(
        procedure: Intake.Procedure(id: "dat-dai-cap-doi", days: 10), channel: .counter,
        receivedAt: CivilMoment(receivedAt).unsafelyExpected, code: .given(ordinal: ordinal)),
      counter: "1", officer: "tung")
  }
}

extension HallPlan {
  /// Lai Châu with rules by which dossiers are taken in.
  static var withRules: HallPlan {
    var plan = laiChau
    let since = CivilDate("2017-03-13").unsafelyExpected
    plan.regulations = RegulationBook([
      Regulation(
        id: RegulationID("lai-chau"), centre: "LC",
        name: BilingualName(vi: "Lai Châu", en: "Lai Chau"),
        decision: Decision(number: nil, effectiveFrom: since), calendar: plan.calendar,
        tickets: TicketWindow(minutesBeforeOpening: 30, lastMinutesBeforeClose: 30),
        counting: CountingRule(),
        code: CodeRule(
          source: .hall, unit: "000.00.12.H35",
          pattern: CodePattern("{unit}-{yymmdd}-{ordinal:4}").unsafelyExpected),
        clauses: [
          .countFrom: Clause(citation: "LC 2.9", basis: .regulation, since: since),
          .dueTime: Clause(citation: "BLDS 2015 Điều 148", basis: .law, since: since),
        ])
    ])
    plan.centreCode = "LC"
    return plan
  }
}
