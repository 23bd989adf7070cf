/// How a serial line is set; both ends must agree.
public struct SerialLine: Hashable, Sendable {
  public enum Parity: String, Hashable, Sendable, CaseIterable {
    case none, even, odd
  }

  /// Bits a second, one of `speeds`.
  public var baud: Int
  /// 7 or 8.
  public var dataBits: Int
  public var parity: Parity
  /// 1 or 2.
  public var stopBits: Int

  /// 9600 8N1, which most displays speak.
  public init(baud: Int = 9_600, dataBits: Int = 8, parity: Parity = .none, stopBits: Int = 1) {
    self.baud = baud
    self.dataBits = dataBits
    self.parity = parity
    self.stopBits = stopBits
  }

  /// Bits a second that a line can be set to.
  public static let speeds = [1_200, 2_400, 4_800, 9_600, 19_200, 38_400, 57_600, 115_200]
}

/// Where a serial device is reached.
public enum SerialPlace: Hashable, Sendable {
  /// A node such as `/dev/serial/by-path/…`: a port, a USB adapter, a CDC-ACM device.
  case device(String)
  /// A device server in the hall's network; the address is numeric, so that no name is waited for.
  case network(address: String, port: Int)

  /// The place as people write it.
  public var name: String {
    switch self {
    case .device(let path): path
    case .network(let address, let port):
      address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)"
    }
  }
}
