import Foundation
import Testing

extension RealBinary {
  /// The power really fails, and again while its papers are being entered.
  @Suite struct `A blackout` {
    @Test
    func `LC 3.3 · killed at every step, the incident and its list of papers are still there`()
      throws
    {
      let hall = try RunningHall()
      try hall.start()
      var desk = try Desk(hall)

      let proposed = try desk.officer.send(
        "POST", "/api/incidents",
        json: #"{"cause":"power","affected":["numbers"],"startedAt":"\#(ago(40))"}"#)
      #expect(proposed.status == 201, "\(proposed.text)")
      let id = try #require(proposed.json["id"].text)
      try desk.restart(hall)
      #expect(try desk.incident(id)["stage"].text == "proposed")

      try desk.leader(id, "open", "{}")
      try desk.restart(hall)
      #expect(try desk.incident(id)["stage"].text == "open")

      let early = try desk.officer.send("POST", "/api/incidents/\(id)/visits", json: visit("P002"))
      #expect(early.status == 201, "\(early.text)")
      try desk.leader(
        id, "close", #"{"endedAt":"\#(ago(5))","pads":"P001-P003","forms":"SC-0001"}"#)
      try desk.restart(hall)
      #expect(try desk.incident(id)["missing"].number == 3)
      #expect(
        try desk.incident(id)["pads"]["missing"].list.map(\.text) == ["P001", "P003"])

      // A client that heard no answer asks again; the paper is entered once.
      for (paper, path) in [("P001", "visits"), ("P003", "visits")] {
        let first = try desk.officer.send(
          "POST", "/api/incidents/\(id)/\(path)", json: visit(paper))
        #expect(first.status == 201, "\(first.text)")
        try desk.restart(hall)
        let again = try desk.officer.send(
          "POST", "/api/incidents/\(id)/\(path)", json: visit(paper))
        #expect(again.json["code"].text == "paper-entered")
      }
      let form = """
        {"form":"SC-0001","procedure":"\(desk.procedure)","receivedAt":"\(ago(20))",
        "counter":"1","officer":"hoa"}
        """
      let dossier = try desk.officer.send("POST", "/api/incidents/\(id)/forms", json: form)
      #expect(dossier.status == 201, "\(dossier.text)")
      try desk.restart(hall)
      let same = try desk.officer.send("POST", "/api/incidents/\(id)/forms", json: form)
      #expect(same.json["code"].text == dossier.json["code"].text)
      #expect(try desk.incident(id)["missing"].isNull, "settled: nothing is left to do")
      let health = try desk.officer.send("GET", "/health").json["incidents"]
      #expect(health["status"].text == "ok")
      try hall.stop()
      #expect(try hall.soundness() == [])
    }

    private func visit(_ paper: String) -> String {
      """
      {"number":"\(paper)","errand":"dat-dai","handedOutAt":"\(ago(30))","counter":"1",
      "officer":"hoa","startedAt":"\(ago(30))","finishedAt":"\(ago(30))","outcome":"done"}
      """
    }

    /// One officer and one leader; both sign in again after each crash.
    private struct Desk {
      var officer: HTTPConnection
      var director: HTTPConnection
      let procedure: String

      init(_ hall: RunningHall) throws {
        for (name, role) in [("hoa", "officer"), ("giam-doc-2", "director")] {
          let made = try hall.command(
            "account", "add", name, "--role", role, input: "correct horse \(name)\n")
          guard made.ending == .exit(0) else { throw Trouble("account add: \(made.errors)") }
        }
        (officer, director) = (hall.connect(), hall.connect())
        let plan = try officer.send("GET", "/api/hall").json
        guard let procedure = plan["procedures"].list.first?["id"].text else {
          throw Trouble("the demo has no procedure")
        }
        self.procedure = procedure
        try sign()
      }

      mutating func restart(_ hall: RunningHall) throws {
        try hall.crash()
        try hall.start()
        (officer, director) = (hall.connect(), hall.connect())
        try sign()
      }

      private func sign() throws {
        try signIn(officer, account: "hoa", password: "correct horse hoa")
        try signIn(director, account: "giam-doc-2", password: "correct horse giam-doc-2")
      }

      func leader(_ id: String, _ step: String, _ body: String) throws {
        let answer = try director.send("POST", "/api/incidents/\(id)/\(step)", json: body)
        guard answer.status == 200 else { throw Trouble("\(step): \(answer.text)") }
      }

      func incident(_ id: String) throws -> JSON {
        let list = try officer.send("GET", "/api/incidents").json["incidents"].list
        return list.first { $0["id"].text == id } ?? JSON(Array("null".utf8))
      }
    }
  }
}

/// A time so many minutes ago, to the minute of the first question, so that a repeat is the same.
private func ago(_ minutes: Int) -> String {
  let began = whole.addingTimeInterval(Double(-minutes * 60))
  return began.formatted(.iso8601)
}

private let whole = Date(
  timeIntervalSince1970: (Date.now.timeIntervalSince1970 / 60).rounded(.down) * 60)
