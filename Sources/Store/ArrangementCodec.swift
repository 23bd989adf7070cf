internal import Ticketing

// The bodies of what supervision sets for a day, keys ascending as everywhere in the log.
extension EventCodec {
  static func write(_ event: ArrangementEvent, to json: inout JSONWriter) {
    json.put("counter", event.counter.rawValue)
    switch event {
    case .assigned(let event):
      json.put("kind", event.kind.rawValue)
      json.put("lines", event.lines.map(\.rawValue))
    case .released: break
    case .substituted(let event):
      json.put("officer", event.officer)
      json.put("substitute", event.substitute)
    case .substitutionEnded(let event):
      json.put("substitute", event.substitute)
    }
  }

  /// The event of supervision that a row of this kind stands for.
  static func arrangement(_ kind: EventKind, _ json: JSONFields) throws -> ArrangementEvent {
    let counter = CounterID(try json.text("counter"))
    switch kind {
    case .counterAssigned:
      return .assigned(
        CounterAssigned(
          counter: counter, kind: try choice(json, "kind"),
          lines: try json.texts("lines").map { LineID($0) }))
    case .counterReleased: return .released(counter)
    case .officerSubstituted:
      return .substituted(
        OfficerSubstituted(
          counter: counter, officer: try json.text("officer"),
          substitute: try json.text("substitute")))
    case .substitutionEnded:
      return .substitutionEnded(
        SubstitutionEnded(counter: counter, substitute: try json.text("substitute")))
    default: throw JSONFields.Malformed(description: "nothing that supervision sets")
    }
  }
}

extension ArrangementEvent {
  /// The name under which the log keeps this event.
  var kind: EventKind {
    switch self {
    case .assigned: .counterAssigned
    case .released: .counterReleased
    case .substituted: .officerSubstituted
    case .substitutionEnded: .substitutionEnded
    }
  }
}
