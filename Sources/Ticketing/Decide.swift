public import Dossiers

extension Hall {
  /// What a command brings about now, or why it cannot.
  ///
  /// Pure: the same hall, command, moment and plan give the same events. An empty answer to
  /// `callNext` means that nobody waits.
  /// - Throws: the one rule that forbids it.
  public func decide(
    _ command: HallCommand, by actor: Actor, at now: Moment, plan: HallPlan
  ) throws(Refusal) -> [HallEvent] {
    switch command {
    case .issue(let issue): try decideIssue(issue, at: now, plan: plan)
    case .enterPad(let number, let errand, let at):
      try decideDeskPad(number, errand: errand, handedOut: at, now: now, plan: plan)
    case .cancel(let ticket, let by): try decideCancel(ticket, by: by)
    case .comeBack(let ticket): try decideComeBack(ticket, at: now)
    case .correct(let ticket, let errand): try decideCorrect(ticket, to: errand, plan: plan)
    case .confirmPriority(let ticket, let priority):
      try decidePriority(ticket, priority, plan: plan)
    case .reprint(let ticket): try decideReprint(ticket)

    case .openCounter(let counter, let officer):
      try decideOpen(counter, officer: officer, plan: plan)
    case .pauseCounter(let counter, let reason, let back):
      try decidePause(counter, reason: reason, back: back, plan: plan)
    case .closeCounter(let counter): try decideClose(counter, plan: plan)

    case .callNext(let counter): try decideNext(counter, plan: plan)
    case .call(let counter, let ticket, let reason):
      try decideCall(counter, ticket, reason: reason, plan: plan)
    case .recall(let counter): try decideRecall(counter, plan: plan)
    case .start(let counter): try decideStart(counter, plan: plan)
    case .park(let counter): try decidePark(counter, noShow: false, plan: plan)
    case .noShow(let counter): try decidePark(counter, noShow: true, plan: plan)
    case .transfer(let counter, let target, let thenBack):
      try decideTransfer(counter, to: target, thenBack: thenBack, plan: plan)
    case .finish(let counter, let outcome): try decideFinish(counter, outcome, plan: plan)

    case .intake(let counter, let ticket, let intake):
      try decideIntake(intake, counter: counter, ticket: ticket, plan: plan)
    case .slip(let job, let progress): try decideSlip(job, progress)
    case .arrange(let command): try decideArrangement(command, at: now, plan: plan)
    case .incident(let command): try decideIncident(command, at: now, plan: plan)
    case .timePasses: decideTime(at: now, plan: plan)
    }
  }
}
