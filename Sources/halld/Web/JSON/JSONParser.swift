/// Reads RFC 8259 strictly: one value, valid UTF-8, no member twice, sixteen levels at most.
///
/// Own code, because it stands on the way of every number: no Foundation, no reflection, and a
/// member that appears twice is refused instead of silently winning or losing.
struct JSONParser {
  static let deepest = 16

  private let bytes: [UInt8]
  private var position = 0

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The value these bytes stand for.
  /// - Throws: `badUTF8`, `badJSON` with the place in bytes, or `memberTwice`.
  static func parse(_ bytes: [UInt8]) throws(Problem) -> JSONValue {
    // Checked as a whole first, so that every text below is cut out of valid UTF-8.
    guard isUTF8(bytes) else { throw .badUTF8 }
    var parser = JSONParser(bytes)
    let value = try parser.value(depth: 0)
    parser.skipBlanks()
    guard parser.position == bytes.count else { throw parser.malformed }
    return value
  }

  private static func isUTF8(_ bytes: [UInt8]) -> Bool {
    bytes.allSatisfy { $0 < 0x80 } || String(validating: bytes, as: UTF8.self) != nil
  }

  private var malformed: Problem { .badJSON(at: position) }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }

  private mutating func skip(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    position += 1
    return true
  }

  private mutating func value(depth: Int) throws(Problem) -> JSONValue {
    skipBlanks()
    switch next {
    case UInt8(ascii: "{"):
      guard depth < Self.deepest else { throw malformed }
      return try object(depth: depth + 1)
    case UInt8(ascii: "["):
      guard depth < Self.deepest else { throw malformed }
      return try list(depth: depth + 1)
    case UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "t"): return try word("true", .truth(true))
    case UInt8(ascii: "f"): return try word("false", .truth(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func object(depth: Int) throws(Problem) -> JSONValue {
    position += 1
    var members: [(name: String, value: JSONValue)] = []
    skipBlanks()
    if skip(UInt8(ascii: "}")) { return .object(members) }
    while true {
      skipBlanks()
      guard next == UInt8(ascii: "\"") else { throw malformed }
      let name = try text()
      guard !members.contains(where: { $0.name == name }) else { throw .memberTwice(name) }
      skipBlanks()
      guard skip(UInt8(ascii: ":")) else { throw malformed }
      members.append((name, try value(depth: depth)))
      // A body is at most 64 KiB, but looking for doubles must not cost its square.
      guard members.count <= 64 else { throw malformed }
      skipBlanks()
      if skip(UInt8(ascii: ",")) { continue }
      guard skip(UInt8(ascii: "}")) else { throw malformed }
      return .object(members)
    }
  }

  private mutating func list(depth: Int) throws(Problem) -> JSONValue {
    position += 1
    var items: [JSONValue] = []
    skipBlanks()
    if skip(UInt8(ascii: "]")) { return .list(items) }
    while true {
      items.append(try value(depth: depth))
      skipBlanks()
      if skip(UInt8(ascii: ",")) { continue }
      guard skip(UInt8(ascii: "]")) else { throw malformed }
      return .list(items)
    }
  }

  private mutating func word(_ word: StaticString, _ value: JSONValue) throws(Problem) -> JSONValue
  {
    let count = word.utf8CodeUnitCount
    guard position + count <= bytes.count else { throw malformed }
    for offset in 0..<count where bytes[position + offset] != (word.utf8Start + offset).pointee {
      throw malformed
    }
    position += count
    return value
  }

  private mutating func digits() -> Int {
    let start = position
    while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    return position - start
  }

  private mutating func number() throws(Problem) -> JSONValue {
    let start = position
    _ = skip(UInt8(ascii: "-"))
    if skip(UInt8(ascii: "0")) {
      // No digit may follow a leading zero; what comes next is the caller's to refuse.
    } else if digits() == 0 {
      throw malformed
    }
    var isWhole = true
    if skip(UInt8(ascii: ".")) {
      isWhole = false
      guard digits() > 0 else { throw malformed }
    }
    if skip(UInt8(ascii: "e")) || skip(UInt8(ascii: "E")) {
      isWhole = false
      if !skip(UInt8(ascii: "+")) { _ = skip(UInt8(ascii: "-")) }
      guard digits() > 0 else { throw malformed }
    }
    guard isWhole, let value = Int(String(decoding: bytes[start..<position], as: UTF8.self)) else {
      return .fraction
    }
    return .integer(value)
  }

  private mutating func text() throws(Problem) -> String {
    position += 1
    let start = position
    while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
      position += 1
    }
    if next == UInt8(ascii: "\"") {
      defer { position += 1 }
      return String(decoding: bytes[start..<position], as: UTF8.self)
    }
    var text = Array(bytes[start..<position])
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text.append(contentsOf: try escaped())
      case 0..<0x20:
        position -= 1
        throw malformed
      default: text.append(byte)
      }
    }
    throw malformed
  }

  private mutating func escaped() throws(Problem) -> [UInt8] {
    guard let byte = next else { throw malformed }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"):
      let first = try codeUnit()
      var code = UInt32(first)
      if (0xD800..<0xDC00).contains(first) {
        guard skip(UInt8(ascii: "\\")), skip(UInt8(ascii: "u")) else { throw malformed }
        let second = try codeUnit()
        guard (0xDC00..<0xE000).contains(second) else { throw malformed }
        code = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
      }
      // A half of a pair on its own is no character.
      guard let scalar = Unicode.Scalar(code) else { throw malformed }
      return Array(String(Character(scalar)).utf8)
    default: throw malformed
    }
  }

  private mutating func codeUnit() throws(Problem) -> UInt16 {
    guard position + 4 <= bytes.count else { throw malformed }
    var unit: UInt16 = 0
    for byte in bytes[position..<position + 4] {
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: throw malformed
      }
      unit = unit << 4 | UInt16(digit)
    }
    position += 4
    return unit
  }
}
