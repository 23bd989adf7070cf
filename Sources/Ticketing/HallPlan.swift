public import Dossiers

/// How this hall is arranged: configuration as one checked value.
///
/// Decisions read it; events carry what they need, so that a log replays under any later plan.
public struct HallPlan: Sendable, Hashable {
  public var centre: BilingualName
  public var domains: [Domain]
  public var errands: [Errand]
  public var counters: [Counter]
  public var priorities: [PriorityClass]
  public var assignments: [Assignment]
  public var calendar: OfficeCalendar
  public var rules: HallRules
  /// The centre's regulations, of which the one in force on the day of receipt is followed.
  public var regulations: RegulationBook
  /// The centre as the regulations name it: `LC`.
  public var centreCode: String
  /// The catalogue of procedures that the centre takes in (LC 13.1).
  public var procedures: [Procedure] {
    didSet { procedureByID = Self.byID(procedures) }
  }

  public init(
    centre: BilingualName, domains: [Domain], errands: [Errand], counters: [Counter],
    priorities: [PriorityClass] = [], assignments: [Assignment] = [], calendar: OfficeCalendar,
    rules: HallRules = HallRules(), regulations: RegulationBook = RegulationBook([]),
    centreCode: String = "", procedures: [Procedure] = []
  ) {
    self.centre = centre
    self.domains = domains
    self.errands = errands
    self.counters = counters
    self.priorities = priorities
    self.assignments = assignments
    self.calendar = calendar
    self.rules = rules
    self.regulations = regulations
    self.centreCode = centreCode
    self.procedures = procedures
    errandByID = Dictionary(errands.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    domainByID = Dictionary(domains.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    counterByID = Dictionary(counters.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    priorityByID = Dictionary(
      priorities.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    procedureByID = Self.byID(procedures)
  }

  private static func byID(_ procedures: [Procedure]) -> [String: Procedure] {
    Dictionary(procedures.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  private var errandByID: [ErrandID: Errand]
  private var domainByID: [DomainID: Domain]
  private var counterByID: [CounterID: Counter]
  private var priorityByID: [PriorityID: PriorityClass]
  private var procedureByID: [String: Procedure]

  public func errand(_ id: ErrandID) -> Errand? { errandByID[id] }
  public func domain(_ id: DomainID) -> Domain? { domainByID[id] }
  public func counter(_ id: CounterID) -> Counter? { counterByID[id] }
  public func priority(_ id: PriorityID) -> PriorityClass? { priorityByID[id] }
  public func procedure(_ id: String) -> Procedure? { procedureByID[id] }
}

/// A field of law with its own number series; HU DA II.4.2 names fourteen.
public struct Domain: Sendable, Hashable {
  public var id: DomainID
  public var name: BilingualName
  public var series: NumberSeries

  public init(id: DomainID, name: BilingualName, series: NumberSeries) {
    self.id = id
    self.name = name
    self.series = series
  }

  /// The domain's own waiting line.
  public var line: LineID { LineID(id.rawValue) }
}

/// Why a visitor comes: to hand in, to bring a supplement, to collect, to pay or to ask.
public enum ErrandKind: String, Sendable, Hashable, Codable, CaseIterable {
  case file, supplement, collect, pay, ask
}

/// A purpose in a domain, with the minutes it usually takes (HU QT, DOMAIN 2.9).
public struct Errand: Sendable, Hashable {
  public var id: ErrandID
  public var domain: DomainID
  public var kind: ErrandKind
  public var name: BilingualName
  /// The line its visitors wait in: the domain's own, or a common one such as the fee desk's.
  public var line: LineID
  /// Minutes at the counter before the day has told better.
  public var processMinutes: Int

  public init(
    id: ErrandID, domain: DomainID, kind: ErrandKind, name: BilingualName, line: LineID? = nil,
    processMinutes: Int
  ) {
    self.id = id
    self.domain = domain
    self.kind = kind
    self.name = name
    self.line = line ?? LineID(domain.rawValue)
    self.processMinutes = processMinutes
  }
}

/// A service window and the lines it serves when no assignment says otherwise.
public struct Counter: Sendable, Hashable {
  public var id: CounterID
  public var name: BilingualName
  public var serves: [LineID]

  public init(id: CounterID, name: BilingualName, serves: [LineID]) {
    self.id = id
    self.name = name
    self.serves = serves
  }
}

/// Visitors called earlier, as a share (P-10); age limits and proof are the centre's.
public struct PriorityClass: Sendable, Hashable {
  public var id: PriorityID
  public var name: BilingualName
  /// Its share among priority classes: weight 2 is called twice as often as weight 1.
  public var weight: Int

  public init(id: PriorityID, name: BilingualName, weight: Int = 1) {
    self.id = id
    self.name = name
    self.weight = weight
  }
}

/// A dated plan that changes which lines a counter serves.
public struct Assignment: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable {
    /// One officer in rotation at a shared counter; replaces what it serves (KT 13.10).
    case rotation
    /// A low-volume line taken over by another counter; adds to what it serves (HU DA IV.3.4).
    case lowVolume
  }

  public var kind: Kind
  public var counter: CounterID
  public var lines: [LineID]
  public var from: CivilDate
  /// The last day, inclusive.
  public var through: CivilDate
  /// The days of the week on which it holds; empty means all.
  public var weekdays: Set<Weekday>

  public init(
    kind: Kind, counter: CounterID, lines: [LineID], from: CivilDate, through: CivilDate,
    weekdays: Set<Weekday> = []
  ) {
    self.kind = kind
    self.counter = counter
    self.lines = lines
    self.from = from
    self.through = through
    self.weekdays = weekdays
  }

  public func holds(on day: CivilDate) -> Bool {
    (from...max(from, through)).contains(day)
      && (weekdays.isEmpty || weekdays.contains(day.weekday))
  }
}

extension HallPlan {
  /// The lines a counter serves on a day by configuration, after rotation and low-volume plans.
  ///
  /// What it does serve is asked of the hall: supervision may have set it otherwise for the day.
  public func configuredLines(of counter: CounterID, on day: CivilDate) -> [LineID] {
    guard let counter = self.counter(counter) else { return [] }
    // Asked several times with every number: on most days no plan changes anything.
    guard assignments.contains(where: { $0.counter == counter.id && $0.holds(on: day) }) else {
      return counter.serves
    }
    let plans = assignments.filter { $0.counter == counter.id && $0.holds(on: day) }
    let rotation = plans.filter { $0.kind == .rotation }
    var lines = rotation.isEmpty ? counter.serves : rotation.flatMap(\.lines)
    for plan in plans where plan.kind == .lowVolume {
      lines.append(contentsOf: plan.lines)
    }
    var seen: Set<LineID> = []
    return lines.filter { seen.insert($0).inserted }
  }
}
