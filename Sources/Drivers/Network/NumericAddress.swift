internal import Glibc

/// An address and port as the kernel takes them, without asking anybody.
///
/// The bytes are those of `sockaddr_in` and `sockaddr_in6`. They are laid by hand because the members
/// of the two structures belong to whichever C module was read first, which differs between builds.
struct NumericAddress {
  let family: Int32
  let bytes: [UInt8]

  /// Nil for whatever is not four numbers or an IPv6 address.
  init?(_ address: String, port: Int) {
    let port = UInt16(clamping: port)
    for (family, size, place) in [(AF_INET, 16, 4), (AF_INET6, 28, 8)] {
      var bytes = [UInt8](repeating: 0, count: size)
      bytes.replaceSubrange(0..<2, with: Self.bytes(of: UInt16(family)))
      bytes.replaceSubrange(2..<4, with: Self.bytes(of: port.bigEndian))
      let read = unsafe bytes.withUnsafeMutableBytes {
        unsafe inet_pton(family, address, $0.baseAddress?.advanced(by: place))
      }
      if read == 1 {
        self.family = family
        self.bytes = bytes
        return
      }
    }
    return nil
  }

  /// Asks for the connection; like `connect(2)`, 0 or -1 with `errno`.
  func connect(_ socket: Int32) -> Int32 {
    unsafe bytes.withUnsafeBytes { buffer in
      unsafe Glibc.connect(
        socket, buffer.assumingMemoryBound(to: sockaddr.self).baseAddress, socklen_t(buffer.count))
    }
  }

  private static func bytes(of value: UInt16) -> [UInt8] {
    unsafe withUnsafeBytes(of: value) { unsafe Array($0) }
  }
}
