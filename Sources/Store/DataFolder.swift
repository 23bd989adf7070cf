internal import Foundation
internal import Glibc
internal import Synchronization

/// The files of a hall's data: database, lock, secret; readable by their owner alone.
struct DataFolder: Sendable {
  let path: String
  let disk: any Disk

  init(path: String, disk: any Disk = RealDisk()) {
    self.path = path
    self.disk = disk
  }

  var database: String { path + "/hall.sqlite" }
  var writeAheadLog: String { database + "-wal" }
  var secret: String { path + "/secret.key" }
  var lock: String { path + "/halld.lock" }

  /// The database as SQLite opens it.
  var sqlitePath: String { disk.sqlitePath(database) }

  /// Opens the folder, making it (0700) when there is none.
  static func open(
    _ path: String, on disk: any Disk = RealDisk()
  ) throws(StoreFailure) -> DataFolder {
    if disk.exists(path) { return DataFolder(path: path, disk: disk) }
    var missing = [URL(fileURLWithPath: path).standardizedFileURL]
    while let first = missing.last, first.path != "/" {
      let parent = first.deletingLastPathComponent()
      if disk.exists(parent.path) { break }
      missing.append(parent)
    }
    do throws(DiskError) {
      // A folder's own name is durable before anything in it is.
      for folder in missing.reversed() {
        try disk.makeFolder(folder.path)
        try disk.syncNames(of: folder.deletingLastPathComponent().path)
      }
    } catch {
      throw StoreFailure(
        error.isFull ? .diskFull : .files,
        "The data folder \(path) cannot be made: \(error.reason).")
    }
    return DataFolder(path: path, disk: disk)
  }

  var holdsDatabase: Bool { disk.exists(database) }

  /// Makes the names in the folder durable, as fsync on a file does not.
  func syncNames() throws(StoreFailure) {
    try told("sync", path) { () throws(DiskError) in try disk.syncNames(of: path) }
  }

  /// Brings a file to the disk.
  func sync(_ file: String) throws(StoreFailure) {
    try told("sync", file) { () throws(DiskError) in try disk.sync(file) }
  }

  /// Writes a small file so that it is whole or absent at any moment: new, sync, rename, sync.
  func replace(_ file: String, with bytes: [UInt8]) throws(StoreFailure) {
    let fresh = file + ".new"
    try told("write", fresh) { () throws(DiskError) in
      try disk.removeIfThere(fresh)
      let new = try disk.open(fresh, .makeNew)
      defer { new.close() }
      try new.write(bytes, at: 0)
      try new.sync()
    }
    try rename(fresh, to: file)
    try syncNames()
  }

  func rename(_ file: String, to name: String) throws(StoreFailure) {
    try told("name", name) { () throws(DiskError) in try disk.rename(file, to: name) }
  }

  /// Whether a new file finds no room. SQLite says only that it cannot open one.
  var hasNoRoom: Bool {
    let probe = path + "/room"
    do throws(DiskError) {
      try disk.removeIfThere(probe)
      let file = try disk.open(probe, .makeNew)
      defer { file.close() }
      try file.write([0], at: 0)
      try disk.remove(probe)
      return false
    } catch {
      return error.isFull
    }
  }

  /// What the disk refuses, as a sentence: what could not be done, to what, why.
  func told<T>(
    _ verb: String, _ path: String, _ body: () throws(DiskError) -> T
  ) throws(StoreFailure) -> T {
    do throws(DiskError) {
      return try body()
    } catch {
      throw StoreFailure(
        error.isFull ? .diskFull : .files, "Could not \(verb) \(path): \(error.reason).")
    }
  }
}

/// The lock that keeps two processes out of one data folder; held until released or the process
/// ends, however it ends.
final class FolderLock: Sendable {
  private let file: any DiskFile

  /// - Throws: `inUse`, naming the process that has the folder.
  init(_ folder: DataFolder) throws(StoreFailure) {
    do throws(DiskError) {
      file = try folder.disk.lock(folder.lock)
    } catch {
      guard error.isTaken else {
        throw StoreFailure(
          error.isFull ? .diskFull : .files, "Could not open \(folder.lock): \(error.reason).")
      }
      throw StoreFailure(
        .inUse,
        "The data folder \(folder.path) is in use by process "
          + "\(Self.owner(of: folder) ?? "unknown"). "
          + "Stop that halld, or ask it through its socket.")
    }
    // Who has it is for the sentence above; the lock holds without it.
    try? file.truncate(to: 0)
    try? file.write(Array("\(getpid())\n".utf8), at: 0)
  }

  func release() { file.close() }

  /// The process named in the lock file.
  private static func owner(of folder: DataFolder) -> String? {
    guard let bytes = try? folder.disk.contents(folder.lock) else { return nil }
    let digits = String(decoding: bytes, as: UTF8.self).prefix { $0.isASCII && $0.isNumber }
    return digits.isEmpty ? nil : String(digits)
  }
}
