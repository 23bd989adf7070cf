internal import Glibc

/// One job from its document to its end, with everything that can happen to it on the way.
struct CUPSErrand {
  let job: Int32
  let queue: String
  let server: CUPSServer
  /// The queue had a reason not to print before this job: it may be an old one.
  let wasBlocked: Bool
  let deadline: ContinuousClock.Instant

  /// What kept the paper from coming; `nil` when the queue took the job well.
  private(set) var met: PrintFailure?
  /// The job could not be cancelled: the server was away.
  private(set) var isLeftBehind = false
  /// The server ended the conversation while it was given the document.
  private(set) var wasHungUp = false

  init(
    job: Int32, queue: String, server: CUPSServer, wasBlocked: Bool,
    deadline: ContinuousClock.Instant
  ) {
    self.job = job
    self.queue = queue
    self.server = server
    self.wasBlocked = wasBlocked
    self.deadline = deadline
  }

  /// Time kept back for cancelling and asking what became of the job.
  private static let reserve: Duration = .milliseconds(1_500)
  /// A reason that is told this long is no passing one.
  private static let believedAfter: Duration = .milliseconds(800)
  /// The same for a reason that was there before: the device has to be asked first.
  private static let oldBelievedAfter: Duration = .seconds(4)

  /// Gives the job its document and follows it; ends by the deadline.
  mutating func run(_ pages: CUPSPages, at desk: CUPSDesk) -> PrintOutcome {
    do throws(CUPSFailure) {
      try desk.send(pages.bytes, as: pages.form, for: job, before: deadline - Self.reserve)
    } catch {
      wasHungUp = error.code == .silent && ContinuousClock.now < deadline - Self.reserve
      let why = PrintFailure(
        error.code == .refused ? .notDrawn : .notAnswering,
        "the CUPS queue \"\(queue)\" did not take the slip. The number stays valid.",
        cause: error.cause)
      return callOff(why, at: error.code == .refused ? desk : nil)
    }
    return follow(desk)
  }

  private mutating func follow(_ first: CUPSDesk) -> PrintOutcome {
    var desk: CUPSDesk? = first
    var blockedSince: ContinuousClock.Instant?
    var pause: UInt32 = 10_000
    while ContinuousClock.now < deadline - Self.reserve, !Task.isCancelled {
      do throws(CUPSFailure) {
        let open = try open(desk, before: deadline - Self.reserve)
        desk = open
        let job = try open.job(job, before: deadline - Self.reserve)
        if let outcome = job.outcome(endedBy: .others, queue: queue) {
          if case .unknown = outcome { met = nil }
          return outcome
        }
        let found = try open.queue(before: deadline - Self.reserve)
        let now = ContinuousClock.now
        if found.activity == .stopped {
          let outcome = callOff(found.failure(.offline), at: open)
          // Nothing to be remembered: the server itself says it as long as it is so.
          met = nil
          return outcome
        }
        if let state = found.blocked, job.state != .pending {
          let since = blockedSince ?? now
          blockedSince = since
          if now - since >= (wasBlocked ? Self.oldBelievedAfter : Self.believedAfter) {
            return callOff(found.failure(state), at: open)
          }
        } else {
          blockedSince = nil
        }
      } catch {
        if error.code == .notFound { return vanished(error) }
        // The server may be starting anew: it keeps its jobs.
        desk = nil
      }
      usleep(pause)
      pause = min(pause * 2, 200_000)
    }
    return callOff(nil, at: desk)
  }

  /// Cancels the job and says what became of it; without a reason, its time was up.
  private mutating func callOff(_ why: PrintFailure?, at open: CUPSDesk?) -> PrintOutcome {
    met = why
    var open = open
    var last = "CUPS does not answer"
    while true {
      do throws(CUPSFailure) {
        let desk = try self.open(open, before: deadline)
        open = desk
        try desk.cancel(job, before: deadline)
        let ended = try desk.job(job, before: deadline)
        let failure = why ?? overdue(ended)
        if let outcome = ended.outcome(endedBy: .ourselves(failure), queue: queue) {
          met = outcome == .handedOver ? nil : failure
          return outcome
        }
        last = "it cannot be cancelled"
      } catch {
        open = nil
        last = error.cause
        if error.code == .notFound { return vanished(error) }
      }
      guard ContinuousClock.now < deadline else { break }
      usleep(50_000)
    }
    isLeftBehind = true
    met = why ?? PrintFailure(.notAnswering, "CUPS does not answer.", cause: last)
    return .unknown(
      reason:
        "Job \(job) of the CUPS queue \"\(queue)\" has no known end: \(last). Look for the paper.")
  }

  private func open(
    _ desk: CUPSDesk?, before deadline: ContinuousClock.Instant
  ) throws(CUPSFailure) -> CUPSDesk {
    if let desk { return desk }
    return try CUPSDesk(server, queue: queue, before: deadline)
  }

  private func overdue(_ job: CUPSJob) -> PrintFailure {
    guard job.wasStarted else {
      return PrintFailure(
        .busy,
        "the CUPS queue \"\(queue)\" did not come to it in time: another job or a hold is before it. "
          + "Nothing came out; the number stays valid.")
    }
    return PrintFailure(
      .notAnswering,
      "the printer of the CUPS queue \"\(queue)\" did not take it in time, and says no reason. The "
        + "number stays valid.")
  }

  private mutating func vanished(_ why: CUPSFailure) -> PrintOutcome {
    met = nil
    return .unknown(
      reason:
        "Job \(job) or its CUPS queue \"\(queue)\" was taken away while it was being printed: "
        + "\(why.cause). Look for the paper.")
  }
}

extension CUPSQueue {
  /// What is wrong with this queue for good, until somebody changes it.
  func refusal(profile: PrinterProfile.Kind) -> PrintFailure? {
    if goesToFile {
      return PrintFailure(
        .refused,
        "the CUPS queue \"\(name)\" goes to \(device), where CUPS reports every job as completed "
          + "and nothing comes out. The number stays valid; give the queue a real device, or use a "
          + "printer of kind folder.")
    }
    if activity == .stopped { return failure(.offline) }
    if !acceptsJobs {
      return PrintFailure(
        .offline,
        "the CUPS queue \"\(name)\" refuses jobs. The number stays valid; allow them with: "
          + "cupsaccept \(name)", cause: message)
    }
    return CUPSForm.best(for: self, profile: profile) == nil ? takesNothing : nil
  }

  /// Neither commands nor pages that halld makes are of use to it.
  var takesNothing: PrintFailure {
    let remedy =
      isRaw
      ? "it passes bytes on as they are; give it a profile of kind escpos, or a driver in CUPS"
      : "it takes neither PDF nor PNG; give it a driver in CUPS, or take out the escpos profile"
    return PrintFailure(
      .refused,
      "the CUPS queue \"\(name)\" cannot print a slip: \(remedy). The number stays valid.",
      cause: model)
  }

  /// A queue in this state, in words.
  func failure(_ state: PrinterState) -> PrintFailure {
    let cause = (reasons + [message]).filter { !$0.isEmpty }.joined(separator: ", ")
    guard activity == .stopped else { return PrintFailure(state, on: name, cause: cause) }
    return PrintFailure(
      .offline,
      "the CUPS queue \"\(name)\" is stopped. The number stays valid; when its printer is well, start "
        + "it with: cupsenable \(name)", cause: cause)
  }
}
