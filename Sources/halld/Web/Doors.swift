/// Through which listeners something can be reached; a listener serves only its own doors.
struct Doors: OptionSet, Sendable, Hashable {
  let rawValue: UInt8

  /// Officers, reception, supervision.
  static let staff = Doors(rawValue: 1)
  /// Kiosks and boards in the hall.
  static let devices = Doors(rawValue: 2)
  /// Phones and the web.
  static let everyone = Doors(rawValue: 4)

  static let inside: Doors = [.staff, .devices]
  static let all: Doors = [.staff, .devices, .everyone]

  /// The doors with these names: `staff`, `devices`, `public`.
  init?(names: [String]) {
    var doors: Doors = []
    for name in names {
      switch name {
      case "staff": doors.insert(.staff)
      case "devices": doors.insert(.devices)
      case "public": doors.insert(.everyone)
      default: return nil
      }
    }
    self = doors
  }

  init(rawValue: UInt8) { self.rawValue = rawValue }
}
