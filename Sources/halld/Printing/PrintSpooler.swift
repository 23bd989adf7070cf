internal import Dossiers
internal import Drivers
internal import Logging
internal import ServiceLifecycle
internal import Synchronization
internal import Ticketing

/// Brings slips from the store to paper: one task a printer, no slip twice, nobody waits for it.
///
/// A job is recorded as `sending` before its first byte and resolved by the device's evidence after
/// a crash. The spooler only listens to the store: the slowest printer never slows issuing.
final class PrintSpooler: Service {
  private let printers: [String: any Printer]
  /// Names of printers by station, first choice first.
  private let orders: [String: [String]]
  private let allPrinters: [String]
  private let commonOrder: [String]
  private let ledger: PrintLedger
  private let limit: Duration
  private let tick: Duration
  let time: PrintTime
  private let looksEvery: Duration?
  private let logger: Logger

  private let filed = Mutex<Filed>(Filed())
  let queues: Mutex<PrintQueues>
  let bells: [String: Bell]
  private let overflowBell = Bell()
  let trials = TrialPages()
  private let doings = PrinterDoings()

  /// A spooler for these printers; a station without an order of its own uses the common one, which is
  /// theirs unless another is given.
  ///
  /// `limit` is the longest time for one slip, 1 to 60 s; every `tick` waiting slips and resting
  /// printers are looked at, and devices with nothing to do are asked how they are.
  init(
    printers: [any Printer], orders: [String: [String]] = [:], commonOrder: [String]? = nil,
    ledger: PrintLedger,
    rules: PrintQueues.Rules = PrintQueues.Rules(), limit: Duration = .seconds(8),
    tick: Duration = .seconds(1), looksEvery: Duration? = .milliseconds(800),
    time: PrintTime = .real(), logger: Logger
  ) {
    allPrinters = printers.map(\.name)
    self.commonOrder = commonOrder ?? allPrinters
    self.printers = Dictionary(
      printers.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    self.orders = orders
    self.ledger = ledger
    self.limit = limit
    self.tick = tick
    self.time = time
    self.looksEvery = looksEvery
    self.logger = logger
    queues = Mutex(PrintQueues(printers: allPrinters, rules: rules))
    bells = self.printers.mapValues { _ in Bell() }
  }

  /// How each printer does, by name.
  var standings: [String: PrinterStanding] {
    let now = elapsed
    return queues.withLock { queues in
      Dictionary(
        uniqueKeysWithValues: printers.keys.compactMap { name in
          standing(of: name, queues).map { (name, doings.complete($0, of: name, now: now)) }
        })
    }
  }

  /// Whether any printer of a station works, as far as its last slip told.
  func works(for station: String) -> Bool {
    let names = order(of: station)
    return queues.withLock { queues in
      names.contains { name in standing(of: name, queues).map { $0.trouble == nil } ?? false }
    }
  }

  /// In the middle of a slip nobody looks at the device: what it says itself is told.
  private func standing(of name: String, _ queues: PrintQueues) -> PrinterStanding? {
    guard var standing = queues.standing(of: name) else { return nil }
    if let word = printers[name]?.lastWord, word.isTrouble, !standing.state.isTrouble {
      standing.state = word
      standing.trouble = PrintFailure(word, on: name)
    }
    return standing
  }

  /// The printers of a kiosk or desk, first choice first.
  func order(of station: String) -> [String] { orders[station] ?? commonOrder }

  func run() async throws {
    await cancelWhenGracefulShutdown { await self.work() }
  }

  /// The same until cancelled, on the executor of the task that calls it.
  func work() async {
    await withDiscardingTaskGroup { group in
      // In the order of the configuration, so that a simulated day repeats.
      for name in allPrinters {
        guard let printer = printers[name] else { continue }
        group.addTask { await self.serve(printer, named: name) }
      }
      group.addTask { await self.listen() }
      group.addTask { await self.recordOverflow() }
      group.addTask { await self.tickAway() }
    }
  }

  var elapsed: Duration { time.elapsed() }

  private func tickAway() async {
    while (try? await time.sleep(tick)) != nil {
      ring()
      overflowBell.ring()
    }
  }

  func ring() {
    for name in allPrinters { bells[name]?.ring() }
  }
}

/// Jobs this process has in hand, and those among them that found every queue full.
private struct Filed {
  var jobs: Set<JobID> = []
  var overflow: [(job: PrintJob, why: PrintFailure)] = []
}

// MARK: - One printer

extension PrintSpooler {
  private func serve(_ printer: any Printer, named name: String) async {
    guard let bell = bells[name] else { return }
    var lastLook: Duration?
    for await _ in bell.rings {
      while !Task.isCancelled, await takeStep(printer, named: name) {}
      if await printTrial(on: printer, named: name) { lastLook = nil }
      guard let looksEvery, !Task.isCancelled else { continue }
      // From start to start: a look that took long shall not put off the next by a whole tick.
      let now = elapsed
      if let last = lastLook, now - last < looksEvery { continue }
      lastLook = now
      await look(at: printer, named: name)
    }
  }

