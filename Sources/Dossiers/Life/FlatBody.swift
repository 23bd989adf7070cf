/// The body of an event: named values in order, one level deep.
///
/// A value within a value has a name with a dot, such as `term.dueAt`; a missing name is a value that
/// was not there. Whoever stores it writes text, whole numbers, yes or no, and lists of text.
public struct FlatBody: Hashable, Sendable {
  public private(set) var fields: [Field]

  /// One named value.
  public struct Field: Hashable, Sendable {
    public var name: String
    public var value: FlatValue

    public init(_ name: String, _ value: FlatValue) {
      self.name = name
      self.value = value
    }
  }

  public init(_ fields: [Field]) {
    self.fields = fields
  }

  /// The flat form of a fact.
  init(_ fact: some Encodable) {
    let writer = FlatWriter()
    // Facts are made of texts, numbers, flags and lists of them; none refuses to be written.
    do { try fact.encode(to: FlatEncoder(writer: writer, name: "")) } catch {
      preconditionFailure("A fact of a dossier could not be written: \(error)")
    }
    fields = writer.fields
  }

  func decode<Fact: Decodable>() throws -> Fact {
    try Fact(from: FlatDecoder(body: self, name: ""))
  }

  public subscript(name: String) -> FlatValue? {
    fields.first { $0.name == name }?.value
  }

  func contains(_ name: String) -> Bool {
    fields.contains { $0.name == name || $0.name.hasPrefix(name + ".") }
  }
}

/// One value of an event's body.
public enum FlatValue: Hashable, Sendable {
  case text(String)
  case integer(Int)
  case flag(Bool)
  case texts([String])
  case integers([Int])
}
