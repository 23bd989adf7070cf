internal import Dossiers
internal import HTTPTypes
internal import Hummingbird
internal import Ticketing

/// A procedure with its components, as the counter checks them with the applicant (LC 13.2), and as
/// the visitor reads at the kiosk what to bring.
enum ProcedureRoutes {
  static let routes = [
    Route(.get, "/api/procedures/{id}", .staff, .staff(.seeDossier)) { try answer($0) },
    // What a procedure asks for is published (niêm yết): everybody may read it before queueing.
    Route(.get, "/api/hall/procedures/{id}", .all, .everyone) { try answer($0) },
  ]

  private static func answer(_ exchange: Exchange) throws -> Response {
    try exchange.noQuery()
    guard let procedure = exchange.web.plan.procedure(exchange.parameter("id")) else {
      throw Problem.procedureNotFound
    }
    return Answer.json { $0.procedure(procedure) }
  }
}

extension Problem {
  static let procedureNotFound = Problem(.notFound, "procedure-not-found")
}

extension JSONText {
  /// A paper of a procedure, as the catalogue has it.
  mutating func component(_ component: ProcedureComponent) {
    put("id", component.id)
    put("name", component.name)
    put("legalBasis", component.legalBasis)
    put("copies", component.copies)
    put("original", component.isOriginal)
    put("optional", component.isOptional)
  }

  fileprivate mutating func procedure(_ procedure: Procedure) {
    put("id", procedure.id)
    put("name", procedure.name)
    put("domain", procedure.domain)
    put("agency", procedure.leadAgency)
    switch procedure.term {
    case .workingDays(let days): put("days", days)
    case .workingHours, .sameDay: null("days")
    }
    if case .workingHours(let hours) = procedure.term {
      put("hours", hours)
    } else {
      null("hours")
    }
    put("sameDay", procedure.term == .sameDay)
    list("components", procedure.components) { text, component in
      text.object { $0.component(component) }
    }
    if let fee = procedure.fee {
      object("fee") { text in
        text.put("amount", fee.amount)
        text.put("basis", fee.legalBasis)
        text.put("prepaid", fee.isPrepaid)
      }
    } else {
      null("fee")
    }
  }
}
