internal import Dossiers
internal import Hummingbird
internal import Store
internal import Ticketing

/// Who must act, and by when: what has fallen due in the dossiers' lives, or will by a day.
enum DueRoutes {
  static let routes = [
    Route(.get, "/api/due", .staff, .staff(.seeDossier)) { try answer($0) }
  ]

  static let most = 1_000
  /// Days ahead that a list may look; a term of years is no duty of today.
  static let farthest = 62

  private static func answer(_ exchange: Exchange) throws -> Response {
    let asked = try exchange.target.parameters(
      known: ["agency", "officer", "counter", "kind", "party", "until", "limit"])
    let now = exchange.now
    var filter = try self.filter(asked)
    let staff = try exchange.signedIn()
    // An agency's people see what their agency must do, and nobody else's.
    if staff.isOfAgency { filter.agency = staff.person.agency ?? "" }
    let until = try until(asked["until"], now)
    let limit = try ListQuery.limit(asked, most: most)
    let web = exchange.web
    let duties = try web.store.duties(of: filter, through: until, limit: limit)
    let counts = try web.store.dutyCounts(of: filter, through: until)
    let office = staff.isOfAgency ? [] : officeDuties(web.plan, now.civil.date)
    return Answer.json { text in
      text.put("asOf", now.rfc3339)
      text.put("until", Moment(until, utcOffsetSeconds: now.utcOffsetSeconds).rfc3339)
      text.list("counts", counts.sorted { $0.key.rawValue < $1.key.rawValue }) { text, count in
        text.object { text in
          text.kind(count.key, web.texts)
          text.put("count", count.value)
        }
      }
      text.list("due", duties) { $0.duty($1, now, web) }
      text.list("office", office) { text, duty in
        text.object { text in
          text.put("kind", duty.kind.rawValue)
          text.put("kindName", web.texts.sentence("duty-\(duty.kind.rawValue)"))
          text.put("day", duty.day.description)
          text.put("today", duty.day == now.civil.date)
        }
      }
    }
  }

  /// What the office itself owes next, by the regulation that holds today.
  private static func officeDuties(_ plan: HallPlan, _ today: CivilDate) -> [OfficeDuty] {
    plan.regulations.inForce(centre: plan.centreCode, on: today)?.officeDuties(from: today) ?? []
  }

  private static func filter(_ asked: [String: String]) throws(Problem) -> DutyFilter {
    var filter = DutyFilter()
    filter.agency = try ListQuery.word("agency", asked)
    filter.officer = try ListQuery.word("officer", asked)
    filter.counter = try ListQuery.word("counter", asked).map { CounterID($0) }
    if let text = asked["kind"] {
      let known = DueItem.Kind.allCases.map(\.rawValue)
      guard let kind = DueItem.Kind(rawValue: text) else {
        throw .wrongParameter("kind", expected: known.joined(separator: ", "))
      }
      filter.kinds = [kind]
    }
    if let text = asked["party"] {
      guard let party = DueItem.Kind.Party(rawValue: text) else {
        throw .wrongParameter("party", expected: "centre, agency")
      }
      filter.party = party
    }
    return filter
  }

  /// Until the end of this day; without one, until the end of today.
  private static func until(_ text: String?, _ now: Moment) throws(Problem) -> CivilMoment {
    let today = now.civil.date
    guard let text else { return CivilMoment(date: today, time: .endOfDay) }
    guard let day = CivilDate(text), day.daysSinceEpoch - today.daysSinceEpoch <= farthest else {
      throw .wrongParameter("until", expected: "YYYY-MM-DD")
    }
    return CivilMoment(date: day, time: .endOfDay)
  }
}

extension StaffSession {
  fileprivate var isOfAgency: Bool { role == .agency || role == .leader }
}

extension JSONText {
  fileprivate mutating func kind(_ kind: DueItem.Kind, _ texts: Texts) {
    put("kind", kind.rawValue)
    put("kindName", texts.sentence("due-\(kind.rawValue)"))
    put("party", kind.party.rawValue)
  }

  fileprivate mutating func duty(_ duty: Duty, _ now: Moment, _ web: WebParts) {
    let row = duty.dossier
    let at = Moment(duty.item.at, utcOffsetSeconds: now.utcOffsetSeconds)
    object { text in
      text.kind(duty.item.kind, web.texts)
      text.put("number", duty.item.number)
      text.put("at", at.rfc3339)
      text.put("passed", at <= now)
      text.put("told", duty.toldIn != nil)
      text.place(of: row, web)
    }
  }
}
