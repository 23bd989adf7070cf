import Foundation
import Glibc

/// A headless Chromium, driven through chromedriver by WebDriver over plain HTTP.
///
/// Several pages live in one browser, each in a window of its own. Used by one thread at a time.
final class Browser {
  struct Page: Hashable { fileprivate let handle: String }

  private let driver: Child
  private let connection: HTTPConnection
  private var session = ""
  private let limit: Duration
  private let options: [String]

  /// A browser of today's machine: a page may not make a sound before somebody has touched it.
  ///
  /// - Parameters:
  ///   - limit: how long a page may take to show what is waited for.
  ///   - options: further ones of Chromium's command line.
  /// - Throws: `Trouble` naming the package to install when there is no browser.
  init(limit: Duration = .seconds(20), options: [String] = []) throws {
    self.limit = limit
    self.options = options
    for (program, package) in [
      (Self.chromium, "chromium"), (Self.driverProgram, "chromium-driver"),
    ]
    where access(program, X_OK) != 0 {
      throw Trouble("\(program) is missing; apt-get install \(package)")
    }
    driver = try Child(Self.driverProgram, ["--port=0"])
    let started: UInt16? = Deadline.within(.seconds(20)).first { [driver] in
      guard let words = driver.output.range(of: "successfully on port ") else { return nil }
      let digits = driver.output[words.upperBound...]
      guard digits.contains(where: { !$0.isNumber }) else { return nil }
      return UInt16(digits.prefix { $0.isNumber })
    }
    guard let started else { throw Trouble("chromedriver does not start\n\(driver.errors)") }
    connection = HTTPConnection(port: started, limit: .seconds(150))
    try begin()
  }

  deinit {
    _ = try? connection.send("DELETE", "/session/\(session)")
    driver.kill(SIGTERM)
  }

  /// Opens an address in a window of its own and comes back when the page has loaded.
  func open(_ address: String, width: Int, height: Int) throws -> Page {
    let window = try call("POST", "/window/new", ["type": "window"])
    guard let handle = window["handle"].text else { throw Trouble("no new window") }
    let page = Page(handle: handle)
    try show(page)
    try call("POST", "/window/rect", ["width": width, "height": height])
    try call("POST", "/url", ["url": address])
    return page
  }

  /// Closes a page and its window.
  func close(_ page: Page) {
    try? show(page)
    let left = try? connection.send("DELETE", "/session/\(session)/window").json["value"].list
    // The driver wants to stand in a window that is there.
    if let handle = left?.first?.text { try? show(Page(handle: handle)) }
  }

  /// Leads an open page to another address.
  func go(_ page: Page, to address: String) throws {
    try show(page)
    try call("POST", "/url", ["url": address])
  }

  /// What a script's `return` gives back on this page.
  @discardableResult
  func script(_ page: Page, _ text: String, _ arguments: [Any] = []) throws -> JSON {
    try show(page)
    return try call("POST", "/execute/sync", ["script": text, "args": arguments])
  }

  /// Waits until a script gives something other than `null`, `false` or an empty text.
  @discardableResult
  func until(_ page: Page, _ what: String, _ text: String, _ arguments: [Any] = []) throws -> JSON {
    let found: JSON? = try Deadline.within(limit).first {
      let value = try script(page, text, arguments)
      return value.isNull || value.flag == false || value.text == "" ? nil : value
    }
    if let found { return found }
    let seen = try script(page, "return document.body.innerText").text ?? ""
    throw Trouble("\(what): not within \(limit). The page says:\n\(seen)")
  }

  /// Waits for an element that can be seen, and clicks it as a hand would.
  func click(_ page: Page, _ selector: String) throws {
    // A page that draws anew between finding and clicking has the same button again.
    let deadline = Deadline.within(limit)
    while true {
      try until(page, "\(selector) to click", Self.visible, [selector])
      do {
        let element = try call(
          "POST", "/element", ["using": "css selector", "value": selector])
        guard let id = element[Self.elementKey].text else { throw Trouble("no \(selector)") }
        try call("POST", "/element/\(id)/click", [:])
        return
      } catch let trouble as Trouble
        where !deadline.isOver && "\(trouble)".contains("stale element")
      {
        continue
      }
    }
  }

