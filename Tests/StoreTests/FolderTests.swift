import Foundation
import GRDB
import Testing
import Ticketing

@testable import Store

@Suite struct `The data folder` {
  @Test func `commits are durable: WAL and FULL on the writer, whatever GRDB sets`() throws {
    let hall = try HallInTest()
    let settings = try hall.store.pool.writeWithoutTransaction { db in
      try ["synchronous", "journal_mode", "secure_delete"].map {
        try String.fetchOne(db, sql: "PRAGMA \($0)")
      }
    }
    #expect(settings == ["2", "wal", "1"])
  }

  @Test func `a connection that does not sync is refused at start`() throws {
    let hall = try HallInTest()
    let failure = #expect(throws: StoreFailure.self) {
      try hall.store.pool.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA synchronous = NORMAL")
        try HallDatabase.assertDurable(db, hall.store.folder)
      }
    }
    #expect(failure?.sentence.contains("synchronous is 1 and not 2 (FULL)") == true)
  }

  @Test func `two daemons never share it, and the sentence names the first`() async throws {
    let hall = try HallInTest()
    let failure = #expect(throws: StoreFailure.self) { try hall.reopen() }
    #expect(failure?.code == .inUse)
    #expect(
      failure?.sentence
        == "The data folder \(hall.folder) is in use by process \(getpid()). "
        + "Stop that halld, or ask it through its socket.")
    await hall.store.stop()
    try hall.reopen()
  }

  @Test func `the data of another hall are refused`() async throws {
    let hall = try HallInTest()
    await hall.store.stop()
    let failure = #expect(throws: StoreFailure.self) {
      try HallStore.open(
        folder: hall.folder, identity: HallIdentity(centre: "Huế", hall: "Sảnh 1"), plan: .test,
        at: hall.now)
    }
    #expect(failure?.code == .otherHall)
    #expect(failure?.sentence.hasPrefix("This data belongs to Trung tâm thử, Sảnh 1") == true)
    try hall.reopen()
  }

  @Test func `a database of a newer release is refused, and nothing is changed`() async throws {
    let hall = try HallInTest()
    await hall.store.stop()
    try hall.tamper { db in
      try db.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('9 of the future')")
    }
    let before = try Files.bytes(hall.folder + "/hall.sqlite")
    let failure = #expect(throws: StoreFailure.self) { try hall.reopen() }
    #expect(failure?.code == .newerData)
    #expect(
      failure?.sentence
        == "The data folder \(hall.folder) was written by a newer halld. Install that release or "
        + "a later one; nothing was changed.")
    #expect(try Files.bytes(hall.folder + "/hall.sqlite") == before)
  }

  @Test func `an event of a newer release stops the start`() async throws {
    let hall = try HallInTest()
    try await hall.issue()
    await hall.store.stop()
    try hall.tamper { db in
      guard
        let last = try Row.fetchOne(db, sql: "SELECT \(LogRow.columns) FROM log WHERE seq = 3")
      else { return }
      var row = try LogRow(last)
      row.seq = 4
      row.kind = "ticket.folded"
      try db.execute(
        sql: """
          INSERT INTO log SELECT ?, recordedAt, occurredAt, day, actor, ?, version, subject, body, ?
          FROM log WHERE seq = 3
          """, arguments: [row.seq, row.kind, Data(row.chained(to: row.hash))])
    }
    let failure = #expect(throws: StoreFailure.self) { try hall.reopen() }
    #expect(failure?.code == .newerData)
  }

  @Test func `what is no database is refused with a sentence`() throws {
    let folder = HallInTest.freshFolder()
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data(repeating: 7, count: 8_192).write(
      to: URL(fileURLWithPath: folder + "/hall.sqlite"))
    let failure = #expect(throws: StoreFailure.self) { try HallInTest(folder: folder) }
    #expect(failure?.code == .damaged)
  }

  @Test func `folder, secret and lock are readable by their owner alone`() throws {
    let hall = try HallInTest()
    #expect(try Files.mode(hall.folder) == 0o700)
    #expect(try Files.mode(hall.folder + "/secret.key") == 0o600)
    #expect(try Files.mode(hall.folder + "/halld.lock") == 0o600)
  }

  @Test func `the start rewrites the write-ahead log in place, byte for byte`() async throws {
    let hall = try HallInTest()
    for _ in 0..<5 { try await hall.issue() }
    // As after a kill: the files are copied while the log is not in the database yet.
    let copy = HallInTest.freshFolder()
    try FileManager.default.copyItem(atPath: hall.folder, toPath: copy)
    let wal = copy + "/hall.sqlite-wal"
    let before = try Files.bytes(wal)
    let inode = try FileManager.default.attributesOfItem(atPath: wal)[.systemFileNumber] as? Int
    #expect(before.count > 0)
    try DataFolder.open(copy).rewriteWriteAheadLog()
    #expect(try Files.bytes(wal) == before)
    #expect(
      try FileManager.default.attributesOfItem(atPath: wal)[.systemFileNumber] as? Int == inode)
    let revived = try HallInTest(folder: copy)
    #expect(try await revived.issue().visit?.label == "A006")
  }

  @Test func `a start in a folder without a write-ahead log is no error`() throws {
    let folder = try DataFolder.open(HallInTest.freshFolder())
    defer { try? FileManager.default.removeItem(atPath: folder.path) }
    try folder.rewriteWriteAheadLog()
  }

  @Test func `the last recorded moment is known at the next start`() async throws {
    let hall = try HallInTest(at: "2026-03-02T08:00")
    #expect(hall.store.lastRecorded == nil)
    hall.wait(seconds: 90)
    try await hall.issue()
    try await hall.restart()
    #expect(hall.store.lastRecorded == .at("2026-03-02T08:01:30"))
  }

  @Test func `a new configuration is a row of the log and holds at once`() async throws {
    let hall = try HallInTest()
    try await hall.issue()
    var plan = HallPlan.test
    plan = HallPlan(
      centre: plan.centre, domains: plan.domains.filter { $0.id != "ho-tich" },
      errands: plan.errands.filter { $0.domain != "ho-tich" }, counters: plan.counters,
      calendar: plan.calendar, regulations: plan.regulations, centreCode: plan.centreCode)
    let author = Ticketing.Actor("technician:an")
    try await hall.store.load(plan: plan, fingerprint: "9f86d081", by: author, at: hall.now)
    await #expect(throws: StoreError.refused(.unknownErrand("ho-tich"))) {
      try await hall.issue("ho-tich")
    }
    let entry = try #require(try hall.store.events(after: 0).last)
    #expect(entry.kind == "configuration.loaded")
    #expect(entry.actor == author)
    #expect(entry.body == #"{"fingerprint":"9f86d081"}"#)
    try await hall.store.confirmClock(by: author, at: hall.now)
    #expect(try hall.store.events(after: 0).last?.kind == "clock.confirmed")
    #expect(try await hall.store.verifyLog().isWhole)
  }
}
