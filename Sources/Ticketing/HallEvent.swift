public import Dossiers

/// What has happened in the hall; the log holds nothing else.
///
/// Each kind has a fixed name and a version. Events carry every figure that was decided, so
/// that applying them needs no plan, no clock and no configuration.
public enum HallEvent: Sendable, Hashable {
  case dayOpened(DayOpened)
  case dayClosed(DayClosed)

  case ticketIssued(TicketIssued)
  case ticketCalled(TicketCalled)
  case ticketRecalled(TicketRecalled)
  case ticketStarted(AtCounter)
  case ticketParked(TicketParked)
  case ticketMissed(TicketMissed)
  case ticketReturned(TicketReturned)
  case ticketTransferred(TicketTransferred)
  case ticketFinished(TicketFinished)
  case ticketPriority(TicketPriority)
  case ticketCancelled(TicketCancelled)
  case ticketExpired(TicketExpired)

  case counterOpened(CounterOpened)
  case counterPaused(CounterPaused)
  case counterClosed(CounterClosed)

  case arranged(ArrangementEvent)

  case dossierAccepted(DossierFromVisit)
  case dossier(DossierStep)

  case slipAsked(SlipAsked)
  case slipMoved(SlipMoved)

  case incident(IncidentEvent)
  case seriesMoved(SeriesMoved)
}

public struct DayOpened: Sendable, Hashable, Codable {
  public var day: CivilDate
  /// Counters that stay open over the change of day in a hall that never closes.
  public var counters: [OpenCounter]

  public struct OpenCounter: Sendable, Hashable, Codable {
    public var counter: CounterID
    public var officer: String

    public init(counter: CounterID, officer: String) {
      self.counter = counter
      self.officer = officer
    }
  }

  public init(day: CivilDate, counters: [OpenCounter]) {
    self.day = day
    self.counters = counters
  }
}

/// The service day is over: whoever still waits has expired (P-8).
public struct DayClosed: Sendable, Hashable, Codable {
  public var day: CivilDate

  public init(day: CivilDate) {
    self.day = day
  }
}

public struct TicketIssued: Sendable, Hashable, Codable {
  public var day: CivilDate
  public var domain: DomainID
  public var errand: ErrandID
  public var line: LineID
  public var number: Int
  public var label: String
  public var origin: TicketOrigin
  public var priority: PriorityID?
  public var station: String
  public var dossiers: Int
  /// Whether a slip was asked for together with the number.
  public var slip: Bool

  public init(
    day: CivilDate, domain: DomainID, errand: ErrandID, line: LineID, number: Int, label: String,
    origin: TicketOrigin, priority: PriorityID? = nil, station: String, dossiers: Int, slip: Bool
  ) {
    self.day = day
    self.domain = domain
    self.errand = errand
    self.line = line
    self.number = number
    self.label = label
    self.origin = origin
    self.priority = priority
    self.station = station
    self.dossiers = dossiers
    self.slip = slip
  }
}

/// How a call came about.
public enum Turn: String, Sendable, Hashable, Codable {
  /// The published order of the line.
  case next
  /// The published order too: priority, before an ordinary visitor who came earlier (P-10).
  case priority
  /// Chosen by the officer, with a reason (LC 6.1.g).
  case outOfTurn
  /// A parked or held visitor has turned up at their counter.
  case parked
}

public struct TicketCalled: Sendable, Hashable, Codable {
  public var ticket: TicketID
  public var counter: CounterID
  public var turn: Turn

  public init(ticket: TicketID, counter: CounterID, turn: Turn) {
    self.ticket = ticket
    self.counter = counter
    self.turn = turn
  }
}

public struct TicketRecalled: Sendable, Hashable, Codable {
  public var ticket: TicketID
  public var counter: CounterID
  /// Called again by itself, not by an officer.
  public var automatic: Bool
  /// When it will be called by itself once more.
  public var nextCallAfterSeconds: Int?

  public init(
    ticket: TicketID, counter: CounterID, automatic: Bool, nextCallAfterSeconds: Int? = nil
  ) {
    self.ticket = ticket
    self.counter = counter
    self.automatic = automatic
    self.nextCallAfterSeconds = nextCallAfterSeconds
  }
}

public struct AtCounter: Sendable, Hashable, Codable {
  public var ticket: TicketID
  public var counter: CounterID

  public init(ticket: TicketID, counter: CounterID) {
    self.ticket = ticket
    self.counter = counter
  }
}

public struct TicketParked: Sendable, Hashable, Codable {
  public var ticket: TicketID
  public var counter: CounterID
  /// Seconds until it is called by itself; none for a visitor who is held on purpose.
  public var nextCallAfterSeconds: Int?

