internal import Dossiers
internal import HTTPTypes
internal import Hummingbird
internal import Store
internal import Ticketing

/// The machine is down, or was: an incident from its proposal until every paper is entered.
enum IncidentRoutes {
  static let routes =
    [
      Route(.get, "/api/incidents", .staff, .staff(.seeIncidents)) { try await list($0) },
      Route(.post, "/api/incidents", .staff, .staff(.proposeIncident)) { try await propose($0) },
      step("open", .decideIncident) { exchange, id in
        let fields = try await exchange.fields("startedAt")
        return .open(id, startedAt: try fields.civilIfPresent("startedAt", exchange))
      },
      step("decline", .decideIncident) { exchange, id in
        try await exchange.noFields()
        return .decline(id)
      },
      step("close", .decideIncident) { exchange, id in
        let fields = try await exchange.fields("endedAt", "pads", "forms")
        return .close(
          id, endedAt: try fields.civil("endedAt", exchange), pads: try fields.papers("pads"),
          forms: try fields.papers("forms"))
      },
      step("papers", .decideIncident) { exchange, id in
        let fields = try await exchange.fields("pads", "forms")
        return .declare(id, pads: try fields.papers("pads"), forms: try fields.papers("forms"))
      },
      step("void", .enterPapers) { exchange, id in
        let fields = try await exchange.fields("paper", "reason")
        return .void(
          id, paper: try fields.text("paper", upTo: 100).uppercased(),
          reason: try fields.text("reason", upTo: 500))
      },
    ] + BackEntryRoutes.routes

  /// A step of one incident that answers with the incident.
  private static func step(
    _ name: String, _ action: HallAction,
    _ command: @Sendable @escaping (Exchange, IncidentID) async throws -> IncidentCommand
  ) -> Route {
    Route(.post, "/api/incidents/{id}/\(name)", .staff, .staff(action)) { exchange in
      let id = try incident(exchange)
      let answer = try await exchange.submit(try await command(exchange, id))
      return try changed(answer, exchange, .ok)
    }
  }

  /// The incident that the path names.
  static func incident(_ exchange: Exchange) throws -> IncidentID {
    let text = exchange.parameter("id")
    guard let number = Int64(text), number > 0 else {
      throw Refusal.incident(.unknown(Problem.shortened(text)))
    }
    return IncidentID(number)
  }

  private static func propose(_ exchange: Exchange) async throws -> Response {
    let fields = try await exchange.fields("cause", "affected", "startedAt", "note")
    let answer = try await exchange.submit(
      .propose(
        cause: try fields.choice("cause", IncidentCause.self),
        affected: try fields.choices("affected", IncidentArea.self),
        startedAt: try fields.civil("startedAt", exchange)),
      typed: try fields.textIfPresent("note", upTo: 500))
    return try changed(answer, exchange, .created)
  }

  private static func changed(
    _ answer: HallAnswer, _ exchange: Exchange, _ status: HTTPResponse.Status
  ) throws -> Response {
    guard let incident = answer.incident else { throw Problem.unexpected }
    let (rules, now) = (exchange.web.plan.rules, exchange.now)
    return Answer.json(status) { $0.incidentMembers(incident, rules, at: now) }
  }

  /// Those that somebody still has to do something about, then the book of all.
  private static func list(_ exchange: Exchange) async throws -> Response {
    try exchange.noQuery()
    let now = exchange.now
    let (open, rules) = try await exchange.web.store.view { hall, plan in
      (hall.unsettledIncidents, plan.rules)
    }
    let book = try exchange.web.store.incidents(limit: 50)
    return Answer.json { text in
      text.put("asOf", now.rfc3339)
      text.put("alertMinutes", rules.backEntryAlertMinutes)
      text.list("incidents", open) { text, incident in
        text.object { $0.incidentMembers(incident, rules, at: now) }
      }
      text.list("book", book) { text, row in
        text.object { $0.book(row, offset: now.utcOffsetSeconds) }
      }
    }
  }
}

extension Exchange {
  /// Submits a command about an incident, with who asks.
  func submit(
    _ command: IncidentCommand, typed: String? = nil, key: IdempotencyKey? = nil
  ) async throws -> HallAnswer {
    try await web.store.submit(
      HallRequest(
        .incident(command), by: try signedIn().actor, at: now, key: key, typedText: typed))
  }
}

extension Fields {
  /// An instant, as the clock on the hall's wall showed it.
  func civil(_ name: String, _ exchange: Exchange) throws(Problem) -> CivilMoment {
    guard let civil = try civilIfPresent(name, exchange) else { throw .missingMember(name) }
    return civil
  }

  func civilIfPresent(_ name: String, _ exchange: Exchange) throws(Problem) -> CivilMoment? {
    try momentIfPresent(name)?
      .at(utcOffsetSeconds: exchange.web.settings.utcOffsetSeconds).civil
  }

  /// Numbers of papers as people write them; none at all when absent.
  fileprivate func papers(_ name: String) throws(Problem) -> String {
    try textIfPresent(name, upTo: 500) ?? ""
  }
}
