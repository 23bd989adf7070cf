import Foundation
import Glibc
import Synchronization

/// The ports of the emulator beside it (`Emulator/emulator.c`), reached over its socket.
public final class EmulatedBus: VirtualUSBBus {
  private struct State {
    var taken: (@Sendable (Int, [UInt8]) -> Void)?
    var log: [String] = []
    var address: UInt8 = 1
  }

  private let socket: Int32
  private let state = Mutex(State())
  private let writing = Mutex<Void>(())
  // One question at a time waits for its `done`.
  private let asking = Mutex<Void>(())
  private let done = DispatchSemaphore(value: 0)
  private static let endless = UInt32.max

  /// Connects to the emulator, which may not have started yet; waits ten seconds.
  public init(socketAt path: String) throws {
    socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let name = Array(path.utf8)
    guard name.count < 107 else { throw RigTrouble("the path \(path) is too long for a socket") }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
    let deadline = ContinuousClock.now + .seconds(10)
    while true {
      let result = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          connect(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
      }
      if result == 0 { break }
      guard ContinuousClock.now < deadline else { throw RigTrouble("no emulator at \(path)") }
      usleep(5_000)
    }
  }

  deinit { close(socket) }

  public var log: [String] { state.withLock { $0.log } }

  public func name(of port: Int) -> String { "1-\(port + 1)" }

  public func begin(_ taken: @escaping @Sendable (Int, [UInt8]) -> Void) {
    state.withLock { $0.taken = taken }
    // The thread ends when the emulator closes its end; until then it keeps the bus alive.
    Thread.detachNewThread { while self.readFrame() {} }
  }

  /// Has the emulator start its program.
  public func start() { send("G", 0) }

  public func plug(_ device: VirtualUSBDevice, into port: Int) throws {
    let address = state.withLock { state in
      state.address += 1
      return state.address
    }
    func low(_ word: UInt16) -> [UInt8] { [UInt8(word & 0xFF), UInt8(word >> 8)] }
    var payload: [UInt8] = [device.usblp && device.kind.0 == 7 ? 1 : 0, address]
    payload += low(device.vendor) + low(device.product)
    payload += low(UInt16(device.descriptors.count)) + device.descriptors
    let id = Array((device.deviceID ?? "").utf8)
    payload += low(UInt16(id.count)) + id
    for text in [device.maker, device.model, device.serial] {
      payload += [UInt8(text.utf8.count)] + Array(text.utf8)
    }
    try asking.withLock { _ in
      send("P", port, payload)
      try awaitDone("plugged in")
    }
    withdraw(from: port)
  }

  public func unplug(_ port: Int) throws {
    try asking.withLock { _ in
      send("U", port)
      try awaitDone("unplugged")
    }
  }

  public func grant(_ bytes: Int, to port: Int) { send("C", port, Self.word(UInt32(bytes))) }
  public func withdraw(from port: Int) { send("Z", port) }
  public func say(_ bytes: [UInt8], on port: Int) { send("I", port, bytes) }
  public func stall(_ port: Int) { send("H", port) }

  public func settle() {
    asking.withLock { _ in
      send("Y", 0)
      _ = done.wait(timeout: .now() + 10)
    }
  }

  public func answer(_ answer: PortAnswer, on port: Int) {
    switch answer {
    case .status(let byte): send("S", port, [1, byte])
    case .stall: send("S", port, [0, 0])
    case .silence: send("S", port, [2, 0])
    }
  }
}

extension EmulatedBus {
  private static func word(_ value: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  private func awaitDone(_ what: String) throws {
    guard done.wait(timeout: .now() + 10) == .success else {
      throw RigTrouble("the emulator has not \(what) within 10 s")
    }
  }

  private func send(_ kind: Character, _ port: Int, _ payload: [UInt8] = []) {
    let frame =
      [kind.asciiValue ?? 0, UInt8(port), 0, 0] + Self.word(UInt32(payload.count)) + payload
    writing.withLock { _ in
      var sent = 0
      while sent < frame.count {
        let count = frame[sent...].withUnsafeBytes {
          Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard count > 0 else { return }
        sent += count
      }
    }
  }

  private func readFrame() -> Bool {
    guard let head = read(8) else { return false }
    let length = (0..<4).reduce(0) { $0 | Int(head[4 + $1]) << (8 * $1) }
    guard let payload = read(length) else { return false }
    switch Character(UnicodeScalar(head[0])) {
    case "O": state.withLock { $0.taken }?(Int(head[1]), payload)
    case "D": done.signal()
    default: state.withLock { $0.log.append(String(decoding: payload, as: UTF8.self)) }
    }
    return true
  }

  private func read(_ count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var got = 0
    while got < count {
      let more = bytes[got...].withUnsafeMutableBytes { recv(socket, $0.baseAddress, $0.count, 0) }
      guard more > 0 else { return nil }
      got += more
    }
    return bytes
  }
}
