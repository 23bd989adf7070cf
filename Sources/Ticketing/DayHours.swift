public import Dossiers

/// When numbers are given and when the service day ends, on one day of the calendar (P-6, P-8).
public struct DayHours: Sendable, Hashable {
  /// From when numbers are given, some minutes before the hall opens.
  public let from: CivilTime
  /// The first moment at which no number is given any more.
  public let until: CivilTime
  /// The end of the last session, when the hall closes to the public.
  public let closing: CivilTime
  /// When those still waiting have expired; none in a hall that stays open over midnight.
  public let dayEnds: CivilTime?

  /// The window of a day, or `nil` when the hall is closed all day.
  public init?(on day: CivilDate, plan: HallPlan) {
    let sessions = plan.calendar.sessions(on: day, clock: .transactions)
    guard let first = sessions.first, let last = sessions.last else { return nil }
    let overMidnight =
      last.end == .endOfDay
      && plan.calendar.sessions(on: day.adding(days: 1), clock: .transactions).first?.start
        == .midnight
    from = first.start.adding(minutes: -plan.rules.ticketsBeforeOpeningMinutes)
    closing = last.end
    if overMidnight {
      until = .endOfDay
      dayEnds = nil
    } else {
      until = last.end.adding(minutes: -plan.rules.lastTicketBeforeCloseMinutes)
      dayEnds = last.end.adding(
        minutes: plan.rules.serveThoseInside ? plan.rules.closingGraceMinutes : 0)
    }
  }

  /// Why no number is given at this moment; `nil` when one is.
  static func refusal(at now: CivilMoment, plan: HallPlan) -> Refusal? {
    guard let window = DayHours(on: now.date, plan: plan) else {
      return .closedToday(now.date)
    }
    if now.time < window.from { return .beforeTickets(from: window.from) }
    if now.time >= window.until {
      let midnight = CivilMoment(date: now.date, time: .endOfDay)
      return .afterLastTicket(
        last: window.until, next: plan.calendar.nextOpening(after: midnight, clock: .transactions))
    }
    return nil
  }
}

extension HallPlan {
  /// Why the kiosk gives no numbers at this moment, or `nil` when it does.
  public func whyClosed(at now: CivilMoment) -> Refusal? {
    DayHours.refusal(at: now, plan: self)
  }
}
