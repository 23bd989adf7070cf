internal import HTTPTypes
internal import NIOCore

/// Who asks, as far as the network knows: an IPv4 address, or the /64 an IPv6 address lies in.
///
/// One household or office has a whole /64 and may speak from any of its addresses; counted one by
/// one they would be as many clients as somebody likes. An IPv4 address inside IPv6 is itself.
struct ClientAddress: Hashable, Sendable {
  /// The first 64 bits of the IPv6 address, or of `::ffff:0:0` for IPv4.
  private let network: UInt64
  /// 0 for IPv6; the IPv4 address.
  private let host: UInt32
  private let isIPv4: Bool
  /// Whether it is this machine itself, seen by the socket and not told by a header.
  let isLoopback: Bool

  /// A client that came through something else than TCP; all of them count as one.
  static let unknown = ClientAddress(network: 0, host: 0, isIPv4: false, isLoopback: false)

  private init(network: UInt64, host: UInt32, isIPv4: Bool, isLoopback: Bool) {
    self.network = network
    self.host = host
    self.isIPv4 = isIPv4
    self.isLoopback = isLoopback
  }

  init?(_ address: SocketAddress) {
    // By their places in the kernel's structures (ip(7), ipv6(7)): made with every request.
    switch address {
    case .v4(let address):
      let bytes = withUnsafeBytes(of: address.address) { Array($0) }
      self.init(ipv4: bytes[4..<8].reduce(0) { $0 << 8 | UInt32($1) })
    case .v6(let address):
      let bytes = withUnsafeBytes(of: address.address) { Array($0) }
      let words = [8, 16].map { start in
        bytes[start..<start + 8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      }
      if words[0] == 0, words[1] >> 32 == 0xFFFF {
        self.init(ipv4: UInt32(truncatingIfNeeded: words[1]))
      } else {
        self.init(
          network: words[0], host: 0, isIPv4: false,
          isLoopback: words[0] == 0 && words[1] == 1)
      }
    default: return nil
    }
  }

  private init(ipv4 address: UInt32) {
    self.init(network: 0, host: address, isIPv4: true, isLoopback: address >> 24 == 127)
  }

  /// An address as text, perhaps with a port: `192.0.2.1`, `192.0.2.1:443`, `[2001:db8::1]:443`.
  init?(_ text: some StringProtocol) {
    guard text.utf8.count <= 60 else { return nil }
    var bare = String(text)
    if bare.hasPrefix("[") {
      guard let end = bare.firstIndex(of: "]") else { return nil }
      bare = String(bare[bare.index(after: bare.startIndex)..<end])
    } else if bare.utf8.count(where: { $0 == UInt8(ascii: ":") }) == 1 {
      bare = String(bare.prefix { $0 != ":" })
    }
    guard let address = try? SocketAddress(ipAddress: bare, port: 0) else { return nil }
    self.init(address)
  }

  /// Who sent this request.
  ///
  /// The header `X-Forwarded-For` is believed only when the connection comes from one of `proxies`,
  /// and then read from its end: what stands before the first address that is no proxy of ours was
  /// written by whoever liked to.
  static func of(
    _ peer: SocketAddress?, headers: HTTPFields, behind proxies: Set<ClientAddress>
  ) -> ClientAddress {
    guard let peer = peer.flatMap({ ClientAddress($0) }) else { return .unknown }
    guard !proxies.isEmpty, proxies.contains(peer) else { return peer }
    var client = peer
    let told = headers[values: .forwardedFor].joined(separator: ",").suffix(2_048)
    for text in told.split(separator: ",", omittingEmptySubsequences: false).reversed() {
      guard let address = ClientAddress(text.trimmingBlanks) else { return client.told }
      client = address
      if !proxies.contains(address) { break }
    }
    return client.told
  }

  /// The same, but never this machine: a header can say anything.
  private var told: ClientAddress {
    ClientAddress(network: network, host: host, isIPv4: isIPv4, isLoopback: false)
  }

  /// For counting under a name; `192.0.2.1` or the 16 digits of a /64.
  var name: String {
    guard !isIPv4 else {
      return (0..<4).map { String(host >> UInt32(24 - 8 * $0) & 255) }.joined(separator: ".")
    }
    return String(network, radix: 16)
  }

  // Where a socket or a header put it makes no other client of it.
  static func == (one: ClientAddress, other: ClientAddress) -> Bool {
    one.network == other.network && one.host == other.host && one.isIPv4 == other.isIPv4
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(network)
    hasher.combine(host)
  }
}

extension StringProtocol {
  /// Without the blanks around it.
  fileprivate var trimmingBlanks: SubSequence {
    var text = self[...]
    while text.first == " " || text.first == "\t" { text = text.dropFirst() }
    while text.last == " " || text.last == "\t" { text = text.dropLast() }
    return text
  }
}
