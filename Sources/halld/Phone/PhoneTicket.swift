internal import Dossiers
internal import Store
internal import Ticketing

/// A number as its owner is told of it, on the page and in JSON: where it stands, nothing personal.
struct PhoneTicket: Sendable {
  let number: String
  let errand: ErrandID
  let errandName: BilingualName
  let domain: DomainID
  /// `waiting`, `called`, … as the contract names them.
  let state: String
  let ahead: Int?
  let estimatedWaitSeconds: Int?
  let counter: (id: CounterID, name: BilingualName)?
  let day: CivilDate
  /// Until when a missed number may come back.
  let returnUntil: Moment?
  let asOf: Moment

  var isOver: Bool { ["done", "cancelled", "expired"].contains(state) }

  /// - Throws: `ticketLinkUnknown` when the hall has no such number.
  static func find(_ ticket: TicketID, _ exchange: Exchange) async throws -> PhoneTicket {
    let now = exchange.now
    let (visit, estimate, plan) = try await exchange.web.store.view { hall, plan in
      (hall.visit(ticket), hall.estimate(for: ticket, at: now, plan: plan), plan)
    }
    guard let visit else { return try earlier(ticket, exchange, plan, now) }
    let returnUntil: Moment? =
      if case .missed(let until) = visit.state { until } else { nil }
    return PhoneTicket(
      number: visit.label, errand: visit.errand, errandName: plan.name(of: visit.errand),
      domain: visit.domain, state: visit.state.name, ahead: estimate?.ahead,
      estimatedWaitSeconds: estimate?.seconds,
      counter: visit.state.counter.map { ($0, plan.name(of: $0)) }, day: visit.day,
      returnUntil: returnUntil, asOf: now)
  }

  /// A number of an earlier day is no longer in the hall; its row says how it ended.
  private static func earlier(
    _ ticket: TicketID, _ exchange: Exchange, _ plan: HallPlan, _ now: Moment
  ) throws -> PhoneTicket {
    guard let row = try exchange.web.store.ticket(ticket) else { throw Problem.ticketLinkUnknown }
    return PhoneTicket(
      number: row.label, errand: row.errand, errandName: plan.name(of: row.errand),
      domain: row.domain,
      state: ["done", "cancelled"].contains(row.state) ? row.state : "expired",
      ahead: nil, estimatedWaitSeconds: nil, counter: nil, day: row.day, returnUntil: nil,
      asOf: now)
  }
}

extension JSONText {
  mutating func ticket(_ ticket: PhoneTicket) {
    put("number", ticket.number)
    put("errand", ticket.errand.rawValue)
    put("errandName", ticket.errandName)
    put("domain", ticket.domain.rawValue)
    put("state", ticket.state)
    put("ahead", ticket.ahead)
    put("estimatedWaitSeconds", ticket.estimatedWaitSeconds)
    if let counter = ticket.counter {
      object("counter") { text in
        text.put("id", counter.id.rawValue)
        text.put("name", counter.name)
      }
    } else {
      null("counter")
    }
    put("day", ticket.day.description)
    put("returnUntil", ticket.returnUntil?.rfc3339)
    put("asOf", ticket.asOf.rfc3339)
  }
}
