internal import Glibc

extension DataFolder {
  /// Writes the -wal file over itself and syncs it, before SQLite reads it.
  ///
  /// After a failed fsync the page cache may hold, and SQLite then believe, what the disk does
  /// not have: the kernel marks the pages clean and a later fsync succeeds without them.
  /// Making each page dirty again leaves one truth, on disk, before anything is answered.
  func rewriteWriteAheadLog() throws(StoreFailure) {
    let descriptor = Glibc.open(writeAheadLog, O_RDWR | O_CLOEXEC)
    if descriptor < 0 {
      guard errno == ENOENT else { throw Self.failure("open", writeAheadLog) }
      try syncNames()
      return
    }
    defer { close(descriptor) }
    var offset = 0
    var chunk = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let size = chunk.count
      let count = chunk.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, size, offset) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw Self.failure("read", writeAheadLog) }
      guard count > 0 else { break }
      try Self.write(Array(chunk[0..<count]), to: descriptor, at: offset, of: writeAheadLog)
      offset += count
    }
    guard fsync(descriptor) == 0 else { throw Self.failure("sync", writeAheadLog) }
    try syncNames()
  }
}
