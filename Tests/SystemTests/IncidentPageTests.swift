import Foundation
import Testing

@Suite(.serialized) struct `The incident page in a browser` {
  @Test(.timeLimit(.minutes(3)))
  func `a leader opens and closes, an officer enters the papers until none is missing`()
    async throws
  {
    try await onThread { try IncidentOnScreen().run() }
  }
}

/// A blackout of an hour, told on the page from its report to the last paper.
private struct IncidentOnScreen {
  private let hall = Result { try RunningHall() }
  private let officer = "lan"
  private let director = "minh"

  func run() throws {
    let hall = try hall.get()
    try hall.start()
    for (name, role) in [(officer, "officer"), (director, "director")] {
      let made = try hall.command(
        "account", "add", name, "--role", role, input: "mot hai ba \(name)\n")
      try #require(made.ending == .exit(0), "\(made.errors)")
    }
    let browser = try Browser()
    let page = try browser.open("http://127.0.0.1:\(hall.port)/incident", width: 1366, height: 900)

    try signIn(director, on: page, browser)
    try submit("#propose", ["startedAt": local(60)], on: page, browser)
    try browser.until(page, "an open incident", "return Boolean(document.querySelector('#close'))")
    try submit(
      "#close", ["endedAt": local(10), "pads": "P001-P003", "forms": ""], on: page, browser)
    try browser.until(page, "what is missing", Self.papers("P001 P002 P003"))
    try browser.script(page, "document.querySelector('#sign-out').click()")

    try signIn(officer, on: page, browser)
    try browser.until(page, "what is missing", Self.papers("P001 P002 P003"))
    let time = local(30)
    try kind("served", "P001", on: page, browser)
    try submit(
      "#enter-served",
      [
        "day": String(time.prefix(10)), "handedOutAt": String(time.suffix(5)),
        "startedAt": String(time.suffix(5)), "finishedAt": String(time.suffix(5)),
      ], on: page, browser)
    try browser.until(page, "one paper less", Self.papers("P002 P003"))

    // A paper that was entered says so where the officer looks.
    try kind("void", "P001", on: page, browser)
    try submit("#enter-void", ["reason": "nhầm"], on: page, browser)
    try browser.until(
      page, "the refusal",
      "return document.querySelector('#problem').innerText.includes('P001 đã được nhập')")
    try kind("void", "P002-P003", on: page, browser)
    try submit("#enter-void", ["reason": "để trống"], on: page, browser)
    try browser.until(
      page, "an empty list", "return document.querySelector('#missing').hidden")
    let book = try browser.script(
      page, "return document.querySelector('#book tbody tr').lastChild.innerText")
    #expect(book.text == "1 / 2 / 0")
    try hall.stop()
  }

  private static func papers(_ expected: String) -> String {
    """
    return [...document.querySelectorAll('[data-paper]')].map((one) => one.dataset.paper)
      .join(' ') === '\(expected)'
    """
  }

  private func signIn(_ account: String, on page: Browser.Page, _ browser: Browser) throws {
    try browser.until(
      page, "the form", "return Boolean(document.querySelector('#login [name=account]'))")
    try browser.type(page, "[name=account]", account)
    try browser.type(page, "[name=password]", "mot hai ba \(account)\u{E007}")
    try browser.until(page, "the desk", "return !document.querySelector('#desk').hidden")
  }

  /// Chooses the kind of paper, with its number filled in.
  private func kind(
    _ kind: String, _ number: String, on page: Browser.Page, _ browser: Browser
  ) throws {
    try browser.until(page, "the kinds", "return Boolean(document.querySelector('#kind'))")
    try browser.script(
      page,
      """
      const kind = document.querySelector('#kind');
      kind.value = arguments[0];
      kind.dispatchEvent(new Event('change'));
      document.querySelector(`#enter-${arguments[0]} [name=number]`).value = arguments[1];
      """, [kind, number])
  }

  private func submit(
    _ form: String, _ values: [String: String], on page: Browser.Page, _ browser: Browser
  ) throws {
    try browser.until(page, form, "return Boolean(document.querySelector(arguments[0]))", [form])
    try browser.script(
      page,
      """
      const form = document.querySelector(arguments[0]);
      for (const [name, value] of Object.entries(arguments[1])) form[name].value = value;
      """, [form, values])
    try browser.click(page, "\(form) button[type=submit]")
  }

  /// The hall's time so many minutes ago, as the page's fields have it.
  private func local(_ minutes: Int) -> String {
    let instant = Date.now.addingTimeInterval(Double(7 * 3_600 - minutes * 60))
    return String(instant.formatted(.iso8601).prefix(16))
  }
}
