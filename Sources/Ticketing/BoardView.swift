public import Dossiers

/// What every screen of the hall may show: numbers and counters, never a visitor.
public struct BoardView: Sendable, Equatable {
  public struct Call: Sendable, Equatable {
    public let label: String
    public let counter: CounterID
    public let at: Moment
    public let attempt: Int
  }

  public struct Window: Sendable, Equatable {
    public let counter: CounterID
    public let duty: CounterStatus.Duty
    /// The number called or in service.
    public let label: String?
    public let serving: Bool
    /// The officer's account, shown as LC 4.6 requires.
    public let officer: String?
    /// What it serves today.
    public let lines: [LineID]
  }

  public struct Line: Sendable, Equatable {
    public let line: LineID
    public let name: BilingualName
    public let waiting: Int
    public let estimate: WaitEstimate
    /// People wait and no counter that serves them is open.
    public let isUnattended: Bool
    /// Who came first of those who wait; somebody with priority may be called before.
    public let next: String?
  }

  public let day: CivilDate?
  /// Numbers being called now, newest first: not yet at the counter.
  public let calling: [Call]
  /// The latest calls, newest first.
  public let recent: [Call]
  public let windows: [Window]
  public let lines: [Line]
}

extension Hall {
  /// What the boards show at this moment.
  public func board(at now: Moment, plan: HallPlan) -> BoardView {
    let calls = recentCalls.map {
      BoardView.Call(label: $0.label, counter: $0.counter, at: $0.at, attempt: $0.attempt)
    }
    let awaited = zip(recentCalls, calls).filter { isAwaited($0.0.ticket) }.map(\.1)
    return BoardView(
      day: day, calling: awaited, recent: calls,
      windows: plan.counters.map {
        window($0.id, lines(of: $0.id, on: day ?? now.date, plan: plan))
      },
      lines: lineViews(at: now, plan: plan))
  }

  private func isAwaited(_ ticket: TicketID) -> Bool {
    switch visits[ticket]?.state {
    case .called: true
    case .parked(_, let next): next != nil
    default: false
    }
  }

  private func window(_ id: CounterID, _ lines: [LineID]) -> BoardView.Window {
    let status = counter(id)
    let visit = status.current.flatMap { visits[$0] }
    var serving = false
    if case .serving = visit?.state { serving = true }
    return BoardView.Window(
      counter: id, duty: status.duty, label: visit?.label, serving: serving,
      officer: status.officer, lines: lines)
  }

  private func lineViews(at now: Moment, plan: HallPlan) -> [BoardView.Line] {
    let today = day ?? now.date
    return plan.lines.map { line, name in
      let waiting = waitingCount(.line(line))
      let attended = counters(for: line, on: today, plan: plan).contains {
        counter($0).duty == .open
      }
      return BoardView.Line(
        line: line, name: name, waiting: waiting,
        estimate: estimate(line: line, ahead: waiting, at: now, plan: plan),
        isUnattended: waiting > 0 && !attended,
        next: lines[.line(line)]?.first.flatMap { visits[$0]?.label })
    }
  }
}

extension HallPlan {
  /// Every line with the name to show for it: its domain's, its desk's or its first errand's.
  public var lines: [(line: LineID, name: BilingualName)] {
    var seen: Set<LineID> = []
    return errands.compactMap { errand in
      guard seen.insert(errand.line).inserted else { return nil }
      // A common line, such as the fee desk's, is named by the counter that serves nothing else.
      let desk = counters.first { $0.serves == [errand.line] }?.name
      return (errand.line, domain(DomainID(errand.line.rawValue))?.name ?? desk ?? errand.name)
    }
  }

  /// The name of one line, or its id for one that configuration no longer knows.
  public func name(of line: LineID) -> BilingualName {
    lines.first { $0.line == line }?.name
      ?? BilingualName(vi: line.rawValue, en: line.rawValue)
  }
}
