internal import Dossiers
internal import HTTPTypes
internal import Store
internal import Ticketing

/// Why a request is not carried out: a status, a code, and what fills its sentence.
///
/// The sentences, Vietnamese and English, stand in `Config/texts` under the code. A problem never
/// holds a path, a type name or a text of the system.
struct Problem: Error, Sendable, Equatable {
  let status: HTTPResponse.Status
  let code: String
  var arguments: [String: String] = [:]
  /// Seconds after which asking again makes sense.
  var retryAfter: Int?
  /// For 405: the methods of this path.
  var allow: String?

  init(
    _ status: HTTPResponse.Status, _ code: String, _ arguments: [String: String] = [:],
    retryAfter: Int? = nil, allow: String? = nil
  ) {
    self.status = status
    self.code = code
    self.arguments = arguments
    self.retryAfter = retryAfter
    self.allow = allow
  }
}

// MARK: - What is wrong with the request itself

extension Problem {
  static let badUTF8 = Problem(.badRequest, "bad-utf8")
  static let keyMissing = Problem(.badRequest, "key-missing")
  static let keyMalformed = Problem(.badRequest, "key-malformed")
  static let notAnObject = Problem(.unprocessableContent, "not-an-object")
  static let notFound = Problem(.notFound, "not-found")
  static let foreignOrigin = Problem(.forbidden, "foreign-origin")
  static let notSignedIn = Problem(.unauthorized, "not-signed-in")
  static let signInRefused = Problem(.unauthorized, "sign-in-refused")
  static let deviceNotPaired = Problem(.unauthorized, "device-not-paired")
  static let pairingRefused = Problem(.forbidden, "pairing-refused")
  static let roleForbidden = Problem(.forbidden, "role-forbidden")
  static let tooManyStreams = Problem(.serviceUnavailable, "too-many-streams", retryAfter: 5)
  static let tooManyConnections = Problem(
    .tooManyRequests, "too-many-connections", retryAfter: 10)
  static let connectionsFull = Problem(.serviceUnavailable, "connections-full", retryAfter: 2)
  static let requestTooSlow = Problem(.requestTimeout, "request-too-slow")
  static let headTooLarge = Problem(.requestHeaderFieldsTooLarge, "head-too-large")
  static let notHTTP = Problem(.badRequest, "not-http")
  static let stopping = Problem(.serviceUnavailable, "stopping", retryAfter: 2)
  static let clockUnconfirmed = Problem(.serviceUnavailable, "clock-unconfirmed", retryAfter: 30)
  static let clockRefused = Problem(.conflict, "clock-refused")
  static let signInBusy = Problem(.serviceUnavailable, "sign-in-busy", retryAfter: 2)
  /// A card was scanned or its number typed where something else is asked; nothing of it is kept.
  static let identityCard = Problem(.unprocessableContent, "identity-card")
  static let dossierNotFound = Problem(.notFound, "dossier-not-found")
  static let otherAgency = Problem(.forbidden, "other-agency")
  static let actUnknown = Problem(.notFound, "act-unknown")
  static let documentUnknown = Problem(.notFound, "document-unknown")
  static let notCollector = Problem(.conflict, "not-collector")
  static let nothingPersonal = Problem(.notFound, "nothing-personal")
  static let proofWrong = Problem(.forbidden, "proof-wrong")
  static let ticketLinkUnknown = Problem(.notFound, "ticket-link-unknown")
  static let dataDamaged = Problem(.serviceUnavailable, "data-damaged")
  static let unexpected = Problem(.internalServerError, "unexpected")

  static func tooLarge(_ limit: Int) -> Problem {
    Problem(.contentTooLarge, "too-large", ["limit": String(limit)])
  }

  static func badJSON(at byte: Int) -> Problem {
    Problem(.badRequest, "bad-json", ["byte": String(byte)])
  }

  static func memberTwice(_ name: String) -> Problem {
    if IdentityCard.isIn(name) { return .identityCard }
    return Problem(.badRequest, "member-twice", ["member": shortened(name)])
  }

