import Foundation
import GRDB
import Testing
import Ticketing

@testable import Store

@Suite struct `A repeated request` {
  private static let body = Array(#"{"errand":"dat-dai"}"#.utf8)
  private static func key(
    _ key: String = "k-1", scope: String = "POST /api/tickets", body: [UInt8] = body
  ) -> IdempotencyKey {
    IdempotencyKey(scope: scope, key: key, body: body)
  }

  @Test(arguments: [
    (key(), "A001", true),
    (key("k-2"), "A003", false),
    (key(scope: "POST /api/dossiers"), "A003", false),
  ])
  func `same key and body give the same number; another key or route another one`(
    second: IdempotencyKey, label: String, repeated: Bool
  ) async throws {
    let hall = try HallInTest()
    let first = try await hall.issue(key: Self.key())
    try await hall.issue()
    #expect(!first.repeated)
    let answer = try await hall.issue(key: second)
    #expect(answer.visit?.label == label)
    #expect(answer.repeated == repeated)
  }

  @Test func `same key and another body are refused, and nothing is written`() async throws {
    let hall = try HallInTest()
    try await hall.issue(key: Self.key())
    let before = try hall.count("log")
    await #expect(throws: StoreError.keyReused) {
      try await hall.issue(key: Self.key(body: Array(#"{"errand":"ho-tich"}"#.utf8)))
    }
    #expect(try hall.count("log") == before)
  }

  @Test func `the repeat is the stored answer with the present print state`() async throws {
    let hall = try HallInTest()
    try await hall.issue()
    let first = try await hall.issue(key: Self.key())
    let job = try #require(first.job)
    #expect(job.state == .queued)
    try await hall.ask(.slip(job.id, .sending(printer: "entrance")))
    try await hall.ask(.slip(job.id, .printed(printer: "entrance")))
    hall.wait(seconds: 30)
    let again = try await hall.issue(key: Self.key())
    #expect(again.recorded == first.recorded)
    #expect(again.ahead == 1)
    #expect(again.estimatedWaitSeconds == first.estimatedWaitSeconds)
    #expect(again.job?.id == job.id)
    #expect(again.job?.state == .printed(printer: "entrance"))
  }

  @Test func `it is answered after a restart, and on the next day too`() async throws {
    let hall = try HallInTest()
    let first = try await hall.issue(key: Self.key())
    try await hall.restart()
    let again = try await hall.issue(key: Self.key())
    #expect(again.repeated)
    #expect(again.recorded == first.recorded)
    #expect(again.visit?.label == "A001")
    hall.wait(seconds: 86_400)
    let nextDay = try await hall.issue(key: Self.key())
    #expect(nextDay.recorded == first.recorded)
    await #expect(throws: StoreError.keyReused) {
      try await hall.issue(key: Self.key(body: []))
    }
  }

  @Test func `it is forgotten two days later, a bounded number at a time`() async throws {
    let hall = try HallInTest()
    for number in 0..<30 { try await hall.issue(key: Self.key("first-\(number)")) }
    hall.wait(seconds: 86_400)
    try await hall.issue(key: Self.key("second"))
    #expect(try hall.count("idempotency") == 31)
    hall.wait(seconds: 86_400)
    try await hall.issue(key: Self.key("third"))
    #expect(try hall.count("idempotency") == 2)
    let again = try await hall.issue(key: Self.key("first-0"))
    #expect(!again.repeated)
    #expect(try await hall.issue(key: Self.key("second")).repeated)
  }

  @Test func `a refusal is not remembered`() async throws {
    let hall = try HallInTest()
    await #expect(throws: StoreError.refused(.unknownErrand("khong-co"))) {
      try await hall.issue("khong-co", key: Self.key())
    }
    #expect(try await hall.issue("dat-dai", key: Self.key()).repeated == false)
  }

  @Test func `two at the same moment get one number`() async throws {
    let hall = try HallInTest()
    let request = HallRequest(
      .issue(TicketRequest(errand: "dat-dai")), by: .test, at: hall.now, key: Self.key())
    let answers = try await withThrowingTaskGroup(of: HallAnswer.self) { group in
      for _ in 0..<16 {
        group.addTask { [store = hall.store] in try await store.submit(request) }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(Set(answers.compactMap(\.ticket)).count == 1)
    #expect(answers.filter { !$0.repeated }.count == 1)
    #expect(try hall.count("tickets") == 1)
  }

  @Test func `a dossier taken in twice by the same request exists once`() async throws {
    let hall = try HallInTest()
    let command = HallCommand.intake(nil, nil, .atCounter(hall.now))
    let key = Self.key(scope: "POST /api/dossiers")
    let first = try await hall.ask(command, key: key)
    let again = try await hall.ask(command, key: key)
    #expect(again.repeated)
    #expect(again.dossier == first.dossier)
    #expect(try hall.count("dossiers") == 1)
  }
}
