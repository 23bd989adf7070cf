internal import Glibc

/// Tells systemd how the daemon is, if systemd started it (`NOTIFY_SOCKET`).
struct SystemdNotifier: Sendable {
  private let path: String?
  /// How often a sign of life is due, half of what systemd allows; none without a watchdog.
  let watchdogInterval: Duration?

  init(environment: [String: String]) {
    path = environment["NOTIFY_SOCKET"]
    watchdogInterval = environment["WATCHDOG_USEC"].flatMap(Int64.init)
      .map { .microseconds($0 / 2) }
  }

  /// The hall is open: the doors answer.
  func ready() { send("READY=1\nSTATUS=The hall is open.") }
  func stopping() { send("STOPPING=1\nSTATUS=Finishing what was begun.") }
  func alive() { send("WATCHDOG=1") }

  // One datagram to a socket whose path may be abstract, written with a leading @.
  private func send(_ message: String) {
    guard let path else { return }
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    guard var address = UnixAddress(path) else { return }
    let bytes = Array(message.utf8)
    _ = address.withPointer { pointer, length in
      sendto(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), pointer, length)
    }
  }
}

/// The address of a socket in the file system.
struct UnixAddress {
  private var storage = sockaddr_un()
  private let length: socklen_t

  /// `nil` when the path is longer than the kernel allows (107 bytes).
  init?(_ path: String) {
    var bytes = Array(path.utf8)
    guard !bytes.isEmpty, bytes.count < 108 else { return nil }
    if bytes[0] == UInt8(ascii: "@") { bytes[0] = 0 }
    storage.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &storage.sun_path) { $0.copyBytes(from: bytes) }
    length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
  }

  mutating func withPointer<Result>(
    _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
  ) -> Result {
    let length = length
    return withUnsafePointer(to: &storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) }
    }
  }
}
