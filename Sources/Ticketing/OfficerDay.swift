internal import Dossiers

/// What one officer did on a service day, counted from the log's own rows.
///
/// It follows the person, not the counter: whoever changes places keeps one day.
public struct OfficerDay: Sendable, Hashable {
  /// Numbers called, also out of turn; a repeated call counts once.
  public private(set) var called = 0
  /// Stops that ended here, by how they ended.
  public private(set) var finished: [StopOutcome: Int] = [:]
  public private(set) var parked = 0
  /// Dossiers taken in, from visitors and from the post.
  public private(set) var dossiers = 0
  /// Seconds of all finished services together.
  public private(set) var servingSeconds = 0
  /// Services that `servingSeconds` is the sum of.
  public private(set) var services = 0
  private var since: [TicketID: Moment] = [:]

  public init() {}

  /// Visitors served to an end or sent on.
  public var served: Int { finished.values.reduce(0, +) }

  /// The mean service; `nil` before the first one.
  public var averageServingSeconds: Int? { services == 0 ? nil : servingSeconds / services }

  /// Counts one row; rows of other people must have been left out.
  public mutating func add(_ recorded: RecordedEvent) {
    switch recorded.event {
    case .ticketCalled: called += 1
    case .ticketStarted(let event): since[event.ticket] = recorded.at
    case .ticketParked(let event):
      parked += 1
      end(event.ticket, at: recorded.at)
    case .ticketTransferred(let event):
      // The reception desk corrects an errand with the same event, from no counter.
      guard event.from != nil else { return }
      finished[.transferred, default: 0] += 1
      end(event.ticket, at: recorded.at)
    case .ticketFinished(let event):
      finished[event.outcome, default: 0] += 1
      end(event.ticket, at: recorded.at)
    case .dossierAccepted: dossiers += 1
    default: break
    }
  }

  private mutating func end(_ ticket: TicketID, at moment: Moment) {
    guard let begun = since.removeValue(forKey: ticket) else { return }
    servingSeconds += max(0, moment.seconds(since: begun))
    services += 1
  }
}
