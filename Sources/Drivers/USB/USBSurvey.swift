internal import CLibUSB
internal import Foundation

/// A device on USB that may print, as a technician wants to see it.
public struct USBFinding: Hashable, Sendable {
  /// How it can be reached at the moment.
  public enum Standing: String, Hashable, Sendable, CaseIterable {
    /// Nobody has it.
    case free
    /// The kernel's own printer driver has it and gives it up when it is needed.
    case kernelDriver
    /// Another program has it: a halld that runs, or CUPS.
    case taken
    /// This user may not open it.
    case forbidden
    /// It is listed and cannot be opened.
    case broken
  }

  public var device: USBDevice
  public var maker: String?
  public var model: String?
  /// What it answers to GET_DEVICE_ID, where it could be asked.
  public var deviceID: DeviceIDString?
  public var standing: Standing

  public init(
    device: USBDevice, maker: String? = nil, model: String? = nil, deviceID: DeviceIDString? = nil,
    standing: Standing = .free
  ) {
    self.device = device
    self.maker = maker
    self.model = model
    self.deviceID = deviceID
    self.standing = standing
  }

  /// Whether its class says that it prints; else only its numbers can tell.
  public var isPrinter: Bool { device.printing(anyClass: false) != nil }
}

/// Looks at what is plugged in and takes nothing away from anybody.
public enum USBSurvey {
  /// Every device with a pipe that could take a slip, in the order of their ports; blocks for some 10 ms.
  ///
  /// Never throws for one broken device; throws when USB cannot be used at all.
  public static func look() throws(TransportFailure) -> [USBFinding] {
    let session = try USBSession(serials: true)
    return session.devices.filter { $0.printing(anyClass: true) != nil }
      .sorted { $0.port < $1.port }
      .map { look(at: $0, in: session) }
  }

  private static func look(at device: USBDevice, in session: USBSession) -> USBFinding {
    var finding = USBFinding(device: device)
    let handle: OpaquePointer
    do throws(TransportFailure) {
      unsafe handle = try unsafe session.open(device)
    } catch {
      finding.standing = error.cause.contains("ACCESS") ? .forbidden : .broken
      return finding
    }
    defer { unsafe libusb_close(handle) }
    var words = libusb_device_descriptor()
    if let reference = unsafe libusb_get_device(handle),
      unsafe libusb_get_device_descriptor(reference, &words) == 0
    {
      finding.maker = unsafe USBSession.text(words.iManufacturer, of: handle)
      finding.model = unsafe USBSession.text(words.iProduct, of: handle)
    }
    guard let interface = device.printing(anyClass: false) else { return finding }
    let number = Int32(interface.number)
    if unsafe libusb_kernel_driver_active(handle, number) == 1 {
      finding.standing = .kernelDriver
      finding.deviceID = kernelsCopy(device, interface)
    } else if unsafe libusb_claim_interface(handle, number) == 0 {
      finding.deviceID = unsafe USBConnection.askDeviceID(
        interface, of: handle, before: .now + .milliseconds(500))
      _ = unsafe libusb_release_interface(handle, number)
    } else {
      finding.standing = .taken
    }
    return finding
  }

  /// The kernel's driver asked when it took the printer, and shows the answer.
  private static func kernelsCopy(_ device: USBDevice, _ interface: USBInterface) -> DeviceIDString?
  {
    let path = "/sys/bus/usb/devices/\(device.port):1.\(interface.number)/ieee1284_id"
    return (try? String(contentsOfFile: path, encoding: .utf8)).flatMap { DeviceIDString(text: $0) }
  }
}
