import Foundation
import Glibc

/// A keyboard or a serial line that this kernel plays itself (configfs), plugged into a port of its dummy
/// host controller; everything above is the kernel's own: usbhid, evdev, cdc-acm, udev.
///
/// Used by one thread at a time.
public final class KernelGadget {
  public enum Kind: Sendable {
    /// A boot keyboard, as scanners and keypads are.
    case keyboard
    /// CDC-ACM, as displays are.
    case serial
  }

  /// Where udev links what it finds, by its port.
  public let path: String
  private let kind: Kind
  private let folder: String
  private let port: Int
  private var line: Int32 = -1

  /// A device that is not plugged in yet; `port` is 0 to 2 and used by no other.
  public init(
    _ kind: Kind, named name: String, vendor: UInt16, product: UInt16, port: Int
  ) throws {
    self.kind = kind
    self.port = port
    let place = "platform-dummy_hcd.\(port)-usb-0:1:1.0"
    path =
      kind == .keyboard
      ? "/dev/input/by-path/\(place)-event-kbd" : "/dev/serial/by-path/\(place)"
    let root = "/sys/kernel/config"
    if !FileManager.default.fileExists(atPath: root + "/usb_gadget") {
      mount("configfs", root, "configfs", 0, nil)
    }
    folder = "\(root)/usb_gadget/device-\(port)"
    let function = "\(folder)/functions/\(kind == .keyboard ? "hid" : "acm").\(port)"
    for part in [folder, "\(folder)/strings/0x409", "\(folder)/configs/c.1", function] {
      guard mkdir(part, 0o755) == 0 else {
        throw RigTrouble("\(part): \(String(cString: strerror(errno)))")
      }
    }
    try set("idVendor", "0x" + String(vendor, radix: 16))
    try set("idProduct", "0x" + String(product, radix: 16))
    try set("strings/0x409/manufacturer", "FAKE")
    try set("strings/0x409/product", name)
    if kind == .keyboard {
      for (key, value) in [("protocol", "1"), ("subclass", "1"), ("report_length", "8")] {
        try set("functions/hid.\(port)/\(key)", value)
      }
      try Data(Self.bootKeyboard).write(to: URL(filePath: function + "/report_desc"))
    }
    guard symlink(function, folder + "/configs/c.1/f") == 0 else {
      throw RigTrouble("the gadget takes no function: \(String(cString: strerror(errno)))")
    }
  }

