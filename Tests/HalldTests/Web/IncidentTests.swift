import Dossiers
import Foundation
import Store
import Testing
import Ticketing

@testable import halld

/// LC 3.3 through the doors: reported, opened, closed, and every paper entered once.
@Suite struct `Incidents over HTTP` {
  /// A time of the hall's clock so many minutes ago.
  private static func ago(_ minutes: Int, _ hall: HallUnderTest) -> String {
    hall.clock.now().adding(seconds: -minutes * 60).rfc3339
  }

  private static func propose(_ hall: HallUnderTest, _ cookie: String, from minutes: Int)
    async throws -> String
  {
    let body = """
      {"cause":"power","affected":["numbers","intake"],"startedAt":"\(ago(minutes, hall))",
      "note":"Mất điện cả phường"}
      """
    let answer = try await hall.ask("POST", "/api/incidents", body, cookie: cookie)
    #expect(answer.status == 201, "\(answer.text)")
    #expect(answer.json["stage"] as? String == "proposed")
    return try #require(answer.json["id"] as? String)
  }

  private static func open(_ hall: HallUnderTest, from minutes: Int) async throws -> String {
    let leader = try await hall.cookie(.leader)
    let id = try await propose(hall, leader, from: minutes)
    let answer = try await hall.ask("POST", "/api/incidents/\(id)/open", cookie: leader)
    #expect(answer.status == 200, "\(answer.text)")
    return id
  }

  @Test func `P-27 · an officer reports it, only a leader opens, declines and closes it`()
    async throws
  {
    try await HallUnderTest.open { hall async throws in
      let officer = try await hall.cookie(.officer, counters: ["1"])
      let leader = try await hall.cookie(.leader)
      let id = try await Self.propose(hall, officer, from: 30)
      for step in ["open", "decline", "close", "papers"] {
        let answer = try await hall.ask("POST", "/api/incidents/\(id)/\(step)", cookie: officer)
        #expect(answer.code == "role-forbidden", "\(step)")
      }
      let again = try await hall.ask(
        "POST", "/api/incidents",
        #"{"cause":"power","affected":["numbers"],"startedAt":"\#(Self.ago(1, hall))"}"#,
        cookie: officer)
      #expect(again.code == "incident-underway")
      let opened = try await hall.ask("POST", "/api/incidents/\(id)/open", cookie: leader)
      #expect(opened.json["decidedBy"] as? String == "leader:test-leader")
      let closed = try await hall.ask(
        "POST", "/api/incidents/\(id)/close",
        #"{"endedAt":"\#(Self.ago(1, hall))","pads":"P001-P003","forms":"SC-0001"}"#,
        cookie: leader)
      #expect(closed.status == 200, "\(closed.text)")
      #expect(closed.json["missing"] as? Int == 4)
      let pads = closed.json["pads"] as? [String: Any]
      #expect(pads?["missing"] as? [String] == ["P001", "P002", "P003"])
    }
  }

