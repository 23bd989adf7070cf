/// How a display, scanner or keypad is doing, in one word.
///
/// Each has its sentence in `Config/texts`, behind `peripheral-`.
public enum DeviceStanding: String, Hashable, Sendable, Codable, CaseIterable {
  /// Nothing was asked of it yet.
  case unknown
  case ready
  /// It is not where it should be: unplugged, or switched off.
  case absent
  /// Somebody else holds it.
  case busy
  /// It is there and takes nothing.
  case notAnswering = "not-answering"
  /// It may not be opened, or is no such device.
  case refused
  /// Another model is plugged in where it should be.
  case wrongDevice = "wrong-device"
}

extension TransportFailure {
  /// What the failure tells of the device.
  var standing: DeviceStanding {
    switch code {
    case .absent, .gone: .absent
    case .busy: .busy
    case .timedOut, .stalled: .notAnswering
    case .refused: .refused
    }
  }
}
