internal import NIOHTTP1
internal import Dossiers
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import Store
internal import Ticketing

/// What Hummingbird hands over with a request: the connection, nothing else.
struct WebRequestContext: InitializableFromSource {
  let channel: any Channel

  init(source: ApplicationRequestContextSource) { channel = source.channel }
}

/// Answers every request of one listener: route, origin, role, act, and one shape for problems.
///
/// No middleware: these few steps in this order are all there is between a touch and its number.
struct HallResponder: HTTPResponder {
  typealias Context = WebRequestContext

  let web: WebParts
  let doors: Doors
  let isSecure: Bool
  /// Servers in front of this listener, who say for whom they ask.
  let proxies: Set<ClientAddress>
  private let table: RouteTable

  init(web: WebParts, doors: Doors, isSecure: Bool, proxies: Set<ClientAddress> = []) {
    self.web = web
    self.doors = doors
    self.isSecure = isSecure
    self.proxies = proxies
    table = RouteTable(Contract.routes, doors: doors)
  }

  func respond(to request: Request, context: WebRequestContext) async throws -> Response {
    var response = try await answered(request, context)
    if isSecure { response.headers[.strictTransportSecurity] = Answer.strictTransport }
    return response
  }

  private func answered(
    _ request: Request, _ context: WebRequestContext
  ) async throws -> Response {
    do {
      let response = try await answer(request, context)
      return request.method == .head ? response.createHeadResponse() : response
    } catch let problem as Problem {
      return problem.response(web.texts)
    } catch let error as StoreError {
      return Problem(error).response(web.texts)
    } catch let refusal as Refusal {
      return Problem(refusal).response(web.texts)
    } catch let refusal as DossierRefusal {
      return Problem(refusal).response(web.texts)
    } catch let failure as DocumentDesk.Failure {
      return Problem(failure).response(web.texts)
    } catch let error as HTTPParserError {
      // The connection itself is broken; whoever keeps it answers and closes.
      throw error
    } catch is RequestCutOff {
      // Answered already by whoever cut it off; nothing of this is sent.
      return Problem.requestTooSlow.response(web.texts)
    } catch is CancellationError {
      return Problem.stopping.response(web.texts)
    } catch let failure as StoreFailure {
      web.logger.error("the store failed: \(failure.sentence)")
      if failure.code == .damaged { return Problem.dataDamaged.response(web.texts) }
      return Problem.unexpected.response(web.texts)
    } catch {
      web.logger.error("a request failed: \(type(of: error))")
      return Problem.unexpected.response(web.texts)
    }
  }

  private func answer(_ request: Request, _ context: WebRequestContext) async throws -> Response {
    let client = ClientAddress.of(
      context.channel.remoteAddress, headers: request.headers, behind: proxies)
    guard let target = RequestTarget(request.head.path) else {
      try web.rates.take(.screens, from: client)
      throw Problem.notFound
    }
    switch table.match(request.method, target) {
    case .none:
      try web.rates.take(.screens, from: client)
      throw target.holdsIdentityCard { _ in false } ? Problem.identityCard : .notFound
    case .otherMethods(let methods):
      try web.rates.take(.screens, from: client)
      throw Problem.methodNotAllowed(methods.joined(separator: ", "))
    case .found(let route, let parameters):
      try web.rates.take(route.rate, from: client)
      if !parameters.isEmpty || target.hasQuery,
        target.holdsIdentityCard({ web.isDossierCode($0) })
      {
        throw Problem.identityCard
      }
      if request.method != .get, request.method != .head {
        guard Origin.isOwn(request, isSecure: isSecure, publicURL: web.settings.publicURL) else {
          throw Problem.foreignOrigin
        }
      }
      let exchange = Exchange(
        web: web, request: request, target: target, parameters: parameters,
        channel: context.channel, client: client, doors: doors, isSecure: isSecure,
        staff: try await staff(route.access, request))
      return try await route.act(exchange)
    }
  }

  /// Who is signed in; refuses whoever may not do what the route does.
  private func staff(_ access: Route.Access, _ request: Request) async throws -> StaffSession? {
    switch access {
    case .everyone: return nil
    case .signedIn: return try await session(request)
    case .staff(let action):
      let session = try await session(request)
      try session.may(action)
      return session
    }
  }

  private func session(_ request: Request) async throws -> StaffSession {
    guard
      let token = Cookies.value(
        Cookies.session, in: request.headers, isSecure: isSecure),
      let session = try await web.sessions.session(token)
    else { throw Problem.notSignedIn }
    return session
  }
}

/// Where a request was made from, as browsers say it.
enum Origin {
  /// Accepted without an Origin, or with the scheme and host this server is addressed by.
  ///
  /// The configured public address counts too: a proxy in front speaks TLS where we do not.
  static func isOwn(_ request: Request, isSecure: Bool, publicURL: String?) -> Bool {
    guard let origin = request.headers[.origin] else { return true }
    if let publicURL, origin.lowercased() == self.origin(of: publicURL) { return true }
    guard let host = request.head.authority, !host.isEmpty else { return false }
    return origin.lowercased() == "\(isSecure ? "https" : "http")://\(host.lowercased())"
  }

  /// Scheme, host and port of an address: `https://hall.example` of `https://hall.example/so`.
  private static func origin(of address: String) -> String {
    address.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false).prefix(3)
      .joined(separator: "/").lowercased()
  }
}
