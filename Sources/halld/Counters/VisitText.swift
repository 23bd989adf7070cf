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
    put("priorityId", visit.priority?.rawValue)
    put("priorityConfirmed", visit.isPriorityConfirmed)
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

  /// Since when a visitor is at the counter, and how long they had waited for it.
  mutating func callMembers(_ visit: Visit, at now: Moment) {
    put("calledAt", visit.calledAt?.rfc3339)
    if case .serving(_, let since) = visit.state {
      put("servingSince", since.rfc3339)
    } else {
      null("servingSince")
    }
    put("backTo", visit.backTo?.rawValue)
    put("waitedSeconds", max(0, (visit.calledAt ?? now).seconds(since: visit.issuedAt)))
  }

  /// When a parked visitor is called again, or until when one who missed the calls may come back.
  private mutating func next(_ state: VisitState) {
    switch state {
    case .parked(_, let next?): put("until", next.rfc3339)
    case .missed(let until): put("until", until.rfc3339)
    default: null("until")
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
      text.put("calls", visit.calls)
      text.next(visit.state)
      text.put("why", why)
    }
  }
}

extension HallPlan {
  func priorityName(_ id: PriorityID) -> BilingualName {
    priority(id)?.name ?? BilingualName(vi: id.rawValue, en: id.rawValue)
  }
}
