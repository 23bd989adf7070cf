public import Dossiers

/// How long a visitor will wait at most in four of five cases, and whether a break comes
/// between (P-14).
///
/// People plan by it: of a time that holds every other time they would say that it is wrong.
public struct WaitEstimate: Sendable, Hashable {
  public enum Warning: String, Sendable, Hashable, Codable {
    /// The call will come after the lunch break.
    case lunch
    /// The call may not come before closing.
    case closing
  }

  /// Visitors before this one in the order of time.
  public let ahead: Int
  /// Seconds until the call, breaks included, which four of five do not exceed; unknown when no counter serves the line.
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
    return estimate(
      line: visit.line, ahead: ahead, priority: visit.priority, at: now, plan: plan)
  }

  func estimate(
    line: LineID, ahead: Int, priority: PriorityID? = nil, at now: Moment, plan: HallPlan
  ) -> WaitEstimate {
    let (open, free) = serversInHundredths(of: line, at: now, plan: plan)
    guard open > 0 else {
      return WaitEstimate(
        ahead: ahead, seconds: nil, expectedAt: nil, warning: nil, resumesAt: nil)
    }
    // Whoever comes next waits for a counter to become free; those ahead take the free ones.
    let visits = max(
      0,
      turns(ahead: ahead, line: line, counters: (open + 99) / 100, priority: priority, plan: plan)
        - free)
    let work = seconds(visits: Double(visits) / 100, servers: Double(open) / 100, line, plan: plan)
    return walk(
      work: work + Self.beforeACall, ahead: ahead, from: now.civil, calendar: plan.calendar)
  }

  /// Visits to be called before this one, itself included, in hundredths.
  ///
  /// Those with priority who are still to come overtake as they have so far today, at most as the
  /// published order allows (P-10); a visitor with priority overtakes in turn.
  private func turns(
    ahead: Int, line: LineID, counters: Int, priority: PriorityID?, plan: HallPlan
  ) -> Int {
    let share = max(1, plan.rules.ordinaryPerPriority)
    let waiting = lines[.line(line)]
    if priority != nil, let waiting {
      let before = min(ahead, waiting.priority.count)
      return 100 * (min(ahead, before + before * share + 1) + 1)
    }
    let today = issues[line] ?? IssueCount()
    // One in ten before the day has told better. A crowd before the door is still growing: each
    // counter may begin with somebody of whom nothing is known yet.
    let likely =
      (ahead + counters) * 100 * (today.priority + 1) / (today.ordinary + 9)
    let overtaking = min(likely, (ahead / share + counters) * 100)
    return 100 * (ahead + 1) + overtaking
  }

  /// Seconds within which so many visits end in four of five cases, not just in every other one.
  ///
  /// The mean, and 0.84 standard deviations: the spread of the visits themselves, and the doubt
  /// about the day's pace, which is the same for all of them.
  private func seconds(visits: Double, servers: Double, _ line: LineID, plan: HallPlan) -> Int {
    guard visits > 0 else { return 0 }
    let pace = paces[line] ?? Pace()
    let prior = priorSeconds(of: line, plan: plan)
    let spread = Double(pace.spread(prior: prior))
    let doubt = Double(pace.doubt(prior: prior)) * visits
    let deviation = (visits * spread * spread + doubt * doubt).squareRoot()
    let mean = visits * Double(pace.seconds(prior: prior))
    return Int(((mean + Self.fourOfFive * deviation) / servers).rounded())
  }

  /// Seconds an officer takes to look up and call the next one.
  private static let beforeACall = 30

  /// Standard deviations above the mean below which four of five cases lie.
  private static let fourOfFive = 0.84

  /// Counters at work for a line, and those of them that are free, in hundredths: a counter with
  /// three lines is shared by their lengths. Before opening, those that are meant to open.
  private func serversInHundredths(of line: LineID, at now: Moment, plan: HallPlan)
    -> (open: Int, free: Int)
  {
    let day = day ?? now.date
    let planned = counters(for: line, on: day, plan: plan)
    let open = planned.filter { counter($0).duty == .open }
    let working = open.isEmpty ? planned : open
    let mine = waitingCount(.line(line)) + 1
    return working.reduce(into: (open: 0, free: 0)) { sum, id in
      let others = lines(of: id, on: day, plan: plan)
        .filter { $0 != line }
        .reduce(0) { $0 + waitingCount(.line($1)) }
      let share = 100 * mine / (mine + others)
      sum.open += share
      if counter(id).current == nil { sum.free += share }
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
