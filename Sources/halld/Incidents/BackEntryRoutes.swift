internal import Dossiers
internal import HTTPTypes
internal import Hummingbird
internal import Store
internal import Ticketing

/// What stands on the papers of an incident becomes entries, each paper once.
enum BackEntryRoutes {
  static let routes = [
    entry("tickets") { try await ticket($0, $1) },
    entry("visits") { try await visit($0, $1) },
    entry("services") { try await service($0, $1) },
    Route(.post, "/api/incidents/{id}/forms", .staff, .staff(.takeIn)) { try await form($0) },
  ]

  private static func entry(
    _ name: String,
    _ command: @Sendable @escaping (Exchange, IncidentID) async throws -> IncidentCommand
  ) -> Route {
    Route(.post, "/api/incidents/{id}/\(name)", .staff, .staff(.enterPapers)) { exchange in
      let id = try IncidentRoutes.incident(exchange)
      let answer = try await exchange.submit(try await command(exchange, id))
      let (rules, plan, now) = (exchange.web.plan.rules, exchange.web.plan, exchange.now)
      return Answer.json(.created) { text in
        if let visit = answer.visit {
          text.object("ticket") { $0.visitMembers(visit, plan) }
        } else {
          text.null("ticket")
        }
        text.object("incident") { text in
          if let incident = answer.incident { text.incidentMembers(incident, rules, at: now) }
        }
      }
    }
  }

  /// A pad number whose holder still waits.
  private static func ticket(_ exchange: Exchange, _ id: IncidentID) async throws
    -> IncidentCommand
  {
    let fields = try await exchange.fields("number", "errand", "handedOutAt")
    return .enterTicket(
      id, number: try fields.text("number", upTo: 20).uppercased(),
      errand: ErrandID(try fields.text("errand", upTo: 64)),
      handedOut: try fields.civil("handedOutAt", exchange))
  }

  private static let serviceMembers = [
    "counter", "officer", "calledAt", "startedAt", "finishedAt", "outcome",
  ]

  /// A pad number whose holder was served on paper.
  private static func visit(_ exchange: Exchange, _ id: IncidentID) async throws
    -> IncidentCommand
  {
    let fields = try Fields(
      try await exchange.bytes(), known: ["number", "errand", "handedOutAt"] + serviceMembers)
    return .enterVisit(
      id, number: try fields.text("number", upTo: 20).uppercased(),
      errand: ErrandID(try fields.text("errand", upTo: 64)),
      handedOut: try fields.civil("handedOutAt", exchange), try service(fields, exchange))
  }

  /// A number of the machine's whose holder was served on paper.
  private static func service(_ exchange: Exchange, _ id: IncidentID) async throws
    -> IncidentCommand
  {
    let fields = try Fields(try await exchange.bytes(), known: ["ticket"] + serviceMembers)
    let name = try fields.text("ticket", upTo: 20)
    let service = try service(fields, exchange)
    return .enterService(id, ticket: try await TicketName.find(name, exchange.web), service)
  }

  private static func service(_ fields: Fields, _ exchange: Exchange) throws -> PaperService {
    PaperService(
      counter: CounterID(try fields.text("counter", upTo: 64)),
      officer: try fields.text("officer", upTo: 100),
      calledAt: try fields.civilIfPresent("calledAt", exchange),
      startedAt: try fields.civil("startedAt", exchange),
      finishedAt: try fields.civil("finishedAt", exchange),
      outcome: try fields.choice("outcome", CounterRoutes.Outcome.self).stop)
  }

  /// A dossier that was taken in on a form. The form's number is the key of the request: the same
  /// form with the same content is answered with the same dossier.
  private static func form(_ exchange: Exchange) async throws -> Response {
    let id = try IncidentRoutes.incident(exchange)
    let fields = try await exchange.fields(
      "form", "procedure", "receivedAt", "counter", "officer", "ticket", "code")
    let form = try fields.text("form", upTo: 20).uppercased()
    let name = try fields.text("procedure", upTo: 64)
    let web = exchange.web
    guard let procedure = web.settings.procedures.first(where: { $0.id == name }) else {
      throw Problem(.unprocessableContent, "unknown-procedure", ["procedure": name])
    }
    let code = try fields.textIfPresent("code", upTo: DossierCode.greatestLength)
    let entry = IntakeFormEntry(
      form: form,
      intake: Intake(
        procedure: procedure.intake, channel: .counter,
        receivedAt: try fields.civil("receivedAt", exchange),
        // The store puts the day's next ordinal in place of this one.
        code: code.map { .scanned($0) } ?? .given(ordinal: 1)),
      counter: CounterID(try fields.text("counter", upTo: 64)),
      officer: try fields.text("officer", upTo: 100),
      ticket: try fields.textIfPresent("ticket", upTo: 20))
    // Papers are the hall's; the post brings what it carries (LC 12.5).
    guard try exchange.signedIn().role != .post else { throw Problem.roleForbidden }
    let number = web.plan.rules.forms.number(of: form).map(String.init) ?? form
    let key = IdempotencyKey(
      scope: "incident form", key: "\(id) \(number)", body: Array("\(entry)".utf8))
    let answer: HallAnswer
    do {
      answer = try await exchange.submit(.enterForm(id, entry), key: key)
    } catch StoreError.keyReused {
      throw Problem(.conflict, "form-answered-otherwise", ["paper": form])
    }
    guard let dossier = answer.dossier else { throw Problem.unexpected }
    return IntakeRoutes.accepted(dossier, exchange)
  }
}
