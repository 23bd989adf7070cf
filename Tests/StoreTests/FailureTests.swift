import FaultDisk
import Foundation
import GRDB
import Testing
import Ticketing

@testable import Store

@Suite struct `When the disk fails` {
  @Test func `a full disk refuses the batch for certain, and the next one is taken again`()
    async throws
  {
    try await withDisk { hall, disk, fatal in
      try await hall.issue()
      let before = try await hall.hall()
      disk.setFull(true)
      await #expect(throws: StoreError.diskFull) { try await hall.issue() }
      #expect(hall.store.health.isDiskFull)
      #expect(try await hall.hall() == before, "the private state is that of the disk")
      disk.setFull(false)
      #expect(try await hall.issue().visit?.label == "A002", "the number was not used up")
      #expect(!hall.store.health.isDiskFull)
      #expect(fatal.all.isEmpty)
      try await Self.expectWhole(hall)
    }
  }

  @Test func `SQLite's own full database does the same`() async throws {
    let hall = try HallInTest()
    try await hall.issue()
    try await hall.store.pool.writeWithoutTransaction { db in
      let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
      try db.execute(sql: "PRAGMA max_page_count = \(pages + 1)")
    }
    var given = 1
    var refused = 0
    for _ in 0..<200 where refused < 3 {
      do throws(StoreError) {
        try await hall.issue(key: IdempotencyKey(scope: "t", key: UUID().uuidString, body: []))
        given += 1
      } catch {
        #expect(error == .diskFull)
        refused += 1
      }
    }
    #expect(refused == 3)
    try await hall.store.pool.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA max_page_count = 1000000")
    }
    let next = try await hall.issue()
    #expect(next.visit?.number == given + 1)
    try await Self.expectWhole(hall)
  }

  @Test(arguments: [(FaultDisk.FailedSync.lost, "A002"), (.kept, "A003")])
  func `a failed commit is answered unknown and ends the process; the next start tells`(
    kind: FaultDisk.FailedSync, next: String
  ) async throws {
    try await withDisk { hall, disk, fatal in
      try await hall.issue()
      disk.failSync(from: disk.operations + 1, kind)
      await #expect(throws: StoreError.unknownOutcome) { try await hall.issue() }
      await hall.store.stop()
      #expect(fatal.all.map(\.code) == [.database])
      await #expect(throws: StoreError.stopped) { try await hall.issue() }
      disk.cutPower()
      disk.powerOn()
      try hall.reopen()
      #expect(try await hall.issue().visit?.label == next)
      try await Self.expectWhole(hall)
    }
  }

  @Test func `a failed commit beside the hall ends the process as well`() async throws {
    try await withDisk { hall, disk, fatal in
      disk.failSync(from: disk.operations + 1, .lost)
      await #expect(throws: StoreError.unknownOutcome) {
        try await hall.store.put(
          Account(name: "tung", role: "officer", counters: [], passwordHash: "x"), by: .test,
          at: hall.now)
      }
      await hall.store.stop()
      #expect(fatal.all.count == 1)
    }
  }

  @Test func `whoever waits behind a failed commit hears that the store has stopped`()
    async throws
  {
    let disk = FaultDisk(seed: 1)
    var options = StoreOptions.on(disk)
    options.batchLimit = 1
    let hall = try HallInTest(folder: "/hall", options: options)
    try await hall.issue()
    disk.failSync(from: disk.operations + 1, .lost)
    let answers = await withTaskGroup(of: StoreError?.self) { group in
      for _ in 0..<10 {
        let request = HallRequest(
          .issue(TicketRequest(errand: "dat-dai")), by: .test, at: hall.now)
        group.addTask { [store = hall.store] in
          do throws(StoreError) {
            _ = try await store.submit(request)
            return nil
          } catch {
            return error
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(answers.filter { $0 == .unknownOutcome }.count == 1)
    #expect(answers.filter { $0 == .stopped }.count == 9)
    await hall.store.stop()
  }

  @Test func `more than the queue holds is turned away, and all the rest is answered`()
    async throws
  {
    var options = StoreOptions.quiet
    options.queueLimit = 4
    options.batchLimit = 2
    let hall = try HallInTest(options: options)
    let answers = await withTaskGroup(of: StoreError?.self) { group in
      for _ in 0..<200 {
        let request = HallRequest(
          .issue(TicketRequest(errand: "dat-dai")), by: .test, at: hall.now)
        group.addTask { [store = hall.store] in
          do throws(StoreError) {
            _ = try await store.submit(request)
            return nil
          } catch {
            return error
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    let given = answers.filter { $0 == nil }.count
    #expect(answers.allSatisfy { $0 == nil || $0 == .busy })
    #expect(try hall.count("tickets") == given)
    try await Self.expectWhole(hall)
  }

  @Test func `a foreign lock on the database is waited for, then answered busy`() async throws {
    let hall = try HallInTest()
    try await hall.store.pool.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA busy_timeout = 50")
    }
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(
      path: hall.folder + "/hall.sqlite", configuration: configuration)
    try await other.writeWithoutTransaction { db in try db.execute(sql: "BEGIN IMMEDIATE") }
    await #expect(throws: StoreError.busy) { try await hall.issue() }
    try await other.writeWithoutTransaction { db in try db.execute(sql: "ROLLBACK") }
    #expect(try await hall.issue().visit?.label == "A001")
  }

  private func withDisk(
    _ body: (HallInTest, FaultDisk, Notes<StoreFailure>) async throws -> Void
  ) async throws {
    let disk = FaultDisk(seed: 1)
    let fatal = Notes<StoreFailure>()
    var options = StoreOptions.on(disk)
    options.onFatal = { fatal.add($0) }
    try await body(HallInTest(folder: "/hall", options: options), disk, fatal)
  }

  private static func expectWhole(_ hall: HallInTest) async throws {
    #expect(try await hall.store.verifyLog().isWhole)
    let report = try await hall.store.checkRebuild()
    #expect(report.isClean, "\(report.differences)")
  }
}
