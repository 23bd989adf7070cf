internal import CFaultDisk
public import Store
internal import Synchronization

/// A disk in memory that loses power, fills, fails and lies, as one seed has it.
///
/// Operations are counted: those that change something, from 1. A fault is set to strike at one
/// of them, so that a test can let it strike at each in turn. Many disks live side by side.
///
/// `@unchecked Sendable`: the C disk guards itself.
public final class FaultDisk: Disk, @unchecked Sendable {
  private let disk: OpaquePointer
  /// The name under which SQLite finds this disk.
  public let vfs: String?

  private static let made = Atomic<Int>(0)

  private static func freshName() -> String {
    "fault-\(made.add(1, ordering: .relaxed).newValue)"
  }

  /// An empty disk with a root folder.
  public init(seed: UInt64) {
    let name = Self.freshName()
    vfs = name
    disk = faultdisk_new(name, seed)
  }

  private init(copying other: FaultDisk, seed: UInt64) {
    let name = Self.freshName()
    vfs = name
    disk = faultdisk_copy(other.disk, name, seed)
  }

  deinit { faultdisk_free(disk) }

  /// Another disk with the same files, and with what of them is durable; without the faults.
  public func copy(seed: UInt64) -> FaultDisk { FaultDisk(copying: self, seed: seed) }

  // MARK: Faults

  /// How many operations have changed something, or tried to.
  public var operations: Int { Int(faultdisk_operations(disk)) }
  /// How many reads there were.
  public var reads: Int { Int(faultdisk_reads(disk)) }

  /// How often it has not done what it was asked: errors, no room, the power's end; not lies.
  public var faults: Int { Int(faultdisk_faults(disk)) }

