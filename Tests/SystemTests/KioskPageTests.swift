import Foundation
import Testing
import VirtualPrinter

extension RealBinary {
  @Suite struct `The kiosk's screens, in Chromium` {
    static let shapes = [(width: 1_080, height: 1_920), (width: 1_920, height: 1_080)]

    /// Two touches for who comes for a result or a fee, too, and the domain need not come first.
    @Test func `a result and a fee are errands of their own`() throws {
      let kiosk = try KioskPage()
      for kind in ["collect", "pay"] {
        try kiosk.touch("#kind-\(kind)")
        try kiosk.touch("[data-domain=\"dat-dai\"]")
        let number = try kiosk.browser.until(
          kiosk.page, "a number",
          "return document.querySelector('#result:not([hidden])')?.dataset.number")
        #expect(number.text?.hasPrefix("A") == true)
        try kiosk.awaitHome()
      }
      let asked = try kiosk.hall.connect().send("GET", "/api/board").json["lines"].list
      #expect(asked.first { $0["id"].text == "phi-va-ket-qua" }?["waiting"].number == 2)
    }

    @Test func `a printer without paper is told in words beside the number, with its code`() throws
    {
      let server = try VirtualPrinterServer(VirtualPrinter(.init(rowsPerSecond: 4_000)))
      defer { server.stop() }
      let printer =
        "kind: network\n    profile: escpos-80mm\n    address: 127.0.0.1\n    port: \(server.port)"
      let kiosk = try KioskPage([(HallOnUSB.folderPrinter, printer)])
      // The control: with paper the slip goes from its printing to its end before the eyes.
      try kiosk.takeNumber()
      try kiosk.browser.until(
        kiosk.page, "the slip's end", "return document.querySelector('[data-print=\"printed\"]')")
      #expect(try kiosk.text(".paper").contains("Đã in xong"))

      server.change { $0.leavePaper(rows: 0) }
      try kiosk.takeNumber()
      try kiosk.browser.until(
        kiosk.page, "the trouble",
        "return document.querySelector('.paper[data-trouble=\"paperOut\"]')")
      // Without a slip the number stays large until somebody touches it, or a quarter of a minute.
      try kiosk.browser.click(kiosk.page, "#result .number")
      try kiosk.awaitHome()
      let words = try kiosk.text(".issued .paper")
      #expect(words.contains("Máy in hết giấy; số của ông/bà vẫn có hiệu lực"))
      #expect(words.contains("out of paper"))
      try kiosk.browser.until(
        kiosk.page, "the code of the slip",
        "return document.querySelector('.issued .qr')?.naturalWidth > 0")
    }

    @Test func `letters without marks find a procedure, what to bring for it, and its number`()
      throws
    {
      let kiosk = try KioskPage()
      let names =
        "return [...document.querySelectorAll('.procedure .vi')].map((n) => n.innerText).join('|')"
      func found() throws -> [String] {
        (try kiosk.browser.script(kiosk.page, names).text ?? "").components(separatedBy: "|")
      }
      try kiosk.touch("#find")
      let all = try found().count
      #expect(all >= 40)
      for letter in "DAT" { try kiosk.browser.click(kiosk.page, "[data-letter=\"\(letter)\"]") }
      let touched = try found()
      #expect(touched.count < all && touched.contains { $0.contains("Tách thửa, hợp thửa đất") })
      // A letter that leads nowhere cannot be touched.
      #expect(
        try kiosk.browser.script(
          kiosk.page, "return document.querySelector('[data-letter=X]').disabled"
        ).flag == true)
      try kiosk.browser.click(kiosk.page, "#erase-all")
      try kiosk.browser.type(kiosk.page, "#find-field", "dat dai")
      let typed = try found()
      #expect(typed.first?.contains("đất đai") == true && typed.count < all, "\(typed)")
      try kiosk.browser.click(kiosk.page, "#erase-all")
      try kiosk.browser.type(kiosk.page, "#find-field", "tách thửa")
      #expect(try found() == ["Tách thửa, hợp thửa đất"])
      try kiosk.browser.type(kiosk.page, "#find-field", "qqq")
      #expect(try kiosk.text(".results").contains("Không có thủ tục nào như vậy"))
      for _ in 1...3 { try kiosk.browser.click(kiosk.page, "#erase") }
      try kiosk.touch(".procedure")
      #expect(try kiosk.text(".guide").contains("Bản vẽ tách thửa"))
      #expect(try kiosk.text(".figures").contains("12 ngày làm việc"))
      try kiosk.touch("[data-errand=\"dat-dai\"]")
      try kiosk.browser.until(
        kiosk.page, "a number",
        "return document.querySelector('#result:not([hidden])')?.dataset.number")
    }

    @Test func `the language changes at a touch and stays until the visitor has gone`() throws {
      let kiosk = try KioskPage(hurried: 20)
      #expect(try kiosk.text("#stage h2 .vi") == "Ông/bà cần làm việc gì?")
      try kiosk.browser.click(kiosk.page, "#language-en")
      #expect(try kiosk.text("#stage h2 .vi") == "What are you here for?")
      #expect(try kiosk.text("#stage h2 .en") == "Ông/bà cần làm việc gì?")
      try kiosk.touch("#lookup")
      try kiosk.browser.until(kiosk.page, "the lookup", "return location.pathname === '/lookup'")
      #expect(try kiosk.text("h1 .vi") == "Look up a dossier")
      // A minute of silence, hurried: the next visitor reads Vietnamese.
      try kiosk.browser.until(
        kiosk.page, "the kiosk again",
        "return location.pathname === '/kiosk' && document.querySelector('#stage h2 .vi')?.innerText === 'Ông/bà cần làm việc gì?'"
      )
    }

