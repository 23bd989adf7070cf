import Dossiers
import Foundation
import Testing

@testable import Drivers

@Suite struct `A scanner's keys` {
  typealias Scan = KeyReader.Scan

  /// Reads a conversation: each line the milliseconds since the line before, then a key that goes down
  /// (`+a`), up (`-a`), both (`a`), is held (`=a`), or `lost`.
  static func scans(_ conversation: String, _ settings: KeyReader.Settings = KeyReader.Settings())
    throws -> [Scan]
  {
    var reader = KeyReader(settings)
    var now = ContinuousClock.now
    var scans: [Scan] = []
    for line in conversation.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
      let words = line.split(separator: " ")
      now += .milliseconds(try #require(words.first.flatMap { Int($0) }, "\(line)"))
      for word in words.dropFirst() {
        for news in try news(word) { scans += reader.read(news, at: now) }
      }
      if words.count == 1, let scan = reader.passTime(to: now) { scans.append(scan) }
    }
    return scans
  }

  private static func news(_ word: Substring) throws -> [KeyNews] {
    if word == "lost" { return [.lost] }
    let sign = word.first.flatMap { "+-=".contains($0) ? $0 : nil }
    let name = sign == nil || word.count == 1 ? String(word) : String(word.dropFirst())
    let code = try #require(
      KeyNames.code(of: name) ?? ["shift": 42, "alt": 56, "ctrl": 29, "caps": 58][name], "\(word)")
    switch sign {
    case "+" where word.count > 1: return [.key(KeyEvent(code: code, change: .pressed))]
    case "-" where word.count > 1: return [.key(KeyEvent(code: code, change: .released))]
    case "=" where word.count > 1: return [.key(KeyEvent(code: code, change: .repeated))]
    default:
      return [
        .key(KeyEvent(code: code, change: .pressed)), .key(KeyEvent(code: code, change: .released)),
      ]
    }
  }

  static let tab = KeyReader.Settings(terminators: [.tab])
  static let pause = KeyReader.Settings(
    terminators: [], pauseMilliseconds: 200, pauseEnds: true)
  static let short = KeyReader.Settings(longest: 4)

  static let rows: [(keys: String, settings: KeyReader.Settings, scans: [Scan])] = [
    ("0 a 1 2\n5 enter", KeyReader.Settings(), [.text("a12")]),
    ("0 +shift +h -h -shift 3 5 minus 2 enter", KeyReader.Settings(), [.text("H35-2")]),
    // Shift let go too late still holds for the key that came before it.
    ("0 +shift +a -shift -a b enter", KeyReader.Settings(), [.text("Ab")]),
    ("0 kp1 kpminus kp2 kpenter", KeyReader.Settings(), [.text("1-2")]),
    ("0 a tab b enter", Self.tab, [.text("a")]),
    ("0 a b tab c tab", Self.tab, [.text("ab"), .text("c")]),
    ("0 a b enter c d enter", KeyReader.Settings(), [.text("ab"), .text("cd")]),
    ("0 enter enter", KeyReader.Settings(), []),
    ("0 a b\n499\n0 c enter", KeyReader.Settings(), [.text("abc")]),
    // A break in the middle: neither half may pass for a code.
    ("0 a b\n500\n0 c enter", KeyReader.Settings(), [.rubbish("ab"), .text("c")]),
    ("0 a b\n600 c enter", KeyReader.Settings(), [.rubbish("ab"), .text("c")]),
    ("0 a b\n200", Self.pause, [.text("ab")]),
    ("0 a b c d enter", Self.short, [.text("abcd")]),
    ("0 a b c d 1 2 3 enter a enter", Self.short, [.tooLong("abcd"), .text("a")]),
    ("0 a f1 b enter c enter", KeyReader.Settings(), [.rubbish("ab"), .text("c")]),
    ("0 a +alt kp1 kp2 -alt b enter", KeyReader.Settings(), [.rubbish("ab")]),
    ("0 a lost b enter c enter", KeyReader.Settings(), [.rubbish("ab"), .text("c")]),
    // A key that a finger rests on types once; Caps Lock around a scan changes nothing.
    ("0 caps +a =a =a -a caps enter", KeyReader.Settings(), [.text("a")]),
    ("0 +shift lost a enter b enter", KeyReader.Settings(), [.rubbish("a"), .text("b")]),
  ]

  @Test(arguments: rows.indices)
  func `are put together, or refused as a whole`(index: Int) throws {
    let row = Self.rows[index]
    #expect(try Self.scans(row.keys, row.settings) == row.scans, "\(row.keys)")
  }

  @Test func `of the US layout type each printable ASCII sign`() {
    var signs: Set<UInt8> = []
    for code in UInt16(0)..<256 {
      guard let typed = KeyNames.signs(of: code) else { continue }
      signs.formUnion([typed.plain, typed.shifted])
    }
    #expect(signs == Set(0x20...0x7E))
  }

  @Test func `have names that profiles use, each for one code`() {
    #expect(Set(KeyNames.all).count == KeyNames.all.count)
    for name in KeyNames.all {
      let code = KeyNames.code(of: name)
      #expect(code.flatMap { KeyNames.name(of: $0) } == name)
    }
  }

  @Test func `are forgotten with the device`() throws {
    var reader = KeyReader()
    let now = ContinuousClock.now
    _ = reader.read(.key(KeyEvent(code: 42, change: .pressed)), at: now)
    _ = reader.read(.key(KeyEvent(code: 30, change: .pressed)), at: now)
    reader.reset()
    #expect(!reader.isReading)
    _ = reader.read(.key(KeyEvent(code: 30, change: .pressed)), at: now)
    #expect(reader.read(.key(KeyEvent(code: 28, change: .pressed)), at: now) == [.text("a")])
  }

  /// What emulated USB keyboards sent, recorded byte by byte from /dev/input.
  @Test(arguments: ["dossier-code", "identity-card", "unplugged"])
  func `recorded from the kernel read the same again`(name: String) throws {
    let recording = try Recording(name)
    for size in [1, 7, 24, 1_000] {
      var events = KeyEventReader()
      var reader = KeyReader()
      var scans: [Scan] = []
      for start in stride(from: 0, to: recording.bytes.count, by: size) {
        let bytes = recording.bytes[start..<min(start + size, recording.bytes.count)]
        for news in events.read(bytes) { scans += reader.read(news, at: .now) }
      }
      #expect(scans.map { "\($0)" } == recording.expected, "in pieces of \(size)")
    }
  }

  @Test func `a Shift whose release was lost is let go with the pause`() throws {
    // Pulled away between Shift's down and up; what comes next is read as it is.
    #expect(
      try Self.scans(
        """
        0 +shift a
        600
        10 b 1 enter
        """) == [.rubbish("A"), .text("b1")])
    #expect(
      try Self.scans(
        """
        0 +shift
        600
        10 b enter
        """) == [.text("b")])
  }
}

