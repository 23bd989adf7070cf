import Foundation
import Testing

extension RealBinary {
  @Suite(.serialized) struct `What supervision sets in Chromium` {
    @Test(.timeLimit(.minutes(4)))
    func `HU-DA-3.4b · lines, a pause and a substitute are set on the page and hold in the hall`()
      async throws
    {
      try await onThread { try SettingPage().setsAll() }
    }

    @Test(.timeLimit(.minutes(2)))
    func `HU-DA-3.4b · the button of a proposal sends its counter to help, in the author's name`()
      async throws
    {
      try await onThread { try SettingPage().takesProposal() }
    }
  }
}

private struct SettingPage {
  private let hall: RunningHall
  private let browser: Browser
  private let page: Browser.Page
  private let officer: Officer
  private static let enter = "\u{E007}"

  init() throws {
    hall = try RunningHall(config: HallConfig())
    try hall.start()
    officer = try Officer(hall, counter: "1")
    let password = "mot hai ba bon\n"
    let made = try hall.command(
      "account", "add", "giam-sat-1", "--role", "supervision", input: password)
    try #require(made.ending == .exit(0), "\(made.errors)")
    for (name, counter) in [("hoa", "1"), ("binh", "2")] {
      let made = try hall.command(
        "account", "add", name, "--role", "officer", "--counters", counter, "--agency",
        "Sở Khoa học", input: password)
      try #require(made.ending == .exit(0), "\(made.errors)")
    }
    browser = try Browser()
    page = try browser.open(
      "http://127.0.0.1:\(hall.port)/supervise", width: 1_366, height: 768)
    try browser.type(page, "[name=account]", "giam-sat-1")
    try browser.type(page, "[name=password]", "mot hai ba bon\(Self.enter)")
    try browser.until(page, "the desk", "return !document.querySelector('#desk').hidden")
  }

  func setsAll() throws {
    let line = try strangeLine()
    try take(line)
    try #require(try officer.callNext() == nil)

    // Lines: by keys alone, from the button of the counter on.
    try browser.click(page, "[data-focus=change-1]")
    try browser.press(page, "2")
    try browser.click(page, "#dialog [value='\(line)']")
    try reason("đông người")
    try row("[data-post='1'] .serves", holds: try name(of: line))
    #expect(try officer.callNext() != nil)

    // Nobody is cut off; the page says who is there, and keeps what was filled in.
    try open("pause")
    try browser.press(page, Self.enter)
    try browser.click(page, "#dialog form .main")
    try browser.until(
      page, "the refusal",
      "return document.querySelector('#dialog .bad')?.innerText.includes('Người dân vẫn được')")
    try officer.act("start")
    try officer.act("finish", #"{"outcome":"done"}"#)
    try browser.click(page, "#dialog form .main")
    try row("[data-post='1'] .state.paused", holds: "")
    #expect(throws: Refused.self) { try officer.callNext() }
    try open("resume")
    try row("[data-post='1'] .state.open", holds: "")

    // A substitute of the same agency, and of no other, sits in.
    try open("close")
    try browser.click(page, "#dialog form .main")
    try row("[data-post='1'] .state.closed", holds: "")
    let binh = hall.connect()
    try signIn(binh, account: "binh", password: "mot hai ba bon")
    #expect(try binh.send("POST", "/api/counters/1/open").status == 403)
    try open("substitute")
    try browser.until(
      page, "who is away",
      """
      const officer = document.querySelector('#dialog [name=officer]');
      if (!officer) return false;
      officer.value = 'hoa';
      officer.dispatchEvent(new Event('change'));
      return officer.value === 'hoa';
      """)
    try browser.until(
      page, "who may",
      """
      const offered = [...document.querySelectorAll('#dialog [name=substitute] option')];
      return offered.map((one) => one.value).join() === 'binh';
      """)
    try reason("nghỉ ốm")
    try row("[data-substitute=binh]", holds: "binh")
    #expect(try binh.send("POST", "/api/counters/1/open").status == 200)
    try row("[data-post='1'] .state.open", holds: "")

    // All of it is told, with its author and reason.
    try browser.script(
      page, "document.querySelector('#act-form').requestSubmit()")
    try browser.until(
      page, "the acts",
      "return document.querySelectorAll('#act-rows [data-kind=arrangement]').length >= 5")
    let acts = try browser.script(page, "return document.querySelector('#act-rows').innerText").text
    for words in ["giam-sat-1", "đông người", "nghỉ ốm"] {
      #expect(acts?.contains(words) == true, "\(words)")
    }
    #expect(
      try browser.script(
        page, "const root = document.documentElement; return root.scrollWidth > root.clientWidth"
      ).flag == false)
    if let folder = ProcessInfo.processInfo.environment["HALLD_PICTURES"] {
      try browser.script(page, "document.querySelector('#posts').scrollIntoView()")
      try browser.picture(page).write(to: URL(fileURLWithPath: "\(folder)/desk-posts.png"))
    }
    try hall.stop()
    #expect(try hall.soundness() == [])
    // What was set is there again after a start on the same day.
    try hall.start()
    let again = hall.connect()
    try signIn(again, account: "giam-sat-1", password: "mot hai ba bon")
    let now = try again.send("GET", "/api/supervision").json["counters"].list.first
    #expect(now?["surge"]["lines"].list.first?["id"].text == line)
    #expect(now?["substitutions"].list.first?["account"].text == "binh")
    try hall.stop()
  }

