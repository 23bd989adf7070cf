import FaultDisk
import Foundation
import GRDB
import Testing

@testable import Store

/// Whatever the store does on the disk, the power may go at each of its operations.
@Suite struct `Power cuts` {
  /// In how many ways chance may have it at each operation; more in the long tests.
  private static let chances: UInt64 = isLong ? 20 : 1
  private static let isLong = ProcessInfo.processInfo.environment["HALLD_SOAK"] != nil

  /// The power goes at every operation; milder faults strike every third, in the long tests every one.
  private static func some(of operations: Int) -> StrideThrough<Int> {
    isLong
      ? stride(from: 1, through: operations, by: 1)
      : stride(from: 1 + operations % 3, through: operations, by: 3)
  }

  @Test(arguments: StoragePath.all)
  func `the power goes at every operation, and nothing that was answered is lost`(
    path: StoragePath
  ) async throws {
    let (before, disk, operations) = try await path.prepare(seed: 1)
    #expect(operations > 0)
    for cut in 1...operations {
      for seed in 0..<Self.chances {
        let (hall, error) = await path.walk(
          on: disk, promised: before.promises, seed: seed + UInt64(cut) * 100
        ) { $0.cutPower(at: cut) }
        #expect(
          hall.disk.isOff,
          "operation \(cut) of \(operations) never came: \(String(describing: error))")
        let struck = hall.disk.struck
        hall.loseThePower()
        let wrongs = await path.wrongs(hall)
        #expect(wrongs.isEmpty, "cut at \(cut) (\(struck)), seed \(seed)")
      }
    }
  }

  @Test(arguments: StoragePath.all, FaultDisk.FailedSync.allCases)
  func `a sync fails at an operation, and later ones lie: nothing that was answered is lost`(
    path: StoragePath, kind: FaultDisk.FailedSync
  ) async throws {
    let (before, disk, operations) = try await path.prepare(seed: 2)
    for operation in Self.some(of: operations) {
      let (hall, error) = await path.walk(
        on: disk, promised: before.promises, seed: UInt64(operation)
      ) { $0.failSync(from: operation, kind) }
      let struck = hall.disk.struck
      #expect(error == nil || !struck.isEmpty)
      // The process ends and is started again on the same machine, whose page cache lies.
      hall.disk.mend()
      hall.die()
      let first = await path.wrongs(hall, stops: false)
      #expect(first.isEmpty, "after \(operation) (\(struck))")
      // What was true then is true after the power has gone as well.
      hall.loseThePower()
      let second = await path.wrongs(hall)
      #expect(second.isEmpty, "after \(operation) (\(struck)) and a power loss")
    }
  }

  @Test(arguments: StoragePath.all)
  func `any operation fails once, and nothing that was answered is lost`(
    path: StoragePath
  ) async throws {
    let (before, disk, operations) = try await path.prepare(seed: 3)
    for operation in Self.some(of: operations) {
      let (hall, _) = await path.walk(
        on: disk, promised: before.promises, seed: UInt64(operation)
      ) { $0.fail(operation..<operation + 1) }
      let struck = hall.disk.struck
      hall.disk.mend()
      hall.die()
      let wrongs = await path.wrongs(hall)
      #expect(wrongs.isEmpty, "failed at \(operation) (\(struck))")
    }
  }

  @Test(arguments: StoragePath.all)
  func `the disk is full from any operation on, and the hall goes on when there is room`(
    path: StoragePath
  ) async throws {
    let (before, disk, operations) = try await path.prepare(seed: 4)
    for operation in Self.some(of: operations) {
      let (hall, error) = await path.walk(
        on: disk, promised: before.promises, seed: UInt64(operation)
      ) { $0.fill(operation..<Int.max) }
      #expect(Self.saysFull(error), "full from \(operation): \(String(describing: error))")
      #expect(hall.fatalities.isEmpty, "full from \(operation): \(hall.fatalities)")
      hall.disk.mend()
      hall.die()
      let wrongs = await path.wrongs(hall)
      #expect(wrongs.isEmpty, "full from \(operation)")
    }
  }

  private static func saysFull(_ error: (any Error)?) -> Bool {
    guard let error else { return true }
    return error as? StoreError == .diskFull || (error as? StoreFailure)?.code == .diskFull
  }
}

