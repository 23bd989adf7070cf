import Ticketing

@testable import Drivers
@testable import halld

/// A CD5220 display as it stands at a counter: it outlives the daemon, and reads its bytes strictly.
///
/// `@unchecked Sendable`: touched by the simulation's own thread alone.
final class DisplayHardware: @unchecked Sendable {
  let counter: CounterID
  private unowned let world: World
  private(set) var isPlugged = true
  /// Counts how often it was plugged in: a driver's line ends with each.
  private(set) var openings = 1
  /// When it was last away, without power, or half written, in seconds.
  private(set) var disturbedAt = 0
  /// Its line goes after so many more bytes.
  private var bytesLeft: Int?
  private(set) var upper = ""
  private(set) var lower = ""
  private var held: [UInt8] = []

  init(_ counter: CounterID, world: World) {
    self.counter = counter
    self.world = world
  }

  func unplug() {
    isPlugged = false
    disturb()
  }

  func plug() {
    guard !isPlugged else { return }
    isPlugged = true
    openings += 1
    bytesLeft = nil
    blank()
  }

  /// It was off and on again, and its line was not.
  func blank() {
    (upper, lower, held) = ("", "", [])
    disturb()
  }

  /// Somebody will pull it out in the middle of a frame.
  func goes(after bytes: Int) { bytesLeft = bytes }

  private func disturb() { disturbedAt = world.time.seconds }

  /// - Returns: whether all of it arrived.
  func take(_ bytes: [UInt8]) -> Bool {
    guard isPlugged else { return false }
    let arriving = bytes.prefix(bytesLeft ?? bytes.count)
    for byte in arriving { read(byte) }
    if let left = bytesLeft {
      bytesLeft = left - arriving.count
      if arriving.count < bytes.count { unplug() }
    }
    return arriving.count == bytes.count
  }

  private func read(_ byte: UInt8) {
    // A command in the middle of a text ends it: half a frame is begun anew.
    if byte == 0x1B { held = [] }
    held.append(byte)
    // Whatever has come further than one byte began as a command, and so on.
    switch (held.count, byte) {
    case (1, 0x0C): (upper, lower, held) = ("", "", [])
    case (2, 0x40): held = []
    case (1, 0x1B), (2, 0x51), (3, 0x41), (3, 0x42): break
    case (4...24, 0x0D):
      let text = String(decoding: held[3..<held.count - 1], as: UTF8.self)
      if held[2] == 0x41 { upper = text } else { lower = text }
      held = []
    case (4...24, _): break
    default:
      world.complain("the display of \(counter) was sent \(held)")
      held = []
    }
  }
}

/// The driver of one run of the daemon for that display: the real one's memory over a line in the air.
///
/// `@unchecked Sendable`: as `DisplayHardware`.
final class ScriptedDisplay: CounterScreen, @unchecked Sendable {
  private let hardware: DisplayHardware
  private let time: VirtualTime
  private let forgets: Bool
  private let begun: ContinuousClock.Instant
  private var memory: DisplayMemory
  private var opening = 0
  /// The process is over: nothing it still wants reaches the line.
  var isCut = false

  init(_ hardware: DisplayHardware, _ settings: DisplaySettings, time: VirtualTime, forgets: Bool) {
    self.hardware = hardware
    self.time = time
    self.forgets = forgets
    begun = time.instant
    memory = DisplayMemory(settings.profile)
  }

  func show(_ lines: DisplayLines, within limit: Duration) async -> DeviceStanding {
    guard !isCut else { return .unknown }
    guard hardware.isPlugged, opening == 0 || opening == hardware.openings else {
      opening = 0
      if forgets { memory.forget() }
      return .absent
    }
    opening = hardware.openings
    // Either alone would heal the other: what is forgotten is sent again, and so is what is old.
    let now = forgets ? time.instant : begun
    let bytes = memory.bytes(for: lines, at: now)
    guard bytes.isEmpty || hardware.take(bytes) else {
      opening = 0
      if forgets { memory.forget() }
      return .absent
    }
    if !bytes.isEmpty { memory.wrote(lines, at: now) }
    return .ready
  }

  static func settings(of counter: CounterID) -> DisplaySettings? {
    guard let start = try? DisplayFrame("1B 40 0C"),
      let show = try? DisplayFrame("1B 51 41 {upper} 0D 1B 51 42 {lower} 0D")
    else { return nil }
    return DisplaySettings(
      id: "display-\(counter)", counter: counter,
      profile: DisplayProfile(
        id: "cd5220", model: "CD5220", columns: 20, rows: 2, line: SerialLine(), start: start,
        show: show),
      place: .device("/dev/null"), words: DisplayWords())
  }
}
