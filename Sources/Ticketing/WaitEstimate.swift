public import Dossiers

/// How long a visitor will probably wait, and whether a break comes between (P-14).
public struct WaitEstimate: Sendable, Hashable {
  public enum Warning: String, Sendable, Hashable, Codable {
    /// The call will come after the lunch break.
    case lunch
    /// The call may not come before closing.
    case closing
  }

  /// Visitors before this one in the order of time.
  public let ahead: Int
  /// Seconds until the call, breaks included; unknown when no counter serves the line.
  public let seconds: Int?
  /// When the call is expected, on the centre's clock.
  public let expectedAt: CivilMoment?
  public let warning: Warning?
  /// When the hall opens again after the break that the estimate crosses.
  public let resumesAt: CivilTime?
}

extension Hall {
  /// The estimate for somebody who would take a number for this errand now.
  public func estimate(for errand: Errand, at now: Moment, plan: HallPlan) -> WaitEstimate {
    estimate(line: errand.line, ahead: waitingCount(.line(errand.line)), at: now, plan: plan)
  }

  /// The estimate for a visitor who waits already; `nil` once called.
  public func estimate(for ticket: TicketID, at now: Moment, plan: HallPlan) -> WaitEstimate? {
    guard let visit = visit(ticket), let ahead = ahead(of: ticket) else { return nil }
    return estimate(line: visit.line, ahead: ahead, at: now, plan: plan)
  }

  func estimate(line: LineID, ahead: Int, at now: Moment, plan: HallPlan) -> WaitEstimate {
    let hundredths = serversInHundredths(of: line, at: now, plan: plan)
    guard hundredths > 0 else {
      return WaitEstimate(
        ahead: ahead, seconds: nil, expectedAt: nil, warning: nil, resumesAt: nil)
    }
    let each = (paces[line] ?? Pace()).seconds(prior: priorSeconds(of: line, plan: plan))
    let work = ahead * each * 100 / hundredths
    return walk(work: work, ahead: ahead, from: now.civil, calendar: plan.calendar)
  }

  /// Counters at work for a line, in hundredths: a counter with three lines is shared by
  /// their lengths. Before opening, those that are meant to open.
  private func serversInHundredths(of line: LineID, at now: Moment, plan: HallPlan) -> Int {
    let day = day ?? now.date
    let planned = plan.counters(for: line, on: day)
    let open = planned.filter { counter($0).duty == .open }
    let working = open.isEmpty ? planned : open
    let mine = waitingCount(.line(line)) + 1
    return working.reduce(0) { sum, id in
      let others = plan.lines(of: id, on: day)
        .filter { $0 != line }
        .reduce(0) { $0 + waitingCount(.line($1)) }
      return sum + 100 * mine / (mine + others)
    }
  }

  private func priorSeconds(of line: LineID, plan: HallPlan) -> Int {
    let minutes = plan.errands.filter { $0.line == line }.map(\.processMinutes)
    guard let filing = minutes.first else { return 600 }
    return filing * 60
  }

  /// Spends the work inside today's transaction hours.
  private func walk(work: Int, ahead: Int, from now: CivilMoment, calendar: OfficeCalendar)
    -> WaitEstimate
  {
    var left = work
    var clock = now.time.seconds
    var crossed: CivilTime?
    for session in calendar.sessions(on: now.date, clock: .transactions) {
      guard session.end.seconds > clock else { continue }
      if session.start.seconds > clock {
        // A break lies between when work or waiting began before it.
        if now.time < session.start, clock > now.time.seconds || isInBreak(now, calendar) {
          crossed = session.start
        }
        clock = session.start.seconds
      }
      let room = session.end.seconds - clock
      if left < room {
        clock += left
        return WaitEstimate(
          ahead: ahead, seconds: clock - now.time.seconds,
          expectedAt: CivilTime(seconds: clock).map { CivilMoment(date: now.date, time: $0) },
          warning: crossed == nil ? nil : .lunch, resumesAt: crossed)
      }
      left -= room
      clock = session.end.seconds
    }
    return WaitEstimate(
      ahead: ahead, seconds: nil, expectedAt: nil, warning: .closing, resumesAt: nil)
  }

  /// Whether this moment lies between two sessions of its day.
  private func isInBreak(_ now: CivilMoment, _ calendar: OfficeCalendar) -> Bool {
    let sessions = calendar.sessions(on: now.date, clock: .transactions)
    return sessions.contains { $0.end <= now.time } && sessions.contains { $0.start > now.time }
  }
}
