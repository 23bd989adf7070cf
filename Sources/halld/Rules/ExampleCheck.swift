internal import Dossiers

/// Works out one example by the rules and compares it with the expected answer.
///
/// What it does not know is named and fails: an operation, a parameter, a key of the question.
enum ExampleCheck {
  /// What differs, a line each; empty when the example holds.
  static func mismatches(
    of example: WorkedExample, in book: RegulationBook
  ) throws(ExampleProblem) -> [String] {
    let answer = Members(.object(try self.answer(to: example, in: book)))
    return example.expect.compactMap { expected in
      guard let got = answer[expected.name] else {
        return "\(expected.name): không có trong kết quả / is not part of the answer"
      }
      guard got != expected.value else { return nil }
      return "\(expected.name): mong đợi / expected \(text(expected.value)), "
        + "nhận được / got \(text(got))"
    }
  }

  private static func answer(
    to example: WorkedExample, in book: RegulationBook
  ) throws(ExampleProblem) -> [(name: String, value: JSONValue)] {
    guard let operation = ExampleOperation(rawValue: example.operation) else {
      throw .unknownOperation(example.operation)
    }
    for name in example.given.names
    where !ExampleRules.keys.contains(name) && !operation.keys.contains(name)
      && ExampleParameters.setters[name] == nil
    {
      throw .unknownKey(name)
    }
    var rules = try ExampleRules.rules(for: example, in: book)
    // A parameter may stand among the facts, where an operation does not use the name for one.
    for name in example.given.names
    where !ExampleRules.keys.contains(name) && !operation.keys.contains(name) {
      try ExampleParameters.set(name, of: example.given, in: &rules)
    }
    do {
      return try operation.answer(example.given, by: rules)
    } catch let refusal as DossierRefusal {
      throw .refused(refusal.code)
    } catch let problem as ExampleProblem {
      throw problem
    } catch {
      throw .refused("unexpected")
    }
  }

  /// A value as it is shown to a reader.
  private static func text(_ value: JSONValue) -> String {
    switch value {
    case .text(let text): text
    case .integer(let integer): String(integer)
    case .truth(let truth): String(truth)
    case .list(let items): "[" + items.map(Self.text).joined(separator: ", ") + "]"
    case .object, .fraction, .null: value.kind
    }
  }
}
