import Dossiers
import Foundation
import Store
import Testing
import Ticketing

@testable import halld

@Suite struct `The first start` {
  private static func body(
    _ code: String, account: String = "quan-tri", password: String = "một con vịt xòe ra"
  ) -> String {
    #"{"code":"\#(code)","account":"\#(account)","fullName":"Ngô Đình Khoa","#
      + #""password":"\#(password)"}"#
  }

  private static func code(_ hall: HallUnderTest) throws -> String {
    try String(contentsOfFile: hall.web.parts.setup.path, encoding: .utf8)
      .replacing("\n", with: "")
  }

  @Test func `has no default password; a code in the data folder makes the first account`()
    async throws
  {
    try await HallUnderTest.open(change: { $0.demo = nil }) { hall async throws in
      let setup = hall.web.parts.setup
      #expect(try setup.prepare())
      let attributes = try FileManager.default.attributesOfItem(atPath: setup.path)
      #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
      let health = try await hall.ask("GET", "/health")
      #expect((health.json["accounts"] as? [String: Any])?["status"] as? String == "none")
      #expect(health.json["status"] as? String == "degraded")
      #expect(try await hall.ask("GET", "/setup").text.contains("id=\"setup\""))

      let code = try Self.code(hall)
      #expect(!health.text.contains(code))
      let weak = try await hall.ask("POST", "/api/setup", Self.body(code, password: "password1234"))
      #expect(weak.code == "password-common")
      // As people type it: small letters, other groups.
      let typed = code.lowercased().replacing("-", with: " ")
      let made = try await hall.ask("POST", "/api/setup", Self.body(typed))
      #expect(made.status == 201)
      let cookie = String(try #require(made.header("set-cookie")).prefix { $0 != ";" })
      let accounts = try await hall.ask("GET", "/api/accounts", cookie: cookie)
      #expect(accounts.status == 200)
      #expect(accounts.text.contains("Ngô Đình Khoa"))

      // The code is dead with its use, its file is gone, and the page says so.
      #expect(!FileManager.default.fileExists(atPath: setup.path))
      let again = try await hall.ask("POST", "/api/setup", Self.body(code, account: "evil"))
      #expect(again.code == "setup-done")
      #expect(try hall.store.accounts().map(\.name) == ["quan-tri"])
      #expect(try await !hall.ask("GET", "/setup").text.contains("id=\"setup\""))
      #expect(try !setup.prepare(), "a hall with accounts makes no code")
      let rows = try hall.store.events(after: 0)
      #expect(rows.first { $0.kind == "account.added" }?.actor.text == "setup")
      #expect(rows.allSatisfy { !$0.body.contains(code) && !$0.body.contains("con vịt") })
    }
  }

  @Test func `the code dies after ten wrong tries, and the right one then comes too late`()
    async throws
  {
    try await HallUnderTest.open(change: { $0.demo = nil }) { hall async throws in
      let setup = hall.web.parts.setup
      #expect(try setup.prepare())
      let code = try Self.code(hall)
      for _ in 0..<10 {
        let wrong = Self.refusal { () throws(Problem) in try setup.check("AAAA-AAAA-AAAA-AAAA") }
        #expect(wrong == "setup-code-wrong")
      }
      #expect(Self.refusal { () throws(Problem) in try setup.check(code) } == "setup-code-dead")
      #expect(!FileManager.default.fileExists(atPath: setup.path))
      #expect(try await hall.ask("POST", "/api/setup", Self.body(code)).code == "setup-code-dead")
      #expect(try hall.store.accounts() == [])
      // The next start makes another one.
      #expect(try setup.prepare())
      #expect(try Self.code(hall) != code)
    }
  }

  @Test func `of two at once only one becomes the first`() async throws {
    try await HallUnderTest.open(change: { $0.demo = nil }) { hall async throws in
      let account = Account(name: "a", role: "administration", counters: [], passwordHash: "*")
      var other = account
      other.name = "b"
      let (first, second) = (account, other)
      async let one = hall.store.addFirst(first, by: .system, at: hall.clock.now())
      async let two = hall.store.addFirst(second, by: .system, at: hall.clock.now())
      let outcomes = try await [one, two]
      #expect(outcomes.count { $0 == .exists } == 1)
      #expect(try hall.store.accounts().count == 1)
    }
  }

  private static func refusal(_ body: () throws(Problem) -> Void) -> String? {
    do throws(Problem) {
      try body()
      return nil
    } catch {
      return error.code
    }
  }
}
