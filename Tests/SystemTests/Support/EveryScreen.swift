import Foundation

/// A hall at work in the middle of a morning, and every screen of it.
struct EveryScreen {
  /// One screen in one state.
  struct Screen: Sendable {
    var name: String
    var path: String
    /// Width and height in pixels, the usual one first.
    var sizes: [(Int, Int)]
    /// Who is signed in; `nil` for what everyone sees.
    var account: String?
    /// Seen as soon as the screen can be used.
    var ready: String
    /// What is touched then, one after the other, each awaited.
    var touched: [String] = []
  }

  static let kiosk = [(1_080, 1_920), (1_920, 1_080)]
  static let board = [(1_920, 1_080), (3_840, 2_160), (1_024, 768)]
  static let desk = [(1_366, 768), (1_024, 600), (1_920, 1_080)]
  static let phone = [(390, 844), (320, 568)]

  static let screens = [
    Screen(name: "kiosk", path: "/kiosk", sizes: kiosk, ready: "[data-domain]"),
    Screen(
      name: "kiosk-errands", path: "/kiosk", sizes: kiosk, ready: "[data-domain]",
      touched: ["[data-domain=\"dat-dai\"]", "[data-errand]:not(:disabled)"].dropLast()),
    Screen(
      name: "kiosk-number", path: "/kiosk", sizes: kiosk, ready: "[data-domain]",
      touched: ["[data-domain=\"dat-dai\"]", "[data-errand]:not(:disabled)"]),
    Screen(name: "board", path: "/board", sizes: board, ready: "#calling[data-number]"),
    Screen(name: "lookup", path: "/lookup", sizes: phone + [(1_366, 768)], ready: "#code"),
    Screen(
      name: "lookup-kiosk", path: "/lookup?at=kiosk", sizes: kiosk, ready: "#code"),
    Screen(name: "phone", path: "/t/TOKEN", sizes: phone, ready: ".number"),
    Screen(
      name: "counter", path: "/counter?counter=1", sizes: desk, account: "quay-1",
      ready: "[data-state]"),
    Screen(
      name: "reception", path: "/reception", sizes: desk, account: "le-tan", ready: "main button"),
    Screen(
      name: "supervise", path: "/supervise", sizes: desk, account: "giam-sat", ready: "main table"),
    Screen(
      name: "dossiers", path: "/dossiers", sizes: desk, account: "can-bo", ready: "main button"),
    Screen(name: "incident", path: "/incident", sizes: desk, account: "le-tan", ready: "main"),
    Screen(
      name: "accounts", path: "/accounts", sizes: desk, account: "quan-tri",
      ready: "[data-account]"),
    Screen(name: "index", path: "/", sizes: desk, ready: "a"),
    Screen(name: "pair", path: "/pair", sizes: [(1_080, 1_920)], ready: "input"),
    Screen(name: "setup", path: "/setup", sizes: desk, ready: "main"),
    Screen(name: "sign-in", path: "/counter", sizes: desk, ready: "[name=account]"),
  ]

  enum Theme: String, CaseIterable { case plain, contrast }

  let hall: RunningHall
  let browser: Browser
  private let token: String
  private var root: String { "http://127.0.0.1:\(hall.port)" }

  init() throws {
    hall = try RunningHall()
    try hall.start()
    browser = try Browser()
    token = try Self.morning(hall)
  }

  /// Opens a screen in its state; it stands still when this comes back.
  func open(
    _ screen: Screen, size: (Int, Int)? = nil, theme: Theme = .plain, language: String = "vi"
  ) throws -> Browser.Page {
    let (width, height) = size ?? screen.sizes[0]
    let page = try browser.open("\(root)/lookup", width: width, height: height)
    try browser.script(
      page,
      """
      localStorage.setItem('language', arguments[0]);
      localStorage.setItem('theme', arguments[1]);
      const ask = new XMLHttpRequest();
      ask.open(arguments[2] ? 'POST' : 'DELETE', '/api/session', false);
      ask.setRequestHeader('Content-Type', 'application/json');
      ask.send(arguments[2] ? JSON.stringify({ account: arguments[2], password: arguments[3] }) : '');
      """,
      [language, theme.rawValue, screen.account ?? "", "\(screen.account ?? "")-2026"])
    try browser.go(page, to: root + screen.path.replacing("TOKEN", with: token))
    try browser.until(page, screen.name, Self.seen, [screen.ready])
    try browser.script(
      page,
      """
      document.documentElement.dataset.theme = arguments[1];
      return import('/assets/language.js').then((module) => module.chooseLanguage(arguments[0]));
      """, [language, theme.rawValue])
    for selector in screen.touched {
      // The kiosk takes no touch in the first moments of a new screen.
      try browser.until(
        page, "an awake kiosk", "return !document.body.classList.contains('resting')")
      try browser.click(page, selector)
    }
    try browser.until(
      page, "a screen that stands still",
      """
      return document.fonts.ready.then(() => document.readyState === 'complete'
        && document.getAnimations().every((one) => one.playState !== 'running'
          || one.effect.getComputedTiming().iterations === Infinity))
      """)
    return page
  }

  private static let seen = """
    return Boolean(document.querySelector(arguments[0])?.getClientRects().length)
    """

  /// Numbers taken, counters open, some called, one served; the link of one that waits.
  private static func morning(_ hall: RunningHall) throws -> String {
    let kiosk = hall.connect()
    let plan = try kiosk.send("GET", "/api/hall").json
    let errands = plan["errands"].list.filter { $0["kind"].text == "file" }
      .compactMap { $0["id"].text }
    var token = ""
    for turn in 0..<30 {
      let answer = try kiosk.send(
        "POST", "/api/tickets", json: "{\"errand\":\"\(errands[turn % errands.count])\"}",
        headers: ["Idempotency-Key": "morning-\(turn)"])
      token = answer.json["token"].text ?? token
    }
    for counter in 1...7 {
      let desk = hall.connect()
      try signIn(desk, account: "quay-\(counter)", password: "quay-\(counter)-2026")
      for verb in ["open", "call-next"] + (counter % 2 == 0 ? ["start"] : []) {
        _ = try desk.send("POST", "/api/counters/\(counter)/\(verb)")
      }
    }
    guard !token.isEmpty else { throw Trouble("the hall gave no numbers") }
    return token
  }
}
