import Dossiers
import Foundation
import Store
import Testing
import Ticketing

@testable import halld

@Suite struct `A dossier over HTTP` {
  @Test func `LC 13 to 16: from the check to the applicant's hand`() async throws {
    try await DossierInHall.open { one async throws in
      let ticket = try await one.visit()
      let opened = try await one.begin("check", #","ticket":"\#(ticket)","name":"Vàng Thị Mỷ""#)
      #expect(opened.status == 201, "\(opened.text)")
      #expect(opened.json["state"] as? String == "checking")
      #expect(opened.json["code"] is NSNull)
      let id = try #require(opened.json["id"] as? String)

      let lacking = try await one.act(
        id, "accept", #"{"checked":[{"id":"don","finding":"complete"}]}"#)
      #expect(lacking.status == 409 && lacking.code == "life-components-missing")
      #expect(lacking.text.contains("giay-to-quyen"))
      let asked = try await one.act(
        id, "ask-intake-supplement", #"{"items":[{"item":"giay-to-quyen"}]}"#)
      #expect(asked.json["state"] as? String == "intakeSupplement", "\(asked.text)")
      let issued = try #require(asked.json["issued"] as? [[String: Any]])
      #expect(issued.map { $0["document"] as? String } == ["supplementRequest"])
      #expect(issued[0]["ordinal"] as? Int == 1 && issued[0]["number"] as? Int == 1)
      #expect(
        try await one.act(id, "bring-intake-supplement", #"{"items":["giay-to-quyen"]}"#).json[
          "state"] as? String == "checking")
      let accepted = try await one.act(
        id, "accept",
        #"{"ticket":"\#(ticket)","medium":"electronic","originals":["giay-to-quyen"],"checked":[{"id":"don","finding":"complete"},{"id":"giay-to-quyen","finding":"complete"}]}"#
      )
      #expect(accepted.json["state"] as? String == "accepted", "\(accepted.text)")
      let code = try #require(accepted.json["code"] as? String)
      #expect(accepted.json["proof"] is String && accepted.json["dueDate"] is String)

      try await decideAndReturn(code, one)
      #expect(try await one.hall.store.verifyLog().isWhole)
      #expect(
        try one.hall.store.events(after: 0, limit: 1_000).allSatisfy { !$0.body.contains("Mỷ") })
    }
  }

  private func decideAndReturn(_ code: String, _ one: DossierInHall) async throws {
    func step(
      _ act: String, _ body: String? = nil, by cookie: String? = nil, to state: String
    ) async throws {
      let answer = try await one.act(code, act, body, by: cookie)
      #expect(answer.json["state"] as? String == state, "\(act): \(answer.text)")
    }
    try await step("transfer", #"{"slip":"12/PC"}"#, to: "atAgency")
    try await step("assign", #"{"officer":"agency-agency"}"#, by: one.clerk, to: "processing")
    try await step("open-verification", by: one.clerk, to: "verifying")
    try await step(
      "close-verification", #"{"record":"3/BB","complete":true}"#, by: one.clerk, to: "processing")
    #expect(try await one.act(code, "approve", by: one.leader).code == "life-transfer-slip-missing")
    #expect(
      try await one.act(code, "approve", #"{"slip":"99/PC"}"#, by: one.leader).code
        == "life-transfer-slip-differs")
    try await step("approve", #"{"slip":"12/PC"}"#, by: one.leader, to: "decided")
    try await step("send-to-centre", by: one.clerk, to: "resultInTransit")
    try await step("receive-result", by: one.feeDesk, to: "ready")
    #expect(
      try await one.act(code, "release", #"{"proofs":["slip"]}"#, by: one.feeDesk).code
        == "life-fee-unpaid")
    #expect(
      try await one.act(code, "record-fee-paid", #"{"amount":100000,"receipt":"7"}"#).code
        == "not-collector", "LC 17.2: the fee counter's")
    try await step(
      "record-fee-paid", #"{"amount":100000,"receipt":"7"}"#, by: one.feeDesk, to: "ready")
    #expect(
      try await one.act(code, "release", #"{"proofs":["identity"]}"#, by: one.feeDesk).code
        == "life-proof-missing")
    try await step(
      "release", #"{"proofs":["slip"],"originals":["giay-to-quyen"]}"#, by: one.feeDesk,
      to: "returned")
    try await step("close", by: one.feeDesk, to: "archived")
  }

  @Test func `a repeat answers the same dossier and changes nothing`() async throws {
    try await DossierInHall.open { one async throws in
      let code = try await one.accepted()
      let body = #"{"slip":"12/PC"}"#
      let first = try await one.act(code, "transfer", body, key: "once")
      let rows = try one.hall.store.events(after: 0, limit: 1_000).count
      let again = try await one.act(code, "transfer", body, key: "once")
      #expect(first.status == 200 && again.status == 200)
      #expect(again.json["repeated"] as? Bool == true)
      #expect(again.json["state"] as? String == "atAgency")
      #expect(try one.hall.store.events(after: 0, limit: 1_000).count == rows)
      // Another wish under the same key, or the key of another act, is told so.
      #expect(
        try await one.act(code, "transfer", #"{"slip":"13/PC"}"#, key: "once").code == "key-reused")
      #expect(try await one.act(code, "withdraw", key: "once").code == "key-reused")
      let without = try await one.hall.ask(
        "POST", "/api/dossiers/\(code)/acts/withdraw", cookie: one.officer)
      #expect(without.code == "key-missing")
    }
  }

  @Test func `each is refused with its reason, and nothing is written`() async throws {
    try await DossierInHall.open { one async throws in
      let code = try await one.accepted()
      let rows = try one.hall.store.events(after: 0, limit: 1_000).count
      let table: [(dossier: String, act: String, body: String?, by: String, code: String)] = [
        (code, "fly", nil, one.officer, "act-unknown"),
        (code, "follow-province", nil, one.officer, "act-unknown"),
        (code, "register", nil, one.officer, "act-unknown"),
        (code, "open-check", nil, one.officer, "life-not-in-state"),
        (code, "accept", #"{"checked":[]}"#, one.officer, "life-not-in-state"),
        (code, "handle-immediately", nil, one.officer, "life-not-same-day"),
        (code, "transfer", "{}", one.officer, "member-missing"),
        (code, "transfer", #"{"slip":"1","speed":3}"#, one.officer, "member-unknown"),
        (code, "transfer", #"{"slip":"012345678901"}"#, one.officer, "identity-card"),
        (code, "transfer", #"{"slip":"1"}"#, one.clerk, "role-forbidden"),
        (code, "approve", #"{"slip":"1"}"#, one.clerk, "role-forbidden"),
        (code, "approve", #"{"slip":"1"}"#, one.officer, "role-forbidden"),
        (code, "approve", #"{"slip":"1"}"#, one.leader, "life-not-in-state"),
        (code, "reschedule", nil, one.desk, "role-forbidden"),
        (code, "reschedule", nil, one.officer, "life-extension-slip-missing"),
        (code, "urge", nil, one.officer, "life-not-used-here"),
        (code, "recount", nil, one.officer, "role-forbidden"),
        (code, "release", #"{"proofs":["slip"]}"#, one.feeDesk, "life-not-in-state"),
        (code, "return-originals", #"{"originals":["x"]}"#, one.officer, "life-not-in-state"),
        (
          code, "choose-result-channel", #"{"channel":"post"}"#, one.officer,
          "life-choice-needs-request"
        ),
        (
          code, "report-loss", #"{"item":"gcn","damaged":false,"bearer":"applicant"}"#,
          one.officer, "life-applicant-pays-nothing"
        ),
        (code, "withdraw", #"{"ticket":"Z999"}"#, one.officer, "unknown-ticket"),
        ("000.00.12.H35-261120-9999", "withdraw", nil, one.officer, "dossier-not-found"),
        ("999999", "withdraw", nil, one.officer, "dossier-not-found"),
        ("abc", "withdraw", nil, one.officer, "code-unreadable"),
      ]
      for row in table {
        let answer = try await one.act(row.dossier, row.act, row.body, by: row.by)
        #expect(answer.code == row.code, "\(row.act) \(row.body ?? "-"): \(answer.text)")
        #expect((400..<500).contains(answer.status), "\(row.act)")
        #expect(answer.json["detail"] as? String != row.code, "\(row.act) has no sentence")
      }
      #expect(try one.hall.store.events(after: 0, limit: 1_000).count == rows)
    }
  }

  @Test func `an agency opens its own dossiers and no other's`() async throws {
    try await DossierInHall.open { one async throws in
      let code = try await one.atWork()
      let other = try await one.hall.cookie(.agency, account: "stranger")
      #expect(try await one.file(code, by: one.clerk).status == 200)
      for path in ["file", "documents/1"] {
        let answer = try await one.hall.ask("GET", "/api/dossiers/\(code)/\(path)", cookie: other)
        #expect(answer.status == 403, "\(path): \(answer.text)")
        #expect(!answer.text.contains(DossierInHall.procedure))
      }
      #expect(
        try await one.act(code, "ask-fee", #"{"amount":5000}"#, by: other).code == "other-agency")
      let due = try await one.hall.ask(
        "GET", "/api/due?until=2027-01-20&agency=\(DossierInHall.agency.percent)", cookie: other)
      #expect((due.json["due"] as? [Any])?.isEmpty == true, "\(due.text)")
    }
  }
}

extension String {
  /// As it stands in an address.
  var percent: String {
    addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? self
  }
}
