internal import HTTPTypes
internal import Hummingbird
internal import Store
internal import Ticketing

/// Signing in and out, the own password and sessions, pairing a device, confirming the clock.
enum SessionRoutes {
  static let routes = [
    Route(.get, "/api/session", .staff, .signedIn) { exchange in
      try exchange.noQuery()
      return answer(try exchange.signedIn())
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
    Route(.post, "/api/session/password", .staff, .signedIn) { try await changePassword($0) },
    Route(.get, "/api/sessions", .staff, .signedIn) { try list($0) },
    Route(.post, "/api/sessions/{id}/end", .staff, .signedIn) { try await end($0) },
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
    let (session, token) = try await exchange.web.sessions.open(
      account: name, password: password, from: exchange.address,
      isLoopback: exchange.isLoopback)
    return opened(.ok, session, token, exchange)
  }

  /// The answer that signs a browser in.
  static func opened(
    _ status: HTTPResponse.Status, _ session: StaffSession, _ token: String, _ exchange: Exchange
  ) -> Response {
    var response = answer(session, status)
    response.headers[.setCookie] = Cookies.line(
      Cookies.session, token, seconds: exchange.web.sessions.greatestSeconds,
      isSecure: exchange.isSecure)
    return response
  }

  private static func answer(
    _ session: StaffSession, _ status: HTTPResponse.Status = .ok
  ) -> Response {
    Answer.json(status) { text in
      text.put("account", session.account)
      text.put("role", session.role.rawValue)
      text.list("counters", session.counters) { $0.item($1.rawValue) }
      text.put("fullName", session.person.name)
      text.put("title", session.person.title)
      text.put("agency", session.person.agency)
      text.put("mustChangePassword", session.mustChangePassword)
    }
  }

  /// The own password; every other session of the account ends.
  private static func changePassword(_ exchange: Exchange) async throws -> Response {
    let fields = try await exchange.fields("current", "new")
    let current = try fields.secret("current")
    let new = try fields.secret("new")
    guard let token = exchange.cookie(Cookies.session) else { throw Problem.notSignedIn }
    try await exchange.web.sessions.changePassword(
      of: try exchange.signedIn(), token: token, from: current, to: new,
      address: exchange.address, isLoopback: exchange.isLoopback)
    return Answer.nothing()
  }

  /// The own sessions, so that one left open elsewhere can be seen and ended.
  private static func list(_ exchange: Exchange) throws -> Response {
    try exchange.noQuery()
    let own = try exchange.signedIn()
    let sessions = try exchange.web.store.sessions(of: own.account, at: exchange.now)
    return Answer.json { text in
      text.list("sessions", sessions) { text, session in
        text.object { text in
          text.put("id", session.id)
          text.put("openedAt", session.openedAt.rfc3339)
          text.put("expiresAt", session.expiresAt.rfc3339)
          text.put("current", session.id == own.id)
        }
      }
    }
  }

  private static func end(_ exchange: Exchange) async throws -> Response {
    try await exchange.noFields()
    let own = try exchange.signedIn()
    let ended = try await exchange.web.store.endSession(
      exchange.parameter("id"), of: own.account, because: .byOwner, by: own.actor,
      at: exchange.now)
    guard ended else { throw Problem(.notFound, "session-unknown") }
    return Answer.nothing()
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
