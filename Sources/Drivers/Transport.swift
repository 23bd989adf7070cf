/// The way bytes take to a device: USB, TCP or CUPS, and in tests a recorded conversation.
///
/// Every call ends by its deadline. A transport belongs to one printer, is used only on that printer's
/// executor, and is therefore not `Sendable`.
public protocol Transport: AnyObject {
  /// Finds the device by what it says about itself and opens it; found again after it vanished.
  func identify(before deadline: ContinuousClock.Instant) throws(TransportFailure) -> DeviceIdentity

  /// Sends all bytes, or throws with the count of those that did arrive: continue there, never repeat.
  func write(
    _ bytes: ArraySlice<UInt8>, before deadline: ContinuousClock.Instant
  ) throws(TransportFailure)

  /// The bytes of status that have arrived; returns with the first of them, or empty at the deadline.
  ///
  /// A deadline that is over asks without waiting.
  func readStatus(before deadline: ContinuousClock.Instant) throws(TransportFailure) -> [UInt8]

  /// What the port says of the printer behind it, or `nil` where the path has no such question.
  func portStatus(before deadline: ContinuousClock.Instant) throws(TransportFailure) -> PortStatus?

  /// Grows whenever the device was opened anew: what was said to it before may be forgotten.
  var openings: Int { get }

  /// Lets go of the device; `identify` opens it again.
  func close()
}

extension Transport {
  public func portStatus(
    before deadline: ContinuousClock.Instant
  ) throws(TransportFailure) -> PortStatus? { nil }
}

/// The answer to GET_PORT_STATUS, which a printer gives even when it takes no more bytes.
///
/// - Source: USB Device Class Definition for Printing Devices 1.1, 4.2.2.
public struct PortStatus: Hashable, Sendable {
  public var byte: UInt8

  public init(byte: UInt8) { self.byte = byte }

  public var isPaperEmpty: Bool { byte & 0x20 != 0 }
  public var isSelected: Bool { byte & 0x10 != 0 }
  public var hasError: Bool { byte & 0x08 == 0 }
}

/// What a device says it is.
public struct DeviceIdentity: Hashable, Sendable {
  public var maker: String
  public var model: String
  /// Serial number, or the port where the device is plugged in; tells two of a kind apart.
  public var place: String

  public init(maker: String, model: String, place: String) {
    self.maker = maker
    self.model = model
    self.place = place
  }
}

/// Why bytes did not pass.
public struct TransportFailure: Error, Hashable, Sendable {
  public enum Code: String, Sendable {
    case absent, busy, timedOut, stalled, gone, refused
  }

  public var code: Code
  /// Bytes of this write that the device took: never proof of printing, only where to go on.
  /// Of a device that is gone it is the most that it can have taken.
  public var bytesTaken: Int
  public var cause: String

  public init(_ code: Code, bytesTaken: Int = 0, cause: String) {
    self.code = code
    self.bytesTaken = bytesTaken
    self.cause = cause
  }
}
