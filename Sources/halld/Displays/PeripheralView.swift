internal import Drivers

/// What the screens need to know of displays, scanners, keypads and the loudspeaker.
struct PeripheralView: Sendable {
  enum Kind: String, Sendable {
    case display, scanner, keypad, speaker
  }

  struct Standing: Sendable, Hashable {
    var id: String
    var kind: Kind
    /// The counter or kiosk it belongs to.
    var place: String
    var standing: DeviceStanding

    var status: String { standing.rawValue }

    /// Whether nothing is known to be wrong with it.
    var isWell: Bool { standing == .ready || standing == .unknown }
  }

  var standings: @Sendable () -> [Standing] = { [] }
}
