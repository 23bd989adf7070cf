internal import CLibUSB
internal import Foundation

/// A printer that is opened and claimed; everything taken for it is given back together.
///
/// Used by one thread at a time. Deadlines hold for all that the printer answers; the kernel itself may take
/// 5 s to give up on a device that is broken when an interface is claimed, released or reset.
@safe final class USBConnection {
  let device: USBDevice
  let interface: USBInterface
  /// What it says of itself; asked once.
  let identity: DeviceIdentity
  let deviceID: DeviceIDString?

  private let session: USBSession
  private let handle: OpaquePointer
  private let events: USBEventThread
  private let inbox = USBInbox()
  private let transfer: USBTransfer?

  /// One URB for the kernel: what a timeout reports as taken is then exact.
  private static let pieceMax = 16_384

  /// Finds the printer that is meant, takes it from the kernel's driver and begins to listen.
  init(
    _ match: USBPrinterMatch, before deadline: ContinuousClock.Instant
  ) throws(TransportFailure) {
    let session = try USBSession(serials: match.serial != nil)
    let (device, interface) = try Self.find(match, in: session)
    let handle = try unsafe session.open(device)
    do throws(TransportFailure) {
      _ = unsafe libusb_set_auto_detach_kernel_driver(handle, 1)
      try unsafe Self.claim(interface, of: handle, before: deadline)
    } catch {
      unsafe libusb_close(handle)
      throw error
    }
    self.session = session
    self.device = device
    self.interface = interface
    unsafe self.handle = handle
    let deviceID = unsafe Self.askDeviceID(interface, of: handle, before: deadline)
    self.deviceID = deviceID
    identity = unsafe Self.identity(device, deviceID, handle)
    events = unsafe USBEventThread(context: session.context)
    let inbox = inbox
    transfer = interface.inEndpoint.flatMap {
      unsafe USBTransfer(handle: handle, endpoint: $0, packet: interface.inPacket, inbox: inbox)
    }
    if let transfer { inbox.start(transfer) }
  }

  deinit {
    if let transfer, inbox.close(transfer) { transfer.free() }
    _ = unsafe libusb_release_interface(handle, Int32(interface.number))
    events.stop()
    unsafe libusb_close(handle)
  }

  /// Why it can be used no more, as far as is known without asking.
  var end: TransportFailure? { inbox.end }

  /// Sends all bytes; a failure counts those that were taken.
  func write(
    _ bytes: ArraySlice<UInt8>, before deadline: ContinuousClock.Instant
  ) throws(TransportFailure) {
    var taken = 0
    var stalledAt: Int?
    while taken < bytes.count {
      guard ContinuousClock.now < deadline else {
        throw TransportFailure(.timedOut, bytesTaken: taken, cause: "write: no time is left")
      }
      let piece = bytes.dropFirst(taken).prefix(Self.pieceMax)
      let (code, count) = send(piece, within: USBSession.milliseconds(until: deadline))
      taken += count
      guard code != 0 else { continue }
      // A stall is cleared and the rest goes on; the second one at the same byte is a refusal.
      if code == LIBUSB_ERROR_PIPE.rawValue, stalledAt != taken {
        stalledAt = taken
        _ = unsafe libusb_clear_halt(handle, interface.outEndpoint)
        continue
      }
      // Of what was on its way when the cable came out nobody knows how much arrived; the real kernel
      // even counts 0. The most is said, so that no slip is printed twice; all would mean success.
      let most = min(taken - count + piece.count, bytes.count - 1)
      let failure = failure(code, taken: taken)
      throw failure.code == .gone
        ? TransportFailure(.gone, bytesTaken: max(taken, most), cause: failure.cause) : failure
    }
  }

  private func send(_ piece: ArraySlice<UInt8>, within milliseconds: UInt32) -> (Int32, Int) {
    var count: Int32 = 0
    let code = unsafe piece.withUnsafeBufferPointer { buffer in
      // libusb only reads what it sends; its signature is shared with reading.
      unsafe libusb_bulk_transfer(
        handle, interface.outEndpoint, UnsafeMutablePointer(mutating: buffer.baseAddress),
        Int32(buffer.count), &count, milliseconds)
    }
    return (code, Int(count))
  }

  /// An unplugged printer may say "input/output error" first: what counts is whether it is still there.
  private func failure(_ code: Int32, taken: Int) -> TransportFailure {
    guard code == LIBUSB_ERROR_IO.rawValue || code == LIBUSB_ERROR_OTHER.rawValue else {
      return USBSession.failure(code, "write", taken: taken)
    }
    let cause = "write: \(USBSession.name(code))"
    return isPluggedIn
      ? TransportFailure(.stalled, bytesTaken: taken, cause: cause)
      : TransportFailure(.gone, bytesTaken: taken, cause: "\(cause); the printer was unplugged")
  }

