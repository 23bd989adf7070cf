import Foundation
import HTTPTypes
import Store
import Testing
import Ticketing

@testable import halld

@Suite struct `Attacks on sessions` {
  /// What somebody sends who has no session of their own, and would like one.
  private static func forgeries(of real: String) -> [(what: String, cookie: String)] {
    let token = String(real.drop { $0 != "=" }.dropFirst())
    let name = String(real.prefix { $0 != "=" })
    let parts = token.split(separator: "-", maxSplits: 1).map(String.init)
    let last = token.last == "a" ? "b" : "a"
    return [
      ("nothing in it", "\(name)="),
      ("another letter at the end", "\(name)=\(token.dropLast())\(last)"),
      ("one letter less", "\(name)=\(token.dropLast())"),
      ("one letter more", "\(name)=\(token)a"),
      ("in capitals", "\(name)=\(token.uppercased())"),
      ("begun a second later", "\(name)=\(later(parts[0]))-\(parts[1])"),
      ("without its beginning", "\(name)=\(parts[1])"),
      ("begun in the far future", "\(name)=1y2p0ij32e8e7-\(parts[1])"),
      ("begun before all time", "\(name)=--\(token)"),
      ("in quotation marks", "\(name)=\"\(token)\""),
      ("escaped", "\(name)=%\(String(token.utf8.first ?? 0x61, radix: 16))\(token.dropFirst())"),
      ("under a longer name", "x\(name)=\(token)"),
      ("under the device's name", "halld-device=\(token)"),
      ("behind another of its name", "\(name)=x; \(name)=\(token)"),
      ("for SQL", "\(name)=' OR 1=1 --"),
      ("a list", "\(name)[]=\(token)"),
    ]
  }

  private static func later(_ seconds: String) -> String {
    String((Int64(seconds, radix: 36) ?? 0) + 1, radix: 36)
  }

  @Test func `a forged cookie signs nobody in`() async throws {
    try await HallUnderTest.open { hall async throws in
      let real = try await hall.cookie(.officer, counters: ["1"])
      #expect(try await hall.ask("GET", "/api/session", cookie: real).status == 200)
      for forgery in Self.forgeries(of: real) {
        let answer = try await hall.ask("GET", "/api/session", cookie: forgery.cookie)
        #expect(answer.code == "not-signed-in", "\(forgery.what): \(answer.text)")
      }
      // Nor does anything but the cookie carry it.
      let token = String(real.drop { $0 != "=" }.dropFirst())
      for headers in [
        ["Authorization": "Bearer \(token)"], ["Authorization": "Basic \(token)"],
        ["X-Session": token], ["X-Forwarded-User": "test-officer"],
        ["X-Remote-User": "test-officer"],
      ] {
        let answer = try await hall.ask("GET", "/api/session", headers: headers)
        #expect(answer.code == "not-signed-in", "\(headers)")
      }
      #expect(try await hall.ask("GET", "/api/session?session=\(token)").status == 401)
    }
  }

  @Test func `signing in never takes a token that the client brought`() async throws {
    try await HallUnderTest.open { hall async throws in
      let hash = try #require(PasswordHash.make(of: "mật khẩu dài lắm"))
      try await hall.store.put(
        Account(name: "tung", role: "officer", counters: ["1"], passwordHash: hash),
        by: .system, at: hall.clock.now())
      let brought = "halld-session=\(String(repeating: "a", count: 39))"
      var seen: Set<String> = []
      for _ in 0..<2 {
        let answer = try await hall.ask(
          "POST", "/api/session", #"{"account":"tung","password":"mật khẩu dài lắm"}"#,
          cookie: brought)
        #expect(answer.status == 200, "\(answer.text)")
        let line = try #require(answer.header("set-cookie"))
        let cookie = String(line.prefix { $0 != ";" })
        #expect(cookie != brought)
        #expect(seen.insert(cookie).inserted, "the same token twice")
        #expect(line.contains("HttpOnly") && line.contains("SameSite=Strict"))
      }
      #expect(try await hall.ask("GET", "/api/session", cookie: brought).status == 401)
    }
  }

  @Test func `a cookie that was stolen is worth nothing after its owner signed out`() async throws {
    try await HallUnderTest.open { hall async throws in
      let cookie = try await hall.cookie(.officer, counters: ["1"])
      #expect(try await hall.ask("DELETE", "/api/session", cookie: cookie).status == 204)
      for route in Contract.routes where route.access != .everyone {
        let answer = try await hall.ask(route.method.rawValue, route.samplePath, cookie: cookie)
        #expect(answer.code == "not-signed-in", "\(route.method) \(route.path): \(answer.text)")
      }
    }
  }

  @Test func `another officer's counter stays another's, on every route that names one`()
    async throws
  {
    try await HallUnderTest.open { hall async throws in
      let thief = try await hall.cookie(.officer, counters: ["2"], account: "thief")
      let owner = try await hall.cookie(.officer, counters: ["1"], account: "owner")
      #expect(try await hall.ask("POST", "/api/counters/1/open", cookie: owner).status == 200)
      let number = try await hall.takeNumber()
      let called = try await hall.ask("POST", "/api/counters/1/call-next", cookie: owner)
      #expect(called.status == 200, "\(called.text)")
      let before = try hall.store.lastSeq()
      let routes = Contract.routes.filter { $0.path.hasPrefix("/api/counters/{id}") }
      #expect(routes.count >= 10)
      for route in routes {
        let answer = try await hall.ask(route.method.rawValue, route.samplePath, cookie: thief)
        #expect(answer.status == 403, "\(route.method) \(route.path): \(answer.text)")
        #expect(answer.code == "not-your-counter", "\(route.method) \(route.path): \(answer.text)")
      }
      // Nor by the ticket that stands at it.
      let ticket = try #require(number.json["id"] as? String)
      let intake = try await hall.ask(
        "POST", "/api/dossiers", #"{"ticket":"\#(ticket)","procedure":"vd-dat-01"}"#, cookie: thief,
        headers: ["Idempotency-Key": "stolen"])
      #expect(intake.code == "not-your-counter", "\(intake.text)")
      #expect(try hall.store.lastSeq() == before)
    }
  }

  @Test(arguments: [
    "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "X-Original-URL",
    "X-Rewrite-URL", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "X-Original-Method",
  ])
  func `a header makes no other request of it`(name: String) async throws {
    try await HallUnderTest.open { hall async throws in
      let cookie = try await hall.cookie(.officer, counters: ["1"])
      for value in ["DELETE", "/api/session", "evil.example", "host=evil.example;proto=https"] {
        let answer = try await hall.ask(
          "GET", "/api/session", cookie: cookie, headers: [name: value])
        #expect(answer.status == 200, "\(name): \(value)")
        let reads = try await hall.ask("GET", "/api/hall", headers: [name: value])
        #expect(reads.json["errands"] != nil, "\(name): \(value)")
        #expect(!reads.text.contains("evil.example"))
      }
      #expect(try await hall.ask("GET", "/api/session", cookie: cookie).status == 200)
    }
  }
}
