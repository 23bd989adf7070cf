import Foundation
import Testing
import VirtualLine

extension RealBinary {
  @Suite struct `A counter with a scanner and a keypad, in Chromium` {
    @Test func `a code opens its dossier, a slip its number, a key that does nothing says why`()
      throws
    {
      let keys = try HallWithKeys(
        """
        scanners:
          - {id: scanner-1, counter: "1", profile: keyboard-enter, device: /dev/input/by-path/s-event-kbd}
        keypads:
          - {id: keypad-1, counter: "1", profile: numeric, device: /dev/input/by-path/k-event-kbd}

        """)
      let hall = keys.hall
      let (scannerLine, keypadLine) = (try PseudoTerminal(), try PseudoTerminal())
      let scanner = VirtualKeyboard(on: scannerLine)
      let keypad = VirtualKeyboard(on: keypadLine)
      try scannerLine.plug(elsewhere: try keys.node("by-path/s-event-kbd"))
      try keypadLine.plug(elsewhere: try keys.node("by-path/k-event-kbd"))
      let made = try hall.command(
        "account", "add", "thu", "--role", "officer", "--counters", "1", input: "mot hai ba bon\n")
      #expect(made.ending == .exit(0))

      let browser = try Browser()
      let page = try browser.open(
        "http://127.0.0.1:\(hall.port)/counter?counter=1", width: 1_366, height: 768)
      try browser.type(page, "[name=account]", "thu")
      try browser.type(page, "[name=password]", "mot hai ba bon\u{E007}")
      try browser.until(page, "a closed counter", "return document.querySelector('button#open')")
      try listened(hall)
      func says(_ what: String, _ words: String) throws {
        try browser.until(
          page, what, "return document.querySelector('#problem').innerText.includes(arguments[0])",
          [words])
      }

      // As an impatient hand does: what comes too soon after another is a bounce.
      func press(_ what: String, until script: String) throws {
        let isSo = try Deadline.within(.seconds(20)).first {
          keypad.press(96)
          return try browser.script(page, script).flag == true ? true : nil
        }
        guard isSo == true else { throw hall.trouble("a key: not \(what)") }
      }

      // Nobody has opened the counter: neither key nor code does anything, and the page says so.
      keypad.press(96)
      try says("a key at a closed counter", "quầy đang đóng")
      try browser.script(page, "document.querySelector('#problem').replaceChildren()")
      scanner.scan("000.00.12.H35-261121-0007")
      try says("a scan at a closed counter", "quầy đang đóng")

      try browser.click(page, "#open")
      try browser.until(page, "an open counter", "return document.querySelector('#next')")
      try press(
        "nobody waiting",
        until: "return document.body.innerText.includes('Không có ai đang chờ')")
      scanner.scan("001099012345|012345678|NGUYEN")
      try says("a card", "thẻ căn cước")

      let issued = try hall.connect().send(
        "POST", "/api/tickets", json: #"{"errand":"dat-dai"}"#,
        headers: ["Idempotency-Key": UUID().uuidString]
      ).json
      let number = try #require(issued["number"].text)
      scanner.scan(try #require(issued["token"].text))
      try browser.until(
        page, "the slip's number",
        "return document.querySelector('#scanned [data-number]')?.dataset.number === arguments[0]",
        [number])
      try look(at: page, browser, "number")
      try press(
        "the number at the counter",
        until: "return document.querySelector('#current-number')?.innerText === '\(number)'")
      try browser.click(page, "button#start")
      try browser.until(page, "the intake", "return document.querySelector('[name=code]')")

      // A code nobody knows yet belongs to the dossier that is being taken in.
      scanner.scan("000.00.12.H35-261121-0007")
      try browser.until(
        page, "the code in the form",
        "return document.querySelector('[name=code]').value === '000.00.12.H35-261121-0007'")
      try browser.script(page, "document.querySelector('[name=code]').value = ''")
      try browser.click(page, "#take-in")
      let code = try browser.text(page, ".intake [data-code]")
      scanner.scan(code)
      try browser.until(
        page, "the dossier",
        "return document.querySelector('#scanned [data-code]')?.dataset.code === arguments[0]",
        [code])
      try look(at: page, browser, "dossier")
      try press(
        "a busy counter",
        until: "return document.body.innerText.includes('quầy đang có số \(number)')")
      try look(at: page, browser, "refused")

      try hall.crash()
      let said = (hall.child?.errors ?? "") + (hall.child?.output ?? "")
      #expect(!said.contains("001099012345") && !said.contains("261121"))
      #expect(try hall.soundness() == [])
    }

    /// Leaves a picture for whoever wants to see it: `HALLD_PICTURES` names the folder.
    private func look(at page: Browser.Page, _ browser: Browser, _ name: String) throws {
      guard let folder = ProcessInfo.processInfo.environment["HALLD_PICTURES"] else { return }
      try browser.picture(page).write(to: URL(fileURLWithPath: "\(folder)/counter-\(name).png"))
    }

    /// Waits until a page hears the counter's stream.
    private func listened(_ hall: RunningHall) throws {
      let connection = hall.connect()
      let hears = try Deadline.within(.seconds(10)).first {
        try connection.send("GET", "/health").json["streams"]["boards"].number == 1 ? true : nil
      }
      guard hears == true else { throw hall.trouble("nobody hears the counter's stream") }
    }
  }
}
