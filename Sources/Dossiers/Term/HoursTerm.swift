/// Terms in hours of work, which begin at the moment of receipt (Civil Code 2015 Art. 147.1).
extension Regulation {
  /// The term of a procedure from this receipt on.
  ///
  /// A term in hours ends when so many hours of work have passed; its `days` are 0.
  /// - Throws: what `term(from:days:)` throws.
  public func term(
    from received: CivilMoment, length: TermLength
  ) throws(DossierRefusal) -> Term {
    switch length {
    case .sameDay: return try term(from: received, days: 0)
    case .workingDays(let days):
      guard days > 0 else { throw .termOutOfRange(days: days) }
      return try term(from: received, days: days)
    case .workingHours(let hours):
      guard (1...200).contains(hours) else { throw .termOutOfRange(days: hours) }
      guard received.date.isPlausible else { throw .dateOutOfRange }
      guard let due = calendar.moment(workingMinutes: hours * 60, after: received) else {
        throw .noWorkingDay(after: received.date)
      }
      return Term(
        startCountDay: received.date, dueDate: due.date, dueAt: due, days: 0,
        clause: citation([.countingUnit, .workingHours]))
    }
  }
}

extension OfficeCalendar {
  /// When so many minutes of work have passed since a moment; `nil` within 400 days without them.
  public func moment(
    workingMinutes minutes: Int, after start: CivilMoment, clock: OpeningClock = .working
  ) -> CivilMoment? {
    guard minutes > 0 else { return start }
    var left = minutes * 60
    let start = start.withoutTwentyFour
    for ahead in 0...400 {
      let day = start.date.adding(days: ahead)
      for session in sessions(on: day, clock: clock) {
        let from = ahead == 0 ? max(session.start, start.time) : session.start
        let length = session.end.seconds - from.seconds
        guard length > 0 else { continue }
        if left <= length {
          return CivilTime(seconds: from.seconds + left).map { CivilMoment(date: day, time: $0) }
        }
        left -= length
      }
    }
    return nil
  }
}
