import Dossiers
import Testing

@testable import Ticketing

@Suite struct `Numbers` {
  @Test func `P-2 · each domain counts for itself and begins with its first number`() throws {
    var day = HallOnPaper()
    #expect(try day.issue("dat-dai").label == "A001")
    #expect(try day.issue("dat-dai").label == "A002")
    #expect(try day.issue("ho-tich").label == "B001")
    #expect(try day.issue("dat-dai").label == "A003")
  }

  @Test func `a used-up series refuses and says its last number`() throws {
    var day = HallOnPaper()
    for _ in 1...3 { try day.issue("ho-tich") }
    #expect(throws: Refusal.seriesUsedUp(domain: "ho-tich", last: "B003")) {
      try day.issue("ho-tich")
    }
    #expect(try day.issue("dat-dai").label == "A001")
  }

  @Test(arguments: [
    (TicketRequest(errand: "nowhere"), Refusal.unknownErrand("nowhere")),
    (TicketRequest(errand: "dat-dai", priority: "king"), .unknownPriority("king")),
    (TicketRequest(errand: "dat-dai", dossiers: 11), .tooManyDossiers(limit: 10)),
    (TicketRequest(errand: "dat-dai", dossiers: -1), .tooManyDossiers(limit: 10)),
  ])
  func `what cannot be asked for is refused by name`(issue: TicketRequest, refusal: Refusal) {
    var day = HallOnPaper()
    #expect(throws: refusal) { try day.ask(.issue(issue)) }
    #expect(day.hall.visits.isEmpty)
  }

  @Test func `an errand that no counter serves gets no number`() {
    let plan = HallPlan.laiChau.with { $0.counters.removeAll { $0.id == "3" } }
    var day = HallOnPaper(plan: plan)
    #expect(throws: Refusal.nobodyServes(errand: "dat-dai-nop-phi")) {
      try day.issue("dat-dai-nop-phi")
    }
  }

  @Test func `a kiosk rests between two numbers when a cooldown is set, a desk does not`() throws {
    let plan = HallPlan.laiChau.with {
      $0.rules.kioskCooldownSeconds = 5
      $0.rules.cooldownSecondsByKiosk = ["kiosk-2": 0]
    }
    var day = HallOnPaper(plan: plan)
    try day.issue()
    day.wait(seconds: 3)
    #expect(throws: Refusal.kioskCooldown(seconds: 2)) { try day.issue() }
    // The second kiosk has a rest of its own: none.
    try day.ask(.issue(TicketRequest(errand: "dat-dai", station: "kiosk-2")))
    try day.ask(.issue(TicketRequest(errand: "dat-dai", station: "kiosk-2")))
    try day.ask(.issue(TicketRequest(errand: "dat-dai", origin: .reception)))
    day.wait(seconds: 2)
    #expect(try day.issue().label == "A005")
  }

  @Test func `the paper pad has its own series, its own time and no second entry`() throws {
    var day = HallOnPaper()
    try day.issue()
    let out = day.now
    day.wait(seconds: 600)
    try day.issue()
    try day.ask(.enterPad(number: "P007", errand: "dat-dai", at: out.adding(seconds: 60)))
    #expect(day.state("P007") == "waiting")
    // It was handed out before A002 was taken, so it is called before it.
    try day.open("1")
    #expect(try day.next() == "A001")
    try day.ask(.finish("1", .done))
    #expect(try day.next() == "P007")

    #expect(throws: Refusal.padNumberTaken("P007")) {
      try day.ask(.enterPad(number: "P007", errand: "dat-dai", at: out))
    }
    #expect(throws: Refusal.notAPadNumber("A005")) {
      try day.ask(.enterPad(number: "A005", errand: "dat-dai", at: out))
    }
    #expect(throws: Refusal.padTimeImplausible("2026-03-01T08:00")) {
      try day.ask(.enterPad(number: "P008", errand: "dat-dai", at: .at("2026-03-01T08:00")))
    }
  }

  @Test(arguments: [
    ("A", 3, 12, "A012"), ("A", 3, 1_234, "A1234"), ("TP", 1, 7, "TP7"), ("A", 3, 999, "A999"),
  ])
  func `width is a minimum`(prefix: String, width: Int, number: Int, text: String) {
    let series = NumberSeries(prefix: prefix, first: 1, last: 99_999, width: width)
    #expect(series.text(number) == text)
    #expect(series.number(of: text) == number)
  }

  @Test(arguments: ["", "A", "B012", "A-1", "A1_", "A００１", "A0", "A9999999999", "a012"])
  func `text that is no number of the series is none`(text: String) {
    #expect(NumberSeries(prefix: "A", first: 1, last: 999).number(of: text) == nil)
  }
}
