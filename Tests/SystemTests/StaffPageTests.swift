import Foundation
import Testing

extension RealBinary {
  @Suite(.serialized) struct `The desks of reception and supervision in Chromium` {
    @Test(.timeLimit(.minutes(4)))
    func `reception gives, finds and puts right`() async throws {
      try await onThread { try StaffPages().reception() }
    }

    @Test(.timeLimit(.minutes(4)))
    func `supervision sees who waits, who stands still, and the day`() async throws {
      try await onThread { try StaffPages().supervision() }
    }
  }
}

private struct StaffPages {
  private let hall: RunningHall
  private let browser: Browser
  private static let enter = "\u{E007}"

  init() throws {
    hall = try RunningHall(config: HallConfig())
    try hall.start()
    for (name, role) in [("le-tan-1", "receptionist"), ("giam-sat-1", "supervision")] {
      let made = try hall.command(
        "account", "add", name, "--role", role, input: "mot hai ba bon\n")
      try #require(made.ending == .exit(0), "\(made.errors)")
    }
    browser = try Browser()
  }

  func reception() throws {
    try take("dat-dai")
    try take("dat-dai", priority: "elderly")
    let page = try signIn("/reception", "le-tan-1")

    // Typed without marks, two dossiers for somebody else, with the paper that says so.
    try browser.type(page, "#whom [name=words]", "dat dai")
    try browser.until(
      page, "only land", "return document.querySelectorAll('#errands .group').length === 1")
    try browser.click(page, "#whom [name=agent]")
    try browser.script(page, "document.querySelector('#whom').dossiers.value = 2")
    try browser.click(page, "[data-errand=dat-dai]")
    // Without the mandate nothing is given, and the field says why.
    #expect(
      try browser.script(
        page,
        """
        return !document.querySelector('#whom').mandate.checkValidity()
          && !document.querySelector('#given [data-number]')
        """
      ).flag == true)
    try browser.type(page, "#whom [name=mandate]", "Giấy ủy quyền số 5")
    try browser.click(page, "[data-errand=dat-dai]")
    try browser.until(page, "A003", Self.shows("#given .number", "A003"))
    try browser.until(
      page, "an empty form", "return document.querySelector('#whom').mandate.value === ''")

    // Who said of themselves that they come first: the proof is seen at the desk.
    try browser.click(page, "[data-confirm=A002]")
    try browser.click(page, "[data-priority=elderly]")
    try browser.until(
      page, "a short list", "return !document.querySelector('[data-confirm=A002]')")
    try look(page, "reception")

    // A wrong errand put right, from the keyboard; the number stays.
    try find(page, "A001")
    try browser.click(page, "#correct")
    try browser.until(page, "the field", "return document.activeElement.name === 'errand'")
    try browser.type(page, "#dialog [name=errand]", "ho tich nop")
    try browser.press(page, Self.enter)
    try browser.press(page, Self.enter)
    try browser.until(
      page, "another errand",
      "return document.querySelector('#found [data-done=correct]') "
        + "&& document.querySelector('#found').innerText.includes('Hộ tịch')")
    try browser.click(page, "#reprint")
    try browser.until(
      page, "a reprint", "return document.querySelector('#found [data-done=reprint]')")
    try browser.click(page, "#cancel")
    try browser.click(page, "#cancel-yes")
    try browser.until(
      page, "the end", "return document.querySelector('#found [data-state=cancelled]')")

