internal import CLibUSB
internal import Foundation
internal import Synchronization

/// One look at the buses: a libusb context of its own, whose list is true at that moment.
///
/// A context that is kept hears of new devices only where udevd runs, so every search begins with a
/// fresh one; the connection that comes of it keeps it for itself. Printers share nothing by this.
@safe final class USBSession {
  let context: OpaquePointer
  /// The devices found; those whose descriptors cannot be read are left out.
  private(set) var devices: [USBDevice] = []
  private var references: [OpaquePointer] = unsafe []

  // libusb starts its monitor with the first context and ends it with the last: one at a time.
  private static let turn = Mutex<Void>(())

  /// Asked for serial numbers it opens each printer for a moment.
  init(serials: Bool = false) throws(TransportFailure) {
    var made: OpaquePointer?
    let code = Self.turn.withLock { _ in unsafe libusb_init(&made) }
    guard code == 0, let made = unsafe made else {
      throw TransportFailure(.refused, cause: "USB cannot be used here: \(Self.name(code))")
    }
    unsafe context = made
    readList(serials: serials)
  }

  deinit {
    unsafe references.forEach { unsafe libusb_unref_device($0) }
    Self.turn.withLock { _ in unsafe libusb_exit(context) }
  }

  /// Opens a device of this session's list.
  func open(_ device: USBDevice) throws(TransportFailure) -> OpaquePointer {
    guard let index = devices.firstIndex(of: device) else {
      throw TransportFailure(.absent, cause: "\(device.id) is not plugged in")
    }
    var handle: OpaquePointer?
    let code = unsafe libusb_open(references[index], &handle)
    if code == 0, let handle = unsafe handle { return unsafe handle }
    throw Self.failure(code, "open \(device.id) at \(device.port)")
  }

  private func readList(serials: Bool) {
    var list: UnsafeMutablePointer<OpaquePointer?>?
    let count = unsafe libusb_get_device_list(context, &list)
    guard count >= 0, let list = unsafe list else { return }
    defer { unsafe libusb_free_device_list(list, 1) }
    for index in 0..<count {
      guard let reference = unsafe list[index], var device = unsafe Self.describe(reference) else {
        continue
      }
      if serials, !device.interfaces.isEmpty { device.serial = unsafe Self.serial(of: reference) }
      unsafe references.append(libusb_ref_device(reference))
      devices.append(device)
    }
  }
}

// MARK: - Descriptors

extension USBSession {
  private static func describe(_ reference: OpaquePointer) -> USBDevice? {
    var words = libusb_device_descriptor()
    guard unsafe libusb_get_device_descriptor(reference, &words) == 0 else { return nil }
    var ports = [UInt8](repeating: 0, count: 8)
    let depth = unsafe libusb_get_port_numbers(reference, &ports, 8)
    let path = ports.prefix(Int(max(0, depth))).map { "\($0)" }.joined(separator: ".")
    let bus = unsafe libusb_get_bus_number(reference)
    return USBDevice(
      vendor: words.idVendor, product: words.idProduct, port: "\(bus)-\(path.isEmpty ? "0" : path)",
      address: unsafe libusb_get_device_address(reference),
      interfaces: unsafe interfaces(of: reference))
  }

  /// The interfaces with a bulk endpoint to the device, of the configuration the kernel chose.
  private static func interfaces(of reference: OpaquePointer) -> [USBInterface] {
    var found: UnsafeMutablePointer<libusb_config_descriptor>?
    guard unsafe libusb_get_active_config_descriptor(reference, &found) == 0,
      let configuration = unsafe found
    else { return [] }
    defer { unsafe libusb_free_config_descriptor(configuration) }
    var interfaces: [USBInterface] = []
    for index in 0..<Int(unsafe configuration.pointee.bNumInterfaces) {
      let interface = unsafe configuration.pointee.interface[index]
      for setting in 0..<Int(unsafe interface.num_altsetting) {
        if let one = unsafe Self.interface(interface.altsetting[setting]) { interfaces.append(one) }
      }
    }
    return interfaces
  }

  private static func interface(_ words: libusb_interface_descriptor) -> USBInterface? {
    var out: UInt8?
    var back: (endpoint: UInt8, packet: Int)?
    for index in 0..<Int(unsafe words.bNumEndpoints) {
      let endpoint = unsafe words.endpoint[index]
      guard unsafe endpoint.bmAttributes & 0x03 == 0x02 else { continue }
      let address = unsafe endpoint.bEndpointAddress
      if address & 0x80 == 0 {
        out = out ?? address
      } else {
        back = unsafe back ?? (address, Int(endpoint.wMaxPacketSize & 0x07FF))
      }
    }
    guard let out else { return nil }
    return unsafe USBInterface(
      number: words.bInterfaceNumber, alternate: words.bAlternateSetting,
      classCode: words.bInterfaceClass, subclassCode: words.bInterfaceSubClass,
      protocolCode: words.bInterfaceProtocol, outEndpoint: out, inEndpoint: back?.endpoint,
      inPacket: max(8, back?.packet ?? 64))
  }

  private static func serial(of reference: OpaquePointer) -> String? {
    var words = libusb_device_descriptor()
    var handle: OpaquePointer?
    guard unsafe libusb_get_device_descriptor(reference, &words) == 0, words.iSerialNumber != 0,
      unsafe libusb_open(reference, &handle) == 0, let handle = unsafe handle
    else { return nil }
    defer { unsafe libusb_close(handle) }
    return unsafe text(words.iSerialNumber, of: handle)
  }

  /// One of the device's strings, made harmless; `nil` when it has none.
  static func text(_ index: UInt8, of handle: OpaquePointer) -> String? {
    guard index != 0 else { return nil }
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = unsafe libusb_get_string_descriptor_ascii(handle, index, &bytes, 256)
    guard count > 0 else { return nil }
    let text = DeviceIDString.plain(String(decoding: bytes.prefix(Int(count)), as: UTF8.self))
    return text.isEmpty ? nil : text
  }
}

// MARK: - What libusb says

extension USBSession {
  static func name(_ code: Int32) -> String {
    unsafe String(cString: libusb_error_name(code))
  }

  static func failure(_ code: Int32, _ what: String, taken: Int = 0) -> TransportFailure {
    let cause = "\(what): \(name(code))"
    switch code {
    case LIBUSB_ERROR_NO_DEVICE.rawValue, LIBUSB_ERROR_NOT_FOUND.rawValue:
      return TransportFailure(.gone, bytesTaken: taken, cause: cause)
    case LIBUSB_ERROR_TIMEOUT.rawValue:
      return TransportFailure(.timedOut, bytesTaken: taken, cause: cause)
    case LIBUSB_ERROR_PIPE.rawValue:
      return TransportFailure(.stalled, bytesTaken: taken, cause: cause)
    case LIBUSB_ERROR_BUSY.rawValue:
      return TransportFailure(
        .busy, bytesTaken: taken, cause: "\(cause); another program uses the printer")
    case LIBUSB_ERROR_ACCESS.rawValue:
      return TransportFailure(
        .refused, bytesTaken: taken, cause: "\(cause); the user of halld belongs in the group lp")
    default:
      return TransportFailure(.refused, bytesTaken: taken, cause: cause)
    }
  }

  /// Milliseconds left as libusb takes them: never 0, which would mean for ever.
  static func milliseconds(until deadline: ContinuousClock.Instant) -> UInt32 {
    let left = ContinuousClock.now.duration(to: deadline) / .milliseconds(1)
    return UInt32(min(max(left, 1), 60_000))
  }
}
