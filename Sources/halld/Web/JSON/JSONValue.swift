/// What a request's body says: a parsed tree, before any route looks at it.
///
/// Members keep their order and are unique; a number with a fraction or an exponent is kept as
/// `fraction`, since nothing in the contract takes one.
enum JSONValue: Sendable, Equatable {
  case object([(name: String, value: JSONValue)])
  case list([JSONValue])
  case text(String)
  case integer(Int)
  case fraction
  case truth(Bool)
  case null

  /// How the value is named to somebody who sent the wrong one.
  var kind: String {
    switch self {
    case .object: "object"
    case .list: "array"
    case .text: "string"
    case .integer: "integer"
    case .fraction: "number"
    case .truth: "boolean"
    case .null: "null"
    }
  }

  static func == (one: JSONValue, other: JSONValue) -> Bool {
    switch (one, other) {
    case (.object(let a), .object(let b)):
      a.count == b.count && zip(a, b).allSatisfy { $0.name == $1.name && $0.value == $1.value }
    case (.list(let a), .list(let b)): a == b
    case (.text(let a), .text(let b)): a == b
    case (.integer(let a), .integer(let b)): a == b
    case (.truth(let a), .truth(let b)): a == b
    case (.fraction, .fraction), (.null, .null): true
    default: false
    }
  }
}
