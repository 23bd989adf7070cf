public import Ticketing

/// The bytes that show something on a display, as its profile writes them down.
///
/// A frame is a line of words: two hexadecimal digits are a byte; `{upper}`, `{lower}`, `{number}` and
/// `{counter}` are text, `{number:6}` filled with blanks on its left to six signs or cut to them; `{sum}`
/// and `{xor}` are one byte over everything before, `{crc16}` the two bytes by which a Modbus frame ends.
/// So CD5220, Epson's displays and boards that nobody here has seen differ in data only.
public struct DisplayFrame: Hashable, Sendable {
  enum Part: Hashable, Sendable {
    case byte(UInt8)
    case text(Text, width: Int?)
    case check(Check)
  }

  enum Text: String, CaseIterable, Sendable {
    case upper, lower, number, counter
  }

  enum Check: String, CaseIterable, Sendable {
    case sum, xor, crc16
  }

  let parts: [Part]

  /// What cannot be read of a frame: the word and its place, from 1.
  public struct Mistake: Error, Hashable, Sendable {
    public let word: String
    public let place: Int
  }

  /// Most words of a frame; a display of 4 x 40 signs needs a twentieth.
  public static let mostParts = 400
  /// Most signs of one text.
  public static let widest = 80

  /// The frame that a profile writes; without words it is empty and sends nothing.
  public init(_ text: String) throws(Mistake) {
    let words = text.split { $0 == " " || $0 == "\n" || $0 == "\t" }
    guard words.count <= Self.mostParts else {
      throw Mistake(word: String(words[Self.mostParts].prefix(20)), place: Self.mostParts + 1)
    }
    var parts: [Part] = []
    for (place, word) in words.enumerated() {
      guard let part = Self.part(word) else {
        throw Mistake(word: String(word.prefix(20)), place: place + 1)
      }
      parts.append(part)
    }
    self.parts = parts
  }

  /// Whether the frame shows anything that changes.
  public var showsText: Bool {
    parts.contains { if case .text = $0 { true } else { false } }
  }

  private static func part(_ word: Substring) -> Part? {
    if word.hasPrefix("{"), word.hasSuffix("}"), word.count > 2 {
      return placeholder(word.dropFirst().dropLast())
    }
    let digits = word.utf8
    guard digits.count == 2, digits.allSatisfy({ isHex($0) }) else { return nil }
    return UInt8(word, radix: 16).map { .byte($0) }
  }

  private static func placeholder(_ name: Substring) -> Part? {
    if let check = Check(rawValue: String(name)) { return .check(check) }
    let halves = name.split(separator: ":", omittingEmptySubsequences: false)
    guard let text = Text(rawValue: String(halves[0])) else { return nil }
    switch halves.count {
    case 1: return .text(text, width: nil)
    case 2:
      guard halves[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let width = Int(halves[1]),
        (1...widest).contains(width)
      else { return nil }
      return .text(text, width: width)
    default: return nil
    }
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte & 0xDF)
  }
}

extension DisplayFrame {
  /// The bytes for these lines.
  public func bytes(showing lines: DisplayLines) -> [UInt8] {
    var bytes: [UInt8] = []
    for part in parts {
      switch part {
      case .byte(let byte): bytes.append(byte)
      case .text(let text, let width):
        bytes += Self.filled(Array(Self.text(text, lines).utf8), to: width)
      case .check(.sum): bytes.append(bytes.reduce(0, &+))
      case .check(.xor): bytes.append(bytes.reduce(0, ^))
      case .check(.crc16): bytes += Self.crc16(bytes)
      }
    }
    return bytes
  }

  private static func text(_ text: Text, _ lines: DisplayLines) -> String {
    switch text {
    case .upper: lines.upper
    case .lower: lines.lower
    case .number: lines.number
    case .counter: lines.counter
    }
  }

  private static func filled(_ text: [UInt8], to width: Int?) -> [UInt8] {
    guard let width else { return text }
    // Of a number that is too long the end tells more: A1012 is 1012 on a board of four digits.
    return [UInt8](repeating: 0x20, count: max(0, width - text.count)) + text.suffix(width)
  }

  /// CRC-16/MODBUS, its low byte first.
  static func crc16(_ bytes: [UInt8]) -> [UInt8] {
    var crc: UInt16 = 0xFFFF
    for byte in bytes {
      crc ^= UInt16(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xA001 : crc >> 1 }
    }
    return [UInt8(crc & 0xFF), UInt8(crc >> 8)]
  }
}
