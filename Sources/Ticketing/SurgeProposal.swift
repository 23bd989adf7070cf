public import Dossiers

/// A line into which more people come than its counters can call, and a counter that could help
/// (HU DA IV.3.4; P-12).
///
/// A proposal: supervision decides.
public struct SurgeProposal: Sendable, Hashable {
  public let line: LineID
  /// How many wait in it.
  public let waiting: Int
  /// How long somebody would wait who came now; unknown while no counter serves the line.
  public let estimatedSeconds: Int?
  /// The counter that could serve it too: open, and with the fewest of its own.
  public let counter: CounterID
  /// How many wait there already.
  public let waitingThere: Int
}

extension Hall {
  /// Lines over the threshold, the fullest first, each with the counter that has least to do.
  ///
  /// A counter is proposed once, only while it is open, and only when it has at most half as many
  /// waiting as each counter of the line that is over: otherwise the crowd would just move.
  public func surgeProposals(at now: Moment, plan: HallPlan) -> [SurgeProposal] {
    guard let day, !isDayClosed else { return [] }
    let open = plan.counters.map(\.id).filter { counter($0).duty == .open }
    let over = plan.lines.map(\.line).compactMap { line in
      crowd(in: line, on: day, at: now, plan: plan)
    }
    .sorted { ($1.perCounter, $0.line) < ($0.perCounter, $1.line) }
    let crowded = Set(over.map(\.line))
    var taken: Set<CounterID> = []
    return over.compactMap { crowd in
      let helpers = open.filter { id in
        let served = lines(of: id, on: day, plan: plan)
        return !taken.contains(id) && !served.contains(crowd.line)
          && crowded.isDisjoint(with: served)
          && 2 * waitingCount(at: id, plan: plan) <= crowd.perCounter
      }
      // Whoever has nobody before them now can begin at once.
      let best = helpers.min { one, other in
        rank(of: one, plan: plan) < rank(of: other, plan: plan)
      }
      guard let best else { return nil }
      taken.insert(best)
      return SurgeProposal(
        line: crowd.line, waiting: crowd.waiting, estimatedSeconds: crowd.seconds, counter: best,
        waitingThere: waitingCount(at: best, plan: plan))
    }
  }

  private func rank(of counter: CounterID, plan: HallPlan) -> (Int, Int, CounterID) {
    (
      waitingCount(at: counter, plan: plan), self.counter(counter).current == nil ? 0 : 1, counter
    )
  }

  private struct Crowd {
    let line: LineID
    let waiting: Int
    let perCounter: Int
    let seconds: Int?
  }

  /// What is known of a line that is over a threshold or that nobody serves; `nil` for the others.
  private func crowd(
    in line: LineID, on day: CivilDate, at now: Moment, plan: HallPlan
  ) -> Crowd? {
    let waiting = waitingCount(.line(line))
    guard waiting > 0 else { return nil }
    let serving = counters(for: line, on: day, plan: plan).count { counter($0).duty == .open }
    let seconds =
      serving == 0
      ? nil : estimate(line: line, ahead: waiting, at: now, plan: plan).seconds
    let perCounter = waiting / max(1, serving)
    let rules = plan.rules
    let isLong = rules.surgeWaitMinutes > 0 && (seconds ?? 0) > rules.surgeWaitMinutes * 60
    let isFull =
      rules.surgeWaitingPerCounter > 0
      && waiting > rules.surgeWaitingPerCounter * max(1, serving)
    let isOff = rules.surgeWaitMinutes == 0 && rules.surgeWaitingPerCounter == 0
    guard isLong || isFull || (serving == 0 && !isOff) else { return nil }
    return Crowd(line: line, waiting: waiting, perCounter: perCounter, seconds: seconds)
  }
}
