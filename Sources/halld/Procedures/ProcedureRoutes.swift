internal import Dossiers
internal import HTTPTypes
internal import Hummingbird
internal import Ticketing

/// A procedure with its components, as the counter checks them with the applicant (LC 13.2).
enum ProcedureRoutes {
  static let routes = [
    Route(.get, "/api/procedures/{id}", .staff, .staff(.seeDossier)) { try answer($0) }
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
      text.object { text in
        text.put("id", component.id)
        text.put("name", component.name)
        text.put("legalBasis", component.legalBasis)
        text.put("copies", component.copies)
        text.put("original", component.isOriginal)
        text.put("optional", component.isOptional)
      }
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
