import Foundation
import Glibc

/// A machine that misbehaves on command: `Faults/faults.c`, preloaded into the daemon.
final class Faults: Sendable {
  /// The words of the shared control file, in their order.
  enum Word: Int, Sendable {
    /// Microseconds added to the wall clock.
    case clockOffset
    /// The nth flush of the database from now on fails with EIO.
    case failSyncIn
    /// Microseconds each flush takes longer.
    case syncDelay
    /// 1: nothing can be written beneath the data folder.
    case noSpace
    /// Microseconds by which the -wal reaches its file late, whatever was flushed.
    case lateWAL
    case syncs
    /// 1: what lies beneath the data folder can be read only.
    case readOnly
    /// 1: a flush of the database does not return.
    case hangSync
  }

  let folder: TemporaryFolder
  private let control: Int32

  init() throws {
    folder = try TemporaryFolder("faults")
    control = open(folder.path + "/control", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard control >= 0, ftruncate(control, 4_096) == 0 else {
      throw Trouble("the faults' control file cannot be made")
    }
    _ = try Self.library.get()
  }

  deinit { close(control) }

  func set(_ word: Word, _ value: Int64) {
    var value = value
    pwrite(control, &value, 8, word.rawValue * 8)
  }

  func get(_ word: Word) -> Int64 {
    var value: Int64 = 0
    pread(control, &value, 8, word.rawValue * 8)
    return value
  }

  /// What the daemon's environment needs.
  func environment(data: String) throws -> [String: String] {
    [
      "LD_PRELOAD": try Self.library.get().path + "/faults.so",
      "HALLD_FAULTS": folder.path + "/control", "HALLD_FAULTS_BENEATH": data,
    ]
  }

  /// Compiled once for all tests.
  private static let library = Result<TemporaryFolder, any Error> {
    let made = try TemporaryFolder("shim")
    let source = Project.folder + "/Tests/SystemTests/Faults/faults.c"
    let compiled = try run(
      "/usr/bin/cc",
      ["-shared", "-fPIC", "-O2", "-o", made.path + "/faults.so", source, "-ldl", "-lpthread"])
    guard compiled.ending == .exit(0) else { throw Trouble(compiled.errors) }
    return made
  }
}
