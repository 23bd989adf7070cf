import Foundation
import GRDB
import Testing
import Ticketing

@testable import Store

@Suite struct `Backup and restore` {
  @Test func `a backup taken while numbers are given is whole and holds every earlier one`()
    async throws
  {
    let hall = try HallInTest()
    for _ in 0..<20 { try await hall.issue() }
    let file = hall.folder + "-backup.sqlite"
    defer { Self.remove(file) }
    let store = hall.store
    let request = HallRequest(.issue(TicketRequest(errand: "dat-dai")), by: .test, at: hall.now)
    async let busy: Int = Self.keepIssuing(store, request)
    let report = try await store.backup(to: file)
    let given = try await busy
    #expect(report.rows >= 22)
    #expect(report.hasSecret)
    #expect(given > 0)
    #expect(try Files.mode(file) == 0o600)
    #expect(try Files.mode(file + ".key") == 0o600)
    #expect(!Files.exists(file + "-wal"), "a backup is one file")
    #expect(!Files.exists(file + ".new"))
  }

  @Test func `what is restored goes on where the backup ended, with the same tokens`()
    async throws
  {
    let hall = try HallInTest()
    let key = IdempotencyKey(scope: "tickets", key: "a", body: [])
    let ticket = try #require(try await hall.issue(key: key).ticket)
    let token = hall.store.tokens.token(of: ticket)
    let file = hall.folder + "-backup.sqlite"
    defer { Self.remove(file) }
    _ = try await hall.store.backup(to: file)
    try await hall.issue()

    let folder = HallInTest.freshFolder()
    let report = try HallData.restore(from: file, to: folder)
    #expect(report.rows == 3)
    let restored = try HallInTest(folder: folder)
    #expect(restored.store.tokens.ticket(of: token) == ticket)
    #expect(try await restored.issue(key: key).repeated)
    #expect(try await restored.issue().visit?.label == "A002")
    #expect(try await restored.store.verifyLog().isWhole)
  }

  @Test func `a restore refuses a running daemon, a used folder and a damaged backup`()
    async throws
  {
    let hall = try HallInTest()
    try await hall.issue()
    let file = hall.folder + "-backup.sqlite"
    defer { Self.remove(file) }
    _ = try HallData(hall.folder).backup(to: file)

    #expect(Self.refusal(file, hall.folder)?.code == .inUse)
    await hall.store.stop()
    #expect(Self.refusal(file, hall.folder)?.code == .folder)
    let empty = HallInTest.freshFolder()
    defer { try? FileManager.default.removeItem(atPath: empty) }
    #expect(Self.refusal(file + "-none", empty)?.code == .files)

    let queue = try DatabaseQueue(path: file)
    try await queue.write { db in
      try db.execute(
        sql: "DROP TRIGGER log_is_not_changed; UPDATE log SET actor = 'x' WHERE seq = 2")
    }
    try queue.close()
    let failure = Self.refusal(file, empty)
    #expect(failure?.code == .damaged)
    #expect(failure?.sentence.contains("Row 2 does not fit its hash") == true)
    #expect(!Files.exists(empty + "/hall.sqlite"))
  }

  @Test func `a backup never replaces a file`() async throws {
    let hall = try HallInTest()
    let file = hall.folder + "-backup.sqlite"
    defer { Self.remove(file) }
    _ = try await hall.store.backup(to: file)
    let before = try Files.bytes(file)
    await #expect(throws: StoreFailure.self) { _ = try await hall.store.backup(to: file) }
    #expect(try Files.bytes(file) == before)
  }

  @Test func `a damaged hall gives no backup`() async throws {
    let hall = try HallInTest()
    try await hall.issue()
    await hall.store.stop()
    try hall.tamper { db in try db.execute(sql: "UPDATE log SET actor = 'x' WHERE seq = 2") }
    let file = hall.folder + "-backup.sqlite"
    let failure = #expect(throws: StoreFailure.self) {
      try HallData(hall.folder).backup(to: file)
    }
    #expect(failure?.code == .damaged)
    #expect(!Files.exists(file) && !Files.exists(file + ".new"))
  }

  private static func refusal(_ file: String, _ folder: String) -> StoreFailure? {
    do throws(StoreFailure) {
      _ = try HallData.restore(from: file, to: folder)
      return nil
    } catch {
      return error
    }
  }

  private static func keepIssuing(_ store: HallStore, _ request: HallRequest) async throws -> Int {
    for _ in 0..<100 { _ = try await store.submit(request) }
    return 100
  }

  private static func remove(_ file: String) {
    for path in [file, file + ".key"] { try? FileManager.default.removeItem(atPath: path) }
  }
}
