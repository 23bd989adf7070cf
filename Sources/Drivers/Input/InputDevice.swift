internal import Glibc

/// A scanner or keypad on the kernel's evdev interface, held exclusively, on an executor of its own.
///
/// Held, because its keys are meant for the hall alone: without that, a console or browser on this machine
/// would be typed into. Found by the path of its port, and again after it was plugged out and in.
public actor InputDevice {
  /// What came of waiting for it.
  public struct Reading: Sendable, Hashable {
    public var standing: DeviceStanding
    public var news: [KeyNews] = []
    /// Whether the device was opened just now: what was read before has no continuation.
    public var isNew = false
  }

  /// Which model is expected, by its USB or Bluetooth ids.
  public struct Model: Hashable, Sendable {
    public var vendor: UInt16
    public var product: UInt16

    public init(vendor: UInt16, product: UInt16) {
      self.vendor = vendor
      self.product = product
    }
  }

  public nonisolated let name: String
  public nonisolated let path: String
  private let expected: Model?
  private nonisolated let executor: DeviceExecutor
  private var file: Int32 = -1
  private var reader = KeyEventReader()

  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe executor.asUnownedSerialExecutor()
  }

  /// A device at a path such as `/dev/input/by-path/…-event-kbd`; nothing is opened yet.
  public init(name: String, path: String, expecting: Model? = nil) {
    self.name = name
    self.path = path
    expected = expecting
    executor = DeviceExecutor(label: "input \(name)")
  }

  deinit {
    if file >= 0 { Glibc.close(file) }
  }

  /// Opens the device when needed, and waits for keys at most so long, 1 ms to 1 minute.
  public func read(within limit: Duration) -> Reading {
    var isNew = false
    if file < 0 {
      let standing = open(exclusively: true)
      guard standing == .ready else { return Reading(standing: standing) }
      isNew = true
    }
    var asked = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
    let milliseconds = Int32(min(max(1, limit / .milliseconds(1)), 60_000))
    let count = unsafe poll(&asked, 1, milliseconds)
    guard count > 0 else { return Reading(standing: .ready, isNew: isNew) }
    guard Int32(asked.revents) & POLLIN != 0 else { return gone() }
    var bytes = [UInt8](repeating: 0, count: 64 * KeyEventReader.size)
    let got = unsafe bytes.withUnsafeMutableBytes { buffer in
      unsafe Glibc.read(file, buffer.baseAddress, buffer.count)
    }
    if got < 0, errno == EAGAIN || errno == EINTR { return Reading(standing: .ready, isNew: isNew) }
    guard got > 0 else { return gone() }
    return Reading(standing: .ready, news: reader.read(bytes.prefix(got)), isNew: isNew)
  }

  /// Whether the device can be opened and is the expected one; takes it from nobody.
  public func look() -> DeviceStanding {
    if file >= 0 { return .ready }
    let standing = open(exclusively: false)
    close()
    return standing
  }

  /// Lets go of the device.
  public func close() {
    if file >= 0 { Glibc.close(file) }
    file = -1
    reader = KeyEventReader()
  }

  private func gone() -> Reading {
    close()
    return Reading(standing: .absent)
  }

  private func open(exclusively: Bool) -> DeviceStanding {
    let opened = unsafe Glibc.open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard opened >= 0 else {
      switch errno {
      case ENOENT, ENODEV, ENXIO, ENOTDIR: return .absent
      case EBUSY: return .busy
      default: return .refused
      }
    }
    file = opened
    reader = KeyEventReader()
    let standing = check(opened, exclusively: exclusively)
    if standing != .ready { close() }
    return standing
  }

  private func check(_ file: Int32, exclusively: Bool) -> DeviceStanding {
    if let expected {
      guard let model = Self.model(of: file) else { return .refused }
      guard model == expected else { return .wrongDevice }
    }
    guard exclusively else { return Self.model(of: file) == nil ? .refused : .ready }
    guard ioctl(file, Self.grab, 1) == 0 else { return errno == EBUSY ? .busy : .refused }
    return .ready
  }

  /// What is plugged in at a path and what it calls itself; takes it from nobody.
  public static func plugged(at path: String) -> (model: Model, name: String)? {
    let file = unsafe Glibc.open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { Glibc.close(file) }
    guard let model = model(of: file) else { return nil }
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = unsafe bytes.withUnsafeMutableBytes { buffer -> Int32 in
      guard let start = buffer.baseAddress else { return -1 }
      return unsafe ioctl(file, Self.ownName, start)
    }
    let name = bytes.prefix(max(0, Int(count))).prefix { $0 != 0 }
    // Firmware wrote it: nothing of it may move a terminal's cursor.
    let plain = name.map { (0x20...0x7E).contains($0) ? $0 : UInt8(ascii: "?") }
    return (model, String(decoding: plain, as: UTF8.self))
  }

  private static func model(of file: Int32) -> Model? {
    // struct input_id: bus, vendor, product, version.
    var id: (UInt16, UInt16, UInt16, UInt16) = (0, 0, 0, 0)
    guard unsafe ioctl(file, identity, &id) >= 0 else { return nil }
    return Model(vendor: id.1, product: id.2)
  }

  // EVIOCGID, EVIOCGNAME(256) and EVIOCGRAB of linux/input.h, which Swift cannot read as macros.
  private static let ownName: UInt = 0x8100_4506
  private static let identity: UInt = 0x8008_4502
  private static let grab: UInt = 0x4004_4590
}
