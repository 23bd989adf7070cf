import Store
import Testing

@testable import halld

@Suite struct `Events after a sequence number` {
  @Test func `are told once, in order, to whoever may read the log, with nothing of accounts`()
    async throws
  {
    try await HallUnderTest.open { hall in
      let reader = try await hall.cookie(.supervision)
      for _ in 0..<3 { _ = try await hall.takeNumber() }
      var (after, seen) = ("0", [String]())
      for _ in 0..<50 {
        let page = try await hall.ask(
          "GET", "/api/events?after=\(after)&limit=2", cookie: reader)
        #expect(page.status == 200, "\(page.text)")
        let events = try #require(page.json["events"] as? [[String: Any]])
        seen += events.compactMap { $0["kind"] as? String }
        let next = try #require(page.json["next"] as? String)
        if next == after { break }
        after = next
      }
      #expect(seen.filter { $0 == "ticket.issued" }.count == 3)
      #expect(!seen.contains { $0.hasPrefix("account") || $0.hasPrefix("session") })
      for (query, status) in [
        ("?after=-1", 422), ("?limit=0", 422), ("?limit=1001", 422), ("?since=1", 422),
      ] {
        #expect(
          try await hall.ask("GET", "/api/events\(query)", cookie: reader).status == status)
      }
      #expect(try await hall.ask("GET", "/api/events").status == 401)
      let desk = try await hall.cookie(.receptionist)
      #expect(try await hall.ask("GET", "/api/events", cookie: desk).status == 403)
    }
  }
}
