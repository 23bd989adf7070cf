import HTTPTypes
import NIOCore
import Testing

@testable import halld

@Suite struct `A client's address` {
  private func address(_ text: String) throws -> SocketAddress {
    try SocketAddress(ipAddress: text, port: 40_000)
  }

  private func client(
    _ peer: String, _ told: [String] = [], behind proxies: [String] = []
  ) throws -> ClientAddress {
    var headers = HTTPFields()
    for value in told {
      headers.append(HTTPField(name: .forwardedFor, value: value))
    }
    return ClientAddress.of(
      try address(peer), headers: headers,
      behind: Set(try proxies.map { try #require(ClientAddress($0)) }))
  }

  @Test(arguments: [
    ("192.0.2.1", "192.0.2.1", true), ("192.0.2.1", "192.0.2.2", false),
    ("::ffff:192.0.2.1", "192.0.2.1", true),
    ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true),
    ("2001:db8:1:2::1", "2001:db8:1:3::1", false), ("2001:db8::1", "192.0.2.1", false),
  ])
  func `is an IPv4 address, or the 64 bits in front of an IPv6 address`(
    one: String, other: String, isSame: Bool
  ) throws {
    #expect((try client(one) == client(other)) == isSame)
    #expect((try client(one).name == client(other).name) == isSame)
  }

  @Test(arguments: [
    ("127.0.0.1", true), ("127.8.8.8", true), ("::1", true), ("::ffff:127.0.0.1", true),
    ("128.0.0.1", false), ("::2", false), ("10.0.0.1", false),
  ])
  func `is this machine only in its own networks`(text: String, isLoopback: Bool) throws {
    #expect(try client(text).isLoopback == isLoopback)
  }

  /// Peer, what X-Forwarded-For says, the proxies we trust, and who it is.
  static let told: [(peer: String, told: [String], proxies: [String], client: String)] = [
    // Nobody trusted: the header is air.
    ("192.0.2.9", ["203.0.113.5"], [], "192.0.2.9"),
    ("127.0.0.1", ["203.0.113.5"], [], "127.0.0.1"),
    // Trusted, but this connection comes from elsewhere.
    ("192.0.2.9", ["203.0.113.5"], ["127.0.0.1"], "192.0.2.9"),
    ("127.0.0.1", ["203.0.113.5"], ["127.0.0.1"], "203.0.113.5"),
    ("127.0.0.1", [], ["127.0.0.1"], "127.0.0.1"),
    // What the client wrote itself stands on the left.
    ("127.0.0.1", ["1.1.1.1, 203.0.113.5"], ["127.0.0.1"], "203.0.113.5"),
    ("127.0.0.1", ["127.0.0.1, 203.0.113.5"], ["127.0.0.1"], "203.0.113.5"),
    ("127.0.0.1", ["1.1.1.1", "203.0.113.5"], ["127.0.0.1"], "203.0.113.5"),
    // Two proxies, one behind the other.
    ("127.0.0.1", ["203.0.113.5, 10.0.0.2"], ["127.0.0.1", "10.0.0.2"], "203.0.113.5"),
    // Nonsense ends the reading at the last thing that is known.
    ("127.0.0.1", ["203.0.113.5, nonsense"], ["127.0.0.1"], "127.0.0.1"),
    ("127.0.0.1", [""], ["127.0.0.1"], "127.0.0.1"),
    ("127.0.0.1", ["203.0.113.5:1234"], ["127.0.0.1"], "203.0.113.5"),
    ("127.0.0.1", ["[2001:db8::5]:443"], ["127.0.0.1"], "2001:db8::5"),
    ("127.0.0.1", ["2001:db8::5"], ["127.0.0.1"], "2001:db8::5"),
  ]

  @Test(arguments: told.indices)
  func `is believed from a header only when a trusted proxy tells it`(row: Int) throws {
    let (peer, told, proxies, expected) = Self.told[row]
    #expect(try client(peer, told, behind: proxies) == client(expected))
  }

  @Test func `told by a header is never this machine`() throws {
    let told = try client("127.0.0.1", ["127.0.0.1"], behind: ["127.0.0.1"])
    #expect(!told.isLoopback)
  }

  @Test(arguments: ["", " ", "localhost", "1.2.3", "300.1.1.1", "10.0.0.0/8", "::g", "[::1"])
  func `is no other text`(text: String) {
    #expect(ClientAddress(text) == nil)
  }
}
