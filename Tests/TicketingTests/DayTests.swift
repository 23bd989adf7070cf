import Dossiers
import Testing

@testable import Ticketing

@Suite struct `The service day` {
  /// Monday 2 March 2026 in Lai Châu: 07:30–11:30, 13:30–17:00; numbers from 07:00 to 16:30.
  @Test(arguments: [
    ("2026-03-02T06:59:59", Refusal.beforeTickets(from: .of("07:00"))),
    ("2026-03-02T07:00", nil),
    ("2026-03-02T11:29", nil),
    ("2026-03-02T12:30", nil),
    ("2026-03-02T16:29:59", nil),
    (
      "2026-03-02T16:30",
      .afterLastTicket(last: .of("16:30"), next: CivilMoment("2026-03-03T07:30"))
    ),
    (
      "2026-03-06T16:45",
      .afterLastTicket(last: .of("16:30"), next: CivilMoment("2026-03-09T07:30"))
    ),
    ("2026-03-07T09:00", .closedToday(.on("2026-03-07"))),
    ("2026-03-10T09:00", .closedToday(.on("2026-03-10"))),
    ("2026-03-14T09:00", nil),
  ])
  func `LC 5, P-6 · numbers are given from before opening until before closing`(
    at: String, refusal: Refusal?
  ) {
    let plan = HallPlan.laiChau.with {
      $0.calendar.holidays = [.on("2026-03-10")]
      $0.calendar.makeUpDays = [.on("2026-03-14")]
    }
    var day = HallOnPaper(plan: plan, at: at)
    do {
      try day.issue()
      #expect(refusal == nil, "a number was given at \(at)")
    } catch {
      #expect(error == refusal)
    }
  }

  @Test func `P-7 · numbers are kept over lunch and called in their order afterwards`() throws {
    var day = HallOnPaper(at: "2026-03-02T11:20")
    try day.issue()
    day.now = .at("2026-03-02T13:31")
    try day.issue()
    try day.open("1")
    #expect(try day.next() == "A001")
  }

  @Test func `P-8 · those inside at closing are served for the grace, then numbers expire`() throws
  {
    var day = HallOnPaper(at: "2026-03-02T16:20")
    try day.issue()
    try day.issue()
    try day.issue()
    try day.open("1")
    try day.next()
    day.now = .at("2026-03-02T17:20")
    try day.ask(.finish("1", .done))
    #expect(try day.next() == "A002", "still inside")
    day.now = .at("2026-03-02T18:00")
    day.passTime()
    #expect(day.state("A003") == "expired")
    #expect(day.state("A002") == "called", "whoever is at a counter is served")
    try day.ask(.finish("1", .done))
    #expect(try day.ask(.callNext("1")).isEmpty)
  }

  @Test func `P-8 · without service for those inside, numbers expire at closing`() throws {
    var day = HallOnPaper(
      plan: .laiChau.with { $0.rules.serveThoseInside = false }, at: "2026-03-02T16:20")
    try day.issue()
    day.now = .at("2026-03-02T17:00")
    day.passTime()
    #expect(day.state("A001") == "expired")
  }

  @Test func `the next day begins again with its first number and closed counters`() throws {
    var day = HallOnPaper()
    try day.issue()
    try day.open("1")
    day.now = .at("2026-03-03T07:45")
    #expect(try day.issue().label == "A001")
    #expect(day.hall.day == .on("2026-03-03"))
    #expect(day.hall.counter("1").duty == .closed)
    #expect(day.hall.visits.count == 1)
  }

  @Test func `a hall that never closes turns over at midnight with its counters open`() throws {
    var day = HallOnPaper(plan: .alwaysOpen, at: "2026-03-02T23:59")
    try day.issue()
    try day.issue()
    try day.open("1")
    try day.next()
    day.now = .at("2026-03-03T00:01")
    day.passTime()
    #expect(day.hall.counter("1").duty == .open)
    #expect(day.hall.board(at: day.now, plan: day.plan).windows[0].label == "A001")
    let fresh = try day.issue()
    #expect(fresh.label == "A001", "a new day, a new first number")
    try day.ask(.finish("1", .done))
    let visit = day.hall.visits.values.first { $0.day == .on("2026-03-02") }
    #expect(visit?.state == .done(.done), "a number taken before midnight keeps its day")
  }

