internal import Dossiers
internal import HTTPTypes
internal import Hummingbird
internal import Store
internal import Ticketing

/// A number as a page: whole when it arrives, so that the oldest phone shows it and acts without a
/// script; a script only looks more often.
enum PhonePage {
  static let routes = [
    Route(.get, "/t/{token}", .all, .everyone) { try await show($0) },
    Route(.post, "/t/{token}/cancel", .all, .everyone) { exchange in
      try await act(exchange) { .cancel($0, by: .citizen) }
    },
    Route(.post, "/t/{token}/return", .all, .everyone) { exchange in
      try await act(exchange) { .comeBack($0) }
    },
  ]

  /// With so many ahead, or fewer, one stays in sight of the counters.
  private static let near = 2

  private static func show(_ exchange: Exchange, problem: Problem? = nil) async throws -> Response {
    let language = try language(exchange)
    let words = exchange.web.texts.pages
    var values: [String: Any] = [
      "token": exchange.parameter("token"), "language": language,
      "w": words.shown("phone", in: language),
      "languages": words.languages.filter { $0.code != language }.map {
        ["code": $0.code, "name": $0.name]
      },
    ]
    var status = HTTPResponse.Status.ok
    do {
      let ticket = try await PhoneTicket.find(try await exchange.phoneTicket(), exchange)
      values.merge(self.values(ticket, words, language)) { _, new in new }
    } catch let problem as Problem {
      values["problem"] = said(problem, exchange)
      status = problem.status
    }
    if let problem {
      values["problem"] = said(problem, exchange)
      status = problem.status
    }
    return try ScreenRoutes.show("ticket", exchange, values, status: status)
  }

  /// Carries out what a form asks, and leads back to the page, so that reloading asks nothing again.
  private static func act(
    _ exchange: Exchange, _ command: (TicketID) -> HallCommand
  ) async throws -> Response {
    guard try await exchange.bytes().isEmpty else { throw Problem.notAnObject }
    do {
      try await exchange.byPhone(command(try await exchange.phoneTicket()))
    } catch let problem as Problem {
      return try await show(exchange, problem: problem)
    } catch let error as StoreError {
      return try await show(exchange, problem: Problem(error))
    }
    var headers = Answer.plainHeaders
    headers[.location] = "/t/\(exchange.parameter("token"))?lang=\(try language(exchange))"
    return Response(status: .seeOther, headers: headers)
  }

  private static func said(_ problem: Problem, _ exchange: Exchange) -> [String: String] {
    let sentence = exchange.web.texts.sentence(problem.code, problem.arguments)
    return ["vi": sentence.vi, "en": sentence.en]
  }

  private static func language(_ exchange: Exchange) throws(Problem) -> String {
    let asked = try exchange.target.parameters(known: ["lang"])["lang"] ?? "vi"
    return exchange.web.texts.pages.languages.contains { $0.code == asked } ? asked : "vi"
  }

  private static func values(
    _ ticket: PhoneTicket, _ words: PageWords, _ language: String
  ) -> [String: Any] {
    func say(_ key: String, _ values: [String: BilingualName] = [:]) -> [String: String] {
      words.shown("phone", key, values, in: language)
    }
    let isNear = ticket.state == "waiting" && (ticket.ahead ?? .max) <= near
    var lines: [[String: String]] = []
    if let wait = wait(ticket.estimatedWaitSeconds), ticket.state == "waiting" {
      func time(_ language: String) -> String {
        words.shown("common", wait.key, wait.values, in: language)["first"] ?? ""
      }
      lines.append(say("wait", ["time": BilingualName(vi: time("vi"), en: time("en"))]))
    }
    if isNear { lines.append(say("stay-near")) }
    if let until = ticket.returnUntil {
      lines.append(say("return-until", ["time": .same(clock(until))]))
    } else if ticket.state == "missed" {
      lines.append(say("ask-reception"))
    } else if ["done", "cancelled"].contains(ticket.state) {
      lines.append(say("over-next"))
    }
    return [
      "number": ticket.number, "state": ticket.state, "isWide": ticket.number.utf8.count > 4,
      "ahead": ticket.ahead ?? -1, "isNear": isNear, "isOver": ticket.isOver,
      "refreshes": !ticket.isOver,
      "say": say(sentence(ticket), arguments(ticket)), "lines": lines,
      "errand": shownName(ticket.errandName, language),
      "counter": ticket.counter?.id.rawValue ?? "",
      "asOf": say("as-of", ["time": .same(clock(ticket.asOf))]),
      "mayReturn": ticket.state == "missed" && ticket.returnUntil != nil,
      "mayCancel": ["waiting", "parked", "missed"].contains(ticket.state),
    ]
  }

  /// The key of what its owner does now.
  private static func sentence(_ ticket: PhoneTicket) -> String {
    switch ticket.state {
    case "waiting":
      switch ticket.ahead ?? 0 {
      case 0: "next"
      case 1: "one-ahead"
      default: "ahead"
      }
    case "called" where ticket.counter == nil: "called-somewhere"
    case "serving" where ticket.counter == nil: "serving-somewhere"
    case "called", "serving", "parked", "missed", "done", "cancelled": ticket.state
    default: "expired"
    }
  }

  private static func arguments(_ ticket: PhoneTicket) -> [String: BilingualName] {
    var arguments = ["people": BilingualName.same(String(ticket.ahead ?? 0))]
    arguments["counter"] = ticket.counter?.name
    return arguments
  }

  private static func shownName(_ name: BilingualName, _ language: String) -> [String: String] {
    let vietnameseLast = language == "en"
    return [
      "first": vietnameseLast ? name.en : name.vi, "firstCode": vietnameseLast ? "en" : "vi",
      "second": vietnameseLast ? name.vi : name.en, "secondCode": vietnameseLast ? "vi" : "en",
    ]
  }

  /// A wait as people say it, rounded up to five minutes above ten.
  private static func wait(_ seconds: Int?) -> (key: String, values: [String: BilingualName])? {
    guard let seconds else { return nil }
    let minutes = max(1, (seconds + 59) / 60)
    let rounded = minutes <= 10 ? minutes : (minutes + 4) / 5 * 5
    func figure(_ value: Int) -> BilingualName { .same(String(value)) }
    guard rounded >= 60 else { return ("about-minutes", ["minutes": figure(rounded)]) }
    let hours = figure(rounded / 60)
    return rounded % 60 == 0
      ? ("about-hours", ["hours": hours])
      : ("about-hours-minutes", ["hours": hours, "minutes": figure(rounded % 60)])
  }

  private static func clock(_ moment: Moment) -> String {
    String(moment.rfc3339.dropFirst(11).prefix(5))
  }
}

extension BilingualName {
  /// A word that is the same in every language, such as a figure.
  fileprivate static func same(_ word: String) -> BilingualName {
    BilingualName(vi: word, en: word)
  }
}