  /// What people are told of a printer is at most two seconds old, also when nobody prints.
  private func look(at printer: any Printer, named name: String) async {
    let state = await printer.look()
    let before = queues.withLock { queues in
      let before = queues.standing(of: name)?.state
      queues.looked(name, state)
      return before
    }
    guard before != state else { return }
    doings.changed(name, at: elapsed)
    if state.isTrouble {
      logger.error("printer \(name): \(state.rawValue)")
    } else {
      logger.info("printer \(name): \(state.rawValue)")
    }
    ring()
  }

  func print(_ paper: SlipJob, on printer: any Printer, named name: String) async -> PrintReport {
    doings.begins(name, printing: paper.number)
    defer { doings.ends(name) }
    return await printer.print(paper, within: limit)
  }

  /// - Returns: whether there may be more to do at once.
  private func takeStep(_ printer: any Printer, named name: String) async -> Bool {
    switch queues.withLock({ $0.next(name, now: elapsed) }) {
    case .wait:
      return false
    case .probe:
      let trouble = await printer.trouble()
      queues.withLock { $0.probed(name, trouble: trouble, now: elapsed) }
      return trouble == nil
    case .giveUp(let slip, let why):
      logger.warning("slip \(slip.job.id): \(why)")
      await record(slip.job, .failed(reason: why.sentence))
      return true
    case .print(let slip):
      return await send(slip, to: printer, named: name)
    }
  }

  private func send(
    _ slip: PrintQueues.Waiting, to printer: any Printer, named name: String
  ) async -> Bool {
    guard let facts = await ledger.facts(slip.job) else {
      await record(slip.job, .failed(reason: "The ticket is over, or not of today."))
      return true
    }
    let paper = SlipJob(
      job: slip.job.id.description, number: facts.number, layout: TicketSlip(facts))
    // Drawn while the disk writes.
    async let prepared: Void = printer.prepare(paper)
    // Durable before the first byte: after a crash this job is looked for at this printer.
    switch await ledger.record(slip.job.id, .sending(printer: name)) {
    case .done: break
    case .refused(let why):
      logger.warning("slip \(slip.job.id) is not sent: \(why)")
      forget(slip.job)
      return true
    case .later(let why):
      logger.warning("slip \(slip.job.id) waits for the store: \(why)")
      queues.withLock { $0.putBack(slip, at: name) }
      return false
    }
    await prepared
    let report = await print(paper, on: printer, named: name)
    if report.unknownGlyphs > 0 {
      logger.warning("\(facts.number) on \(name): the font lacks \(report.unknownGlyphs) letters")
    }
    if case .failed(let why) = report.outcome { logger.error("\(why)") }
    switch queues.withLock({ $0.ended(slip, at: name, report.outcome, now: elapsed) }) {
    case .record(let progress):
      await record(slip.job, progress)
    case .again(let slip, let next):
      // Recorded first, else the next printer would find it still being sent here.
      guard await record(slip.job, .queued) else { return true }
      queues.withLock { $0.putBack(slip, at: next) }
      ring()
    }
    return true
  }

