import Dossiers
import Foundation
import Testing

@testable import halld

@Suite struct `Worked examples` {
  static let examples = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("examples.json").path

  static func verify(_ text: String) throws -> RulesVerification {
    try RulesVerification(examples: Array(text.utf8), by: ShippedConfig.rules.book)
  }

  static func example(
    id: String = "X-1", centre: String = "LC", given: String, expect: String
  ) -> String {
    #"[{"id":"\#(id)","centre":"\#(centre)","given":{\#(given)},"expect":{\#(expect)}}]"#
  }

  @Test func `every example of the operations we know holds`() throws {
    let bytes = try RulesVerification.contents(of: Self.examples)
    let verification = try RulesVerification(examples: bytes, by: ShippedConfig.rules.book)
    #expect(verification.report == "99 passed, 0 failed\n")
  }

  @Test func `examples never seen before hold too, worked out by another program`() throws {
    let path = URL(fileURLWithPath: Self.examples).deletingLastPathComponent()
      .appendingPathComponent("variants.json").path
    let verification = try RulesVerification(
      examples: try RulesVerification.contents(of: path), by: ShippedConfig.rules.book)
    #expect(verification.report == "191 passed, 0 failed\n")
  }

  @Test func `every operation is asked for by an example`() throws {
    let text = String(decoding: try RulesVerification.contents(of: Self.examples), as: UTF8.self)
    for operation in ExampleOperation.allCases where operation != .reportDay {
      #expect(text.contains("\"op\": \"\(operation.rawValue)\""), "\(operation)")
    }
  }

  @Test func `a mismatch is told with its id, and counted`() throws {
    let bytes = try RulesVerification.contents(of: Self.examples)
    let wrong = String(decoding: bytes, as: UTF8.self)
      .replacingOccurrences(
        of: #""dueAt": "2026-03-07T11:00""#, with: #""dueAt": "2026-03-07T17:00""#)
    let verification = try Self.verify(wrong)
    #expect(verification.failed > 0 && verification.passed + verification.failed == 99)
    #expect(verification.report.contains("D-13: dueAt: "))
    #expect(verification.report.hasSuffix("passed, \(verification.failed) failed\n"))
  }

  @Test(arguments: [
    (
      example(given: #""op":"fortune""#, expect: #""x":1"#),
      "X-1: không biết phép tính «fortune» / unknown operation fortune"
    ),
    (
      example(
        given: #""op":"dueDate","acceptedAt":"2026-03-02T09:00","days":5,"params":{"moon":"full"}"#,
        expect: #""dueDate":"2026-03-09""#),
      "X-1: không biết tham số «moon» / unknown parameter moon"
    ),
    (
      example(
        given: #""op":"isOpen","at":"2026-03-02T09:00","moon":"full""#, expect: #""working":true"#),
      "X-1: không biết khóa «moon» / unknown key moon"
    ),
    (
      example(
        given: #""op":"isOpen","at":"2026-03-02T09:00","calendar":{"feasts":[]}"#,
        expect: #""working":true"#),
      "X-1: không biết khóa «feasts» / unknown key feasts"
    ),
    (
      example(
        given: #""op":"processMinutes","path":"II.2 with a song""#, expect: #""minutes":1"#),
      "X-1: không đọc được «path» / \"path\" cannot be read"
    ),
    (
      example(
        given: #""op":"courierRound","readyAt":"2026-03-02T09:00""#, expect: #""round":"x""#),
      "X-1: bị từ chối: no-courier-rounds / refused: no-courier-rounds"
    ),
    (
      example(
        centre: "XX", given: #""op":"isOpen","at":"2026-03-02T09:00""#, expect: #""working":true"#),
      "X-1: không có quy chế của «XX» / no regulation of XX"
    ),
    (
      example(
        given: #""op":"dueDate","acceptedAt":"2026-03-02T09:00","days":99999"#,
        expect: #""dueDate":"2026-03-09""#),
      "X-1: bị từ chối: term-out-of-range / refused: term-out-of-range"
    ),
    (
      example(
        given: #""op":"dossierCode","receivedOn":"2026-03-02","ordinal":10000"#,
        expect: #""code":"x""#),
      "X-1: bị từ chối: codes-used-up / refused: codes-used-up"
    ),
    (
      example(given: #""op":"isOpen","at":"tomorrow""#, expect: #""working":true"#),
      "X-1: không đọc được «at» / \"at\" cannot be read"
    ),
    (
      example(
        given: #""op":"isOpen","at":"2026-03-02T09:00","sessions":{"monFri":[["9","8"]]}"#,
        expect: #""working":true"#),
      "X-1: không đọc được «monFri» / \"monFri\" cannot be read"
    ),
    (
      example(given: #""op":"isOpen","at":"2026-03-02T09:00""#, expect: ""),
      "X-1: thiếu «expect» / \"expect\" is missing"
    ),
    (
      example(given: #""op":"isOpen","at":"2026-03-02T09:00""#, expect: #""closed":true"#),
      "X-1: closed: không có trong kết quả / is not part of the answer"
    ),
    ("[7]", "#1: thiếu «centre» / \"centre\" is missing"),
  ])
  func `an example that cannot be worked out fails by name`(text: String, line: String) throws {
    #expect(try Self.verify(text).report == "\(line)\n0 passed, 1 failed\n")
  }

  @Test func `without sessions and calendar of its own an example goes by the centre's`() throws {
    // Tết 2026 stands in the shipped calendar, and Huế's Saturday in its regulation.
    let tet = Self.example(
      given: #""op":"dueDate","acceptedAt":"2026-02-12T09:00","days":2"#,
      expect: #""dueDate":"2026-02-23""#)
    let saturday = Self.example(
      centre: "HU", given: #""op":"isOpen","at":"2026-03-07T08:00""#,
      expect: #""working":true,"transactions":true"#)
    #expect(try Self.verify(tet).report == "1 passed, 0 failed\n")
    #expect(try Self.verify(saturday).report == "1 passed, 0 failed\n")
  }

  @Test(arguments: ["", "{}", "[1,", "[{\"id\":1,\"id\":2}]", "null", "\u{FEFF}[]", "[[[[["])
  func `a file that holds no examples is refused as a whole`(text: String) {
    #expect(throws: RulesVerification.BadFile.self) { try Self.verify(text) }
  }

  @Test func `a file that is not there is refused as a whole`() {
    #expect(throws: RulesVerification.BadFile.self) {
      try RulesVerification.contents(of: "/does/not/exist.json")
    }
  }
}
