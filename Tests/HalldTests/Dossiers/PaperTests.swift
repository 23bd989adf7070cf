import Dossiers
import Foundation
import Logging
import Testing

@testable import Drivers
@testable import halld

@Suite struct `The papers of a dossier over HTTP` {
  let folder = NSTemporaryDirectory() + "papers-\(UUID().uuidString)"

  private func queue(_ printers: [PrinterSettings]? = nil) throws -> PaperQueue {
    let usual = [
      DocumentSamples.printer(
        "receipts", .folder(path: "receipts", keep: 100, delaySeconds: 0), [.receipt]),
      DocumentSamples.printer(
        "reports", .folder(path: "reports", keep: 100, delaySeconds: 0), [.report]),
    ]
    return PaperQueue(
      try DocumentSamples.desk(printers ?? usual, in: folder),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  /// What became of a paper, once it is no longer waiting.
  private func outcome(
    _ one: DossierInHall, _ code: String, _ ordinal: Int
  ) async throws -> [String: Any] {
    let end = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < end {
      let answer = try await one.hall.ask(
        "GET", "/api/dossiers/\(code)/documents/\(ordinal)/print", cookie: one.officer)
      #expect(answer.status == 200, "\(answer.text)")
      if let state = answer.json["print"] as? [String: Any], state["state"] as? String != "queued" {
        return state
      }
    }
    Issue.record("the paper is still waiting")
    return [:]
  }

  @Test func `the receipt comes out by itself at acceptance, others on request`() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let queue = try queue()
    try await DossierInHall.open(papers: queue) { one async throws in
      let code = try await one.accepted()
      let receipt = try await outcome(one, code, 2)
      #expect(["printed", "handedOver"].contains(receipt["state"] as? String), "\(receipt)")
      #expect(receipt["printer"] as? String == "receipts")
      #expect(DocumentSamples.files(folder + "/receipts").count == 1)
      // Nobody asked for the register's entry yet.
      let entry = try await one.hall.ask(
        "GET", "/api/dossiers/\(code)/documents/1/print", cookie: one.officer)
      #expect(entry.json["print"] is NSNull)
      let asked = try await one.hall.ask(
        "POST", "/api/dossiers/\(code)/documents/1/print", cookie: one.officer)
      #expect(asked.status == 202, "\(asked.text)")
      #expect(try await outcome(one, code, 1)["printer"] as? String == "reports")
      let file = try await one.file(code)
      let states = (file.json["documents"] as? [[String: Any]] ?? []).map {
        ($0["print"] as? [String: Any])?["printer"] as? String
      }
      #expect(states == ["reports", "receipts"])
    }
  }

  @Test func `is drawn as a file or as a picture, and says what it said when it was issued`()
    async throws
  {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let queue = try queue()
    try await DossierInHall.open(papers: queue) { one async throws in
      let code = try await one.accepted()
      func paper(_ query: String) async throws -> RawAnswer {
        try await one.hall.ask(
          "GET", "/api/dossiers/\(code)/documents/2\(query)", cookie: one.officer)
      }
      let pdf = try await paper("")
      #expect(pdf.header("content-type") == "application/pdf")
      #expect(pdf.header("cache-control") == "no-store")
      #expect(pdf.body.starts(with: Array("%PDF".utf8)))
      let picture = try await paper("?as=png")
      #expect(picture.header("content-type") == "image/png")
      #expect(picture.body.starts(with: [0x89, 0x50, 0x4E, 0x47]))
      #expect(try await one.act(code, "transfer", #"{"slip":"1"}"#).status == 200)
      #expect(try await paper("").body == pdf.body, "a later act changes no earlier paper")
      for (query, wrong) in [
        ("?as=gif", "parameter-wrong"), ("?sheet=0", "parameter-wrong"),
        ("?as=png&sheet=9", "document-unknown"), ("?colour=1", "parameter-unknown"),
      ] {
        #expect(try await paper(query).code == wrong, "\(query)")
      }
      for ordinal in ["0", "99", "x", "-1"] {
        let answer = try await one.hall.ask(
          "GET", "/api/dossiers/\(code)/documents/\(ordinal)", cookie: one.officer)
        #expect(answer.code == "document-unknown", "\(ordinal)")
      }
    }
  }

  @Test func `every paper of a life can be drawn`() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let queue = try queue()
    try await DossierInHall.open(papers: queue) { one async throws in
      let code = try await one.atWork()
      let steps: [(act: String, body: String, by: String)] = [
        (
          "open-verification",
          #"{"appointmentAt":"2026-11-24T08:00:00+07:00","place":"Thửa 45","participants":["ubnd-xa"]}"#,
          one.clerk
        ),
        ("close-verification", #"{"record":"3/BB","complete":true}"#, one.clerk),
        (
          "ask-supplement", #"{"items":[{"item":"so-do"}],"reason":"other","text":"Thiếu dấu"}"#,
          one.clerk
        ),
        ("bring-supplement", #"{"checked":[{"id":"so-do","finding":"complete"}]}"#, one.desk),
        ("ask-fee", #"{"amount":5000}"#, one.clerk),
        ("bring-fee-receipt", #"{"receipt":"9"}"#, one.desk),
        (
          "start-chain",
          #"{"lead":"\#(DossierInHall.agency)","parts":[{"agency":"Chi cục Thuế","days":3}]}"#,
          one.clerk
        ),
        ("refuse", #"{"reason":"not-eligible"}"#, one.leader),
        ("report-loss", #"{"item":"don","damaged":true,"bearer":"agency"}"#, one.officer),
      ]
      for step in steps {
        let answer = try await one.act(code, step.act, step.body, by: step.by)
        #expect(answer.status == 200, "\(step.act): \(answer.text)")
      }
      let file = try await one.file(code)
      let documents = try #require(file.json["documents"] as? [[String: Any]])
      #expect(documents.count >= 12)
      for document in documents {
        let ordinal = try #require(document["ordinal"] as? Int)
        let answer = try await one.hall.ask(
          "GET", "/api/dossiers/\(code)/documents/\(ordinal)", cookie: one.officer)
        #expect(answer.status == 200, "\(document["document"] ?? "") \(answer.text.prefix(300))")
      }
    }
  }

  @Test func `a hall without templates says so, and a printer that fails is told`() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await DossierInHall.open { one async throws in
      let code = try await one.accepted()
      let answer = try await one.hall.ask(
        "GET", "/api/dossiers/\(code)/documents/1", cookie: one.officer)
      #expect(answer.status == 503 && answer.code == "documents-missing")
    }
    let queue = try queue([])
    try await DossierInHall.open(papers: queue) { one async throws in
      let code = try await one.accepted()
      let state = try await outcome(one, code, 2)
      #expect(state["state"] as? String == "failed")
      #expect((state["why"] as? [String: String])?["vi"]?.isEmpty == false)
      #expect(try await one.file(code).json["state"] as? String == "accepted")
    }
  }

  @Test func `who may not read of the applicant gets a line for the hand`() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let queue = try queue()
    try await DossierInHall.open(papers: queue) { one async throws in
      let ticket = try await one.visit()
      let begun = try await one.begin(
        "accept",
        #","ticket":"\#(ticket)","name":"Tẩn A Sếnh","checked":[{"id":"don","finding":"complete"},{"id":"giay-to-quyen","finding":"complete"}]"#
      )
      let code = try #require(begun.json["code"] as? String, "\(begun.text)")
      let path = "/api/dossiers/\(code)/documents/2"
      let named = try await one.hall.ask("GET", path, cookie: one.officer)
      let nameless = try await one.hall.ask("GET", path, cookie: one.desk)
      #expect(named.status == 200 && nameless.status == 200)
      #expect(named.body != nameless.body)
      let supervisor = try await one.hall.cookie(.supervision)
      let acts = try await one.hall.ask(
        "GET", "/api/supervision/acts?dossier=\(code)", cookie: supervisor)
      let readers = (acts.json["acts"] as? [[String: Any]] ?? []).map { $0["by"] as? String }
      #expect(Set(readers) == ["officer:test-officer"])
    }
  }
}
