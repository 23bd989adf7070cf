import Dossiers
import Foundation
import Store
import Testing
import Ticketing

@testable import halld

@Suite struct `The file of a dossier` {
  @Test func `says where it stands, until when, why, and in whose hands`() async throws {
    try await DossierInHall.open { one async throws in
      let code = try await one.atWork()
      let file = try await one.file(code)
      #expect(file.status == 200, "\(file.text)")
      #expect(file.header("cache-control") == "no-store")
      let json = file.json
      #expect(json["state"] as? String == "processing")
      #expect((json["stateName"] as? [String: String])?["vi"] == "Đang được giải quyết")
      #expect(json["officer"] as? String == "agency-agency")
      #expect(json["agency"] as? String == DossierInHall.agency)
      #expect((json["clock"] as? [String: Any])?["state"] as? String == "running")
      #expect(json["proof"] == nil, "the proof is the applicant's")
      let holder = try #require(json["holder"] as? [String: Any])
      #expect(holder["kind"] as? String == "agency")
      #expect(holder["id"] as? String == DossierInHall.agency)
      #expect(json["originals"] as? [String] == ["giay-to-quyen"])
      let components = try #require(json["components"] as? [[String: Any]])
      #expect(components.map { $0["taken"] as? Bool } == [true, true, false])
      let why = try #require(json["explanation"] as? [String: Any])
      #expect(why["dueDate"] as? String == json["dueDate"] as? String)
      let days = try #require(why["days"] as? [[String: Any]])
      let counted = days.compactMap { $0["halvesSoFar"] as? Int }
      #expect(counted == counted.sorted() && counted.last == 40, "20 working days, one by one")
      #expect(days.last?["date"] as? String == json["dueDate"] as? String)
      #expect((why["clauses"] as? [Any])?.isEmpty == false)
      let timeline = try #require(json["timeline"] as? [[String: Any]])
      #expect(timeline.last?["state"] as? String == "processing")
      #expect(timeline.last?["until"] is NSNull)
      let documents = try #require(json["documents"] as? [[String: Any]])
      #expect(
        documents.map { $0["document"] as? String }
          == ["registerEntry", "receiptSlip", "transferSlip", "controlSlip"])
      #expect(documents.map { $0["ordinal"] as? Int } == [1, 2, 3, 4])
    }
  }

  @Test func `is on record with whoever opened it`() async throws {
    try await DossierInHall.open { one async throws in
      let code = try await one.accepted()
      let supervisor = try await one.hall.cookie(.supervision)
      _ = try await one.file(code)
      let acts = try await one.hall.ask(
        "GET", "/api/supervision/acts?dossier=\(code)", cookie: supervisor)
      let list = try #require(acts.json["acts"] as? [[String: Any]])
      #expect(list.map { $0["event"] as? String } == ["personal.read"])
      #expect(list.first?["by"] as? String == "officer:test-officer")
      // A dossier of another agency is refused before anything is read of it.
      let other = try await one.hall.cookie(.agency, account: "stranger")
      #expect(try await one.file(code, by: other).code == "other-agency")
      let after = try await one.hall.ask(
        "GET", "/api/supervision/acts?dossier=\(code)", cookie: supervisor)
      #expect((after.json["acts"] as? [Any])?.count == 1)
    }
  }

  @Test func `names what may be done now, and why the rest may not`() async throws {
    try await DossierInHall.open { one async throws in
      let code = try await one.atWork()
      func acts(_ cookie: String) async throws -> (can: Set<String>, why: [String: String]) {
        let list =
          try await one.file(code, by: cookie).json["acts"] as? [[String: Any]] ?? []
        var can: Set<String> = []
        var why: [String: String] = [:]
        for act in list {
          let name = try #require(act["act"] as? String)
          if act["possible"] as? Bool == true { can.insert(name) }
          why[name] = (act["why"] as? [String: String])?["vi"]
        }
        return (can, why)
      }
      let clerk = try await acts(one.clerk)
      #expect(
        clerk.can.isSuperset(of: ["open-verification", "ask-supplement", "ask-consultation"]))
      #expect(!clerk.can.contains("escalate"))
      #expect(clerk.why["escalate"]?.contains("cấp trên") == true)
      #expect(clerk.why["postpone"]?.contains("quy chế") == true, "LC has no such step")
      #expect(clerk.can.isSuperset(of: ["ask-extension", "start-chain"]))
      #expect(clerk.why["finish-chain-part"]?.contains(DossierInHall.agency) == true)
      #expect(clerk.why["answer-consultation"] != nil && clerk.why["send-to-centre"] != nil)
      let leader = try await acts(one.leader)
      #expect(leader.can.isSuperset(of: ["approve", "refuse"]))
      let officer = try await acts(one.officer)
      #expect(!officer.can.contains("transfer") && officer.why["transfer"] != nil)
      #expect(officer.can.contains("withdraw"))
      #expect(officer.why["approve"] == nil, "what is never this role's is not told of")
      let supervisor = try await acts(try await one.hall.cookie(.supervision))
      #expect(supervisor.can.isEmpty && supervisor.why.isEmpty)
    }
  }

  @Test func `an act that is told possible with a harmless body is not refused for its state`()
    async throws
  {
    try await DossierInHall.open { one async throws in
      let code = try await one.atWork()
      let bodies = [
        "open-verification": "{}", "ask-fee": #"{"amount":5000}"#,
        "refuse": #"{"reason":"not-eligible"}"#, "approve": #"{"slip":"12/PC-TTPVHCC"}"#,
      ]
      for (act, body) in bodies {
        let cookie = ["refuse", "approve"].contains(act) ? one.leader : one.clerk
        let list = try await one.file(code, by: cookie).json["acts"] as? [[String: Any]] ?? []
        let told = list.first { $0["act"] as? String == act }?["possible"] as? Bool
        let answer = try await one.act(code, act, body, by: cookie)
        #expect((answer.status == 200) == told, "\(act): \(answer.text)")
      }
    }
  }
}