  @Test func `papers are entered until none is missing, and each one once`() async throws {
    try await HallUnderTest.open { hall async throws in
      // Yesterday's papers would not wait today: near midnight the times below lie in two days.
      let id = try await Self.open(hall, from: 20)
      let officer = try await hall.cookie(.officer, counters: ["1"])
      let leader = try await hall.cookie(.leader)
      let closed = try await hall.ask(
        "POST", "/api/incidents/\(id)/close",
        #"{"endedAt":"\#(Self.ago(1, hall))","pads":"1-2","forms":"1"}"#, cookie: leader)
      #expect(closed.status == 200, "\(closed.text)")

      let minute = Self.ago(10, hall)
      let visit = """
        {"number":"p001","errand":"dat-dai","handedOutAt":"\(minute)","counter":"1",
        "officer":"tung","startedAt":"\(minute)","finishedAt":"\(minute)","outcome":"done"}
        """
      let served = try await hall.ask(
        "POST", "/api/incidents/\(id)/visits", visit, cookie: officer)
      #expect(served.status == 201, "\(served.text)")
      let twice = try await hall.ask(
        "POST", "/api/incidents/\(id)/visits", visit, cookie: officer)
      #expect(twice.status == 409 && twice.code == "paper-entered")

      let form = """
        {"form":"SC-0001","procedure":"\(try Self.procedure(hall))","receivedAt":"\(minute)",
        "counter":"1","officer":"tung","ticket":"P001"}
        """
      let dossier = try await hall.ask(
        "POST", "/api/incidents/\(id)/forms", form, cookie: officer)
      #expect(dossier.status == 201, "\(dossier.text)")
      let repeated = try await hall.ask(
        "POST", "/api/incidents/\(id)/forms", form, cookie: officer)
      #expect(repeated.status == 201)
      #expect(repeated.json["code"] as? String == dossier.json["code"] as? String)
      let other = try await hall.ask(
        "POST", "/api/incidents/\(id)/forms", form.replacing("P001", with: "P002"),
        cookie: officer)
      #expect(other.status == 409 && other.code == "form-answered-otherwise")

      let void = try await hall.ask(
        "POST", "/api/incidents/\(id)/void", #"{"paper":"P002","reason":"để trống"}"#,
        cookie: officer)
      #expect(void.json["missing"] as? Int == 0)
      let list = try await hall.ask("GET", "/api/incidents", cookie: officer)
      #expect((list.json["incidents"] as? [Any])?.isEmpty == true, "\(list.text)")
      let book = list.json["book"] as? [[String: Any]]
      #expect(book?.first?["entered"] as? Int == 2 && book?.first?["void"] as? Int == 1)
    }
  }

  @Test func `health and so supervision say what is missing, and that it is too late`()
    async throws
  {
    try await HallUnderTest.open { hall async throws in
      func standing() async throws -> [String: Any]? {
        try await hall.ask("GET", "/health").json["incidents"] as? [String: Any]
      }
      #expect(try await standing()?["status"] as? String == "ok")
      let id = try await Self.open(hall, from: 300)
      #expect(try await standing()?["status"] as? String == "underway")
      let leader = try await hall.cookie(.leader)
      let closed = try await hall.ask(
        "POST", "/api/incidents/\(id)/close",
        #"{"endedAt":"\#(Self.ago(59, hall))","pads":"1"}"#, cookie: leader)
      #expect(closed.status == 200)
      #expect(try await standing()?["status"] as? String == "entering")
      let late = try await Self.open(hall, from: 300)
      let tooLate = try await hall.ask(
        "POST", "/api/incidents/\(late)/close",
        #"{"endedAt":"\#(Self.ago(61, hall))","pads":"2"}"#,
        cookie: try await hall.cookie(.leader))
      #expect(tooLate.status == 200, "\(tooLate.text)")
      let overdue = try await standing()
      #expect(overdue?["status"] as? String == "overdue")
      #expect(overdue?["papersMissing"] as? Int == 2)
      let trouble = overdue?["trouble"] as? [String: String]
      #expect(trouble?["vi"]?.hasPrefix("Còn 2 giấy của sự cố chưa nhập") == true)
      #expect(try await hall.ask("GET", "/health").json["status"] as? String == "degraded")
    }
  }

  /// A body with one thing wrong: cause, affected, start.
  private static let wrong: [(cause: String, affected: String, start: String, code: String)] = [
    ("power", "[]", past, "member-wrong"),
    ("power", #""numbers""#, past, "member-wrong"),
    ("power", #"["all"]"#, past, "member-wrong"),
    ("war", #"["numbers"]"#, past, "member-wrong"),
    ("power", #"["numbers"]"#, #""2099-03-02T08:00:00+07:00""#, "incident-time-implausible"),
    ("power", #"["numbers"]"#, past, "incident-time-implausible"),
    ("power", #"["numbers"]"#, #""8:00""#, "member-wrong"),
    ("power", #"["numbers"]"#, "null", "member-wrong"),
  ]

  private static let past = #""2020-03-02T08:00:00+07:00""#

  @Test(arguments: wrong)
  func `what cannot be an incident is refused`(
    cause: String, affected: String, start: String, code: String
  ) async throws {
    try await HallUnderTest.open { hall async throws in
      let body = #"{"cause":"\#(cause)","affected":\#(affected),"startedAt":\#(start)}"#
      let answer = try await hall.ask(
        "POST", "/api/incidents", body, cookie: try await hall.cookie(.officer))
      #expect(answer.status == 422 && answer.code == code, "\(answer.text)")
    }
  }

  @Test(arguments: ["0", "-1", "x", "99999999999999999999", "7"])
  func `an incident that is none is not found`(id: String) async throws {
    try await HallUnderTest.open { hall async throws in
      let answer = try await hall.ask(
        "POST", "/api/incidents/\(id)/decline", cookie: try await hall.cookie(.leader))
      #expect(answer.status == 404 && answer.code == "unknown-incident")
    }
  }

  private static func procedure(_ hall: HallUnderTest) throws -> String {
    try #require(hall.web.parts.settings.procedures.first?.id)
  }
}
