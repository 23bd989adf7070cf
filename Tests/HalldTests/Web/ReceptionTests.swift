import Dossiers
import Foundation
import Store
import Testing
import Ticketing

@testable import halld

@Suite struct `The reception desk` {
  @Test func `P-10: who declared a priority is listed until somebody has seen the proof`()
    async throws
  {
    try await HallUnderTest.open { hall async throws in
      let desk = try await hall.cookie(.receptionist)
      _ = try await hall.takeNumber()
      for priority in ["elderly", "elderly"] {
        let taken = try await hall.ask(
          "POST", "/api/tickets", #"{"errand":"dat-dai","priority":"\#(priority)"}"#,
          headers: ["Idempotency-Key": UUID().uuidString])
        #expect(taken.status == 201, "\(taken.text)")
      }
      #expect(try await declared(hall, desk) == ["A002", "A003"])
      let confirmed = try await confirm(hall, desk, "A002", "elderly")
      #expect(confirmed.status == 200)
      #expect(confirmed.text.contains(#""priorityId":"elderly","priorityConfirmed":true"#))
      let refused = try await confirm(hall, desk, "A003", "none")
      #expect(refused.text.contains(#""priorityId":null,"priorityConfirmed":true"#))
      #expect(try await declared(hall, desk) == [])
      #expect(try await confirm(hall, desk, "A001", "king").code == "unknown-priority")
      #expect(
        try await hall.ask("GET", "/api/reception/tickets?priority=all", cookie: desk).status
          == 422)
      #expect(try await hall.ask("GET", "/api/reception/tickets", cookie: desk).status == 422)
      let acts = try await hall.ask(
        "GET", "/api/supervision/acts?kind=correction", cookie: try await hall.cookie(.supervision))
      #expect(acts.text.contains("Xác nhận ưu tiên"))
    }
  }

  @Test func `LC 6_3: an agent's mandate is on record, outside the log, up to the cap`()
    async throws
  {
    try await HallUnderTest.open { hall async throws in
      let desk = try await hall.cookie(.receptionist)
      let mandate = "Giấy ủy quyền số 12/UQ, HTX Tân Tiến"
      let body = #"{"errand":"dat-dai","origin":"reception","dossiers":7,"mandate":"\#(mandate)"}"#
      let key = ["Idempotency-Key": UUID().uuidString]
      let given = try await hall.ask("POST", "/api/tickets", body, cookie: desk, headers: key)
      #expect(given.status == 201, "\(given.text)")
      // The same again is the same number; another mandate under this key is another request.
      let again = try await hall.ask("POST", "/api/tickets", body, cookie: desk, headers: key)
      #expect(again.text.contains(#""number":"A001""#))
      let other = try await hall.ask(
        "POST", "/api/tickets", body.replacing("12/UQ", with: "13/UQ"), cookie: desk, headers: key)
      #expect(other.code == "key-reused")
      let tooMany = try await hall.ask(
        "POST", "/api/tickets", body.replacing(":7", with: ":11"), cookie: desk,
        headers: ["Idempotency-Key": UUID().uuidString])
      #expect(tooMany.code == "too-many-dossiers")
      let kiosk = try await hall.ask(
        "POST", "/api/tickets", #"{"errand":"dat-dai","mandate":"x"}"#,
        headers: ["Idempotency-Key": UUID().uuidString])
      #expect(kiosk.status == 422)
      // An ordinary number of the desk is nobody's mandate.
      _ = try await hall.ask(
        "POST", "/api/tickets", #"{"errand":"dat-dai","origin":"reception"}"#, cookie: desk,
        headers: ["Idempotency-Key": UUID().uuidString])

      let supervisor = try await hall.cookie(.supervision)
      let acts = try await hall.ask(
        "GET", "/api/supervision/acts?kind=agent", cookie: supervisor)
      #expect(acts.text.components(separatedBy: #""kind":"agent""#).count == 2, "\(acts.text)")
      #expect(acts.text.contains(mandate))
      #expect(acts.text.contains(#""count":7"#))
      let log = try await hall.ask(
        "GET", "/api/events?limit=100", cookie: try await hall.cookie(.administration))
      #expect(!log.text.contains("Tân Tiến"))
    }
  }

  private func declared(_ hall: HallUnderTest, _ cookie: String) async throws -> [String] {
    let answer = try await hall.ask(
      "GET", "/api/reception/tickets?priority=unconfirmed", cookie: cookie)
    return answer.text.matches(of: #/"number":"([A-Z]\d+)"/#).map { String($0.1) }
  }

  private func confirm(
    _ hall: HallUnderTest, _ cookie: String, _ number: String, _ priority: String
  ) async throws -> RawAnswer {
    try await hall.ask(
      "POST", "/api/reception/tickets/\(number)/priority", #"{"priority":"\#(priority)"}"#,
      cookie: cookie)
  }
}