  @Test func `a number left at a counter is kept over one night, then it is over, and said so`()
    throws
  {
    var day = HallOnPaper()
    try day.issue()
    try day.open("1")
    try day.next()
    day.now = .at("2026-03-02T18:00")
    day.passTime()
    day.now = .at("2026-03-03T07:45")
    day.passTime()
    #expect(day.hall.counter("1").current == TicketID(2), "whoever is at a counter is served")
    day.now = .at("2026-03-03T18:00")
    day.passTime()
    #expect(day.hall.visits[TicketID(2)]?.state == .expired)
    #expect(day.hall.counter("1") == CounterStatus())
    day.now = .at("2026-03-04T07:45")
    day.passTime()
    #expect(day.hall.visits.isEmpty)
  }

  @Test func `slips nobody waits for any more are given up at the day's end`() throws {
    var day = HallOnPaper()
    try day.issue()
    #expect(day.hall.queuedSlips().map(\.id) == [JobID(2)])
    day.now = .at("2026-03-02T18:00")
    day.passTime()
    #expect(day.hall.jobs.isEmpty)
    #expect(
      day.log.contains {
        $0.event == .slipMoved(SlipMoved(job: JobID(2), progress: .failed(reason: "day-over")))
      })
  }

  @Test func `time that runs back opens no day again`() throws {
    var day = HallOnPaper()
    try day.issue()
    day.now = .at("2026-03-01T23:00")
    day.passTime()
    #expect(day.hall.day == .on("2026-03-02"))
  }
}

@Suite struct `The estimated wait` {
  @Test func `P-14 · process minutes first, then what the day has shown`() throws {
    var day = HallOnPaper()
    for _ in 1...4 { try day.issue() }
    try day.open("1")
    // 30 s to call, 4 * 600 and half a visit with priority before the free counter is free again;
    // and what four of five need above that, as long as only the chart speaks.
    #expect(estimate(day)?.seconds == 3_629)
    for _ in 1...5 {
      try day.issue()
      try day.next()
      try day.ask(.start("1"))
      day.wait(seconds: 120)
      try day.ask(.finish("1", .done))
    }
    #expect(estimate(day)?.ahead == 4)
    // Five visits of 120 s leave little doubt: 30 s to call, 4 * 120 and a share of a visit.
    #expect(estimate(day)?.seconds == 542)
  }

  @Test func `two open counters more than halve it, and a shared one gives its share`() throws {
    var day = HallOnPaper()
    for _ in 1...4 { try day.issue() }
    try day.open("1", "2")
    // Counter 2 also serves civil status, where nobody waits: 1 + 5/5 servers.
    #expect(estimate(day)?.seconds == 1_472)
    for _ in 1...3 { try day.issue("ho-tich") }
    // 5 of the 8 (4 + the asker + 3) would be for land: 1 + 0.62 servers.
    #expect(estimate(day)?.seconds == 1_993)
  }

  @Test(
    arguments: [
      ("2026-03-02T10:00", 3, 2_814, nil, nil),
      ("2026-03-02T11:20", 3, 10_014, WaitEstimate.Warning.lunch, "13:30"),
      ("2026-03-02T12:00", 1, 6_538, .lunch, "13:30"),
      ("2026-03-02T07:10", 2, 3_186, nil, nil),
      ("2026-03-02T16:10", 6, nil, .closing, nil),
    ] as [(String, Int, Int?, WaitEstimate.Warning?, String?)])
  func `it says when lunch or closing comes between`(
    at: String, ahead: Int, seconds: Int?, warning: WaitEstimate.Warning?, resumes: String?
  ) throws {
    let plan = HallPlan.laiChau.with { $0.counters.removeAll { $0.id == "2" } }
    var day = HallOnPaper(plan: plan, at: at)
    for _ in 0..<ahead { try day.issue() }
    let estimate = try #require(self.estimate(day))
    #expect(estimate.seconds == seconds)
    #expect(estimate.warning == warning)
    #expect(estimate.resumesAt?.description == resumes)
  }

  @Test func `people waiting at a line without an open counter raise an alarm`() throws {
    var day = HallOnPaper()
    try day.issue("ho-tich")
    try day.open("1")
    let alarms = day.hall.board(at: day.now, plan: day.plan).lines.filter(\.isUnattended)
    #expect(alarms.map(\.line) == ["ho-tich"])
    try day.open("2")
    let open = day.hall.board(at: day.now, plan: day.plan).lines.filter(\.isUnattended)
    #expect(open.isEmpty)
  }

  private func estimate(_ day: HallOnPaper) -> WaitEstimate? {
    day.plan.errand("dat-dai").map { day.hall.estimate(for: $0, at: day.now, plan: day.plan) }
  }
}

extension CivilTime {
  static func of(_ text: String) -> CivilTime { CivilTime(text).unsafelyExpected }
}