  /// Types into a field.
  func type(_ page: Page, _ selector: String, _ text: String) throws {
    try until(page, "\(selector) to fill", Self.visible, [selector])
    let element = try call("POST", "/element", ["using": "css selector", "value": selector])
    guard let id = element[Self.elementKey].text else { throw Trouble("no \(selector)") }
    try call("POST", "/element/\(id)/value", ["text": text])
  }

  /// Presses one key wherever the focus is.
  func press(_ page: Page, _ key: String) throws {
    try show(page)
    let keys = [["type": "keyDown", "value": key], ["type": "keyUp", "value": key]]
    try call(
      "POST", "/actions", ["actions": [["type": "key", "id": "keyboard", "actions": keys]]])
  }

  /// A command of the browser's own tools for developers, such as `Performance.getMetrics`.
  @discardableResult
  func tool(_ page: Page, _ command: String, _ parameters: [String: Any] = [:]) throws -> JSON {
    try show(page)
    return try call("POST", "/goog/cdp/execute", ["cmd": command, "params": parameters])
  }

  /// What the page looks like, as PNG.
  func picture(_ page: Page) throws -> Data {
    try show(page)
    let answer = try connection.send("GET", "/session/\(session)/screenshot").json["value"].text
    guard let data = answer.flatMap({ Data(base64Encoded: $0) }) else {
      throw Trouble("no picture")
    }
    return data
  }

  /// The text of an element, once it can be seen and has some.
  func text(_ page: Page, _ selector: String) throws -> String {
    let script = "const node = document.querySelector(arguments[0]); return node?.innerText.trim()"
    return try until(page, "text in \(selector)", script, [selector]).text ?? ""
  }
}

extension Browser {
  static let chromium = "/usr/bin/chromium"
  static let driverProgram = "/usr/bin/chromedriver"
  private static let elementKey = "element-6066-11e4-a52e-4f735466cecf"
  private static let visible = """
    const node = document.querySelector(arguments[0]);
    return Boolean(node && !node.disabled && node.getClientRects().length);
    """

  private func begin() throws {
    // Pages in the background must not be put to sleep: three are looked at at once. And nothing
    // but this machine may be asked for anything.
    let usual = [
      "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
      "--no-first-run", "--disable-background-networking", "--disable-component-update",
      "--disable-sync", "--disable-default-apps", "--no-pings",
      "--disable-background-timer-throttling", "--disable-renderer-backgrounding",
      "--disable-backgrounding-occluded-windows",
      "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    ]
    let wanted: [String: Any] = [
      "browserName": "chrome", "timeouts": ["script": 140_000],
      "goog:chromeOptions": ["binary": Self.chromium, "args": usual + options],
    ]
    let answer = try send("POST", "/session", ["capabilities": ["alwaysMatch": wanted]])
    guard let id = answer["sessionId"].text else { throw Trouble("no browser session") }
    session = id
  }

  private func show(_ page: Page) throws {
    try call("POST", "/window", ["handle": page.handle])
  }

  @discardableResult
  private func call(_ method: String, _ path: String, _ body: [String: Any]) throws -> JSON {
    try send(method, "/session/\(session)\(path)", body)
  }

  private func send(_ method: String, _ path: String, _ body: [String: Any]) throws -> JSON {
    let bytes = try JSONSerialization.data(withJSONObject: body)
    let answer = try connection.send(method, path, json: String(decoding: bytes, as: UTF8.self))
    let value = answer.json["value"]
    guard answer.status == 200 else {
      throw Trouble(
        "\(method) \(path): \(value["error"].text ?? "") \(value["message"].text ?? "")")
    }
    return value
  }
}
