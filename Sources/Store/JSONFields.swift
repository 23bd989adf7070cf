internal import Dossiers

/// Reads one JSON object of the log, a level deep, without Foundation.
///
/// A day of a thousand tickets replays some ten thousand events before the first touch is
/// answered; this reads one in about a microsecond. Nested values stay as raw text.
struct JSONFields {
  private enum Value {
    case text(String)
    case integer(Int64)
    case truth(Bool)
    case null
    case raw(ArraySlice<UInt8>)
  }

  /// What is wrong with a body, told without quoting it.
  struct Malformed: Error, CustomStringConvertible {
    let description: String
  }

  private var fields: [(key: String, value: Value)] = []

  init(_ bytes: [UInt8]) throws {
    var scanner = JSONScanner(bytes)
    try scanner.expect(UInt8(ascii: "{"))
    guard !scanner.skip(UInt8(ascii: "}")) else { return }
    repeat {
      let key = try scanner.text()
      try scanner.expect(UInt8(ascii: ":"))
      fields.append((key, try Self.value(&scanner)))
    } while scanner.skip(UInt8(ascii: ","))
    try scanner.expect(UInt8(ascii: "}"))
  }

  func text(_ key: String) throws -> String {
    guard let value = try textIfPresent(key) else { throw Malformed(description: "no \(key)") }
    return value
  }

  func textIfPresent(_ key: String) throws -> String? {
    switch find(key) {
    case .text(let text): return text
    case .null, nil: return nil
    default: throw Malformed(description: "\(key) is not a text")
    }
  }

  func integer(_ key: String) throws -> Int64 {
    guard let value = try integerIfPresent(key) else { throw Malformed(description: "no \(key)") }
    return value
  }

  func integerIfPresent(_ key: String) throws -> Int64? {
    switch find(key) {
    case .integer(let integer): return integer
    case .null, nil: return nil
    default: throw Malformed(description: "\(key) is not a whole number")
    }
  }

  func truth(_ key: String) throws -> Bool {
    guard case .truth(let truth) = find(key) else {
      throw Malformed(description: "\(key) is not true or false")
    }
    return truth
  }

  /// The text of a nested object or list.
  func raw(_ key: String) throws -> ArraySlice<UInt8> {
    guard case .raw(let bytes) = find(key) else {
      throw Malformed(description: "\(key) is not an object or a list")
    }
    return bytes
  }

  /// A list of texts.
  func texts(_ key: String) throws -> [String] {
    switch try Self.list(raw(key)) {
    case .texts(let texts): return texts
    default: throw Malformed(description: "\(key) is not a list of texts")
    }
  }

  /// Everything but the values with these names; lists hold texts or whole numbers only.
  func flat(leavingOut names: Set<String>) throws -> FlatBody {
    FlatBody(
      try fields.compactMap { name, value -> FlatBody.Field? in
        guard !names.contains(name) else { return nil }
        switch value {
        case .text(let text): return .init(name, .text(text))
        case .integer(let number): return .init(name, .integer(Int(number)))
        case .truth(let flag): return .init(name, .flag(flag))
        case .raw(let bytes): return .init(name, try Self.list(bytes))
        case .null: return nil
        }
      })
  }

  private static func list(_ bytes: ArraySlice<UInt8>) throws -> FlatValue {
    var scanner = JSONScanner(Array(bytes))
    try scanner.expect(UInt8(ascii: "["))
    guard !scanner.skip(UInt8(ascii: "]")) else { return .texts([]) }
    var texts: [String] = []
    var numbers: [Int] = []
    repeat {
      if scanner.next == UInt8(ascii: "\"") {
        texts.append(try scanner.text())
      } else {
        numbers.append(Int(try scanner.integer()))
      }
    } while scanner.skip(UInt8(ascii: ","))
    try scanner.expect(UInt8(ascii: "]"))
    guard texts.isEmpty || numbers.isEmpty else {
      throw Malformed(description: "a list of texts and numbers")
    }
    return numbers.isEmpty ? .texts(texts) : .integers(numbers)
  }

  private func find(_ key: String) -> Value? {
    fields.first { $0.key == key }?.value
  }

  private static func value(_ scanner: inout JSONScanner) throws -> Value {
    switch scanner.next {
    case UInt8(ascii: "\""): .text(try scanner.text())
    case UInt8(ascii: "{"), UInt8(ascii: "["): .raw(try scanner.nested())
    case UInt8(ascii: "t"): .truth(try scanner.word("true", meaning: true))
    case UInt8(ascii: "f"): .truth(try scanner.word("false", meaning: false))
    case UInt8(ascii: "n"): try scanner.word("null", meaning: .null)
    default: .integer(try scanner.integer())
    }
  }
}

/// Walks over JSON bytes; what the log never holds (fractions, blanks) is malformed.
private struct JSONScanner {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func skip(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    position += 1
    return true
  }

  mutating func expect(_ byte: UInt8) throws {
    guard skip(byte) else { throw malformed("\(Character(Unicode.Scalar(byte))) missing") }
  }

  mutating func word<T>(_ word: StaticString, meaning: T) throws -> T {
    let count = word.utf8CodeUnitCount
    let matches = word.withUTF8Buffer { bytes[position...].starts(with: $0) }
    guard matches else { throw malformed("unknown word") }
    position += count
    return meaning
  }

  mutating func integer() throws -> Int64 {
    let start = position
    _ = skip(UInt8(ascii: "-"))
    while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    guard let value = Int64(String(decoding: bytes[start..<position], as: UTF8.self)) else {
      throw malformed("not a whole number")
    }
    return value
  }

  mutating func text() throws -> String {
    try expect(UInt8(ascii: "\""))
    let start = position
    // Through the bytes themselves: most of a row is texts.
    position = bytes.withUnsafeBufferPointer { bytes in
      var end = start
      while end < bytes.count, bytes[end] != UInt8(ascii: "\""), bytes[end] != UInt8(ascii: "\\") {
        end += 1
      }
      return end
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
      case UInt8(ascii: "\\"): try unescape(into: &text)
      default: text.append(byte)
      }
    }
    throw malformed("text without an end")
  }

  private mutating func unescape(into text: inout [UInt8]) throws {
    guard let byte = next else { throw malformed("text without an end") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      // The log's own writer escapes control characters only, never a surrogate pair.
      guard position + 4 <= bytes.count,
        let code = UInt32(
          String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16),
        let scalar = Unicode.Scalar(code)
      else { throw malformed("unknown escape") }
      position += 4
      text.append(contentsOf: String(Character(scalar)).utf8)
    default: throw malformed("unknown escape")
    }
  }

  /// Steps over an object or list and gives its text.
  mutating func nested() throws -> ArraySlice<UInt8> {
    let start = position
    var depth = 0
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        _ = try text()
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
      position += 1
      if depth == 0 { return bytes[start..<position] }
    }
    throw malformed("object or list without an end")
  }

  private func malformed(_ what: String) -> JSONFields.Malformed {
    JSONFields.Malformed(description: "\(what) at byte \(position)")
  }
}
