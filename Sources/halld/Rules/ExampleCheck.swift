internal import Dossiers

/// Works out one example by the rules and compares it with the expected answer.
///
/// The operations it knows are those of the dossier rules built so far; any other fails.
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
    guard let operation = Operation(rawValue: example.operation) else {
      throw .unknownOperation(example.operation)
    }
    let rules = try ExampleRules.rules(for: example, in: book)
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
    case .object, .list, .fraction, .null: value.kind
    }
  }
}

/// The operations an example may ask for.
private enum Operation: String {
  case dueDate, sameDayResultDue, workingMinutes, isOpen, postalReceipt, dossierCode

  func answer(
    _ given: Members, by rules: Regulation
  ) throws -> [(name: String, value: JSONValue)] {
    switch self {
    case .dueDate:
      let term = try rules.due(
        receivedAt: given.moment("acceptedAt"), days: given.integer("days"))
      return [
        ("startCountDay", .text(term.startCountDay.description)),
        ("dueDate", .text(term.dueDate.description)), ("dueAt", .text(term.dueAt.description)),
      ]
    case .sameDayResultDue:
      let term = try rules.due(receivedAt: given.moment("receivedAt"), days: 0)
      return [("dueAt", .text(term.dueAt.description))]
    case .workingMinutes:
      let minutes = rules.calendar.workingMinutes(
        from: try given.moment("from"), to: try given.moment("to"), clock: try clock(given))
      return [("minutes", .integer(minutes))]
    case .isOpen:
      let moment = try given.moment("at")
      return [
        ("working", .truth(rules.calendar.isOpen(at: moment, clock: .working))),
        ("transactions", .truth(rules.calendar.isOpen(at: moment, clock: .transactions))),
      ]
    case .postalReceipt:
      let opened = given["openedOn"] == nil ? nil : try given.date("openedOn")
      let received = try rules.postalReceipt(
        arrivalStamp: given.date("arrivalStamp"), openedOn: opened)
      return [("receivedOn", .text(received.description))]
    case .dossierCode:
      var rule = rules.code
      if given["unitCode"] != nil { rule.unit = try given.text("unitCode") }
      let code = try rule.code(
        receivedOn: given.date("receivedOn"), ordinal: given.integer("ordinal"))
      return [("code", .text(code.text))]
    }
  }

  /// `w` for working hours, which is the default, and `x` for transaction hours.
  private func clock(_ given: Members) throws -> OpeningClock {
    switch given["clock"] {
    case nil, .text("w"), .text("working"): .working
    case .text("x"), .text("transactions"): .transactions
    default: throw ExampleProblem.unreadable("clock")
    }
  }
}
