internal import Foundation
internal import Glibc

/// A device server on a port of its own: takes one connection at a time. Used by one thread.
public final class LineServer: @unchecked Sendable {
  // Guarded by whoever owns it: one test.
  public let port: Int
  private var door: Int32
  private var line: Int32 = -1

  public init() throws {
    let door = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    self.door = door
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isOpen = withUnsafeMutableBytes(of: &address) { bytes in
      let pointer = bytes.assumingMemoryBound(to: sockaddr.self).baseAddress
      return pointer.map {
        bind(door, $0, size) == 0 && listen(door, 4) == 0 && getsockname(door, $0, &size) == 0
      } ?? false
    }
    guard isOpen else { throw CocoaError(.fileNoSuchFile) }
    port = Int(UInt16(bigEndian: address.sin_port))
  }

  deinit { close() }

  /// The next bytes of the connection, which is taken when there is none, within 10 seconds.
  public func receive(count: Int) -> [UInt8] {
    if line < 0, Self.wait(door) { line = accept(door, nil, nil) }
    var all: [UInt8] = []
    while all.count < count, Self.wait(line) {
      var buffer = [UInt8](repeating: 0, count: count - all.count)
      let got = read(line, &buffer, buffer.count)
      guard got > 0 else { break }
      all += buffer.prefix(got)
    }
    return all
  }

  /// Ends the connection.
  public func hangUp() {
    if line >= 0 { Glibc.close(line) }
    line = -1
  }

  public func close() {
    hangUp()
    if door >= 0 { Glibc.close(door) }
    door = -1
  }

  private static func wait(_ file: Int32) -> Bool {
    var asked = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
    return poll(&asked, 1, 10_000) > 0
  }
}
