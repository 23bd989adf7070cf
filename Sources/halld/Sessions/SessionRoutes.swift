internal import Ticketing
internal import HTTPTypes
internal import Hummingbird
internal import Store

/// Signing in and out, pairing a device, and confirming the clock.
enum SessionRoutes {
  static let routes = [
    Route(.get, "/api/session", .staff, .signedIn) { exchange in
      try exchange.noQuery()
      return answer(.ok, try exchange.signedIn())
    },
    Route(.post, "/api/session", .staff, .everyone) { try await signIn($0) },
    Route(.delete, "/api/session", .staff, .everyone) { exchange in
      try await exchange.noFields()
      if let token = exchange.cookie(Cookies.session) {
        try await exchange.web.sessions.close(token)
      }
      var response = Answer.nothing()
      response.headers[.setCookie] = Cookies.line(
        Cookies.session, "", seconds: 0, isSecure: exchange.isSecure)
      return response
    },
    Route(.post, "/api/pairing", .inside, .everyone) { try await pair($0) },
    Route(.post, "/api/clock/confirm", .staff, .staff(.confirmClock)) { exchange in
      try await exchange.noFields()
      let web = exchange.web
      guard web.clock.confirm() else { throw Problem.clockRefused }
      let now = exchange.now
      try await web.store.confirmClock(by: try exchange.signedIn().actor, at: now)
      return Answer.json { text in
        text.put("confirmed", true)
        text.put("asOf", now.rfc3339)
      }
    },
  ]

  private static func signIn(_ exchange: Exchange) async throws -> Response {
    let fields = try await exchange.fields("account", "password")
    let name = try fields.text("account", upTo: 64)
    let password = try fields.secret("password")
    let sessions = exchange.web.sessions
    let (session, token) = try await sessions.open(
      account: name, password: password, from: exchange.address,
      isLoopback: exchange.isLoopback)
    var response = answer(.ok, session)
    response.headers[.setCookie] = Cookies.line(
      Cookies.session, token, seconds: sessions.greatestSeconds, isSecure: exchange.isSecure)
    return response
  }

  private static func answer(_ status: HTTPResponse.Status, _ session: StaffSession) -> Response {
    Answer.json(status) { text in
      text.put("account", session.account)
      text.put("role", session.role.rawValue)
      text.list("counters", session.counters) { $0.item($1.rawValue) }
    }
  }

  /// The token that `halld device add` printed becomes this browser's cookie.
  private static func pair(_ exchange: Exchange) async throws -> Response {
    let token = try await exchange.fields("token").text("token", upTo: 128)
    let web = exchange.web
    if !(web.settings.isDemo && exchange.isLoopback),
      let seconds = web.pairings.take(exchange.address, at: exchange.now)
    {
      throw Problem.throttled(seconds: seconds)
    }
    let found = try await exchange.unlessGuessing(.pairing) { web.devices.device(token) }
    guard let device = found else { throw Problem.pairingRefused }
    var response = Answer.json { text in
      text.put("device", device.device)
      text.put("kind", device.kind)
    }
    response.headers[.setCookie] = Cookies.line(
      Cookies.device, token, seconds: 315_360_000, isSecure: exchange.isSecure)
    return response
  }
}
