import Dossiers
import Foundation
import Store
import Testing
import Ticketing

@testable import halld

@Suite struct `A number over HTTP` {
  static let body = #"{"errand":"dat-dai"}"#

  @Test func `bears everything the kiosk shows`() async throws {
    try await HallUnderTest.open { hall async throws in
      let answer = try await hall.takeNumber()
      #expect(answer.status == 201)
      let json = answer.json
      #expect(json["number"] as? String == "A001")
      #expect(json["domain"] as? String == "dat-dai")
      #expect(json["ahead"] as? Int == 0)
      #expect((json["print"] as? [String: Any])?["state"] as? String == "queued")
      let token = try #require(json["token"] as? String)
      #expect(json["ticketUrl"] as? String == "/t/\(token)")
      #expect(
        Set(json.keys) == [
          "id", "number", "errand", "domain", "day", "issuedAt", "ahead", "estimatedWaitSeconds",
          "warning", "resumesAt", "token", "ticketUrl", "print",
        ])
    }
  }

  @Test func `is the same for the same key and body, however the body is spelled`() async throws {
    try await HallUnderTest.open { hall async throws in
      let key = ["Idempotency-Key": "same"]
      let first = try await hall.ask("POST", "/api/tickets", Self.body, headers: key)
      let again = try await hall.ask("POST", "/api/tickets", Self.body, headers: key)
      let spelled = try await hall.ask(
        "POST", "/api/tickets", #" { "origin" : "kiosk", "errand" : "dat-dai" } "#, headers: key)
      let other = try await hall.ask(
        "POST", "/api/tickets", #"{"errand":"ho-tich"}"#, headers: key)
      #expect(first.status == 201)
      #expect(again.text == first.text)
      #expect(spelled.text == first.text)
      #expect(other.status == 422)
      #expect(other.code == "key-reused")
    }
  }

  @Test func `is one number when the same key comes many times at once`() async throws {
    try await HallUnderTest.open { hall async throws in
      let numbers = try await withThrowingTaskGroup(of: String?.self) { tasks in
        for _ in 0..<16 {
          tasks.addTask {
            try await hall.ask(
              "POST", "/api/tickets", Self.body, headers: ["Idempotency-Key": "burst"]
            ).json["number"] as? String
          }
        }
        return try await tasks.reduce(into: Set<String?>()) { $0.insert($1) }
      }
      #expect(numbers == ["A001"])
    }
  }

  @Test func `a refusal is not remembered under its key`() async throws {
    try await HallUnderTest.open(change: { $0.plan.rules.maxDossiersPerTurn = 2 }) {
      hall async throws in
      let key = ["Idempotency-Key": "again"]
      let refused = try await hall.ask(
        "POST", "/api/tickets", #"{"errand":"dat-dai","dossiers":3}"#, headers: key)
      #expect(refused.code == "too-many-dossiers")
      #expect(
        try await hall.ask("POST", "/api/tickets", Self.body, headers: key).status == 201)
    }
  }

  @Test func `can be followed, given back once, and not twice`() async throws {
    try await HallUnderTest.open { hall async throws in
      let token = try #require(try await hall.takeNumber().json["token"] as? String)
      let seen = try await hall.ask("GET", "/api/tickets/\(token)")
      #expect(seen.json["state"] as? String == "waiting")
      #expect(seen.json["ahead"] as? Int == 0)
      let cancelled = try await hall.ask("POST", "/api/tickets/\(token)/cancel")
      #expect(cancelled.json["state"] as? String == "cancelled")
      let again = try await hall.ask("POST", "/api/tickets/\(token)/cancel")
      #expect(again.status == 409)
      #expect(again.code == "ticket-over")
    }
  }

  @Test func `HEAD tells the length and sends no body`() async throws {
    try await HallUnderTest.open { hall async throws in
      let answer = try await hall.ask("HEAD", "/api/hall")
      #expect(answer.status == 200)
      #expect(answer.body == [])
      #expect((answer.header("content-length").flatMap { Int($0) } ?? 0) > 1_000)
    }
  }
}

@Suite struct `A visit over HTTP` {
  @Test func `from the call to the dossier and its lookup`() async throws {
    try await HallUnderTest.open { hall async throws in
      let officer = try await hall.cookie(.officer, counters: ["1"])
      let ticket = try #require(try await hall.takeNumber().json["id"] as? String)
      func step(_ name: String, _ body: String? = nil) async throws -> RawAnswer {
        try await hall.ask("POST", "/api/counters/1/\(name)", body, cookie: officer)
      }
      #expect(try await step("call-next").code == "counter-closed")
      #expect(try await step("open").json["state"] as? String == "open")
      #expect(try await step("call-next").json["state"] as? String == "called")
      #expect(try await step("start").json["state"] as? String == "serving")

      let procedure = try #require(hall.web.parts.settings.procedures.first?.id)
      let body = #"{"ticket":"\#(ticket)","procedure":"\#(procedure)"}"#
      let key = ["Idempotency-Key": "dossier"]
      let taken = try await hall.ask(
        "POST", "/api/dossiers", body, cookie: officer, headers: key)
      #expect(taken.status == 201, "\(taken.text)")
      #expect(try await step("finish", #"{"outcome":"intake"}"#).json["state"] as? String == "done")
      // Also after the visitor has left, the same request has the same answer.
      let again = try await hall.ask(
        "POST", "/api/dossiers", body, cookie: officer, headers: key)
      #expect(again.text == taken.text)
      #expect(try await step("call-next").status == 204)

      let code = try #require(taken.json["code"] as? String)
      let proof = try #require(taken.json["proof"] as? String)
      let kiosk = try await hall.ask("GET", "/api/dossiers/\(code)")
      #expect(kiosk.json["state"] as? String == "accepted")
      #expect(kiosk.json["details"] is NSNull)
      let withProof = try await hall.ask("GET", "/api/dossiers/\(code)?proof=\(proof.uppercased())")
      #expect((withProof.json["details"] as? [String: Any])?["procedure"] as? String == procedure)
      let wrong = try await hall.ask("GET", "/api/dossiers/\(code)?proof=00000000")
      #expect(wrong.code == "proof-wrong")
    }
  }

  @Test func `a reason that was typed for a pause stays off the screens`() async throws {
    try await HallUnderTest.open { hall async throws in
      let officer = try await hall.cookie(.officer, counters: ["1"])
      _ = try await hall.ask("POST", "/api/counters/1/open", cookie: officer)
      let paused = try await hall.ask(
        "POST", "/api/counters/1/pause", #"{"reason":"Chị Thoa ốm","back":"15:00"}"#,
        cookie: officer
      )
      #expect(paused.json["state"] as? String == "paused")
      #expect(paused.json["back"] as? String == "15:00")
      #expect(!paused.text.contains("Thoa"))
      #expect(!(try await hall.ask("GET", "/api/board").text.contains("Thoa")))
      #expect(try hall.store.events(after: 0).allSatisfy { !$0.body.contains("Thoa") })
    }
  }
}
