import Foundation
import Testing

extension RealBinary {
  @Suite(.serialized) struct `The officer's console in Chromium` {
    @Test(.timeLimit(.minutes(4)))
    func `a day at the counter needs no mouse`() async throws {
      try await onThread { try ConsoleDay().run() }
    }
  }
}

/// Two officers at two counters, with nothing but keyboards.
private struct ConsoleDay {
  private let hall: RunningHall
  private let browser: Browser
  private static let enter = "\u{E007}"
  private static let escape = "\u{E00C}"
  private static let down = "\u{E015}"

  init() throws {
    // What was put aside is called again while we look.
    hall = try RunningHall(
      config: HallConfig([
        ("kioskCooldownSeconds: 0", "kioskCooldownSeconds: 0\n  secondsBetweenCalls: 6")
      ]))
    try hall.start()
    for counter in ["1", "2"] {
      let made = try hall.command(
        "account", "add", "quay-so-\(counter)", "--role", "officer", "--counters", counter,
        input: "mot hai ba bon\n")
      try #require(made.ending == .exit(0), "\(made.errors)")
    }
    browser = try Browser()
  }

  func run() throws {
    let page = try signIn("1")
    try fits(page)
    try press(page, "o", until: "return document.querySelector('#next')")
    for _ in 0..<4 { try take("dat-dai") }
    try every(page, "bears its key")

    // Called, called again, not there: put aside, counted down, called again by itself.
    try call(page, "A001")
    try press(page, "r", until: Self.said("#since", "Gọi lần 2"))
    try press(page, "p", until: "return document.querySelector('.countdown[data-calls=\"2\"]')")
    try browser.until(page, "a countdown", "return /0:0\\d/.test(\(Self.countdown))")
    try browser.until(
      page, "the third call, by itself",
      "return document.querySelector('.countdown[data-calls=\"3\"]')")
    try look(page, "countdown")
    // It has turned up: its digit calls it, without a reason.
    try press(page, "1", until: Self.current("A001"))
    try #require(
      try browser.script(page, "return document.querySelector('#why').innerText").text?
        .contains("đã quay lại") == true)
    try press(page, "s", until: Self.serving)
    try press(page, "f", until: Self.dialog)
    try press(page, "1", until: Self.free)

    // Out of turn from the list, with a reason; Esc leaves and brings the focus back to the row.
    try press(page, "d", until: Self.focused("A002"))
    try press(page, Self.down, until: Self.focused("A003"))
    try press(page, Self.enter, until: Self.dialog)
    try press(page, Self.escape, until: "return !document.querySelector('dialog[open]')")
    try browser.until(page, "the row again", Self.inRow("A003"))
    try press(page, Self.enter, until: Self.dialog)
    try press(page, "1", until: Self.current("A003"))
    try look(page, "out-of-turn")

    // Letters without marks find the other counter.
    try press(page, "t", until: "return document.activeElement.name === 'target'")
    try browser.type(page, "[name=target]", "quay 2")
    try press(page, Self.enter, until: "return document.querySelector('[role=listbox]').hidden")
    try press(page, Self.enter, until: Self.free)

    // To the fee desk and back.
    try call(page, "A002")
    try press(page, "s", until: Self.serving)
    try every(page, "bears its key")
    try press(page, "h", until: "return document.activeElement.name === 'procedure'")
    try press(page, Self.escape, until: "return document.activeElement === document.body")
    try press(page, "l", until: Self.free)
    try transferred()

