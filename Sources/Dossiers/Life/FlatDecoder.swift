/// Reads what is `Decodable` from a flat body.
struct FlatDecoder: Decoder {
  let body: FlatBody
  let name: String
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(Keyed<Key>(body: body, prefix: name.isEmpty ? "" : name + "."))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    switch body[name] {
    case .texts(let list): List(values: list.map(FlatValue.text))
    case .integers(let list): List(values: list.map(FlatValue.integer))
    default: throw Self.damaged(name, "a list")
    }
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer {
    guard let value = body[name] else { throw Self.damaged(name, "a value") }
    return Single(value: value, name: name)
  }

  static func damaged(_ name: String, _ wanted: String) -> DecodingError {
    .dataCorrupted(.init(codingPath: [], debugDescription: "\(name) is not \(wanted)"))
  }

  private struct Keyed<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let body: FlatBody
    let prefix: String
    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { [] }

    func contains(_ key: Key) -> Bool { body.contains(prefix + key.stringValue) }
    func decodeNil(forKey key: Key) -> Bool { !contains(key) }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
      try Value(from: FlatDecoder(body: body, name: prefix + key.stringValue))
    }

    func nestedContainer<Nested: CodingKey>(
      keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedDecodingContainer<Nested> {
      FlatDecoder(body: body, name: prefix + key.stringValue).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
      try FlatDecoder(body: body, name: prefix + key.stringValue).unkeyedContainer()
    }

    func superDecoder() -> any Decoder { FlatDecoder(body: body, name: prefix) }
    func superDecoder(forKey key: Key) -> any Decoder { superDecoder() }
  }

  private struct Single: SingleValueDecodingContainer {
    let value: FlatValue
    let name: String
    var codingPath: [any CodingKey] { [] }

    func decodeNil() -> Bool { false }

    func decode(_ type: String.Type) throws -> String {
      guard case .text(let text) = value else { throw FlatDecoder.damaged(name, "text") }
      return text
    }

    func decode(_ type: Int.Type) throws -> Int {
      guard case .integer(let number) = value else { throw FlatDecoder.damaged(name, "a number") }
      return number
    }

    func decode(_ type: Bool.Type) throws -> Bool {
      guard case .flag(let flag) = value else { throw FlatDecoder.damaged(name, "yes or no") }
      return flag
    }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
      try Value(from: FlatDecoder(body: FlatBody([.init("", value)]), name: ""))
    }
  }

  private struct List: UnkeyedDecodingContainer {
    let values: [FlatValue]
    var currentIndex = 0
    var codingPath: [any CodingKey] { [] }
    var count: Int? { values.count }
    var isAtEnd: Bool { currentIndex >= values.count }

    init(values: [FlatValue]) { self.values = values }

    mutating func decodeNil() -> Bool { false }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
      guard !isAtEnd else { throw FlatDecoder.damaged("list", "long enough") }
      defer { currentIndex += 1 }
      return try Value(
        from: FlatDecoder(body: FlatBody([.init("", values[currentIndex])]), name: ""))
    }

    mutating func nestedContainer<Nested: CodingKey>(
      keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> {
      throw FlatDecoder.damaged("list", "flat")
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
      throw FlatDecoder.damaged("list", "flat")
    }

    mutating func superDecoder() -> any Decoder {
      FlatDecoder(body: FlatBody([]), name: "")
    }
  }
}
