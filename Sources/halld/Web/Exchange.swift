internal import Dossiers
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Ticketing

/// One request on its way through a route, with who asks and what the route may use.
struct Exchange: Sendable {
  let web: WebParts
  let request: Request
  let target: RequestTarget
  let parameters: [String: String]
  let channel: any Channel
  /// Who asks, as far as the network knows.
  let client: ClientAddress
  /// The doors of the listener it came through.
  let doors: Doors
  /// Whether the listener speaks TLS.
  let isSecure: Bool
  /// Who is signed in, when the route asks for it.
  let staff: StaffSession?

  /// A part of the path; the route table has it whenever the route names it.
  func parameter(_ name: String) -> String { parameters[name] ?? "" }

  func bytes() async throws -> [UInt8] {
    try await RequestBytes.read(request, upTo: web.settings.limits.bodyBytes)
  }

  func fields(_ known: String...) async throws -> Fields { try await fields(known) }

  func fields(_ known: [String]) async throws -> Fields {
    let bytes = try await bytes()
    let web = web
    return try Fields(bytes, known: known) { web.isDossierCode($0) }
  }

  /// A route that takes no body refuses one with members.
  func noFields() async throws { _ = try Fields(try await bytes(), known: []) }

  /// Refuses any query on a route that knows none.
  func noQuery() throws(Problem) { _ = try target.parameters(known: []) }

  var now: Moment { web.clock.now() }

  /// The officer, receptionist or supervisor who asks.
  /// - Throws: `notSignedIn`; the route table lets nobody else in.
  func signedIn() throws(Problem) -> StaffSession {
    guard let staff else { throw .notSignedIn }
    return staff
  }

  /// The client's `Idempotency-Key`: 1 to 200 visible ASCII characters.
  func key() throws(Problem) -> String {
    guard let key = request.headers[.idempotencyKey] else { throw .keyMissing }
    guard (1...200).contains(key.utf8.count), key.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else { throw .keyMalformed }
    return key
  }

  /// The name under which the client is counted.
  var address: String { client.name }

  var isLoopback: Bool { client.isLoopback }

  /// The value of one cookie.
  func cookie(_ name: String) -> String? {
    Cookies.value(name, in: request.headers, isSecure: isSecure)
  }

  /// The kiosk, board or desk that asks: by its pairing, or in the demo the first one.
  func station(_ kind: DeviceKind) -> String? {
    if let token = cookie(Cookies.device), let device = web.devices.device(token, kind) {
      return device
    }
    return web.settings.isDemo && !doors.isDisjoint(with: .inside) ? kind.demoDevice : nil
  }
}

/// What may be paired with the hall.
enum DeviceKind: String, Sendable, CaseIterable {
  case kiosk, board

  var demoDevice: String { "\(rawValue)-1" }
}

extension HTTPField.Name {
  static let idempotencyKey = HTTPField.Name(wellFormed: "idempotency-key")
  static let forwardedFor = HTTPField.Name(wellFormed: "x-forwarded-for")
  static let referrerPolicy = HTTPField.Name(wellFormed: "referrer-policy")
  static let permissionsPolicy = HTTPField.Name(wellFormed: "permissions-policy")
  static let crossOriginOpenerPolicy = HTTPField.Name(wellFormed: "cross-origin-opener-policy")
  static let xAccelBuffering = HTTPField.Name(wellFormed: "x-accel-buffering")

  /// A name known to be well formed; `.accept` stands in for a typing mistake, which tests find.
  private init(wellFormed name: String) { self = HTTPField.Name(name) ?? .accept }
}

/// Cookies by hand: two names, values of letters, digits, `-` and `_`.
///
/// Under TLS the names begin with `__Host-`: no other server of the same domain, and nobody on a
/// plain connection, can set one that a browser would send here.
enum Cookies {
  static let session = "halld-session"
  static let device = "halld-device"

  /// A cookie's name on a connection.
  static func name(_ name: String, isSecure: Bool) -> String {
    isSecure ? "__Host-\(name)" : name
  }

  static func value(_ plain: String, in headers: HTTPFields, isSecure: Bool) -> String? {
    let name = name(plain, isSecure: isSecure)
    for header in headers[values: .cookie] {
      for pair in header.split(separator: ";") {
        let pair = pair.drop { $0 == " " }
        guard pair.hasPrefix(name), pair.dropFirst(name.count).first == "=" else { continue }
        let value = pair.dropFirst(name.count + 1)
        return (1...128).contains(value.utf8.count) ? String(value) : nil
      }
    }
    return nil
  }

  /// The line that sets a cookie; `seconds` 0 forgets it.
  static func line(_ plain: String, _ value: String, seconds: Int, isSecure: Bool) -> String {
    "\(name(plain, isSecure: isSecure))=\(value); Path=/; Max-Age=\(seconds); HttpOnly; SameSite=Strict"
      + (isSecure ? "; Secure" : "")
  }
}
