internal import Dossiers

/// Writes the flat JSON objects of the log as bytes, without Foundation.
///
/// Issuing a number is the hot path: one event body is written per ticket. The caller gives
/// the keys in ascending order, so that the same event always has the same bytes (and hash).
struct JSONWriter {
  private(set) var bytes: [UInt8] = []

  init() {
    bytes.reserveCapacity(256)
    bytes.append(UInt8(ascii: "{"))
  }

  /// The finished object.
  mutating func finish() -> [UInt8] {
    bytes.append(UInt8(ascii: "}"))
    return bytes
  }

  mutating func put(_ key: StaticString, _ value: String) {
    open(key)
    quote(value)
  }

  mutating func put(_ key: StaticString, _ value: Int) {
    open(key)
    bytes.append(contentsOf: String(value).utf8)
  }

  mutating func put(_ key: StaticString, _ value: Int64) {
    open(key)
    bytes.append(contentsOf: String(value).utf8)
  }

  mutating func put(_ key: StaticString, _ value: Bool) {
    open(key)
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
  }

  /// Writes nothing at all for `nil`: an absent key and no value are the same.
  mutating func put(_ key: StaticString, _ value: String?) {
    if let value { put(key, value) }
  }

  mutating func put(_ key: StaticString, _ value: Int?) {
    if let value { put(key, value) }
  }

  mutating func put(_ key: StaticString, _ value: Int64?) {
    if let value { put(key, value) }
  }

  /// JSON that is finished already.
  mutating func put(_ key: StaticString, json: some Sequence<UInt8>) {
    open(key)
    bytes.append(contentsOf: json)
  }

  /// A list of texts.
  mutating func put(_ key: StaticString, _ values: [String]) {
    open(key)
    list(values) { $0.quote($1) }
  }

  /// A value whose name is not written down here.
  mutating func put(named name: String, _ value: FlatValue) {
    if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
    quote(name)
    bytes.append(UInt8(ascii: ":"))
    switch value {
    case .text(let text): quote(text)
    case .integer(let number): bytes.append(contentsOf: String(number).utf8)
    case .flag(let flag): bytes.append(contentsOf: (flag ? "true" : "false").utf8)
    case .texts(let texts): list(texts) { $0.quote($1) }
    case .integers(let numbers): list(numbers) { $0.bytes.append(contentsOf: String($1).utf8) }
    }
  }

  private mutating func list<T>(_ values: [T], _ write: (inout JSONWriter, T) -> Void) {
    bytes.append(UInt8(ascii: "["))
    for (index, value) in values.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      write(&self, value)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  private mutating func open(_ key: StaticString) {
    if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
    bytes.append(UInt8(ascii: "\""))
    key.withUTF8Buffer { bytes.append(contentsOf: $0) }
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
  }

  private mutating func quote(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0..<0x20:
        bytes.append(contentsOf: "\\u00".utf8)
        bytes.append(Self.hexadecimal[Int(byte >> 4)])
        bytes.append(Self.hexadecimal[Int(byte & 15)])
      default:
        bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static let hexadecimal = Array("0123456789abcdef".utf8)
}
