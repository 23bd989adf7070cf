import Dossiers
import Foundation
import Store
import Testing
import Ticketing

@testable import halld

@Suite struct `A dossier begins over HTTP` {
  @Test func `HU QT II_1: registered at the desk, with its slip and ordinal`() async throws {
    try await DossierInHall.open { one async throws in
      let body = #","accountMatched":true,"name":"Lò Thị Mai""#
      let answer = try await one.begin("register", body, by: one.desk, key: "r")
      #expect(answer.status == 201, "\(answer.text)")
      #expect(answer.json["state"] as? String == "registered")
      let issued = try #require(answer.json["issued"] as? [[String: Any]])
      #expect(issued.map { $0["document"] as? String } == ["registrationSlip"])
      let code = try #require(answer.json["code"] as? String, "the hall prints one here")
      let again = try await one.begin("register", body, by: one.desk, key: "r")
      #expect(again.json["code"] as? String == code && again.json["repeated"] as? Bool == true)
      #expect(try await one.act(code, "open-check").json["state"] as? String == "checking")
      let read = try await one.hall.ask(
        "GET", "/api/dossiers/\(code)/applicant", cookie: one.officer)
      #expect(read.json["name"] as? String == "Lò Thị Mai")
    }
  }

  @Test func `LC 2_8: registered with the province's code where its system gives it`() async throws
  {
    try await DossierInHall.open(codesFrom: .province) { one async throws in
      let code = "000.00.12.H35-261120-0042"
      let without = try await one.begin("register", #","accountMatched":true"#, by: one.desk)
      #expect(without.code == "code-comes-from-province", "\(without.text)")
      let unreadable = try await one.begin(
        "register", #","accountMatched":true,"code":"xyz""#, by: one.desk)
      #expect(unreadable.code == "code-unreadable")
      let answer = try await one.begin(
        "register", #","accountMatched":true,"code":"\#(code)""#, by: one.desk)
      #expect(answer.json["code"] as? String == code, "\(answer.text)")
      let again = try await one.begin(
        "register", #","accountMatched":true,"code":"\#(code)""#, by: one.desk)
      #expect(again.code == "code-taken")
    }
  }

  @Test func `LC 13_1: by post and online, accepted once they are checked`() async throws {
    try await DossierInHall.open { one async throws in
      for (opening, more) in [("post", #","arrivalStamp":"2026-11-19""#), ("online", "")] {
        let begun = try await one.begin(opening, more, by: one.desk)
        #expect(begun.json["state"] as? String == "filedRemote", "\(begun.text)")
        let id = try #require(begun.json["id"] as? String)
        #expect(try await one.act(id, "open-check").json["state"] as? String == "checking")
        let accepted = try await one.act(
          id, "accept",
          #"{"checked":[{"id":"don","finding":"complete"},{"id":"giay-to-quyen","finding":"held"}]}"#
        )
        #expect(accepted.json["state"] as? String == "accepted", "\(accepted.text)")
        #expect(accepted.json["code"] is String)
      }
    }
  }

  @Test func `an acceptance in one word is answered as it always was`() async throws {
    try await DossierInHall.open { one async throws in
      let ticket = try await one.visit()
      let answer = try await one.hall.ask(
        "POST", "/api/dossiers", #"{"ticket":"\#(ticket)","procedure":"vd-dat-01"}"#,
        cookie: one.officer, headers: ["Idempotency-Key": "old"])
      #expect(answer.status == 201, "\(answer.text)")
      #expect(
        Set(answer.json.keys)
          == ["id", "code", "receivedAt", "dueDate", "dueAt", "clause", "proof"])
    }
  }

  @Test func `each is refused with its reason, and nothing is written`() async throws {
    try await DossierInHall.open { one async throws in
      let ticket = try await one.visit()
      let rows = try one.hall.store.events(after: 0, limit: 1_000).count
      let here = #","ticket":"\#(ticket)""#
      let table: [(opening: String, more: String, by: String, code: String)] = [
        ("fly", "", one.officer, "member-wrong"),
        ("register", "", one.desk, "member-missing"),
        ("register", #","accountMatched":false"#, one.desk, "life-account-not-matched"),
        (
          "register", #","accountMatched":true,"arrivalStamp":"2026-11-19""#, one.desk,
          "member-unknown"
        ),
        (
          "register", #","accountMatched":true,"code":"000.00.12.H35-261120-0042""#, one.desk,
          "code-comes-from-hall"
        ),
        ("post", "", one.desk, "member-missing"),
        ("post", #","arrivalStamp":"2026-11-25""#, one.desk, "arrival-stamp-implausible"),
        (
          "post", #","arrivalStamp":"2026-11-19","viaAgency":"Chi cục Thuế""#, one.desk,
          "member-missing"
        ),
        ("online", #","ticket":"1""#, one.desk, "member-unknown"),
        ("check", "", one.officer, "member-missing"),
        ("check", here, one.desk, "role-forbidden"),
        ("accept", here, one.desk, "role-forbidden"),
        ("accept", here, one.officer, "member-missing"),
        ("accept", here + #","checked":[]"#, one.officer, "life-components-missing"),
        (
          "accept", here + #","checked":[{"id":"x","finding":"complete"}]"#, one.officer,
          "life-component-unknown"
        ),
        (
          "accept", here + #","checked":[{"id":"don","finding":"lost"}]"#, one.officer,
          "member-wrong"
        ),
        ("online", #","name":"012345678901""#, one.desk, "identity-card"),
      ]
      for row in table {
        let answer = try await one.begin(row.opening, row.more, by: row.by)
        #expect(answer.code == row.code, "\(row.opening) \(row.more): \(answer.text)")
      }
      let unknown = try await one.begin("online", procedure: "vd-khong-co", by: one.desk)
      #expect(unknown.code == "unknown-procedure")
      let word = try await one.hall.ask(
        "POST", "/api/dossiers", #"{"ticket":"\#(ticket)","procedure":"vd-dat-01"}"#,
        cookie: one.desk, headers: ["Idempotency-Key": "w"])
      #expect(word.code == "role-forbidden", "reception begins dossiers and accepts none")
      #expect(try one.hall.store.events(after: 0, limit: 1_000).count == rows)
    }
  }
}
