internal import Synchronization
internal import Ticketing

/// A ticket printer that takes ESC/POS over any transport.
///
/// `printed` is said only after the answer to a question queued behind the cut; `failed` only when no
/// dot can have been burnt; all else is `unknown`, or `handedOver` for a printer that never answers.
public actor EscPosPrinter: Printer {
  public nonisolated let name: String
  public nonisolated let profile: PrinterProfile

  private let transport: any Transport
  private let english: Bool
  private let patience: SlipTransfer.Patience
  private nonisolated let executor: DeviceExecutor
  private nonisolated let word = Mutex<PrinterState?>(nil)
  private var raster: SlipRaster?
  /// The slip that will be asked for next, drawn while its sending was being recorded.
  private var prepared: (job: String, slip: Drawn)?
  private var link: EscPosLink
  private var openings = 0
  /// How the latest jobs of this process ended, oldest first.
  private var memory: [(job: String, evidence: PrintEvidence)] = []

  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe executor.asUnownedSerialExecutor()
  }

  /// A printer behind a transport that is its own; nothing is opened before the first use.
  public init(
    name: String, profile: PrinterProfile, transport: sending any Transport, english: Bool = true
  ) {
    self.init(
      name: name, profile: profile, transport: transport, english: english,
      patience: SlipTransfer.Patience())
  }

  init(
    name: String, profile: PrinterProfile, transport: sending any Transport, english: Bool = true,
    patience: SlipTransfer.Patience
  ) {
    self.name = name
    self.profile = profile
    self.transport = transport
    self.english = english
    self.patience = patience
    link = EscPosLink(profile.escPos ?? EscPosTraits())
    executor = DeviceExecutor(label: "printer \(name)")
  }

  /// Draws it; what cannot be drawn is told when it is printed.
  public func prepare(_ job: SlipJob) {
    prepared = (try? draw(job)).map { (job.job, $0) }
  }

  public func print(_ job: SlipJob, within limit: Duration) -> PrintReport {
    do throws(PrintFailure) {
      let ready = prepared?.job == job.job ? prepared?.slip : nil
      prepared = nil
      let drawn = if let ready { ready } else { try draw(job) }
      let outcome = send(drawn.slip, within: limit)
      remember(job.job, outcome)
      return PrintReport(outcome, unknownGlyphs: drawn.unknownGlyphs)
    } catch {
      return PrintReport(.failed(error))
    }
  }

  /// A printer keeps no list of what it printed: only this process can know.
  ///
  /// Asked for a job of a process before this one, it also ends what that may have left half done.
  public func evidence(for job: String) -> PrintEvidence {
    if let known = memory.last(where: { $0.job == job }) { return known.evidence }
    link.mayBeTorn(bytesPerRow: profile.dotsPerLine / 8)
    return .unknown
  }

  public func trouble() -> PrintFailure? {
    let state = look()
    return state.isTrouble ? PrintFailure(state, on: name) : nil
  }

  /// What it was last known to be; also told in the middle of a slip, while nobody can look.
  public nonisolated var lastWord: PrinterState? { word.withLock { $0 } }

  public func look() -> PrinterState {
    let state = ask()
    word.withLock { $0 = state }
    return state
  }

  private func ask() -> PrinterState {
    let clock = ContinuousClock()
    let end = clock.now + .milliseconds(900)
    do throws(TransportFailure) {
      try open(before: end)
      return try ask(before: clock.now + patience.realTime)
    } catch {
      if error.code == .timedOut || error.code == .stalled {
        // It takes nothing more; its port and its last word may say why.
        link.hear((try? transport.portStatus(before: end)) ?? nil)
        return link.state.isTrouble ? link.state : .notAnswering
      }
      return PrinterState(error)
    }
  }
}

extension EscPosPrinter {
  private struct Drawn {
    var slip: EscPosSlip
    var unknownGlyphs: Int
  }

  private func draw(_ job: SlipJob) throws(PrintFailure) -> Drawn {
    let drawn = try currentRaster().draw(job.layout)
    return Drawn(
      slip: EscPosSlip(drawn.picture, link.traits), unknownGlyphs: drawn.unknownGlyphs)
  }

