import Dossiers
import Testing
import Ticketing

@testable import halld

/// What the paper of a ticket says, from the hall itself.
@Suite struct `SlipComposer · what the paper says` {
  @Test func `an ordinary slip tells errand, counter, people ahead and the wait`() throws {
    var hall = try OpenHall(at: "2026-03-02T08:00")
    _ = try hall.issue()
    let job = try hall.issue()
    let facts = try #require(hall.facts(of: job))
    #expect(facts.number == "A002")
    #expect(facts.errand == BilingualName(vi: "Nộp hồ sơ", en: "File a dossier"))
    #expect(facts.domain == BilingualName(vi: "Đất đai", en: "Land"))
    #expect(facts.place == "1, 2")
    #expect(facts.ahead == 1)
    #expect(facts.waitMinutes == 4)
    #expect(facts.callableFrom == nil)
    #expect(facts.reprintOf == nil)
    #expect(facts.code?.payload == "2-token")
  }

  @Test func `P-7 · a number that lunch will overtake says from when it is called`() throws {
    var hall = try OpenHall(at: "2026-03-02T11:20")
    for _ in 1...4 { _ = try hall.issue() }
    let job = try hall.issue()
    let facts = try #require(hall.facts(of: job))
    #expect(facts.callableFrom == CivilTime(hour: 13, minute: 30))
  }

  @Test func `a second paper carries the time of the first`() throws {
    var hall = try OpenHall(at: "2026-03-02T08:00")
    let first = try hall.issue()
    hall.now = hall.now.adding(seconds: 600)
    let second = try hall.reprint(first.ticket)
    let facts = try #require(hall.facts(of: second))
    #expect(facts.reprintOf?.description == "2026-03-02T08:00")
    #expect(facts.number == "A001")
  }

  @Test func `the address stands in the code only when the centre has one`() throws {
    var hall = try OpenHall(at: "2026-03-02T08:00")
    let job = try hall.issue()
    let facts = hall.facts(of: job, by: SlipComposer(publicURL: "https://hall.example"))
    #expect(facts?.code?.payload == "https://hall.example/t/1-token")
  }

  @Test func `a ticket that is over gets no paper`() throws {
    var hall = try OpenHall(at: "2026-03-02T08:00")
    let job = try hall.issue()
    try hall.ask(.cancel(job.ticket, by: .citizen))
    #expect(hall.facts(of: job) == nil)
  }
}

/// A hall with one domain and two counters, moved by commands alone.
private struct OpenHall {
  var hall = Hall()
  var now: Moment
  var count: Int64 = 0
  let plan: HallPlan

  init(at text: String) throws {
    let civil = try #require(CivilMoment(text))
    now = Moment(civil, utcOffsetSeconds: 25_200)
    let sessions = ["07:30-11:30", "13:30-17:00"].compactMap { Session($0) }
    let week = try #require(WeekPattern(mondayToFriday: sessions))
    let name = BilingualName(vi: "Đất đai", en: "Land")
    plan = HallPlan(
      centre: BilingualName(vi: "Trung tâm", en: "Centre"),
      domains: [
        Domain(id: "dat-dai", name: name, series: NumberSeries(prefix: "A", last: 999))
      ],
      errands: [
        Errand(
          id: "nop", domain: "dat-dai", kind: .file,
          name: BilingualName(vi: "Nộp hồ sơ", en: "File a dossier"), processMinutes: 10)
      ],
      counters: (1...2).map {
        Counter(
          id: CounterID("\($0)"), name: BilingualName(vi: "Quầy \($0)", en: "Counter \($0)"),
          serves: ["dat-dai"])
      }, calendar: OfficeCalendar(working: week, transactions: week))
    for _ in 0..<10 where hall.isDue(at: now, plan: plan) {
      record(try hall.decide(.timePasses, by: .system, at: now, plan: plan))
    }
    // Numbers of tickets and of this log begin together.
    count = 0
  }

  mutating func ask(_ command: HallCommand) throws {
    record(try hall.decide(command, by: .system, at: now, plan: plan))
  }

  mutating func issue() throws -> PrintJob {
    try ask(.issue(TicketRequest(errand: "nop")))
    return try #require(hall.jobs[JobID(count)])
  }

  mutating func reprint(_ ticket: TicketID) throws -> PrintJob {
    try ask(.reprint(ticket))
    return try #require(hall.jobs[JobID(count)])
  }

  func facts(of job: PrintJob, by composer: SlipComposer = SlipComposer()) -> TicketSlip.Facts? {
    composer.facts(for: job, in: hall, plan: plan, token: "\(job.ticket)-token", at: now)
  }

  private mutating func record(_ events: [HallEvent]) {
    for event in events {
      count += 1
      hall.apply(
        RecordedEvent(
          id: count, at: now, day: hall.day ?? now.date, actor: .system, event: event))
    }
  }
}
