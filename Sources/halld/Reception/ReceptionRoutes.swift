internal import Dossiers
internal import HTTPTypes
internal import Hummingbird
internal import Store
internal import Ticketing

/// The reception desk: putting right what went wrong with a number.
enum ReceptionRoutes {
  static let routes = [
    Route(.get, "/api/reception/tickets", .staff, .staff(.seeTickets)) { exchange in
      let asked = try exchange.target.parameters(known: ["number", "priority"])
      let (visits, plan) = try await exchange.web.store.view(try wanted(asked))
      return Answer.json { text in text.list("tickets", visits) { $0.visit($1, plan) } }
    },
    correction("correct") { exchange, ticket in
      let errand = try await exchange.fields("errand").text("errand", upTo: 64)
      return .correct(ticket, to: ErrandID(errand))
    },
    correction("priority") { exchange, ticket in
      let priority = try await exchange.fields("priority").text("priority", upTo: 64)
      return .confirmPriority(ticket, priority == noPriority ? nil : PriorityID(priority))
    },
    correction("return") { exchange, ticket in
      try await exchange.noFields()
      return .comeBack(ticket)
    },
    correction("cancel") { exchange, ticket in
      try await exchange.noFields()
      return .cancel(ticket, by: .staff)
    },
    Route(.post, "/api/reception/tickets/{id}/reprint", .staff, .staff(.correctTickets)) {
      try await reprint($0)
    },
    Route(.post, "/api/reception/pad", .staff, .staff(.correctTickets)) { try await pad($0) },
  ]

  typealias Wanted = @Sendable (Hall, HallPlan) -> ([Visit], HallPlan)

  /// One number, or those who said of themselves that they have priority and whom nobody has asked.
  private static func wanted(_ asked: [String: String]) throws(Problem) -> Wanted {
    if asked["number"] == nil, let priority = asked["priority"] {
      guard priority == "unconfirmed" else {
        throw .wrongParameter("priority", expected: "unconfirmed")
      }
      return { hall, plan in
        let declared = hall.visits.values.filter {
          $0.priority != nil && !$0.isPriorityConfirmed && $0.state.isStillToBeCalled
        }
        return (Array(declared.sorted { $0.id < $1.id }.prefix(mostDeclared)), plan)
      }
    }
    guard let number = asked["number"], (1...20).contains(number.utf8.count) else {
      throw Problem.wrongParameter("number", expected: "A012")
    }
    return { hall, plan in (hall.visit(labelled: number.uppercased()).map { [$0] } ?? [], plan) }
  }

  private static let mostDeclared = 50

  /// Says that no class stands: it was not shown, or was given by mistake.
  static let noPriority = "none"

  private static func correction(
    _ step: String,
    _ command: @Sendable @escaping (Exchange, TicketID) async throws -> HallCommand
  ) -> Route {
    Route(.post, "/api/reception/tickets/{id}/\(step)", .staff, .staff(.correctTickets)) {
      exchange in
      let ticket = try await TicketName.find(exchange.parameter("id"), exchange.web)
      return try await changed(try await command(exchange, ticket), exchange, .ok)
    }
  }

  private static func changed(
    _ command: HallCommand, _ exchange: Exchange, _ status: HTTPResponse.Status
  ) async throws -> Response {
    let answer = try await exchange.web.store.submit(
      HallRequest(command, by: try exchange.signedIn().actor, at: exchange.now))
    guard let visit = answer.visit else { throw Problem.unexpected }
    let plan = exchange.web.plan
    return Answer.json(status) { $0.visitMembers(visit, plan) }
  }

  private static func reprint(_ exchange: Exchange) async throws -> Response {
    try await exchange.noFields()
    let ticket = try await TicketName.find(exchange.parameter("id"), exchange.web)
    let answer = try await exchange.web.store.submit(
      HallRequest(.reprint(ticket), by: try exchange.signedIn().actor, at: exchange.now))
    guard let asked = answer.recorded.last else { throw Problem.unexpected }
    return Answer.json {
      $0.print(answer.job, of: JobID(asked.id), at: "reception", exchange.web.printing)
    }
  }

  /// A number of the paper pad, handed out in a blackout.
  private static func pad(_ exchange: Exchange) async throws -> Response {
    let fields = try await exchange.fields("number", "errand", "at")
    let number = try fields.text("number", upTo: 20)
    let errand = ErrandID(try fields.text("errand", upTo: 64))
    guard let at = try fields.momentIfPresent("at") else { throw Problem.missingMember("at") }
    let here = at.at(utcOffsetSeconds: exchange.web.settings.utcOffsetSeconds)
    return try await changed(
      .enterPad(number: number.uppercased(), errand: errand, at: here), exchange, .created)
  }
}

extension VisitState {
  fileprivate var isStillToBeCalled: Bool {
    switch self {
    case .waiting, .parked, .missed: true
    default: false
    }
  }
}
