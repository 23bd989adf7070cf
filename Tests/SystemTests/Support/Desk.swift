import Testing

/// The counter page of an officer who is signed in and sits at an open counter.
struct Desk {
  let page: Browser.Page
  private let browser: Browser

  init(_ browser: Browser, at address: String, account: String, password: String) throws {
    self.browser = browser
    page = try browser.open(address, width: 1366, height: 768)
    try browser.type(page, "[name=account]", account)
    try browser.type(page, "[name=password]", "\(password)\u{E007}")
    try browser.until(page, "the desk", "return !document.querySelector('#desk').hidden")
    try browser.until(
      page, "its state", "return document.querySelector('[data-state]')?.dataset.state")
    let state = try browser.script(
      page, "return document.querySelector('[data-state]').dataset.state")
    if state.text != "open" { try browser.click(page, "#open") }
    try browser.until(page, "an open counter", "return Boolean(document.querySelector('#next'))")
    try browser.script(
      page,
      """
      addEventListener('keydown', () => {
        window.pressedAt = performance.timeOrigin + performance.now();
      }, true);
      """)
  }

  /// Presses the key that calls the next number, and says when: milliseconds of the pages' clock.
  func callNext(_ number: String) throws -> Double {
    try browser.until(
      page, "\(number) as the next",
      "return document.querySelector('tr.first')?.dataset.number === arguments[0]", [number])
    try browser.press(page, "n")
    try browser.until(
      page, "\(number) at the counter",
      "return document.querySelector('#current-number')?.innerText === arguments[0]", [number])
    let pressed = try browser.script(page, "return String(window.pressedAt)").text
    return try #require(pressed.flatMap { Double($0) })
  }
}