  /// What the operation was at which the power went or a fault struck; empty before.
  public var struck: String {
    var text = [CChar](repeating: 0, count: 256)
    faultdisk_struck(disk, &text, text.count)
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// The power goes at this operation; everything fails from then on. `nil`: at once.
  public func cutPower(at operation: Int? = nil) {
    faultdisk_cut_power(disk, Int64(operation ?? max(operations, 1)))
  }

  public var isOff: Bool { faultdisk_is_off(disk) != 0 }

  /// Decides by the seed what has survived, sector by sector, and goes on with that.
  public func powerOn() { faultdisk_power_on(disk) }

  /// The process is killed: open files and locks are gone, and nothing else.
  public func killProcess() { faultdisk_kill(disk) }

  /// These operations fail with this errno, and so does nothing else; `nil` ends it.
  public func fail(_ operations: Range<Int>?, error: Int32 = 5) {
    faultdisk_fail(
      disk, Int64(operations?.lowerBound ?? 0), Int64(operations?.upperBound ?? 0), error)
  }

  /// These reads fail, counted as `reads` counts; `nil` ends it.
  public func failReads(_ reads: Range<Int>?) {
    faultdisk_fail_reads(disk, Int64(reads?.lowerBound ?? 0), Int64(reads?.upperBound ?? 0))
  }

  /// From one operation until another there is no room to make a file or to let one grow.
  public func fill(_ operations: Range<Int>?) {
    faultdisk_fill(disk, Int64(operations?.lowerBound ?? 0), Int64(operations?.upperBound ?? 0))
  }

  /// Whether there is no room from now on.
  public func setFull(_ isFull: Bool) { fill(isFull ? 0..<Int.max : nil) }

  /// What a failed sync leaves on the disk.
  public enum FailedSync: Sendable, Hashable, CaseIterable {
    /// Nothing, and no later sync makes up for it: the kernel holds the pages for clean.
    case lost
    /// Everything, though it said otherwise.
    case kept
  }

  /// The first sync at or after this operation fails, once; later ones say that all is well.
  public func failSync(from operation: Int, _ kind: FailedSync) {
    faultdisk_fail_sync(disk, Int64(max(operation, 1)), kind == .kept ? 1 : 0)
  }

  /// From now on the disk is a good one; what has happened has happened.
  public func mend() {
    fail(nil)
    failReads(nil)
    fill(nil)
    setLying(false)
    faultdisk_fail_sync(disk, 0, 0)
  }

  /// Whether syncs only say that they have synced.
  public func setLying(_ lies: Bool) { faultdisk_lie(disk, lies ? 1 : 0) }

  // MARK: Behind everybody's back

  /// What is in a file, without an operation; `nil` when there is none.
  public func contents(_ path: String) -> [UInt8]? {
    let size = faultdisk_peek(disk, path, nil, 0, 0)
    guard size >= 0 else { return nil }
    var bytes = [UInt8](repeating: 0, count: Int(size))
    _ = faultdisk_peek(disk, path, &bytes, bytes.count, 0)
    return bytes
  }

  /// Changes a file on the medium itself, as a dying disk or a forger does.
  public func damage(_ path: String, at offset: Int, _ bytes: [UInt8]) {
    _ = faultdisk_poke(disk, path, bytes, bytes.count, Int64(offset))
  }

  // MARK: The disk

  public func exists(_ path: String) -> Bool { faultdisk_exists(disk, path) != 0 }

  public func makeFolder(_ path: String) throws(DiskError) {
    try Self.check(faultdisk_make_folder(disk, path))
  }

  public func open(_ path: String, _ access: DiskAccess) throws(DiskError) -> any DiskFile {
    let how =
      switch access {
      case .read: FAULTDISK_READ
      case .readWrite: FAULTDISK_WRITE
      case .makeNew: FAULTDISK_WRITE | FAULTDISK_MAKE_NEW
      }
    var file: OpaquePointer?
    try Self.check(faultdisk_open(disk, path, Int32(how), &file))
    return try FaultFile(file)
  }

  public func lock(_ path: String) throws(DiskError) -> any DiskFile {
    var pointer: OpaquePointer?
    try Self.check(
      faultdisk_open(disk, path, Int32(FAULTDISK_WRITE | FAULTDISK_MAKE), &pointer))
    let file = try FaultFile(pointer)
    do {
      try file.lock()
    } catch {
      file.close()
      throw error
    }
    return file
  }

  public func rename(_ path: String, to other: String) throws(DiskError) {
    try Self.check(faultdisk_rename(disk, path, other))
  }

  public func remove(_ path: String) throws(DiskError) {
    try Self.check(faultdisk_remove(disk, path))
  }

  public func syncNames(of folder: String) throws(DiskError) {
    try Self.check(faultdisk_sync_names(disk, folder))
  }

  public func random(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: faultdisk_random(disk)) }
  }

  static func check(_ answer: Int32) throws(DiskError) {
    if answer < 0 { throw DiskError(-answer) }
  }
}

/// An open file of a `FaultDisk`.
///
/// `@unchecked Sendable`: the C disk guards itself; closing is guarded here.
private final class FaultFile: DiskFile, @unchecked Sendable {
  private let file: OpaquePointer
  private let isClosed = Atomic<Bool>(false)

  init(_ file: OpaquePointer?) throws(DiskError) {
    guard let file else { throw DiskError(5) }
    self.file = file
  }

  deinit { close() }

  func read(at offset: Int, atMost count: Int) throws(DiskError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let read = faultfile_read(file, &bytes, count, Int64(offset))
    guard read >= 0 else { throw DiskError(Int32(-read)) }
    return Array(bytes.prefix(Int(read)))
  }

  func write(_ bytes: [UInt8], at offset: Int) throws(DiskError) {
    try FaultDisk.check(faultfile_write(file, bytes, bytes.count, Int64(offset)))
  }

  func truncate(to size: Int) throws(DiskError) {
    try FaultDisk.check(faultfile_truncate(file, Int64(size)))
  }

  func sync() throws(DiskError) { try FaultDisk.check(faultfile_sync(file)) }

  func lock() throws(DiskError) { try FaultDisk.check(faultfile_lock(file)) }

  func close() {
    guard !isClosed.exchange(true, ordering: .relaxed) else { return }
    faultfile_close(file)
  }
}
