internal import Glibc
internal import Synchronization

/// The machine's own disk.
public struct RealDisk: Disk {
  public init() {}

  public var vfs: String? { nil }

  public func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  public func makeFolder(_ path: String) throws(DiskError) {
    guard mkdir(path, 0o700) == 0 else { throw DiskError(errno) }
  }

  public func open(_ path: String, _ access: DiskAccess) throws(DiskError) -> any DiskFile {
    let flags =
      switch access {
      case .read: O_RDONLY
      case .readWrite: O_RDWR
      case .makeNew: O_RDWR | O_CREAT | O_EXCL
      }
    return try RealFile(path, flags)
  }

  public func lock(_ path: String) throws(DiskError) -> any DiskFile {
    let file = try RealFile(path, O_RDWR | O_CREAT)
    try file.lock()
    return file
  }

  public func rename(_ path: String, to other: String) throws(DiskError) {
    guard Glibc.rename(path, other) == 0 else { throw DiskError(errno) }
  }

  public func remove(_ path: String) throws(DiskError) {
    guard unlink(path) == 0 else { throw DiskError(errno) }
  }

  public func syncNames(of folder: String) throws(DiskError) {
    let names = try RealFile(folder, O_RDONLY | O_DIRECTORY)
    defer { names.close() }
    try names.sync()
  }

  public func random(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }
}

extension DiskError {
  var isMissing: Bool { code == ENOENT }
  /// Another process has the lock.
  var isTaken: Bool { code == EWOULDBLOCK }
  var isFull: Bool { code == ENOSPC || code == EDQUOT }
  /// What the system calls it, such as `Permission denied`.
  var reason: String { String(cString: strerror(code)) }
}

/// A descriptor that is closed once.
private final class RealFile: DiskFile {
  private let descriptor: Mutex<Int32>

  init(_ path: String, _ flags: Int32) throws(DiskError) {
    let file = Glibc.open(path, flags | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw DiskError(errno) }
    descriptor = Mutex(file)
  }

  deinit { close() }

  func read(at offset: Int, atMost count: Int) throws(DiskError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var done = 0
    while done < count {
      let read = bytes.withUnsafeMutableBytes { buffer in
        pread(file, buffer.baseAddress.map { $0 + done }, count - done, offset + done)
      }
      if read < 0 && errno == EINTR { continue }
      guard read >= 0 else { throw DiskError(errno) }
      if read == 0 { break }
      done += read
    }
    return Array(bytes[..<done])
  }

  func write(_ bytes: [UInt8], at offset: Int) throws(DiskError) {
    var done = 0
    while done < bytes.count {
      let written = bytes.withUnsafeBytes { buffer in
        pwrite(file, buffer.baseAddress.map { $0 + done }, buffer.count - done, offset + done)
      }
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { throw DiskError(written < 0 ? errno : EIO) }
      done += written
    }
  }

  func truncate(to size: Int) throws(DiskError) {
    guard ftruncate(file, size) == 0 else { throw DiskError(errno) }
  }

  func sync() throws(DiskError) {
    guard fsync(file) == 0 else { throw DiskError(errno) }
  }

  func lock() throws(DiskError) {
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else { throw DiskError(errno) }
  }

  func close() {
    let open = descriptor.withLock { descriptor in
      defer { descriptor = -1 }
      return descriptor
    }
    if open >= 0 { _ = Glibc.close(open) }
  }

  private var file: Int32 { descriptor.withLock { $0 } }
}
