/// Numbers on USB that a model is known by; the profile's file says where that is known from.
public struct USBModelID: Hashable, Sendable, Codable {
  public var vendor: UInt16
  public var product: UInt16
  /// Whether other models have the same numbers, so that they decide nothing by themselves.
  public var isShared: Bool

  public init(vendor: UInt16, product: UInt16, isShared: Bool = false) {
    self.vendor = vendor
    self.product = product
    self.isShared = isShared
  }
}

/// Which profile a device on USB belongs to, and what tells.
public enum USBRecognition: Hashable, Sendable {
  /// It says this name, and its vendor is the maker's.
  case byName(PrinterProfile, name: String)
  /// No other model has its numbers.
  case byNumbers(PrinterProfile)
  /// Models of these profiles have its numbers, others may have them too, and it says no name that is known.
  case possible([PrinterProfile])
  case stranger

  /// Compares what was found with all profiles.
  public init(_ finding: USBFinding, among profiles: [PrinterProfile]) {
    let device = finding.device
    let said = Self.words(finding)
    let named = profiles.compactMap { profile -> (PrinterProfile, String)? in
      guard profile.usb.contains(where: { $0.vendor == device.vendor }) else { return nil }
      return profile.names.first { said.contains($0.uppercased()) }.map { (profile, $0) }
    }
    if named.count == 1 {
      self = .byName(named[0].0, name: named[0].1)
      return
    }
    func numbered(_ shared: Bool) -> [PrinterProfile] {
      profiles.filter {
        $0.usb.contains(
          USBModelID(vendor: device.vendor, product: device.product, isShared: shared))
      }
    }
    let own = numbered(false)
    if own.count == 1 {
      self = .byNumbers(own[0])
      return
    }
    let shared = own + numbered(true)
    self = shared.isEmpty ? .stranger : .possible(shared)
  }

  /// Whole words only: a TM-T88VI is no TM-T88V.
  private static func words(_ finding: USBFinding) -> Set<String> {
    let texts = [finding.deviceID?.model, finding.model].compactMap { $0 }
    return Set(
      texts.flatMap { text in
        text.uppercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) && $0 != "-" }
          .map { String($0) }
      })
  }
}
