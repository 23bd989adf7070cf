import Foundation
import Testing

extension RealBinary {
  /// What can be measured of the visitors' screens: nothing cut, nothing too small, nothing heavy.
  @Suite struct `The visitors' screens, measured in Chromium` {
    static let shapes = [(1_080, 1_920), (1_920, 1_080)]

    /// Text that its box cuts, and what leaves the window.
    private static let cut = """
      const cut = [];
      const own = 'button, h1, h2, h3, p, li, dd, .words, .issued, .facts, #stage, label';
      for (const node of document.querySelectorAll(own)) {
        if (!node.getClientRects().length || node.closest('.heard')) continue;
        const style = getComputedStyle(node);
        const scrolls = node.closest('.results, .guide');
        if (style.display !== 'inline' && !scrolls) {
          const wide = node.scrollWidth > node.clientWidth + 1;
          const high = style.overflowY === 'hidden' && node.scrollHeight > node.clientHeight + 2;
          if (wide || high) cut.push(`${node.tagName}.${node.className}: ${node.innerText.slice(0, 40)}`);
        }
        const box = node.getBoundingClientRect();
        const out = box.left < -1 || box.right > innerWidth + 1 || box.top < -1 || box.bottom > innerHeight + 1;
        if (out && !scrolls) cut.push(`outside: ${node.tagName}.${node.className}: ${node.innerText.slice(0, 40)}`);
      }
      return cut.join('\\n');
      """

    private static let small = """
      return [...document.querySelectorAll('button, a, input')].filter((node) => node.getClientRects().length)
        .map((node) => [node, node.getBoundingClientRect()])
        .filter(([, box]) => box.width < 60 || box.height < 60)
        .map(([node, box]) => `${node.id || node.className} ${Math.round(box.width)}x${Math.round(box.height)}`).join('\\n');
      """

    @Test(arguments: shapes)
    func `the kiosk cuts no name and has no target under sixty pixels`(width: Int, height: Int)
      throws
    {
      let kiosk = try KioskPage(hurried: 8, width: width, height: height)
      func look(_ what: String) throws {
        let cut = try kiosk.browser.script(kiosk.page, Self.cut).text
        #expect(cut == "", "\(what): \(cut ?? "")")
        let small = try kiosk.browser.script(kiosk.page, Self.small).text
        #expect(small == "", "\(what): \(small ?? "")")
      }
      // The control: the same measure finds a name that does not fit.
      let squeeze =
        "document.querySelector('.domains').style.setProperty('max-height', arguments[0])"
      try kiosk.browser.script(kiosk.page, squeeze, ["12rem"])
      #expect(try kiosk.browser.script(kiosk.page, Self.cut).text != "")
      try kiosk.browser.script(kiosk.page, squeeze, [""])

      for language in ["vi", "en"] {
        for way in ["", "bigger", "lower"] {
          try kiosk.browser.click(kiosk.page, "#language-\(language)")
          if !way.isEmpty { try kiosk.browser.click(kiosk.page, "#\(way)") }
          try look("home \(language) \(way)")
          try kiosk.touch("#kind-collect")
          try look("result \(language) \(way)")
          try kiosk.touch("#back")
          for domain in ["dat-dai", "nguoi-co-cong"] {
            try kiosk.touch("[data-domain=\"\(domain)\"]")
            try look("\(domain) \(language) \(way)")
            try kiosk.touch("#back")
          }
          try kiosk.touch("#find")
          try look("find \(language) \(way)")
          try kiosk.touch("#back")
          if !way.isEmpty { try kiosk.browser.click(kiosk.page, "#\(way)") }
        }
      }
      try kiosk.takeNumber()
      try look("the number")
      try kiosk.awaitHome()
      try look("the number above the choices")
      try kiosk.touch("#lookup")
      try kiosk.browser.until(
        kiosk.page, "the keypad", "return Boolean(document.querySelector('#pad button'))")
      try look("lookup")
    }

    /// Every procedure of the catalogue, opened.
    @Test func `the kiosk cuts no procedure's name and none of its papers`() throws {
      let kiosk = try KioskPage(hurried: 8)
      let ids = try kiosk.hall.connect().send("GET", "/api/hall").json["procedures"].list
        .compactMap { $0["id"].text }
      #expect(ids.count >= 40)
      try kiosk.touch("#find")
      for id in ids {
        try kiosk.touch("[data-procedure=\"\(id)\"]")
        try kiosk.browser.until(
          kiosk.page, "its papers", "return Boolean(document.querySelector('.figures'))")
        let cut = try kiosk.browser.script(kiosk.page, Self.cut).text
        #expect(cut == "", "\(id): \(cut ?? "")")
        try kiosk.touch("#back")
      }
    }

    @Test func `the kiosk weighs under 150 kB, asks nobody else, and paints in 300 ms`() throws {
      let kiosk = try KioskPage()
      try kiosk.browser.tool(kiosk.page, "Network.enable")
      var paints: [Int] = []
      for _ in 1...3 {
        try kiosk.browser.tool(kiosk.page, "Network.clearBrowserCache")
        try kiosk.browser.go(kiosk.page, to: "http://127.0.0.1:\(kiosk.hall.port)/kiosk")
        try kiosk.awaitHome()
        let paint = try kiosk.browser.until(
          kiosk.page, "a first paint",
          "return performance.getEntriesByName('first-contentful-paint')[0]?.startTime")
        paints.append(paint.number ?? .max)
      }
      let weight = try kiosk.browser.script(
        kiosk.page,
        """
        const parts = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
        const own = parts.every((part) => new URL(part.name).origin === location.origin);
        const bytes = parts.reduce((sum, part) => sum + part.encodedBodySize, 0);
        return own ? bytes : -1;
        """
      ).number
      // The stream's first event brings the hall, which no resource timing counts until it ends.
      let hall = try kiosk.hall.connect().send("GET", "/api/hall").text.utf8.count
      let sum = Int(weight ?? 0) + hall
      #expect((60_000..<150_000).contains(sum), "\(sum) bytes")
      #expect((paints.min() ?? .max) < 300, "\(paints) ms")
    }
  }
}
