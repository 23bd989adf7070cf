internal import Dossiers
internal import NIOCore
internal import Ticketing

/// Writes an answer as JSON bytes, member by member, in the order written.
///
/// Own code, because answers stand on the way of every number and every board, and because the
/// order of members is the same in every run.
struct JSONText {
  private(set) var buffer: ByteBuffer
  private var needsComma = false

  init(capacity: Int = 512) {
    buffer = ByteBufferAllocator().buffer(capacity: capacity)
  }

  /// The text of one object.
  static func object(capacity: Int = 512, _ write: (inout JSONText) -> Void) -> ByteBuffer {
    var text = JSONText(capacity: capacity)
    text.object(write)
    return text.buffer
  }

  mutating func object(_ write: (inout JSONText) -> Void) {
    comma()
    buffer.writeInteger(UInt8(ascii: "{"))
    needsComma = false
    write(&self)
    buffer.writeInteger(UInt8(ascii: "}"))
    needsComma = true
  }

  mutating func object(_ name: StaticString, _ write: (inout JSONText) -> Void) {
    key(name)
    object(write)
  }

  mutating func list<Items: Sequence>(
    _ name: StaticString, _ items: Items, _ write: (inout JSONText, Items.Element) -> Void
  ) {
    key(name)
    buffer.writeInteger(UInt8(ascii: "["))
    needsComma = false
    for item in items { write(&self, item) }
    buffer.writeInteger(UInt8(ascii: "]"))
    needsComma = true
  }

  mutating func put(_ name: StaticString, _ value: String) {
    key(name)
    quote(value)
  }

  /// A member whose absence is told as `null`.
  mutating func put(_ name: StaticString, _ value: String?) {
    guard let value else { return null(name) }
    put(name, value)
  }

  mutating func put(_ name: StaticString, _ value: Int) {
    key(name)
    integer(value)
  }

  mutating func put(_ name: StaticString, _ value: Int?) {
    guard let value else { return null(name) }
    put(name, value)
  }

  mutating func put(_ name: StaticString, _ value: Bool) {
    key(name)
    buffer.writeStaticString(value ? "true" : "false")
    needsComma = true
  }

  mutating func put(_ name: StaticString, _ value: BilingualName?) {
    guard let value else { return null(name) }
    object(name) { text in
      text.put("vi", value.vi)
      text.put("en", value.en)
    }
  }

  /// A member whose name is not known beforehand, such as a refusal's argument.
  mutating func put(named name: String, _ value: String) {
    comma()
    needsComma = false
    quote(name)
    buffer.writeInteger(UInt8(ascii: ":"))
    needsComma = false
    quote(value)
  }

  /// An item of a list.
  mutating func item(_ value: String) { quote(value) }
  mutating func item(_ value: BilingualName) {
    object { text in
      text.put("vi", value.vi)
      text.put("en", value.en)
    }
  }

  /// A value that is JSON already, such as an event's body in the log.
  mutating func put(_ name: StaticString, json: String) {
    key(name)
    buffer.writeString(json)
    needsComma = true
  }

  mutating func null(_ name: StaticString) {
    key(name)
    buffer.writeStaticString("null")
    needsComma = true
  }

  private mutating func key(_ name: StaticString) {
    comma()
    buffer.writeInteger(UInt8(ascii: "\""))
    buffer.writeStaticString(name)
    buffer.writeStaticString("\":")
    needsComma = false
  }

  private mutating func comma() {
    if needsComma { buffer.writeInteger(UInt8(ascii: ",")) }
    needsComma = true
  }

  private mutating func integer(_ value: Int) {
    buffer.writeString(String(value))
    needsComma = true
  }

  private mutating func quote(_ text: String) {
    comma()
    buffer.writeInteger(UInt8(ascii: "\""))
    let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }
    if isPlain {
      buffer.writeString(text)
    } else {
      for byte in text.utf8 { escape(byte) }
    }
    buffer.writeInteger(UInt8(ascii: "\""))
    needsComma = true
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"):
      buffer.writeInteger(UInt8(ascii: "\\"))
      buffer.writeInteger(byte)
    case UInt8(ascii: "\n"): buffer.writeStaticString("\\n")
    case 0..<0x20:
      buffer.writeStaticString("\\u00")
      buffer.writeInteger(Self.hexadecimal(byte >> 4))
      buffer.writeInteger(Self.hexadecimal(byte & 15))
    default: buffer.writeInteger(byte)
    }
  }

  private static func hexadecimal(_ digit: UInt8) -> UInt8 {
    digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
  }
}
