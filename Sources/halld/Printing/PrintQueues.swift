internal import Drivers
internal import Ticketing

/// Which slip goes to which printer, and when one is given up: rules without clock or device.
///
/// Times are durations since the process started, so that a jumping wall clock moves nothing.
struct PrintQueues {
  struct Rules: Sendable, Hashable {
    /// Slips that may wait for one printer; one more goes elsewhere or is `queueFull`.
    var queueMax = 100
    /// After this time the owner of a slip has left, and it is not printed unasked.
    var staleAfter: Duration = .seconds(60)
    /// Failures in a row after which a printer rests and others take its slips.
    var failuresToRest = 2
    /// How long it rests before it is asked what troubles it.
    var restFor: Duration = .seconds(5)
  }

  /// A slip waiting for its turn.
  struct Waiting: Sendable, Hashable {
    let job: PrintJob
    /// Printers that may print it, the first one first.
    let order: [String]
    let arrived: Duration
    /// Printers that failed it in this round.
    var tried: Set<String> = []
  }

  /// What a printer does next.
  enum Step: Hashable {
    case print(Waiting)
    /// Not printed by anyone, ever.
    case giveUp(Waiting, PrintFailure)
    /// It has rested: ask it what troubles it.
    case probe
    case wait
  }

  let rules: Rules
  private var lanes: [String: Lane]

  private struct Lane {
    var waiting: [Waiting] = []
    var failures = 0
    var trouble: PrintFailure?
    var restsUntil: Duration?
    /// What the device said of itself when it was last looked at.
    var seen = PrinterState.unknown

    /// Whether a slip that goes there now may come out now.
    var isUsable: Bool { restsUntil == nil && !seen.isTrouble }
  }

  init(printers: [String], rules: Rules = Rules()) {
    self.rules = rules
    lanes = Dictionary(printers.map { ($0, Lane()) }, uniquingKeysWith: { first, _ in first })
  }

  /// Takes a slip in, or says why nobody can: the bound has a name.
  mutating func accept(_ slip: Waiting) -> PrintFailure? {
    let known = slip.order.filter { lanes[$0] != nil }
    guard !known.isEmpty else {
      return PrintFailure(
        .noPrinter, "No printer is configured for \(slip.job.station). The number stays valid.")
    }
    guard let printer = choice(among: known) else {
      return PrintFailure(
        .queueFull,
        "\(rules.queueMax) slips wait for \(known.map { "\"\($0)\"" }.joined(separator: " and for ")) "
          + "already. "
          + "The number stays valid; print it again when the queue is shorter.")
    }
    insert(slip, at: printer)
    return nil
  }

  /// The next thing for a printer to do at this time.
  mutating func next(_ printer: String, now: Duration) -> Step {
    guard var lane = lanes[printer] else { return .wait }
    defer { lanes[printer] = lane }
    if let oldest = lane.waiting.first, now - oldest.arrived > rules.staleAfter {
      lane.waiting.removeFirst()
      return .giveUp(oldest, stale(lane.trouble))
    }
    if lane.seen.isTrouble { return .wait }
    if let until = lane.restsUntil { return now < until ? .wait : .probe }
    return lane.waiting.isEmpty ? .wait : .print(lane.waiting.removeFirst())
  }

  /// What a rested printer answered: `nil` when nothing troubles it any more.
  mutating func probed(_ printer: String, trouble: PrintFailure?, now: Duration) {
    lanes[printer]?.trouble = trouble
    lanes[printer]?.restsUntil = trouble == nil ? nil : now + rules.restFor
    // One more failure sends it back to rest.
    lanes[printer]?.failures = rules.failuresToRest - 1
    relieveOthers(by: printer)
  }

  /// A page that is no slip came out: the printer works.
  mutating func triedOut(_ printer: String) {
    succeeded(printer)
    relieveOthers(by: printer)
  }

  /// What a printer that has nothing to do was seen to be.
  ///
  /// One in trouble gives its slips away before the first of them fails; one that is well again takes
  /// those that wait in vain.
  mutating func looked(_ printer: String, _ state: PrinterState) {
    guard let before = lanes[printer]?.seen, before != state else { return }
    lanes[printer]?.seen = state
    if state.isTrouble {
      handOver(printer)
      return
    }
    // What the device itself had said is over when it says so; other failures rest to their end.
    if lanes[printer]?.trouble?.state != nil {
      lanes[printer]?.trouble = nil
      lanes[printer]?.restsUntil = nil
      lanes[printer]?.failures = 0
    }
    relieveOthers(by: printer)
  }

  /// What is to be done after an attempt.
  enum Ending: Hashable {
    case record(SlipProgress)
    /// Nothing came out: record it as queued, and only then `putBack` there.
    case again(Waiting, at: String)
  }

  /// The attempt ended.
  mutating func ended(
    _ slip: Waiting, at printer: String, _ outcome: PrintOutcome, now: Duration
  ) -> Ending {
    switch outcome {
    case .printed:
      succeeded(printer)
      return .record(.printed(printer: printer))
    case .handedOver:
      succeeded(printer)
      return .record(.handedOver(printer: printer))
    case .unknown(let reason):
      failed(printer, nil, now: now)
      return .record(.unknown(printer: printer, reason: reason))
    case .failed(let why):
      return nothingCameOut(slip, at: printer, why, now: now)
    }
  }

  /// A slip whose sending could not be recorded, or that nobody got, waits again.
  mutating func putBack(_ slip: Waiting, at printer: String) {
    insert(slip, at: printer)
  }
}

