import Dispatch
import Foundation
import Glibc
import Synchronization

/// Ports of a real kernel's virtual host controller (`vhci_hcd`), served by USB/IP over socket pairs.
///
/// Everything above is the kernel's own: hub, address, descriptors, usbfs, usblp, udev.
public final class KernelBus: VirtualUSBBus {
  private static let controller = "/sys/devices/platform/vhci_hcd.0"

  private let ports: [KernelPort]
  private let busNumber: Int
  private let deliveries = DispatchQueue(label: "bytes taken")

  /// The controller of this machine; `modprobe vhci-hcd` comes first.
  public init() throws {
    let entries = try FileManager.default.contentsOfDirectory(atPath: Self.controller)
    // The first of its root hubs is the one for the slower speeds.
    let buses = entries.filter { $0.hasPrefix("usb") }.compactMap { Int($0.dropFirst(3)) }
    guard let first = buses.min() else { throw RigTrouble("\(Self.controller) has no bus") }
    busNumber = first
    let queue = deliveries
    ports = (0..<4).map { KernelPort(number: $0, deliveries: queue) }
  }

  public var log: [String] { [] }
  public func name(of port: Int) -> String { "\(busNumber)-\(port + 1)" }

  public func begin(_ taken: @escaping @Sendable (Int, [UInt8]) -> Void) {
    for port in ports { port.begin(taken) }
  }

  public func plug(_ device: VirtualUSBDevice, into port: Int) throws {
    try until("port \(port) is free") { try Self.isFree(port) }
    let far = try ports[port].connect(device)
    defer { close(far) }
    // Port, socket, bus and address as the far end knows it, speed 2: full.
    try "\(port) \(far) \(0x0001_0002 + port) 2".write(
      toFile: "\(Self.controller)/attach", atomically: false, encoding: .utf8)
    let sign = device.usblp && device.kind.0 == 7 ? ":1.0/driver" : ":1.0"
    try until("the kernel knows \(name(of: port))") {
      FileManager.default.fileExists(atPath: path(port) + sign)
    }
  }

  public func unplug(_ port: Int) throws {
    ports[port].disconnect()
    try until("the kernel has lost \(name(of: port))") {
      !FileManager.default.fileExists(atPath: path(port))
    }
  }

  public func grant(_ bytes: Int, to port: Int) { ports[port].change { $0.credit += bytes } }
  public func withdraw(from port: Int) { ports[port].change { $0.credit = 0 } }
  public func say(_ bytes: [UInt8], on port: Int) { ports[port].change { $0.words += bytes } }
  public func answer(_ answer: PortAnswer, on port: Int) {
    ports[port].change { $0.answer = answer }
  }
  public func stall(_ port: Int) { ports[port].change { $0.isStalled = true } }
  public func settle() { deliveries.sync {} }

  private func path(_ port: Int) -> String {
    "\(Self.controller)/usb\(busNumber)/\(name(of: port))/\(name(of: port))"
  }

  /// Lines of `status` are: hub, port, state (4: nothing there), and more.
  private static func isFree(_ port: Int) throws -> Bool {
    let text = try String(contentsOfFile: "\(controller)/status", encoding: .utf8)
    return text.split(separator: "\n").contains { line in
      let words = line.split(separator: " ")
      return words.count > 2 && words[0] == "hs" && Int(words[1]) == port && Int(words[2]) == 4
    }
  }

  private func until(_ what: String, _ isSo: () throws -> Bool) throws {
    let deadline = ContinuousClock.now + .seconds(10)
    while try !isSo() {
      guard ContinuousClock.now < deadline else { throw RigTrouble("never: \(what)") }
      usleep(5_000)
    }
  }
}

/// One device at the near end of a USB/IP connection.
final class KernelPort: Sendable {
  struct State {
    var device = VirtualUSBDevice()
    var socket: Int32 = -1
    var credit = 0
    var words: [UInt8] = []
    var answer = PortAnswer.stall
    var isStalled = false
    fileprivate var outgoing: [(sequence: UInt32, bytes: [UInt8], taken: Int)] = []
    fileprivate var incoming: [(sequence: UInt32, room: Int)] = []
    fileprivate var taken: (@Sendable (Int, [UInt8]) -> Void)?
  }

  private let number: Int
  private let deliveries: DispatchQueue
  private let state = Mutex(State())

  init(number: Int, deliveries: DispatchQueue) {
    self.number = number
    self.deliveries = deliveries
  }

  func begin(_ taken: @escaping @Sendable (Int, [UInt8]) -> Void) {
    state.withLock { $0.taken = taken }
  }

  func change(_ what: (inout State) -> Void) {
    state.withLock { state in
      what(&state)
      settle(&state)
    }
  }

