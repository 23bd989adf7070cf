/// One slip on its way into an ESC/POS printer: rules without clock, thread or device.
///
/// First what is still owed of a torn slip, then how the printer is, then a question that it answers only
/// when it works; until here nothing can come out. Then the picture, and at last the answer that
/// waits behind the cut. Times are durations since the slip began.
struct SlipTransfer {
  /// What is to be done next.
  enum Step: Hashable {
    case write(ArraySlice<UInt8>, until: Duration)
    case listen(until: Duration)
    case end(PrintOutcome)
  }

  /// How long is waited for what.
  struct Patience: Hashable, Sendable {
    /// Answers that come at any time.
    var realTime: Duration = .milliseconds(500)
    /// The first sign of a printer that works, before anything is drawn.
    var work: Duration = .seconds(2)
    /// Late answers of an earlier slip after the newest one.
    var silence: Duration = .milliseconds(300)
    /// Trouble in the middle of a slip, such as a cover that is open for a moment.
    var trouble: Duration = .milliseconds(1_500)
    /// One write, so that what the printer says meanwhile is heard.
    var slice: Duration = .milliseconds(250)
    /// Silence behind a whole slip, after which the printer is asked whether it is still there.
    var doubt: Duration = .milliseconds(600)
    /// Time without a byte taken or an answer, after which people are told that it does not answer.
    var still: Duration = .milliseconds(1_200)
  }

  private enum Phase: Hashable {
    case settling, asking, hearing(since: Duration), probing, proving(since: Duration)
    case drawing, waitingForEvidence
    case over(PrintOutcome)
  }

  private(set) var link: EscPosLink
  private let name: String
  private let slip: EscPosSlip
  private let patience: Patience
  private var limit: Duration
  private var phase = Phase.settling
  private var sent = 0
  private var outgoing: ArraySlice<UInt8> = []
  // What was said since the last slip is heard first.
  private var mustListen = true
  private var troubledSince: Duration?
  /// An endpoint that stalled is not tried again at once.
  private var restUntil: Duration = .zero
  private var lastHeard: Duration = .zero
  /// When it last took a byte of the slip or said something.
  private var lastSign: Duration = .zero
  private var doubtedAt: Duration = .zero
  private var answersBefore = 0
  private let rubbishBefore: Int

  init(
    _ slip: EscPosSlip, over link: EscPosLink, named name: String, within limit: Duration,
    patience: Patience = Patience()
  ) {
    self.slip = slip
    self.link = link
    self.name = name
    self.limit = limit
    self.patience = patience
    rubbishBefore = link.rubbish
  }

  /// The daemon stops: what has not begun does not, and what has begun may end within this time.
  mutating func hurry(until: Duration) { limit = min(limit, until) }

  // MARK: - What happens

  mutating func wrote(_ count: Int, now: Duration) {
    mustListen = true
    if count > 0, phase != .waitingForEvidence { lastSign = now }
    switch phase {
    case .settling: link.paid(count)
    case .asking: outgoing = outgoing.dropFirst(count)
    case .probing:
      outgoing = outgoing.dropFirst(count)
      // At once: the answer may be there before anything else happens.
      if outgoing.isEmpty, count > 0 { link.askedForPaper() }
    case .drawing:
      sent += count
      if sent == slip.bytes.count, count > 0, link.traits.answers { link.askedForPaper() }
    case .waitingForEvidence: outgoing = outgoing.dropFirst(count)
    default: break
    }
  }

  /// A write or a reading ended early, at this time.
  mutating func failed(_ failure: TransportFailure, now: Duration) {
    wrote(failure.bytesTaken, now: now)
    switch failure.code {
    case .timedOut: break
    case .stalled: restUntil = now + .milliseconds(50)
    case .absent, .gone, .refused, .busy:
      stop(PrinterState(failure), failure.cause)
    }
  }

  mutating func heard(_ bytes: [UInt8], port: PortStatus? = nil, now: Duration) {
    if !bytes.isEmpty { (lastHeard, lastSign) = (now, now) }
    link.hear(bytes)
    if let port { link.hear(port) }
    mustListen = false
  }

  /// What people are told of the printer while the slip is on its way.
  func state(now: Duration) -> PrinterState {
    let isStill = !link.traits.isMute && now >= lastSign + patience.still
    return !link.state.isTrouble && isStill ? .notAnswering : link.state
  }

  /// What is to be done at this time; changes nothing twice.
  mutating func step(now: Duration) -> Step {
    if link.state.isTrouble {
      troubledSince = troubledSince ?? now
    } else {
      troubledSince = nil
    }
    // Each phase leads to a later one.
    for _ in 0..<8 {
      if case .over(let outcome) = phase { return .end(outcome) }
      if now >= limit { stop(link.state.isTrouble ? link.state : .notAnswering, nil) }
      if mustListen { return .listen(until: now) }
      if now < restUntil { return .listen(until: min(limit, restUntil)) }
      if let step = stepInPhase(now) { return step }
    }
    return .listen(until: now)
  }

