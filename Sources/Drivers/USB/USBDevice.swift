/// What a USB device says about itself before anybody opens it.
public struct USBDevice: Hashable, Sendable {
  public var vendor: UInt16
  public var product: UInt16
  /// Where it is plugged in, as the kernel writes it: the bus, then the ports, such as `1-2.3`.
  ///
  /// Stays the same over restarts and replugging, so it tells two identical printers apart.
  public var port: String
  /// Its address on the bus, 1 to 127; another one after each plugging in.
  public var address: UInt8
  /// Serial number; `nil` when it has none or was not asked.
  public var serial: String?
  /// The ways bytes can take to it, each with a bulk endpoint to the device.
  public var interfaces: [USBInterface]

  public init(
    vendor: UInt16, product: UInt16, port: String, address: UInt8, serial: String? = nil,
    interfaces: [USBInterface]
  ) {
    self.vendor = vendor
    self.product = product
    self.port = port
    self.address = address
    self.serial = serial
    self.interfaces = interfaces
  }

  /// Vendor and product as everybody writes them, such as `04b8:0e15`.
  public var id: String { "\(Self.hex(vendor)):\(Self.hex(product))" }

  /// Four lower case hexadecimal digits.
  public static func hex(_ number: UInt16) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }

  /// The interface to print on, the most talkative first.
  ///
  /// A printer by its class answers with protocol 2, is silent with 1; 3 and 4 speak packets of their
  /// own. An interface of another class counts only when `anyClass` says that a person named the device.
  public func printing(anyClass: Bool) -> USBInterface? {
    let printers = interfaces.filter { $0.isPrinter && (0...2).contains($0.protocolCode) }
    let best = printers.max { ($0.talks, -Int($0.alternate)) < ($1.talks, -Int($1.alternate)) }
    guard best == nil, anyClass else { return best }
    return interfaces.first { $0.inEndpoint != nil && !$0.isPrinter }
      ?? interfaces.first { !$0.isPrinter }
  }
}

/// One setting of one interface that takes bytes in bulk, its endpoints read from the descriptors.
public struct USBInterface: Hashable, Sendable {
  public var number: UInt8
  public var alternate: UInt8
  /// Class and subclass; 7 and 1 are a printer.
  public var classCode: UInt8
  public var subclassCode: UInt8
  public var protocolCode: UInt8
  public var outEndpoint: UInt8
  /// Where the device speaks; `nil` when it cannot.
  public var inEndpoint: UInt8?
  /// Most bytes in one packet from the device.
  public var inPacket: Int

  public init(
    number: UInt8, alternate: UInt8 = 0, classCode: UInt8 = 7, subclassCode: UInt8 = 1,
    protocolCode: UInt8 = 2, outEndpoint: UInt8, inEndpoint: UInt8?, inPacket: Int = 64
  ) {
    self.number = number
    self.alternate = alternate
    self.classCode = classCode
    self.subclassCode = subclassCode
    self.protocolCode = protocolCode
    self.outEndpoint = outEndpoint
    self.inEndpoint = inEndpoint
    self.inPacket = inPacket
  }

  public var isPrinter: Bool { classCode == 7 && subclassCode == 1 }

  fileprivate var talks: Int { inEndpoint == nil ? 0 : 1 }
}
