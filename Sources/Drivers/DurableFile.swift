internal import Glibc

/// Writes whole files that are either there, complete and on the disk, or not there at all.
enum DurableFile {
  /// What the system refused, with its own words.
  struct Failure: Error, Hashable {
    var call: String
    var code: Int32

    var isNoSpace: Bool { code == ENOSPC || code == EDQUOT }
    var words: String { unsafe String(cString: strerror(code)) }
  }

  /// The name under which a file is written before it gets its own.
  static func temporaryName(_ name: String) -> String { ".\(name).tmp" }

  /// Writes under a temporary name, syncs, renames, syncs the folder.
  ///
  /// A crash leaves the temporary file at most; after a failure it is removed.
  static func write(_ bytes: [UInt8], named name: String, in folder: String) throws(Failure) {
    let temporary = "\(folder)/\(temporaryName(name))"
    do throws(Failure) {
      try write(bytes, to: temporary)
      try check("rename", unsafe rename(temporary, "\(folder)/\(name)"))
    } catch {
      unsafe unlink(temporary)
      throw error
    }
    do throws(Failure) {
      try sync(folder)
    } catch {
      // Not surely on the disk, so it must not be seen as printed either.
      unsafe unlink("\(folder)/\(name)")
      throw error
    }
  }

  /// Makes a folder and those above it; one that is there already is fine.
  static func makeFolder(_ path: String) throws(Failure) {
    if unsafe mkdir(path, 0o750) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
      throw Failure(call: "mkdir", code: errno)
    }
    try makeFolder(String(path[..<slash]))
    if unsafe mkdir(path, 0o750) != 0, errno != EEXIST { throw Failure(call: "mkdir", code: errno) }
  }

  private static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640)
    try check("open", file)
    defer { close(file) }
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(file, buffer.baseAddress?.advanced(by: written), bytes.count - written)
      }
      if count < 0, errno == EINTR { continue }
      try check("write", Int32(clamping: count))
      written += count
    }
    try check("fsync", fsync(file))
  }

  private static func sync(_ folder: String) throws(Failure) {
    let handle = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    try check("open", handle)
    defer { close(handle) }
    try check("fsync", fsync(handle))
  }

  private static func check(_ call: String, _ result: Int32) throws(Failure) {
    guard result >= 0 else { throw Failure(call: call, code: errno) }
  }
}