  static func unknownMember(_ name: String, known: [String]) -> Problem {
    if IdentityCard.isIn(name) { return .identityCard }
    return Problem(
      .unprocessableContent, "member-unknown",
      ["member": shortened(name), "known": known.isEmpty ? "–" : known.joined(separator: ", ")])
  }

  static func missingMember(_ name: String) -> Problem {
    Problem(.unprocessableContent, "member-missing", ["member": name])
  }

  static func wrongMember(_ name: String, expected: String, found: String) -> Problem {
    Problem(
      .unprocessableContent, "member-wrong",
      ["member": name, "expected": expected, "found": found])
  }

  static func wrongParameter(_ name: String, expected: String) -> Problem {
    Problem(.unprocessableContent, "parameter-wrong", ["parameter": name, "expected": expected])
  }

  static func unknownParameter(_ name: String, known: [String]) -> Problem {
    if IdentityCard.isIn(name) { return .identityCard }
    return Problem(
      .unprocessableContent, "parameter-unknown",
      ["parameter": shortened(name), "known": known.isEmpty ? "–" : known.joined(separator: ", ")])
  }

  static func methodNotAllowed(_ allow: String) -> Problem {
    Problem(.methodNotAllowed, "method-not-allowed", ["allow": allow], allow: allow)
  }

  static func notYourCounter(_ counter: CounterID) -> Problem {
    Problem(.forbidden, "not-your-counter", ["counter": shortened(counter.rawValue)])
  }

  static func throttled(seconds: Int) -> Problem {
    Problem(.tooManyRequests, "throttled", ["seconds": String(seconds)], retryAfter: seconds)
  }

  /// What came from outside is told back only as far as it helps.
  static func shortened(_ text: String) -> String {
    text.unicodeScalars.prefix(41).count <= 40
      ? text : String(String.UnicodeScalarView(text.unicodeScalars.prefix(40))) + "…"
  }
}

// MARK: - Answers of the hall and of the store

extension Problem {
  init(_ error: StoreError) {
    switch error {
    case .refused(let refusal): self.init(refusal)
    case .keyReused: self.init(.unprocessableContent, "key-reused")
    case .busy: self.init(.serviceUnavailable, "busy", retryAfter: 1)
    case .diskFull: self.init(.insufficientStorage, "disk-full")
    case .unknownOutcome: self.init(.serviceUnavailable, "unknown-outcome", retryAfter: 2)
    case .conflict: self.init(.conflict, "conflict")
    case .stopped: self = .stopping
    }
  }

  init(_ refusal: Refusal) {
    let retry: Int? = if case .kioskCooldown(let seconds) = refusal { seconds } else { nil }
    self.init(
      refusal.status, refusal.code, refusal.arguments.mapValues(Self.shortened),
      retryAfter: retry)
  }

  init(_ refusal: DossierRefusal) {
    self.init(refusal.status, refusal.code, refusal.arguments.mapValues(Self.shortened))
  }
}

extension Refusal {
  /// 422 when the request names what does not exist, 404 for an unknown ticket, counter or slip,
  /// 429 for a kiosk that rests, 409 when only the hall's state stands against it.
  var status: HTTPResponse.Status {
    switch self {
    case .unknownErrand, .unknownPriority, .tooManyDossiers, .notAPadNumber,
      .padTimeImplausible, .reasonMissing, .sameCounter:
      .unprocessableContent
    case .unknownTicket, .unknownCounter, .unknownJob: .notFound
    case .kioskCooldown: .tooManyRequests
    case .dossier(let refusal): refusal.status
    case .incident(let refusal): refusal.status
    case .arrangement(let refusal): refusal.status
    default: .conflict
    }
  }
}

extension ArrangementRefusal {
  var status: HTTPResponse.Status {
    switch self {
    case .unknownLine, .noLines: .unprocessableContent
    default: .conflict
    }
  }
}

extension DossierRefusal {
  var status: HTTPResponse.Status {
    switch self {
    case .termOutOfRange, .arrivalStampImplausible, .codeUnreadable, .codeComesFromProvince,
      .codeComesFromHall, .codeDayInFuture, .dateOutOfRange:
      .unprocessableContent
    case .proofNeeded: .forbidden
    default: .conflict
    }
  }
}
