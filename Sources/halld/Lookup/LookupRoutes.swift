internal import Dossiers
internal import HTTPTypes
internal import Hummingbird
internal import Store
internal import Ticketing

/// The state of a dossier, for whoever has its code; throttled, and never anything personal.
///
/// Whether there is such a dossier is told to a kiosk in the hall, to staff and to whoever has
/// the proof; everybody else hears the same sentence either way.
enum LookupRoutes {
  static let routes = [
    Route(.get, "/api/dossiers/{code}", .all, .everyone) { try await byCode($0) },
    Route(.get, "/api/dossiers", .all, .everyone) { try await byDay($0) },
  ]

  private static func byCode(_ exchange: Exchange) async throws -> Response {
    let proof = try exchange.target.parameters(known: ["proof"])["proof"]
    let web = exchange.web
    let now = exchange.now
    let code = try read(exchange.parameter("code"), exchange)
    var asker = try await self.asker(exchange)
    if asker != .withProof { try await exchange.mayGuess(.dossiers) }
    try web.lookups.ask(
      code, from: exchange.address, isLoopback: exchange.isLoopback, at: now)
    if let proof, !proof.isEmpty {
      try web.lookups.tryProof(code, isLoopback: exchange.isLoopback, at: now)
      guard web.store.tokens.isProof(proof, ofDossier: code) else {
        web.lookups.noteWrongProof(code, at: now)
        await exchange.guessedWrong(.dossiers)
        throw Problem.proofWrong
      }
      asker = .withProof
    }
    guard asker != .remote else {
      // It is told nothing; but who asks so for one code after another is looking for something.
      await exchange.guessedWrong(.dossiers)
      throw DossierRefusal.proofNeeded
    }
    guard let found = try web.store.told(code: code) else {
      if asker == .hallKiosk { await exchange.guessedWrong(.dossiers) }
      throw Problem.dossierNotFound
    }
    try await noteReading(of: code, exchange)
    return try answer(found, asker, exchange, now)
  }

  private static func byDay(_ exchange: Exchange) async throws -> Response {
    let asked = try exchange.target.parameters(known: ["day", "ordinal"])
    guard let day = asked["day"].flatMap({ CivilDate($0) }) else {
      throw Problem.wrongParameter("day", expected: "YYYY-MM-DD")
    }
    guard let ordinal = asked["ordinal"], (1...6).contains(ordinal.utf8.count),
      ordinal.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let number = Int(ordinal), number > 0
    else { throw Problem.wrongParameter("ordinal", expected: "0007") }
    let now = exchange.now
    let asker = try await self.asker(exchange)
    if asker != .withProof { try await exchange.mayGuess(.dossiers) }
    try exchange.web.lookups.ask(
      "\(day) \(number)", from: exchange.address, isLoopback: exchange.isLoopback, at: now)
    guard asker != .remote else {
      await exchange.guessedWrong(.dossiers)
      throw DossierRefusal.proofNeeded
    }
    let found = try exchange.web.store.told(day: day, ordinal: number)
    // A day and an ordinal may fit dossiers of several units: only a single fit is answered.
    guard found.count == 1, let only = found.first else {
      if asker == .hallKiosk { await exchange.guessedWrong(.dossiers) }
      throw Problem.dossierNotFound
    }
    if let code = only.standing.code { try await noteReading(of: code, exchange) }
    return try answer(only, asker, exchange, now)
  }

  /// The code in what was typed or scanned, in the shape under which it is stored.
  static func read(_ text: String, _ exchange: Exchange) throws(Problem) -> String {
    let plan = exchange.web.plan
    guard
      let rules = plan.regulations.inForce(centre: plan.centreCode, on: exchange.now.date)
    else { throw .dossierNotFound }
    do throws(DossierRefusal) {
      return try rules.code.read(text).text
    } catch {
      throw Problem(error)
    }
  }

