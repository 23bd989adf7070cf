internal import Dossiers
internal import HTTPTypes
internal import Hummingbird
internal import Ticketing

/// The screens themselves, their assets, and the description of all this.
enum ScreenRoutes {
  static let routes = [
    page("/kiosk", "kiosk", .inside),
    page("/reception", "reception", .staff),
    Route(.get, "/board", .inside, .everyone) { exchange in
      // All boards are sent the same picture; which counters are its own, the page knows.
      let board = exchange.station(.board)
      let settings = exchange.web.settings.boards.first { $0.id == board }
      let speaks = exchange.web.voice != nil && settings?.speaks ?? true
      return try show(
        "board", exchange,
        ["shows": (settings?.counters ?? []).joined(separator: " "), "speaks": speaks])
    },
    page("/counter", "counter", .staff),
    Route(.get, "/dossiers", .staff, .everyone) { exchange in
      // Where the centre prints a slip before intake, its desk begins with it (HU QT II.1).
      let plan = exchange.web.plan
      let rules = plan.regulations.inForce(centre: plan.centreCode, on: exchange.now.date)
      return try show(
        "dossiers", exchange, ["registers": rules?.life.registration.slip ?? false])
    },
    page("/incident", "incident", .staff),
    page("/lookup", "lookup", .all),
    page("/supervise", "supervise", .staff),
    page("/pair", "pair", .inside),
    page("/accounts", "accounts", .staff),
    Route(.get, "/setup", .staff, .everyone) { exchange in
      try show("setup", exchange, ["needed": exchange.web.setup.isNeeded])
    },
    page("/", "index", .inside),
    Route(.get, "/assets/{name}", .all, .everyone) { exchange in
      guard let file = exchange.web.pages.asset(exchange.parameter("name")) else {
        throw Problem.notFound
      }
      return send(file, exchange)
    },
    Route(.get, "/texts/{name}", .all, .everyone) { exchange in
      guard let file = exchange.web.texts.pages.module(exchange.parameter("name")) else {
        throw Problem.notFound
      }
      return send(file, exchange)
    },
    Route(.get, "/openapi.yaml", .all, .everyone) { exchange in
      guard let file = exchange.web.pages.openAPI else { throw Problem.notFound }
      return send(file, exchange)
    },
  ]

  // Everything comes from this server, nothing runs that stands in a page, nobody frames it, and no
  // text becomes markup in a script's hands.
  private static let policy = """
    default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    media-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; \
    base-uri 'none'; form-action 'self'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'; trusted-types 'none'
    """
  // What a page of the hall never asks a browser for.
  private static let permissions = [
    "camera", "display-capture", "geolocation", "gyroscope", "hid", "microphone", "midi",
    "payment", "serial", "usb",
  ].map { "\($0)=()" }.joined(separator: ", ")

  private static let pageHeaders: HTTPFields = {
    var headers = Answer.plainHeaders
    headers[.contentType] = "text/html; charset=utf-8"
    headers[.cacheControl] = "no-cache"
    headers[.contentSecurityPolicy] = policy
    headers[.permissionsPolicy] = permissions
    headers[.crossOriginOpenerPolicy] = "same-origin"
    return headers
  }()

  private static func page(_ path: String, _ name: String, _ doors: Doors) -> Route {
    Route(.get, path, doors, .everyone) { exchange in try show(name, exchange) }
  }

  /// A page of `Config/pages` with the words of the screens and `more` in its braces.
  static func show(
    _ page: String, _ exchange: Exchange, _ more: [String: Any] = [:],
    status: HTTPResponse.Status = .ok
  ) throws(Problem) -> Response {
    let web = exchange.web
    var values: [String: Any] = [
      "centre": web.plan.centre.vi, "centreEn": web.plan.centre.en, "t": web.texts.pages.table,
    ]
    if let demo = web.settings.demo {
      values["demo"] = true
      values["accounts"] = demo.accounts.map {
        ["name": $0.name, "password": $0.password, "role": $0.role.rawValue]
      }
    }
    values.merge(more) { _, new in new }
    guard let body = web.pages.render(page, values) else { throw .notFound }
    return Response(status: status, headers: pageHeaders, body: ResponseBody(byteBuffer: body))
  }

  /// A file of the screens, or that the browser's copy is still it.
  static func send(_ file: Pages.File, _ exchange: Exchange) -> Response {
    var headers = Answer.plainHeaders
    headers[.contentType] = file.type
    headers[.cacheControl] = "no-cache"
    headers[.eTag] = file.tag
    // A drawing opened on its own runs no script either.
    headers[.contentSecurityPolicy] = policy
    if exchange.request.headers[.ifNoneMatch] == file.tag {
      return Response(status: .notModified, headers: headers)
    }
    return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: file.bytes))
  }
}
