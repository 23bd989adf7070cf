/// What was set in the hall by hand for the rest of the day; the author is the row's actor.
public enum ArrangementEvent: Sendable, Hashable {
  case assigned(CounterAssigned)
  /// The counter serves again what configuration says.
  case released(CounterID)
  case substituted(OfficerSubstituted)
  case substitutionEnded(SubstitutionEnded)

  /// The counter it is about.
  public var counter: CounterID {
    switch self {
    case .assigned(let event): event.counter
    case .released(let counter): counter
    case .substituted(let event): event.counter
    case .substitutionEnded(let event): event.counter
    }
  }
}

/// A counter serves other lines, or more of them, until the day ends.
public struct CounterAssigned: Sendable, Hashable {
  public var counter: CounterID
  public var kind: ArrangementKind
  public var lines: [LineID]

  public init(counter: CounterID, kind: ArrangementKind, lines: [LineID]) {
    self.counter = counter
    self.kind = kind
    self.lines = lines
  }
}

/// Somebody works at a counter in an officer's place until the day ends.
public struct OfficerSubstituted: Sendable, Hashable {
  public var counter: CounterID
  public var officer: String
  public var substitute: String

  public init(counter: CounterID, officer: String, substitute: String) {
    self.counter = counter
    self.officer = officer
    self.substitute = substitute
  }
}

/// The substitute may not work there any more.
public struct SubstitutionEnded: Sendable, Hashable {
  public var counter: CounterID
  public var substitute: String

  public init(counter: CounterID, substitute: String) {
    self.counter = counter
    self.substitute = substitute
  }
}

/// What supervision asks of the hall; each but `resume` needs a reason.
public enum ArrangementCommand: Sendable, Hashable {
  /// Confirmed: also when people are left waiting in a line that nobody serves.
  case assign(CounterAssigned, reason: String, confirmed: Bool)
  case release(CounterID, reason: String, confirmed: Bool)
  /// Ends a pause in the place of the officer who sits there.
  case resume(CounterID)
  case substitute(CounterID, of: StaffMember, by: StaffMember, reason: String)
  case endSubstitution(CounterID, substitute: String, reason: String)

  /// What the person typed; kept outside the log.
  public var reason: String? {
    switch self {
    case .assign(_, let reason, _), .release(_, let reason, _), .substitute(_, _, _, let reason),
      .endSubstitution(_, _, let reason):
      reason
    case .resume: nil
    }
  }
}

/// What a decision must know of an account.
public struct StaffMember: Sendable, Hashable {
  public var account: String
  public var agency: String
  /// The counters that are this account's own.
  public var counters: [CounterID]
  public var isActive: Bool
  /// Whether the role works at counters at all.
  public var worksAtCounters: Bool

  public init(
    account: String, agency: String, counters: [CounterID] = [], isActive: Bool = true,
    worksAtCounters: Bool = true
  ) {
    self.account = account
    self.agency = agency
    self.counters = counters
    self.isActive = isActive
    self.worksAtCounters = worksAtCounters
  }
}
