import Dossiers
import Foundation
import Testing
import Ticketing

@testable import Store
@testable import halld

@Suite struct `Fuzzing what halld itself has written` {
  @Test func `a row of the log is read as it was written, or named as damaged`() async throws {
    try await Fuzzer(
      name: "events",
      words: [
        #""ticket":1"#, #""counter":"1""#, #""day":"2026-11-21""#, "null", "true", "[", "{", "}",
        #""\u00e0""#, #""number":9223372036854775807"#, ",", ":", #""state":"printed""#,
      ] + EventKind.allCases.map(\.rawValue) + RecordKind.allCases.map(\.rawValue),
      more: try Self.golden(), check: Self.row
    ).run()
  }

  /// The golden files as rows: kind and version, then the body.
  private static func golden() throws -> [[UInt8]] {
    let folder = Corpus.project + "/Tests/StoreTests/Golden"
    return try FileManager.default.contentsOfDirectory(atPath: folder).sorted().compactMap { name in
      let parts = name.split(separator: ".")
      guard parts.count == 4, parts[3] == "json" else { return nil }
      // `ticket.issued-pad.1.json` is a kind, which example of it, and the version.
      let kind = "\(parts[0]).\(parts[1].split(separator: "-")[0])"
      let body = try Corpus.shipped("Tests/StoreTests/Golden/\(name)")
      return Array("\(kind) \(parts[2])\n".utf8) + body.dropLast()
    }
  }

  @Sendable private static func row(_ input: [UInt8]) throws {
    let cut = input.firstIndex(of: 0x0A) ?? input.endIndex
    let head = String(decoding: input[..<cut], as: UTF8.self).split(separator: " ").map(String.init)
    guard head.count == 2, let version = Int(head[1]) else { return }
    var row = LogRow(
      seq: 7, recordedAt: 0, occurredAt: 0, day: "2026-11-21", actor: "kiosk:kiosk-1",
      kind: head[0], version: version, subject: "ticket:7", body: Array(input[cut...].dropFirst()))
    do {
      guard let event = try row.event() else { return try record(row) }
      let body = try EventCodec.body(of: event)
      row.body = body
      let again = try row.event()
      try demand(again == event, "written again: \(String(decoding: body, as: UTF8.self))")
      _ = (event.subject(at: 7), event.movesBoards, event.queuesSlip)
    } catch let failure as StoreFailure {
      try demand([.damaged, .newerData].contains(failure.code), "\(failure.code)")
      try demand(failure.sentence.contains("row 7"), failure.sentence)
      try demand(failure.sentence.utf8.count < 600, "\(failure.sentence.utf8.count) bytes")
    }
  }

  private static func record(_ row: LogRow) throws {
    guard let kind = RecordKind(rawValue: row.kind) else { return }
    let record = try StoreRecord(kind, version: row.version, body: row.body, seq: 7)
    let again = try StoreRecord(kind, version: row.version, body: record.body, seq: 7)
    try demand(again == record, "written again: \(record)")
  }

  @Test func `what the command line asks is a request or none`() async throws {
    try await Fuzzer(
      name: "control",
      words: [
        #"{"confirmClock":{}}"#, #"{"backup":{"file":"/tmp/x"}}"#, "addAccount", "addDevice",
        #""counters":["1"]"#, #""role":"officer""#, "null", "[", "{", #"{"devices":{}}"#,
        #"{"testPrint":{"printer":"slips"}}"#, #""day":"2026-11-21""#, "printCheckpoint",
      ]
    ) { input in
      guard let request = try? JSONDecoder().decode(ControlRequest.self, from: Data(input)) else {
        return
      }
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys]
      let once = try encoder.encode(request)
      let again = try encoder.encode(JSONDecoder().decode(ControlRequest.self, from: once))
      try demand(once == again, String(decoding: once, as: UTF8.self))
    }.run()
  }

  @Test func `worked examples are counted, each passed or failed`() async throws {
    let book = RegulationFolder.read(regulations: Corpus.project + "/Config/regulations").book
    try await Fuzzer(
      name: "examples", longest: 4_096, slowest: 3,
      words: [
        "\"op\":\"dueDate\"", "\"op\":\"workingMinutes\"", "\"days\":20", "\"centre\":\"HU\"",
        "\"params\":{}", "\"sessions\":{}", "\"calendar\":{\"holidays\":[]}",
        "\"2026-02-28T23:59\"",
        "\"9999-12-31\"", "\"1600-01-01T00:00\"", "\"days\":9223372036854775807",
        "[[\"07:30\",\"11:30\"]]",
      ],
      more: [try Corpus.shipped("Tests/HalldTests/Rules/examples.json")]
    ) { input in
      do throws(RulesVerification.BadFile) {
        let outcome = try RulesVerification(examples: input, by: book)
        guard outcome.report.hasSuffix("\(outcome.passed) passed, \(outcome.failed) failed\n")
        else { throw .init(sentence: "BUG") }
      } catch {
        try demand(error.sentence != "BUG" && error.sentence.contains(" / "), error.sentence)
      }
    }.run()
  }
}
