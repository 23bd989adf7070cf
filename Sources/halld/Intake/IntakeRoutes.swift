internal import Dossiers
internal import HTTPTypes
internal import Hummingbird
internal import Store
internal import Ticketing

/// A visit becomes a dossier; the post brings them without a visit.
enum IntakeRoutes {
  static let routes = [
    Route(.post, "/api/dossiers", .staff, .staff(.openDossier)) { try await begin($0) }
  ]

  /// What an officer asks, as the body says it.
  private struct Asked {
    let procedure: Intake.Procedure
    let channel: Intake.Channel
    let receivedAt: Moment
    let code: String?
    let ticket: String?

    init(_ fields: Fields, _ exchange: Exchange) throws(Problem) {
      let id = try fields.text("procedure", upTo: 64)
      guard let procedure = exchange.web.settings.procedures.first(where: { $0.id == id }) else {
        throw Problem(.unprocessableContent, "unknown-procedure", ["procedure": id])
      }
      self.procedure = procedure.intake
      ticket = try fields.textIfPresent("ticket", upTo: 20)
      code = try fields.textIfPresent("code", upTo: DossierCode.greatestLength)
      let now = exchange.now
      receivedAt =
        try fields.momentIfPresent("receivedAt")?
        .at(utcOffsetSeconds: now.utcOffsetSeconds) ?? now
      guard receivedAt <= now else {
        throw .wrongMember("receivedAt", expected: "a time that is over", found: "later")
      }
      let stamp = try fields.dateIfPresent("arrivalStamp")
      switch try fields.choiceIfPresent("channel", IntakeChannel.self) ?? .counter {
      case .counter:
        guard ticket != nil else { throw .missingMember("ticket") }
        channel = .counter
      case .online: channel = .online
      case .post:
        guard let stamp else { throw .missingMember("arrivalStamp") }
        channel = .post(arrivalStamp: stamp)
      }
      if stamp != nil, channel.stored != .post {
        throw .wrongMember("arrivalStamp", expected: "channel \"post\"", found: "date")
      }
    }

    /// The same words for the same wish, however the body was spelled.
    var fingerprint: String {
      let received = ticket == nil ? receivedAt.date.description : ""
      return "\(procedure.id) \(channel) \(code ?? "-") \(ticket ?? "-") \(received)"
    }
  }

  private static func begin(_ exchange: Exchange) async throws -> Response {
    let key = try exchange.key()
    let fields = try await exchange.fields(members + DossierOpening.members)
    let staff = try exchange.signedIn()
    guard DossierOpening.isAsked(fields) else {
      try staff.may(.takeIn)
      return try await takeIn(fields, key, staff, exchange)
    }
    return try await DossierOpening.begin(fields, key, staff, exchange)
  }

  private static let members = [
    "ticket", "procedure", "code", "channel", "receivedAt", "arrivalStamp",
  ]

  private static func takeIn(
    _ fields: Fields, _ key: String, _ staff: StaffSession, _ exchange: Exchange
  ) async throws -> Response {
    let asked = try Asked(fields, exchange)
    // The post takes in what it carries, nobody's visit (LC 12.5).
    guard staff.role != .post || asked.channel.stored == .post else { throw Problem.roleForbidden }
    let (ticket, counter) = try await DossierPlace.visit(asked.ticket, staff, exchange)
    let intake = Intake(
      procedure: asked.procedure, channel: asked.channel, receivedAt: asked.receivedAt.civil,
      // The store puts the day's next ordinal in place of this one.
      code: asked.code.map { .scanned($0) } ?? .given(ordinal: 1))
    let answer = try await exchange.web.store.submit(
      HallRequest(
        .intake(counter, ticket, intake), by: staff.actor, at: exchange.now,
        key: IdempotencyKey(
          scope: "dossiers \(staff.account)", key: key, body: asked.fingerprint.utf8)))
    guard let dossier = answer.dossier else { throw Problem.unexpected }
    if !answer.repeated { PaperRoutes.printReceipt(of: dossier.id, exchange) }
    return accepted(dossier, exchange)
  }

  static func accepted(_ dossier: Dossier, _ exchange: Exchange) -> Response {
    let offset = exchange.web.settings.utcOffsetSeconds
    let code = dossier.code?.text ?? ""
    return Answer.json(.created) { text in
      text.put("id", dossier.id.description)
      text.put("code", code)
      text.put(
        "receivedAt", Moment(dossier.receivedAt, utcOffsetSeconds: offset).rfc3339)
      text.put("dueDate", dossier.term?.dueDate.description)
      text.put(
        "dueAt", dossier.term.map { Moment($0.dueAt, utcOffsetSeconds: offset).rfc3339 })
      text.put("clause", dossier.term?.clause)
      text.put("proof", exchange.web.store.tokens.proof(ofDossier: code))
    }
  }
}
