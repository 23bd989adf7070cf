public import Dossiers

/// A time in which the hall works on paper, from its proposal until every paper is entered.
///
/// Proposed by any officer, opened and closed by a leader (P-27). It may span days and restarts.
/// Source: LC 3.3; HU QC 3.3.
public struct Incident: Sendable, Hashable {
  public let id: IncidentID
  public let cause: IncidentCause
  /// What did not work, in the order of the enumeration, each once.
  public let affected: [IncidentArea]
  public let proposedBy: Actor
  public let proposedAt: Moment
  public internal(set) var stage = IncidentStage.proposed
  /// When it really began, by the clock on the wall; the leader may put it right.
  public internal(set) var startedAt: CivilMoment
  /// When the machine was back; set by closing.
  public internal(set) var endedAt: CivilMoment?
  /// Who opened or declined it.
  public internal(set) var decidedBy: Actor?
  public internal(set) var closedBy: Actor?

  /// The numbers of the papers that were used, as the leader has said.
  public internal(set) var declared: [PaperKind: NumberRanges] = [:]
  /// The papers that have been entered or declared void.
  public internal(set) var handled: [PaperKind: [Int: PaperFate]] = [:]
  /// The latest time that stands on an entered paper; the incident cannot have ended before.
  var latestPaper: CivilMoment?

  /// Papers that were used and are neither entered nor void, in the order of their numbers.
  public func missing(_ kind: PaperKind) -> [Int] {
    let done = handled[kind] ?? [:]
    return declared[kind, default: NumberRanges()].numbers.filter { done[$0] == nil }
  }

  /// How many papers are still to be entered.
  public var missingCount: Int {
    PaperKind.allCases.reduce(0) { total, kind in
      total + declared[kind, default: NumberRanges()].count
        - (handled[kind] ?? [:]).keys.count { declared[kind]?.contains($0) ?? false }
    }
  }

  /// How many papers have met this fate.
  public func count(_ fate: PaperFate) -> Int {
    handled.values.reduce(0) { $0 + $1.values.count { $0 == fate } }
  }

  /// Whether nothing is left to do: declined, or closed with every paper entered or void.
  public var isSettled: Bool {
    switch stage {
    case .proposed, .open: false
    case .declined: true
    case .closed: missingCount == 0
    }
  }

  /// Whether papers wait for longer than the hall allows after its recovery (LC 3.3).
  public func isOverdue(at now: Moment, rules: HallRules) -> Bool {
    guard stage == .closed, let endedAt, missingCount > 0 else { return false }
    let ended = Moment(endedAt, utcOffsetSeconds: now.utcOffsetSeconds)
    return now.seconds(since: ended) > rules.backEntryAlertMinutes * 60
  }
}

/// An incident: the log sequence of the event that proposed it.
public struct IncidentID: RawRepresentable, Hashable, Sendable, Codable, Comparable,
  CustomStringConvertible
{
  public let rawValue: Int64
  public init(rawValue: Int64) { self.rawValue = rawValue }
  public init(_ rawValue: Int64) { self.rawValue = rawValue }
  public var description: String { String(rawValue) }
  public static func < (one: IncidentID, other: IncidentID) -> Bool {
    one.rawValue < other.rawValue
  }
}

/// Where an incident stands; the raw strings are stored.
public enum IncidentStage: String, Sendable, Hashable, Codable, CaseIterable {
  case proposed, open, closed, declined
}

/// Why the hall cannot work as always; what exactly happened is typed text beside the log.
public enum IncidentCause: String, Sendable, Hashable, Codable, CaseIterable {
  case power, network, software, hardware, other
}

/// What an incident keeps the hall from doing.
public enum IncidentArea: String, Sendable, Hashable, Codable, CaseIterable {
  case numbers, calling, intake, printing, lookup
}

/// The numbered papers that stand in for the machine.
public enum PaperKind: String, Sendable, Hashable, Codable, CaseIterable {
  /// A number of the paper pad, `P001`.
  case pad
  /// An intake form, `SC-0001`.
  case form
}

/// What became of a paper that was used.
public enum PaperFate: String, Sendable, Hashable, Codable, CaseIterable {
  case entered, void
}

extension HallRules {
  /// The series in which this kind of paper is numbered.
  public func series(of kind: PaperKind) -> NumberSeries {
    switch kind {
    case .pad: pad
    case .form: forms
    }
  }
}

extension Hall {
  /// The incident of this number, of today or not yet settled.
  public func incident(_ id: IncidentID) -> Incident? { incidents[id] }

  /// Incidents that somebody still has to do something about, the oldest first.
  public var unsettledIncidents: [Incident] {
    incidents.values.filter { !$0.isSettled }.sorted { $0.id < $1.id }
  }

  /// The incident that is proposed or open now; there is never a second one.
  public var presentIncident: Incident? {
    incidents.values.first { $0.stage == .proposed || $0.stage == .open }
  }
}