/// How a printer does, for `/health` and the kiosk.
struct PrinterStanding: Sendable, Hashable {
  var waiting: Int
  /// It failed and others print for it.
  var isResting: Bool
  /// The last failure, until a slip is printed, or what the device says keeps it from printing.
  var trouble: PrintFailure?
  var state = PrinterState.unknown
  /// How long it has been in this state.
  var stateFor: Duration = .zero
  /// The number on the paper that it prints now.
  var printing: String?
}

extension PrintQueues {
  func standing(of printer: String) -> PrinterStanding? {
    lanes[printer].map {
      PrinterStanding(
        waiting: $0.waiting.count, isResting: $0.restsUntil != nil,
        trouble: $0.seen.isTrouble ? PrintFailure($0.seen, on: printer) : $0.trouble,
        state: $0.seen)
    }
  }

  private mutating func succeeded(_ printer: String) {
    lanes[printer]?.failures = 0
    lanes[printer]?.trouble = nil
    lanes[printer]?.restsUntil = nil
  }

  private mutating func failed(_ printer: String, _ why: PrintFailure?, now: Duration) {
    lanes[printer]?.failures += 1
    lanes[printer]?.trouble = why
    guard let lane = lanes[printer], lane.failures >= rules.failuresToRest else { return }
    rest(printer, now: now)
  }

  /// A resting printer keeps only the slips that nobody else can print.
  private mutating func rest(_ printer: String, now: Duration) {
    lanes[printer]?.restsUntil = now + rules.restFor
    handOver(printer)
  }

  private mutating func handOver(_ printer: String) {
    let left = lanes[printer]?.waiting ?? []
    lanes[printer]?.waiting = []
    for slip in left { insert(slip, at: choice(among: slip.order) ?? printer) }
  }

  /// Slips that wait for a printer in trouble come to one that works.
  private mutating func relieveOthers(by printer: String) {
    guard lanes[printer]?.isUsable == true else { return }
    for (other, lane) in lanes where other != printer && !lane.isUsable {
      for slip in lane.waiting where slip.order.contains(printer) {
        guard lanes[printer].map({ $0.waiting.count < rules.queueMax }) == true else { return }
        lanes[other]?.waiting.removeAll { $0.job.id == slip.job.id }
        insert(slip, at: printer)
      }
    }
  }

  private mutating func nothingCameOut(
    _ slip: Waiting, at printer: String, _ why: PrintFailure, now: Duration
  ) -> Ending {
    // Somebody does not want it any more: no other printer may bring it out.
    if why.code == .cancelled { return .record(.failed(reason: why.sentence)) }
    // A slip that cannot be drawn is not the printer's fault; a wider one may still manage.
    if why.code != .notDrawn { failed(printer, why, now: now) }
    var slip = slip
    slip.tried.insert(printer)
    let left = slip.order.filter { lanes[$0] != nil && !slip.tried.contains($0) }
    if let next = choice(among: left) { return .again(slip, at: next) }
    guard why.code != .notDrawn else { return .record(.failed(reason: why.sentence)) }
    // Nobody can at present: it waits for paper as long as its owner may still stand there.
    slip.tried = []
    rest(printer, now: now)
    return .again(slip, at: choice(among: slip.order) ?? printer)
  }

  /// The first printer that works and has room, else the first that has room.
  private func choice(among printers: [String]) -> String? {
    let roomy = printers.filter { name in
      lanes[name].map { $0.waiting.count < rules.queueMax } ?? false
    }
    return roomy.first { lanes[$0]?.isUsable == true } ?? roomy.first
  }

  /// Oldest first, also when it comes from another printer's queue.
  private mutating func insert(_ slip: Waiting, at printer: String) {
    guard let waiting = lanes[printer]?.waiting else { return }
    let index =
      waiting.lastIndex { ($0.arrived, $0.job.id) <= (slip.arrived, slip.job.id) }
      .map { $0 + 1 } ?? 0
    lanes[printer]?.waiting.insert(slip, at: index)
  }

  private func stale(_ trouble: PrintFailure?) -> PrintFailure {
    let seconds = rules.staleAfter.components.seconds
    let why = trouble.map { " The printer's last trouble: \($0.sentence)" } ?? ""
    return PrintFailure(
      .stale,
      "The slip waited longer than \(seconds) s; its owner has left, so it was not printed unasked. "
        + "The number stays valid.\(why)")
  }
}
