/// The time limit of a dossier: from which day it is counted and when it ends.
///
/// Computed once at acceptance and kept with its clause, so that a later change of the rules
/// leaves it alone. Civil time of the centre. Source: Civil Code 2015 Art. 147.2, 148.
public struct Term: Hashable, Sendable, Codable {
  /// The day of deemed receipt; whether it is day 1 or day 0 is the regulation's `countFrom`.
  public var startCountDay: CivilDate
  /// The last day on which a result is in time.
  public var dueDate: CivilDate
  /// End of transaction hours on the due date, or the hour promised for a same-day dossier.
  public var dueAt: CivilMoment
  /// Working days, 0 for a dossier settled the same day.
  public var days: Int
  /// The clauses the term follows from.
  public var clause: String

  public init(
    startCountDay: CivilDate, dueDate: CivilDate, dueAt: CivilMoment, days: Int, clause: String
  ) {
    self.startCountDay = startCountDay
    self.dueDate = dueDate
    self.dueAt = dueAt
    self.days = days
    self.clause = clause
  }

  private enum CodingKeys: String, CodingKey {
    case startCountDay, dueDate, dueAt, days, clause
  }

  /// Days of a term that can be asked for.
  public static let allowedDays = 0...3_650
}

extension Regulation {
  /// The term of a dossier that arrives at this moment, from its deemed receipt on.
  ///
  /// - Throws: what `deemedReceipt` and `term` throw.
  public func due(receivedAt: CivilMoment, days: Int) throws(DossierRefusal) -> Term {
    guard Term.allowedDays.contains(days) else { throw .termOutOfRange(days: days) }
    return try term(from: try deemedReceipt(receivedAt), days: days)
  }

  /// The term from this receipt on: `days` working days, or the same-day promise for 0.
  ///
  /// - Throws: `termOutOfRange` outside 0 to 3,650 days, `dateOutOfRange` outside the years 1900
  ///   to 9900, `noWorkingDay` when the calendar has too few days to end the term.
  public func term(from received: CivilMoment, days: Int) throws(DossierRefusal) -> Term {
    guard Term.allowedDays.contains(days) else { throw .termOutOfRange(days: days) }
    guard received.date.isPlausible else { throw .dateOutOfRange }
    guard days > 0 else { return try sameDayTerm(received) }

    let end = try lastDay(from: received.date, halves: 2 * days)
    guard let close = closeForPublic(on: end) else { throw .noWorkingDay(after: received.date) }
    return Term(
      startCountDay: received.date, dueDate: end, dueAt: close, days: days,
      clause: citation([.countFrom] + specialRules(after: received.date, through: end) + [.dueTime])
    )
  }

  /// When a dossier that arrives at this moment counts as received, by working hours.
  ///
  /// For what arrives by itself, online or by post. Inside a session, or at its closing instant: as
  /// it is. Before opening or at lunch: the next session of the day. Later, or on a closed day: the
  /// next opening (P-19), unless the rule keeps the day.
  public func deemedReceipt(_ arrival: CivilMoment) throws(DossierRefusal) -> CivilMoment {
    guard arrival.date.isPlausible else { throw .dateOutOfRange }
    if calendar.isOpen(at: arrival, clock: .working) { return arrival.withoutTwentyFour }
    let today = calendar.sessions(on: arrival.date, clock: .working)
    if today.contains(where: { $0.end == arrival.time }) { return arrival }
    if arrival.time == .midnight,
      let yesterday = calendar.close(of: arrival.date.adding(days: -1), clock: .working),
      yesterday.time == .endOfDay
    {
      // The closing instant of a session that ends at 24:00, written as the next day's 00:00.
      return yesterday
    }
    if counting.afterHours == .sameDay, let close = today.last?.end, close < arrival.time {
      return CivilMoment(date: arrival.date, time: close)
    }
    guard let next = calendar.nextOpening(after: arrival, clock: .working) else {
      throw .noWorkingDay(after: arrival.date)
    }
    return next
  }

  /// The day a posted dossier is received on: by its arrival stamp, moved on from a closed day (LC
  /// 13.1).
  public func postalReceipt(
    arrivalStamp: CivilDate, openedOn: CivilDate?
  ) throws(DossierRefusal) -> CivilDate {
    let day =
      switch counting.postalDate {
      case .arrivalStamp: arrivalStamp
      case .opened: openedOn ?? arrivalStamp
      }
    guard day.isPlausible else { throw .dateOutOfRange }
    guard let received = calendar.firstOpenDay(from: day) else { throw .noWorkingDay(after: day) }
    return received
  }

  /// The term of a dossier settled the same day, from its deemed receipt (HU DA IV.3.2.a).
  private func sameDayTerm(_ received: CivilMoment) throws(DossierRefusal) -> Term {
    let due: CivilMoment
    if let promise = counting.sameDay {
      // A Saturday before the cut has no 16:30: that day has no afternoon.
      let hasAfternoon = calendar.sessions(on: received.date, clock: .working).count >= 2
      if received.time < promise.cut && hasAfternoon {
        due = CivilMoment(date: received.date, time: promise.dueSameDay)
      } else {
        let morning = try nextOpenDay(after: received.date)
        due = CivilMoment(date: morning, time: promise.dueNextMorning)
      }
    } else if let close = closeForPublic(on: received.date), received <= close {
      due = close
    } else {
      let next = try nextOpenDay(after: received.date)
      guard let close = closeForPublic(on: next) else { throw .noWorkingDay(after: received.date) }
      due = close
    }
    return Term(
      startCountDay: received.date, dueDate: due.date, dueAt: due, days: 0,
      clause: citation([.sameDay]))
  }

  private func nextOpenDay(after day: CivilDate) throws(DossierRefusal) -> CivilDate {
    guard let next = calendar.firstOpenDay(from: day.adding(days: 1)) else {
      throw .noWorkingDay(after: day)
    }
    return next
  }

  /// End of transaction hours, or of working hours on a day that has no others.
  func closeForPublic(on day: CivilDate) -> CivilMoment? {
    calendar.close(of: day, clock: .transactions) ?? calendar.close(of: day, clock: .working)
  }
}
