import Foundation
import Testing

extension RealBinary {
  /// What a citizen opens beside the kiosk's first screen: the state of a dossier, a number on a phone.
  @Suite struct `The citizens' pages, in Chromium` {
    @Test func `the day and four digits on the kiosk's keypad answer plainly, and nothing stays`()
      throws
    {
      let kiosk = try KioskPage()
      let desk = kiosk.hall.connect()
      try signIn(desk, account: "can-bo", password: "can-bo-2026")
      let made = try desk.send(
        "POST", "/api/dossiers", json: #"{"procedure":"vd-dat-01","channel":"online"}"#,
        headers: ["idempotency-key": UUID().uuidString])
      let code = try #require(made.json["code"].text, "\(made.text)")
      // 000.00.12.H35-261123-0007: year, month and day, then the day's own count.
      let parts = code.split(separator: "-").map(String.init)
      let (day, ordinal) = (parts[1], parts[2])
      let digits = day.suffix(2) + day.dropFirst(2).prefix(2) + "20" + day.prefix(2) + ordinal

      try kiosk.touch("#lookup")
      try kiosk.browser.until(
        kiosk.page, "the keypad", "return Boolean(document.querySelector('[data-digit]'))")
      // One digit too many, taken back: a finger errs.
      try kiosk.browser.click(kiosk.page, "[data-digit=\"9\"]")
      try kiosk.browser.click(kiosk.page, "#erase")
      for digit in digits { try kiosk.browser.click(kiosk.page, "[data-digit=\"\(digit)\"]") }
      try kiosk.browser.click(kiosk.page, "#by-day button")
      #expect(try kiosk.text(".result .code") == code)
      #expect(try kiosk.text(".result .state .vi") == "Đã tiếp nhận")
      #expect(try kiosk.text(".result").contains("Hẹn trả kết quả: Thứ"))
      #expect(
        try kiosk.browser.script(kiosk.page, "return document.querySelector('#day').value").text
          == "")

      // A day without such a dossier is a sentence, and the old answer is gone.
      for digit in "010120200001" {
        try kiosk.browser.click(kiosk.page, "[data-digit=\"\(digit)\"]")
      }
      try kiosk.browser.click(kiosk.page, "#by-day button")
      #expect(try kiosk.text(".box.bad").contains("Không tìm thấy hồ sơ"))
      #expect(
        try kiosk.browser.script(kiosk.page, "return document.querySelector('.result')").isNull)
    }

    @Test func `a phone without JavaScript sees its place, refreshes, and gives the number back`()
      throws
    {
      let hall = try RunningHall()
      try hall.start()
      let other = try Self.number(hall)
      let mine = try Self.number(hall)
      let browser = try Browser()
      let page = try browser.open("about:blank", width: 390, height: 844)
      try browser.shape(page, 360, 640)
      try browser.tool(page, "Emulation.setScriptExecutionDisabled", ["value": true])
      let address = "http://127.0.0.1:\(hall.port)/t/\(mine.token)"
      try browser.go(page, to: address)
      // The control: no script of the page has run.
      #expect(
        try browser.script(page, "return document.querySelector('noscript meta') !== null").flag
          == true)
      #expect(try browser.text(page, "#ticket .number") == mine.number)
      #expect(try browser.text(page, ".say").contains("Trước ông/bà còn 1 người"))
      #expect(
        try browser.script(page, "return document.documentElement.scrollWidth <= innerWidth").flag
          == true)

      let gone = try hall.connect().send("POST", "/api/tickets/\(other.token)/cancel")
      #expect(gone.status == 200)
      try browser.until(
        page, "the next place, by itself",
        "return document.querySelector('.say')?.innerText.includes('Sắp đến lượt ông/bà')")

      try browser.click(page, "nav a[lang=en]")
      try browser.until(
        page, "English first",
        "return document.querySelector('.say')?.innerText.startsWith('You are next')")
      try browser.click(page, "#cancel summary")
      try browser.click(page, "#cancel-yes")
      try browser.until(
        page, "the number given back",
        "return document.querySelector('#ticket')?.dataset.state === 'cancelled' && location.search === '?lang=en'"
      )
      let told = try hall.connect().send("GET", "/api/tickets/\(mine.token)").json
      #expect(told["state"].text == "cancelled")
    }

    @Test
    func `a phone with JavaScript hears the call within seconds, and says when it hears nothing`()
      throws
    {
      let hall = try RunningHall()
      try hall.start()
      let mine = try Self.number(hall)
      let browser = try Browser(limit: .seconds(40))
      let page = try browser.open(
        "http://127.0.0.1:\(hall.port)/t/\(mine.token)", width: 390, height: 844)
      #expect(try browser.text(page, ".say").contains("Sắp đến lượt"))
      let officer = try Officer(hall, counter: "1")
      _ = try officer.callNext()
      try browser.until(
        page, "the call",
        "return document.querySelector('.say')?.innerText.includes('Mời đến Quầy 1 ngay')")
      hall.child?.kill(SIGSTOP)
      defer { hall.child?.kill(SIGCONT) }
      try browser.until(page, "a stale page", "return !document.querySelector('#lost').hidden")
    }

    private static func number(_ hall: RunningHall) throws -> (number: String, token: String) {
      let answer = try hall.connect().send(
        "POST", "/api/tickets", json: #"{"errand":"dat-dai"}"#,
        headers: ["idempotency-key": UUID().uuidString])
      return (
        try #require(answer.json["number"].text, "\(answer.text)"),
        try #require(answer.json["token"].text)
      )
    }
  }
}
