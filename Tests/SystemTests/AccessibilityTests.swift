import Foundation
import Testing

/// Every screen in its states, opened once: judged by axe-core in both themes, and measured for words
/// that are cut at each size and in both languages.
@Suite(.serialized) struct `Screens for everyone, in a browser` {
  private static let rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
  /// What of the rules depends on a theme.
  private static let ofColour = ["color-contrast", "link-in-text-block"]

  @Test(.timeLimit(.minutes(8)))
  func `WCAG 2.2 AA is kept in both themes, 7 to 1 at kiosk and board, and no word is cut`()
    async throws
  {
    try await onThread {
      let axe = try Self.axe()
      let screens = try EveryScreen()
      for screen in Screen.wanted {
        do {
          try screens.open(screen)
          for index in screen.sizes.indices.reversed() {
            try screens.shape(screen, index)
            let (width, height) = screen.sizes[index]
            try Self.expectWhole(screen, "\(width)x\(height)", screens)
          }
          for theme in EveryScreen.Theme.allCases {
            try screens.show(theme)
            let problems = try Self.judge(
              screens, axe, strictly: screen.isReadFromAfar, onlyColours: theme != .plain)
            #expect(problems == [], "\(screen.name), \(theme)")
          }
          // What is asked in a dialog stays in the language in which it was asked.
          if try screens.asks() {
            try screens.open(screen, language: "en")
          } else {
            try screens.speak("en")
          }
          try Self.expectWhole(screen, "en", screens)
        } catch {
          Issue.record(error, "\(screen.name)")
        }
      }
    }
  }

  @Test func `a screen that breaks the rules is found out`() async throws {
    try await onThread {
      let screens = try EveryScreen()
      try screens.open(Screen.all[0])
      try screens.browser.script(
        screens.page,
        """
        const poor = document.createElement('button');
        poor.className = 'poor';
        poor.style.setProperty('color', '#bbb');
        poor.style.setProperty('background', '#ccc');
        poor.style.setProperty('width', '60px');
        poor.style.setProperty('overflow', 'hidden');
        poor.style.setProperty('white-space', 'nowrap');
        poor.textContent = 'Lấy số thứ tự';
        const high = document.createElement('p');
        high.className = 'high';
        high.style.setProperty('position', 'fixed');
        high.style.setProperty('top', '-0.8rem');
        high.textContent = 'Số của ông/bà';
        document.body.prepend(poor, high, document.createElement('button'));
        """)
      let problems = try Self.judge(screens, try Self.axe(), strictly: true, onlyColours: false)
      #expect(problems.contains { $0.hasPrefix("color-contrast") })
      #expect(problems.contains { $0.hasPrefix("button-name") })
      let colours = try Self.judge(screens, try Self.axe(), strictly: true, onlyColours: true)
      #expect(colours.contains { $0.hasPrefix("color-contrast") })
      let cut = try screens.browser.script(screens.page, Self.cutWords).list.compactMap(\.text)
      for one in ["button.poor", "p.high"] {
        #expect(cut.contains { $0.hasPrefix(one) }, "\(cut)")
      }
    }
  }

  private static func expectWhole(
    _ screen: Screen, _ how: String, _ screens: EveryScreen
  ) throws {
    // A table that has just been filled anew finds its size in the frames that follow.
    var cut: [String] = []
    for _ in 0..<5 {
      try screens.settle()
      cut = try screens.browser.script(screens.page, cutWords).list.compactMap(\.text)
      if cut.isEmpty { break }
    }
    #expect(cut == [], "\(screen.name), \(how)")
  }

  /// Elements that hold words themselves and hide a part of them.
  private static let cutWords = """
    const wide = document.documentElement.scrollWidth > innerWidth + 1
      ? [`the page is ${document.documentElement.scrollWidth} wide of ${innerWidth}`] : [];
    const cut = [...document.querySelectorAll('body *')].filter((node) => {
      const own = [...node.childNodes].some((part) => part.nodeType === 3 && part.data.trim());
      if (!own || !node.checkVisibility({ visibilityProperty: true }) || node.closest('.heard, option, select')) return false;
      const range = document.createRange();
      range.selectNodeContents(node);
      const words = range.getBoundingClientRect();
      let isFixed = false;
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
          || style.overflowX === 'scroll' || style.overflowY === 'scroll') return false;
        isFixed ||= style.position === 'fixed';
      }
      // Beyond the screen's edge, or where nobody can scroll to.
      const [top, bottom] = isFixed ? [0, innerHeight] : [-scrollY, document.documentElement.scrollHeight - scrollY];
      return words.bottom > bottom + 1 || words.top < top - 1;
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

  /// What axe-core finds on the open screen; of a dialog that is open, in the dialog.
  private static func judge(
    _ screens: EveryScreen, _ axe: String, strictly: Bool, onlyColours: Bool
  ) throws -> [String] {
    let (browser, page) = (screens.browser, screens.page)
    if try browser.script(page, "return !window.axe").flag == true {
      try browser.script(page, axe + "\nwindow.axe = axe;")
    }
    let found = try browser.script(
      page,
      """
      const [tags, colours, strictly] = arguments;
      const enhanced = { 'color-contrast-enhanced': { enabled: strictly } };
      const runOnly = colours.length
        ? { type: 'rule', values: colours.concat(strictly ? ['color-contrast-enhanced'] : []) }
        : { type: 'tag', values: tags };
      return axe.run(document.querySelector('dialog[open]') ?? document, {
        runOnly, rules: colours.length ? {} : enhanced, resultTypes: ['violations'],
      }).then((answer) => answer.violations.map((one) => one.id + ': ' + one.nodes.slice(0, 4)
        .map((node) => node.target.join(' ') + ' (' + node.any.concat(node.all, node.none)
          .map((check) => check.message).join('; ') + ')').join(' | ')));
      """, [rules, onlyColours ? ofColour : [], strictly])
    return found.list.compactMap(\.text)
  }
}
