/// How a centre counts the days of a term; each switch has its clause in the regulation.
///
/// Source: KT 4.2; LC 2.9, 13.1; HU QC 2.7, 5.2, 13.1.a, DA IV.3.2.a; Civil Code 2015 Art. 147.
public struct CountingRule: Hashable, Sendable {
  public var countFrom: CountFrom
  public var saturdayCounts: SaturdayWeight
  /// Whether a make-up day is a day of a term; the hall is open on it all the same.
  public var makeUpDaysCount: Bool
  public var postalDate: PostalDate
  public var afterHours: AfterHours
  /// In what named limits are given where a procedure does not say.
  public var unit: Unit
  /// The promise for dossiers settled the same day; without one they are due at the day's close.
  public var sameDay: SameDayPromise?

  public init(
    countFrom: CountFrom = .nextDay, saturdayCounts: SaturdayWeight = .full,
    makeUpDaysCount: Bool = true, postalDate: PostalDate = .arrivalStamp,
    afterHours: AfterHours = .nextOpening, unit: Unit = .workingDays,
    sameDay: SameDayPromise? = nil
  ) {
    self.countFrom = countFrom
    self.saturdayCounts = saturdayCounts
    self.makeUpDaysCount = makeUpDaysCount
    self.postalDate = postalDate
    self.afterHours = afterHours
    self.unit = unit
    self.sameDay = sameDay
  }

  /// Which day is day 1 of a term (KT 4.2 can be read either way; Civil Code Art. 147.2).
  public enum CountFrom: String, CaseIterable, Sendable {
    case nextDay, sameDay
  }

  /// What a Saturday with sessions weighs in a term (HU QC 2.7).
  public enum SaturdayWeight: String, CaseIterable, Sendable {
    case full, half, none

    var halves: Int {
      switch self {
      case .full: 2
      case .half: 1
      case .none: 0
      }
    }
  }

  /// Which day a posted dossier is received on (LC 13.1; HU QC 13.1.a).
  public enum PostalDate: String, CaseIterable, Sendable {
    case arrivalStamp, opened
  }

  /// The unit of a time limit (LC 15.3.b, 17.5; VL 4.3.d; HU QC 5.2).
  public enum Unit: String, CaseIterable, Sendable {
    case workingDays, workingHours
  }

  /// When a dossier that comes outside working hours is received (P-19).
  public enum AfterHours: String, CaseIterable, Sendable {
    /// At the next opening, on a later day if need be.
    case nextOpening
    /// Still on its own day, if the office works on it at all.
    case sameDay
  }
}

/// The times promised for dossiers settled the same day (HU DA IV.3.2.a).
public struct SameDayPromise: Hashable, Sendable {
  /// Received before this time: due the same day, if that day has an afternoon.
  public var cut: CivilTime
  public var dueSameDay: CivilTime
  /// Otherwise due at this time of the next working morning.
  public var dueNextMorning: CivilTime

  public init(cut: CivilTime, dueSameDay: CivilTime, dueNextMorning: CivilTime) {
    self.cut = cut
    self.dueSameDay = dueSameDay
    self.dueNextMorning = dueNextMorning
  }
}
