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

  /// One less than the store gives: one more row tells whether there is a next page.
  static let most = 999

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
    let limit = try ListQuery.limit(asked, most: most)
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
    filter.agency = try ListQuery.word("agency", asked)
    filter.officer = try ListQuery.word("officer", asked)
    filter.counter = try ListQuery.word("counter", asked).map { CounterID($0) }
    if let text = asked["after"] {
      guard text.utf8.count <= 12, let id = Int64(text), id >= 0 else {
        throw .wrongParameter("after", expected: "0…")
      }
      filter.after = DossierID(id)
    }
    return filter
  }
}

extension JSONText {
  /// Which dossier a row of a list is, where it stands and who has it.
  mutating func place(of row: DossierRow, _ web: WebParts) {
    put("id", row.id.description)
    put("code", row.code)
    put("state", row.state.rawValue)
    put("stateName", web.texts.sentence("state-\(row.state.rawValue)"))
    put("procedure", row.procedure)
    put("procedureName", web.plan.procedure(row.procedure)?.name)
    put("agency", row.agency)
    put("officer", row.officer)
    put("counter", row.counter?.rawValue)
  }

  fileprivate mutating func row(_ row: DossierRow, _ web: WebParts) {
    let offset = web.settings.utcOffsetSeconds
    object { text in
      text.place(of: row, web)
      text.put("receivedAt", Moment(row.receivedAt, utcOffsetSeconds: offset).rfc3339)
      text.put("dueAt", row.dueAt.map { Moment($0, utcOffsetSeconds: offset).rfc3339 })
      text.put("changedAt", Moment(row.changedAt, utcOffsetSeconds: offset).rfc3339)
    }
  }
}