  public init(ticket: TicketID, counter: CounterID, nextCallAfterSeconds: Int? = nil) {
    self.ticket = ticket
    self.counter = counter
    self.nextCallAfterSeconds = nextCallAfterSeconds
  }
}

public struct TicketMissed: Sendable, Hashable, Codable {
  public var ticket: TicketID
  public var returnWithinSeconds: Int

  public init(ticket: TicketID, returnWithinSeconds: Int) {
    self.ticket = ticket
    self.returnWithinSeconds = returnWithinSeconds
  }
}

public struct TicketReturned: Sendable, Hashable, Codable {
  public var ticket: TicketID
  public var line: LineID
  /// At the end of the line after missed calls; at its old place after a supplement.
  public var atEnd: Bool

  public init(ticket: TicketID, line: LineID, atEnd: Bool) {
    self.ticket = ticket
    self.line = line
    self.atEnd = atEnd
  }
}

public struct TicketTransferred: Sendable, Hashable, Codable {
  public var ticket: TicketID
  /// The counter it leaves; none when the reception desk corrects the errand.
  public var from: CounterID?
  public var errand: ErrandID
  public var line: LineID
  /// Set when it is sent to one counter only.
  public var counter: CounterID?
  /// The counter it goes back to afterwards.
  public var backTo: CounterID?

  public init(
    ticket: TicketID, from: CounterID? = nil, errand: ErrandID, line: LineID,
    counter: CounterID? = nil, backTo: CounterID? = nil
  ) {
    self.ticket = ticket
    self.from = from
    self.errand = errand
    self.line = line
    self.counter = counter
    self.backTo = backTo
  }
}

public struct TicketFinished: Sendable, Hashable, Codable {
  public var ticket: TicketID
  public var counter: CounterID
  public var outcome: StopOutcome

  public init(ticket: TicketID, counter: CounterID, outcome: StopOutcome) {
    self.ticket = ticket
    self.counter = counter
    self.outcome = outcome
  }
}

/// What reception found when it looked at the proof of a priority (P-10).
public struct TicketPriority: Sendable, Hashable, Codable {
  public var ticket: TicketID
  /// The class that stands; none when it was not shown or was withdrawn.
  public var priority: PriorityID?

  public init(ticket: TicketID, priority: PriorityID? = nil) {
    self.ticket = ticket
    self.priority = priority
  }
}

public struct TicketCancelled: Sendable, Hashable, Codable {
  public var ticket: TicketID
  public var by: CancelledBy

  public init(ticket: TicketID, by: CancelledBy) {
    self.ticket = ticket
    self.by = by
  }
}

public struct TicketExpired: Sendable, Hashable, Codable {
  public var ticket: TicketID

  public init(ticket: TicketID) {
    self.ticket = ticket
  }
}

public struct CounterOpened: Sendable, Hashable, Codable {
  public var counter: CounterID
  public var officer: String

  public init(counter: CounterID, officer: String) {
    self.counter = counter
    self.officer = officer
  }
}

public struct CounterPaused: Sendable, Hashable, Codable {
  public var counter: CounterID
  public var reason: PauseReason
  public var back: String?

  public init(counter: CounterID, reason: PauseReason, back: String? = nil) {
    self.counter = counter
    self.reason = reason
    self.back = back
  }
}

public struct CounterClosed: Sendable, Hashable, Codable {
  public var counter: CounterID

  public init(counter: CounterID) {
    self.counter = counter
  }
}

/// A dossier taken in, and the visit it came from, in one event and so in one transaction.
public struct DossierFromVisit: Sendable, Hashable {
  /// A dossier that was known before, by registration or check; `nil` when this begins it.
  public var dossier: DossierID?
  public var ticket: TicketID?
  public var counter: CounterID?
  public var accepted: DossierAccepted

  public init(
    dossier: DossierID? = nil, ticket: TicketID? = nil, counter: CounterID? = nil,
    accepted: DossierAccepted
  ) {
    self.dossier = dossier
    self.ticket = ticket
    self.counter = counter
    self.accepted = accepted
  }
}

/// A further slip of a number that exists (the first is asked for by its issue).
public struct SlipAsked: Sendable, Hashable, Codable {
  public var ticket: TicketID
  public var first: JobID
  public var station: String

  public init(ticket: TicketID, first: JobID, station: String) {
    self.ticket = ticket
    self.first = first
    self.station = station
  }
}

public struct SlipMoved: Sendable, Hashable, Codable {
  public var job: JobID
  public var progress: SlipProgress

  public init(job: JobID, progress: SlipProgress) {
    self.job = job
    self.progress = progress
  }
}
