public import Dossiers

/// The hall on one service day: what is true after the events so far.
///
/// A value without a clock, a file or a plan. Commands are decided against it
/// (`decide`), what they bring about is applied to it (`apply`).
public struct Hall: Sendable, Equatable {
  /// The service day; none before the first day was opened.
  public internal(set) var day: CivilDate?
  public internal(set) var isDayClosed = false

  public internal(set) var visits: [TicketID: Visit] = [:]
  public internal(set) var counters: [CounterID: CounterStatus] = [:]
  public internal(set) var lines: [WaitingPlace: WaitingLine] = [:]
  /// Slips that are not on paper yet.
  public internal(set) var jobs: [JobID: PrintJob] = [:]

  /// Counters at which supervision has set the lines otherwise today.
  public internal(set) var arrangements: [CounterID: Arrangement] = [:]
  /// Who sits in for whom today, in the order of naming.
  public internal(set) var substitutions: [Substitution] = []

  /// Incidents that are not settled, and those settled today.
  public internal(set) var incidents: [IncidentID: Incident] = [:]

  /// The last number given today in each domain, and on the paper pad.
  var lastNumbers: [DomainID: Int] = [:]
  /// Numbers that each series has left out today, after a backup went on.
  var numbersLeftOut = 0
  var padNumbers: Set<String> = []
  var ticketsByLabel: [String: TicketID] = [:]
  /// Parked visitors and those who may still come back; all that time alone can move.
  var timed: Set<TicketID> = []
  var paces: [LineID: Pace] = [:]
  var issues: [LineID: IssueCount] = [:]
  var lastIssueAtStation: [String: Moment] = [:]
  /// The latest calls, newest first, for the boards.
  var recentCalls: [RecentCall] = []

  public init() {}
}

/// What a counter is doing.
public struct CounterStatus: Sendable, Hashable {
  public enum Duty: Sendable, Hashable {
    case closed
    case open
    case paused(PauseReason, back: String?)
  }

  public var duty: Duty = .closed
  /// The account of the officer at the counter.
  public var officer: String?
  /// The visitor called or in service.
  public var current: TicketID?
  /// Since when nothing has been done here: no call, no end of a service, no opening.
  public internal(set) var since: Moment?
  /// Ordinary visitors called since somebody with priority overtook them here (P-10).
  public var ordinarySincePriority = Self.longAgo
  /// Calls of each priority class at this counter, for their shares among each other.
  public var priorityCalls: [PriorityID: Int] = [:]

  /// More ordinary calls than any share asks for: the first with priority need not wait.
  static let longAgo = 1_000

  public init() {}
}

/// How many came to a line today, without and with priority.
struct IssueCount: Sendable, Hashable {
  var ordinary = 0
  var priority = 0
}

/// A call as the boards remember it.
public struct RecentCall: Sendable, Hashable {
  public var ticket: TicketID
  public var label: String
  public var counter: CounterID
  public var at: Moment
  public var attempt: Int
}

extension Hall {
  /// The visit under this ticket, of today or still at a counter.
  public func visit(_ id: TicketID) -> Visit? { visits[id] }

  /// Today's visit with this number on its paper.
  public func visit(labelled label: String) -> Visit? {
    ticketsByLabel[label].flatMap { visits[$0] }
  }

  /// How many wait in a line or for a counter.
  public func waitingCount(_ place: WaitingPlace) -> Int { lines[place]?.count ?? 0 }

  /// Visitors who are parked or may still come back, in the order of issue.
  public var awaited: [TicketID] { timed.sorted() }

  /// How many wait before this ticket at its place, in the order of time.
  public func ahead(of ticket: TicketID) -> Int? {
    guard let visit = visits[ticket], case .waiting(let place) = visit.state else { return nil }
    return lines[place]?.position(of: visit)
  }

  /// Brings back a slip from before the replayed events, still on its way to paper.
  public mutating func restore(_ job: PrintJob) {
    jobs[job.id] = job
  }

  public func counter(_ id: CounterID) -> CounterStatus { counters[id] ?? CounterStatus() }
}
