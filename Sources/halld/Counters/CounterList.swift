internal import Dossiers
internal import Drivers
internal import Hummingbird
internal import Store
internal import Ticketing

/// Who waits at a counter, in the order in which it will call them, and why in that order.
enum CounterList {
  /// As many as an officer looks at.
  private static let shown = 20

  private struct Found: Sendable {
    var plan: HallPlan
    var current: Visit?
    var next: [(visit: Visit, why: NextVisitor.Reason)] = []
    var parked: [Visit] = []
    var missed: [Visit] = []
    var count = 0
  }

  static func answer(_ exchange: Exchange) async throws -> Response {
    try exchange.noQuery()
    let counter = CounterID(exchange.parameter("id"))
    let staff = try exchange.signedIn()
    guard exchange.web.plan.counter(counter) != nil else { throw Refusal.unknownCounter(counter) }
    if RoleTable.isBoundToCounters(staff.role) { try staff.mayWork(at: counter) }
    let now = exchange.now
    let found = try await exchange.web.store.view { hall, plan in find(counter, hall, plan, now) }
    let texts = exchange.web.texts
    let plan = found.plan
    return Answer.json { text in
      text.put("counter", counter.rawValue)
      if let current = found.current {
        text.object("current") { text in
          text.visitMembers(current, plan)
          text.callMembers(current, at: now)
          text.put("why", current.turn.map { texts.sentence("turn-\($0.rawValue)") })
        }
      } else {
        text.null("current")
      }
      text.list("next", found.next) { text, next in
        text.waiting(
          next.visit, why: texts.sentence("why-\(next.why.rawValue)"), at: now, plan)
      }
      text.list("parked", found.parked) { $0.waiting($1, why: nil, at: now, plan) }
      text.list("missed", found.missed) { $0.waiting($1, why: nil, at: now, plan) }
      text.put("waitingCount", found.count)
      text.put("maxCalls", plan.rules.maxCalls)
      text.put("asOf", now.rfc3339)
      text.list("printers", exchange.web.printing.needy()) { text, printer in
        text.object { text in
          text.put("id", printer.id)
          text.put("place", exchange.web.printing.place(printer.id))
          text.put("state", printer.state.rawValue)
          text.put(
            "trouble", texts.sentence("printer-\(printer.trouble ?? printer.state.rawValue)"))
        }
      }
    }
  }

  private static func find(
    _ counter: CounterID, _ hall: Hall, _ plan: HallPlan, _ now: Moment
  ) -> Found {
    var found = Found(plan: plan)
    found.current = hall.counter(counter).current.flatMap { hall.visit($0) }
    found.next = hall.waiting(at: counter, limit: shown, plan: plan).compactMap { next in
      hall.visit(next.ticket).map { ($0, next.reason) }
    }
    found.count = hall.waitingCount(at: counter, plan: plan)
    let lines = Set(hall.lines(of: counter, on: hall.day ?? now.date, plan: plan))
    for id in hall.awaited {
      guard let visit = hall.visit(id) else { continue }
      switch visit.state {
      case .parked(counter, _): found.parked.append(visit)
      case .missed where lines.contains(visit.line): found.missed.append(visit)
      default: break
      }
    }
    return found
  }
}
