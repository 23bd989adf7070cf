/// Bytes to a printer on USB, by libusb: found, claimed, lost and found again.
///
/// The printer is claimed for as long as this lives, and the kernel's own driver gets it back afterwards.
/// After a failure of the connection `identify` finds it anew, wherever it was plugged in again.
public final class USBTransport: Transport {
  private let match: USBPrinterMatch
  private var connection: USBConnection?
  public private(set) var openings = 0

  /// Opens nothing yet: a printer that is not there fails its slips, not the start.
  public init(_ match: USBPrinterMatch) {
    self.match = match
  }

  public func identify(
    before deadline: ContinuousClock.Instant
  ) throws(TransportFailure) -> DeviceIdentity {
    if let connection, connection.end == nil { return connection.identity }
    connection = nil
    let found = try USBConnection(match, before: deadline)
    connection = found
    openings += 1
    return found.identity
  }

  public func write(
    _ bytes: ArraySlice<UInt8>, before deadline: ContinuousClock.Instant
  ) throws(TransportFailure) {
    let connection = try connected()
    do throws(TransportFailure) {
      try connection.write(bytes, before: deadline)
    } catch {
      throw ended(error)
    }
  }

  public func readStatus(
    before deadline: ContinuousClock.Instant
  ) throws(TransportFailure) -> [UInt8] {
    let connection = try connected()
    do throws(TransportFailure) {
      return try connection.read(before: deadline)
    } catch {
      throw ended(error)
    }
  }

  public func portStatus(
    before deadline: ContinuousClock.Instant
  ) throws(TransportFailure) -> PortStatus? {
    let connection = try connected()
    do throws(TransportFailure) {
      return try connection.portStatus(before: deadline).map { PortStatus(byte: $0) }
    } catch {
      throw ended(error)
    }
  }

  public func close() { connection = nil }

  private func connected() throws(TransportFailure) -> USBConnection {
    guard let connection else {
      throw TransportFailure(.gone, cause: "the printer is not connected")
    }
    return connection
  }

  /// A device that is gone is given back at once, so that its successor can be claimed.
  private func ended(_ failure: TransportFailure) -> TransportFailure {
    if failure.code == .gone { connection = nil }
    return failure
  }
}
