internal import Drivers
internal import Ticketing

/// The small display at a counter, and how it is reached.
struct DisplaySettings: Hashable, Sendable {
  var id: String
  var counter: CounterID
  var profile: DisplayProfile
  var place: SerialPlace
  var words: DisplayWords
}

/// Where a scanner lies: at a kiosk, for its visitors, or at a counter, for its officer.
enum ScannerPlace: Hashable, Sendable {
  case kiosk(String)
  case counter(CounterID)

  /// The id of the kiosk or counter.
  var name: String {
    switch self {
    case .kiosk(let id): id
    case .counter(let id): id.rawValue
    }
  }
}

/// A scanner at a kiosk or counter, held for the hall alone.
struct ScannerSettings: Hashable, Sendable {
  var id: String
  var place: ScannerPlace
  var profile: ScannerProfile
  /// Its node, best by the path of its port: scanners have no serial numbers.
  var device: String
  /// What must be plugged in there; `nil` takes any.
  var model: InputDevice.Model?
}

/// A keypad at a counter; its keys act for whoever has opened the counter.
struct KeypadSettings: Hashable, Sendable {
  var id: String
  var counter: CounterID
  var profile: KeypadProfile
  var device: String
  var model: InputDevice.Model?
}
