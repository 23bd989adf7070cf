import Foundation
import Glibc

/// The input being tried, in a mapped file: it outlives the process that it ends.
///
/// A trap cannot be caught; what caused it is found here by the next run. Used by one thread.
final class RunningInput {
  private static let room = 1 << 17
  /// What the run before died of.
  let leftOver: [UInt8]?
  private let path: String
  private let memory: UnsafeMutableRawPointer

  init?(_ parser: String) {
    try? FileManager.default.createDirectory(
      atPath: Corpus.scratch, withIntermediateDirectories: true)
    path = "\(Corpus.scratch)/\(parser).running"
    leftOver = Self.leftOver(path)
    let descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0, ftruncate(descriptor, Self.room) == 0 else { return nil }
    defer { close(descriptor) }
    guard
      let memory = mmap(
        nil, Self.room, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0), memory != MAP_FAILED
    else { return nil }
    self.memory = memory
  }

  deinit { munmap(memory, Self.room) }

  func note(_ input: [UInt8]) {
    let kept = input.prefix(Self.room - 8)
    memory.storeBytes(of: UInt64(kept.count), as: UInt64.self)
    kept.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return }
      (memory + 8).copyMemory(from: start, byteCount: bytes.count)
    }
  }

  /// The run is over and the process still there.
  func end() { unlink(path) }

  private static func leftOver(_ path: String) -> [UInt8]? {
    guard let data = FileManager.default.contents(atPath: path), data.count > 8 else { return nil }
    let count = data.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    guard count <= data.count - 8 else { return nil }
    return Array(data.dropFirst(8).prefix(count))
  }
}
