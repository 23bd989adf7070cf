import Dossiers
import Testing

@testable import Ticketing

/// A hall that lives in a test: a plan, a clock turned by hand, and the log so far.
struct HallOnPaper {
  var hall = Hall()
  var plan: HallPlan
  var now: Moment
  var log: [RecordedEvent] = []

  /// Opens on Monday 2 March 2026 at eight o'clock unless told otherwise.
  init(plan: HallPlan = .laiChau, at time: String = "2026-03-02T08:00") {
    self.plan = plan
    now = .at(time)
    passTime()
  }

  @discardableResult
  mutating func ask(_ command: HallCommand, by actor: Actor = .test) throws(Refusal)
    -> [HallEvent]
  {
    passTime()
    let events = try hall.decide(command, by: actor, at: now, plan: plan)
    record(events, at: command.occurredAt(now: now), by: actor)
    return events
  }

  /// What time alone brings about now.
  mutating func passTime() {
    for _ in 0..<100 where hall.isDue(at: now, plan: plan) {
      record(hall.decideTime(at: now, plan: plan), at: now, by: .system)
    }
  }

  mutating func wait(seconds: Int) {
    now = now.adding(seconds: seconds)
    passTime()
  }

  mutating func record(_ events: [HallEvent], at moment: Moment, by actor: Actor) {
    for event in events {
      let recorded = RecordedEvent(
        id: Int64(log.count + 1), at: moment, day: hall.day ?? moment.date, actor: actor,
        event: event)
      hall.apply(recorded)
      log.append(recorded)
    }
  }

  // The sentences of a hall's day.

  @discardableResult
  mutating func issue(_ errand: ErrandID = "dat-dai", priority: PriorityID? = nil)
    throws(Refusal) -> Visit
  {
    try ask(.issue(TicketRequest(errand: errand, priority: priority)))
    return hall.visits[TicketID(Int64(log.count))].unsafelyExpected
  }

  @discardableResult
  mutating func next(_ counter: CounterID = "1") throws(Refusal) -> String? {
    try ask(.callNext(counter))
    return hall.counter(counter).current.flatMap { hall.visit($0)?.label }
  }

  mutating func open(_ counters: CounterID...) throws(Refusal) {
    for counter in counters {
      try ask(.openCounter(counter, officer: "officer-\(counter)"))
    }
  }

  func state(_ label: String) -> String { hall.visit(labelled: label)?.state.name ?? "none" }
}

extension Optional {
  /// The value, or a stop that names the broken test rather than a crash without a sentence.
  var unsafelyExpected: Wrapped {
    guard let self else { preconditionFailure("the test expected a value here") }
    return self
  }
}

extension Ticketing.Actor {
  static let test = Actor("test")
}

extension Moment {
  static func at(_ text: String) -> Moment {
    Moment(CivilMoment(text).unsafelyExpected, utcOffsetSeconds: 25_200)
  }
}

extension HallPlan {
  /// Two domains, three counters and Lai Châu's hours (LC 5).
  static var laiChau: HallPlan {
    let sessions = [Session("07:30-11:30"), Session("13:30-17:00")].compactMap { $0 }
    let week = WeekPattern(mondayToFriday: sessions).unsafelyExpected
    return HallPlan(
      centre: BilingualName(vi: "Trung tâm thử", en: "Test centre"),
      domains: [
        Domain(
          id: "dat-dai", name: BilingualName(vi: "Đất đai", en: "Land"),
          series: NumberSeries(prefix: "A", first: 1, last: 999)),
        Domain(
          id: "ho-tich", name: BilingualName(vi: "Hộ tịch", en: "Civil status"),
          series: NumberSeries(prefix: "B", first: 1, last: 3)),
      ],
      errands: [
        Errand(
          id: "dat-dai", domain: "dat-dai", kind: .file,
          name: BilingualName(vi: "Nộp hồ sơ", en: "File a dossier"), processMinutes: 10),
        Errand(
          id: "dat-dai-nop-phi", domain: "dat-dai", kind: .pay,
          name: BilingualName(vi: "Nộp phí", en: "Pay a fee"), line: "thu-phi",
          processMinutes: 9),
        Errand(
          id: "ho-tich", domain: "ho-tich", kind: .file,
          name: BilingualName(vi: "Nộp hồ sơ", en: "File a dossier"), processMinutes: 6),
      ],
      counters: [
        Counter(id: "1", name: BilingualName(vi: "Quầy 1", en: "Counter 1"), serves: ["dat-dai"]),
        Counter(
          id: "2", name: BilingualName(vi: "Quầy 2", en: "Counter 2"),
          serves: ["dat-dai", "ho-tich"]),
        Counter(id: "3", name: BilingualName(vi: "Thu phí", en: "Fees"), serves: ["thu-phi"]),
      ],
      priorities: [
        PriorityClass(id: "elderly", name: BilingualName(vi: "Người cao tuổi", en: "Elderly")),
        PriorityClass(
          id: "merit", name: BilingualName(vi: "Người có công", en: "Merit"), weight: 2),
      ],
      calendar: OfficeCalendar(working: week, transactions: week))
  }

  static var alwaysOpen: HallPlan {
    var plan = laiChau
    plan.calendar = .alwaysOpen
    return plan
  }

  func with(_ change: (inout HallPlan) -> Void) -> HallPlan {
    var plan = self
    change(&plan)
    return plan
  }
}
