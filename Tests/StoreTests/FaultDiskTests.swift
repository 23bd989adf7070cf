import FaultDisk
import Testing

@testable import Store

/// The disk that the other tests rely on: that it loses what a real one may lose, and no more.
@Suite struct `The disk that fails` {
  private static let kilobyte = [UInt8](repeating: 7, count: 1_024)

  /// What a file holds after a power loss, for thirty ways in which chance may have it.
  private static func outcomes(
    _ change: (FaultDisk) throws -> Void
  ) throws -> [[UInt8]?] {
    try (1...30).map { seed in
      let disk = FaultDisk(seed: UInt64(seed))
      try change(disk)
      disk.cutPower()
      disk.powerOn()
      return disk.contents("/a")
    }
  }

  @Test func `what was not synced may be there, be gone or be torn at a sector`() throws {
    let outcomes = try Self.outcomes { disk in
      let file = try disk.open("/a", .makeNew)
      try file.sync()
      try file.write(Self.kilobyte, at: 0)
    }
    #expect(outcomes.contains([]))
    #expect(outcomes.contains(Self.kilobyte))
    #expect(outcomes.contains(Self.kilobyte[..<512] + [UInt8](repeating: 0, count: 512)))
    #expect(outcomes.allSatisfy { ($0?.count ?? -1) >= 0 })
  }

  @Test func `what was synced stays, whatever was written over other sectors since`() throws {
    let outcomes = try Self.outcomes { disk in
      let file = try disk.open("/a", .makeNew)
      try file.write(Self.kilobyte, at: 0)
      try file.sync()
      try file.write([9], at: 1_000)
    }
    #expect(outcomes.allSatisfy { $0?.prefix(512) == Self.kilobyte.prefix(512) })
    #expect(Set(outcomes.map { $0?[1_000] }) == [7, 9])
  }

  @Test func `a name is durable after a sync of its folder, or of anything later`() throws {
    func named(_ sync: (FaultDisk) throws -> Void) throws -> Set<Bool> {
      Set(
        try Self.outcomes { disk in
          try disk.open("/b", .makeNew).sync()
          try disk.rename("/b", to: "/a")
          try sync(disk)
        }.map { $0 != nil })
    }
    #expect(try named { _ in } == [true, false])
    #expect(try named { disk in try disk.syncNames(of: "/") } == [true])
    #expect(try named { disk in try disk.open("/c", .makeNew).sync() } == [true])
  }

  @Test func `the power goes at the operation that was named, and open files are dead after`()
    throws
  {
    let disk = FaultDisk(seed: 1)
    let file = try disk.open("/a", .makeNew)
    disk.cutPower(at: 3)
    try file.sync()
    #expect(throws: DiskError(5)) { try file.write([1], at: 0) }
    #expect(disk.isOff && disk.operations == 3)
    #expect(disk.struck == "write to /a")
    #expect(throws: DiskError(5)) { try file.read(at: 0, atMost: 1) }
    disk.powerOn()
    #expect(throws: DiskError(5)) { try file.write([1], at: 0) }
    try disk.open("/a", .readWrite).write([1], at: 0)
  }

  @Test func `a sync that failed is not made good by one that succeeds, until written again`()
    throws
  {
    func content(_ kind: FaultDisk.FailedSync, writesAgain: Bool) throws -> Set<[UInt8]?> {
      Set(
        try Self.outcomes { disk in
          let file = try disk.open("/a", .makeNew)
          try file.write([1], at: 0)
          disk.failSync(from: 1, kind)
          #expect(throws: DiskError(5)) { try file.sync() }
          if writesAgain { try file.write(try file.read(at: 0, atMost: 10), at: 0) }
          try file.sync()
        })
    }
    #expect(try content(.lost, writesAgain: false) == [[0]])
    #expect(try content(.lost, writesAgain: true) == [[1]])
    #expect(try content(.kept, writesAgain: false) == [[1]])
  }

  @Test func `a disk that lies keeps nothing for certain`() throws {
    let outcomes = try Self.outcomes { disk in
      let file = try disk.open("/a", .makeNew)
      disk.setLying(true)
      try file.write([1], at: 0)
      try file.sync()
    }
    #expect(Set(outcomes) == [nil, [], [0], [1]])
  }

  @Test func `a full disk lets nothing grow and changes what is there`() throws {
    let disk = FaultDisk(seed: 1)
    let file = try disk.open("/a", .makeNew)
    try file.write([1, 2], at: 0)
    disk.setFull(true)
    #expect(throws: DiskError(28)) { try file.write([3, 4], at: 1) }
    #expect(throws: DiskError(28)) { try disk.open("/b", .makeNew) }
    try file.write([5], at: 1)
    disk.setFull(false)
    try file.write([3, 4], at: 1)
    #expect(disk.contents("/a") == [1, 3, 4])
  }

  @Test func `the same seed loses the same, and a copy goes its own way`() throws {
    func lost(_ seed: UInt64) throws -> [UInt8]? {
      let disk = FaultDisk(seed: UInt64(seed))
      let file = try disk.open("/a", .makeNew)
      try file.sync()
      try file.write([UInt8](repeating: 1, count: 20_000), at: 0)
      let copy = disk.copy(seed: seed)
      copy.cutPower()
      copy.powerOn()
      try file.sync()
      #expect(disk.contents("/a")?.count == 20_000)
      return copy.contents("/a")
    }
    #expect(try lost(3) == lost(3))
    #expect(try Set((1...20).map { try lost($0) }).count > 5)
  }

  @Test func `a killed process leaves its files and takes its locks along`() throws {
    let disk = FaultDisk(seed: 1)
    let lock = try disk.lock("/lock")
    try disk.open("/a", .makeNew).write([1], at: 0)
    #expect(throws: DiskError(11)) { try disk.lock("/lock") }
    disk.killProcess()
    _ = try disk.lock("/lock")
    #expect(disk.contents("/a") == [1])
    #expect(throws: DiskError(5)) { try lock.sync() }
  }
}
