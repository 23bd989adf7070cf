public import Dossiers

/// What has happened in an incident, and to the papers that were used in it.
public enum IncidentEvent: Sendable, Hashable {
  case proposed(IncidentProposed)
  case opened(IncidentOpened)
  case declined(IncidentID)
  case closed(IncidentClosed)
  case papersDeclared(PapersDeclared)
  case paperEntered(PaperEntered)
  case paperVoided(PaperVoided)
  /// A visit that was begun and ended on paper; it never stood in the live line.
  case ticketRecorded(TicketRecorded)
  /// A number of the machine's that was served on paper.
  case serviceRecorded(ServiceRecorded)

  /// The incident it belongs to; a proposal begins the one with its own log sequence.
  public func incident(at seq: Int64) -> IncidentID {
    switch self {
    case .proposed: IncidentID(seq)
    case .opened(let event): event.incident
    case .declined(let incident): incident
    case .closed(let event): event.incident
    case .papersDeclared(let event): event.incident
    case .paperEntered(let event): event.incident
    case .paperVoided(let event): event.incident
    case .ticketRecorded(let event): event.incident
    case .serviceRecorded(let event): event.incident
    }
  }

  /// The paper whose fate it tells.
  public var paper: (kind: PaperKind, number: Int, fate: PaperFate)? {
    switch self {
    case .paperEntered(let event): (event.kind, event.number, .entered)
    case .paperVoided(let event): (event.kind, event.number, .void)
    case .ticketRecorded(let event): (.pad, event.number, .entered)
    case .proposed, .opened, .declined, .closed, .papersDeclared, .serviceRecorded: nil
    }
  }
}

public struct IncidentProposed: Sendable, Hashable {
  public var cause: IncidentCause
  public var affected: [IncidentArea]
  public var startedAt: CivilMoment

  public init(cause: IncidentCause, affected: [IncidentArea], startedAt: CivilMoment) {
    self.cause = cause
    self.affected = affected
    self.startedAt = startedAt
  }
}

public struct IncidentOpened: Sendable, Hashable {
  public var incident: IncidentID
  /// As proposed, or as the leader has put it right.
  public var startedAt: CivilMoment

  public init(incident: IncidentID, startedAt: CivilMoment) {
    self.incident = incident
    self.startedAt = startedAt
  }
}

public struct IncidentClosed: Sendable, Hashable {
  public var incident: IncidentID
  public var endedAt: CivilMoment

  public init(incident: IncidentID, endedAt: CivilMoment) {
    self.incident = incident
    self.endedAt = endedAt
  }
}

/// Papers that were used, added to those declared before.
public struct PapersDeclared: Sendable, Hashable {
  public var incident: IncidentID
  public var pads: NumberRanges
  public var forms: NumberRanges

  public init(incident: IncidentID, pads: NumberRanges, forms: NumberRanges) {
    self.incident = incident
    self.pads = pads
    self.forms = forms
  }
}

/// A paper whose content is in the machine now; the event before it says what it was.
public struct PaperEntered: Sendable, Hashable {
  public var incident: IncidentID
  public var kind: PaperKind
  public var number: Int
  /// The time on the paper.
  public var at: CivilMoment
  /// The account of the officer who wrote it; the event's actor entered it.
  public var officer: String?
  public var counter: CounterID?
  /// For a form: the dossier that it became.
  public var dossier: String?
  /// For a form: the number the visitor held, as it stands on the paper.
  public var ticket: String?

  public init(
    incident: IncidentID, kind: PaperKind, number: Int, at: CivilMoment, officer: String? = nil,
    counter: CounterID? = nil, dossier: String? = nil, ticket: String? = nil
  ) {
    self.incident = incident
    self.kind = kind
    self.number = number
    self.at = at
    self.officer = officer
    self.counter = counter
    self.dossier = dossier
    self.ticket = ticket
  }
}

/// A paper that holds nothing to enter: torn, lost, written twice. The reason is typed text.
public struct PaperVoided: Sendable, Hashable {
  public var incident: IncidentID
  public var kind: PaperKind
  public var number: Int

  public init(incident: IncidentID, kind: PaperKind, number: Int) {
    self.incident = incident
    self.kind = kind
    self.number = number
  }
}

/// When and where a visitor was served on paper.
public struct PaperService: Sendable, Hashable {
  public var counter: CounterID
  /// The account of the officer who served.
  public var officer: String
  public var calledAt: CivilMoment?
  public var startedAt: CivilMoment
  public var finishedAt: CivilMoment
  public var outcome: StopOutcome

  public init(
    counter: CounterID, officer: String, calledAt: CivilMoment? = nil, startedAt: CivilMoment,
    finishedAt: CivilMoment, outcome: StopOutcome
  ) {
    self.counter = counter
    self.officer = officer
    self.calledAt = calledAt
    self.startedAt = startedAt
    self.finishedAt = finishedAt
    self.outcome = outcome
  }
}

public struct TicketRecorded: Sendable, Hashable {
  public var incident: IncidentID
  /// The service day on which the number was handed out.
  public var day: CivilDate
  public var domain: DomainID
  public var errand: ErrandID
  public var line: LineID
  /// The number of the pad, and as it stands on the paper.
  public var number: Int
  public var label: String
  public var issuedAt: CivilMoment
  public var service: PaperService

  public init(
    incident: IncidentID, day: CivilDate, domain: DomainID, errand: ErrandID, line: LineID,
    number: Int, label: String, issuedAt: CivilMoment, service: PaperService
  ) {
    self.incident = incident
    self.day = day
    self.domain = domain
    self.errand = errand
    self.line = line
    self.number = number
    self.label = label
    self.issuedAt = issuedAt
    self.service = service
  }
}

public struct ServiceRecorded: Sendable, Hashable {
  public var incident: IncidentID
  public var ticket: TicketID
  public var service: PaperService

  public init(incident: IncidentID, ticket: TicketID, service: PaperService) {
    self.incident = incident
    self.ticket = ticket
    self.service = service
  }
}