  /// Staff see a dossier's details, not its state alone: that is on record before they do.
  private static func noteReading(of code: String, _ exchange: Exchange) async throws {
    guard exchange.doors.contains(.staff), let token = exchange.cookie(Cookies.session),
      let staff = try await exchange.web.sessions.session(token)
    else { return }
    try await exchange.web.store.noteReading(ofDossier: code, by: staff.actor, at: exchange.now)
  }

  private static func asker(_ exchange: Exchange) async throws -> StatusAsker {
    if exchange.doors.contains(.staff), let token = exchange.cookie(Cookies.session),
      try await exchange.web.sessions.session(token) != nil
    {
      return .withProof
    }
    return exchange.station(.kiosk) == nil ? .remote : .hallKiosk
  }

  private static func answer(
    _ told: ToldDossier, _ asker: StatusAsker, _ exchange: Exchange, _ now: Moment
  ) throws -> Response {
    let web = exchange.web
    let standing = told.standing
    let status = try standing.status(for: asker, asOf: now)
    let toldAt = try toldAt(told, web)
    return Answer.json { text in
      text.put("code", standing.code)
      text.put("state", status.state.rawValue)
      text.put("stateName", web.texts.sentence("state-\(status.state.rawValue)"))
      text.put("dueDate", status.dueDate?.description)
      text.put("next", status.next.rawValue)
      text.put("nextAction", web.texts.sentence(status.next.rawValue))
      text.put("collectErrand", collectErrand(standing, status, exchange)?.rawValue)
      if let details = status.details {
        text.object("details") { text in
          text.details(details, web)
          text.bring(standing, web)
        }
      } else {
        text.null("details")
      }
      text.put("toldAt", toldAt)
      text.put("asOf", status.asOf.rfc3339)
    }
  }

  /// When the province's system last told of a dossier that is its own (LC 2.8); what it has not told
  /// yet is not known here.
  private static func toldAt(_ told: ToldDossier, _ web: WebParts) throws -> String? {
    guard told.standing.codeOrigin == .province else { return nil }
    return try web.store.history(of: told.id).last { entry in
      switch entry.event {
      case .dossierAccepted: return true
      case .dossier(let step):
        guard case .life(let event) = step.fact else { return false }
        return event.kind == .provinceFollowed || event.kind == .accepted
      default: return false
      }
    }?.recordedAt.rfc3339
  }

  /// In the hall, one touch gives the number for collecting a result that is ready.
  private static func collectErrand(
    _ standing: PublicStanding, _ status: PublicStatus, _ exchange: Exchange
  ) -> ErrandID? {
    guard status.next == .collect, exchange.station(.kiosk) != nil else { return nil }
    let domain = exchange.web.settings.procedures
      .first { $0.id == standing.procedure }?.domain
    return exchange.web.plan.errands.first { $0.kind == .collect && $0.domain == domain }?.id
  }
}

extension JSONText {
  /// The papers that a supplement slip asks for: only the holder of the slip hears them.
  fileprivate mutating func bring(_ standing: PublicStanding, _ web: WebParts) {
    let known = web.plan.procedure(standing.procedure)?.components ?? []
    list("bring", standing.awaited) { text, id in
      let component = known.first { $0.id == id }
      text.object { text in
        text.put("name", component?.name ?? BilingualName(vi: id, en: id))
        text.put("copies", component?.copies ?? 1)
        text.put("original", component?.isOriginal ?? false)
      }
    }
  }

  fileprivate mutating func details(_ details: PublicStatus.Details, _ web: WebParts) {
    let offset = web.settings.utcOffsetSeconds
    put("procedure", details.procedure)
    put("procedureName", web.settings.procedures.first { $0.id == details.procedure }?.name)
    put("agency", details.agency)
    put("channel", details.channel.rawValue)
    put("receivedAt", Moment(details.receivedAt, utcOffsetSeconds: offset).rfc3339)
    put("dueAt", details.dueAt.map { Moment($0, utcOffsetSeconds: offset).rfc3339 })
    put("days", details.days)
    put("clause", details.clause)
  }
}
