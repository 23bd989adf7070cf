import NIOCore
import NIOEmbedded
import Testing

@testable import halld

@Suite struct `The gate for connections` {
  private static func channel(_ address: String) throws -> EmbeddedChannel {
    let channel = EmbeddedChannel()
    let client = try SocketAddress(ipAddress: address, port: 4_711)
    channel.connect(to: client, promise: nil)
    channel.remoteAddress = client
    return channel
  }

  private static func enter(
    _ gate: ConnectionGate, _ address: String, at second: UInt64
  ) throws -> ConnectionSeat? {
    let moment = NIODeadline.uptimeNanoseconds(second * 1_000_000_000)
    guard case .admitted(let seat) = gate.admit(try channel(address), at: moment) else {
      return nil
    }
    return seat
  }

  @Test func `one address has its share, and gets it back when it leaves`() throws {
    let gate = ConnectionGate(total: 10, perAddress: 2)
    let first = try #require(try Self.enter(gate, "10.0.0.1", at: 1))
    #expect(try Self.enter(gate, "10.0.0.1", at: 1) != nil)
    #expect(try Self.enter(gate, "10.0.0.1", at: 1) == nil)
    #expect(try Self.enter(gate, "10.0.0.2", at: 1) != nil)
    gate.leave(first)
    gate.leave(first)
    #expect(try Self.enter(gate, "10.0.0.1", at: 2) != nil)
    #expect(try Self.enter(gate, "10.0.0.1", at: 2) == nil)
    #expect(gate.count == ConnectionGate.Count(open: 3, refused: 2, pushedOut: 0))
  }

  @Test func `a full house pushes out who has asked nothing longest, never who is answered`() throws
  {
    let gate = ConnectionGate(total: 3, perAddress: 3)
    let oldest = try #require(try Self.enter(gate, "10.0.0.1", at: 1))
    let second = try #require(try Self.enter(gate, "10.0.0.2", at: 2))
    let third = try #require(try Self.enter(gate, "10.0.0.3", at: 3))
    oldest.isAnswered()
    #expect(second.channel.isActive)
    #expect(try Self.enter(gate, "10.0.0.4", at: 4) != nil)
    #expect(!second.channel.isActive && gate.count.pushedOut == 1)
    // Leaving afterwards, as every connection does when it is closed, changes nothing.
    gate.leave(second)
    #expect(gate.count.open == 3)
    third.isAnswered()
    let last = try #require(try Self.enter(gate, "10.0.0.5", at: 5))
    last.isAnswered()
    #expect(try Self.enter(gate, "10.0.0.6", at: 6) == nil)
    oldest.owes(since: .uptimeNanoseconds(7_000_000_000))
    #expect(try Self.enter(gate, "10.0.0.6", at: 8) != nil)
    #expect(gate.count == ConnectionGate.Count(open: 3, refused: 1, pushedOut: 3))
  }

  @Test(arguments: [
    ("10.0.0.1", "10.0.0.1", true), ("10.0.0.1", "10.0.0.2", false),
    ("::ffff:10.0.0.1", "10.0.0.1", true),
    ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true),
    ("2001:db8:1:2::1", "2001:db8:1:3::1", false), ("::1", "0.0.0.0", false),
  ])
  func `an IPv6 network of 64 bits counts as one client`(one: String, other: String, isSame: Bool)
    throws
  {
    let first = ClientNetwork(try SocketAddress(ipAddress: one, port: 1))
    let second = ClientNetwork(try SocketAddress(ipAddress: other, port: 2))
    #expect((first == second) == isSame)
  }
}
