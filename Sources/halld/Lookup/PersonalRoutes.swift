internal import Dossiers
internal import HTTPTypes
internal import Hummingbird
internal import Store
internal import Ticketing

/// What is known of an applicant: read on record, erased on request (DOMAIN 6.7).
enum PersonalRoutes {
  static let routes = [
    Route(.get, "/api/dossiers/{code}/applicant", .staff, .staff(.readPersonal)) { exchange in
      try exchange.noQuery()
      let code = try LookupRoutes.read(exchange.parameter("code"), exchange)
      let found = try await exchange.web.store.personalData(
        ofDossier: code, for: try exchange.signedIn().actor, at: exchange.now)
      guard let found else { throw Problem.nothingPersonal }
      return Answer.json { text in
        text.put("code", code)
        text.put("name", found.name)
        text.put("phone", found.phone)
        text.put("address", found.address)
        text.put("note", found.note)
      }
    },
    Route(.delete, "/api/dossiers/{code}/applicant", .staff, .staff(.erasePersonal)) { exchange in
      try await exchange.noFields()
      let code = try LookupRoutes.read(exchange.parameter("code"), exchange)
      let isErased = try await exchange.web.store.erasePersonalData(
        ofDossier: code, by: try exchange.signedIn().actor, at: exchange.now)
      guard isErased else { throw Problem.nothingPersonal }
      return Answer.nothing()
    },
  ]
}