  /// The kernel takes a moment to strike a device off its list.
  private var isPluggedIn: Bool {
    for _ in 0..<10 {
      if inbox.end != nil { return false }
      guard let now = try? USBSession() else { return true }
      let isListed = now.devices.contains { $0.port == device.port && $0.address == device.address }
      if !isListed { return false }
      usleep(20_000)
    }
    return true
  }

  /// The bytes that have arrived; waits for the first until the deadline.
  func read(before deadline: ContinuousClock.Instant) throws(TransportFailure) -> [UInt8] {
    if let transfer { return try inbox.take(before: deadline, with: transfer) }
    // It cannot speak: whoever asks waits in vain, but does not turn in circles.
    let left = ContinuousClock.now.duration(to: deadline) / .microseconds(1)
    if left > 0 { usleep(UInt32(min(left, 900_000))) }
    return []
  }
}

// MARK: - Requests on the control pipe

extension USBConnection {
  /// The byte of GET_PORT_STATUS; `nil` when the device does not know the request.
  func portStatus(before deadline: ContinuousClock.Instant) throws(TransportFailure) -> UInt8? {
    guard interface.isPrinter else { return nil }
    var byte: UInt8 = 0
    let code = unsafe libusb_control_transfer(
      handle, 0xA1, 1, 0, UInt16(interface.number), &byte, 1,
      min(USBSession.milliseconds(until: deadline), 1_000))
    if code == 1 { return byte }
    if code >= 0 || code == LIBUSB_ERROR_PIPE.rawValue { return nil }
    if code == LIBUSB_ERROR_IO.rawValue { throw failure(code, taken: 0) }
    throw USBSession.failure(code, "GET_PORT_STATUS")
  }

  static func askDeviceID(
    _ interface: USBInterface, of handle: OpaquePointer, before deadline: ContinuousClock.Instant
  ) -> DeviceIDString? {
    guard interface.isPrinter else { return nil }
    var answer = [UInt8](repeating: 0, count: DeviceIDString.bytesMax)
    let place = UInt16(interface.number) << 8 | UInt16(interface.alternate)
    let count = unsafe libusb_control_transfer(
      handle, 0xA1, 0, 0, place, &answer, UInt16(answer.count),
      min(USBSession.milliseconds(until: deadline), 1_000))
    return count > 0 ? DeviceIDString(answer: Array(answer.prefix(Int(count)))) : nil
  }

  /// Its own words, those of its descriptors, else its numbers.
  static func identity(
    _ device: USBDevice, _ deviceID: DeviceIDString?, _ handle: OpaquePointer
  ) -> DeviceIdentity {
    var words = libusb_device_descriptor()
    if let reference = unsafe libusb_get_device(handle) {
      _ = unsafe libusb_get_device_descriptor(reference, &words)
    }
    let serial = unsafe device.serial ?? USBSession.text(words.iSerialNumber, of: handle)
    let maker = unsafe deviceID?.maker ?? USBSession.text(words.iManufacturer, of: handle)
    let model = unsafe deviceID?.model ?? USBSession.text(words.iProduct, of: handle)
    return DeviceIdentity(
      maker: maker ?? USBDevice.hex(device.vendor), model: model ?? device.id,
      place: serial.map { "\(device.port) (\($0))" } ?? device.port)
  }
}

// MARK: - Opening

extension USBConnection {
  private static func find(
    _ match: USBPrinterMatch, in session: USBSession
  ) throws(TransportFailure) -> (USBDevice, USBInterface) {
    switch match.choose(among: session.devices) {
    case .one(let device, let interface): return (device, interface)
    case .none(let why): throw TransportFailure(.absent, cause: why)
    case .several(let why): throw TransportFailure(.refused, cause: why)
    }
  }

  private static func claim(
    _ interface: USBInterface, of handle: OpaquePointer, before deadline: ContinuousClock.Instant
  ) throws(TransportFailure) {
    // After a replug the kernel's own driver takes the printer a moment after it appeared.
    let patience = min(deadline, ContinuousClock.now + .milliseconds(500))
    while true {
      let code = unsafe libusb_claim_interface(handle, Int32(interface.number))
      if code == 0 { break }
      guard code == LIBUSB_ERROR_BUSY.rawValue, ContinuousClock.now < patience else {
        throw USBSession.failure(code, "claim")
      }
      usleep(20_000)
    }
    guard interface.alternate != 0 else { return }
    let code = unsafe libusb_set_interface_alt_setting(
      handle, Int32(interface.number), Int32(interface.alternate))
    if code != 0 { throw USBSession.failure(code, "set interface") }
  }
}
