/// What a change of the calendar after the fact does to the terms that run (P-32).
///
/// Each promise stays on record. A date is moved later without a slip only as far as the law, or the
/// authority that fixes the days off, changed the days; the rest needs a slip.
public struct CalendarRevision: Hashable, Sendable {
  /// The days whose opening changed, in order.
  public var changedDays: [ChangedDay]
  /// The terms that end otherwise now, in the order of the dossiers.
  public var changes: [TermChange]
  /// Terms looked at whose day stays.
  public var unchanged: Int
  /// Terms that the new calendar cannot end.
  public var failures: [Failure]

  public struct Failure: Hashable, Sendable {
    public var dossier: DossierID
    public var refusal: DossierRefusal
  }
}

/// A day that became open or closed, or weighs otherwise.
public struct ChangedDay: Hashable, Sendable {
  public var date: CivilDate
  /// Whether the office works on it now.
  public var isOpen: Bool
  public var note: DayNote?
  /// Whether a law or a competent announcement says so.
  public var isLaw: Bool
}

/// A term that runs, with all that is needed to count it again.
public struct OpenTerm: Hashable, Sendable {
  public var dossier: DossierID
  /// The deemed receipt.
  public var receivedAt: CivilMoment
  public var length: TermLength
  public var stops: [ClockStop]
  /// What the applicant's latest slip says.
  public var promised: Term

  public init(
    dossier: DossierID, receivedAt: CivilMoment, length: TermLength, stops: [ClockStop] = [],
    promised: Term
  ) {
    self.dossier = dossier
    self.receivedAt = receivedAt
    self.length = length
    self.stops = stops
    self.promised = promised
  }
}

/// What becomes of one promise.
public struct TermChange: Hashable, Sendable {
  public var dossier: DossierID
  /// The old promise, kept on record.
  public var promised: Term
  /// The term by the new calendar.
  public var recomputed: Term
  /// The term that binds from now on; the recomputed one unless a slip is needed first.
  public var binding: Term
  /// The changed days inside the term.
  public var because: [CivilDate]

  public var isLater: Bool { recomputed.dueAt > promised.dueAt }
  /// Whether the later date may be used only after an apology with a new date.
  public var needsSlip: Bool { recomputed.dueAt > binding.dueAt }
  /// Who must hear of it: the applicant and the agency that holds the dossier.
  public var audience: [Audience] { binding == promised ? [.agency] : [.applicant, .agency] }

  public enum Audience: String, CaseIterable, Sendable {
    case applicant, agency
  }
}

extension Regulation {
  /// Counts running terms again after the calendar of these rules changed from `old`.
  ///
  /// A term is compared with what the old calendar made of it, so that a date put off by a slip is
  /// left alone. Terms in hours and of the same day are counted again too.
  public func revision(of open: [OpenTerm], from old: Regulation) -> CalendarRevision {
    let changed = changedDays(from: old)
    var revision = CalendarRevision(
      changedDays: changed, changes: [], unchanged: 0, failures: [])
    guard !changed.isEmpty else {
      revision.unchanged = open.count
      return revision
    }
    let lawful = withLawfulDays(changed, of: old)
    for term in open {
      do throws(DossierRefusal) {
        let before = try old.term(of: term)
        let after = try self.term(of: term)
        guard before.dueAt != after.dueAt, before.dueAt == term.promised.dueAt else {
          revision.unchanged += 1
          continue
        }
        var binding = after
        if after.dueAt > term.promised.dueAt {
          let byLaw = try lawful.term(of: term)
          binding = byLaw.dueAt > term.promised.dueAt ? byLaw : term.promised
        }
        let last = max(before.dueDate, after.dueDate)
        revision.changes.append(
          TermChange(
            dossier: term.dossier, promised: term.promised, recomputed: after, binding: binding,
            because: changed.map(\.date).filter { term.receivedAt.date <= $0 && $0 <= last }))
      } catch {
        revision.failures.append(.init(dossier: term.dossier, refusal: error))
      }
    }
    revision.changes.sort { $0.dossier < $1.dossier }
    return revision
  }

  /// The days on which the two calendars differ.
  public func changedDays(from old: Regulation) -> [ChangedDay] {
    let one = old.calendar
    let touched = one.holidays.symmetricDifference(calendar.holidays)
      .union(one.makeUpDays.symmetricDifference(calendar.makeUpDays))
    return touched.sorted().compactMap { day in
      let before = one.sessions(on: day, clock: .working)
      let after = calendar.sessions(on: day, clock: .working)
      guard before != after || old.weightInHalves(of: day) != weightInHalves(of: day) else {
        return nil
      }
      let note = dayNotes[day] ?? old.dayNotes[day]
      return ChangedDay(
        date: day, isOpen: !after.isEmpty, note: note, isLaw: note?.source.isLaw ?? false)
    }
  }

  private func term(of open: OpenTerm) throws(DossierRefusal) -> Term {
    guard case .workingDays(let days) = open.length, !open.stops.isEmpty else {
      return try term(from: open.receivedAt, length: open.length)
    }
    return try supplemented(from: open.receivedAt.date, days: days, stops: open.stops).term
  }

  /// These rules by the old calendar, changed only where the law changed it.
  private func withLawfulDays(_ changed: [ChangedDay], of old: Regulation) -> Regulation {
    var rules = self
    rules.calendar.holidays = old.calendar.holidays
    rules.calendar.makeUpDays = old.calendar.makeUpDays
    for day in changed where day.isLaw {
      rules.calendar.holidays.set(day.date, calendar.holidays.contains(day.date))
      rules.calendar.makeUpDays.set(day.date, calendar.makeUpDays.contains(day.date))
    }
    return rules
  }
}

extension Set<CivilDate> {
  fileprivate mutating func set(_ day: CivilDate, _ isIn: Bool) {
    if isIn { insert(day) } else { remove(day) }
  }
}
