internal import Dossiers
internal import HTTPTypes
internal import Hummingbird
internal import Store
internal import Ticketing

/// What supervision sets in the hall for today: lines, pauses, substitutes; each an event with its
/// author (HU DA IV.3.4; LC 4.5).
enum ArrangementRoutes {
  static let routes = [
    set("lines") { exchange, counter in
      let fields = try await exchange.fields("kind", "lines", "reason", "confirmed")
      let wish = CounterAssigned(
        counter: counter, kind: try fields.choice("kind", ArrangementKind.self),
        lines: try (fields.textsIfPresent("lines", upTo: 200) ?? []).map { LineID($0) })
      return .arrange(
        .assign(
          wish, reason: try reason(fields),
          confirmed: try fields.truthIfPresent("confirmed") ?? false))
    },
    set("as-configured") { exchange, counter in
      let fields = try await exchange.fields("reason", "confirmed")
      return .arrange(
        .release(
          counter, reason: try reason(fields),
          confirmed: try fields.truthIfPresent("confirmed") ?? false))
    },
    set("pause") { exchange, counter in
      let fields = try await exchange.fields("reason", "back")
      return .pauseCounter(
        counter, reason: try fields.choice("reason", PauseReason.self),
        back: try fields.timeIfPresent("back"))
    },
    set("resume") { exchange, counter in
      try await exchange.noFields()
      return .arrange(.resume(counter))
    },
    set("close") { exchange, counter in
      try await exchange.noFields()
      return .closeCounter(counter)
    },
    set("substitute") { exchange, counter in
      let fields = try await exchange.fields("officer", "substitute", "reason")
      return .arrange(
        .substitute(
          counter, of: try member(try fields.text("officer", upTo: 64), exchange),
          by: try member(try fields.text("substitute", upTo: 64), exchange),
          reason: try reason(fields)))
    },
    set("substitute-end") { exchange, counter in
      let fields = try await exchange.fields("substitute", "reason")
      return .arrange(
        .endSubstitution(
          counter, substitute: try fields.text("substitute", upTo: 64),
          reason: try reason(fields)))
    },
    Route(.get, "/api/supervision/counters/{id}/substitutes", .staff, .staff(.arrangeHall)) {
      try await substitutes($0)
    },
  ]

  /// One act at one counter; answered with the counter as supervision sees it afterwards.
  private static func set(
    _ act: String,
    _ command: @Sendable @escaping (Exchange, CounterID) async throws -> HallCommand
  ) -> Route {
    Route(
      .post, "/api/supervision/counters/{id}/\(act)", .staff, .staff(.arrangeHall)
    ) { exchange in
      let counter = CounterID(exchange.parameter("id"))
      let web = exchange.web
      guard web.plan.counter(counter) != nil else { throw Refusal.unknownCounter(counter) }
      let wish = try await command(exchange, counter)
      do {
        _ = try await web.store.submit(
          HallRequest(wish, by: try exchange.signedIn().actor, at: exchange.now))
      } catch StoreError.refused(.counterBusy(_, let label)) {
        // To an officer this says what to do first; supervision can only wait.
        throw Problem(.conflict, "counter-in-use", ["ticket": label])
      }
      let now = exchange.now
      let (seen, plan) = try await web.store.view { hall, plan in
        let windows = hall.board(at: now, plan: plan).windows
        return (
          windows.first { $0.counter == counter }.map { CounterNow($0, hall, plan, at: now) }, plan
        )
      }
      guard let seen else { throw Refusal.unknownCounter(counter) }
      let record = try web.store.dayRecord(on: now.date)
      return Answer.json { $0.members(of: seen, record.work[counter], plan, web) }
    }
  }

  /// Without one the rule itself refuses, with its own sentence.
  private static func reason(_ fields: Fields) throws(Problem) -> String {
    try fields.textIfPresent("reason", upTo: 500) ?? ""
  }

  // MARK: Who may sit in for whom

  private static func member(_ name: String, _ exchange: Exchange) throws -> StaffMember {
    guard let account = try exchange.web.store.account(name) else {
      throw Problem.accountUnknown(name)
    }
    return StaffMember(account)
  }

  /// The officers of a counter, and for each who may be named.
  private static func substitutes(_ exchange: Exchange) async throws -> Response {
    try exchange.noQuery()
    let counter = CounterID(exchange.parameter("id"))
    let web = exchange.web
    guard web.plan.counter(counter) != nil else { throw Refusal.unknownCounter(counter) }
    let staff = try web.store.accounts().map { (account: $0, member: StaffMember($0)) }
    let officers = staff.filter {
      $0.member.isActive && $0.member.worksAtCounters && $0.member.counters.contains(counter)
    }
    let hall = try await web.store.view { hall, _ in hall }
    return Answer.json { text in
      text.put("counter", counter.rawValue)
      text.list("officers", officers) { text, officer in
        text.object { text in
          text.person(officer.account)
          let others = staff.filter {
            hall.refusal(toSeat: $0.member, for: officer.member, at: counter) == nil
          }
          text.list("substitutes", others) { text, other in
            text.object { $0.person(other.account) }
          }
        }
      }
    }
  }
}

extension StaffMember {
  init(_ account: Account) {
    self.init(
      account: account.name, agency: account.agency, counters: account.counters,
      isActive: account.isActive,
      worksAtCounters: Role(rawValue: account.role).map(RoleTable.isBoundToCounters) ?? false)
  }
}

extension JSONText {
  fileprivate mutating func person(_ account: Account) {
    let person = StaffDirectory.Person(account)
    put("account", account.name)
    put("name", person.name)
    put("title", person.title)
    put("agency", person.agency)
  }
}
