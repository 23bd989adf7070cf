import Foundation
import Testing

/// Every screen judged by axe-core, in Vietnamese, in both themes.
@Suite(.serialized) struct `Screens for everyone, in a browser` {
  private static let rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
  /// Where people stand at a distance, letters stand out more than elsewhere: at least 7:1.
  private static let fromAfar = ["kiosk", "kiosk-errands", "kiosk-number", "lookup-kiosk", "board"]

  @Test(.timeLimit(.minutes(6)))
  func `WCAG 2.2 AA is kept by every screen in both themes, and 7 to 1 at kiosk and board`()
    async throws
  {
    try await onThread {
      let axe = try Self.axe()
      let screens = try EveryScreen()
      for screen in EveryScreen.screens {
        for theme in EveryScreen.Theme.allCases {
          let page = try screens.open(screen, theme: theme)
          let problems = try Self.judge(
            page, axe, screens.browser, strictly: Self.fromAfar.contains(screen.name))
          #expect(problems == [], "\(screen.name), \(theme)")
          screens.browser.close(page)
        }
      }
    }
  }

  @Test func `a screen that breaks the rules is found out`() async throws {
    try await onThread {
      let screens = try EveryScreen()
      let page = try screens.open(EveryScreen.screens[0])
      try screens.browser.script(
        page,
        """
        const poor = document.createElement('button');
        poor.className = 'poor';
        poor.style.setProperty('color', '#bbb');
        poor.style.setProperty('background', '#ccc');
        poor.textContent = 'Lấy số thứ tự';
        document.body.prepend(poor, document.createElement('button'));
        """)
      let problems = try Self.judge(page, try Self.axe(), screens.browser, strictly: true)
      #expect(problems.contains { $0.hasPrefix("color-contrast") })
      #expect(problems.contains { $0.hasPrefix("button-name") })
    }
  }

  @Test(.timeLimit(.minutes(6)))
  func `no word is cut and no page scrolls sideways, at any size, and in English at the usual one`()
    async throws
  {
    try await onThread {
      let screens = try EveryScreen()
      for screen in EveryScreen.screens {
        for (index, (width, height)) in screen.sizes.enumerated() {
          for language in index == 0 ? ["vi", "en"] : ["vi"] {
            let page = try screens.open(screen, size: (width, height), language: language)
            let cut = try screens.browser.script(page, Self.cutWords).list.compactMap(\.text)
            #expect(cut == [], "\(screen.name) \(width)x\(height) \(language)")
            screens.browser.close(page)
          }
        }
      }
    }
  }

  /// Elements that hold words themselves and hide a part of them.
  private static let cutWords = """
    const wide = document.documentElement.scrollWidth > innerWidth + 1
      ? [`the page is ${document.documentElement.scrollWidth} wide of ${innerWidth}`] : [];
    const cut = [...document.querySelectorAll('body *')].filter((node) => {
      const own = [...node.childNodes].some((part) => part.nodeType === 3 && part.data.trim());
      if (!own || !node.getClientRects().length || node.closest('.heard, option, select')) return false;
      const range = document.createRange();
      range.selectNodeContents(node);
      const words = range.getBoundingClientRect();
      for (let box = node; box && box !== document.body; box = box.parentElement) {
        const style = getComputedStyle(box);
        const edge = box.getBoundingClientRect();
        if (style.overflowX === 'hidden' || style.overflowX === 'clip') {
          if (words.right > edge.right + 1 || words.left < edge.left - 1) return true;
        }
        if (style.overflowY === 'hidden' || style.overflowY === 'clip') {
          if (words.bottom > edge.bottom + 1 || words.top < edge.top - 1) return true;
        }
        if (style.overflowX === 'auto' || style.overflowY === 'auto'
          || style.overflowX === 'scroll' || style.overflowY === 'scroll') break;
      }
      return false;
    }).map((node) => `${node.tagName.toLowerCase()}.${node.className}: ${node.innerText.slice(0, 60)}`);
    return wide.concat(cut.slice(0, 8));
    """

  private static func axe() throws -> String {
    let path = Project.folder + "/.build/axe/axe.min.js"
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw Trouble("\(path) is missing; .ci/axe brings it")
    }
    return text
  }

  private static func judge(
    _ page: Browser.Page, _ axe: String, _ browser: Browser, strictly: Bool
  ) throws -> [String] {
    try browser.script(page, axe + "\nwindow.axe = axe;")
    let found = try browser.script(
      page,
      """
      return axe.run(document, {
        runOnly: { type: 'tag', values: arguments[0] },
        rules: { 'color-contrast-enhanced': { enabled: arguments[1] } },
      }).then((answer) => answer.violations.map((one) => one.id + ': ' + one.nodes.slice(0, 4)
        .map((node) => node.target.join(' ') + ' (' + node.any.concat(node.all, node.none)
          .map((check) => check.message).join('; ') + ')').join(' | ')));
      """, [rules, strictly])
    return found.list.compactMap(\.text)
  }
}
