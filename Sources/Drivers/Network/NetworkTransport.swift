internal import Glibc

/// A printer at an address in the hall's network, by raw TCP, usually port 9100; it answers on the same
/// connection.
///
/// Bytes that the system took for a connection may not have reached the printer: they prove nothing.
public final class NetworkTransport: Transport {
  private let address: String
  private let port: Int
  private var socket: Int32 = -1
  public private(set) var openings = 0

  /// The port of most printers, nobody's by registration.
  public static let usualPort = 9_100

  /// A printer at four numbers or an IPv6 address; a name would need a server that may be away.
  public init(address: String, port: Int = NetworkTransport.usualPort) {
    self.address = address
    self.port = port
  }

  deinit { if socket >= 0 { Glibc.close(socket) } }

  /// Whether this is an address that needs nobody to look it up.
  public static func isAddress(_ text: String) -> Bool {
    NumericAddress(text, port: 0) != nil
  }

  public func identify(
    before deadline: ContinuousClock.Instant
  ) throws(TransportFailure) -> DeviceIdentity {
    if socket >= 0, hasHungUp { close() }
    if socket < 0 { try connect(before: deadline) }
    return DeviceIdentity(maker: "", model: "", place: place)
  }

  public func write(
    _ bytes: ArraySlice<UInt8>, before deadline: ContinuousClock.Instant
  ) throws(TransportFailure) {
    var taken = 0
    while taken < bytes.count {
      guard socket >= 0 else { throw gone(taken, "the connection is closed") }
      let left = bytes.dropFirst(taken)
      let count = unsafe left.withUnsafeBytes {
        unsafe send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count > 0 {
        taken += count
      } else if errno == EAGAIN {
        guard wait(for: POLLOUT, until: deadline) else {
          throw TransportFailure(
            .timedOut, bytesTaken: taken, cause: "\(place) takes no more bytes")
        }
      } else if errno != EINTR {
        throw gone(taken, Self.words("send"))
      }
    }
  }

  public func readStatus(
    before deadline: ContinuousClock.Instant
  ) throws(TransportFailure) -> [UInt8] {
    while true {
      guard socket >= 0 else { throw gone(0, "the connection is closed") }
      var buffer = [UInt8](repeating: 0, count: 512)
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe recv(socket, $0.baseAddress, $0.count, 0)
      }
      if count > 0 { return Array(buffer.prefix(count)) }
      if count == 0 { throw gone(0, "\(place) closed the connection") }
      if errno == EAGAIN {
        guard wait(for: POLLIN, until: deadline) else { return [] }
      } else if errno != EINTR {
        throw gone(0, Self.words("recv"))
      }
    }
  }

  public func close() {
    guard socket >= 0 else { return }
    Glibc.close(socket)
    socket = -1
  }
}

extension NetworkTransport {
  private var place: String {
    address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)"
  }

  private func connect(before deadline: ContinuousClock.Instant) throws(TransportFailure) {
    guard let target = NumericAddress(address, port: port) else {
      throw TransportFailure(.absent, cause: "\(address) is not an address")
    }
    let flags = Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    socket = Glibc.socket(target.family, Int32(SOCK_STREAM.rawValue) | flags, 0)
    guard socket >= 0 else { throw TransportFailure(.absent, cause: Self.words("socket")) }
    prepare()
    if target.connect(socket) != 0 {
      guard errno == EINPROGRESS else { throw notConnected(errno) }
      guard wait(for: POLLOUT, until: deadline) else { throw notConnected(ETIMEDOUT) }
      var code: Int32 = 0
      var size = socklen_t(MemoryLayout<Int32>.size)
      guard unsafe getsockopt(socket, SOL_SOCKET, SO_ERROR, &code, &size) == 0, code == 0 else {
        throw notConnected(code)
      }
    }
    openings += 1
  }

  // A cable that was pulled is noticed in 10 s even when nobody writes; a small buffer keeps
  // what lies on the way, and may be lost, short.
  private func prepare() {
    set(SOL_SOCKET, SO_KEEPALIVE, 1)
    set(Int32(IPPROTO_TCP), TCP_KEEPIDLE, 4)
    set(Int32(IPPROTO_TCP), TCP_KEEPINTVL, 2)
    set(Int32(IPPROTO_TCP), TCP_KEEPCNT, 3)
    set(Int32(IPPROTO_TCP), TCP_USER_TIMEOUT, 30_000)
    set(Int32(IPPROTO_TCP), TCP_NODELAY, 1)
    set(SOL_SOCKET, SO_SNDBUF, 8_192)
  }

  private func set(_ level: Int32, _ option: Int32, _ value: Int32) {
    var value = value
    unsafe setsockopt(socket, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
  }

  private func notConnected(_ code: Int32) -> TransportFailure {
    close()
    let words = unsafe String(cString: strerror(code))
    return TransportFailure(
      code == ECONNREFUSED ? .refused : .absent, cause: "connect \(place): \(words)")
  }

  private func gone(_ taken: Int, _ cause: String) -> TransportFailure {
    close()
    return TransportFailure(.gone, bytesTaken: taken, cause: cause)
  }

  private var hasHungUp: Bool {
    var byte: UInt8 = 0
    let count = unsafe recv(socket, &byte, 1, Int32(MSG_PEEK))
    return count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)
  }

  /// Whether the socket is ready for this before the deadline.
  private func wait(for event: Int32, until deadline: ContinuousClock.Instant) -> Bool {
    while true {
      let left = deadline - ContinuousClock.now
      let milliseconds = Int32(min(60_000, max(0, (left / .milliseconds(1)).rounded(.up))))
      var entry = pollfd(fd: socket, events: Int16(event), revents: 0)
      let count = unsafe poll(&entry, 1, milliseconds)
      if count > 0 { return true }
      if count == 0, milliseconds == 0 || ContinuousClock.now >= deadline { return false }
      if count < 0, errno != EINTR { return true }
    }
  }

  private static func words(_ call: String) -> String {
    let words = unsafe String(cString: strerror(errno))
    return "\(call): \(words)"
  }
}
