import Glibc

/// Sockets between processes of this machine; a client may have any address of 127.0.0.0/8.
enum Loopback {
  /// A new socket with the address 127.0.0.0 + `client`; -1 when there is none.
  static func socket(client: UInt32, isBlocking: Bool = true) -> Int32 {
    let kind = Int32(SOCK_STREAM.rawValue) | (isBlocking ? 0 : Int32(SOCK_NONBLOCK.rawValue))
    let socket = Glibc.socket(AF_INET, kind | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard socket >= 0 else { return -1 }
    var on: Int32 = 1
    setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &on, 4)
    if client != 1 {
      // The port is chosen with the connection: ten thousand of them find one each.
      setsockopt(socket, 0, IP_BIND_ADDRESS_NO_PORT, &on, 4)
      guard with(client, 0, { bind(socket, $0, $1) }) == 0 else {
        close(socket)
        return -1
      }
    }
    return socket
  }

  static func connect(_ socket: Int32, _ port: UInt16) -> Int32 {
    with(1, port) { Glibc.connect(socket, $0, $1) }
  }

  private static let IP_BIND_ADDRESS_NO_PORT: Int32 = 24

  private static func with(
    _ client: UInt32, _ port: UInt16, _ call: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) -> Int32 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = (UInt32(0x7f00_0000) + client).bigEndian
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        call($0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }
}
