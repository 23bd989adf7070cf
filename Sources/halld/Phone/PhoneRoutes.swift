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
      return try await state(try await exchange.phoneTicket(), exchange)
    },
    Route(.post, "/api/tickets/{token}/cancel", .all, .everyone) { exchange in
      let ticket = try await exchange.phoneTicket()
      try await exchange.noFields()
      return try await carryOut(.cancel(ticket, by: .citizen), ticket, exchange)
    },
    Route(.post, "/api/tickets/{token}/return", .all, .everyone) { exchange in
      let ticket = try await exchange.phoneTicket()
      try await exchange.noFields()
      return try await carryOut(.comeBack(ticket), ticket, exchange)
    },
    // The slip's code for a screen, when no paper came out.
    Route(.get, "/t/{token}/qr.svg", .all, .everyone) { exchange in
      let ticket = try await exchange.phoneTicket()
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

  private static func carryOut(
    _ command: HallCommand, _ ticket: TicketID, _ exchange: Exchange
  ) async throws -> Response {
    try await exchange.byPhone(command)
    return try await state(ticket, exchange)
  }

  private static func state(_ ticket: TicketID, _ exchange: Exchange) async throws -> Response {
    let found = try await PhoneTicket.find(ticket, exchange)
    return Answer.json { $0.ticket(found) }
  }
}

extension Exchange {
  /// The number whose token stands in the path.
  /// - Throws: `ticketLinkUnknown`, or `throttled` for who has guessed too often.
  func phoneTicket() async throws -> TicketID {
    let ticket = try await unlessGuessing(.links) {
      web.store.tokens.ticket(of: parameter("token"))
    }
    guard let ticket else { throw Problem.ticketLinkUnknown }
    return ticket
  }

  func byPhone(_ command: HallCommand) async throws {
    _ = try await web.store.submit(HallRequest(command, by: Actor("phone"), at: now))
  }
}
