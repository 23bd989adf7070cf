public import Dossiers

/// One person's way through the hall under one ticket number.
public struct Visit: Sendable, Hashable {
  public let id: TicketID
  public let day: CivilDate
  public let domain: DomainID
  /// The number without its prefix.
  public let number: Int
  /// The number as printed: `A012`.
  public let label: String
  public let origin: TicketOrigin
  /// Its class, as it said itself or as reception found.
  public internal(set) var priority: PriorityID?
  /// When it was issued; its place in time in every line it will wait in.
  public let issuedAt: Moment

  /// What the visitor comes for at the present stop.
  public var errand: ErrandID
  /// The line of the present stop.
  public var line: LineID
  public var state: VisitState
  /// Where it stands in time: issue, or the end of the line after a missed call.
  public var queuedAt: Moment
  /// The latest call to a counter that it answered or not.
  public internal(set) var calledAt: Moment?
  /// How the latest call came about; none before the first.
  public internal(set) var turn: Turn?
  /// The latest call or recall, which the voice says.
  var latestCall: CallMark?
  /// Calls and recalls at the present stop.
  public var calls = 0
  /// Whether the one return after missed calls has been used (P-9).
  public var hasReturned = false
  /// The stops it has passed, in order.
  public var stops: [Stop] = []
  /// The counter it goes back to after the present stop.
  public var backTo: CounterID?
  /// Whether staff have seen the proof of the class, or found that there is none (P-10).
  public internal(set) var isPriorityConfirmed = false
  /// Dossiers taken in on this visit.
  public var dossiers = 0
}

/// A call's place in the log.
struct CallMark: Sendable, Hashable {
  var id: Int64
  var at: Moment
}

/// A stop of a visit that is over.
public struct Stop: Sendable, Hashable, Codable {
  public var errand: ErrandID
  public var counter: CounterID
  public var outcome: StopOutcome
}

/// How a stop ended; `transferred` sends the visitor on.
public enum StopOutcome: String, Sendable, Hashable, Codable {
  case done, intake, guidedAway, supplement, transferred
}

/// Where a ticket comes from.
public enum TicketOrigin: String, Sendable, Hashable, Codable, CaseIterable {
  case kiosk, reception, phone, appointment, post, pad
}

/// The state of a visit; where it waits or who has it.
public enum VisitState: Sendable, Hashable {
  case waiting(WaitingPlace)
  case called(CounterID, at: Moment)
  case serving(CounterID, since: Moment)
  /// Called and not there: called again by itself at `nextCall`, while others are served.
  case parked(CounterID, nextCall: Moment?)
  /// Missed every call; may come back once until the moment.
  case missed(until: Moment)
  case done(StopOutcome)
  case cancelled
  case expired

  /// The word for it in the contract and in the projection.
  public var name: String {
    switch self {
    case .waiting: "waiting"
    case .called: "called"
    case .serving: "serving"
    case .parked: "parked"
    case .missed: "missed"
    case .done: "done"
    case .cancelled: "cancelled"
    case .expired: "expired"
    }
  }

  /// The counter that has the visitor or awaits them.
  public var counter: CounterID? {
    switch self {
    case .called(let counter, _), .serving(let counter, _), .parked(let counter, _): counter
    default: nil
    }
  }

  /// Whether nothing more will happen to it.
  public var isOver: Bool {
    switch self {
    case .done, .cancelled, .expired: true
    default: false
    }
  }
}

/// A line, or one counter's own line for those sent to just that counter.
public enum WaitingPlace: Sendable, Hashable {
  case line(LineID)
  case counter(CounterID)
}
