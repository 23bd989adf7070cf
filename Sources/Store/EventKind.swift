internal import Dossiers
public import Ticketing

/// The fixed name of a kind of event in the log; a name once used is never used otherwise.
public enum EventKind: String, Sendable, CaseIterable {
  case dayOpened = "day.opened"
  case dayClosed = "day.closed"
  case ticketIssued = "ticket.issued"
  case ticketCalled = "ticket.called"
  case ticketRecalled = "ticket.recalled"
  case ticketStarted = "ticket.started"
  case ticketParked = "ticket.parked"
  case ticketMissed = "ticket.missed"
  case ticketReturned = "ticket.returned"
  case ticketTransferred = "ticket.transferred"
  case ticketFinished = "ticket.finished"
  case ticketPriority = "ticket.priority"
  case ticketCancelled = "ticket.cancelled"
  case ticketExpired = "ticket.expired"
  case counterOpened = "counter.opened"
  case counterPaused = "counter.paused"
  case counterClosed = "counter.closed"
  case counterAssigned = "counter.assigned"
  case counterReleased = "counter.released"
  case officerSubstituted = "officer.substituted"
  case substitutionEnded = "substitution.ended"
  case dossierAccepted = "dossier.accepted"
  /// All else that happens to a dossier: the beginning of the names that `DossierStep` has.
  case dossierStep = "dossier."
  case slipAsked = "slip.asked"
  case slipMoved = "slip.moved"
  case incidentProposed = "incident.proposed"
  case incidentOpened = "incident.opened"
  case incidentDeclined = "incident.declined"
  case incidentClosed = "incident.closed"
  case papersDeclared = "papers.declared"
  case paperEntered = "paper.entered"
  case paperVoided = "paper.voided"
  case ticketRecorded = "ticket.recorded"
  case serviceRecorded = "service.recorded"
  case seriesMoved = "series.moved"

  /// The newest version of the kind that this release reads; older ones are still read.
  public var version: Int { self == .dossierAccepted ? 2 : 1 }
}

extension HallEvent {
  /// The kind as the log writes it, and the version in which this event is written.
  ///
  /// The acceptance of a dossier that was known before names it, which is version 2.
  var stored: (kind: String, version: Int) {
    switch self {
    case .dossier(let step): (step.kind, 1)
    case .dossierAccepted(let event): (kind.rawValue, event.dossier == nil ? 1 : 2)
    default: (kind.rawValue, kind.version)
    }
  }

  /// The name under which the log keeps this event.
  public var kind: EventKind {
    switch self {
    case .dayOpened: .dayOpened
    case .dayClosed: .dayClosed
    case .ticketIssued: .ticketIssued
    case .ticketCalled: .ticketCalled
    case .ticketRecalled: .ticketRecalled
    case .ticketStarted: .ticketStarted
    case .ticketParked: .ticketParked
    case .ticketMissed: .ticketMissed
    case .ticketReturned: .ticketReturned
    case .ticketTransferred: .ticketTransferred
    case .ticketFinished: .ticketFinished
    case .ticketPriority: .ticketPriority
    case .ticketCancelled: .ticketCancelled
    case .ticketExpired: .ticketExpired
    case .counterOpened: .counterOpened
    case .counterPaused: .counterPaused
    case .counterClosed: .counterClosed
    case .arranged(let event): event.kind
    case .dossierAccepted: .dossierAccepted
    case .dossier: .dossierStep
    case .slipAsked: .slipAsked
    case .slipMoved: .slipMoved
    case .incident(let event): event.kind
    case .seriesMoved: .seriesMoved
    }
  }

  /// The ticket it is about, when it is about one; an issue is about its own sequence.
  func ticket(at seq: Int64) -> TicketID? {
    switch self {
    case .ticketIssued: TicketID(seq)
    case .ticketCalled(let event): event.ticket
    case .ticketRecalled(let event): event.ticket
    case .ticketStarted(let event): event.ticket
    case .ticketParked(let event): event.ticket
    case .ticketMissed(let event): event.ticket
    case .ticketReturned(let event): event.ticket
    case .ticketTransferred(let event): event.ticket
    case .ticketFinished(let event): event.ticket
    case .ticketPriority(let event): event.ticket
    case .ticketCancelled(let event): event.ticket
    case .ticketExpired(let event): event.ticket
    case .dossierAccepted(let event): event.ticket
    case .dossier(let step): step.ticket
    case .slipAsked(let event): event.ticket
    case .incident(let event): event.ticket(at: seq)
    case .dayOpened, .dayClosed, .counterOpened, .counterPaused, .counterClosed, .arranged,
      .slipMoved, .seriesMoved:
      nil
    }
  }

  /// What the event is about, as the log's `subject`: `ticket:17`, `counter:3`, `day:2026-11-21`.
  func subject(at seq: Int64) -> String {
    switch self {
    case .dayOpened(let event): "day:\(event.day)"
    case .dayClosed(let event): "day:\(event.day)"
    case .counterOpened(let event): "counter:\(event.counter)"
    case .counterPaused(let event): "counter:\(event.counter)"
    case .counterClosed(let event): "counter:\(event.counter)"
    case .arranged(let event): "counter:\(event.counter)"
    case .dossierAccepted(let event): "dossier:\(event.accepted.code.text)"
    case .dossier(let step): step.subject(at: seq)
    case .slipMoved(let event): "job:\(event.job)"
    case .incident(let event): event.subject(at: seq)
    case .seriesMoved(let event): "day:\(event.day)"
    default: "ticket:\(ticket(at: seq)?.rawValue ?? seq)"
    }
  }

  /// Whether a board, a kiosk or a counter's screen may show something else afterwards.
  var movesBoards: Bool {
    switch self {
    case .slipAsked, .slipMoved, .dossierAccepted, .dossier: false
    case .incident(let event): event.movesBoards
    default: true
    }
  }

  /// Whether a slip now waits for a printer.
  var queuesSlip: Bool {
    switch self {
    case .ticketIssued(let event): event.slip
    case .slipAsked: true
    case .slipMoved(let event): event.progress == .queued
    default: false
    }
  }
}
