internal import NIOCore
internal import Synchronization

/// Who is connected: one bound for all listeners together and one for each client address.
///
/// A full house pushes out whoever has owed a request longest, so that a crowd of connections
/// that ask nothing never keeps a visitor out.
final class ConnectionGate: Sendable {
  /// What a new connection is told.
  enum Admission {
    case admitted(ConnectionSeat)
    case tooManyFromOneAddress
    case full
  }

  /// How many were turned away or pushed out since the start.
  struct Count: Sendable, Equatable {
    var open = 0
    var refused = 0
    var pushedOut = 0
  }

  private struct State {
    var seats: [UInt64: ConnectionSeat] = [:]
    var perAddress: [ClientNetwork: Int] = [:]
    var next: UInt64 = 0
    var refused = 0
    var pushedOut = 0
  }

  private let total: Int
  private let perAddress: Int
  private let state = Mutex(State())

  init(total: Int, perAddress: Int) {
    self.total = total
    self.perAddress = perAddress
  }

  var count: Count {
    state.withLock {
      Count(open: $0.seats.count, refused: $0.refused, pushedOut: $0.pushedOut)
    }
  }

  func admit(_ channel: any Channel, at now: NIODeadline = .now()) -> Admission {
    let network = ClientNetwork(channel.remoteAddress)
    let (admission, leaving) = state.withLock { state -> (Admission, [ConnectionSeat]) in
      guard state.perAddress[network, default: 0] < perAddress else {
        state.refused += 1
        return (.tooManyFromOneAddress, [])
      }
      let leaving = state.seats.count < total ? [] : pushOut(&state)
      guard state.seats.count < total else {
        state.refused += 1
        return (.full, [])
      }
      state.next += 1
      let seat = ConnectionSeat(state.next, network, channel, since: now)
      state.seats[seat.id] = seat
      state.perAddress[network, default: 0] += 1
      return (.admitted(seat), leaving)
    }
    for seat in leaving { seat.channel.close(promise: nil) }
    return admission
  }

  func leave(_ seat: ConnectionSeat) {
    state.withLock { state in _ = Self.remove(seat, &state) }
  }

  // Some at a time, so that looking for them is paid for by many arrivals.
  private func pushOut(_ state: inout State) -> [ConnectionSeat] {
    let waiting = state.seats.values.compactMap { seat in
      seat.owesSince.map { (since: $0, seat: seat) }
    }
    let longest = waiting.sorted { $0.since < $1.since }.prefix(max(1, total / 64)).map(\.seat)
    for seat in longest { Self.remove(seat, &state) }
    state.pushedOut += longest.count
    return longest
  }

  @discardableResult
  private static func remove(_ seat: ConnectionSeat, _ state: inout State) -> Bool {
    guard state.seats.removeValue(forKey: seat.id) != nil else { return false }
    let left = state.perAddress[seat.network, default: 1] - 1
    state.perAddress[seat.network] = left > 0 ? left : nil
    return true
  }
}

/// A connection's place among those that are open.
final class ConnectionSeat: Sendable {
  let id: UInt64
  let network: ClientNetwork
  let channel: any Channel
  // Nanoseconds of the loop's clock; 0 while a whole request is being answered.
  private let since: Atomic<UInt64>

  init(_ id: UInt64, _ network: ClientNetwork, _ channel: any Channel, since: NIODeadline) {
    self.id = id
    self.network = network
    self.channel = channel
    self.since = Atomic(since.uptimeNanoseconds)
  }

  /// Since when the client owes a whole request; `nil` while we owe the answer.
  var owesSince: UInt64? {
    let since = since.load(ordering: .relaxed)
    return since == 0 ? nil : since
  }

  func owes(since moment: NIODeadline) {
    since.store(max(1, moment.uptimeNanoseconds), ordering: .relaxed)
  }
  func isAnswered() { since.store(0, ordering: .relaxed) }
}

/// Where a client comes from, as far as counting goes: an IPv4 address or an IPv6 network (/64).
struct ClientNetwork: Hashable, Sendable {
  private let bits: UInt64
  private let isFour: Bool

  init(_ address: SocketAddress?) {
    // As the kernel lays them out: IPv4 at byte 4 of the address, IPv6 at byte 8.
    let bytes: [UInt8] =
      address?.withSockAddr { pointer, size in
        Array(UnsafeRawBufferPointer(start: pointer, count: size))
      } ?? []
    switch address {
    case .v4:
      self.init(bytes[4..<8], isFour: true)
    case .v6:
      let number = bytes[8..<24]
      // An IPv4 client on a listener of both kinds: ::ffff:a.b.c.d.
      let isFour = Array(number.prefix(12)) == [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]
      self.init(isFour ? number.suffix(4) : number.prefix(8), isFour: isFour)
    default:
      self.init([], isFour: false)
    }
  }

  private init(_ bytes: ArraySlice<UInt8>, isFour: Bool) {
    bits = bytes.reduce(0) { $0 << 8 | UInt64($1) }
    self.isFour = isFour
  }
}
