import Foundation
import GRDB
import Testing
import Ticketing

@testable import Store

@Suite struct `The log` {
  @Test func `its first row names centre and hall`() throws {
    let hall = try HallInTest()
    let first = try #require(try hall.store.events(after: 0).first)
    #expect(first.seq == 1)
    #expect(first.kind == "log.opened")
    #expect(first.body == #"{"centre":"Trung tâm thử","hall":"Sảnh 1","utcOffsetSeconds":25200}"#)
    #expect(first.event == nil)
  }

  @Test(arguments: [
    "UPDATE log SET actor = 'x' WHERE seq = 1", "DELETE FROM log WHERE seq = 1",
    "DELETE FROM log", "UPDATE log SET seq = 99 WHERE seq = 1",
  ])
  func `no row is changed or deleted`(statement: String) throws {
    let hall = try HallInTest()
    let error = #expect(throws: DatabaseError.self) {
      try hall.store.pool.write { db in try db.execute(sql: statement) }
    }
    #expect(error?.message == "the log is append-only")
  }

  @Test(arguments: [
    ("UPDATE log SET recordedAt = recordedAt + 1 WHERE seq = 3", 3),
    ("UPDATE log SET occurredAt = occurredAt - 1 WHERE seq = 3", 3),
    ("UPDATE log SET day = '2026-03-03' WHERE seq = 3", 3),
    ("UPDATE log SET actor = 'officer:lan' WHERE seq = 4", 4),
    ("UPDATE log SET kind = 'ticket.expired' WHERE seq = 3", 3),
    ("UPDATE log SET version = 2 WHERE seq = 3", 3),
    ("UPDATE log SET subject = 'ticket:4' WHERE seq = 3", 3),
    ("UPDATE log SET body = replace(body, 'A001', 'A009') WHERE seq = 3", 3),
    ("UPDATE log SET hash = zeroblob(32) WHERE seq = 3", 3),
    ("DELETE FROM log WHERE seq = 3", 3),
    ("DELETE FROM log WHERE seq = 1", 1),
    ("DELETE FROM log WHERE seq = (SELECT max(seq) FROM log)", 6),
    ("UPDATE log SET actor = actor || kind, kind = '' WHERE seq = 4", 4),
    (
      """
      INSERT INTO log SELECT 99, recordedAt, occurredAt, day, actor, kind, version, subject, body,
        hash FROM log WHERE seq = 3
      """, 7
    ),
  ])
  func `whatever is changed afterwards is found, at the first row`(change: String, seq: Int64)
    async throws
  {
    let hall = try await Self.withFourNumbers()
    await hall.store.stop()
    #expect(try HallData(hall.folder).verifyLog() == LogVerdict(rows: 6, problem: nil))
    try hall.tamper { db in try db.execute(sql: change) }
    let verdict = try HallData(hall.folder).verifyLog()
    #expect(verdict.problem?.seq == seq)
  }

  @Test func `a byte that moves from one field to the next is found`() async throws {
    let row = LogRow(
      seq: 1, recordedAt: 0, occurredAt: 0, day: "2026-03-02", actor: "ab", kind: "c",
      version: 1, subject: "s", body: [])
    var moved = row
    moved.actor = "a"
    moved.kind = "bc"
    #expect(row.chained(to: LogRow.origin) != moved.chained(to: LogRow.origin))
  }

  @Test func `the hash is SHA-256 over the length-prefixed fields and the hash before`() {
    let row = LogRow(
      seq: 1, recordedAt: 2, occurredAt: 3, day: "2026-03-02", actor: "system",
      kind: "day.closed", version: 1, subject: "day:2026-03-02", body: Array("{}".utf8))
    // Computed apart with Python's hashlib, struct.pack('>Q') and 32 zero bytes.
    let expected = "9d08c2bc8fd2bb6483650e14ce6801efbbb1c61f568ea7a67ed4775a979822e4"
    let hash = row.chained(to: LogRow.origin).map { String(format: "%02x", $0) }.joined()
    #expect(hash == expected)
  }

  @Test func `events can be read after any sequence, so that a listener misses none`()
    async throws
  {
    let hall = try await Self.withFourNumbers()
    let all = try hall.store.events(after: 0)
    #expect(all.map(\.seq) == [1, 2, 3, 4, 5, 6])
    #expect(all.map(\.kind).suffix(2) == ["ticket.issued", "ticket.issued"])
    var seen: [LogEntry] = []
    while let next = try hall.store.events(after: seen.last?.seq ?? 0, limit: 2).nilIfEmpty {
      #expect(next.count <= 2)
      seen += next
    }
    #expect(seen == all)
    #expect(try hall.store.lastSeq() == 6)
  }

  @Test func `typed text and personal data never enter the log`() async throws {
    let hall = try HallInTest()
    let ticket = try #require(try await hall.issue().ticket)
    try await hall.ask(.openCounter("1", officer: "tung"))
    try await hall.ask(.call("1", ticket, reason: "bà cụ rất mệt"))
    try await hall.ask(.start("1"))
    try await hall.ask(
      .intake("1", ticket, .atCounter(hall.now)),
      personal: PersonalData(name: "Lò Thị Mai", phone: "0912345678"))
    let calls = try hall.store.outOfTurnCalls(on: day("2026-03-02"))
    #expect(calls.map(\.reason) == ["bà cụ rất mệt"])
    #expect(calls.map(\.label) == ["A001"])
    for entry in try hall.store.events(after: 0) {
      for word in ["mệt", "Mai", "0912345678"] { #expect(!entry.body.contains(word)) }
    }
  }

  /// Row 1 opens the log, row 2 the day, 3 to 6 are numbers.
  private static func withFourNumbers() async throws -> HallInTest {
    let hall = try HallInTest()
    for _ in 0..<4 { try await hall.issue() }
    return hall
  }
}

extension Array {
  fileprivate var nilIfEmpty: Array? { isEmpty ? nil : self }
}
