internal import Foundation
internal import Synchronization

/// A virtual printer at a port of this machine, as network printers listen at 9100.
///
/// One computer at a time, both ways on one connection. When the printer's buffer is full it reads no
/// more, and the computer has to wait.
public final class VirtualPrinterServer: Sendable {
  private struct State {
    var printer: VirtualPrinter
    var listener: Int32 = -1
    var client: Int32 = -1
    var isStopped = false
    /// Bytes that came while the printer had no room.
    var held: [UInt8] = []
    var waiters: [Int: Waiter] = [:]
    var nextWaiter = 0
    var connections = 0
  }

  private struct Waiter {
    var until: ContinuousClock.Instant
    var isTrue: @Sendable (VirtualPrinter) -> Bool
    var tell: CheckedContinuation<Bool, Never>
  }

  private let state: Mutex<State>
  private let bell: (read: Int32, write: Int32)
  private let started = ContinuousClock.now
  public let port: Int

  /// Listens on the loopback at once; port 0 takes any that is free.
  public init(_ printer: VirtualPrinter = VirtualPrinter(), port: Int = 0, everywhere: Bool = false)
    throws
  {
    let listener = try Self.listen(port, everywhere)
    self.port = Self.port(of: listener)
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw POSIXError(.EMFILE) }
    for end in ends { Self.neverWait(end) }
    bell = (ends[0], ends[1])
    var state = State(printer: printer)
    state.listener = listener
    self.state = Mutex(state)
    Thread.detachNewThread { [self] in serve() }
  }

  /// Ends the thread and frees the port.
  public func stop() {
    state.withLock { $0.isStopped = true }
    ring()
  }

  /// How the printer is now.
  public var printer: VirtualPrinter { state.withLock { $0.printer } }

  /// How often a computer has connected.
  public var connections: Int { state.withLock { $0.connections } }

  /// Does something to the printer: opens its cover, takes its paper.
  public func change(_ what: (inout VirtualPrinter) -> Void) {
    state.withLock { what(&$0.printer) }
    ring()
  }

  /// Breaks the connection as a reset does.
  public func hangUp() {
    state.withLock { Self.close(&$0.client) }
    ring()
  }

  /// Pulls the cable: nobody is at the port until `plugIn`.
  public func unplug() {
    state.withLock { state in
      Self.close(&state.client)
      Self.close(&state.listener)
      state.held = []
    }
    ring()
  }

  public func plugIn() throws {
    let listener = try Self.listen(port, false)
    state.withLock { $0.listener = listener }
    ring()
  }

  /// Waits until this is true of the printer; `false` when it is not in time.
  public func wait(
    for time: Duration = .seconds(20), until isTrue: @escaping @Sendable (VirtualPrinter) -> Bool
  ) async -> Bool {
    await withCheckedContinuation { tell in
      state.withLock { state in
        state.nextWaiter += 1
        state.waiters[state.nextWaiter] = Waiter(until: .now + time, isTrue: isTrue, tell: tell)
      }
      ring()
    }
  }

  private func ring() { _ = write(bell.write, [1], 1) }
}

// MARK: - The thread

extension VirtualPrinterServer {
  private func serve() {
    while true {
      var (watched, isStopped) = state.withLock { state in
        (
          [
            pollfd(fd: bell.read, events: Int16(POLLIN), revents: 0),
            pollfd(fd: state.client < 0 ? state.listener : -1, events: Int16(POLLIN), revents: 0),
            pollfd(fd: state.client, events: state.held.isEmpty ? Int16(POLLIN) : 0, revents: 0),
          ], state.isStopped
        )
      }
      if isStopped { return end() }
      // The mechanism moves and the waiting look every few milliseconds, whatever arrives.
      poll(&watched, nfds_t(watched.count), 4)
      var drained = [UInt8](repeating: 0, count: 64)
      while read(bell.read, &drained, drained.count) > 0 {}
      state.withLock { turn(&$0) }
      tellWaiters()
    }
  }

  private func turn(_ state: inout State) {
    let now = ContinuousClock.now - started
    if state.client < 0, state.listener >= 0 { accept(&state) }
    state.printer.advance(to: now)
    if state.client >= 0 {
      receive(&state, now)
      let words = state.printer.takeWords()
      if !words.isEmpty {
        _ = send(state.client, words, words.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
      }
      if state.printer.isDead { Self.close(&state.client) }
    }
  }

  private func accept(_ state: inout State) {
    let client = Foundation.accept(state.listener, nil, nil)
    guard client >= 0 else { return }
    guard !state.printer.isDead else {
      Foundation.close(client)
      return
    }
    Self.neverWait(client)
    var one: Int32 = 1
    setsockopt(client, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
    state.client = client
    state.held = []
    state.connections += 1
    _ = state.printer.takeWords()
  }

  private func receive(_ state: inout State, _ now: Duration) {
    while true {
      if state.held.isEmpty {
        guard state.printer.hasRoom(at: now) else { return }
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let count = recv(state.client, &buffer, buffer.count, 0)
        if count == 0 || (count < 0 && errno != EAGAIN) { return Self.close(&state.client) }
        guard count > 0 else { return }
        state.held = Array(buffer.prefix(count))
      }
      let taken = state.printer.take(state.held, at: now)
      state.held.removeFirst(taken)
      if !state.held.isEmpty || state.printer.isDead { return }
    }
  }

  private func tellWaiters() {
    let done = state.withLock { state in
      let done = state.waiters.filter { $0.value.isTrue(state.printer) || $0.value.until < .now }
      for key in done.keys { state.waiters[key] = nil }
      let printer = state.printer
      return done.values.map { ($0.tell, $0.isTrue(printer)) }
    }
    for (tell, isTrue) in done { tell.resume(returning: isTrue) }
  }

  private func end() {
    let waiters = state.withLock { state in
      Self.close(&state.client)
      Self.close(&state.listener)
      defer { state.waiters = [:] }
      return state.waiters.values.map(\.tell)
    }
    for tell in waiters { tell.resume(returning: false) }
    Foundation.close(bell.read)
    Foundation.close(bell.write)
  }

  private static func neverWait(_ handle: Int32) {
    _ = fcntl(handle, F_SETFL, O_NONBLOCK)
    _ = fcntl(handle, F_SETFD, FD_CLOEXEC)
  }

  private static func close(_ handle: inout Int32) {
    guard handle >= 0 else { return }
    Foundation.close(handle)
    handle = -1
  }

  private static func listen(_ port: Int, _ everywhere: Bool) throws -> Int32 {
    let handle = socket(
      AF_INET,
      Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
        | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard handle >= 0 else { throw POSIXError(.EMFILE) }
    var one: Int32 = 1
    // A small window, so that a full printer is noticed by whoever sends.
    var window: Int32 = 4_096
    let size = socklen_t(MemoryLayout<Int32>.size)
    setsockopt(handle, SOL_SOCKET, SO_REUSEADDR, &one, size)
    setsockopt(handle, SOL_SOCKET, SO_RCVBUF, &window, size)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(everywhere ? 0 : 0x7F00_0001).bigEndian
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(handle, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard bound == 0, Foundation.listen(handle, 4) == 0 else {
      Foundation.close(handle)
      throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EADDRINUSE)
    }
    return handle
  }

  private static func port(of handle: Int32) -> Int {
    var address = sockaddr_in()
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    _ = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(handle, $0, &size) }
    }
    return Int(in_port_t(bigEndian: address.sin_port))
  }
}
