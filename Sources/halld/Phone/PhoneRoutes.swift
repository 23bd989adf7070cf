internal import Dossiers
internal import Drivers
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Store
internal import Ticketing

/// A number on its owner's phone: its place in line, and giving it back.
///
/// Whoever has the token of the slip has the number; nothing else is asked, nothing personal told.
enum PhoneRoutes {
  static let routes = [
    Route(.get, "/api/tickets/{token}", .all, .everyone) { exchange in
      try exchange.noQuery()
      return try await state(try await ticket(exchange), exchange)
    },
    Route(.post, "/api/tickets/{token}/cancel", .all, .everyone) { exchange in
      let ticket = try await ticket(exchange)
      try await exchange.noFields()
      return try await carryOut(.cancel(ticket, by: .citizen), ticket, exchange)
    },
    Route(.post, "/api/tickets/{token}/return", .all, .everyone) { exchange in
      let ticket = try await ticket(exchange)
      try await exchange.noFields()
      return try await carryOut(.comeBack(ticket), ticket, exchange)
    },
    // The slip's code for a screen, when no paper came out.
    Route(.get, "/t/{token}/qr.svg", .all, .everyone) { exchange in
      let ticket = try await ticket(exchange)
      return try code(exchange.web.store.tokens.token(of: ticket), exchange)
    },
  ]

  private static func code(_ token: String, _ exchange: Exchange) throws -> Response {
    let address = exchange.web.settings.publicURL.map { "\($0)/t/\(token)" } ?? token
    var headers = Answer.plainHeaders
    headers[.contentType] = "image/svg+xml"
    headers[.cacheControl] = "private, max-age=3600"
    return Response(
      status: .ok, headers: headers,
      body: ResponseBody(byteBuffer: ByteBuffer(string: try QRPicture.svg(of: address))))
  }

  private static func ticket(_ exchange: Exchange) async throws -> TicketID {
    let ticket = try await exchange.unlessGuessing(.links) {
      exchange.web.store.tokens.ticket(of: exchange.parameter("token"))
    }
    guard let ticket else { throw Problem.ticketLinkUnknown }
    return ticket
  }

  private static func carryOut(
    _ command: HallCommand, _ ticket: TicketID, _ exchange: Exchange
  ) async throws -> Response {
    _ = try await exchange.web.store.submit(
      HallRequest(command, by: Actor("phone"), at: exchange.now))
    return try await state(ticket, exchange)
  }

  private static func state(_ ticket: TicketID, _ exchange: Exchange) async throws -> Response {
    let now = exchange.now
    let (visit, estimate, plan) = try await exchange.web.store.view { hall, plan in
      (hall.visit(ticket), hall.estimate(for: ticket, at: now, plan: plan), plan)
    }
    guard let visit else { return try earlier(ticket, exchange, plan, now) }
    return Answer.json { text in
      text.put("number", visit.label)
      text.put("errand", visit.errand.rawValue)
      text.put("errandName", plan.name(of: visit.errand))
      text.put("domain", visit.domain.rawValue)
      text.put("state", visit.state.name)
      text.put("ahead", estimate?.ahead)
      text.put("estimatedWaitSeconds", estimate?.seconds)
      text.phoneCounter(visit.state.counter, plan)
      text.put("day", visit.day.description)
      if case .missed(let until) = visit.state {
        text.put("returnUntil", until.rfc3339)
      } else {
        text.null("returnUntil")
      }
      text.put("asOf", now.rfc3339)
    }
  }

  /// A number of an earlier day is no longer in the hall; its row says how it ended.
  private static func earlier(
    _ ticket: TicketID, _ exchange: Exchange, _ plan: HallPlan, _ now: Moment
  ) throws -> Response {
    guard let row = try exchange.web.store.ticket(ticket) else { throw Problem.ticketLinkUnknown }
    return Answer.json { text in
      text.put("number", row.label)
      text.put("errand", row.errand.rawValue)
      text.put("errandName", plan.name(of: row.errand))
      text.put("domain", row.domain.rawValue)
      text.put("state", ["done", "cancelled"].contains(row.state) ? row.state : "expired")
      text.null("ahead")
      text.null("estimatedWaitSeconds")
      text.phoneCounter(nil, plan)
      text.put("day", row.day.description)
      text.null("returnUntil")
      text.put("asOf", now.rfc3339)
    }
  }
}

extension JSONText {
  fileprivate mutating func phoneCounter(_ counter: CounterID?, _ plan: HallPlan) {
    guard let counter else { return null("counter") }
    object("counter") { text in
      text.put("id", counter.rawValue)
      text.put("name", plan.name(of: counter))
    }
  }
}
