internal import Hummingbird
internal import Store
internal import Ticketing

/// The first account of all; see `SetupDesk`.
enum SetupRoutes {
  static let routes = [
    Route(.post, "/api/setup", .staff, .everyone) { try await setUp($0) }
  ]

  private static func setUp(_ exchange: Exchange) async throws -> Response {
    let fields = try await exchange.fields(
      "code", "account", "fullName", "title", "agency", "password")
    let code = try fields.text("code", upTo: 64)
    let password = try fields.secret("password")
    let web = exchange.web
    if let seconds = web.pairings.take("setup \(exchange.address)", at: exchange.now) {
      throw Problem.throttled(seconds: seconds)
    }
    var account = Account(
      name: try AccountFields.name(fields), fullName: try fields.text("fullName", upTo: 80),
      title: try fields.textIfPresent("title", upTo: 80) ?? "",
      agency: try fields.textIfPresent("agency", upTo: 120) ?? "",
      role: Role.administration.rawValue, counters: [], passwordHash: "")
    try web.setup.check(code)
    account.passwordHash = try await web.sessions.hash(
      of: password, account: account.name, fullName: account.fullName)
    let outcome = try await web.store.addFirst(
      account, by: Actor("setup"), at: exchange.now)
    guard case .done(let made) = outcome else { throw Problem.setupDone }
    web.setup.forget()
    let (session, token) = try await web.sessions.open(made)
    return SessionRoutes.opened(.created, session, token, exchange)
  }
}
