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

/// A scanner at a kiosk, held for the hall alone.
struct ScannerSettings: Hashable, Sendable {
  var id: String
  var kiosk: String
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
