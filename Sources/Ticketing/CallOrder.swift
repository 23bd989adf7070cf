/// The published order in which a counter calls (P-1, P-10; LC 6.1.g).
///
/// First come, first served over all lines the counter serves. A visitor with priority may
/// overtake ordinary ones, but between two who overtake at one counter it calls at least
/// `ordinaryPerPriority` ordinary visitors. So of n ordinary visitors before somebody, served
/// by m counters, at most n / ordinaryPerPriority + m others come first out of their time.
public struct NextVisitor: Sendable, Hashable {
  /// Why this visitor is the next one.
  public enum Reason: String, Sendable, Hashable {
    /// The earliest of all who wait here.
    case earliest
    /// Priority: overtakes, as enough ordinary visitors were called.
    case priority
    /// Ordinary: the share of priority calls is used up for now.
    case ordinaryShare
  }

  public let ticket: TicketID
  public let reason: Reason
}

extension Hall {
  /// Whom a counter calls next, and why; `nil` when nobody waits.
  func next(at counter: CounterID, plan: HallPlan) -> NextVisitor? {
    pool(of: counter, depth: 1, plan: plan).next(plan: plan)
  }

  /// The next visitors of a counter in order, as its officer sees them.
  public func waiting(at counter: CounterID, limit: Int, plan: HallPlan) -> [NextVisitor] {
    var pool = pool(of: counter, depth: limit, plan: plan)
    var order: [NextVisitor] = []
    while order.count < limit, let next = pool.take(plan: plan) { order.append(next) }
    return order
  }

  /// How many wait in all the lines that a counter serves.
  public func waitingCount(at counter: CounterID, plan: HallPlan) -> Int {
    places(of: counter, plan: plan).reduce(0) { $0 + waitingCount($1) }
  }

  private func pool(of counter: CounterID, depth: Int, plan: HallPlan) -> CallPool {
    var pool = CallPool(status: self.counter(counter), rules: plan.rules)
    for place in places(of: counter, plan: plan) {
      guard let line = lines[place] else { continue }
      pool.offer(ordinary: line.ordinary.all.prefix(depth), priority: line.priority.all)
    }
    return pool
  }

  private func places(of counter: CounterID, plan: HallPlan) -> [WaitingPlace] {
    guard let day else { return [] }
    return [.counter(counter)] + lines(of: counter, on: day, plan: plan).map { .line($0) }
  }
}

/// Who could be called at one counter, and the shares so far.
struct CallPool {
  private var status: CounterStatus
  private let rules: HallRules
  private var ordinary: [WaitingLine.Entry] = []
  private var priority: [WaitingLine.Entry] = []

  init(status: CounterStatus, rules: HallRules) {
    self.status = status
    self.rules = rules
  }

  mutating func offer(
    ordinary: ArraySlice<WaitingLine.Entry>, priority: ArraySlice<WaitingLine.Entry>
  ) {
    self.ordinary.append(contentsOf: ordinary)
    self.priority.append(contentsOf: priority)
  }

  func next(plan: HallPlan) -> NextVisitor? {
    let earliest = ordinary.min()
    guard let preferred = preferredByPriority(plan: plan) else {
      return earliest.map { NextVisitor(ticket: $0.ticket, reason: .earliest) }
    }
    guard let earliest else {
      return NextVisitor(ticket: preferred.ticket, reason: .earliest)
    }
    // The one with priority who came first of all needs no privilege.
    if let first = priority.min(), first < earliest {
      return NextVisitor(ticket: first.ticket, reason: .earliest)
    }
    if status.ordinarySincePriority >= rules.ordinaryPerPriority {
      return NextVisitor(ticket: preferred.ticket, reason: .priority)
    }
    return NextVisitor(ticket: earliest.ticket, reason: .ordinaryShare)
  }

  /// Takes the next one out, counting the shares as the call itself will.
  mutating func take(plan: HallPlan) -> NextVisitor? {
    guard let next = next(plan: plan) else { return nil }
    let overtakes = next.reason == .priority
    if let index = ordinary.firstIndex(where: { $0.ticket == next.ticket }) {
      ordinary.remove(at: index)
      status.count(priority: nil, overtakes: false)
    } else if let index = priority.firstIndex(where: { $0.ticket == next.ticket }) {
      let entry = priority.remove(at: index)
      status.count(priority: entry.priority, overtakes: overtakes)
    }
    return next
  }

  /// The earliest visitor of the class that has had least of its weighted share.
  private func preferredByPriority(plan: HallPlan) -> WaitingLine.Entry? {
    var best: (share: Int, weight: Int, entry: WaitingLine.Entry)?
    for entry in priority {
      guard let id = entry.priority else { continue }
      let weight = max(1, plan.priority(id)?.weight ?? 1)
      let calls = status.priorityCalls[id] ?? 0
      guard let current = best else {
        best = (calls, weight, entry)
        continue
      }
      // calls / weight, compared without a division; equal shares go to the earlier visitor.
      let (mine, theirs) = ((calls + 1) * current.weight, (current.share + 1) * weight)
      if mine < theirs || (mine == theirs && entry < current.entry) {
        best = (calls, weight, entry)
      }
    }
    return best?.entry
  }
}

extension CounterStatus {
  /// Counts a call in turn for the shares of P-10.
  mutating func count(priority: PriorityID?, overtakes: Bool) {
    guard let priority else {
      ordinarySincePriority = min(ordinarySincePriority + 1, Self.longAgo)
      return
    }
    if overtakes { ordinarySincePriority = 0 }
    priorityCalls[priority, default: 0] += 1
  }
}