@Suite struct `The kernel's events` {
  static func event(_ type: UInt16, _ code: UInt16, _ value: UInt32) -> [UInt8] {
    [UInt8](repeating: 7, count: 16) + [UInt8(type & 0xFF), UInt8(type >> 8)]
      + [UInt8(code & 0xFF), UInt8(code >> 8)]
      + (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) }
  }

  @Test func `of other kinds are skipped, and half an event waits for its rest`() {
    var reader = KeyEventReader()
    // EV_MSC with the scan code, EV_LED, EV_REP, a value no key has.
    let skipped =
      Self.event(4, 4, 458_756) + Self.event(17, 0, 1) + Self.event(20, 0, 250)
      + Self.event(1, 30, 9)
    #expect(reader.read(skipped) == [])
    let key = Self.event(1, 30, 1)
    #expect(reader.read(key.prefix(23)) == [])
    #expect(reader.read(key.suffix(1)) == [.key(KeyEvent(code: 30, change: .pressed))])
  }

  @Test func `after a loss are ignored up to the next report`() {
    var reader = KeyEventReader()
    let bytes =
      Self.event(0, 3, 0) + Self.event(1, 30, 1) + Self.event(0, 0, 0) + Self.event(1, 31, 1)
    // What is ignored is lost, too.
    #expect(reader.read(bytes) == [.lost, .lost, .key(KeyEvent(code: 31, change: .pressed))])
  }

  @Test func `a scan whose first key is ignored so is no whole scan`() {
    var events = KeyEventReader()
    var reader = KeyReader()
    var now = ContinuousClock.now
    func scans(_ bytes: [UInt8]) -> [KeyReader.Scan] {
      events.read(bytes).flatMap { reader.read($0, at: now) }
    }
    #expect(scans(Self.event(0, 3, 0)) == [])
    now += .seconds(2)
    #expect(reader.passTime(to: now) == .rubbish(""))
    let keys: [UInt16] = [30, 48, KeyNames.enter]
    let bytes = keys.flatMap { Self.event(1, $0, 1) + Self.event(0, 0, 0) }
    #expect(scans(bytes) == [.rubbish("b")])
    #expect(scans(bytes) == [.text("ab")])
  }
}

@Suite struct `A keypad's keys` {
  @Test func `ask for their acts; a bounce, a release and another key ask for nothing`() {
    let profile = KeypadProfile(
      id: "k", model: "k", keys: [96: .next, 78: .recall], bounceMilliseconds: 400)
    var reader = KeypadReader(profile)
    let now = ContinuousClock.now
    func press(_ code: UInt16, _ change: KeyEvent.Change, at milliseconds: Int) -> KeypadAct? {
      reader.read(
        .key(KeyEvent(code: code, change: change)), at: now + .milliseconds(milliseconds))
    }
    #expect(press(96, .pressed, at: 0) == .next)
    #expect(press(96, .released, at: 10) == nil)
    #expect(press(96, .pressed, at: 20) == nil)
    #expect(press(96, .pressed, at: 399) == nil)
    #expect(press(78, .pressed, at: 399) == .recall)
    #expect(press(96, .pressed, at: 400) == .next)
    #expect(press(96, .repeated, at: 2_000) == nil)
    #expect(press(30, .pressed, at: 3_000) == nil)
    #expect(reader.read(.lost, at: now) == nil)
  }
}
