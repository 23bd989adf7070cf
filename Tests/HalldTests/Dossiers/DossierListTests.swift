import Dossiers
import Foundation
import Testing

@testable import halld

@Suite struct `The list of dossiers under way` {
  @Test func `finds whatever stands at a step, also what has no code yet`() async throws {
    try await DossierInHall.open { one async throws in
      func list(_ query: String, by cookie: String? = nil) async throws -> RawAnswer {
        let answer = try await one.hall.ask(
          "GET", "/api/dossier-list\(query)", cookie: cookie ?? one.officer)
        #expect(answer.status == 200, "\(query): \(answer.text)")
        return answer
      }
      func ids(_ answer: RawAnswer) -> [String] {
        (answer.json["dossiers"] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String }
      }
      var begun: [String] = []
      for _ in 0..<3 {
        let answer = try await one.begin("online", by: one.desk)
        begun.append(try #require(answer.json["id"] as? String, "\(answer.text)"))
      }
      let code = try await one.atWork()
      let all = try await list("")
      #expect(ids(all).count == 4 && ids(all).starts(with: begun), "oldest first")
      #expect(all.json["next"] is NSNull)
      let counts = try #require(all.json["counts"] as? [[String: Any]])
      #expect(counts.map { $0["state"] as? String } == ["filedRemote", "processing"])
      #expect(counts.map { $0["count"] as? Int } == [3, 1])

      let page = try await list("?state=filedRemote&limit=2")
      #expect(ids(page) == Array(begun.prefix(2)))
      let next = try #require(page.json["next"] as? String)
      #expect(ids(try await list("?state=filedRemote&limit=2&after=\(next)")) == [begun[2]])
      let row = try #require((page.json["dossiers"] as? [[String: Any]])?.first)
      #expect(row["code"] is NSNull && row["dueAt"] is NSNull)

      #expect(ids(try await list("?officer=agency-agency")).count == 1)
      #expect(ids(try await list("?counter=2")).isEmpty)
      // Another agency's people find nothing, whatever they ask for; the post what it carries.
      let other = try await one.hall.cookie(.agency, account: "stranger")
      let theirs = try await list("?agency=\(DossierInHall.agency.percent)", by: other)
      #expect(ids(theirs).isEmpty && (theirs.json["counts"] as? [Any])?.isEmpty == true)
      #expect(!theirs.text.contains(code))
      #expect(ids(try await list("", by: try await one.hall.cookie(.post))).isEmpty)
      // What is over is no longer under way.
      #expect(try await one.act(begun[0], "withdraw", by: one.desk).status == 200)
      #expect(ids(try await list("?state=filedRemote")) == Array(begun.dropFirst()))
    }
  }

  @Test(arguments: [
    ("?state=archived", "parameter-wrong"), ("?state=", "parameter-wrong"),
    ("?limit=0", "parameter-wrong"), ("?limit=1000", "parameter-wrong"),
    ("?after=-1", "parameter-wrong"), ("?after=x", "parameter-wrong"),
    ("?colour=red", "parameter-unknown"), ("?officer=012345678901", "identity-card"),
  ])
  func `is asked for strictly`(query: String, code: String) async throws {
    try await DossierInHall.open { one async throws in
      let answer = try await one.hall.ask("GET", "/api/dossier-list\(query)", cookie: one.officer)
      #expect(answer.code == code, "\(query): \(answer.text)")
    }
  }
}