    @Test func `an abandoned choice asks, counts down, and goes back; a touch keeps it`() throws {
      let kiosk = try KioskPage(hurried: 10)
      try kiosk.touch("[data-domain=\"dat-dai\"]")
      try kiosk.browser.until(
        kiosk.page, "the question", "return document.querySelector('#quiet').open")
      let first = Int(try kiosk.text("#quiet-seconds")) ?? 0
      #expect((1...15).contains(first))
      try kiosk.browser.until(
        kiosk.page, "a countdown",
        "const n = Number(document.querySelector('#quiet-seconds')?.innerText); return n > 0 && n < arguments[0]",
        [first])
      try kiosk.browser.click(kiosk.page, "#stay")
      try kiosk.browser.until(
        kiosk.page, "the choice kept",
        "return !document.querySelector('#quiet').open && Boolean(document.querySelector('[data-errand]'))"
      )
      try kiosk.browser.until(
        kiosk.page, "the question again", "return document.querySelector('#quiet').open")
      try kiosk.awaitHome()
      #expect(
        try kiosk.browser.script(kiosk.page, "return document.querySelector('#quiet').open").flag
          == false)
    }

    @Test
    func `what is bigger, in contrast and lower is so at once and forgotten with the visitor`()
      throws
    {
      let kiosk = try KioskPage(hurried: 20)
      let size = "return getComputedStyle(document.querySelector('.domains .vi')).fontSize"
      let plain = try kiosk.browser.script(kiosk.page, size).text
      try kiosk.browser.click(kiosk.page, "#bigger")
      #expect(try kiosk.browser.script(kiosk.page, size).text != plain)
      try kiosk.browser.click(kiosk.page, "#bigger")
      try kiosk.browser.click(kiosk.page, "#contrast")
      #expect(
        try kiosk.browser.script(
          kiosk.page, "return getComputedStyle(document.body).backgroundColor"
        ).text == "rgb(0, 0, 0)")
      try kiosk.browser.click(kiosk.page, "#lower")
      let highest = try kiosk.browser.script(
        kiosk.page,
        "return Math.min(...[...document.querySelectorAll('button')].filter((n) => n.getClientRects().length).map((n) => n.getBoundingClientRect().top))"
      )
      #expect((highest.number ?? 0) >= 960, "nothing to touch in the upper half")
      try kiosk.browser.until(
        kiosk.page, "the screen as it was made",
        "return !document.body.matches('.lower') && !document.documentElement.dataset.theme")
    }
  }
}

/// One kiosk's page on a hall of its own.
struct KioskPage {
  let hall: RunningHall
  let browser: Browser
  let page: Browser.Page

  // The page's timers run `hurried` times as fast as the clock.
  init(
    _ changes: [(String, String)] = [], hurried: Int = 1, width: Int = 1_080, height: Int = 1_920
  ) throws {
    let hall = try RunningHall(config: try HallConfig(changes))
    try hall.start()
    try self.init(of: hall, hurried: hurried, width: width, height: height)
  }

  /// A new browser at a hall that runs.
  init(of hall: RunningHall, hurried: Int = 1, width: Int = 1_080, height: Int = 1_920) throws {
    self.hall = hall
    browser = try Browser()
    page = try browser.open("about:blank", width: width, height: height)
    try browser.shape(page, width, height)
    if hurried > 1 {
      let source = """
        for (const name of ["setTimeout", "setInterval"]) {
          const real = window[name];
          window[name] = (act, time, ...more) => real(act, (time ?? 0) / \(hurried), ...more);
        }
        """
      try browser.tool(page, "Page.addScriptToEvaluateOnNewDocument", ["source": source])
    }
    try browser.go(page, to: "http://127.0.0.1:\(hall.port)/kiosk")
    try awaitHome()
  }

  /// Touches once the screen takes touches.
  func touch(_ selector: String) throws {
    try browser.until(
      page, "the end of the rest", "return !document.body.classList.contains('resting')")
    try browser.click(page, selector)
  }

  func takeNumber() throws {
    try awaitHome()
    try touch("[data-domain=\"dat-dai\"]")
    try touch("[data-errand=\"dat-dai\"]")
    try browser.until(
      page, "a number", "return document.querySelector('#result:not([hidden])')?.dataset.number")
  }

  func awaitHome() throws {
    try browser.until(
      page, "the first screen",
      "return document.body.dataset.place === 'home' && document.querySelector('#result').hidden && Boolean(document.querySelector('#find'))"
    )
  }

  func text(_ selector: String) throws -> String { try browser.text(page, selector) }
}

extension Browser {
  /// The inner size of a window, whatever the window's own frame takes.
  func shape(_ page: Page, _ width: Int, _ height: Int) throws {
    try tool(
      page, "Emulation.setDeviceMetricsOverride",
      ["width": width, "height": height, "deviceScaleFactor": 1, "mobile": false])
  }
}