  private func currentRaster() throws(PrintFailure) -> SlipRaster {
    if let raster { return raster }
    let made = try SlipRaster(dotsPerLine: profile.dotsPerLine, english: english)
    raster = made
    return made
  }

  private func open(before deadline: ContinuousClock.Instant) throws(TransportFailure) {
    _ = try transport.identify(before: deadline)
    guard transport.openings != openings else { return }
    openings = transport.openings
    link.opened()
  }

  private func send(_ slip: EscPosSlip, within limit: Duration) -> PrintOutcome {
    let clock = ContinuousClock()
    let start = clock.now
    do throws(TransportFailure) {
      try open(before: start + min(limit, patience.work))
    } catch {
      return .failed(PrintFailure(PrinterState(error), on: name, cause: error.cause))
    }
    var transfer = SlipTransfer(slip, over: link, named: name, within: limit, patience: patience)
    defer { link = transfer.link }
    var isHurried = false
    while true {
      let now = clock.now - start
      if Task.isCancelled, !isHurried {
        isHurried = true
        transfer.hurry(until: now + .milliseconds(1_500))
      }
      do throws(TransportFailure) {
        switch transfer.step(now: now) {
        case .write(let bytes, let until):
          try transport.write(bytes, before: start + until)
          transfer.wrote(bytes.count, now: clock.now - start)
        case .listen(let until):
          let bytes = try transport.readStatus(before: start + until)
          let end = clock.now + patience.slice
          let port = bytes.isEmpty && until > now ? try transport.portStatus(before: end) : nil
          transfer.heard(bytes, port: port, now: clock.now - start)
        case .end(let outcome):
          return outcome
        }
      } catch {
        transfer.failed(error, now: clock.now - start)
      }
      let state = transfer.state(now: clock.now - start)
      word.withLock { $0 = state }
    }
  }

  /// Asks how it is, and waits until it has answered or the time is over.
  private func ask(before deadline: ContinuousClock.Instant) throws(TransportFailure)
    -> PrinterState
  {
    let clock = ContinuousClock()
    link.hear(try transport.readStatus(before: clock.now))
    link.hear(try transport.portStatus(before: deadline))
    while !link.debt.isEmpty {
      try write(link.debt[...], before: deadline) { link.paid($0) }
    }
    let before = (link.realTimeAnswers, link.answers)
    var question = link.questions()[...]
    // Answered only by a printer that works, so it is asked only when nothing speaks against that.
    let asksForPaper =
      !link.traits.realTimeStatus && link.traits.answers && link.owed == 0 && !link.state.isTrouble
    if asksForPaper { question += EscPos.askForPaper }
    do throws(TransportFailure) {
      try write(question, before: deadline) { question = question.dropFirst($0) }
    } catch {
      if question.startIndex > 0 {
        link.owe(question)
        if asksForPaper { link.askedForPaper() }
      }
      throw error
    }
    if asksForPaper { link.askedForPaper() }
    while clock.now < deadline, link.hasOpenQuestions || (asksForPaper && link.owed > 0) {
      link.hear(try transport.readStatus(before: deadline))
    }
    link.giveUpQuestions()
    let expectsAnswer = link.traits.realTimeStatus || asksForPaper
    let hasAnswered = before != (link.realTimeAnswers, link.answers)
    if link.state.isTrouble { return link.state }
    let isSilent = expectsAnswer && !hasAnswered || link.isSilentAgainstItsKind
    return isSilent ? .notAnswering : link.state
  }

  private func write(
    _ bytes: ArraySlice<UInt8>, before deadline: ContinuousClock.Instant, took: (Int) -> Void
  ) throws(TransportFailure) {
    guard !bytes.isEmpty else { return }
    do throws(TransportFailure) {
      try transport.write(bytes, before: deadline)
    } catch {
      took(error.bytesTaken)
      throw error
    }
    took(bytes.count)
  }

  private func remember(_ job: String, _ outcome: PrintOutcome) {
    let evidence: PrintEvidence =
      switch outcome {
      case .printed: .printed
      case .failed: .nothingSent
      case .handedOver, .unknown: .unknown
      }
    memory.append((job, evidence))
    if memory.count > 64 { memory.removeFirst() }
  }
}
