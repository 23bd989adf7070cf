import Dossiers
import Store
import Ticketing

@testable import Drivers
@testable import halld

/// Bytes of the kernel's evdev interface, as a keyboard makes them.
enum KeyBytes {
  /// One key down and up.
  static func press(_ code: UInt16) -> [UInt8] { key(code, 1) + key(code, 0) }

  /// What a scanner types for a text, with Enter behind it.
  static func typed(_ text: String) -> [UInt8] {
    text.utf8.reduce(into: []) { bytes, sign in bytes += signs[Int(sign)] } + enter
  }

  private static let enter = press(KeyNames.enter)

  /// Events were thrown away: SYN_DROPPED.
  static let dropped = event(0, 3, 0)

  private static func key(_ code: UInt16, _ value: UInt32) -> [UInt8] {
    event(1, code, value) + event(0, 0, 0)
  }

  private static func event(_ type: UInt16, _ code: UInt16, _ value: UInt32) -> [UInt8] {
    [UInt8](repeating: 0, count: 16)
      + [UInt8(type & 0xFF), UInt8(type >> 8), UInt8(code & 0xFF), UInt8(code >> 8)]
      + (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  /// The keys of each sign; made once, for scans are long. A sign without a key is F13.
  private static let signs: [[UInt8]] = {
    var bytes = [[UInt8]](repeating: press(183), count: 256)
    for code in (1...100 as ClosedRange<UInt16>).reversed() {
      guard let signs = KeyNames.signs(of: code) else { continue }
      if signs.shifted != signs.plain {
        bytes[Int(signs.shifted)] = key(42, 1) + press(code) + key(42, 0)
      }
      bytes[Int(signs.plain)] = press(code)
    }
    return bytes
  }()
}

/// A keypad at a counter: an officer's fingers, a child's, and the cable.
final class Keypad: HallActor, @unchecked Sendable {
  let name = "keypads"
  private let counter: CounterID
  private var random: SeededRandom
  private var isAtWork = false
  private var events = KeyEventReader()
  private var reader = Keypad.reader()
  /// The process that reads it.
  private weak var machine: Machine?
  private var pluggedAgainAt = 0

  private static let keys: [UInt16: KeypadAct] = [
    96: .next, 78: .recall, 82: .start, 74: .noShow, 83: .finish,
  ]

  private static func reader() -> KeypadReader {
    KeypadReader(KeypadProfile(id: "k", model: "k", keys: keys, bounceMilliseconds: 300))
  }

  init(at counter: CounterID, seed: UInt64) {
    self.counter = counter
    random = SeededRandom(seed: seed, for: "keypad-\(counter)")
  }

  func begin(day: Int, in world: World) {
    guard !isAtWork else { return }
    isAtWork = true
    work(world)
  }

  private func work(_ world: World) {
    world.time.after(seconds: random.gap(mean: 220)) { self.work(world) }
    switch random.within(0...99) {
    case 0..<4: pluggedAgainAt = world.time.seconds + random.within(5...200)
    case 4..<8: hear(KeyBytes.press(UInt16(random.within(1...120))), world)
    case 8..<11: hear(KeyBytes.dropped + KeyBytes.press(96), world)
    default:
      // The keys in the order in which they are used, each as often as a day needs it.
      let code: UInt16 = random.pick([96, 96, 96, 96, 78, 82, 82, 82, 74, 83, 83])
      hear(KeyBytes.press(code), world)
      guard random.chance(20) else { return }
      // Pressed twice: a bounce, or a finger that does not trust the first time.
      let apart = random.within(20...900)
      world.time.after(milliseconds: apart) { self.hear(KeyBytes.press(code), world) }
    }
  }

  private func hear(_ bytes: [UInt8], _ world: World) {
    guard let running = world.machine, world.time.seconds >= pluggedAgainAt else { return }
    if machine !== running {
      machine = running
      events = KeyEventReader()
      reader = Self.reader()
    }
    for news in events.read(bytes) {
      guard let act = reader.read(news, at: world.time.instant) else { continue }
      let counter = counter
      world.thread.start { await world.press(act, at: counter) }
    }
  }
}
