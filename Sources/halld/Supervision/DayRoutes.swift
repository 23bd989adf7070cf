internal import Dossiers
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Store
internal import Ticketing

/// One service day to look at and to take away: a picture and a table.
enum DayRoutes {
  static let routes = [
    Route(.get, "/api/supervision/day.svg", .staff, .staff(.supervise)) { exchange in
      let (day, say) = try asked(exchange)
      let web = exchange.web
      let record = try web.store.dayRecord(on: day)
      let picture = DayPicture(record, of: day, at: exchange.now, web.plan, say: say)
      return send(picture.drawn(), "image/svg+xml; charset=utf-8")
    },
    Route(.get, "/api/supervision/day.csv", .staff, .staff(.supervise)) { exchange in
      let (day, say) = try asked(exchange)
      let web = exchange.web
      let table = DayTable(record: try web.store.dayRecord(on: day), plan: web.plan, say: say)
      return send(table.text, "text/csv; charset=utf-8", savedAs: "so-thu-tu-\(day).csv")
    },
  ]

  private static func asked(_ exchange: Exchange) throws(Problem) -> (CivilDate, DayWords) {
    let asked = try exchange.target.parameters(known: ["day", "language"])
    let day = try asked["day"].map { text throws(Problem) in
      guard let day = CivilDate(text) else {
        throw .wrongParameter("day", expected: "YYYY-MM-DD")
      }
      return day
    }
    let pages = exchange.web.texts.pages
    let known = pages.languages.map(\.code)
    let language = asked["language"] ?? "vi"
    guard known.contains(language) || language == "vi" else {
      throw .wrongParameter("language", expected: known.joined(separator: ", "))
    }
    return (
      day ?? exchange.now.date,
      DayWords(language: language, words: pages.table["supervise"] ?? [:])
    )
  }

  private static func send(
    _ text: String, _ type: String, savedAs name: String? = nil
  ) -> Response {
    var headers = Answer.plainHeaders
    headers[.contentType] = type
    headers[.cacheControl] = "no-store"
    // Opened by itself the drawing has the style of the pages, and runs nothing.
    headers[.contentSecurityPolicy] =
      "default-src 'none'; style-src 'self'; frame-ancestors 'none'"
    if let name { headers[.contentDisposition] = "attachment; filename=\"\(name)\"" }
    return Response(
      status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }
}

/// The words of the page of supervision in one language, Vietnamese where it lacks one.
struct DayWords: Sendable {
  let language: String
  let words: [String: [String: String]]

  func callAsFunction(_ key: String, _ values: [String: String] = [:]) -> String {
    Texts.fill(words[key]?[language] ?? words[key]?["vi"] ?? key, values)
  }

  func name(_ name: BilingualName) -> String { language == "en" ? name.en : name.vi }
}

/// A service day for a spreadsheet: a row for each number, nothing about its owner.
struct DayTable {
  let record: DayRecord
  let plan: HallPlan
  let say: DayWords

  private static let heads = [
    "number", "domain", "errand", "priority", "origin", "dossiers", "issued", "called", "turn",
    "started", "ended", "counter", "state", "waited", "served",
  ]

  var text: String {
    var rows = SpreadsheetText()
    rows.row(Self.heads.map { say("column-\($0)") })
    for number in record.numbers { rows.row(cells(number)) }
    return rows.text
  }

  private func cells(_ number: DayRecord.Number) -> [String] {
    [
      number.label, named(plan.domain(number.domain)?.name, number.domain.rawValue),
      named(plan.name(of: number.errand), number.errand.rawValue),
      number.priority.map { named(plan.priorityName($0), $0.rawValue) } ?? "",
      say("origin-\(number.origin.rawValue)"), String(number.dossiers),
      time(number.issuedAt), time(number.calledAt),
      number.turn.map { say("turn-\($0.rawValue)") } ?? "",
      time(number.startedAt), time(number.endedAt),
      number.counter.map { named(plan.name(of: $0), $0.rawValue) } ?? "",
      say("ticket-\(number.outcome?.rawValue ?? number.state)"),
      minutes(number.waitedSeconds),
      minutes(number.startedAt == nil ? nil : number.servingSeconds),
    ]
  }

  private func named(_ name: BilingualName?, _ id: String) -> String {
    guard let name else { return id }
    return say.name(name)
  }

  /// `2026-11-21 08:30:05`, as every spreadsheet reads it.
  private func time(_ moment: Moment?) -> String {
    guard let moment else { return "" }
    return String(moment.rfc3339.prefix(19)).replacing("T", with: " ")
  }

  private func minutes(_ seconds: Int?) -> String {
    seconds.map { String(($0 + 30) / 60) } ?? ""
  }
}
