import Foundation
import Glibc

/// A hall at work, and one browser that opens every screen of it, one after the other.
final class EveryScreen {
  enum Theme: String, CaseIterable { case plain, contrast }

  let browser: Browser
  /// The only page; each screen is opened in it.
  let page: Browser.Page
  private let morning: ScreenMorning
  private var prepared: String?
  private var isSilent = false

  init() throws {
    morning = try ScreenMorning()
    browser = try Browser()
    page = try browser.open("about:blank", width: 1_920, height: 1_080)
    try browser.tool(page, "Network.enable")
  }

  deinit { hear() }

  /// Opens a screen in its state; it stands still when this comes back.
  func open(_ screen: Screen, size index: Int = 0, language: String = "vi") throws {
    hear()
    try morning.goOn(to: screen.moment)
    try shape(screen, index)
    try prepare(screen, language)
    let hall = morning.hall(at: screen.moment)
    try browser.tool(page, "Network.clearBrowserCookies")
    if let account = screen.account {
      for (name, value) in try morning.cookies(of: account) {
        try browser.tool(
          page, "Network.setCookie",
          ["name": name, "value": value, "url": "http://127.0.0.1:\(hall.port)"])
      }
    }
    // A page that differs behind "#" only would not be loaded anew.
    try browser.go(page, to: "about:blank")
    try browser.go(page, to: "http://127.0.0.1:\(hall.port)\(morning.fill(screen.path))")
    try seen(screen.ready, of: screen)
    for step in screen.steps { try take(step, of: screen) }
    if screen.isKept { try browser.script(page, "standStill()") }
    try settle()
  }

  /// Goes on from the open page, as a scanned code makes it do; what the page kept is there still.
  func follow(_ path: String, to ready: String) throws {
    try forgetPreparation()
    try browser.script(page, "location.assign(arguments[0])", [morning.fill(path)])
    try browser.until(
      page, "\(ready) on \(path)",
      "return Boolean(document.querySelector(arguments[0])?.getClientRects().length)", [ready])
  }

  /// Gives the open screen another of its sizes.
  func shape(_ screen: Screen, _ index: Int) throws {
    let (width, height) = screen.sizes[index]
    try browser.shape(page, width, height)
  }

  /// The open screen in another theme.
  func show(_ theme: Theme) throws {
    try browser.script(
      page, "document.documentElement.dataset.theme = arguments[0]", [theme.rawValue])
    try settle()
  }

  /// The open screen in another language, as far as it is drawn anew.
  func speak(_ language: String) throws {
    try browser.script(
      page,
      "return import('/assets/language.js').then((module) => module.chooseLanguage(arguments[0]))",
      [language])
    try settle()
  }

  /// Whether a dialog stands over the open screen.
  func asks() throws -> Bool {
    try browser.script(page, "return Boolean(document.querySelector('dialog[open]'))").flag == true
  }

  /// Waits for letters, pictures and movements.
  func settle() throws {
    try browser.script(
      page,
      """
      const still = () => document.getAnimations().every((one) => one.playState !== 'running'
        || one.effect.getComputedTiming().iterations === Infinity);
      const frame = () => new Promise((next) => requestAnimationFrame(next));
      return (async () => {
        await document.fonts.ready;
        await Promise.all([...document.images].map((one) => one.decode().catch(() => {})));
        for (let turn = 0; turn < 2 || (turn < 300 && !still()); turn += 1) await frame();
      })();
      """)
  }

  private func take(_ step: Screen.Step, of screen: Screen) throws {
    switch step {
    case .touch(let selector):
      // The kiosk takes no touch in the first moments of a new screen.
      try browser.until(
        page, "an awake kiosk", "return !document.body.classList.contains('resting')")
      try browser.click(page, selector)
    case .type(let selector, let text): try browser.type(page, selector, morning.fill(text))
    case .choose(let selector, let value):
      try browser.script(
        page,
        """
        const list = document.querySelector(arguments[0]);
        list.value = arguments[1];
        list.dispatchEvent(new Event('change'));
        """, [selector, value])
    case .seen(let selector): try seen(selector, of: screen)
    case .gone(let selector):
      try browser.until(
        page, "the end of \(selector) on \(screen.name)",
        "return !document.querySelector(arguments[0])?.getClientRects().length", [selector])
    case .scroll(let selector):
      try browser.script(page, "document.querySelector(arguments[0]).scrollIntoView()", [selector])
    case .silence:
      try browser.script(page, "fallSilent()")
      morning.hall(at: screen.moment).child?.kill(SIGSTOP)
      isSilent = true
    }
  }

  private func seen(_ selector: String, of screen: Screen) throws {
    try browser.until(
      page, "\(selector) on \(screen.name)",
      "return Boolean(document.querySelector(arguments[0])?.getClientRects().length)", [selector])
  }

  private func hear() {
    if isSilent { morning.hall(at: .morning).child?.kill(SIGCONT) }
    isSilent = false
  }

  /// What each page of this screen finds: its language, nothing kept, and timers at its pace.
  private func prepare(_ screen: Screen, _ language: String) throws {
    try forgetPreparation()
    let source = """
      try {
        localStorage.clear();
        sessionStorage.clear();
        localStorage.setItem('language', '\(language)');
      } catch {} // an empty page keeps nothing
      (() => {
        const pace = \(screen.pace);
        let isStill = false;
        window.standStill = () => { isStill = true; };
        for (const name of ['setTimeout', 'setInterval']) {
          const real = window[name];
          window[name] = (act, time, ...more) => {
            const wasStill = isStill;
            return real(() => { if (wasStill || !isStill) act(...more); }, (time ?? 0) / pace);
          };
        }
        const now = performance.now.bind(performance);
        let silentAt = null; // from then on silence lasts as much longer as the timers are faster
        window.fallSilent = () => { silentAt = now(); };
        performance.now = () => now() + (silentAt === null ? 0 : (now() - silentAt) * (pace - 1));
      })();
      """
    prepared = try browser.tool(
      page, "Page.addScriptToEvaluateOnNewDocument", ["source": source])["identifier"].text
  }

  private func forgetPreparation() throws {
    guard let prepared else { return }
    try browser.tool(page, "Page.removeScriptToEvaluateOnNewDocument", ["identifier": prepared])
    self.prepared = nil
  }
}
