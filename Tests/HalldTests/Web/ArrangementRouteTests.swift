import Dossiers
import Foundation
import Store
import Testing
import Ticketing

@testable import halld

@Suite struct `What supervision sets in the hall` {
  private static let own = "/api/supervision/counters"

  private func counter(_ answer: RawAnswer) throws -> [String: Any] {
    #expect(answer.status == 200, "\(answer.text)")
    return answer.json
  }

  private func ids(_ value: Any?) -> [String] {
    (value as? [[String: Any]] ?? []).compactMap { $0["id"] as? String }
  }

  @Test func `HU-DA-3.4b · a surge shows on every screen, and the counter calls from it`()
    async throws
  {
    try await HallUnderTest.open { hall async throws in
      let supervisor = try await hall.cookie(.supervision)
      let officer = try await hall.cookie(.officer, counters: ["1"])
      let plan = hall.web.parts.plan
      let today = hall.clock.now().date
      let mine = plan.configuredLines(of: "1", on: today)
      let errand = try #require(plan.errands.first { !mine.contains($0.line) })
      let line = errand.line.rawValue
      _ = try await hall.ask("POST", "/api/counters/1/open", cookie: officer)
      let number = try await hall.takeNumber(errand.id.rawValue)
      #expect(number.status == 201, "\(number.text)")
      let label = try #require(number.json["number"] as? String)
      #expect(
        try await hall.ask("POST", "/api/counters/1/call-next", cookie: officer).status == 204)

      let set = try counter(
        await hall.ask(
          "POST", "\(Self.own)/1/lines",
          #"{"kind":"surge","lines":["\#(line)"],"reason":"đông người"}"#, cookie: supervisor))
      #expect(ids(set["lines"]) == mine.map(\.rawValue) + [line])
      #expect(ids((set["surge"] as? [String: Any])?["lines"]) == [line])
      #expect((set["surge"] as? [String: Any])?["by"] as? String == "test-supervision")
      #expect(set["rotation"] is NSNull)

      let shown = try await hall.ask("GET", "/api/hall")
      let counters = try #require(shown.json["counters"] as? [[String: Any]])
      #expect((counters[0]["errands"] as? [String])?.contains(errand.id.rawValue) == true)
      let board = try await hall.ask("GET", "/api/board")
      let window = try #require((board.json["counters"] as? [[String: Any]])?.first)
      #expect((window["lines"] as? [Any])?.count == mine.count + 1)
      let list = try await hall.ask("GET", "/api/counters/1/waiting", cookie: officer)
      #expect(list.text.contains(label))
      let called = try await hall.ask("POST", "/api/counters/1/call-next", cookie: officer)
      #expect(called.json["number"] as? String == label)

      let acts = try await hall.ask(
        "GET", "/api/supervision/acts?kind=arrangement", cookie: supervisor)
      let act = try #require((acts.json["acts"] as? [[String: Any]])?.first)
      let name = plan.name(of: errand.line).vi
      #expect(
        (act["eventName"] as? [String: String])?["vi"] == "Tăng cường thêm cho quầy: \(name)")
      #expect(act["reason"] as? String == "đông người")
      #expect(act["by"] as? String == "supervision:test-supervision")

      let back = try counter(
        await hall.ask(
          "POST", "\(Self.own)/1/as-configured", #"{"reason":"hết đông"}"#, cookie: supervisor))
      #expect(ids(back["lines"]) == mine.map(\.rawValue))
    }
  }

  @Test func `people are not left waiting in a line that nobody serves, unless it is confirmed`()
    async throws
  {
    try await HallUnderTest.open { hall async throws in
      let supervisor = try await hall.cookie(.supervision)
      let plan = hall.web.parts.plan
      let today = hall.clock.now().date
      func serving(_ line: LineID) -> [CounterID] {
        plan.counters.map(\.id).filter { plan.configuredLines(of: $0, on: today).contains(line) }
      }
      let errand = try #require(plan.errands.first { serving($0.line).count == 1 })
      let counter = try #require(serving(errand.line).first)
      let other = try #require(plan.errands.first { serving($0.line) != [counter] })
      _ = try await hall.takeNumber(errand.id.rawValue)
      func rotate(_ more: String = "") async throws -> RawAnswer {
        try await hall.ask(
          "POST", "\(Self.own)/\(counter)/lines",
          #"{"kind":"rotation","lines":["\#(other.line)"],"reason":"đổi ca"\#(more)}"#,
          cookie: supervisor)
      }
      let refused = try await rotate()
      #expect(refused.status == 409)
      #expect(refused.code == "people-left")
      let name = plan.name(of: errand.line).vi
      #expect(refused.text.contains("hàng \(name) còn 1 người chờ"), "\(refused.text)")
      #expect(try await rotate(#","confirmed":true"#).status == 200)
      let closed = try await hall.takeNumber(errand.id.rawValue)
      #expect(closed.code == "nobody-serves")
      let missing = try await hall.ask(
        "POST", "\(Self.own)/1/lines", #"{"kind":"surge","lines":["dat-dai"]}"#,
        cookie: supervisor)
      #expect(missing.code == "reason-missing")
      let stranger = try await hall.ask(
        "POST", "\(Self.own)/99/close", cookie: supervisor)
      #expect(stranger.status == 404)
    }
  }

  @Test func `a pause set from supervision cuts nobody off, and bears the supervisor's name`()
    async throws
  {
    try await HallUnderTest.open { hall async throws in
      let supervisor = try await hall.cookie(.supervision)
      let officer = try await hall.cookie(.officer, counters: ["1"])
      _ = try await hall.ask("POST", "/api/counters/1/open", cookie: officer)
      let label = try #require(try await hall.takeNumber().json["number"] as? String)
      _ = try await hall.ask("POST", "/api/counters/1/call-next", cookie: officer)
      let pause = #"{"reason":"meeting","back":"10:30"}"#
      for (act, body) in [("pause", pause), ("close", "{}")] {
        let refused = try await hall.ask(
          "POST", "\(Self.own)/1/\(act)", body, cookie: supervisor)
        #expect(refused.code == "counter-in-use", "\(refused.text)")
        #expect(refused.text.contains("quầy đang có số \(label)"))
      }
      _ = try await hall.ask(
        "POST", "/api/counters/1/finish", #"{"outcome":"done"}"#, cookie: officer)
      let paused = try counter(
        await hall.ask("POST", "\(Self.own)/1/pause", pause, cookie: supervisor))
      #expect(paused["state"] as? String == "paused")
      #expect(paused["back"] as? String == "10:30")
      let resumed = try counter(
        await hall.ask("POST", "\(Self.own)/1/resume", cookie: supervisor))
      #expect(resumed["state"] as? String == "open")
      #expect(resumed["officer"] as? String == "test-officer")
      let closed = try counter(
        await hall.ask("POST", "\(Self.own)/1/close", cookie: supervisor))
      #expect(closed["state"] as? String == "closed")
      let acts = try await hall.ask(
        "GET", "/api/supervision/acts?kind=arrangement", cookie: supervisor)
      let seen = try #require(acts.json["acts"] as? [[String: Any]])
      #expect(
        seen.map { ($0["eventName"] as? [String: String])?["vi"] } == [
          "Đóng quầy", "Cho quầy hoạt động lại", "Tạm dừng quầy: Họp",
        ])
      #expect(seen.allSatisfy { $0["by"] as? String == "supervision:test-supervision" })
    }
  }

  @Test func `LC-4.5b · a substitute of the same agency may work there for today, nobody else`()
    async throws
  {
    try await HallUnderTest.open { hall async throws in
      let supervisor = try await hall.cookie(.supervision)
      for (name, agency, counters) in [
        ("hoa", "Sở Tư pháp", ["1"]), ("binh", "Sở Tư pháp", ["2"]), ("an", "Sở Xây dựng", ["3"]),
      ] as [(String, String, [CounterID])] {
        try await hall.store.put(
          Account(
            name: name, fullName: "Cán bộ \(name)", agency: agency, role: "officer",
            counters: counters, passwordHash: "*"),
          by: .system, at: hall.clock.now())
      }
      let offered = try await hall.ask("GET", "\(Self.own)/1/substitutes", cookie: supervisor)
      let officers = try #require(offered.json["officers"] as? [[String: Any]])
      let hoa = try #require(officers.first { $0["account"] as? String == "hoa" })
      #expect(
        (hoa["substitutes"] as? [[String: Any]])?.map { $0["account"] as? String } == ["binh"])

      func name(_ substitute: String) async throws -> RawAnswer {
        try await hall.ask(
          "POST", "\(Self.own)/1/substitute",
          #"{"officer":"hoa","substitute":"\#(substitute)","reason":"nghỉ ốm"}"#,
          cookie: supervisor)
      }
      #expect(try await name("an").code == "substitute-agency")
      #expect(try await name("nobody").code == "account-unknown")
      let binh = try await signedIn("binh", hall)
      let before = try await hall.ask("POST", "/api/counters/1/open", cookie: binh)
      #expect(before.code == "not-your-counter")
      let named = try counter(try await name("binh"))
      let one = try #require((named["substitutions"] as? [[String: Any]])?.first)
      #expect(one["officer"] as? String == "Cán bộ hoa")
      #expect(one["substitute"] as? String == "Cán bộ binh")
      let session = try await hall.ask("GET", "/api/session", cookie: binh)
      #expect(session.json["counters"] as? [String] == ["2", "1"])
      let opened = try await hall.ask("POST", "/api/counters/1/open", cookie: binh)
      #expect(opened.status == 200, "\(opened.text)")
      #expect(try await hall.ask("GET", "/api/board").text.contains("Cán bộ binh"))
      let keys = CounterKeys(store: hall.store, clock: hall.clock)
      #expect(try await keys.officer(at: "1").account == "binh")

      let ended = try counter(
        await hall.ask(
          "POST", "\(Self.own)/1/substitute-end",
          #"{"substitute":"binh","reason":"đã trở lại"}"#, cookie: supervisor))
      #expect(ended["state"] as? String == "closed")
      #expect(
        try await hall.ask("POST", "/api/counters/1/open", cookie: binh).code
          == "not-your-counter")
      let acts = try await hall.ask(
        "GET", "/api/supervision/acts?kind=arrangement", cookie: supervisor)
      #expect(acts.text.contains("Cử Cán bộ binh làm thay Cán bộ hoa"))
      #expect(acts.text.contains("đã trở lại"))
    }
  }

  /// A cookie of an account that exists already.
  private func signedIn(_ account: String, _ hall: HallUnderTest) async throws -> String {
    let now = hall.clock.now()
    let seconds = String(now.microseconds / 1_000_000, radix: 36)
    let token = "\(seconds)-\(UUID().uuidString.lowercased().replacing("-", with: ""))"
    try await hall.store.openSession(
      token: token, account: account, expiresAt: now.adding(seconds: 3_600), now: now)
    return "halld-session=\(token)"
  }
}
