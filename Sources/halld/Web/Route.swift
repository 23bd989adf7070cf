internal import HTTPTypes
internal import Hummingbird

/// One line of the contract: a method and a path, who may come by which door, and what happens.
struct Route: Sendable {
  /// Who may ask.
  enum Access: Sendable, Hashable {
    /// Whoever stands at one of the route's doors.
    case everyone
    /// An account in a role that may do this.
    case staff(HallAction)
    /// Any account that is signed in.
    case signedIn
  }

  typealias Act = @Sendable (Exchange) async throws -> Response

  let method: HTTPRequest.Method
  /// As in the OpenAPI file: `/api/counters/{id}/open`.
  let path: String
  let doors: Doors
  let access: Access
  /// With which other routes it shares a limit.
  let rate: RateClass
  let act: Act

  init(
    _ method: HTTPRequest.Method, _ path: String, _ doors: Doors, _ access: Access = .everyone,
    _ act: @escaping Act
  ) {
    self.method = method
    self.path = path
    self.doors = doors
    self.access = access
    rate = RateClass(method, path, access)
    self.act = act
  }
}

/// Finds the route of a request among those of a listener's doors.
struct RouteTable: Sendable {
  enum Match: Sendable {
    case found(Route, [String: String])
    /// The path exists, under these methods.
    case otherMethods([String])
    case none
  }

  private struct Pattern: Sendable {
    /// A literal segment, or the name of a parameter.
    enum Segment: Sendable {
      case literal(String)
      case parameter(String)
    }

    let segments: [Segment]
    var routes: [Route]

    func match(_ given: [String]) -> [String: String]? {
      guard given.count == segments.count else { return nil }
      var parameters: [String: String] = [:]
      for (segment, text) in zip(segments, given) {
        switch segment {
        case .literal(let literal): guard literal == text else { return nil }
        case .parameter(let name): parameters[name] = text
        }
      }
      return parameters
    }
  }

  /// Paths without parameters are looked up at once: the hot path is among them.
  private var fixed: [Substring: [Route]] = [:]
  private var patterns: [Pattern] = []

  init(_ routes: [Route], doors: Doors) {
    for route in routes where !route.doors.isDisjoint(with: doors) {
      if route.path.contains("{") {
        add(route)
      } else {
        fixed[Substring(route.path), default: []].append(route)
      }
    }
  }

  private mutating func add(_ route: Route) {
    if let index = patterns.firstIndex(where: { $0.routes[0].path == route.path }) {
      patterns[index].routes.append(route)
      return
    }
    let segments = route.path.dropFirst().split(separator: "/").map { part -> Pattern.Segment in
      part.first == "{" ? .parameter(String(part.dropFirst().dropLast())) : .literal(String(part))
    }
    patterns.append(Pattern(segments: segments, routes: [route]))
  }

  func match(_ method: HTTPRequest.Method, _ target: RequestTarget) -> Match {
    // Whoever may read may ask for the head alone.
    let wanted = method == .head ? .get : method
    if let routes = fixed[target.path] {
      return Self.pick(wanted, routes, [:])
    }
    guard let segments = target.segments else { return .none }
    for pattern in patterns {
      guard let parameters = pattern.match(segments) else { continue }
      return Self.pick(wanted, pattern.routes, parameters)
    }
    return .none
  }

  private static func pick(
    _ method: HTTPRequest.Method, _ routes: [Route], _ parameters: [String: String]
  ) -> Match {
    if let route = routes.first(where: { $0.method == method }) {
      return .found(route, parameters)
    }
    var methods = Set(routes.map(\.method.rawValue))
    if methods.contains("GET") { methods.insert("HEAD") }
    return .otherMethods(methods.sorted())
  }
}
