/// Notices of lateness, new dates and refusals: by when, how often, how far.
extension Regulation {
  /// The last day for the notice that a dossier will be late (LC 16.6; VL 4.3.e; X-14).
  ///
  /// `literal` is the due day less the lead; `latest` is that day moved back to a day with sessions.
  public func overdueNotice(dueDate: CivilDate) throws(DossierRefusal) -> OverdueNotice {
    guard dueDate.isPlausible else { throw .dateOutOfRange }
    let lead = life.overdue.noticeLeadDays
    switch life.overdue.leadUnit {
    case .calendarDays:
      let literal = dueDate.adding(days: -lead)
      return OverdueNotice(literal: literal, latest: try movedBack(literal))
    case .workingDays:
      let day = try workingDay(lead, before: dueDate)
      return OverdueNotice(literal: day, latest: try movedBack(day))
    }
  }

  /// How far an objective cause may put off the day of return (SL 7.1.d).
  ///
  /// - Throws: `extensionNotLimited` where the centre caps only the number of new dates.
  public func extensionMax(
    statutoryDays: Int, dueDate: CivilDate
  ) throws(DossierRefusal) -> ExtensionMax {
    guard let part = life.reschedule.maxFraction else { throw .extensionNotLimited }
    guard Term.allowedDays.contains(statutoryDays) else {
      throw .termOutOfRange(days: statutoryDays)
    }
    let days = statutoryDays * part.numerator / part.denominator
    return ExtensionMax(days: days, latestDue: try workingDay(days, after: dueDate))
  }

  /// Whether the day of return may be put off once more (LC 16.6; VL 4.3.e).
  public func rescheduleAllowed(alreadyRescheduled: Int) -> Bool {
    alreadyRescheduled < life.reschedule.max
  }

  /// Whether a refusal came within the processing limit; the due moment itself is in time (LC 15.7).
  public func refusalIsOnTime(issuedAt: CivilMoment, dueAt: CivilMoment) -> Bool {
    issuedAt <= dueAt
  }
}

/// The days by which an expected lateness must be told.
public struct OverdueNotice: Hashable, Sendable {
  public var literal: CivilDate
  public var latest: CivilDate
}

/// The most by which a due day may be put off.
public struct ExtensionMax: Hashable, Sendable {
  public var days: Int
  public var latestDue: CivilDate
}