  private mutating func stepInPhase(_ now: Duration) -> Step? {
    switch phase {
    case .settling:
      guard link.debt.isEmpty else { return settle(now) }
      outgoing = link.questions()[...]
      phase = .asking
    case .asking:
      guard outgoing.isEmpty else { return ask(now) }
      phase = .hearing(since: now)
    case .hearing(let since):
      // What it said last may be an hour old: it is judged by its answers.
      if link.hasOpenQuestions, now < since + patience.realTime {
        return .listen(until: min(limit, since + patience.realTime))
      }
      link.giveUpQuestions()
      if link.state.isTrouble {
        stop(link.state, nil)
      } else if link.isSilentAgainstItsKind {
        stop(.notAnswering, nil)
      } else {
        outgoing = link.traits.answers ? EscPos.askForPaper[...] : []
        answersBefore = link.answers
        phase = .probing
      }
    case .probing:
      guard outgoing.isEmpty else { return ask(now) }
      phase = .proving(since: now)
    case .proving(let since):
      return prove(since, now)
    case .drawing:
      return draw(now)
    case .waitingForEvidence:
      return waitForEvidence(now)
    case .over:
      break
    }
    return nil
  }

  // MARK: - Phases

  private mutating func settle(_ now: Duration) -> Step? {
    if let step = lostPatience(now) { return step }
    return .write(link.debt.prefix(4_096)[...], until: min(limit, now + patience.slice))
  }

  private mutating func ask(_ now: Duration) -> Step? {
    if let step = lostPatience(now) { return step }
    return .write(outgoing, until: min(limit, now + patience.slice))
  }

  /// A printer that takes nothing before the picture is given up early: others may be free.
  private mutating func lostPatience(_ now: Duration) -> Step? {
    guard now >= patience.work else { return nil }
    stop(link.state.isTrouble ? link.state : .notAnswering, nil)
    return .listen(until: now)
  }

  private mutating func prove(_ since: Duration, _ now: Duration) -> Step? {
    if link.owed == 0 {
      phase = .drawing
      return nil
    }
    if link.state.isTrouble {
      stop(link.state, nil)
      return nil
    }
    if link.answers > answersBefore {
      guard now >= lastHeard + patience.silence else {
        return .listen(until: lastHeard + patience.silence)
      }
      link.forgetOwed()
      return nil
    }
    guard now < since + patience.work else {
      stop(.notAnswering, nil)
      return nil
    }
    return .listen(until: min(limit, since + patience.work))
  }

  private mutating func draw(_ now: Duration) -> Step? {
    if let since = troubledSince, now >= since + patience.trouble {
      stop(link.state, nil)
      return nil
    }
    guard sent < slip.bytes.count else {
      guard link.traits.answers else {
        link.handedOver()
        phase = .over(.handedOver)
        return nil
      }
      phase = .waitingForEvidence
      return nil
    }
    return .write(
      slip.bytes[sent..<min(slip.bytes.count, sent + 8_192)],
      until: min(limit, now + patience.slice))
  }

  private mutating func waitForEvidence(_ now: Duration) -> Step? {
    if link.owed == 0 {
      // Whoever says things that no printer says may also have said this by chance.
      phase = .over(
        link.rubbish == rubbishBefore
          ? .printed
          : .unknown(
            reason: "\(name) sent bytes that no printer sends, so its answer proves nothing."))
      return nil
    }
    if let since = troubledSince, now >= since + patience.trouble {
      stop(link.state, nil)
      return nil
    }
    // A slow mechanism answers such questions, one that has died does not.
    if link.traits.realTimeStatus, outgoing.isEmpty,
      now >= max(lastSign, doubtedAt) + patience.doubt
    {
      doubtedAt = now
      outgoing = link.questions()[...]
    }
    guard outgoing.isEmpty else {
      return .write(outgoing, until: min(limit, now + patience.slice))
    }
    return .listen(until: min(limit, now + patience.slice))
  }

  /// Ends the slip: `failed` only when nothing of it can have come out.
  private mutating func stop(_ state: PrinterState, _ cause: String?) {
    if case .over = phase { return }
    let mayBeSeen = sent > slip.inkStart
    // Half of a question has left; its answer will come after the other half.
    if outgoing.startIndex > 0, !outgoing.isEmpty {
      link.owe(outgoing)
      if phase == .probing { link.askedForPaper() }
    }
    link.tore(slip, after: sent)
    guard mayBeSeen else {
      phase = .over(.failed(PrintFailure(state, on: name, cause: cause)))
      return
    }
    let part =
      sent < slip.bytes.count ? "after \(sent) of \(slip.bytes.count) bytes" : "before it was done"
    phase = .over(
      .unknown(
        reason: "\(name) stopped \(part): \(state.rawValue)\(cause.map { " (\($0))" } ?? "")."))
  }
}

extension PrinterState {
  /// The state that a failed transfer speaks of.
  init(_ failure: TransportFailure) {
    switch failure.code {
    case .absent, .gone: self = .unplugged
    case .busy: self = .busy
    case .refused, .timedOut, .stalled: self = .notAnswering
    }
  }
}
