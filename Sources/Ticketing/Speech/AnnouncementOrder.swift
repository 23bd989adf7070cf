public import Dossiers

/// A call that its visitor has not answered yet.
public struct AwaitedCall: Sendable, Hashable {
  /// The log's sequence of the call; calls are spoken in this order.
  public let id: Int64
  public let label: String
  public let counter: CounterID
  /// 1 for the first call, more for those after it.
  public let attempt: Int
  public let at: Moment

  public init(id: Int64, label: String, counter: CounterID, attempt: Int, at: Moment) {
    self.id = id
    self.label = label
    self.counter = counter
    self.attempt = attempt
    self.at = at
  }
}

extension Hall {
  /// The latest call of each visitor who is awaited at a counter, in the order of the calls.
  ///
  /// Whoever has been served, sent on or called again meanwhile is not among them with the old call.
  public var awaitedCalls: [AwaitedCall] {
    let tickets = Set(counters.values.compactMap(\.current)).union(timed)
    return tickets.compactMap { ticket in
      guard let visit = visits[ticket], let call = visit.latestCall else { return nil }
      let counter: CounterID
      switch visit.state {
      case .called(let at, _), .parked(let at, .some): counter = at
      default: return nil
      }
      return AwaitedCall(
        id: call.id, label: visit.label, counter: counter, attempt: max(1, visit.calls), at: call.at
      )
    }.sorted { $0.id < $1.id }
  }
}

/// How much is said of one call.
public struct AnnouncementForm: Sendable, Hashable {
  public enum Extent: String, Sendable, Hashable, CaseIterable {
    /// The chime, then every language.
    case full
    /// The first language only, without the chime.
    case short
    /// A shorter sentence of the first language.
    case brief
  }

  public var extent: Extent
  public var isAgain: Bool

  public init(_ extent: Extent, isAgain: Bool = false) {
    self.extent = extent
    self.isAgain = isAgain
  }

  /// The one word for it: `full`, `full-again`, ...
  public var name: String { isAgain ? "\(extent.rawValue)-again" : extent.rawValue }

  /// Reads the word.
  public init?(name: String) {
    let isAgain = name.hasSuffix("-again")
    guard let extent = Extent(rawValue: isAgain ? String(name.dropLast(6)) : name) else {
      return nil
    }
    self.init(extent, isAgain: isAgain)
  }
}

/// Which call is spoken next, one at a time, in the order of the calls.
///
/// Nothing is queued: what waits to be said is read from the hall each time. So a call is left out only
/// when it has been overtaken (its visitor came, was called again, sent on or given up), and never
/// because there were too many.
public struct AnnouncementOrder: Sendable, Hashable {
  /// With so many behind it, a call is said in the first language only, without the chime.
  public static let shortBehind = 3
  /// With so many behind it, the sentence is a shorter one.
  public static let briefBehind = 8
  /// Seconds after which a call from before a restart counts as heard.
  public static let heardAfter = 15

  /// The counters whose calls are spoken; empty for all.
  public let counters: Set<CounterID>
  /// The sequence of the latest call that was spoken.
  public private(set) var spoken: Int64

  /// Begins where a hall is found: only what was called just now is still to be said.
  public init(counters: Set<CounterID> = [], found calls: [AwaitedCall], at now: Moment) {
    self.counters = counters
    let heard = calls.filter { now.seconds(since: $0.at) > Self.heardAfter }
    spoken = heard.map(\.id).max() ?? 0
  }

  /// Takes the next call to be said, and how; `nil` when all has been said.
  ///
  /// The calls are those of `Hall.awaitedCalls`.
  public mutating func next(
    of calls: [AwaitedCall]
  ) -> (call: AwaitedCall, form: AnnouncementForm)? {
    let waiting = calls.filter { $0.id > spoken && isMeant($0.counter) }
    guard let first = waiting.first else { return nil }
    spoken = first.id
    let behind = waiting.count - 1
    let extent: AnnouncementForm.Extent =
      behind >= Self.briefBehind ? .brief : behind >= Self.shortBehind ? .short : .full
    return (first, AnnouncementForm(extent, isAgain: first.attempt > 1))
  }

  private func isMeant(_ counter: CounterID) -> Bool {
    counters.isEmpty || counters.contains(counter)
  }
}
