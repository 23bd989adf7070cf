import Dossiers
import Store
import Ticketing

// What the law says of every step, asked of the rows that it left behind.
extension DossierFiles {
  /// What one command has made of a dossier.
  mutating func judge(_ turn: Turn, _ after: Dossier, _ asked: Promises.Asked?) {
    let about = "dossier \(turn.dossier) (row \(turn.last.id))"
    let before = turn.before
    states.insert(after.state)
    judge(path: turn, after, asked, about)
    check(
      (after.clock == .running) == after.state.termRuns,
      "\(about) is \(after.state), and its clock is \(after.clock)")
    check(
      isStopped(after) == (after.state == .supplement),
      "\(about) is \(after.state), and its clock is \(after.clock)")
    if let before, isStopped(before), isStopped(after) {
      check(after.term == before.term, "the term of \(about) moved while its clock stood")
    }
    check(after.agency != Procedure.centre, "\(about) is decided by the Centre")
    if after.state.termRuns || after.state == .ready || after.state == .returned {
      check(
        after.accepted != nil && after.code != nil && after.term != nil,
        "\(about) is \(after.state) without code and term")
    }
    if let before, [.guidedAway, .notAccepted, .archived].contains(before.state) {
      check(after.state == before.state, "\(about) was over, and is \(after.state)")
    }
    if let term = after.term, term != before?.term {
      check(rules.hasSessions(term.dueDate), "\(about) is due on \(term.dueDate), no working day")
    }
    let most = rules.life.supplement.maxCount
    check(
      rules.life.supplement.limit == .soft
        || max(after.intakeSupplements, after.processingSupplements) <= most,
      "\(about) was asked for supplements \(most + 1) times")
    check(
      after.rescheduleCount <= rules.life.reschedule.max,
      "\(about) was rescheduled \(after.rescheduleCount) times")
    for event in turn.events { judge(event, before, after, about) }
  }

  private func isStopped(_ dossier: Dossier) -> Bool {
    if case .stopped = dossier.clock { true } else { false }
  }

  /// The state changes along a row of the table, by somebody who may.
  private mutating func judge(
    path turn: Turn, _ after: Dossier, _ asked: Promises.Asked?, _ about: String
  ) {
    let before = turn.before
    let way = "\(about) went from \(before?.state.rawValue ?? "nothing") to \(after.state)"
    guard let asked, turn.reminded == nil, turn.first.actor.text.hasPrefix("client:") else {
      // Taken in by the hall's own intake, or what follows by the clock alone.
      let isIntake = before == nil && after.state == .accepted
      return check(isIntake || before?.state == after.state, "\(way) by nobody's wish")
    }
    let command: DossierTransition.Command
    switch asked.wish {
    case .carryOut(let asked): command = asked.name
    case .follow: command = .followProvince
    case .acceptAtOnce, .followIntake:
      return check(before == nil && after.state == .accepted, "\(way) by an intake")
    case .remind, .watchAgain:
      return check(before?.state == after.state, "\(way) by a reminder")
    }
    commands.insert(command)
    guard let row = DossierTransition.row(command) else { return }
    let isAllowed =
      if let before {
        row.from.contains(before.state)
          && (row.to.contains(after.state) || after.state == before.state)
      } else {
        row.opens && row.to.contains(after.state)
      }
    check(isAllowed, "\(way), which \(command.rawValue) may not do")
    check(
      row.roles.contains(asked.role.role),
      "\(about): \(command.rawValue) was done by \(asked.role.role.rawValue)")
    judge(whole: turn, asked, about)
  }

  /// A step is in the log wholly: the core comes to the same events when it is asked again.
  private mutating func judge(whole turn: Turn, _ asked: Promises.Asked, _ about: String) {
    guard let before = turn.before else { return }
    let command: DossierCommand
    switch asked.wish {
    case .carryOut(let carried): command = carried
    case .follow(let state, let reference): command = .followProvince(state, reference: reference)
    default: return
    }
    // Its number is the hall's to give.
    if case .accept = command { return }
    do {
      let context = try plan.context(
        of: before, procedure: before.procedure, actor: asked.role, at: turn.first.at.civil)
      let expected = try before.decide(command, in: context)
      let found = turn.events.filter { $0.kind != .backEntered }
      check(
        expected == found,
        "\(about): \(command.name.rawValue) left \(found.map(\.kind.rawValue)) instead of "
          + "\(expected.map(\.kind.rawValue))")
    } catch {
      check(false, "\(about): \(command.name.rawValue) is refused by the law: \(error)")
    }
  }

  // MARK: Event by event

  private mutating func judge(
    _ event: DossierEvent, _ before: Dossier?, _ after: Dossier, _ about: String
  ) {
    switch event {
    case .approved(let approved):
      check(approved.agency != Procedure.centre, "\(about) was approved by the Centre")
      check(before?.state == .processing, "\(about) was approved while \(after.state)")
      check(
        !rules.life.approval.requiresTransferSlip
          || approved.slip != nil && approved.slip == before?.transferSlip,
        "\(about) was approved without the Centre's transfer slip")
    case .refused(let refused):
      check(refused.agency != Procedure.centre, "\(about) was refused by the Centre")
      check(!refused.reason.isEmpty, "\(about) was refused without a reason")
    case .decidedAtCentre(let decided):
      check(decided.agency != Procedure.centre, "\(about) was decided by the Centre")
    case .returned(let returned) where returned.channel == .counter:
      let asked =
        returned.isRepresentative
        ? rules.life.returning.representativeProofs : rules.life.returning.ownProofs
      check(asked.isSubset(of: returned.proofs), "\(about) was handed out without its proofs")
    case .handedOver(let handed):
      check(
        handed.from == before?.holder && handed.from != handed.to,
        "\(about) was handed over by \(handed.from), and \(before?.holder ?? .applicant) had it")
      check(handed.counted == handed.declared, "\(about) was handed over with papers missing")
    case .supplementBrought(let brought): judge(brought, before, about)
    default: break
    }
  }

  /// A term that begins anew never ends before one that goes on.
  private mutating func judge(
    _ brought: SupplementBrought, _ before: Dossier?, _ about: String
  ) {
    guard let before, let base = before.baseTerm, base.days > 0 else { return }
    let resumed = try? rules.supplemented(
      from: base.startCountDay, days: base.days, stops: before.stops + [brought.stop],
      mode: .resume, minimumRemaining: rules.life.supplement.minimumRemaining)
    guard let resumed else { return check(false, "\(about) cannot go on with its term") }
    check(
      brought.term.dueDate >= resumed.term.dueDate,
      "\(about) began anew and is due on \(brought.term.dueDate), and going on it would be due on "
        + "\(resumed.term.dueDate)")
  }
}