  /// Returns when udev has made its link.
  public func plug() throws {
    try set("UDC", "dummy_udc.\(port)")
    try until("\(path) is there") { FileManager.default.fileExists(atPath: self.path) }
    guard kind == .serial else { return }
    let number = try String(
      contentsOfFile: "\(folder)/functions/acm.\(port)/port_num", encoding: .utf8
    ).trimmingCharacters(in: .whitespacesAndNewlines)
    line = open("/dev/ttyGS\(number)", O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
    var raw = termios()
    guard line >= 0, tcgetattr(line, &raw) == 0 else { throw RigTrouble("no /dev/ttyGS\(number)") }
    cfmakeraw(&raw)
    tcsetattr(line, TCSANOW, &raw)
  }

  /// Returns when the kernel has lost it and its link is gone.
  public func unplug() throws {
    if line >= 0 { close(line) }
    line = -1
    try set("UDC", "\n")
    try until("\(path) is gone") { !FileManager.default.fileExists(atPath: self.path) }
  }

  /// A key down and up, by its code in the HID usage tables; somebody must listen.
  public func press(_ code: UInt8, shift: Bool = false) throws {
    try report([shift ? 2 : 0, 0, code, 0, 0, 0, 0, 0])
    try report([0, 0, 0, 0, 0, 0, 0, 0])
  }

  /// Types letters, digits, `-`, `.` and `|` as a scanner does, then Enter, as fast as the kernel takes keys.
  public func type(_ text: String, end: Bool = true) throws {
    for sign in text.utf8 {
      switch sign {
      case 0x61...0x7A: try press(sign - 0x61 + 4)
      case 0x41...0x5A: try press(sign - 0x41 + 4, shift: true)
      case 0x31...0x39: try press(sign - 0x31 + 0x1E)
      case 0x30: try press(0x27)
      case UInt8(ascii: "-"): try press(0x2D)
      case UInt8(ascii: "."): try press(0x37)
      case UInt8(ascii: "|"): try press(0x31, shift: true)
      default: throw RigTrouble("no key types \(sign)")
      }
    }
    if end { try press(0x28) }
  }

  /// What has arrived on the line until these bytes are there, or five seconds are over.
  public func heard(until wanted: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    let deadline = ContinuousClock.now + .seconds(5)
    while ContinuousClock.now < deadline, !bytes.ends(with: wanted) {
      var asked = pollfd(fd: line, events: Int16(POLLIN), revents: 0)
      guard poll(&asked, 1, 100) > 0 else { continue }
      var some = [UInt8](repeating: 0, count: 4_096)
      let count = read(line, &some, some.count)
      if count > 0 { bytes += some.prefix(count) } else { usleep(5_000) }
    }
    return bytes
  }
}

extension KernelGadget {
  private func set(_ key: String, _ value: String) throws {
    let file = open("\(folder)/\(key)", O_WRONLY | O_CLOEXEC)
    defer { close(file) }
    guard file >= 0, write(file, value, value.utf8.count) == value.utf8.count else {
      throw RigTrouble("\(key) of the gadget: \(String(cString: strerror(errno)))")
    }
  }

  private func report(_ bytes: [UInt8]) throws {
    let numbers = try String(
      contentsOfFile: "\(folder)/functions/hid.\(port)/dev", encoding: .utf8
    ).trimmingCharacters(in: .whitespacesAndNewlines)
    let minor = numbers.split(separator: ":").last ?? "0"
    let file = open("/dev/hidg\(minor)", O_RDWR | O_NONBLOCK | O_CLOEXEC)
    defer { close(file) }
    let deadline = ContinuousClock.now + .seconds(5)
    while write(file, bytes, bytes.count) != bytes.count {
      guard file >= 0, errno == EAGAIN, ContinuousClock.now < deadline else {
        throw RigTrouble("no key can be pressed: \(String(cString: strerror(errno)))")
      }
      var asked = pollfd(fd: file, events: Int16(POLLOUT), revents: 0)
      poll(&asked, 1, 50)
    }
  }

  private func until(_ what: String, _ isSo: () -> Bool) throws {
    let deadline = ContinuousClock.now + .seconds(15)
    while !isSo() {
      guard ContinuousClock.now < deadline else { throw RigTrouble("never: \(what)") }
      usleep(5_000)
    }
  }

  /// The report descriptor of appendix B.1 of the HID specification 1.11.
  private static let bootKeyboard: [UInt8] = [
    0x05, 0x01, 0x09, 0x06, 0xA1, 0x01, 0x05, 0x07, 0x19, 0xE0, 0x29, 0xE7, 0x15, 0x00, 0x25, 0x01,
    0x75, 0x01, 0x95, 0x08, 0x81, 0x02, 0x95, 0x01, 0x75, 0x08, 0x81, 0x03, 0x95, 0x05, 0x75, 0x01,
    0x05, 0x08, 0x19, 0x01, 0x29, 0x05, 0x91, 0x02, 0x95, 0x01, 0x75, 0x03, 0x91, 0x03, 0x95, 0x06,
    0x75, 0x08, 0x15, 0x00, 0x25, 0x65, 0x05, 0x07, 0x19, 0x00, 0x29, 0x65, 0x81, 0x00, 0xC0,
  ]
}

extension Array where Element: Equatable {
  fileprivate func ends(with others: [Element]) -> Bool {
    count >= others.count && Array(suffix(others.count)) == others
  }
}
