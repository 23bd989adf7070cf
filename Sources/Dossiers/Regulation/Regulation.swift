/// The rules of one centre as they stand from a date on.
///
/// Every figure can name its clause. A newer decree is a newer value, never a change of this one.
/// Source: LC QĐ Điều 2 (rule LC-0.2).
public struct Regulation: Hashable, Sendable {
  public var id: RegulationID
  /// The short name by which examples and clauses cite the centre: `LC`, `SL`, `VL`, `KT`, `HU`.
  public var centre: String
  public var name: BilingualName
  public var decision: Decision
  public var calendar: OfficeCalendar
  public var tickets: TicketWindow
  public var counting: CountingRule
  public var code: CodeRule
  /// What they say of a dossier's life around its term.
  public var life: LifeRules
  /// What the days off and make-up days of the calendar are called, and who fixed them.
  public var dayNotes: [CivilDate: DayNote]
  /// Where each figure comes from; a missing key means that nobody has said.
  public var clauses: [RegulationKey: Clause]

  public init(
    id: RegulationID, centre: String, name: BilingualName, decision: Decision,
    calendar: OfficeCalendar, tickets: TicketWindow, counting: CountingRule, code: CodeRule,
    life: LifeRules = LifeRules(), dayNotes: [CivilDate: DayNote] = [:],
    clauses: [RegulationKey: Clause]
  ) {
    self.id = id
    self.centre = centre
    self.name = name
    self.decision = decision
    self.calendar = calendar
    self.tickets = tickets
    self.counting = counting
    self.code = code
    self.life = life
    self.dayNotes = dayNotes
    self.clauses = clauses
  }

  /// The clauses of these figures in one line, each named once: `KT 4.2; BLDS 2015 Điều 148`.
  public func citation(_ keys: [RegulationKey]) -> String {
    var named: [String] = []
    for key in keys {
      guard let citation = clauses[key]?.citation, !named.contains(citation) else { continue }
      named.append(citation)
    }
    return named.joined(separator: "; ")
  }
}

/// The name of one version of a centre's rules: folder and first day, `lai-chau/2024-09-26`.
public struct RegulationID: RawRepresentable, Hashable, Sendable, Codable, Comparable,
  CustomStringConvertible
{
  public let rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }
  public init(_ rawValue: String) { self.rawValue = rawValue }
  public var description: String { rawValue }

  /// The centre's folder, `lai-chau`.
  public var folder: String { String(rawValue.prefix { $0 != "/" }) }
  /// Whether the name says which version; names in old logs do not.
  public var isDated: Bool { rawValue.contains("/") }

  public static func < (one: RegulationID, other: RegulationID) -> Bool {
    one.rawValue < other.rawValue
  }
}

/// A name in the hall's two languages, Vietnamese first.
public struct BilingualName: Hashable, Sendable, Codable {
  public var vi: String
  public var en: String

  public init(vi: String, en: String) {
    self.vi = vi
    self.en = en
  }
}

/// The act by which the rules were issued, and from when they hold.
public struct Decision: Hashable, Sendable {
  /// `1352/QĐ-UBND`; `nil` when the copy at hand bears none (Kon Tum).
  public var number: String?
  /// The first day on which the rules hold.
  public var effectiveFrom: CivilDate
  /// The act these rules replace, as it is cited.
  public var replaces: String?
  /// What the act says of dossiers that run when it comes into force.
  public var openDossiers: OpenDossiers

  public enum OpenDossiers: String, CaseIterable, Sendable {
    /// They keep the rules of their acceptance.
    case keep
    /// They go by these rules from the first day on.
    case follow
  }

  public init(
    number: String?, effectiveFrom: CivilDate, replaces: String? = nil,
    openDossiers: OpenDossiers = .keep
  ) {
    self.number = number
    self.effectiveFrom = effectiveFrom
    self.replaces = replaces
    self.openDossiers = openDossiers
  }
}

/// Where a figure comes from and from which day it holds.
public struct Clause: Hashable, Sendable {
  /// As people cite it: `Điều 5 QĐ 1352/QĐ-UBND`; `nil` where the sources are silent.
  public var citation: String?
  public var basis: Basis
  public var since: CivilDate

  public enum Basis: String, CaseIterable, Sendable {
    /// The centre's own act says so.
    case regulation
    /// Another act in force says so.
    case law
    /// The sources can be read more than one way; the owner of the product chose.
    case decision
    /// Nobody said so; to be confirmed with the centre.
    case assumed
    /// The sources are silent and the product's default is used.
    case silent
  }

  public init(citation: String?, basis: Basis, since: CivilDate) {
    self.citation = citation
    self.basis = basis
    self.since = since
  }
}

/// From when to when numbers are given, relative to the transaction hours (P-6).
public struct TicketWindow: Hashable, Sendable {
  /// Minutes before each day's first opening from which numbers are given, 0 to 240.
  public var minutesBeforeOpening: Int
  /// Minutes before the day's close after which none is given, 0 to 240.
  public var lastMinutesBeforeClose: Int

  public init(minutesBeforeOpening: Int, lastMinutesBeforeClose: Int) {
    self.minutesBeforeOpening = minutesBeforeOpening
    self.lastMinutesBeforeClose = lastMinutesBeforeClose
  }
}
