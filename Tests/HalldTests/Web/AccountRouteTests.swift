import Dossiers
import Foundation
import HTTPTypes
import Store
import Testing
import Ticketing

@testable import halld

@Suite struct `Administration` {
  private static let lan =
    #"{"account":"lan","#
    + #""fullName":"Đỗ Thị Lan","title":"Chuyên viên","agency":"Sở Tư pháp","role":"officer","#
    + #""counters":["1","2"]}"#

  /// Signs in over HTTP and returns answer and cookie.
  private static func signIn(
    _ hall: HallUnderTest, _ account: String, _ password: String
  ) async throws -> (RawAnswer, cookie: String) {
    let answer = try await hall.ask(
      "POST", "/api/session", #"{"account":"\#(account)","password":"\#(password)"}"#)
    return (answer, String((answer.header("set-cookie") ?? "").prefix { $0 != ";" }))
  }

  @Test func `adds an officer, who chooses an own password before anything else`() async throws {
    try await HallUnderTest.open { hall async throws in
      let admin = try await hall.cookie(.administration)
      let added = try await hall.ask("POST", "/api/accounts", Self.lan, cookie: admin)
      #expect(added.status == 201)
      let oneTime = try #require(added.json["oneTimePassword"] as? String)
      #expect(
        try await hall.ask("POST", "/api/accounts", Self.lan, cookie: admin).code
          == "account-exists")

      let (opened, lan) = try await Self.signIn(hall, "lan", oneTime)
      #expect(opened.json["mustChangePassword"] as? Bool == true)
      #expect(opened.json["fullName"] as? String == "Đỗ Thị Lan")
      let blocked = try await hall.ask("POST", "/api/counters/1/open", cookie: lan)
      #expect(blocked.status == 403)
      #expect(blocked.code == "password-must-change")

      func change(_ current: String, _ new: String) async throws -> RawAnswer {
        try await hall.ask(
          "POST", "/api/session/password", #"{"current":"\#(current)","new":"\#(new)"}"#,
          cookie: lan)
      }
      #expect(try await change(oneTime, "đỗ thị lan 1990").code == "password-own-name")
      #expect(try await change(oneTime, "ngắn").code == "password-short")
      #expect(try await change(oneTime, oneTime).code == "password-same")
      #expect(try await change("sai mật khẩu rồi", "quán phở góc phố cũ").code == "password-wrong")
      #expect(try await change(oneTime, "quán phở góc phố cũ").status == 204)
      #expect(try await hall.ask("POST", "/api/counters/1/open", cookie: lan).status == 200)
      #expect(try await Self.signIn(hall, "lan", oneTime).0.code == "sign-in-refused")
      #expect(try await Self.signIn(hall, "lan", "quán phở góc phố cũ").0.status == 200)

      // Everything is a row of the log with its actor, and no row holds a secret.
      let rows = try hall.store.events(after: 0)
      let actors = rows.filter { $0.subject == "account:lan" }.map { "\($0.kind) \($0.actor)" }
      #expect(
        actors == [
          "account.added administration:test-administration", "session.opened officer:lan",
          "account.password-changed officer:lan", "session.opened officer:lan",
        ])
      for row in rows {
        #expect(!row.body.contains(oneTime) && !row.body.contains("$y$"), "\(row.kind)")
      }
    }
  }

  @Test func `LC 4_6 · an open counter shows name, title and agency, not the account`()
    async throws
  {
    try await HallUnderTest.open { hall async throws in
      let admin = try await hall.cookie(.administration)
      let cookie = try await hall.cookie(.officer, counters: ["1"], account: "lan")
      let facts = Self.lan.replacing(#""account":"lan","#, with: "")
        .replacing(#"["1","2"]"#, with: #"["1"]"#)
      #expect(
        try await hall.ask("POST", "/api/accounts/lan/change", facts, cookie: admin).status == 200)
      #expect(
        try await hall.ask("POST", "/api/counters/1/open", cookie: cookie).status == 200,
        "name and title are no right: the session goes on")
      let board = try await hall.ask("GET", "/api/board")
      let counter = (board.json["counters"] as? [[String: Any]])?.first
      #expect(counter?["officer"] as? String == "Đỗ Thị Lan")
      #expect(counter?["officerTitle"] as? String == "Chuyên viên")
      #expect(counter?["officerAgency"] as? String == "Sở Tư pháp")
      #expect(!board.text.contains("\"lan\""))
    }
  }

  @Test(arguments: [
    ("change", #"{"fullName":"Lan","role":"receptionist"}"#, 401, "session.ended"),
    ("change", #"{"fullName":"Lan","role":"officer","counters":["2"]}"#, 401, "session.ended"),
    ("change", #"{"fullName":"Lan","role":"officer","counters":["1"]}"#, 200, "account.changed"),
    ("password", "", 401, "session.ended"), ("disable", "", 401, "session.ended"),
    ("end-sessions", "", 401, "session.ended"),
  ])
  func `ends the sessions of who loses rights, and only theirs`(
    act: String, body: String, status: Int, last: String
  ) async throws {
    try await HallUnderTest.open { hall async throws in
      let admin = try await hall.cookie(.administration)
      let lan = try await hall.cookie(.officer, counters: ["1"], account: "lan")
      let other = try await hall.cookie(.officer, counters: ["1"], account: "tung")
      let answer = try await hall.ask(
        "POST", "/api/accounts/lan/\(act)", body.isEmpty ? nil : body, cookie: admin)
      #expect(answer.status == 200, "\(answer.text)")
      #expect(try await hall.ask("GET", "/api/session", cookie: lan).status == status)
      #expect(try await hall.ask("GET", "/api/session", cookie: other).status == 200)
      #expect(try hall.store.events(after: 0).last?.kind == last)
    }
  }

  @Test func `the last administrator stays one`() async throws {
    try await HallUnderTest.open { hall async throws in
      let admin = try await hall.cookie(.administration)
      let own = "/api/accounts/test-administration"
      let demoted = #"{"fullName":"A","role":"director"}"#
      #expect(
        try await hall.ask("POST", "\(own)/disable", cookie: admin).code == "last-administrator")
      #expect(
        try await hall.ask("POST", "\(own)/change", demoted, cookie: admin).code
          == "last-administrator")
      _ = try await hall.cookie(.administration, account: "second")
      #expect(try await hall.ask("POST", "\(own)/change", demoted, cookie: admin).status == 200)
      let second = try await hall.cookie(.administration, account: "second")
      #expect(
        try await hall.ask("POST", "/api/accounts/second/disable", cookie: second).code
          == "last-administrator")
    }
  }

  @Test(
    arguments: [
      (#"{"account":"Lan","fullName":"L","role":"post"}"#, "account-name"),
      (#"{"account":"a/b","fullName":"L","role":"post"}"#, "account-name"),
      (#"{"account":"lan","role":"post"}"#, "member-missing"),
      (#"{"account":"lan","fullName":"L","role":"boss"}"#, "member-wrong"),
      (#"{"account":"lan","fullName":"L","role":"officer"}"#, "counters-missing"),
      (#"{"account":"lan","fullName":"L","role":"officer","counters":["99"]}"#, "unknown-counter"),
      (#"{"account":"lan","fullName":"L","role":"officer","counters":"1"}"#, "member-wrong"),
      (#"{"account":"lan","fullName":"L\nM","role":"post"}"#, "member-wrong"),
      (#"{"account":"lan","fullName":"L","role":"post","password":"x"}"#, "member-unknown"),
    ])
  func `refuses an account that does not serve`(body: String, code: String) async throws {
    try await HallUnderTest.open { hall async throws in
      let admin = try await hall.cookie(.administration)
      #expect(try await hall.ask("POST", "/api/accounts", body, cookie: admin).code == code)
      #expect(try hall.store.account("lan") == nil)
    }
  }

  @Test func `an account sees its own sessions and ends one; another's it cannot`() async throws {
    try await HallUnderTest.open { hall async throws in
      let here = try await hall.cookie(.officer, counters: ["1"], account: "lan")
      let there = try await hall.cookie(.officer, counters: ["1"], account: "lan")
      let other = try await hall.cookie(.officer, counters: ["1"], account: "tung")
      let list = try await hall.ask("GET", "/api/sessions", cookie: here)
      let sessions = try #require(list.json["sessions"] as? [[String: Any]])
      #expect(sessions.count == 2)
      let elsewhere = try #require(
        sessions.first { $0["current"] as? Bool == false }?["id"] as? String)
      #expect(!there.contains(elsewhere), "the id is not the token")
      let end = "/api/sessions/\(elsewhere)/end"
      #expect(try await hall.ask("POST", end, cookie: other).code == "session-unknown")
      #expect(try await hall.ask("POST", end, cookie: here).status == 204)
      #expect(try await hall.ask("GET", "/api/session", cookie: there).status == 401)
      #expect(try await hall.ask("GET", "/api/session", cookie: here).status == 200)
    }
  }

  @Test func `pairs a screen and takes it back at once`() async throws {
    try await HallUnderTest.open(change: { $0.demo = nil }) { hall async throws in
      let admin = try await hall.cookie(.administration)
      let made = try await hall.ask(
        "POST", "/api/devices/kiosk-1/pair", #"{"kind":"kiosk"}"#, cookie: admin)
      #expect(made.status == 201)
      let token = try #require(made.json["token"] as? String)
      #expect(try await hall.takeNumber(cookie: "halld-device=\(token)").status == 201)
      let list = try await hall.ask("GET", "/api/devices", cookie: admin)
      let devices = list.json["devices"] as? [[String: Any]]
      let kiosk = devices?.first { $0["id"] as? String == "kiosk-1" }
      #expect(kiosk?["paired"] as? Int == 1)
      #expect(!list.text.contains(token))
      #expect(
        try await hall.ask("POST", "/api/devices/kiosk-1/unpair", cookie: admin).status == 204)
      #expect(
        try await hall.takeNumber(cookie: "halld-device=\(token)").code == "device-not-paired")
      #expect(
        try await hall.ask(
          "POST", "/api/devices/kiosk-9/pair", #"{"kind":"kiosk"}"#, cookie: admin
        ).code == "device-unknown")
      let kinds = try hall.store.events(after: 0).filter { $0.subject == "device:kiosk-1" }
      #expect(
        kinds.map { "\($0.kind) \($0.actor)" } == [
          "device.paired administration:test-administration",
          "device.unpaired administration:test-administration",
        ])
    }
  }

  @Test func `a lock-out is one row, without the address, and a mistyped name is not kept`()
    async throws
  {
    try await HallUnderTest.open(change: {
      $0.demo = nil
      $0.sessions.failuresPerQuarterHour = 3
    }) { hall async throws in
      _ = try await hall.cookie(.officer, account: "lan")
      for name in ["lan", "mat-khau-cua-toi"] {
        for _ in 0..<6 { _ = try await Self.signIn(hall, name, "sai rồi nhé bạn") }
      }
      let rows = try hall.store.events(after: 0).filter { $0.kind == "signin.locked" }
      #expect(rows.map(\.body) == [#"{"account":"lan","seconds":60}"#, #"{"seconds":60}"#])
      #expect(rows.map(\.subject) == ["account:lan", "account"])
    }
  }

  @Test func `under TLS a cookie's name keeps other hosts from setting it`() {
    let line = Cookies.line(Cookies.session, "t", seconds: 60, isSecure: true)
    #expect(
      line == "__Host-halld-session=t; Path=/; Max-Age=60; HttpOnly; SameSite=Strict; Secure")
    let headers = [.cookie: "halld-session=planted; __Host-halld-session=own"] as HTTPFields
    #expect(Cookies.value(Cookies.session, in: headers, isSecure: true) == "own")
    #expect(Cookies.value(Cookies.session, in: headers, isSecure: false) == "planted")
  }
}
