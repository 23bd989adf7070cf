internal import Dossiers
internal import Ticketing

/// Who waits and who is served for one errand, now.
struct ErrandNow: Sendable {
  let errand: Errand
  var waiting = 0
  var longestSeconds = 0
  var serving = 0

  /// Those that somebody has come for, in the order of the configuration.
  static func all(_ hall: Hall, _ plan: HallPlan, at now: Moment) -> [ErrandNow] {
    var counted: [ErrandID: ErrandNow] = [:]
    for visit in hall.visits.values {
      guard let errand = plan.errand(visit.errand) else { continue }
      switch visit.state {
      case .waiting:
        var one = counted[errand.id] ?? ErrandNow(errand: errand)
        one.waiting += 1
        one.longestSeconds = max(one.longestSeconds, now.seconds(since: visit.queuedAt))
        counted[errand.id] = one
      case .called, .serving: counted[errand.id, default: ErrandNow(errand: errand)].serving += 1
      default: break
      }
    }
    return plan.errands.compactMap { counted[$0.id] }
  }
}

/// A counter as supervision sees it: what it does, since when, and who waits for it.
struct CounterNow: Sendable {
  let window: BoardView.Window
  let waiting: Int
  /// Since when nothing has been done at it.
  let since: Moment?
  let quietSeconds: Int?
  let standsStill: Bool
  /// A pause whose end has been told and is over.
  let isLate: Bool
  /// What supervision has set here for today; `nil` where configuration holds.
  let arrangement: Arrangement?
  let substitutions: [Substitution]

  init(_ window: BoardView.Window, _ hall: Hall, _ plan: HallPlan, at now: Moment) {
    self.window = window
    waiting = hall.waitingCount(at: window.counter, plan: plan)
    arrangement = hall.arrangements[window.counter]
    substitutions = hall.substitutions.filter { $0.counter == window.counter }
    since = window.duty == .closed ? nil : hall.counter(window.counter).since
    let quiet = since.map { max(0, now.seconds(since: $0)) }
    quietSeconds = quiet
    standsStill =
      window.duty == .open && window.label == nil && waiting > 0
      && (quiet ?? 0) >= SupervisionRoutes.stillAfterSeconds
    if case .paused(_, let back?) = window.duty, let end = CivilTime(back) {
      isLate = end < now.time
    } else {
      isLate = false
    }
  }
}

extension JSONText {
  mutating func errand(_ now: ErrandNow, _ plan: HallPlan) {
    object { text in
      text.put("id", now.errand.id.rawValue)
      text.put("name", now.errand.name)
      text.put("domain", now.errand.domain.rawValue)
      text.put("waiting", now.waiting)
      text.put("longestWaitSeconds", now.waiting == 0 ? nil : max(0, now.longestSeconds))
      text.put("serving", now.serving)
    }
  }

  mutating func counter(
    _ now: CounterNow, _ work: DayRecord.Work?, _ plan: HallPlan, _ web: WebParts
  ) {
    object { $0.members(of: now, work, plan, web) }
  }

  mutating func members(
    of now: CounterNow, _ work: DayRecord.Work?, _ plan: HallPlan, _ web: WebParts
  ) {
    put("id", now.window.counter.rawValue)
    put("name", plan.name(of: now.window.counter))
    duty(now.window.duty, web.texts)
    officer(now.window.officer.map { web.staff.person($0) })
    put("number", now.window.label)
    put("serving", now.window.serving)
    put("waiting", now.waiting)
    put("since", now.since?.rfc3339)
    put("quietSeconds", now.quietSeconds)
    put("standsStill", now.standsStill)
    put("late", now.isLate)
    put("called", work?.called ?? 0)
    put("served", work?.services ?? 0)
    put("averageServingSeconds", work?.averageServingSeconds)
    list("lines", now.window.lines) { $0.line($1, plan) }
    set("rotation", now.arrangement?.rotation, plan, web)
    set("surge", now.arrangement?.surge, plan, web)
    list("substitutions", now.substitutions) { text, one in
      text.object { text in
        text.put("officer", web.staff.person(one.officer).name)
        text.put("account", one.substitute)
        text.put("substitute", web.staff.person(one.substitute).name)
        text.put("by", web.staff.author(one.by))
        text.put("since", one.since.rfc3339)
      }
    }
  }

  private mutating func line(_ line: LineID, _ plan: HallPlan) {
    object { text in
      text.put("id", line.rawValue)
      text.put("name", plan.name(of: line))
    }
  }

  /// What was set by whom and when; it holds until the day ends.
  private mutating func set(
    _ name: StaticString, _ set: LinesToday?, _ plan: HallPlan, _ web: WebParts
  ) {
    guard let set else { return null(name) }
    object(name) { text in
      text.list("lines", set.lines) { $0.line($1, plan) }
      text.put("by", web.staff.author(set.by))
      text.put("since", set.since.rfc3339)
    }
  }
}
