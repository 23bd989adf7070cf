internal import Dossiers
internal import HTTPTypes
internal import Hummingbird
internal import Store
internal import Ticketing

/// The officer's console: each key of it is one of these.
enum CounterRoutes {
  static let routes = [
    Route(.get, "/api/counters/{id}/waiting", .staff, .staff(.seeCounter)) {
      try await CounterList.answer($0)
    },
    CounterPage.stream,
    work("open") { exchange, counter, officer in
      try await exchange.noFields()
      return try await duty(.openCounter(counter, officer: officer.account), exchange, counter)
    },
    work("pause") { exchange, counter, _ in
      let fields = try await exchange.fields("reason", "back")
      let text = try fields.text("reason", upTo: 200)
      let back = try fields.timeIfPresent("back")
      // Only known reasons reach the screens; what was typed stays outside the log.
      let reason = PauseReason(rawValue: text)
      return try await duty(
        .pauseCounter(counter, reason: reason ?? .other, back: back), exchange, counter,
        typed: reason == nil ? text : nil)
    },
    work("close") { exchange, counter, _ in
      try await exchange.noFields()
      return try await duty(.closeCounter(counter), exchange, counter)
    },
    work("call-next") { exchange, counter, _ in
      try await exchange.noFields()
      return try await ticket(.callNext(counter), exchange)
    },
    work("call") { exchange, counter, _ in
      let fields = try await exchange.fields("ticket", "reason")
      let asked = try fields.text("ticket", upTo: 20)
      let reason = try fields.textIfPresent("reason", upTo: 500)
      return try await ticket(
        .call(counter, try await TicketName.find(asked, exchange.web), reason: reason), exchange)
    },
    work("recall") { exchange, counter, _ in
      try await exchange.noFields()
      return try await ticket(.recall(counter), exchange)
    },
    work("start") { exchange, counter, _ in
      try await exchange.noFields()
      return try await ticket(.start(counter), exchange)
    },
    work("park") { exchange, counter, _ in
      try await exchange.noFields()
      return try await ticket(.park(counter), exchange)
    },
    work("no-show") { exchange, counter, _ in
      try await exchange.noFields()
      return try await ticket(.noShow(counter), exchange)
    },
    work("transfer") { exchange, counter, _ in try await transfer(exchange, counter) },
    work("finish") { exchange, counter, _ in
      let outcome = try await exchange.fields("outcome").choice("outcome", Outcome.self)
      return try await ticket(.finish(counter, outcome.stop), exchange)
    },
  ]

  /// How a visit may end; a transfer has its own way.
  enum Outcome: String, CaseIterable {
    case done, intake, guidedAway, supplement

    var stop: StopOutcome { StopOutcome(rawValue: rawValue) ?? .done }
  }

  /// A step at one's own counter.
  private static func work(
    _ step: String,
    _ act: @Sendable @escaping (Exchange, CounterID, StaffSession) async throws -> Response
  ) -> Route {
    Route(.post, "/api/counters/{id}/\(step)", .staff, .staff(.workCounter)) { exchange in
      let counter = CounterID(exchange.parameter("id"))
      let officer = try exchange.signedIn()
      guard exchange.web.plan.counter(counter) != nil else { throw Refusal.unknownCounter(counter) }
      try officer.mayWork(at: counter)
      return try await act(exchange, counter, officer)
    }
  }

  private static func transfer(_ exchange: Exchange, _ counter: CounterID) async throws -> Response
  {
    let fields = try await exchange.fields("errand", "counter", "back")
    let errand = try fields.textIfPresent("errand", upTo: 64)
    let other = try fields.textIfPresent("counter", upTo: 64)
    let back = try fields.truthIfPresent("back") ?? false
    let target: TransferTarget
    switch (errand, other) {
    case (let errand?, nil): target = .errand(ErrandID(errand))
    case (nil, let other?): target = .counter(CounterID(other))
    default: throw Problem(.unprocessableContent, "transfer-target")
    }
    return try await ticket(.transfer(counter, to: target, thenBack: back), exchange)
  }

  /// Carries out a step and answers with the ticket it was about, or 204 when there was none.
  private static func ticket(_ command: HallCommand, _ exchange: Exchange) async throws -> Response
  {
    let answer = try await exchange.web.store.submit(
      HallRequest(command, by: try exchange.signedIn().actor, at: exchange.now))
    guard let visit = answer.visit else { return Answer.nothing() }
    let plan = exchange.web.plan
    return Answer.json { $0.visitMembers(visit, plan) }
  }

  /// Carries out a change of duty and answers with the counter as it is now.
  private static func duty(
    _ command: HallCommand, _ exchange: Exchange, _ counter: CounterID, typed: String? = nil
  ) async throws -> Response {
    let web = exchange.web
    _ = try await web.store.submit(
      HallRequest(
        command, by: try exchange.signedIn().actor, at: exchange.now, typedText: typed))
    let (status, visit, plan) = try await web.store.view { hall, plan in
      let status = hall.counter(counter)
      return (status, status.current.flatMap { hall.visit($0) }, plan)
    }
    return Answer.json { text in
      text.put("id", counter.rawValue)
      text.put("name", plan.name(of: counter))
      text.duty(status.duty, web.texts)
      text.officer(status.officer.map { web.staff.person($0) })
      text.put("number", visit?.label)
    }
  }
}

/// A ticket as staff name it: by its id or by today's number.
enum TicketName {
  static func find(_ text: String, _ web: WebParts) async throws -> TicketID {
    if let id = Int64(text), id > 0 { return TicketID(id) }
    let label = text.uppercased()
    let found = try await web.store.view { hall, _ in hall.visit(labelled: label)?.id }
    guard let found else { throw Refusal.unknownTicket(Problem.shortened(text)) }
    return found
  }
}
