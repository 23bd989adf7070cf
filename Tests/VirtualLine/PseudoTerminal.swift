internal import Foundation
internal import Glibc

/// A serial line without a wire: halld opens one end by its path, a test holds the other.
///
/// The path is a link, as in `/dev/serial/by-path`, so that a device can be pulled out and another be
/// plugged in at the same place. Used by one thread at a time.
public final class PseudoTerminal: @unchecked Sendable {
  // Guarded by whoever owns it: one test.
  /// Where the device is found.
  public let path: String
  private let folder: String
  private var far: Int32 = -1
  private var near: Int32 = -1

  /// A place under `name`, with nothing plugged in.
  public init(_ name: String = "display") throws {
    folder = FileManager.default.temporaryDirectory.path + "/line-\(UUID().uuidString)/by-path"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    path = "\(folder)/\(name)"
  }

  deinit {
    unplug()
    try? FileManager.default.removeItem(atPath: (folder as NSString).deletingLastPathComponent)
  }

  /// Plugs a device in; `elsewhere` is another path under which the same device is seen.
  public func plug(elsewhere: String? = nil) throws {
    unplug()
    far = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
    var (isLocked, number): (Int32, Int32) = (0, 0)
    // TIOCSPTLCK and TIOCGPTN of asm-generic/ioctls.h.
    guard far >= 0, ioctl(far, 0x4004_5431, &isLocked) == 0, ioctl(far, 0x8004_5430, &number) == 0
    else { throw CocoaError(.fileNoSuchFile) }
    let device = "/dev/pts/\(number)"
    // Held open, or the far end would read a hang-up before halld has come.
    near = open(device, O_RDWR | O_NOCTTY | O_CLOEXEC)
    var raw = termios()
    tcgetattr(near, &raw)
    cfmakeraw(&raw)
    tcsetattr(near, TCSANOW, &raw)
    let place = elsewhere ?? path
    unlink(place)
    symlink(device, place)
    linked = place
  }

  private var linked: String?

  /// Pulls the device out: whoever has it open sees it hang up, and its path is gone.
  public func unplug() {
    if let linked { unlink(linked) }
    linked = nil
    if near >= 0 { close(near) }
    if far >= 0 { close(far) }
    near = -1
    far = -1
  }

  /// What has arrived, waiting until it holds `bytes` or time is up.
  public func read(until bytes: [UInt8], within seconds: Double = 10) -> [UInt8] {
    var all: [UInt8] = []
    let end = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < end {
      all += readNow(waiting: 20)
      if Self.holds(all, bytes) { return all }
    }
    return all
  }

  /// What has arrived and is not read yet, waiting for some at most so many milliseconds.
  public func readNow(waiting milliseconds: Int32 = 0) -> [UInt8] {
    var asked = pollfd(fd: far, events: Int16(POLLIN), revents: 0)
    guard poll(&asked, 1, milliseconds) > 0 else { return [] }
    var buffer = [UInt8](repeating: 0, count: 4_096)
    let count = Glibc.read(far, &buffer, buffer.count)
    return count > 0 ? Array(buffer.prefix(count)) : []
  }

  /// Sends bytes to whoever has the device open.
  public func write(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(far, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// Stops taking bytes, as a device that hangs does.
  public func stall() { tcflow(near, TCOOFF) }

  /// How fast the line was set, as termios writes it.
  public var speed: UInt32 {
    var settings = termios()
    tcgetattr(near, &settings)
    return cfgetospeed(&settings)
  }

  private static func holds(_ all: [UInt8], _ part: [UInt8]) -> Bool {
    guard !part.isEmpty, all.count >= part.count else { return part.isEmpty && !all.isEmpty }
    return (0...all.count - part.count).contains { all[$0..<$0 + part.count].elementsEqual(part) }
  }
}
