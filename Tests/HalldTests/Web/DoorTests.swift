import Foundation
import HTTPTypes
import Store
import Testing
import Ticketing

@testable import halld

@Suite struct `The doors` {
  @Test func `a listener serves the routes of its doors and knows no others`() async throws {
    for door in [Doors.staff, .devices, .everyone] {
      try await HallUnderTest.open(doors: [door]) { hall async throws in
        for route in Contract.routes where !route.path.hasSuffix("/stream") {
          let file = route.path.hasPrefix("/texts/") ? "common.js" : "core.js"
          let path = route.path.replacing("{id}", with: "1").replacing("{token}", with: "x")
            .replacing("{code}", with: "x").replacing("{name}", with: file)
            .replacing("{number}/{counter}/{form}", with: "A001/1/full.wav")
            .replacing("{clip}", with: "kiosk-welcome.wav")
          let answer = try await hall.ask(route.method.rawValue, path)
          let isUnknown = answer.code == "not-found" || answer.code == "method-not-allowed"
          #expect(
            isUnknown == route.doors.isDisjoint(with: door),
            "\(door) \(route.method) \(path): \(answer.status) \(answer.text.prefix(200))")
        }
      }
    }
  }

  @Test func `the public hears nothing of a dossier without its proof`() async throws {
    try await HallUnderTest.open(doors: [.everyone]) { hall async throws in
      for path in [
        "/api/dossiers/000.00.12.H35-261121-0001", "/api/dossiers?day=2026-11-21&ordinal=0001",
      ] {
        let answer = try await hall.ask("GET", path)
        #expect(answer.status == 403)
        #expect(answer.code == "proof-needed")
      }
      let wrong = try await hall.ask(
        "GET", "/api/dossiers/000.00.12.H35-261121-0001?proof=abcdefgh")
      #expect(wrong.code == "proof-wrong")
    }
  }

  @Test func `outside a demonstration a kiosk is paired before it gives numbers`() async throws {
    try await HallUnderTest.open(change: { $0.demo = nil }) { hall async throws in
      #expect(try await hall.takeNumber().code == "device-not-paired")
      let lookup = try await hall.ask("GET", "/api/dossiers/000.00.12.H35-261121-0001")
      #expect(lookup.code == "proof-needed")
      try await hall.store.pair(
        token: "kiosk-token", device: "kiosk-2", kind: "kiosk", at: hall.clock.now())
      try await hall.store.pair(
        token: "board-token", device: "board-2", kind: "board", at: hall.clock.now())
      let paired = try await hall.ask("POST", "/api/pairing", #"{"token":"kiosk-token"}"#)
      #expect(paired.json["device"] as? String == "kiosk-2")
      let cookie = String(try #require(paired.header("set-cookie")).prefix { $0 != ";" })
      #expect(try await hall.takeNumber(cookie: cookie).status == 201)
      let issued = try hall.store.events(after: 0).last { $0.kind == "ticket.issued" }
      #expect(issued?.actor.text == "kiosk:kiosk-2")
      #expect(
        try await hall.takeNumber(cookie: "halld-device=board-token").code == "device-not-paired")
    }
  }

  @Test(
    arguments: [
      (nil, "127.0.0.1", 201), ("http://127.0.0.1", "127.0.0.1", 201),
      ("HTTP://HALL.example", "hall.EXAMPLE", 201), ("http://hall:8080", "hall:8080", 201),
      ("https://hall", "hall", 403), ("http://hall:8080", "hall", 403),
      ("http://hall.evil", "hall", 403), ("null", "hall", 403),
    ] as [(String?, String, Int)])
  func `a request that changes something comes from this server's own pages`(
    origin: String?, host: String, status: Int
  ) async throws {
    try await HallUnderTest.open { hall async throws in
      let body = #"{"errand":"dat-dai"}"#
      var request = "POST /api/tickets HTTP/1.1\r\nHost: \(host)\r\nIdempotency-Key: k\r\n"
      if let origin { request += "Origin: \(origin)\r\n" }
      request += "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
      #expect(await RawHTTP.ask(hall.port, Array(request.utf8))?.status == status)
    }
  }
}

@Suite struct `Behind a proxy` {
  @Test(arguments: [
    ("https://so.example.vn", 201), ("https://SO.example.vn", 201),
    ("http://so.example.vn", 403), ("https://so.example.vn.evil", 403),
  ])
  func `the configured public address is the server's own`(origin: String, status: Int) async throws
  {
    try await HallUnderTest.open(change: { $0.publicURL = "https://so.example.vn/hang-doi" }) {
      hall async throws in
      let answer = try await hall.ask(
        "POST", "/api/tickets", #"{"errand":"dat-dai"}"#,
        headers: ["Idempotency-Key": "k", "Origin": origin])
      #expect(answer.status == status)
    }
  }
}

@Suite struct `Pages and assets` {
  @Test(arguments: [
    "/", "/kiosk", "/reception", "/board", "/counter", "/dossiers", "/lookup", "/supervise",
  ])
  func `run nothing but this server's own scripts`(path: String) async throws {
    try await HallUnderTest.open { hall async throws in
      let page = try await hall.ask("GET", path)
      #expect(page.status == 200)
      #expect(page.header("content-type") == "text/html; charset=utf-8")
      let policy = try #require(page.header("content-security-policy"))
      #expect(policy.contains("default-src 'none'") && policy.contains("script-src 'self'"))
      #expect(!policy.contains("unsafe"))
      #expect(page.header("referrer-policy") == "no-referrer")
      #expect(page.header("x-content-type-options") == "nosniff")
      #expect(!page.text.contains("<script>") && !page.text.contains("style=\""))
    }
  }

  @Test func `a board for some counters is told which ones`() async throws {
    try await HallUnderTest.open(change: { $0.boards[0].counters = ["2", "3"] }) {
      hall async throws in
      let page = try await hall.ask("GET", "/board")
      #expect(page.text.contains("data-shows=\"2 3\""))
    }
  }

  @Test func `are not sent again when they have not changed`() async throws {
    try await HallUnderTest.open { hall async throws in
      let first = try await hall.ask("GET", "/assets/core.js")
      let tag = try #require(first.header("etag"))
      let again = try await hall.ask(
        "GET", "/assets/core.js", headers: ["If-None-Match": tag])
      #expect(again.status == 304)
      #expect(again.body == [])
    }
  }

  @Test func `what a path puts into a page is only ever text`() async throws {
    try await HallUnderTest.open { hall async throws in
      let page = try await hall.ask("GET", "/t/%22%3E%3Cscript%3E")
      #expect(page.status == 404)
      #expect(!page.text.contains("<script>"))
      #expect(page.text.contains("&quot;&gt;&lt;script&gt;"))
    }
  }
}
