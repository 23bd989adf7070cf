public import Dossiers

/// A service day told from the log's own rows: what became of each number, and at which counter.
///
/// Numbers and counters only, nobody's name; what supervision draws and takes away is made of it.
public struct DayRecord: Sendable, Hashable {
  /// A number's way through the day.
  public struct Number: Sendable, Hashable {
    public let ticket: TicketID
    public let label: String
    public let domain: DomainID
    public let origin: TicketOrigin
    public let dossiers: Int
    public let issuedAt: Moment
    public fileprivate(set) var errand: ErrandID
    public fileprivate(set) var priority: PriorityID?
    /// The first call.
    public fileprivate(set) var calledAt: Moment?
    /// How the latest call came about.
    public fileprivate(set) var turn: Turn?
    public fileprivate(set) var startedAt: Moment?
    public fileprivate(set) var endedAt: Moment?
    /// The counter of the latest call.
    public fileprivate(set) var counter: CounterID?
    /// The word for its state: `waiting`, `serving`, `done`, `cancelled`, `expired`.
    public fileprivate(set) var state = "waiting"
    public fileprivate(set) var outcome: StopOutcome?
    fileprivate var backTo: CounterID?
    /// Seconds of all its services together.
    public fileprivate(set) var servingSeconds = 0

    /// Seconds from its issue to its first call; `nil` while it has not been called.
    public var waitedSeconds: Int? { calledAt.map { max(0, $0.seconds(since: issuedAt)) } }
  }

  /// What one counter did.
  public struct Work: Sendable, Hashable {
    public fileprivate(set) var called = 0
    public fileprivate(set) var outOfTurn = 0
    public fileprivate(set) var services = 0
    public fileprivate(set) var servingSeconds = 0

    public var averageServingSeconds: Int? { services == 0 ? nil : servingSeconds / services }
  }

  /// In the order of issue.
  public private(set) var numbers: [Number] = []
  public private(set) var work: [CounterID: Work] = [:]
  private var places: [TicketID: Int] = [:]
  private var since: [TicketID: Moment] = [:]

  public init() {}

  /// Adds the next row of the day.
  public mutating func add(_ row: RecordedEvent) {
    switch row.event {
    case .ticketIssued(let event):
      add(
        Number(
          ticket: TicketID(row.id), label: event.label, domain: event.domain,
          origin: event.origin, dossiers: event.dossiers, issuedAt: row.at, errand: event.errand,
          priority: event.priority))
    case .ticketPriority(let event): change(event.ticket) { $0.priority = event.priority }
    case .ticketCalled(let event):
      work[event.counter, default: Work()].called += 1
      if event.turn == .outOfTurn { work[event.counter]?.outOfTurn += 1 }
      change(event.ticket) { number in
        number.calledAt = number.calledAt ?? row.at
        (number.turn, number.counter, number.state) = (event.turn, event.counter, "called")
      }
    case .ticketStarted(let event):
      since[event.ticket] = row.at
      change(event.ticket) { number in
        number.startedAt = number.startedAt ?? row.at
        number.state = "serving"
      }
    case .ticketParked(let event):
      end(event.ticket, at: event.counter, row.at)
      change(event.ticket) { $0.state = "parked" }
    case .ticketMissed(let event): change(event.ticket) { $0.state = "missed" }
    case .ticketReturned(let event):
      change(event.ticket) { ($0.state, $0.endedAt, $0.outcome) = ("waiting", nil, nil) }
    case .ticketTransferred(let event):
      if let from = event.from { end(event.ticket, at: from, row.at) }
      change(event.ticket) {
        ($0.errand, $0.state, $0.backTo) = (event.errand, "waiting", event.backTo)
      }
    case .ticketFinished(let event):
      end(event.ticket, at: event.counter, row.at)
      change(event.ticket) { number in
        // Back to the counter that sent the visitor to pay: the visit is not over.
        guard number.backTo == nil else {
          (number.backTo, number.state) = (nil, "waiting")
          return
        }
        (number.state, number.outcome, number.endedAt) = ("done", event.outcome, row.at)
      }
    case .ticketCancelled(let event): leave(event.ticket, "cancelled", row.at)
    case .ticketExpired(let event): leave(event.ticket, "expired", row.at)
    case .dayClosed:
      for number in numbers where ["waiting", "parked", "missed"].contains(number.state) {
        leave(number.ticket, "expired", row.at)
      }
    case .incident(.ticketRecorded(let event)):
      add(
        Number(
          ticket: TicketID(row.id), label: event.label, domain: event.domain, origin: .pad,
          dossiers: 1,
          issuedAt: Moment(event.issuedAt, utcOffsetSeconds: row.at.utcOffsetSeconds),
          errand: event.errand))
      record(event.service, TicketID(row.id), row.at)
    case .incident(.serviceRecorded(let event)): record(event.service, event.ticket, row.at)
    default: break
    }
  }

  private mutating func add(_ number: Number) {
    places[number.ticket] = numbers.count
    numbers.append(number)
  }

  private mutating func change(_ ticket: TicketID, _ body: (inout Number) -> Void) {
    guard let place = places[ticket] else { return }
    body(&numbers[place])
  }

  private mutating func leave(_ ticket: TicketID, _ state: String, _ at: Moment) {
    since[ticket] = nil
    change(ticket) { ($0.state, $0.endedAt) = (state, at) }
  }

  private mutating func end(_ ticket: TicketID, at counter: CounterID, _ at: Moment) {
    guard let begun = since.removeValue(forKey: ticket) else { return }
    let seconds = max(0, at.seconds(since: begun))
    work[counter, default: Work()].services += 1
    work[counter]?.servingSeconds += seconds
    change(ticket) { $0.servingSeconds += seconds }
  }

  /// What stands on a paper of a time without the machine.
  private mutating func record(_ service: PaperService, _ ticket: TicketID, _ entered: Moment) {
    func moment(_ civil: CivilMoment) -> Moment {
      Moment(civil, utcOffsetSeconds: entered.utcOffsetSeconds)
    }
    let (start, finish) = (moment(service.startedAt), moment(service.finishedAt))
    work[service.counter, default: Work()].called += 1
    since[ticket] = start
    end(ticket, at: service.counter, finish)
    change(ticket) { number in
      number.calledAt = number.calledAt ?? service.calledAt.map(moment) ?? start
      number.startedAt = number.startedAt ?? start
      (number.counter, number.state) = (service.counter, "done")
      (number.outcome, number.endedAt) = (service.outcome, finish)
    }
  }
}
