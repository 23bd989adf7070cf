import Dossiers
import Foundation
import Testing
import Ticketing

@testable import halld

@Suite struct `The officer's console` {
  @Test func `is told why a number was called, when a parked one comes again, and the own day`()
    async throws
  {
    try await HallUnderTest.open { hall async throws in
      let tung = try await hall.cookie(.officer, counters: ["1"], account: "tung")
      let mai = try await hall.cookie(.officer, counters: ["1"], account: "mai")
      func act(_ step: String, _ body: String? = nil) async throws {
        let answer = try await hall.ask("POST", "/api/counters/1/\(step)", body, cookie: tung)
        #expect(answer.status == 200, "\(step)")
      }
      func waiting() async throws -> [String: Any] {
        try await hall.ask("GET", "/api/counters/1/waiting", cookie: tung).json
      }
      try await act("open")
      for _ in 0..<2 { #expect(try await hall.takeNumber().status == 201) }
      try await act("call-next")
      let called = try #require(try await waiting()["current"] as? [String: Any])
      #expect(
        (called["why"] as? [String: Any])?["vi"] as? String
          == "Theo thứ tự: đến trước, phục vụ trước")
      #expect(called["calledAt"] is String)
      #expect(called["servingSince"] is NSNull)

      try await act("no-show")
      let parked = try #require((try await waiting()["parked"] as? [[String: Any]])?.first)
      #expect(parked["until"] is String)
      #expect(parked["calls"] as? Int == 1)

      try await act("call-next")
      try await act("start")
      // Gone for a copy: held, and never called by itself.
      try await act("park")
      let held = try await waiting()["parked"] as? [[String: Any]]
      #expect(held?.contains { $0["until"] is NSNull } == true)
      try await act("call", #"{"ticket":"A002"}"#)
      let back = try #require(try await waiting()["current"] as? [String: Any])
      #expect(
        (back["why"] as? [String: Any])?["vi"] as? String
          == "Số đã cất, người dân đã quay lại")
      try await act("finish", #"{"outcome":"done"}"#)

      let day = try await hall.ask("GET", "/api/session/day", cookie: tung).json
      #expect(day["called"] as? Int == 3)
      #expect(day["served"] as? Int == 1)
      #expect(day["parked"] as? Int == 2)
      #expect(day["averageServingSeconds"] as? Int != nil)
      let other = try await hall.ask("GET", "/api/session/day", cookie: mai).json
      #expect(other["called"] as? Int == 0)
      #expect(other["averageServingSeconds"] is NSNull)
      #expect(try await hall.ask("GET", "/api/session/day").status == 401)
    }
  }
}
