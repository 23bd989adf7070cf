import Dossiers
import Foundation
import Testing
import Ticketing
import Yams

@testable import halld

@Suite struct `The board over HTTP` {
  /// The members that the contract promises of a schema.
  private static func members(_ schema: String) throws -> Set<String> {
    let contract = try #require(
      try Yams.load(yaml: try Shipped.text("openapi.yaml")) as? [String: Any])
    let schemas = (contract["components"] as? [String: Any])?["schemas"] as? [String: Any]
    let named = try #require(schemas?[schema] as? [String: Any])
    let members = Set(try #require(named["properties"] as? [String: Any]).keys)
    #expect(Set(named["required"] as? [String] ?? []) == members, "\(schema)")
    return members
  }

  private static func first(_ answer: [String: Any], _ list: String) throws -> [String: Any] {
    try #require((answer[list] as? [[String: Any]])?.first)
  }

  @Test func `says who sits where, who is next in each line and when the hall is open`()
    async throws
  {
    try await HallUnderTest.open { hall async throws in
      let cookie = try await hall.cookie(.officer, counters: ["1"], account: "tung")
      func board() async throws -> [String: Any] {
        try await hall.ask("GET", "/api/board").json
      }
      for _ in 0..<2 { #expect(try await hall.takeNumber().status == 201) }
      let before = try await board()
      #expect(Set(before.keys) == (try Self.members("Board")))
      let lines = try #require(before["lines"] as? [[String: Any]])
      #expect(lines.allSatisfy { Set($0.keys) == (try? Self.members("BoardLine")) })
      func line(_ board: [String: Any]) -> [String: Any]? {
        (board["lines"] as? [[String: Any]])?.first { $0["id"] as? String == "dat-dai" }
      }
      #expect(line(before)?["unattended"] as? Bool == true)
      #expect(line(before)?["next"] as? String == "A001")
      let closed = try Self.first(before, "counters")
      #expect(closed["officer"] is NSNull && closed["state"] as? String == "closed")

      #expect(
        try await hall.ask("POST", "/api/counters/1/open", cookie: cookie).status == 200)
      #expect(
        try await hall.ask("POST", "/api/counters/1/call-next", cookie: cookie).status == 200)
      let after = try await board()
      #expect(line(after)?["unattended"] as? Bool == false)
      #expect(line(after)?["next"] as? String == "A002")
      #expect(line(after)?["waiting"] as? Int == 1)
      let counter = try Self.first(after, "counters")
      #expect(Set(counter.keys) == (try Self.members("BoardCounter")))
      #expect(counter["number"] as? String == "A001")
      #expect(counter["serving"] as? Bool == false)
      let served = try #require(counter["lines"] as? [[String: Any]])
      #expect(served.compactMap { $0["vi"] as? String }.contains { $0.contains("Đất đai") })
      let call = try Self.first(after, "calling")
      #expect(Set(call.keys) == (try Self.members("Call")))
      #expect(call["attempt"] as? Int == 1 && call["number"] as? String == "A001")
    }
  }

  @Test func `gives counts of dossiers and guidance, and nothing of any dossier`() async throws {
    try await HallUnderTest.open { hall async throws in
      let counts = try await hall.ask("GET", "/api/board/dossiers").json
      #expect(Set(counts.keys) == (try Self.members("BoardDossiers")))
      #expect((counts["agencies"] as? [Any])?.isEmpty == true)

      let answer = try await hall.ask("GET", "/api/board/slides").json
      let slides = try #require(answer["slides"] as? [[String: Any]])
      #expect(slides.count > 20)
      let members = try Self.members("BoardSlide")
      #expect(slides.allSatisfy { Set($0.keys) == members })
      for slide in slides {
        let terms = [
          slide["days"] is Int, slide["hours"] is Int, slide["sameDay"] as? Bool == true,
        ]
        #expect(terms.count { $0 } == 1, "one term: \(slide["id"] ?? "–")")
      }
      #expect(slides.contains { $0["fee"] is Int } && slides.contains { $0["fee"] is NSNull })
      #expect(try await hall.ask("GET", "/api/board/slides?x=1").status == 422)
      #expect(try await hall.ask("GET", "/api/board/dossiers?agency=x").status == 422)
    }
  }
}
