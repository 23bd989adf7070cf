internal import Dossiers
internal import Hummingbird
internal import Store
internal import Ticketing

/// The dossiers that are under way, by the step they stand at: whoever must go on finds them here,
/// also those that have no code yet.
enum DossierListRoutes {
  static let routes = [
    Route(.get, "/api/dossier-list", .staff, .staff(.seeDossier)) { try answer($0) }
  ]

  static let most = 1_000
  static let usual = 100

  private static func answer(_ exchange: Exchange) throws -> Response {
    let asked = try exchange.target.parameters(
      known: ["state", "agency", "officer", "counter", "after", "limit"])
    let web = exchange.web
    let staff = try exchange.signedIn()
    var filter = try self.filter(asked)
    switch staff.role {
    // An agency's people see what is their agency's, and the post what it carries.
    case .agency, .leader: filter.agency = staff.person.agency ?? ""
    case .post: filter.holder = .post
    case .receptionist, .officer, .feeDesk, .supervision, .administration, .director: break
    }
    let limit = try limit(asked["limit"])
    // One more tells whether there is a next page.
    let found = try web.store.dossiers(where: filter, limit: limit + 1)
    let counts =
      staff.role == .post ? [:] : try web.store.dossierCounts(agency: filter.agency)
    return Answer.json { text in
      text.put("asOf", exchange.now.rfc3339)
      text.list("counts", counts.sorted { $0.key.rawValue < $1.key.rawValue }) { text, count in
        text.object { text in
          text.put("state", count.key.rawValue)
          text.put("stateName", web.texts.sentence("state-\(count.key.rawValue)"))
          text.put("count", count.value)
        }
      }
      text.list("dossiers", found.prefix(limit)) { $0.row($1, web) }
      text.put("next", found.count > limit ? found[limit - 1].id.description : nil)
    }
  }

  private static func filter(_ asked: [String: String]) throws(Problem) -> DossierFilter {
    var filter = DossierFilter()
    if let text = asked["state"] {
      let open = DossierState.allCases.filter { !$0.isOver }
      guard let state = open.first(where: { $0.rawValue == text }) else {
        throw .wrongParameter(
          "state", expected: open.map(\.rawValue).joined(separator: ", "))
      }
      filter.states = [state]
    }
    filter.agency = try DueRoutes.word("agency", asked)
    filter.officer = try DueRoutes.word("officer", asked)
    filter.counter = try DueRoutes.word("counter", asked).map { CounterID($0) }
    if let text = asked["after"] {
      guard text.utf8.count <= 12, let id = Int64(text), id >= 0 else {
        throw .wrongParameter("after", expected: "0…")
      }
      filter.after = DossierID(id)
    }
    return filter
  }

  private static func limit(_ text: String?) throws(Problem) -> Int {
    guard let text else { return usual }
    guard let limit = Int(text), (1..<most).contains(limit) else {
      throw .wrongParameter("limit", expected: "1…\(most - 1)")
    }
    return limit
  }
}

extension JSONText {
  fileprivate mutating func row(_ row: DossierRow, _ web: WebParts) {
    let offset = web.settings.utcOffsetSeconds
    object { text in
      text.put("id", row.id.description)
      text.put("code", row.code)
      text.put("state", row.state.rawValue)
      text.put("stateName", web.texts.sentence("state-\(row.state.rawValue)"))
      text.put("procedure", row.procedure)
      text.put("procedureName", web.plan.procedure(row.procedure)?.name)
      text.put("agency", row.agency)
      text.put("officer", row.officer)
      text.put("counter", row.counter?.rawValue)
      text.put("receivedAt", Moment(row.receivedAt, utcOffsetSeconds: offset).rfc3339)
      text.put("dueAt", row.dueAt.map { Moment($0, utcOffsetSeconds: offset).rfc3339 })
      text.put("changedAt", Moment(row.changedAt, utcOffsetSeconds: offset).rfc3339)
    }
  }
}
