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

  init(_ window: BoardView.Window, _ hall: Hall, _ plan: HallPlan, at now: Moment) {
    self.window = window
    waiting = hall.waitingCount(at: window.counter, plan: plan)
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
    object { text in
      text.put("id", now.window.counter.rawValue)
      text.put("name", plan.name(of: now.window.counter))
      text.duty(now.window.duty, web.texts)
      text.officer(now.window.officer.map { web.staff.person($0) })
      text.put("number", now.window.label)
      text.put("serving", now.window.serving)
      text.put("waiting", now.waiting)
      text.put("since", now.since?.rfc3339)
      text.put("quietSeconds", now.quietSeconds)
      text.put("standsStill", now.standsStill)
      text.put("late", now.isLate)
      text.put("called", work?.called ?? 0)
      text.put("served", work?.services ?? 0)
      text.put("averageServingSeconds", work?.averageServingSeconds)
    }
  }
}
