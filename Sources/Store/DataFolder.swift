internal import Foundation
internal import Glibc
internal import Synchronization

/// The files of a hall's data: database, lock, secret; readable by their owner alone.
struct DataFolder: Sendable {
  let path: String

  var database: String { path + "/hall.sqlite" }
  var writeAheadLog: String { database + "-wal" }
  var secret: String { path + "/secret.key" }
  var lock: String { path + "/halld.lock" }

  /// Opens the folder, making it (0700) when there is none.
  static func open(_ path: String) throws(StoreFailure) -> DataFolder {
    if FileManager.default.fileExists(atPath: path) { return DataFolder(path: path) }
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    } catch {
      throw StoreFailure(
        .files, "The data folder \(path) cannot be made: \(error.localizedDescription).")
    }
    // The folder's own name is durable before anything in it is.
    let parent = URL(fileURLWithPath: path).standardizedFileURL.deletingLastPathComponent()
    try sync(parent.path)
    return DataFolder(path: path)
  }

  var holdsDatabase: Bool { FileManager.default.fileExists(atPath: database) }

  /// Makes the names in the folder durable, as fsync on a file does not.
  func syncNames() throws(StoreFailure) {
    try Self.sync(path)
  }

  /// Brings a file, or the names of a folder, to the disk.
  static func sync(_ path: String) throws(StoreFailure) {
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("open", path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure("sync", path) }
  }

  /// Writes a small file so that it is whole or absent at any moment: new, sync, rename, sync.
  func replace(_ file: String, with bytes: [UInt8]) throws(StoreFailure) {
    let fresh = file + ".new"
    unlink(fresh)
    let descriptor = Glibc.open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Self.failure("make", fresh) }
    defer { close(descriptor) }
    try Self.write(bytes, to: descriptor, at: 0, of: fresh)
    guard fsync(descriptor) == 0 else { throw Self.failure("sync", fresh) }
    guard rename(fresh, file) == 0 else { throw Self.failure("name", file) }
    try syncNames()
  }

  /// Writes all bytes at an offset of an open file.
  static func write(
    _ bytes: [UInt8], to descriptor: Int32, at offset: Int, of file: String
  ) throws(StoreFailure) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        pwrite(
          descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done, offset + done)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw failure("write", file) }
      done += count
    }
  }

  static func failure(_ verb: String, _ path: String) -> StoreFailure {
    let number = errno
    return StoreFailure(
      number == ENOSPC || number == EDQUOT ? .diskFull : .files,
      "Could not \(verb) \(path): \(String(cString: strerror(number))).")
  }
}

/// The lock that keeps two processes out of one data folder; held until released or the process
/// ends, however it ends.
final class FolderLock: Sendable {
  private let descriptor: Mutex<Int32?>

  /// - Throws: `inUse`, naming the process that has the folder.
  init(_ folder: DataFolder) throws(StoreFailure) {
    let file = Glibc.open(folder.lock, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw DataFolder.failure("open", folder.lock) }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      let owner = Self.owner(of: folder)
      close(file)
      throw StoreFailure(
        .inUse,
        "The data folder \(folder.path) is in use by process \(owner ?? "unknown"). "
          + "Stop that halld, or ask it through its socket.")
    }
    ftruncate(file, 0)
    let text = Array("\(getpid())\n".utf8)
    _ = text.withUnsafeBytes { pwrite(file, $0.baseAddress, $0.count, 0) }
    descriptor = Mutex(file)
  }

  func release() {
    let file = descriptor.withLock { file in
      defer { file = nil }
      return file
    }
    if let file { close(file) }
  }

  deinit {
    release()
  }

  /// The process named in the lock file.
  private static func owner(of folder: DataFolder) -> String? {
    guard let text = try? String(contentsOfFile: folder.lock, encoding: .utf8) else { return nil }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    return digits.isEmpty ? nil : String(digits)
  }
}
