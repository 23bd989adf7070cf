import Foundation
import Testing
import VirtualLine

extension RealBinary {
  @Suite struct `A kiosk with a scanner, in Chromium` {
    @Test func `a code opens the lookup, a card is turned away, a slip opens its number`() throws {
      let keys = try HallWithKeys(
        """
        scanners:
          - {id: scanner-1, kiosk: kiosk-1, profile: keyboard-enter, device: /dev/input/by-path/s-event-kbd}

        """)
      let hall = keys.hall
      let line = try PseudoTerminal()
      let scanner = VirtualKeyboard(on: line)
      try line.plug(elsewhere: try keys.node("by-path/s-event-kbd"))

      let browser = try Browser()
      let root = "http://127.0.0.1:\(hall.port)"
      let page = try browser.open("\(root)/kiosk", width: 1_080, height: 1_920)
      try browser.until(page, "the domains", "return document.querySelector('.tile')")
      try listened(hall)
      scanner.scan("001099012345|012345678|NGUYEN")
      try browser.until(
        page, "a card turned away",
        "return location.pathname === '/kiosk' && document.body.innerText.includes('thẻ căn cước')")

      scanner.scan("000.00.12.H35-261121-0007")
      try browser.until(
        page, "the lookup's answer",
        """
        return location.pathname === '/lookup' && document.querySelector('#answer .box, #answer .result')
          && document.querySelector('#answer').innerText
        """)
      // What was scanned does not stay in the address.
      #expect(try browser.script(page, "return location.hash").text == "")

      let number = try hall.connect().send(
        "POST", "/api/tickets", json: #"{"errand":"dat-dai"}"#,
        headers: ["Idempotency-Key": UUID().uuidString]
      ).json
      let token = try #require(number["token"].text)
      try listened(hall)
      scanner.scan(token)
      try browser.until(
        page, "the number of the slip",
        "return location.pathname.startsWith('/t/') && document.querySelector('.number')")
      #expect(try browser.text(page, ".number") == number["number"].text)
      try browser.click(page, "#leave")
      try browser.until(page, "the kiosk again", "return location.pathname === '/kiosk'")
    }

    /// Waits until a page hears the kiosk's stream.
    private func listened(_ hall: RunningHall) throws {
      let connection = hall.connect()
      let hears = try Deadline.within(.seconds(10)).first {
        try connection.send("GET", "/health").json["streams"]["kiosks"].number == 1 ? true : nil
      }
      guard hears == true else {
        let streams = try connection.send("GET", "/health").json["streams"]
        throw hall.trouble("the kiosk's stream is heard by \(streams["kiosks"].number ?? -1)")
      }
    }
  }
}
