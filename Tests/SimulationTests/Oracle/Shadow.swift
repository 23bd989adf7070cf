import Dossiers
import Ticketing

/// The hall as a stranger would keep it who sees only the rows of the log.
///
/// Written again from the published rules and on purpose not from `Hall`: what both get wrong in
/// the same way is not found, what one gets wrong is.
final class Shadow {
  struct Visitor {
    let id: TicketID
    let day: CivilDate
    let label: String
    var priority: PriorityID?
    var line: LineID
    /// Its place in time.
    var since: Int64
    var state = "waiting"
    /// Where it waits when sent to one counter alone.
    var onlyCounter: CounterID?
    var backTo: CounterID?
    /// The counter that has it, calls it or holds it.
    var counter: CounterID?
    /// Called again by itself while parked.
    var isCalledAgain = false
    /// Ordinary visitors called by a counter of its line since it began to wait.
    var passedInTurn = 0
    /// Visitors with priority who were called before it out of their time.
    var overtakenBy = 0
  }

  struct Window {
    var duty = "closed"
    var officer: String?
    /// Who had opened it before the night over which it keeps a visitor.
    var lastNight: String?
    var current: TicketID?
    /// Ordinary calls in turn since somebody overtook; many at the day's begin.
    var ordinary = 1_000
    var calls: [PriorityID: Int] = [:]
  }

  struct Slip {
    let ticket: TicketID
    let isRepeat: Bool
    var state = SlipProgress.queued
  }

  let published: PublishedRules
  var today = SetToday()
  var day: CivilDate?
  var isClosed = false
  var visitors: [TicketID: Visitor] = [:]
  var windows: [CounterID: Window] = [:]
  var slips: [JobID: Slip] = [:]
  /// The slips of each ticket, the first one first.
  var jobs: [TicketID: [JobID]] = [:]
  /// The last number of each domain and day.
  var numbers: [String: Int] = [:]
  /// Numbers given on paper or by the kiosk, of each day.
  var labels: Set<String> = []
  var dossiers: [String: Int] = [:]
  /// Codes of dossiers, the one given first before all others.
  var dossierCodes: [String] = []
  /// Calls newest first: whom, where, and for which time.
  var calls: [(ticket: TicketID, counter: CounterID)] = []
  /// What was seen to be wrong.
  var violations: [String] = []

  init(_ published: PublishedRules) {
    self.published = published
  }

  func check(_ holds: Bool, _ sentence: @autoclosure () -> String) {
    if !holds { violations.append(sentence()) }
  }

  /// Visitors who wait where this counter calls, by place in time.
  func waiting(at counter: CounterID) -> [Visitor] {
    let lines = lines(at: counter)
    return visitors.values
      .filter { visitor in
        guard visitor.state == "waiting" else { return false }
        return visitor.onlyCounter.map { $0 == counter } ?? lines.contains(visitor.line)
      }
      .sorted { ($0.since, $0.id) < ($1.since, $1.id) }
  }
}

/// What hangs on the wall of the hall: who calls whom, and how priority works.
struct PublishedRules {
  /// The lines of each counter.
  var lines: [CounterID: Set<LineID>]
  /// At least this many ordinary visitors between two who overtake at one counter.
  var ordinaryPerPriority = 2
  /// Weights of the priority classes among each other.
  var weights: [PriorityID: Int]

  /// Counters that call a line.
  func counters(of line: LineID) -> Int { lines.values.count { $0.contains(line) } }
}

extension Shadow {
  /// Whom the published order calls next, and whether that overtakes somebody (P-1, P-10).
  func next(at counter: CounterID) -> (ticket: TicketID, overtakes: Bool)? {
    let waiting = waiting(at: counter)
    let window = windows[counter] ?? Window()
    guard let first = waiting.first else { return nil }
    let ordinary = waiting.first { $0.priority == nil }
    guard let preferred = preferred(among: waiting, window) else { return (first.id, false) }
    guard let ordinary else { return (preferred.id, false) }
    if first.priority != nil { return (first.id, false) }
    return window.ordinary >= published.ordinaryPerPriority
      ? (preferred.id, true) : (ordinary.id, false)
  }

  /// The one with priority whose class has had least of its share; the earliest of equals.
  private func preferred(among waiting: [Visitor], _ window: Window) -> Visitor? {
    func share(_ visitor: Visitor) -> Double {
      guard let priority = visitor.priority else { return .infinity }
      return Double((window.calls[priority] ?? 0) + 1) / Double(published.weights[priority] ?? 1)
    }
    // `min` keeps the first of equals, and they stand in the order of time.
    return waiting.filter { $0.priority != nil }.min { share($0) < share($1) }
  }
}
