/// A USB device as its descriptors have it: a ticket printer, unless said otherwise.
public struct VirtualUSBDevice: Sendable {
  public var vendor: UInt16 = 0x0416
  public var product: UInt16 = 0x5011
  public var maker = "FAKE"
  public var model = "TICKET-80"
  public var serial = ""
  /// Class, subclass and protocol: a printer that answers.
  public var kind: (UInt8, UInt8, UInt8) = (7, 1, 2)
  /// Whether it has a bulk endpoint for what it says.
  public var speaks = true
  /// Whether the kernel's own driver takes it as soon as it is plugged in.
  public var usblp = true
  /// The answer to GET_DEVICE_ID; `nil` stalls.
  public var deviceID: String? = "MFG:FAKE;MDL:TICKET-80;CMD:ESC/POS;CLS:PRINTER;"

  public init() {}

  public static func printer(serial: String = "") -> VirtualUSBDevice {
    var device = VirtualUSBDevice()
    device.serial = serial
    return device
  }

  /// Something else on the same port: a memory stick.
  public static var stick: VirtualUSBDevice {
    var device = VirtualUSBDevice()
    (device.vendor, device.product, device.kind) = (0x0781, 0x5567, (8, 6, 80))
    (device.maker, device.model, device.usblp, device.deviceID) = ("SanDisk", "Cruzer", false, nil)
    return device
  }

  public static let outEndpoint: UInt8 = 0x01
  public static let inEndpoint: UInt8 = 0x82

  /// Device and configuration, as the kernel hands them out.
  public var descriptors: [UInt8] { deviceDescriptor + configurationDescriptor }

  public var deviceDescriptor: [UInt8] {
    func low(_ word: UInt16) -> [UInt8] { [UInt8(word & 0xFF), UInt8(word >> 8)] }
    return [18, 1, 0x00, 0x02, 0, 0, 0, 64] + low(vendor) + low(product)
      + [0x00, 0x01, 1, 2, serial.isEmpty ? 0 : 3, 1]
  }

  public var configurationDescriptor: [UInt8] {
    let endpoints: [[UInt8]] =
      [[7, 5, Self.outEndpoint, 2, 64, 0, 0]]
      + (speaks ? [[7, 5, Self.inEndpoint, 2, 64, 0, 0]] : [])
    let length = UInt8(18 + 7 * endpoints.count)
    return [9, 2, length, 0, 1, 1, 0, 0xC0, 0x32]
      + [9, 4, 0, 0, UInt8(endpoints.count), kind.0, kind.1, kind.2, 0] + endpoints.joined()
  }
}

/// What a port can do, whoever emulates it: the one side of the rig; the driver under test is the other.
public protocol VirtualUSBBus: AnyObject, Sendable {
  /// How the kernel calls a port, such as `1-2`.
  func name(of port: Int) -> String
  /// Called with a port and the bytes its printer took, in order, on the bus' own thread.
  func begin(_ taken: @escaping @Sendable (Int, [UInt8]) -> Void)
  /// Returns when the kernel, or what stands for it, has noticed.
  func plug(_ device: VirtualUSBDevice, into port: Int) throws
  func unplug(_ port: Int) throws
  /// The printer has room for so many more bytes; without any it says NAK.
  func grant(_ bytes: Int, to port: Int)
  /// It has no room any more.
  func withdraw(from port: Int)
  func say(_ bytes: [UInt8], on port: Int)
  func answer(_ answer: PortAnswer, on port: Int)
  /// The pipe to the printer halts until its halt is cleared.
  func stall(_ port: Int)
  /// Returns when all that was asked of the bus is done, and all taken bytes were handed over.
  func settle()
  /// What the driver did: `claimed`, `usblp detached`, oldest first.
  var log: [String] { get }
}

/// What GET_PORT_STATUS is answered with.
public enum PortAnswer: Hashable, Sendable {
  case status(UInt8)
  case stall
  /// Nothing comes: the request runs into its time limit.
  case silence
}

public struct RigTrouble: Error, CustomStringConvertible {
  public let description: String
  public init(_ description: String) { self.description = description }
}
