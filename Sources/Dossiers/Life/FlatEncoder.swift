/// Gathers the fields of one body.
final class FlatWriter {
  var fields: [FlatBody.Field] = []

  func put(_ name: String, _ value: FlatValue) { fields.append(.init(name, value)) }
}

/// Writes what is `Encodable` flat: nested names are joined by a dot.
struct FlatEncoder: Encoder {
  let writer: FlatWriter
  let name: String
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    KeyedEncodingContainer(Keyed(writer: writer, prefix: name.isEmpty ? "" : name + "."))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    List(writer: writer, name: name)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    Single(writer: writer, name: name)
  }

  private static func refusal(_ value: Any) -> EncodingError {
    .invalidValue(value, .init(codingPath: [], debugDescription: "not a flat value"))
  }

  private struct Keyed<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let writer: FlatWriter
    let prefix: String
    var codingPath: [any CodingKey] { [] }

    func encodeNil(forKey key: Key) {}
    func encode(_ value: String, forKey key: Key) { put(.text(value), key) }
    func encode(_ value: Int, forKey key: Key) { put(.integer(value), key) }
    func encode(_ value: Bool, forKey key: Key) { put(.flag(value), key) }

    func encode(_ value: some Encodable, forKey key: Key) throws {
      try value.encode(to: FlatEncoder(writer: writer, name: prefix + key.stringValue))
    }

    func nestedContainer<Nested: CodingKey>(
      keyedBy keyType: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
      KeyedEncodingContainer(
        FlatEncoder.Keyed<Nested>(writer: writer, prefix: prefix + key.stringValue + "."))
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
      List(writer: writer, name: prefix + key.stringValue)
    }

    func superEncoder() -> any Encoder { FlatEncoder(writer: writer, name: prefix) }
    func superEncoder(forKey key: Key) -> any Encoder { superEncoder() }

    private func put(_ value: FlatValue, _ key: Key) { writer.put(prefix + key.stringValue, value) }
  }

  private struct Single: SingleValueEncodingContainer {
    let writer: FlatWriter
    let name: String
    var codingPath: [any CodingKey] { [] }

    func encodeNil() {}
    func encode(_ value: String) { writer.put(name, .text(value)) }
    func encode(_ value: Int) { writer.put(name, .integer(value)) }
    func encode(_ value: Bool) { writer.put(name, .flag(value)) }
    func encode(_ value: some Encodable) throws {
      guard let number = value as? any BinaryInteger, let whole = Int(exactly: number) else {
        try value.encode(to: FlatEncoder(writer: writer, name: name))
        return
      }
      writer.put(name, .integer(whole))
    }
  }

  /// A list of texts or of whole numbers; it is written as it grows.
  private struct List: UnkeyedEncodingContainer {
    let writer: FlatWriter
    let name: String
    private let place: Int
    var codingPath: [any CodingKey] { [] }
    var count = 0

    init(writer: FlatWriter, name: String) {
      self.writer = writer
      self.name = name
      place = writer.fields.count
      writer.put(name, .texts([]))
    }

    mutating func encodeNil() throws { throw FlatEncoder.refusal(name) }

    mutating func encode(_ value: String) {
      guard case .texts(let list) = writer.fields[place].value else { return }
      writer.fields[place].value = .texts(list + [value])
      count += 1
    }

    mutating func encode(_ value: Int) {
      var list: [Int] = []
      if case .integers(let earlier) = writer.fields[place].value { list = earlier }
      writer.fields[place].value = .integers(list + [value])
      count += 1
    }

    mutating func encode(_ value: some Encodable) throws {
      let inner = FlatWriter()
      try value.encode(to: FlatEncoder(writer: inner, name: ""))
      switch (inner.fields.count, inner.fields.first?.value) {
      case (1, .text(let text)?): encode(text)
      case (1, .integer(let number)?): encode(number)
      default: throw FlatEncoder.refusal(value)
      }
    }

    mutating func nestedContainer<Nested: CodingKey>(
      keyedBy keyType: Nested.Type
    ) -> KeyedEncodingContainer<Nested> {
      KeyedEncodingContainer(Keyed<Nested>(writer: writer, prefix: name + "."))
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { self }
    mutating func superEncoder() -> any Encoder { FlatEncoder(writer: writer, name: name) }
  }
}
