import Dossiers
import FaultDisk
import Testing
import Ticketing

@testable import Store

/// The power goes while a spare machine takes over, at each operation in turn.
@Suite struct `A spare machine without power` {
  @Test func `it never gives a number before its series were moved on, and can begin again`()
    async throws
  {
    let (first, at) = try await Self.diskWithBackup()
    let trial = first.copy(seed: 0)
    let before = trial.operations
    try Self.restore(trial, at: at)
    let operations = trial.operations - before
    #expect(operations > 20)
    var named = 0
    // The last ones a few times over: there chance decides whether the name has come to the disk.
    for (seed, operation) in (Array(1...operations) + Array(repeating: operations, count: 8))
      .enumerated()
    {
      let disk = first.copy(seed: UInt64(seed))
      disk.cutPower(at: disk.operations + operation)
      #expect(throws: (any Error).self) { try Self.restore(disk, at: at) }
      disk.powerOn()
      if disk.exists("/spare/hall.sqlite") {
        named += 1
      } else {
        try Self.restore(disk, at: at)
      }
      let answer = try await Self.nextNumber(disk, "/spare", at: at)
      #expect(answer == "A053", "cut at \(operation) of \(operations)")
      let data = try HallData("/spare", on: disk)
      #expect(try data.verifyLog().isWhole)
      #expect(try data.checkRebuild().isClean)
    }
    #expect(named > 0 && named < operations, "both ends were met")
  }

  @Test func `a restore that does not move them gives a number twice: the check can fail`()
    async throws
  {
    let (disk, at) = try await Self.diskWithBackup()
    _ = try HallData.restore(from: "/backup.sqlite", to: "/spare", on: disk)
    #expect(try await Self.nextNumber(disk, "/spare", at: at) == "A003")
  }

  /// A backup with two numbers, after which the lost machine gave some more.
  private static func diskWithBackup() async throws -> (FaultDisk, Moment) {
    let disk = FaultDisk(seed: 7)
    let now = Moment.at("2026-03-02T08:00")
    let store = try open(disk, "/lost", at: now)
    for _ in 1...2 { try await issue(store, at: now) }
    _ = try await store.backup(to: "/backup.sqlite")
    try await issue(store, at: now)
    await store.stop()
    return (disk, now.adding(seconds: 600))
  }

  private static func restore(_ disk: FaultDisk, at moment: Moment) throws {
    _ = try HallData.restore(
      from: "/backup.sqlite", to: "/spare",
      moving: SeriesMove(ahead: 50, at: moment, by: .test), on: disk)
  }

  private static func nextNumber(_ disk: FaultDisk, _ folder: String, at moment: Moment)
    async throws -> String?
  {
    let store = try open(disk, folder, at: moment)
    let label = try await issue(store, at: moment)
    await store.stop()
    return label
  }

  @discardableResult
  private static func issue(_ store: HallStore, at moment: Moment) async throws -> String? {
    let request = HallRequest(
      .issue(TicketRequest(errand: "dat-dai")), by: .test, at: moment)
    return try await store.submit(request).visit?.label
  }

  private static func open(_ disk: FaultDisk, _ folder: String, at moment: Moment) throws
    -> HallStore
  {
    var options = StoreOptions.quiet
    options.disk = disk
    return try HallStore.open(
      folder: folder, identity: HallInTest.identity, plan: .test, at: moment, options: options)
  }
}