    // Single letters can be turned off by who needs it; the pause asks for a plain time.
    try press(page, "b", until: Self.dialog)
    try press(page, Self.enter, until: Self.state("paused"))
    try press(page, "o", until: Self.state("open"))
    try press(page, "b", until: Self.dialog)
    try browser.type(page, "[name=back]", "13h30")
    try press(page, Self.enter, until: Self.state("paused"))
    try press(page, "?", until: "return document.querySelector('dialog[open] [name=letters]')")
    try browser.script(page, "document.querySelector('[name=letters]').click()")
    try press(page, Self.escape, until: "return !document.querySelector('dialog[open]')")
    try browser.press(page, "o")
    try browser.press(page, "?")
    #expect(try browser.script(page, Self.state("paused")).flag == true)
    try hall.stop()
    try browser.until(
      page, "the lost connection",
      "return !document.querySelector('#lost').hidden && document.querySelector('[data-connection=lost]')"
    )
    try look(page, "lost")
    #expect(try hall.soundness() == [])
  }

  /// The other officer has whom this one sent, as the next.
  private func transferred() throws {
    let other = ConsoleDay(hall, try Browser())
    let page = try other.signIn("2")
    try other.press(page, "o", until: "return document.querySelector('#next')")
    try other.call(page, "A003")
    try other.look(page, "transferred")
  }

  private init(_ hall: RunningHall, _ browser: Browser) {
    (self.hall, self.browser) = (hall, browser)
  }

  private func signIn(_ counter: String) throws -> Browser.Page {
    let page = try browser.open(
      "http://127.0.0.1:\(hall.port)/counter", width: 1_024, height: 600)
    try browser.type(page, "[name=account]", "quay-so-\(counter)")
    try browser.type(page, "[name=password]", "mot hai ba bon\(Self.enter)")
    try browser.until(page, "a counter", "return document.querySelector('button#open')")
    return page
  }

  private func take(_ errand: String) throws {
    let asked = try hall.connect().send(
      "POST", "/api/tickets", json: "{\"errand\":\"\(errand)\"}",
      headers: ["idempotency-key": UUID().uuidString])
    try #require(asked.status == 201, "\(asked.text)")
  }

  private func call(_ page: Browser.Page, _ number: String) throws {
    try browser.until(
      page, "\(number) as the next",
      "return document.querySelector('tr.first')?.dataset.number === arguments[0]", [number])
    try press(page, "n", until: Self.current(number))
  }

  private func press(_ page: Browser.Page, _ key: String, until script: String) throws {
    try browser.press(page, key)
    try browser.until(page, "after \(key.debugDescription): \(script)", script)
  }

  /// Nothing to be scrolled sideways on a small screen, and the keys in sight.
  private func fits(_ page: Browser.Page) throws {
    let fits = try browser.script(
      page,
      """
      const root = document.documentElement;
      return root.scrollWidth <= root.clientWidth && root.scrollHeight <= root.clientHeight;
      """)
    #expect(fits.flag == true)
  }

  private func every(_ page: Browser.Page, _ what: String) throws {
    let without = try browser.script(
      page,
      """
      return [...document.querySelectorAll('#current button')]
        .filter((one) => one.querySelector('kbd')?.innerText !== one.getAttribute('aria-keyshortcuts'))
        .map((one) => one.id).join(' ');
      """)
    #expect(without.text == "", "every key \(what)")
  }

  private func look(_ page: Browser.Page, _ name: String) throws {
    guard let folder = ProcessInfo.processInfo.environment["HALLD_PICTURES"] else { return }
    try browser.picture(page).write(to: URL(fileURLWithPath: "\(folder)/console-\(name).png"))
  }

  private static let dialog = "return document.querySelector('#dialog').open"
  private static let free = "return !document.querySelector('#current-number')"
  private static let serving =
    "return document.querySelector('#current-number')?.dataset.state === 'serving'"
  private static let countdown = "document.querySelector('.countdown')?.innerText"

  private static func state(_ state: String) -> String {
    "return document.querySelector('#state [data-state]')?.dataset.state === '\(state)'"
  }

  private static func current(_ number: String) -> String {
    "return document.querySelector('#current-number')?.innerText === '\(number)'"
  }

  private static func said(_ selector: String, _ words: String) -> String {
    "return document.querySelector('\(selector)')?.innerText.includes('\(words)')"
  }

  private static func focused(_ number: String) -> String {
    "return document.activeElement.dataset.number === '\(number)'"
  }

  private static func inRow(_ number: String) -> String {
    "return document.activeElement.closest('tr')?.dataset.number === '\(number)'"
  }
}