  func takesProposal() throws {
    let line = try strangeLine()
    try take(line)
    // Until supervision decides, the counter that is proposed does not call from the line.
    try #require(try officer.callNext() == nil)
    try #require(try hall.disk.events("counter.assigned").isEmpty)
    try row("[data-proposal='\(line)'] .main", holds: "1")
    try browser.click(page, "[data-focus='add-\(line)']")
    try browser.until(
      page, "the end of the proposal", "return !document.querySelector('[data-proposal]')")
    try row("[data-post='1'] .serves", holds: try name(of: line))

    let events = try hall.disk.events("counter.assigned")
    #expect(events.map { $0.body["counter"].text } == ["1"])
    #expect(events.map { $0.body["kind"].text } == ["surge"])
    #expect(events.first?.body["lines"].list.compactMap(\.text) == [line])
    #expect(try hall.disk.authors(of: "counter.assigned") == ["supervision:giam-sat-1"])
    try browser.script(page, "document.querySelector('#act-form').requestSubmit()")
    let told = try browser.until(
      page, "the act",
      "return document.querySelector('[data-event=\"counter.assigned\"]')?.innerText"
    ).text
    // Who, and why: the proposal itself, as it stood.
    for words in ["giam-sat-1", try name(of: line), "1 người chờ"] {
      #expect(told?.contains(words) == true, "\(words): \(told ?? "")")
    }

    // The counter calls from the line; nobody waits in it any more.
    #expect(try officer.callNext() != nil)
    try hall.stop()
    #expect(try hall.soundness() == [])
  }

  /// A line that the first counter does not serve.
  private func strangeLine() throws -> String {
    let shown = try hall.connect().send("GET", "/api/hall").json
    let mine = Set(shown["counters"].list[0]["errands"].list.compactMap(\.text))
    let domain = shown["domains"].list.first { domain in
      domain["errands"].list.compactMap(\.text).allSatisfy { !mine.contains($0) }
    }
    return try #require(domain?["id"].text)
  }

  private func name(of line: String) throws -> String {
    let shown = try hall.connect().send("GET", "/api/hall").json
    let domain = shown["domains"].list.first { $0["id"].text == line }
    return try #require(domain?["name"]["vi"].text)
  }

  private func take(_ line: String) throws {
    let shown = try hall.connect().send("GET", "/api/hall").json
    let errand = try #require(
      shown["errands"].list.first { $0["domain"].text == line && $0["kind"].text == "file" }?["id"]
        .text)
    let asked = try hall.connect().send(
      "POST", "/api/tickets", json: #"{"errand":"\#(errand)"}"#,
      headers: ["idempotency-key": UUID().uuidString])
    try #require(asked.status == 201, "\(asked.text)")
  }

  /// The question before an act at the first counter.
  private func open(_ act: String) throws {
    try browser.click(page, "[data-focus=change-1]")
    try browser.click(page, "[data-act='\(act)']")
  }

  private func reason(_ words: String) throws {
    try browser.type(page, "#dialog [name=reason]", "\(words)\(Self.enter)")
  }

  private func row(_ selector: String, holds words: String) throws {
    try browser.until(
      page, "\(selector) \(words)",
      "return document.querySelector(arguments[0])?.innerText.includes(arguments[1]) ? 'yes' : ''",
      [selector, words])
  }
}
