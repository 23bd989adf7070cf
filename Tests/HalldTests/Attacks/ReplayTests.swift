import Dossiers
import Foundation
import Store
import Testing
import Ticketing

@testable import halld

@Suite struct `Attacks with keys and codes` {
  @Test func `another kiosk's key gives a number of its own, never the first one's`() async throws {
    try await HallUnderTest.open { hall async throws in
      var cookies: [String] = []
      for name in ["kiosk-1", "kiosk-2"] {
        let token = "\(name)-token"
        try await hall.store.pair(token: token, device: name, kind: "kiosk", at: hall.clock.now())
        cookies.append("halld-device=\(token)")
      }
      func take(_ cookie: String, _ body: String = #"{"errand":"dat-dai"}"#) async throws
        -> RawAnswer
      {
        try await hall.ask(
          "POST", "/api/tickets", body, cookie: cookie, headers: ["Idempotency-Key": "same"])
      }
      let first = try await take(cookies[0])
      let other = try await take(cookies[1])
      #expect(first.status == 201 && other.status == 201, "\(first.text) \(other.text)")
      #expect(first.json["id"] as? String != other.json["id"] as? String)
      #expect(first.json["token"] as? String != other.json["token"] as? String)
      let again = try await take(cookies[0])
      #expect(again.json["id"] as? String == first.json["id"] as? String)
      #expect(try await take(cookies[0], #"{"errand":"ho-tich"}"#).code == "key-reused")
      // Staff have keys of their own too.
      let desk = try await hall.cookie(.receptionist)
      let theirs = try await hall.ask(
        "POST", "/api/tickets", #"{"errand":"dat-dai","origin":"reception"}"#, cookie: desk,
        headers: ["Idempotency-Key": "same"])
      #expect(theirs.json["id"] as? String != first.json["id"] as? String)
    }
  }

  @Test func `another account's key tells nothing of the dossier it made`() async throws {
    try await HallUnderTest.open { hall async throws in
      let codes = try await withIntake(hall, key: "one", account: "tung", counter: "1")
      let body =
        #"{"procedure":"vd-dat-01","ticket":"\#(codes.ticket)"\#(codes.more)}"#
      let thief = try await hall.cookie(.officer, counters: ["2"], account: "thief")
      let answer = try await hall.ask(
        "POST", "/api/dossiers", body, cookie: thief, headers: ["Idempotency-Key": codes.key])
      #expect((400..<500).contains(answer.status), "\(answer.text)")
      #expect(!answer.text.contains(codes.code) && !answer.text.contains(codes.proof))
    }
  }

  @Test func `a link or a proof of another opens nothing`() async throws {
    try await HallUnderTest.open { hall async throws in
      let first = try await hall.takeNumber()
      let second = try await hall.takeNumber()
      let token = try #require(first.json["token"] as? String)
      let other = try #require(second.json["token"] as? String)
      let parts = token.split(separator: "-").map(String.init)
      let others = other.split(separator: "-").map(String.init)
      let forged = [
        "\(parts[0])-\(others[1])", "\(others[0])-\(parts[1])", "0\(token)", "\(token)0",
        "%2B\(token)", "-\(token)", "\(token)%20", String(token.dropLast()), "\(parts[0])-",
        "1-\(String(repeating: "0", count: 16))", parts[1], token + "%00", "1e0-\(parts[1])",
      ]
      for link in forged where link != token && link != other {
        let answer = try await hall.ask("GET", "/api/tickets/\(link)")
        #expect(answer.status == 404, "\(link): \(answer.text)")
        let cancelled = try await hall.ask("POST", "/api/tickets/\(link)/cancel")
        #expect(cancelled.status == 404, "\(link): \(cancelled.text)")
      }
      let state = try await hall.ask("GET", "/api/tickets/\(token)")
      #expect(state.json["state"] as? String == "waiting")
      let tokens = hall.store.tokens
      let proof = tokens.proof(ofDossier: "000.00.12.H35-261121-0001")
      #expect(!tokens.isProof(proof, ofDossier: "000.00.12.H35-261121-0002"))
      #expect(!tokens.isProof(String(proof.dropLast()), ofDossier: "000.00.12.H35-261121-0001"))
      #expect(tokens.isProof(proof, ofDossier: "000.00.12.H35-261121-0001"), "the control")
    }
  }

  /// What an officer's intake gave: its ticket, code and proof, and the members it needed.
  private struct Taken {
    var ticket: String
    var code: String
    var proof: String
    var more: String
    var key: String
  }

  private func withIntake(
    _ hall: HallUnderTest, key: String, account: String, counter: String
  ) async throws -> Taken {
    let cookie = try await hall.cookie(.officer, counters: [CounterID(counter)], account: account)
    #expect(
      try await hall.ask("POST", "/api/counters/\(counter)/open", cookie: cookie).status == 200)
    _ = try await hall.takeNumber()
    let called = try await hall.ask("POST", "/api/counters/\(counter)/call-next", cookie: cookie)
    let ticket = try #require(called.json["id"] as? String, "\(called.text)")
    let started = try await hall.ask("POST", "/api/counters/\(counter)/start", cookie: cookie)
    #expect(started.status == 200)
    for more in ["", #","code":"000.00.12.H35-\#(Self.today(hall))-0001""#] {
      let answer = try await hall.ask(
        "POST", "/api/dossiers", #"{"procedure":"vd-dat-01","ticket":"\#(ticket)"\#(more)}"#,
        cookie: cookie, headers: ["Idempotency-Key": key + String(more.count)])
      guard answer.status == 201 else { continue }
      return Taken(
        ticket: ticket, code: try #require(answer.json["code"] as? String),
        proof: try #require(answer.json["proof"] as? String), more: more,
        key: key + String(more.count))
    }
    throw NoIntake()
  }

  private struct NoIntake: Error {}

  private static func today(_ hall: HallUnderTest) -> String {
    String(hall.clock.now().date.description.dropFirst(2).filter { $0 != "-" })
  }
}
