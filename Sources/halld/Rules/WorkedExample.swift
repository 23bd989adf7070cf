internal import Dossiers

/// One worked example of the law: an operation, its inputs, and the answer a person computed.
///
/// The form is a JSON object with `id`, `centre`, `given` (with `op`) and `expect`; what else stands
/// there (`clause`, `why`) is for readers.
struct WorkedExample {
  var centre: String
  var operation: String
  var given: Members
  var expect: [(name: String, value: JSONValue)]

  /// Reads an example; what it lacks is told in the error.
  init(_ value: JSONValue) throws(ExampleProblem) {
    let members = Members(value)
    centre = try members.text("centre")
    guard case .object = members["given"] else { throw .missing("given") }
    given = Members(members["given"] ?? .null)
    operation = try given.text("op")
    guard case .object(let expected) = members["expect"], !expected.isEmpty else {
      throw .missing("expect")
    }
    expect = expected
  }
}

/// Why an example could not be worked out; each counts as failed.
enum ExampleProblem: Error, Equatable {
  case missing(String)
  case unreadable(String)
  case unknownOperation(String)
  case unknownParameter(String)
  case unknownKey(String)
  case unknownCentre(String)
  case refused(String)

  /// One line for the technician, Vietnamese first.
  var sentence: String {
    switch self {
    case .missing(let name): "thiếu «\(name)» / \"\(name)\" is missing"
    case .unreadable(let name): "không đọc được «\(name)» / \"\(name)\" cannot be read"
    case .unknownOperation(let name): "không biết phép tính «\(name)» / unknown operation \(name)"
    case .unknownParameter(let name): "không biết tham số «\(name)» / unknown parameter \(name)"
    case .unknownKey(let name): "không biết khóa «\(name)» / unknown key \(name)"
    case .unknownCentre(let name): "không có quy chế của «\(name)» / no regulation of \(name)"
    case .refused(let code): "bị từ chối: \(code) / refused: \(code)"
    }
  }
}

/// The members of a JSON object, read as what the rules need.
struct Members {
  private let members: [(name: String, value: JSONValue)]

  init(_ value: JSONValue) {
    if case .object(let members) = value { self.members = members } else { members = [] }
  }

  var names: [String] { members.map(\.name) }

  subscript(name: String) -> JSONValue? {
    members.first { $0.name == name }?.value
  }

  func text(_ name: String) throws(ExampleProblem) -> String {
    guard let value = self[name] else { throw .missing(name) }
    guard case .text(let text) = value else { throw .unreadable(name) }
    return text
  }

  func integer(_ name: String) throws(ExampleProblem) -> Int {
    guard let value = self[name] else { throw .missing(name) }
    guard case .integer(let integer) = value else { throw .unreadable(name) }
    return integer
  }

  func truth(_ name: String) throws(ExampleProblem) -> Bool {
    guard let value = self[name] else { throw .missing(name) }
    guard case .truth(let truth) = value else { throw .unreadable(name) }
    return truth
  }

  func date(_ name: String) throws(ExampleProblem) -> CivilDate {
    guard let date = CivilDate(try text(name)) else { throw .unreadable(name) }
    return date
  }

  func moment(_ name: String) throws(ExampleProblem) -> CivilMoment {
    guard let moment = CivilMoment(try text(name)) else { throw .unreadable(name) }
    return moment
  }

  /// A truth, or what stands for an absent one.
  func truth(_ name: String, default: Bool) throws(ExampleProblem) -> Bool {
    self[name] == nil ? `default` : try truth(name)
  }

  /// A month, written `[2026, 3]` or `"2026-03"`.
  func month(_ name: String) throws(ExampleProblem) -> (year: Int, month: Int) {
    switch self[name] {
    case nil: throw .missing(name)
    case .list(let parts):
      guard parts.count == 2, case .integer(let year) = parts[0],
        case .integer(let month) = parts[1]
      else { throw .unreadable(name) }
      return (year, month)
    case .text(let text):
      guard let first = CivilDate(text + "-01") else { throw .unreadable(name) }
      return (first.year, first.month)
    default: throw .unreadable(name)
    }
  }

  /// A raw value of an enumeration.
  func choice<Choice: RawRepresentable>(
    _ name: String, _: Choice.Type
  ) throws(ExampleProblem) -> Choice where Choice.RawValue == String {
    guard let choice = Choice(rawValue: try text(name)) else { throw .unreadable(name) }
    return choice
  }

  func list(_ name: String) throws(ExampleProblem) -> [JSONValue] {
    guard let value = self[name] else { throw .missing(name) }
    guard case .list(let items) = value else { throw .unreadable(name) }
    return items
  }

  /// The group of this name; `nil` when it is absent or null.
  func group(_ name: String) throws(ExampleProblem) -> Members? {
    switch self[name] {
    case nil, .null: return nil
    case .object?: return Members(self[name] ?? .null)
    default: throw .unreadable(name)
    }
  }
}
