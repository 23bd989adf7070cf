internal import Dossiers
internal import Ticketing

// The bodies of incidents and their papers, keys ascending as everywhere in the log.
extension EventCodec {
  static func write(_ event: IncidentEvent, to json: inout JSONWriter) {
    switch event {
    case .proposed(let event):
      json.put("affected", event.affected.map(\.rawValue).joined(separator: ","))
      json.put("cause", event.cause.rawValue)
      json.put("startedAt", event.startedAt.description)
    case .opened(let event):
      json.put("incident", event.incident.rawValue)
      json.put("startedAt", event.startedAt.description)
    case .declined(let incident): json.put("incident", incident.rawValue)
    case .closed(let event):
      json.put("endedAt", event.endedAt.description)
      json.put("incident", event.incident.rawValue)
    case .papersDeclared(let event):
      json.put("forms", event.forms.description)
      json.put("incident", event.incident.rawValue)
      json.put("pads", event.pads.description)
    case .paperEntered(let event): write(event, to: &json)
    case .paperVoided(let event):
      json.put("incident", event.incident.rawValue)
      json.put("number", event.number)
      json.put("paper", event.kind.rawValue)
    case .ticketRecorded(let event): write(event, to: &json)
    case .serviceRecorded(let event):
      json.put("calledAt", event.service.calledAt?.description)
      json.put("counter", event.service.counter.rawValue)
      json.put("finishedAt", event.service.finishedAt.description)
      json.put("incident", event.incident.rawValue)
      json.put("officer", event.service.officer)
      json.put("outcome", event.service.outcome.rawValue)
      json.put("startedAt", event.service.startedAt.description)
      json.put("ticket", event.ticket.rawValue)
    }
  }

  private static func write(_ event: PaperEntered, to json: inout JSONWriter) {
    json.put("at", event.at.description)
    json.put("counter", event.counter?.rawValue)
    json.put("dossier", event.dossier)
    json.put("incident", event.incident.rawValue)
    json.put("number", event.number)
    json.put("officer", event.officer)
    json.put("paper", event.kind.rawValue)
    json.put("ticket", event.ticket)
  }

  private static func write(_ event: TicketRecorded, to json: inout JSONWriter) {
    json.put("calledAt", event.service.calledAt?.description)
    json.put("counter", event.service.counter.rawValue)
    json.put("day", event.day.description)
    json.put("domain", event.domain.rawValue)
    json.put("errand", event.errand.rawValue)
    json.put("finishedAt", event.service.finishedAt.description)
    json.put("incident", event.incident.rawValue)
    json.put("issuedAt", event.issuedAt.description)
    json.put("label", event.label)
    json.put("line", event.line.rawValue)
    json.put("number", event.number)
    json.put("officer", event.service.officer)
    json.put("outcome", event.service.outcome.rawValue)
    json.put("startedAt", event.service.startedAt.description)
  }

  /// The event of an incident that a row of this kind stands for.
  static func incident(_ kind: EventKind, _ json: JSONFields) throws -> IncidentEvent {
    switch kind {
    case .incidentProposed:
      .proposed(
        IncidentProposed(
          cause: try choice(json, "cause"), affected: try areas(json),
          startedAt: try moment(json, "startedAt")))
    case .incidentOpened:
      .opened(
        IncidentOpened(incident: try incident(json), startedAt: try moment(json, "startedAt")))
    case .incidentDeclined: .declined(try incident(json))
    case .incidentClosed:
      .closed(IncidentClosed(incident: try incident(json), endedAt: try moment(json, "endedAt")))
    case .papersDeclared:
      .papersDeclared(
        PapersDeclared(
          incident: try incident(json), pads: try ranges(json, "pads"),
          forms: try ranges(json, "forms")))
    case .paperEntered:
      .paperEntered(
        PaperEntered(
          incident: try incident(json), kind: try choice(json, "paper"),
          number: Int(try json.integer("number")), at: try moment(json, "at"),
          officer: try json.textIfPresent("officer"),
          counter: try json.textIfPresent("counter").map { CounterID($0) },
          dossier: try json.textIfPresent("dossier"), ticket: try json.textIfPresent("ticket")))
    case .paperVoided:
      .paperVoided(
        PaperVoided(
          incident: try incident(json), kind: try choice(json, "paper"),
          number: Int(try json.integer("number"))))
    case .ticketRecorded:
      .ticketRecorded(
        TicketRecorded(
          incident: try incident(json), day: try day(json),
          domain: DomainID(try json.text("domain")), errand: ErrandID(try json.text("errand")),
          line: LineID(try json.text("line")), number: Int(try json.integer("number")),
          label: try json.text("label"), issuedAt: try moment(json, "issuedAt"),
          service: try service(json)))
    case .serviceRecorded:
      .serviceRecorded(
        ServiceRecorded(
          incident: try incident(json), ticket: TicketID(try json.integer("ticket")),
          service: try service(json)))
    default: throw JSONFields.Malformed(description: "not an incident's kind")
    }
  }

  private static func incident(_ json: JSONFields) throws -> IncidentID {
    IncidentID(try json.integer("incident"))
  }

  private static func service(_ json: JSONFields) throws -> PaperService {
    PaperService(
      counter: CounterID(try json.text("counter")), officer: try json.text("officer"),
      calledAt: try json.textIfPresent("calledAt").map { _ in try moment(json, "calledAt") },
      startedAt: try moment(json, "startedAt"), finishedAt: try moment(json, "finishedAt"),
      outcome: try choice(json, "outcome"))
  }

  private static func areas(_ json: JSONFields) throws -> [IncidentArea] {
    try json.text("affected").split(separator: ",").map { word in
      guard let area = IncidentArea(rawValue: String(word)) else {
        throw JSONFields.Malformed(description: "unknown affected")
      }
      return area
    }
  }

  private static func ranges(_ json: JSONFields, _ key: String) throws -> NumberRanges {
    guard let ranges = NumberRanges(try json.text(key)) else {
      throw JSONFields.Malformed(description: "\(key) is not a list of numbers")
    }
    return ranges
  }
}

extension IncidentEvent {
  /// The name under which the log keeps this event.
  var kind: EventKind {
    switch self {
    case .proposed: .incidentProposed
    case .opened: .incidentOpened
    case .declined: .incidentDeclined
    case .closed: .incidentClosed
    case .papersDeclared: .papersDeclared
    case .paperEntered: .paperEntered
    case .paperVoided: .paperVoided
    case .ticketRecorded: .ticketRecorded
    case .serviceRecorded: .serviceRecorded
    }
  }

  func ticket(at seq: Int64) -> TicketID? {
    switch self {
    case .ticketRecorded: TicketID(seq)
    case .serviceRecorded(let event): event.ticket
    default: nil
    }
  }

  func subject(at seq: Int64) -> String {
    ticket(at: seq).map { "ticket:\($0)" } ?? "incident:\(incident(at: seq))"
  }

  /// Only a number that leaves the line changes a board.
  var movesBoards: Bool {
    if case .serviceRecorded = self { true } else { false }
  }
}