  /// The far end of a new connection, for the kernel; whoever calls closes it.
  func connect(_ device: VirtualUSBDevice) throws -> Int32 {
    var pair: [Int32] = [-1, -1]
    guard
      socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &pair) == 0
    else { throw RigTrouble("no sockets") }
    let near = pair[0]
    state.withLock { state in
      let taken = state.taken
      state = State()
      (state.device, state.socket, state.taken) = (device, near, taken)
    }
    Thread.detachNewThread {
      while self.readRequest(near) {}
      close(near)
    }
    return pair[1]
  }

  /// The cable comes out: what was on its way is lost.
  func disconnect() {
    state.withLock { state in
      if state.socket >= 0 { shutdown(state.socket, Int32(SHUT_RDWR)) }
      (state.socket, state.outgoing, state.incoming) = (-1, [], [])
    }
  }

  // MARK: - Requests, as Linux' usbip_protocol.rst has them

  private func readRequest(_ near: Int32) -> Bool {
    guard let head = Self.read(near, 48) else { return false }
    func word(_ at: Int) -> UInt32 { head[at..<at + 4].reduce(0) { $0 << 8 | UInt32($1) } }
    let sequence = word(4)
    let isToDevice = word(12) == 0
    if word(0) == 2 {
      change { unlink(word(20), sequence, &$0) }
      return true
    }
    let length = Int(word(24))
    guard let bytes = isToDevice ? Self.read(near, length) : [] else { return false }
    change { state in
      switch (word(16), isToDevice) {
      case (0, _): control(Array(head[40..<48]), sequence, &state)
      case (_, true): state.outgoing.append((sequence, bytes, 0))
      case (_, false): state.incoming.append((sequence, length))
      }
    }
    return true
  }

  /// Lets every transfer go as far as it can.
  private func settle(_ state: inout State) {
    while let first = state.outgoing.first {
      if state.isStalled {
        state.outgoing.removeFirst()
        reply(first.sequence, -EPIPE, first.taken, [], state)
        continue
      }
      let some = Array(first.bytes.dropFirst(first.taken).prefix(state.credit))
      if !some.isEmpty, let taken = state.taken {
        state.credit -= some.count
        state.outgoing[0].taken += some.count
        deliveries.async { [number] in taken(number, some) }
      }
      guard state.outgoing[0].taken == first.bytes.count else { break }
      state.outgoing.removeFirst()
      reply(first.sequence, 0, first.bytes.count, [], state)
    }
    while let first = state.incoming.first, !state.words.isEmpty {
      state.incoming.removeFirst()
      let some = Array(state.words.prefix(first.room))
      state.words.removeFirst(some.count)
      reply(first.sequence, 0, some.count, some, state)
    }
  }

  /// The driver gives a transfer up: what was taken of it is reported, as a host controller does.
  private func unlink(_ which: UInt32, _ sequence: UInt32, _ state: inout State) {
    var status = -ECONNRESET
    if let index = state.outgoing.firstIndex(where: { $0.sequence == which }) {
      let one = state.outgoing.remove(at: index)
      if one.taken > 0 {
        reply(which, -ECONNRESET, one.taken, [], state)
        status = 0
      }
    }
    state.incoming.removeAll { $0.sequence == which }
    send(
      Self.words([4, sequence, 0, 0, 0, UInt32(bitPattern: status)])
        + [UInt8](repeating: 0, count: 24), state)
  }

  private func control(_ setup: [UInt8], _ sequence: UInt32, _ state: inout State) {
    let room = Int(setup[6]) | Int(setup[7]) << 8
    var data: [UInt8]? = nil
    switch (setup[0], setup[1]) {
    case (0x80, 6): data = descriptor(setup[3], setup[2], state.device)
    case (0x80, 0): data = [1, 0]
    case (0x81, 0), (0x82, 0): data = [0, 0]
    case (0x00, 9), (0x01, 11): data = []
    case (0x02, 1):
      state.isStalled = false
      data = []
    case (0xA1, 0):
      data = state.device.deviceID.map { text in
        let count = text.utf8.count + 2
        return [UInt8(count >> 8), UInt8(count & 0xFF)] + Array(text.utf8)
      }
    case (0xA1, 1):
      switch state.answer {
      case .status(let byte): data = [byte]
      case .stall: break
      case .silence: return
      }
    case (0x21, 2), (0x23, 2): data = []
    default: break
    }
    guard let data else { return reply(sequence, -EPIPE, 0, [], state) }
    let some = setup[0] & 0x80 == 0 ? [] : Array(data.prefix(room))
    reply(sequence, 0, some.count, some, state)
  }

  private func descriptor(_ kind: UInt8, _ index: UInt8, _ device: VirtualUSBDevice) -> [UInt8]? {
    switch kind {
    case 1: return device.deviceDescriptor
    case 2: return device.configurationDescriptor
    case 3:
      if index == 0 { return [4, 3, 9, 4] }
      let texts = [device.maker, device.model, device.serial]
      guard (1...3).contains(index), !texts[Int(index) - 1].isEmpty else { return nil }
      let letters = Array(texts[Int(index) - 1].utf8).flatMap { [$0, UInt8(0)] }
      return [UInt8(2 + letters.count), 3] + letters
    default: return nil
    }
  }

  // MARK: - Bytes

  private func reply(
    _ sequence: UInt32, _ status: Int32, _ count: Int, _ data: [UInt8], _ state: State
  ) {
    let head = Self.words([
      3, sequence, 0, 0, 0, UInt32(bitPattern: status), UInt32(count), 0, 0, 0,
    ])
    send(head + [UInt8](repeating: 0, count: 8) + data, state)
  }

  private func send(_ bytes: [UInt8], _ state: State) {
    var sent = 0
    while sent < bytes.count, state.socket >= 0 {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(state.socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      sent += count
    }
  }

  private static func words(_ values: [UInt32]) -> [UInt8] {
    values.flatMap { value in (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }
  }

  static func read(_ file: Int32, _ count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var got = 0
    while got < count {
      let more = bytes[got...].withUnsafeMutableBytes { recv(file, $0.baseAddress, $0.count, 0) }
      guard more > 0 else { return nil }
      got += more
    }
    return bytes
  }
}
