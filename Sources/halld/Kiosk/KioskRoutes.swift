internal import Dossiers
internal import Drivers
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Store
internal import Ticketing

/// What a kiosk asks for, and the one request everything else waits for: a number.
enum KioskRoutes {
  static let routes = [
    Route(.get, "/api/hall", .all, .everyone) { exchange in
      try exchange.noQuery()
      return Answer.json(.ok, try await exchange.web.hall.current().json)
    },
    Route(.get, "/api/kiosk/stream", .inside, .everyone) { exchange in
      try exchange.noQuery()
      return try exchange.web.hall.answer(
        station: exchange.station(.kiosk), channel: exchange.channel,
        client: exchange.countedClient)
    },
    Route(.post, "/api/tickets", .inside, .everyone) { try await issue($0) },
  ]

  /// Where a number may be asked for; the phone and the paper pad have ways of their own.
  enum Origin: String, CaseIterable {
    case kiosk, reception, post
  }

  private static func issue(_ exchange: Exchange) async throws -> Response {
    let key = try exchange.key()
    let fields = try await exchange.fields(
      "errand", "priority", "origin", "dossiers", "mandate")
    let errand = ErrandID(try fields.text("errand", upTo: 64))
    let priority = try fields.textIfPresent("priority", upTo: 64).map { PriorityID($0) }
    let origin = try fields.choiceIfPresent("origin", Origin.self) ?? .kiosk
    let dossiers = try fields.integerIfPresent("dossiers", in: 1...1_000) ?? 1
    let mandate = try fields.textIfPresent("mandate", upTo: 200)
    // Who acts for others says so to a person, who looks at the paper (LC 6.3).
    if mandate != nil, origin == .kiosk {
      throw Problem.wrongMember("origin", expected: "reception, post", found: "kiosk")
    }
    let (station, actor) = try await whoAsks(origin, exchange)
    let web = exchange.web
    guard web.clock.isConfirmed else { throw Problem.clockUnconfirmed }

    let issue = TicketRequest(
      errand: errand, priority: priority,
      origin: TicketOrigin(rawValue: origin.rawValue) ?? .kiosk, station: station,
      dossiers: dossiers)
    // What is asked, not how it was spelled: blanks in the body make no other request.
    var asked = "\(errand) \(priority?.rawValue ?? "-") \(origin.rawValue) \(dossiers)"
    if let mandate { asked += " \(mandate)" }
    let answer = try await web.store.submit(
      HallRequest(
        .issue(issue), by: actor, at: exchange.now,
        key: IdempotencyKey(scope: "tickets \(station)", key: key, body: asked.utf8),
        typedText: mandate))
    return try issued(answer, web)
  }

  /// The station whose printer prints, and the name in the log.
  private static func whoAsks(
    _ origin: Origin, _ exchange: Exchange
  ) async throws -> (station: String, actor: Actor) {
    switch origin {
    case .kiosk:
      guard let station = exchange.station(.kiosk) else { throw Problem.deviceNotPaired }
      return (station, Actor("kiosk:\(station)"))
    case .reception, .post:
      guard let token = exchange.cookie(Cookies.session),
        let staff = try await exchange.web.sessions.session(token)
      else { throw Problem.notSignedIn }
      guard (origin == .post) == (staff.role == .post) else { throw Problem.roleForbidden }
      try staff.may(.issueForOthers)
      return ("reception", staff.actor)
    }
  }

  private static func issued(_ answer: HallAnswer, _ web: WebParts) throws -> Response {
    for recorded in answer.recorded {
      guard case .ticketIssued(let issued) = recorded.event else { continue }
      let ticket = TicketID(recorded.id)
      let token = web.store.tokens.token(of: ticket)
      return Answer.json(.created) { text in
        text.put("id", ticket.description)
        text.put("number", issued.label)
        text.put("errand", issued.errand.rawValue)
        text.put("domain", issued.domain.rawValue)
        text.put("day", issued.day.description)
        text.put("issuedAt", recorded.at.rfc3339)
        text.put("ahead", answer.ahead ?? 0)
        text.put("estimatedWaitSeconds", answer.estimatedWaitSeconds)
        text.put("warning", answer.warning?.rawValue)
        text.put("resumesAt", answer.resumesAt?.description)
        text.put("token", token)
        text.put("ticketUrl", "\(web.settings.publicURL ?? "")/t/\(token)")
        text.object("print") {
          $0.print(answer.job, of: JobID(recorded.id), at: issued.station, web.printing)
        }
      }
    }
    throw Problem.unexpected
  }
}

extension PrintJob {
  /// Whether nobody can count on its paper any more.
  fileprivate var isMissing: Bool {
    switch state {
    case .failed, .unknown: true
    case .queued, .sending, .printed, .handedOver: false
    }
  }
}

extension JSONText {
  /// How far a slip is; one that the store no longer holds has long been on its way.
  mutating func print(
    _ job: PrintJob?, of id: JobID, at station: String, _ printing: PrintingView
  ) {
    put("job", id.description)
    put("state", job?.state.name ?? "queued")
    put("paperAt", job.flatMap { printing.paperAt($0) })
    // Said at once, not when the slip is given up a minute later: its owner is standing there.
    let isOnItsWay = job.map { !$0.isOver } ?? true
    let noPaper = isOnItsWay && !printing.works(station)
    put("noPaper", noPaper)
    let isMissing = noPaper || job?.isMissing == true
    put("trouble", isMissing ? printing.trouble(at: station)?.rawValue : nil)
  }

  /// The news of a slip for the kiosk that asked for it, as a server-sent event.
  static func printNews(_ job: PrintJob, _ printing: PrintingView) -> ByteBuffer {
    var event = ByteBuffer(string: "event: print\ndata: ")
    event.writeImmutableBuffer(
      JSONText.object { text in
        text.put("ticket", job.ticket.description)
        text.print(job, of: job.id, at: job.station, printing)
      })
    event.writeStaticString("\n\n")
    return event
  }
}
