internal import HTTPTypes
internal import Hummingbird
internal import Store
internal import Ticketing

/// Administration's list of accounts: who may sign in, as what, at which counters.
///
/// A password given here is made by the server, shown once, and good for one signing in.
enum AccountRoutes {
  static let routes = [
    Route(.get, "/api/accounts", .staff, .staff(.seeAccounts)) { try list($0) },
    Route(.post, "/api/accounts", .staff, .staff(.manageAccounts)) { try await add($0) },
    Route(.post, "/api/accounts/{id}/change", .staff, .staff(.manageAccounts)) { exchange in
      let fields = try await exchange.fields("fullName", "title", "agency", "role", "counters")
      let facts = try AccountFields(fields, exchange.web.plan)
      return answer(try await change(exchange) { facts.write(to: &$0) })
    },
    Route(.post, "/api/accounts/{id}/password", .staff, .staff(.manageAccounts)) { exchange in
      try await exchange.noFields()
      let (password, hash) = try await exchange.web.sessions.oneTimePassword()
      let account = try await change(exchange) { account in
        account.passwordHash = hash
        account.mustChangePassword = true
      }
      return answer(account, oneTimePassword: password)
    },
    Route(.post, "/api/accounts/{id}/disable", .staff, .staff(.manageAccounts)) { exchange in
      try await exchange.noFields()
      return answer(try await change(exchange) { $0.isActive = false })
    },
    Route(.post, "/api/accounts/{id}/enable", .staff, .staff(.manageAccounts)) { exchange in
      try await exchange.noFields()
      return answer(try await change(exchange) { $0.isActive = true })
    },
    Route(.post, "/api/accounts/{id}/end-sessions", .staff, .staff(.manageAccounts)) { exchange in
      try await exchange.noFields()
      let name = exchange.parameter("id")
      guard let account = try exchange.web.store.account(name) else {
        throw Problem.accountUnknown(name)
      }
      try await exchange.web.store.endSessions(
        of: name, because: .byAdministration, by: try exchange.signedIn().actor, at: exchange.now)
      return answer(account)
    },
  ]

  private static func list(_ exchange: Exchange) throws -> Response {
    try exchange.noQuery()
    let store = exchange.web.store
    let now = exchange.now
    let accounts = try store.accounts().map { account in
      (account, try store.sessions(of: account.name, at: now).count)
    }
    return Answer.json { text in
      text.list("accounts", accounts) { text, row in
        text.object { text in
          text.members(of: row.0)
          text.put("sessions", row.1)
        }
      }
    }
  }

  private static func add(_ exchange: Exchange) async throws -> Response {
    let fields = try await exchange.fields(
      "account", "fullName", "title", "agency", "role", "counters")
    let name = try AccountFields.name(fields)
    let facts = try AccountFields(fields, exchange.web.plan)
    let (password, hash) = try await exchange.web.sessions.oneTimePassword()
    var account = Account(
      name: name, role: "", counters: [], passwordHash: hash, mustChangePassword: true)
    facts.write(to: &account)
    let outcome = try await exchange.web.store.add(
      account, by: try exchange.signedIn().actor, at: exchange.now)
    guard case .done(let made) = outcome else {
      throw Problem(.conflict, "account-exists", ["account": name])
    }
    return answer(made, .created, oneTimePassword: password)
  }

  private static func change(
    _ exchange: Exchange, _ edit: @Sendable @escaping (inout Account) -> Void
  ) async throws -> Account {
    let name = exchange.parameter("id")
    let outcome = try await exchange.web.store.change(
      name, by: try exchange.signedIn().actor, at: exchange.now, edit)
    switch outcome {
    case .done(let account): return account
    case .lastAdministrator: throw Problem(.conflict, "last-administrator")
    case .unknown, .exists: throw Problem.accountUnknown(name)
    }
  }

  private static func answer(
    _ account: Account, _ status: HTTPResponse.Status = .ok, oneTimePassword: String? = nil
  ) -> Response {
    Answer.json(status) { text in
      text.members(of: account)
      if let oneTimePassword { text.put("oneTimePassword", oneTimePassword) }
    }
  }
}

/// What administration writes down about a person, checked.
struct AccountFields: Sendable {
  let fullName: String
  let title: String
  let agency: String
  let role: Role
  let counters: [CounterID]

  init(_ fields: Fields, _ plan: HallPlan) throws {
    fullName = try fields.text("fullName", upTo: 80)
    title = try fields.textIfPresent("title", upTo: 80) ?? ""
    agency = try fields.textIfPresent("agency", upTo: 120) ?? ""
    role = try fields.choice("role", Role.self)
    counters = try (fields.textsIfPresent("counters", upTo: 200) ?? []).map { CounterID($0) }
    for counter in counters where plan.counter(counter) == nil {
      throw Refusal.unknownCounter(CounterID(Problem.shortened(counter.rawValue)))
    }
    guard !RoleTable.isBoundToCounters(role) || !counters.isEmpty else {
      throw Problem(.unprocessableContent, "counters-missing")
    }
  }

  func write(to account: inout Account) {
    account.fullName = fullName
    account.title = title
    account.agency = agency
    account.role = role.rawValue
    account.counters = RoleTable.isBoundToCounters(role) ? counters : []
  }

  /// An account's name: 1 to 40 of a to z, digits, dots and hyphens.
  static func name(_ fields: Fields) throws(Problem) -> String {
    let name = try fields.text("account", upTo: 40)
    guard isName(name) else {
      throw Problem(.unprocessableContent, "account-name", ["account": name])
    }
    return name
  }

  static func isName(_ text: String) -> Bool {
    (1...40).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        (97...122).contains(byte) || (48...57).contains(byte) || byte == 45 || byte == 46
      }
  }
}

extension JSONText {
  fileprivate mutating func members(of account: Account) {
    put("account", account.name)
    put("fullName", account.fullName)
    put("title", account.title)
    put("agency", account.agency)
    put("role", account.role)
    list("counters", account.counters) { $0.item($1.rawValue) }
    put("active", account.isActive)
    put("mustChangePassword", account.mustChangePassword)
  }
}

extension Problem {
  static func accountUnknown(_ name: String) -> Problem {
    Problem(.notFound, "account-unknown", ["account": shortened(name)])
  }
}