@Suite struct `What falls due` {
  @Test func `is told by agency, officer, counter, kind and day`() async throws {
    try await DossierInHall.open { one async throws in
      let waiting = try await one.accepted()
      func due(_ query: String, by cookie: String? = nil) async throws -> [[String: Any]] {
        let answer = try await one.hall.ask(
          "GET", "/api/due\(query)", cookie: cookie ?? one.officer)
        #expect(answer.status == 200, "\(query): \(answer.text)")
        return answer.json["due"] as? [[String: Any]] ?? []
      }
      let all = try await due("?until=2026-12-31")
      #expect(all.allSatisfy { $0["code"] as? String == waiting })
      let kinds = Set(all.compactMap { $0["kind"] as? String })
      #expect(kinds.isSuperset(of: ["transfer", "due", "overdue"]))
      #expect(
        try await due("?until=2026-12-31&kind=transfer").map { $0["party"] as? String }
          == ["centre"])
      #expect(
        Set(try await due("?until=2026-12-31&party=agency").compactMap { $0["party"] as? String })
          == ["agency"])
      #expect(try await due("?until=2026-12-31&counter=1").count == all.count)
      #expect(try await due("?until=2026-12-31&counter=2").isEmpty)
      #expect(try await due("?until=2026-12-31&officer=nobody").isEmpty)
      #expect(try await due("?until=2026-12-31&limit=1").count == 1)
      #expect(try await due("?until=2026-12-31", by: one.clerk).count == all.count)
      // The officer to whom it is assigned finds it.
      #expect(try await one.act(waiting, "transfer", #"{"slip":"1"}"#).status == 200)
      #expect(
        try await one.act(waiting, "assign", #"{"officer":"agency-agency"}"#, by: one.clerk).status
          == 200)
      #expect(try await due("?until=2026-12-31&officer=agency-agency").isEmpty == false)
      #expect(try await due("?until=2026-12-31&kind=transfer").isEmpty, "it has gone")
    }
  }

  @Test func `P-21 · a supplement that is awaited stands in the Centre's list`() async throws {
    try await DossierInHall.open { one async throws in
      let code = try await one.atWork()
      let asked = try await one.act(
        code, "ask-supplement", #"{"items":[{"item":"so-do"}],"reason":"missing-papers"}"#,
        by: one.clerk)
      #expect(asked.status == 200, "\(asked.text)")
      let answer = try await one.hall.ask(
        "GET", "/api/due?until=2026-12-31&kind=supplementAwaited", cookie: one.officer)
      let due = try #require(answer.json["due"] as? [[String: Any]])
      #expect(due.map { $0["code"] as? String } == [code])
      #expect(due.map { $0["party"] as? String } == ["centre"])
    }
  }

  @Test func `KT 14, LC 17.3 · the office's own days are told to the Centre, not to an agency`()
    async throws
  {
    try await DossierInHall.open { one async throws in
      let centre = try await one.hall.ask("GET", "/api/due", cookie: one.officer)
      let office = try #require(centre.json["office"] as? [[String: Any]])
      #expect(Set(office.compactMap { $0["kind"] as? String }) == ["report", "feePapers"])
      #expect(office.allSatisfy { ($0["day"] as? String ?? "").count == 10 })
      let agency = try await one.hall.ask("GET", "/api/due", cookie: one.clerk)
      #expect((agency.json["office"] as? [Any])?.isEmpty == true)
    }
  }

  @Test(arguments: [
    ("?kind=never", "parameter-wrong"), ("?until=tomorrow", "parameter-wrong"),
    ("?until=2027-06-01", "parameter-wrong"), ("?limit=0", "parameter-wrong"),
    ("?limit=1001", "parameter-wrong"), ("?party=both", "parameter-wrong"),
    ("?agency=", "parameter-wrong"), ("?colour=red", "parameter-unknown"),
    ("?officer=012345678901", "identity-card"),
  ])
  func `is asked for strictly`(query: String, code: String) async throws {
    try await DossierInHall.open { one async throws in
      let answer = try await one.hall.ask("GET", "/api/due\(query)", cookie: one.officer)
      #expect(answer.code == code, "\(query): \(answer.text)")
    }
  }
}