    // Another language, at once, with what was typed still there.
    try browser.type(page, "#whom [name=words]", "thue")
    try browser.click(page, "#display")
    try browser.script(
      page,
      """
      const choice = document.querySelector('dialog [name=language]');
      choice.value = 'en';
      choice.dispatchEvent(new Event('change'));
      """)
    try browser.until(page, "English", Self.shows("header h1", "Reception"))
    #expect(
      try browser.script(page, "return document.querySelector('#whom').words.value").text == "thue")
    #expect(try wide(page) == false)
    try hall.stop()
    try browser.until(page, "the lost hall", "return !document.querySelector('#lost').hidden")
    #expect(try hall.soundness() == [])
  }

  func supervision() throws {
    let officer = try Officer(hall, counter: "1")
    for _ in 0..<3 { try take("dat-dai") }
    try #require(try officer.callNext() != nil)
    try officer.act("start")
    let page = try signIn("/supervise", "giam-sat-1")
    try browser.until(page, "two waiting", Self.shows("[data-figure=waiting] b", "2"))
    try browser.until(page, "one served", Self.shows("[data-figure=serving] b", "1"))
    try browser.until(page, "the number", Self.shows("[data-counter='1'] .number", "A001"))
    try browser.until(
      page, "the line",
      "return document.querySelector('[data-line=dat-dai] .number')?.innerText === '2'")
    // What happens is on the page without anybody asking.
    try officer.act("finish", #"{"outcome":"done"}"#)
    try officer.act("call", #"{"ticket":"A003","reason":"Có trẻ nhỏ"}"#)
    try browser.until(
      page, "the call out of turn",
      "return document.querySelector('#turns').innerText.includes('Có trẻ nhỏ')")

    // The picture of the day has the page's own colours, in both themes.
    try browser.until(page, "the picture", "return document.querySelector('#picture svg .issued')")
    let fill = "return getComputedStyle(document.querySelector('#picture .issued')).fill"
    let plain = try browser.script(page, fill).text
    try browser.script(page, "document.documentElement.dataset.theme = 'contrast'")
    #expect(try browser.script(page, fill).text != plain)
    try browser.script(page, "document.documentElement.dataset.theme = 'plain'")
    try look(page, "supervision")

    // A day of which nothing is known is an empty picture, not an error.
    try browser.script(
      page,
      """
      const field = document.querySelector('#which-day');
      field.value = '5/1/2026';
      field.dispatchEvent(new Event('change'));
      """)
    try browser.until(
      page, "another day",
      "return document.querySelector('#picture title')?.textContent.includes('05/01/2026')")
    let table = try browser.script(page, "return document.querySelector('#table').href").text ?? ""
    #expect(table.contains("day=2026-01-05"))
    #expect(
      try browser.script(page, "return document.querySelector('#problem').innerText").text == "")
    #expect(try wide(page) == false)
    try hall.stop()
    try browser.until(page, "the lost hall", "return !document.querySelector('#lost').hidden")
  }

  private func signIn(_ path: String, _ account: String) throws -> Browser.Page {
    let page = try browser.open(
      "http://127.0.0.1:\(hall.port)\(path)", width: 1_366, height: 768)
    try browser.type(page, "[name=account]", account)
    try browser.type(page, "[name=password]", "mot hai ba bon\(Self.enter)")
    try browser.until(page, "the desk", "return !document.querySelector('#desk').hidden")
    return page
  }

  private func find(_ page: Browser.Page, _ number: String) throws {
    try browser.type(page, "#number", "\(number)\(Self.enter)")
    try browser.until(page, number, Self.shows("#found .number", number))
  }

  private func take(_ errand: String, priority: String? = nil) throws {
    let more = priority.map { #","priority":"\#($0)""# } ?? ""
    let asked = try hall.connect().send(
      "POST", "/api/tickets", json: #"{"errand":"\#(errand)"\#(more)}"#,
      headers: ["idempotency-key": UUID().uuidString])
    try #require(asked.status == 201, "\(asked.text)")
  }

  /// Whether something stands out to the side.
  private func wide(_ page: Browser.Page) throws -> Bool? {
    try browser.script(
      page, "const root = document.documentElement; return root.scrollWidth > root.clientWidth"
    ).flag
  }

  private func look(_ page: Browser.Page, _ name: String) throws {
    guard let folder = ProcessInfo.processInfo.environment["HALLD_PICTURES"] else { return }
    try browser.picture(page).write(to: URL(fileURLWithPath: "\(folder)/desk-\(name).png"))
  }

  private static func shows(_ selector: String, _ words: String) -> String {
    "return document.querySelector(\"\(selector)\")?.innerText.trim().startsWith('\(words)')"
  }
}
