import Dossiers
import Foundation
import HTTPTypes
import Store
import Testing
import Ticketing

@testable import halld

@Suite struct `The roles` {
  @Test func `every route that names an action refuses every other role`() async throws {
    try await HallUnderTest.open { hall async throws in
      for role in Role.allCases {
        let cookie = try await hall.cookie(role, counters: ["1"])
        for route in Contract.routes {
          guard case .staff(let action) = route.access else { continue }
          // A stream has no end; whoever may have it is told that it knows no parameters.
          let path =
            route.path.replacing("{id}", with: "1")
            + (route.path.hasSuffix("/stream") ? "?unknown=1" : "")
          let answer = try await hall.ask(route.method.rawValue, path, cookie: cookie)
          let isForbidden = answer.code == "role-forbidden"
          #expect(
            isForbidden == !RoleTable.mayDo(action, as: role),
            "\(role) \(route.method) \(path): \(answer.text)")
          let unknown = try await hall.ask(route.method.rawValue, path)
          #expect(unknown.code == "not-signed-in", "\(route.method) \(path)")
        }
      }
    }
  }

  @Test func `an officer works at the own counters only`() async throws {
    try await HallUnderTest.open { hall async throws in
      let officer = try await hall.cookie(.officer, counters: ["1", "2"])
      let other = try await hall.ask("POST", "/api/counters/3/open", cookie: officer)
      #expect(other.status == 403)
      #expect(other.code == "not-your-counter")
      #expect(try await hall.ask("POST", "/api/counters/2/open", cookie: officer).status == 200)
      #expect(try await hall.ask("GET", "/api/counters/3/waiting", cookie: officer).status == 403)
      let missing = try await hall.ask("POST", "/api/counters/99/open", cookie: officer)
      #expect(missing.code == "unknown-counter")
      let homeless = try await hall.cookie(.officer, account: "homeless")
      #expect(
        try await hall.ask("POST", "/api/counters/1/open", cookie: homeless).code
          == "not-your-counter")
      let director = try await hall.cookie(.director)
      #expect(try await hall.ask("GET", "/api/counters/3/waiting", cookie: director).status == 200)
    }
  }

  @Test func `reception gives numbers for others, the kiosk does not`() async throws {
    try await HallUnderTest.open { hall async throws in
      let body = #"{"errand":"dat-dai","origin":"reception"}"#
      func ask(_ role: Role, _ body: String) async throws -> RawAnswer {
        try await hall.ask(
          "POST", "/api/tickets", body, cookie: try await hall.cookie(role),
          headers: ["Idempotency-Key": UUID().uuidString])
      }
      #expect(try await ask(.receptionist, body).status == 201)
      #expect(try await ask(.officer, body).code == "role-forbidden")
      #expect(try await ask(.post, body).code == "role-forbidden")
      #expect(
        try await ask(.post, #"{"errand":"dat-dai","origin":"post"}"#).status == 201)
    }
  }
}

@Suite struct `The sessions` {
  @Test func `a password opens one, signing out ends it`() async throws {
    try await HallUnderTest.open { hall async throws in
      let hash = try #require(PasswordHash.make(of: "mật khẩu dài"))
      try await hall.store.put(
        .init(name: "tung", role: "officer", counters: ["1"], passwordHash: hash),
        by: .system, at: hall.clock.now())
      let wrong = try await hall.ask(
        "POST", "/api/session", #"{"account":"tung","password":"mat khau dai"}"#)
      #expect(wrong.status == 401)
      #expect(wrong.header("set-cookie") == nil)
      let opened = try await hall.ask(
        "POST", "/api/session", #"{"account":"tung","password":"mật khẩu dài"}"#)
      #expect(opened.status == 200)
      let line = try #require(opened.header("set-cookie"))
      #expect(line.contains("HttpOnly") && line.contains("SameSite=Strict"))
      #expect(!line.contains("Secure"), "plain HTTP: the browser would not send it back")
      let cookie = String(line.prefix { $0 != ";" })
      let session = try await hall.ask("GET", "/api/session", cookie: cookie)
      #expect(session.json["counters"] as? [String] == ["1"])
      let left = try await hall.ask("DELETE", "/api/session", cookie: cookie)
      #expect(left.status == 204)
      #expect(try await hall.ask("GET", "/api/session", cookie: cookie).status == 401)
    }
  }

  @Test func `one that has expired, or of an account that was stopped, is none`() async throws {
    try await HallUnderTest.open { hall async throws in
      let cookie = try await hall.cookie(.officer, counters: ["1"])
      #expect(try await hall.ask("GET", "/api/session", cookie: cookie).status == 200)
      let token = String(cookie.drop { $0 != "=" }.dropFirst())
      let now = hall.clock.now()
      try await hall.store.openSession(
        token: token, account: "test-officer", expiresAt: now.adding(seconds: -1),
        now: now.adding(seconds: -2))
      #expect(try await hall.ask("GET", "/api/session", cookie: cookie).status == 401)

      let other = try await hall.cookie(.officer, account: "stopped")
      try await hall.store.put(
        .init(
          name: "stopped", role: "officer", counters: [], passwordHash: "*", isActive: false),
        by: .system, at: hall.clock.now())
      #expect(try await hall.ask("GET", "/api/session", cookie: other).status == 401)
    }
  }

  @Test func `a token older than the longest session is none, whatever the table says`()
    async throws
  {
    try await HallUnderTest.open { hall async throws in
      _ = try await hall.cookie(.officer)
      let now = hall.clock.now()
      let began = now.microseconds / 1_000_000 - Int64(hall.web.parts.sessions.greatestSeconds) - 1
      let token = "\(String(began, radix: 36))-0123456789abcdef"
      try await hall.store.openSession(
        token: token, account: "test-officer", expiresAt: now.adding(seconds: 60), now: now)
      #expect(
        try await hall.ask("GET", "/api/session", cookie: "halld-session=\(token)").status == 401)
    }
  }
}