@Suite struct `What the public is told of a dossier` {
  @Test func `what to bring is told with the proof and to nobody else`() async throws {
    try await DossierInHall.open { one async throws in
      let code = try await one.atWork()
      #expect(
        try await one.act(
          code, "ask-supplement",
          #"{"items":[{"item":"so-do"}],"reason":"missing-papers","text":"Thiếu bản vẽ của ông Páo"}"#,
          by: one.clerk
        ).status == 200)
      let plain = try await one.hall.ask("GET", "/api/dossiers/\(code)")
      #expect(plain.json["state"] as? String == "supplement")
      #expect(plain.json["next"] as? String == "next-bring-supplement")
      #expect(plain.json["dueDate"] is NSNull, "the clock stands")
      #expect(plain.json["details"] is NSNull && plain.json["toldAt"] is NSNull)
      let proof = one.hall.store.tokens.proof(ofDossier: code)
      let told = try await one.hall.ask("GET", "/api/dossiers/\(code)?proof=\(proof)")
      let details = try #require(told.json["details"] as? [String: Any])
      let bring = try #require(details["bring"] as? [[String: Any]])
      #expect(
        bring.map { ($0["name"] as? [String: String])?["vi"] } == ["Mảnh trích đo bản đồ địa chính"]
      )
      #expect(!told.text.contains("Páo") && !plain.text.contains("Mảnh trích đo"))
    }
  }

  @Test func `LC 2_8: a dossier of the province's says when its system last told of it`()
    async throws
  {
    try await DossierInHall.open(codesFrom: .province) { one async throws in
      let code = "000.00.12.H35-261120-0042"
      let intake = ProvinceIntake(code: code)
      let answer = try await one.hall.store.submit(
        DossierRequest(
          .followIntake(intake), of: .new(procedure: DossierInHall.procedure), by: .system,
          as: DossierActor(role: .province, id: "province"), at: one.hall.clock.now()))
      #expect(answer.dossier.accepted?.codeOrigin == .province)
      let told = try await one.hall.ask("GET", "/api/dossiers/\(code)")
      #expect(told.json["toldAt"] as? String == one.hall.clock.now().rfc3339, "\(told.text)")
      #expect(told.json["asOf"] is String)
    }
  }
}