  /// Writes how far a slip has come; as long as the disk is full the printer waits with it.
  ///
  /// False when it was not written: the job is then no longer in hand, and `listen` may find it.
  @discardableResult
  private func record(_ job: PrintJob, _ progress: SlipProgress) async -> Bool {
    for _ in 0..<60 {
      // Not cut short when the hall closes: paper that is out is recorded all the same.
      switch await ledger.record(job.id, progress) {
      case .done:
        if progress != .queued { forget(job) }
        return true
      case .refused(let why):
        logger.warning("slip \(job.id) is not \(progress.name): \(why)")
        forget(job)
        return false
      case .later(let why):
        logger.error("slip \(job.id) is \(progress.name), not recorded yet: \(why)")
        guard (try? await time.sleep(tick)) != nil else { return false }
      }
    }
    forget(job)
    return false
  }

  private func forget(_ job: PrintJob) {
    filed.withLock { _ = $0.jobs.remove(job.id) }
  }
}

// MARK: - From the store

extension PrintSpooler {
  private func listen() async {
    // Listening first: what is queued while the leftovers are read rings again.
    let signs = ledger.signs()
    await fileNewJobs(fromBeforeTheStart: true)
    for await _ in signs { await fileNewJobs(fromBeforeTheStart: false) }
  }

  private func fileNewJobs(fromBeforeTheStart old: Bool) async {
    let jobs: [PrintJob]
    do {
      jobs = try await ledger.unfinished()
    } catch {
      logger.error("slips that wait for paper were not read: \(error)")
      return
    }
    let new = filed.withLock { filed in jobs.filter { filed.jobs.insert($0.id).inserted } }
    for job in new.sorted(by: { $0.id < $1.id }) {
      if case .sending(let printer) = job.state {
        await resolve(job, at: printer)
      } else {
        file(job, age: old ? age(of: job) : .zero)
      }
    }
    ring()
  }

  /// Was being sent when the process ended: the printer knows, or a person looks.
  private func resolve(_ job: PrintJob, at name: String) async {
    guard let printer = printers[name] else {
      await record(
        job, .unknown(printer: name, reason: "The printer \(name) is not configured any more."))
      return
    }
    switch await printer.evidence(for: job.id.description) {
    case .printed:
      await record(job, .printed(printer: name))
    case .handedOver:
      await record(job, .handedOver(printer: name))
    case .nothingSent:
      if await record(job, .queued) { file(job, age: age(of: job)) }
    case .unknown:
      await record(
        job,
        .unknown(
          printer: name, reason: "halld was stopped while the slip was being sent; look for it."))
    }
  }

  private func age(of job: PrintJob) -> Duration {
    .seconds(max(0, ledger.now().seconds(since: job.askedAt)))
  }

  private func file(_ job: PrintJob, age: Duration) {
    let slip = PrintQueues.Waiting(
      job: job, order: order(of: job.station), arrived: elapsed - age)
    guard let why = queues.withLock({ $0.accept(slip) }) else { return }
    filed.withLock { $0.overflow.append((job, why)) }
    overflowBell.ring()
  }

  private func recordOverflow() async {
    for await _ in overflowBell.rings {
      while !Task.isCancelled, let some = takeOverflow() {
        logger.warning("\(some.count) slips were not printed: \(some[0].why)")
        // Together, so that they share the store's next transaction.
        await withDiscardingTaskGroup { group in
          for (job, why) in some {
            group.addTask { await self.record(job, .failed(reason: why.sentence)) }
          }
        }
      }
    }
  }

  private func takeOverflow() -> [(job: PrintJob, why: PrintFailure)]? {
    filed.withLock { filed in
      guard !filed.overflow.isEmpty else { return nil }
      defer { filed.overflow.removeFirst(min(256, filed.overflow.count)) }
      return Array(filed.overflow.prefix(256))
    }
  }
}
