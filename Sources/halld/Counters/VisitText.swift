internal import Dossiers
internal import Ticketing

extension JSONText {
  /// A ticket as staff see it.
  mutating func visit(_ visit: Visit, _ plan: HallPlan) {
    object { $0.visitMembers(visit, plan) }
  }

  mutating func visitMembers(_ visit: Visit, _ plan: HallPlan) {
    put("id", visit.id.description)
    put("number", visit.label)
    put("errand", visit.errand.rawValue)
    put("errandName", plan.name(of: visit.errand))
    put("domain", visit.domain.rawValue)
    put("state", visit.state.name)
    put("counter", visit.state.counter?.rawValue)
    put("priority", visit.priority.map { plan.priorityName($0) })
    put("origin", visit.origin.rawValue)
    put("issuedAt", visit.issuedAt.rfc3339)
    put("calls", visit.calls)
    list("stops", visit.stops) { text, stop in
      text.object { text in
        text.put("errand", stop.errand.rawValue)
        text.put("counter", stop.counter.rawValue)
        text.put("outcome", stop.outcome.rawValue)
      }
    }
  }

  /// Somebody in a list of the counter's console.
  mutating func waiting(_ visit: Visit, why: BilingualName?, at now: Moment, _ plan: HallPlan) {
    object { text in
      text.put("id", visit.id.description)
      text.put("number", visit.label)
      text.put("errand", visit.errand.rawValue)
      text.put("errandName", plan.name(of: visit.errand))
      text.put("waitedSeconds", max(0, now.seconds(since: visit.issuedAt)))
      text.put("priority", visit.priority.map { plan.priorityName($0) })
      text.put("origin", visit.origin.rawValue)
      text.put("why", why)
    }
  }
}

extension HallPlan {
  func priorityName(_ id: PriorityID) -> BilingualName {
    priority(id)?.name ?? BilingualName(vi: id.rawValue, en: id.rawValue)
  }
}