/// What would go wrong on the same paths if the store or the disk did less than they do.
@Suite struct `Power cuts are noticed` {
  /// How many of a path's operations lose something when the power goes at them.
  private static func losses(_ path: StoragePath) async throws -> Int {
    let (before, disk, operations) = try await path.prepare(seed: 1)
    var losses = 0
    for cut in 1...operations {
      for seed in [1, 2] as [UInt64] {
        let (hall, _) = await path.walk(
          on: disk, promised: before.promises, seed: UInt64(cut) * 100 + seed
        ) { $0.cutPower(at: cut) }
        hall.loseThePower()
        if await !path.wrongs(hall).isEmpty { losses += 1 }
      }
    }
    return losses
  }

  private static func path(
    _ path: @escaping @Sendable (HallOnDisk) async throws -> Void
  ) -> StoragePath {
    StoragePath(name: "numbers", before: StoragePath.stopped(StoragePath.aDay), path: path)
  }

  @Test func `nothing is lost as it is, and something when commits are not synced`() async throws {
    func numbers(_ synchronous: String) async throws -> Int {
      try await Self.losses(
        Self.path { hall in
          try hall.open()
          try await hall.opened().pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = \(synchronous)")
          }
          for _ in 0..<4 { try await hall.issue() }
        })
    }
    #expect(try await numbers("FULL") == 0)
    #expect(try await numbers("NORMAL") > 0)
  }

  @Test func `something is lost on a disk whose syncs lie`() async throws {
    let losses = try await Self.losses(
      Self.path { hall in
        hall.disk.setLying(true)
        try hall.open()
        for _ in 0..<4 { try await hall.issue() }
      })
    #expect(losses > 0)
  }

  @Test func `something is lost by a door that shows a number before its answer`() async throws {
    let losses = try await Self.losses(
      Self.path { hall in
        try hall.open()
        for number in 3...6 {
          hall.made(.number("A00\(number)"))
          try await hall.issue()
        }
      })
    #expect(losses > 0)
  }

  @Test(arguments: [(true, false), (false, true)])
  func `a start that trusts the page cache loses what a failed sync did not write`(
    rewrites: Bool, loses: Bool
  ) async throws {
    let path = Self.path { hall in
      try hall.open()
      for _ in 0..<4 { try await hall.issue() }
    }
    let (before, disk, operations) = try await path.prepare(seed: 5)
    var losses = 0
    for operation in 1...operations {
      let (hall, _) = await path.walk(
        on: disk, promised: before.promises, seed: UInt64(operation)
      ) { $0.failSync(from: operation, .lost) }
      hall.disk.mend()
      hall.die()
      if !rewrites { hall.options.disk = TrustingDisk(disk: hall.disk) }
      _ = await path.wrongs(hall, stops: false)
      hall.loseThePower()
      if await !path.wrongs(hall).isEmpty { losses += 1 }
    }
    #expect((losses > 0) == loses)
  }
}

/// Finds no write-ahead log when the start wants to rewrite it.
private struct TrustingDisk: Disk {
  let disk: FaultDisk

  var vfs: String? { disk.vfs }
  func exists(_ path: String) -> Bool { disk.exists(path) }
  func makeFolder(_ path: String) throws(DiskError) { try disk.makeFolder(path) }
  func open(_ path: String, _ access: DiskAccess) throws(DiskError) -> any DiskFile {
    if path.hasSuffix("-wal") { throw DiskError(2) }
    return try disk.open(path, access)
  }
  func lock(_ path: String) throws(DiskError) -> any DiskFile { try disk.lock(path) }
  func rename(_ path: String, to other: String) throws(DiskError) {
    try disk.rename(path, to: other)
  }
  func remove(_ path: String) throws(DiskError) { try disk.remove(path) }
  func syncNames(of folder: String) throws(DiskError) { try disk.syncNames(of: folder) }
  func random(_ count: Int) -> [UInt8] { disk.random(count) }
}
