internal import Dossiers
internal import HTTPTypes
internal import Hummingbird
internal import Store
internal import Ticketing

/// A visit becomes a dossier; the post brings them without a visit.
enum IntakeRoutes {
  static let routes = [
    Route(.post, "/api/dossiers", .staff, .staff(.takeIn)) { try await takeIn($0) }
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

  private static func takeIn(_ exchange: Exchange) async throws -> Response {
    let key = try exchange.key()
    let fields = try await exchange.fields(
      "ticket", "procedure", "code", "channel", "receivedAt", "arrivalStamp")
    let asked = try Asked(fields, exchange)
    let staff = try exchange.signedIn()
    // The post takes in what it carries, nobody's visit (LC 12.5).
    guard staff.role != .post || asked.channel.stored == .post else { throw Problem.roleForbidden }
    let (ticket, counter) = try await place(of: asked, staff, exchange)
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
    return accepted(dossier, exchange)
  }

  /// The visitor's ticket, and the counter where it must be: one of the officer's own.
  private static func place(
    of asked: Asked, _ staff: StaffSession, _ exchange: Exchange
  ) async throws -> (TicketID?, CounterID?) {
    guard let name = asked.ticket else { return (nil, nil) }
    let ticket = try await TicketName.find(name, exchange.web)
    let (visit, stops) = try await exchange.web.store.view { hall, _ in
      (hall.visit(ticket), hall.visit(ticket)?.stops ?? [])
    }
    // A repeat may come when the visitor has left: then where it was is what counts.
    guard let counter = visit?.state.counter ?? stops.last?.counter else {
      guard visit != nil else { throw Refusal.unknownTicket(Problem.shortened(name)) }
      return (ticket, nil)
    }
    try staff.mayWork(at: counter)
    return (ticket, counter)
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
