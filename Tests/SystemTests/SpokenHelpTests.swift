import Foundation
import Testing

extension RealBinary {
  /// Who cannot read is led by a voice: each state of the kiosk has a sentence of its own.
  @Suite(.serialized) struct `Spoken help at the kiosk, in Chromium` {
    /// The clip that is said in each of `Screen.all` that stands at the kiosk.
    private static let sentences = [
      "kiosk-opening": "welcome", "kiosk": "welcome", "kiosk-errands": "choose-errand",
      "kiosk-priority": "priority", "kiosk-priority-chosen": "choose-errand",
      "kiosk-collect": "choose-domain", "kiosk-pay": "choose-domain", "kiosk-find": "find",
      "kiosk-found": "find", "kiosk-found-none": "find", "kiosk-procedure": "procedure",
      "kiosk-quiet": "still-here", "kiosk-number": "number", "kiosk-number-left": "number",
      "kiosk-number-without-paper": "no-paper", "kiosk-number-without-paper-left": "no-paper",
      "kiosk-lost": "lost", "kiosk-closed": "closed", "lookup-kiosk": "lookup",
      "lookup-kiosk-found": "found", "lookup-kiosk-unknown": "refused", "ticket-kiosk": "ticket",
    ]

    @Test(.timeLimit(.minutes(4)))
    func `every state has its sentence, asked for before it or in it, and it is heard`()
      async throws
    {
      try await onThread {
        let screens = try EveryScreen()
        let states = Screen.wanted.filter { $0.place == .kiosk }
        #expect(Set(states.map(\.name)).isSubset(of: Self.sentences.keys))
        for screen in states {
          guard let sentence = Self.sentences[screen.name] else {
            Issue.record("\(screen.name) has no spoken help")
            continue
          }
          do {
            try Self.hears(sentence, at: screen, screens)
          } catch {
            Issue.record(error, "\(screen.name)")
          }
        }
      }
    }

    private static func hears(
      _ sentence: String, at screen: Screen, _ screens: EveryScreen
    ) throws {
      var asked = screen
      asked.steps.insert(.touch("#voice"), at: 0)
      if screen.name == "ticket-kiosk" {
        // The page of a scanned slip has no such button: it speaks to whoever has asked before.
        asked.path = "/kiosk"
        asked.ready = "#find"
        try screens.open(asked)
        try screens.follow(screen.path, to: screen.ready)
      } else {
        try screens.open(asked)
      }
      try heard(sentence, screens)
      // Who asks only now hears the same; a question over the screen has to be answered first.
      let again = try screens.browser.script(
        screens.page,
        """
        const button = document.querySelector('#voice');
        return Boolean(button?.checkVisibility({ visibilityProperty: true }))
          && !document.querySelector('dialog[open]');
        """)
      guard again.flag == true else { return }
      try screens.browser.click(screens.page, "#voice")
      try screens.browser.until(
        screens.page, "silence", "return document.body.dataset.spoken === undefined")
      try screens.browser.click(screens.page, "#voice")
      try heard(sentence, screens)
    }

    private static func heard(_ sentence: String, _ screens: EveryScreen) throws {
      try screens.browser.until(
        screens.page, "to hear \(sentence)",
        "return document.body.dataset.spoken === arguments[0]", [sentence])
    }
  }
}
