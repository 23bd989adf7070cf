/// Which of the plugged in printers a configuration means; what is `nil` may be anything.
public struct USBPrinterMatch: Hashable, Sendable {
  public var vendor: UInt16?
  public var product: UInt16?
  /// Compared exactly with what the device says.
  public var serial: String?
  /// The port, such as `1-2.3`; tells two printers without serial numbers apart.
  public var port: String?

  public init(
    vendor: UInt16? = nil, product: UInt16? = nil, serial: String? = nil, port: String? = nil
  ) {
    self.vendor = vendor
    self.product = product
    self.serial = serial
    self.port = port
  }

  /// A device that is no printer by its class is taken only when both its numbers are written down:
  /// nobody's scanner shall be fed paper commands.
  public var takesAnyClass: Bool { vendor != nil && product != nil }

  /// Whether a text is a port as the kernel writes it: a bus, a hyphen, ports with dots between.
  public static func isPort(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return false }
    let numbers = [parts[0]] + parts[1].split(separator: ".", omittingEmptySubsequences: false)
    return numbers.count <= 8
      && numbers.allSatisfy { number in
        (1...3).contains(number.count) && number.allSatisfy { $0.isASCII && $0.isNumber }
      }
  }

  /// The one device that is meant, or why there is none.
  public enum Choice: Hashable, Sendable {
    case one(USBDevice, USBInterface)
    case none(String)
    case several(String)
  }

  /// Chooses among everything on the buses; serial numbers must be there when `serial` is set.
  public func choose(among devices: [USBDevice]) -> Choice {
    let fitting = devices.compactMap { device in
      differences(from: device).isEmpty
        ? device.printing(anyClass: takesAnyClass).map { (device, $0) } : nil
    }
    if fitting.count > 1 {
      let places = fitting.map { "\($0.0.id) at \($0.0.port)" }.sorted().joined(separator: ", ")
      return .several("\(fitting.count) printers match (\(places)); add \"serial\" or \"port\"")
    }
    if let (device, interface) = fitting.first { return .one(device, interface) }
    return .none("\(self) is not plugged in\(nearest(among: devices))")
  }

  /// What of this match a device does not meet, such as `vendor 0416`; empty when all is met.
  public func differences(from device: USBDevice) -> [String] {
    var found: [String] = []
    if let vendor, vendor != device.vendor {
      found.append("vendor \(USBDevice.hex(device.vendor))")
    }
    if let product, product != device.product {
      found.append("product \(USBDevice.hex(device.product))")
    }
    if let serial, serial != device.serial {
      found.append(device.serial.map { "serial \($0)" } ?? "no serial number")
    }
    if let port, port != device.port { found.append("port \(device.port)") }
    return found
  }

  /// The device that stands where the printer should, or the printer that stands elsewhere.
  private func nearest(among devices: [USBDevice]) -> String {
    if let port, let there = devices.first(where: { $0.port == port }) {
      let other = differences(from: there)
      return other.isEmpty
        ? "; \(there.id) at \(port) is no printer"
        : "; \(port) holds another device: \(other.joined(separator: ", "))"
    }
    let printers = devices.filter { $0.printing(anyClass: takesAnyClass) != nil }
    guard let near = printers.min(by: { differences(from: $0).count < differences(from: $1).count })
    else { return "" }
    return "; \(near.id) at \(near.port) differs: "
      + differences(from: near).joined(separator: ", ")
  }
}

extension USBPrinterMatch: CustomStringConvertible {
  public var description: String {
    let parts = [
      vendor.map { "vendor \(USBDevice.hex($0))" }, product.map { "product \(USBDevice.hex($0))" },
      serial.map { "serial \($0)" }, port.map { "port \($0)" },
    ].compactMap { $0 }
    return parts.isEmpty ? "a USB printer" : "the USB printer with " + parts.joined(separator: ", ")
  }
}
