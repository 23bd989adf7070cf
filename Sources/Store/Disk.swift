/// The files below the store: all it does to a disk beside what SQLite does.
///
/// The daemon's is `RealDisk`. Tests and the simulated hall put one in its place that fails, and
/// that names a VFS of its own for SQLite, so that both see the same files.
public protocol Disk: Sendable {
  /// The name of the VFS with which SQLite opens this disk's files; `nil` is SQLite's own.
  var vfs: String? { get }

  func exists(_ path: String) -> Bool
  /// Makes one folder (0700); the one that holds it must be there.
  func makeFolder(_ path: String) throws(DiskError)
  func open(_ path: String, _ access: DiskAccess) throws(DiskError) -> any DiskFile
  /// Opens or makes a file and takes it for this process until it is closed or the process ends.
  ///
  /// - Throws: `DiskError.isTaken` when another one has it.
  func lock(_ path: String) throws(DiskError) -> any DiskFile
  /// Gives a file another name, in one step, in place of whatever had it.
  func rename(_ path: String, to other: String) throws(DiskError)
  func remove(_ path: String) throws(DiskError)
  /// Makes the names in a folder durable, as the sync of a file does not.
  func syncNames(of folder: String) throws(DiskError)
  /// Bytes that nobody can guess, for a secret.
  func random(_ count: Int) -> [UInt8]
}

/// How a file is opened.
public enum DiskAccess: Sendable, Hashable {
  /// To read what is there.
  case read
  /// To read and change what is there.
  case readWrite
  /// To make it, readable by its owner alone (0600); it may not be there yet.
  case makeNew
}

/// An open file; closed when told or when nobody has it any more.
public protocol DiskFile: Sendable {
  /// The bytes at an offset; fewer than asked for only at the end of the file.
  func read(at offset: Int, atMost count: Int) throws(DiskError) -> [UInt8]
  /// Writes all bytes.
  func write(_ bytes: [UInt8], at offset: Int) throws(DiskError)
  func truncate(to size: Int) throws(DiskError)
  /// Returns when what was written is on the disk.
  func sync() throws(DiskError)
  func close()
}

/// What the operating system answered.
public struct DiskError: Error, Sendable, Hashable {
  /// The system's `errno`.
  public let code: Int32

  public init(_ code: Int32) { self.code = code }
}

extension Disk {
  /// The path by which SQLite opens a file of this disk.
  func sqlitePath(_ path: String) -> String {
    vfs.map { "file:\(path)?vfs=\($0)" } ?? path
  }

  /// A whole file; `nil` when there is none.
  func contents(_ path: String) throws(DiskError) -> [UInt8]? {
    let file: any DiskFile
    do throws(DiskError) {
      file = try open(path, .read)
    } catch {
      if error.isMissing { return nil }
      throw error
    }
    defer { file.close() }
    var bytes: [UInt8] = []
    while true {
      let chunk = try file.read(at: bytes.count, atMost: 1 << 20)
      if chunk.isEmpty { return bytes }
      bytes += chunk
    }
  }

  /// Brings a file that was written by somebody else to the disk.
  func sync(_ path: String) throws(DiskError) {
    let file = try open(path, .readWrite)
    defer { file.close() }
    try file.sync()
  }

  /// Copies a file and brings the copy to the disk; its name still has to be synced.
  func copy(_ path: String, to new: String) throws(DiskError) {
    let source = try open(path, .read)
    defer { source.close() }
    let copy = try open(new, .makeNew)
    defer { copy.close() }
    var offset = 0
    while true {
      let chunk = try source.read(at: offset, atMost: 1 << 20)
      if chunk.isEmpty { break }
      try copy.write(chunk, at: offset)
      offset += chunk.count
    }
    try copy.sync()
  }

  /// Removes a file, if there is one.
  func removeIfThere(_ path: String) throws(DiskError) {
    do throws(DiskError) {
      try remove(path)
    } catch {
      if !error.isMissing { throw error }
    }
  }
}
