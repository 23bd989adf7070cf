/// Why a term ends when it ends: every day from receipt to due day, counted or not, and why.
///
/// A value without a sentence; the words, in both languages, are put to it at the edge. Its `term` is
/// what the term functions compute, so that nobody is shown another date than the promised one.
public struct TermExplanation: Hashable, Sendable {
  /// When it arrived by the centre's clock.
  public var arrivedAt: CivilMoment
  /// When it counts as received: later than `arrivedAt` when it came outside hours, earlier when the
  /// post's stamp is older than the opened envelope.
  public var receivedAt: CivilMoment
  public var length: TermLength
  /// The due day before any supplement.
  public var firstDue: CivilDate
  public var term: Term
  /// The days in order; empty for terms in hours and for the same day.
  public var days: [ExplainedDay]
  public var clauses: [ExplainedClause]

  /// The figures an explanation may cite.
  public static let keys: [RegulationKey] = [
    .workingHours, .countFrom, .countingUnit, .saturdayCounts, .makeUpDaysCount, .afterHours,
    .postalDate, .supplementClock, .sameDay, .dueTime,
  ]
}

/// One day of a term and what it counted for.
public struct ExplainedDay: Hashable, Sendable {
  public var date: CivilDate
  public var role: Role

  public enum Role: Hashable, Sendable {
    /// The day of receipt, from which the count begins on the next day.
    case receipt
    /// Counts; weight in halves, and the halves counted so far out of those needed.
    case counted(halves: Int, soFar: Int, needed: Int)
    /// No sessions in an ordinary week.
    case closed
    case holiday(DayNote?)
    /// Worked in place of another day, but not a day of a term here.
    case makeUpNotCounted(DayNote?)
    case saturdayNotCounted
    /// The clock stands still: the applicant has been asked for more.
    case stopped
    /// The full supplement came; the count begins anew on the next day.
    case restarted
    /// The full supplement came; the count goes on the next day.
    case resumed
  }

  public init(date: CivilDate, role: Role) {
    self.date = date
    self.role = role
  }
}

/// A rule that the term follows, with what it rests on.
public struct ExplainedClause: Hashable, Sendable {
  public var key: RegulationKey
  /// `nil` where the sources are silent and a default is used.
  public var citation: String?
  public var basis: Clause.Basis
}

extension Regulation {
  /// Explains the term of a dossier received then, after these stops of its clock.
  ///
  /// `received` is the deemed receipt; `arrivedAt` is when it really came, if that differs.
  /// - Throws: what `term(from:length:)` and `supplemented` throw.
  public func explain(
    from received: CivilMoment, length: TermLength, stops: [ClockStop] = [],
    arrivedAt: CivilMoment? = nil
  ) throws(DossierRefusal) -> TermExplanation {
    var explanation = TermExplanation(
      arrivedAt: arrivedAt ?? received, receivedAt: received, length: length,
      firstDue: received.date, term: try term(from: received, length: length), days: [],
      clauses: [])
    explanation.firstDue = explanation.term.dueDate
    var keys: [RegulationKey]
    switch length {
    case .sameDay: keys = counting.sameDay == nil ? [.dueTime] : [.sameDay]
    case .workingHours: keys = [.countingUnit, .workingHours]
    case .workingDays(let days):
      if !stops.isEmpty {
        explanation.term = try supplemented(from: received.date, days: days, stops: stops).term
      }
      explanation.days = explainedDays(
        from: received.date, days: days, stops: stops, until: explanation.term.dueDate)
      keys = [.workingHours, .countFrom]
      keys += specialRules(after: received.date, through: explanation.term.dueDate)
      keys += (stops.isEmpty ? [] : [.supplementClock]) + [.dueTime]
    }
    if explanation.arrivedAt < received { keys.append(.afterHours) }
    if explanation.arrivedAt > received { keys.append(.postalDate) }
    explanation.clauses = keys.compactMap { key in
      clauses[key].map { ExplainedClause(key: key, citation: $0.citation, basis: $0.basis) }
    }
    return explanation
  }

  private func explainedDays(
    from first: CivilDate, days: Int, stops: [ClockStop], until due: CivilDate
  ) -> [ExplainedDay] {
    var list: [ExplainedDay] = []
    var needed = 2 * days
    var soFar = 0
    var begin = first
    var opening = ExplainedDay.Role.receipt
    let stretches = stops + [ClockStop(requestedOn: due, suppliedOn: due)]
    for (place, stop) in stretches.enumerated() {
      // Only in the last stretch does the beginning itself count, and only where the rule says so.
      if counting.countFrom == .sameDay, place == stops.count, weightInHalves(of: begin) > 0 {
        soFar += weightInHalves(of: begin)
        opening = .counted(
          halves: weightInHalves(of: begin), soFar: soFar, needed: needed)
      }
      list.append(ExplainedDay(date: begin, role: opening))
      for number in span(after: begin, through: stop.requestedOn) {
        let day = CivilDate(daysSinceEpoch: number)
        list.append(ExplainedDay(date: day, role: role(of: day, soFar: &soFar, needed: needed)))
      }
      for number in span(after: stop.requestedOn, before: stop.suppliedOn) {
        list.append(
          ExplainedDay(date: CivilDate(daysSinceEpoch: number), role: .stopped))
      }
      begin = stop.suppliedOn
      switch life.supplement.clock {
      case .restart:
        soFar = 0
        opening = .restarted
      case .resume:
        needed = max(needed, soFar + 2 * life.supplement.minimumRemaining)
        opening = .resumed
      }
    }
    return list
  }

  private func role(of day: CivilDate, soFar: inout Int, needed: Int) -> ExplainedDay.Role {
    let halves = weightInHalves(of: day)
    if halves > 0 {
      soFar += halves
      return .counted(halves: halves, soFar: soFar, needed: needed)
    }
    if calendar.holidays.contains(day) {
      // A Sunday inside a holiday is a Sunday all the same.
      return calendar.working[day.weekday].isEmpty && dayNotes[day] == nil
        ? .closed : .holiday(dayNotes[day])
    }
    if !hasSessions(day) { return .closed }
    return calendar.makeUpDays.contains(day)
      ? .makeUpNotCounted(dayNotes[day]) : .saturdayNotCounted
  }

  private func span(after first: CivilDate, through last: CivilDate) -> Range<Int> {
    let lower = first.daysSinceEpoch + 1
    return lower..<max(lower, last.daysSinceEpoch + 1)
  }

  private func span(after first: CivilDate, before last: CivilDate) -> Range<Int> {
    let lower = first.daysSinceEpoch + 1
    return lower..<max(lower, last.daysSinceEpoch)
  }
}
