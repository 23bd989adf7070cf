import Dossiers
import Foundation
import Testing
import Ticketing

@testable import Store

/// The form of the log is a promise to every later release.
///
/// With HALLD_WRITE_GOLDEN=1 in the environment files that do not exist yet are written; an
/// existing one is never changed: another form is another version.
@Suite struct `The log's form` {
  @Test(arguments: sampleEvents.indices)
  func `each event is written exactly as its golden file, and read back as itself`(index: Int)
    throws
  {
    let (name, event) = sampleEvents[index]
    let (kind, version) = event.stored
    #expect(name.hasPrefix(kind))
    let body = try EventCodec.body(of: event)
    try Golden.compare(body, with: "\(name).\(version).json")
    let row = LogRow(
      seq: 1, recordedAt: 0, occurredAt: 0, day: "", actor: "", kind: kind, version: version,
      subject: "", body: body)
    #expect(try row.event() == event)
  }

  @Test(arguments: sampleRecords.indices)
  func `each row about the log itself has its golden file`(index: Int) throws {
    let (name, record) = sampleRecords[index]
    #expect(name == record.kind.rawValue)
    try Golden.compare(record.body, with: "\(name).\(record.kind.version).json")
    let read = try StoreRecord(
      record.kind, version: record.kind.version, body: record.body, seq: 1)
    #expect(read == record)
  }

  @Test func `no kind is without a golden file`() {
    let events = Set(sampleEvents.map(\.event.kind))
    #expect(events == Set(EventKind.allCases))
    let steps = Set(sampleEvents.map(\.event.stored.kind))
    #expect(steps.isSuperset(of: DossierStep.Kind.all.map(\.name)))
    #expect(Set(sampleRecords.map(\.record.kind)) == Set(RecordKind.allCases))
  }

  @Test func `keys ascend, so that the same event always has the same bytes`() throws {
    for (name, event) in sampleEvents {
      let body = try EventCodec.body(of: event)
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any], "\(name)")
      let text = String(decoding: body, as: UTF8.self)
      let places = object.keys.sorted().compactMap { text.range(of: "\"\($0)\":")?.lowerBound }
      #expect(places.count == object.count, "\(name)")
      #expect(places == places.sorted(), "\(name)")
    }
  }

  @Test func `an event of a newer version stops the start with a sentence`() {
    let failure = #expect(throws: StoreFailure.self) {
      try EventCodec.event(.ticketExpired, version: 2, body: Array(#"{"ticket":1}"#.utf8), seq: 9)
    }
    #expect(failure?.code == .newerData)
    #expect(
      failure?.sentence
        == "The log's row 9 is a ticket.expired of version 2; this halld reads version 1. "
        + "Use a newer halld.")
  }

  @Test(arguments: [
    ("", "{ missing at byte 0"),
    ("{", "\" missing at byte 1"),
    (#"{"ticket":}"#, "not a whole number at byte 10"),
    (#"{"ticket":1"#, "} missing at byte 11"),
    (#"{"ticket":"1"}"#, "ticket is not a whole number"),
    (#"{"ticket":99999999999999999999}"#, "not a whole number at byte 30"),
    (#"{"other":1}"#, "no ticket"),
    (#"{"ticket":null}"#, "no ticket"),
    (#"{"ticket":tru}"#, "unknown word at byte 10"),
    (#"{"ticket":"\ud800"}"#, "unknown escape at byte 13"),
    (#"{"ticket":[1"#, "object or list without an end at byte 12"),
  ])
  func `a broken body is named, not guessed at`(body: String, reason: String) {
    let failure = #expect(throws: StoreFailure.self) {
      try EventCodec.event(.ticketExpired, version: 1, body: Array(body.utf8), seq: 9)
    }
    #expect(failure?.code == .damaged)
    #expect(
      failure?.sentence == "The log's row 9, a ticket.expired, cannot be read: \(reason).")
  }

  @Test func `what a reader may find in a text comes through whole`() throws {
    let officer = "Nguyễn \"Tùng\" \\ \u{1}\n\t Đ 👍🏽 \u{7f}"
    let event = HallEvent.counterOpened(CounterOpened(counter: "1", officer: officer))
    let body = try EventCodec.body(of: event)
    #expect(try EventCodec.event(.counterOpened, version: 1, body: body, seq: 1) == event)
    let object = try JSONSerialization.jsonObject(with: Data(body)) as? [String: String]
    #expect(object?["officer"] == officer, "any other program reads the same")
  }

  @Test func `JSON of another writer is read too`() throws {
    let body = #"{"counter":"1","extra":{"a":[1,"}"]},"officer":"t\u00f9ng\/\n","x":[]}"#
    let event = try EventCodec.event(.counterOpened, version: 1, body: Array(body.utf8), seq: 1)
    #expect(event == .counterOpened(CounterOpened(counter: "1", officer: "tùng/\n")))
  }
}

/// Files beside the tests that fix a form.
enum Golden {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Golden")

  static func compare(_ bytes: [UInt8], with name: String) throws {
    let file = folder.appendingPathComponent(name)
    if !FileManager.default.fileExists(atPath: file.path),
      ProcessInfo.processInfo.environment["HALLD_WRITE_GOLDEN"] == "1"
    {
      try Data(bytes + [0x0A]).write(to: file)
    }
    let golden = try String(contentsOf: file, encoding: .utf8)
    #expect(golden == String(decoding: bytes, as: UTF8.self) + "\n", "\(name)")
  }
}
