import Foundation
import Glibc

/// Plays systemd for one daemon: hears what it notifies.
///
/// `@unchecked Sendable`: used by one thread at a time.
final class Systemd: @unchecked Sendable {
  private let folder: TemporaryFolder
  private let socket: Int32
  private(set) var messages: [String] = []

  init() throws {
    folder = try TemporaryFolder("sd")
    socket = Glibc.socket(
      AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let path = Array((folder.path + "/notify").utf8)
    guard socket >= 0, path.count < 107 else { throw Trouble("no socket at \(folder.path)") }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard result == 0 else { throw Trouble("bind: \(String(cString: strerror(errno)))") }
  }

  deinit { close(socket) }

  func environment(watchdog: Duration) -> [String: String] {
    [
      "NOTIFY_SOCKET": folder.path + "/notify",
      "WATCHDOG_USEC": String(Int64(watchdog / .microseconds(1))),
    ]
  }

  /// The next message, waiting for it until the deadline.
  func next(_ deadline: Deadline) -> String? {
    var wanted = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
    guard poll(&wanted, 1, deadline.milliseconds) > 0 else { return nil }
    var room = [UInt8](repeating: 0, count: 4_096)
    let count = recv(socket, &room, room.count, 0)
    guard count > 0 else { return nil }
    let message = String(decoding: room[..<count], as: UTF8.self)
    messages.append(message)
    return message
  }

  /// Throws away what has been said so far.
  func forget() { while next(.within(.zero)) != nil {} }

  /// What systemd does with a daemon that says nothing for its watchdog's time; `false` when the
  /// daemon went on giving signs of life.
  func watch(_ child: Child, limit: Duration, atMost time: Deadline) -> Bool {
    while !time.isOver {
      let silence = Deadline.within(limit)
      var isAlive = false
      while !isAlive, !silence.isOver {
        isAlive = next(silence)?.contains("WATCHDOG=1") == true
      }
      if !isAlive {
        child.kill(SIGABRT)
        return true
      }
    }
    return false
  }
}
