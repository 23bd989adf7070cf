internal import Dossiers

/// An act that is open to an account, and whether the dossier allows it now.
///
/// The answer is the law's own: the act is decided with the most harmless body it can have, and what
/// that comes to is thrown away. What depends on the body shows when it is really done.
struct PossibleAct: Sendable {
  let act: DossierAct
  /// The rule that forbids it; `nil` when it can be done.
  let refusal: DossierRefusal?

  /// The acts of the account's role that belong to the dossier's state, then those that do not.
  static func all(of file: DossierFile) -> [PossibleAct] {
    guard let context = file.context else { return [] }
    let acts = DossierAct.all.filter {
      $0.isOpen(to: file.staff.role) && context.leaves($0.command, to: file.staff.role)
    }
    .map { PossibleAct($0, file.dossier, context) }
    return acts.filter { $0.refusal == nil } + acts.filter { $0.refusal != nil }
  }

  init(_ act: DossierAct, _ dossier: Dossier, _ context: LifeContext) {
    self.act = act
    refusal = Self.refusal(act.command, dossier, context)
  }

  private static func refusal(
    _ command: DossierTransition.Command, _ dossier: Dossier, _ context: LifeContext
  ) -> DossierRefusal? {
    guard let row = DossierTransition.row(command) else { return .life(.dossierNeeded) }
    guard row.from.contains(dossier.state) else {
      return .life(row.from.isEmpty ? .dossierOpened : .notInState(command, dossier.state))
    }
    guard row.roles.contains(context.actor.role) else {
      return .life(.notYourPart(command, context.actor.role))
    }
    guard let trial = dossier.trial(of: command, context) else { return nil }
    do throws(DossierRefusal) {
      _ = try dossier.decide(trial, in: context)
      return nil
    } catch {
      return error
    }
  }
}

extension Dossier {
  /// A command with a body to which nothing could be objected; `nil` where the body decides.
  fileprivate func trial(
    of command: DossierTransition.Command, _ context: LifeContext
  ) -> DossierCommand? {
    let mark = "1"
    let reason = DossierReason.verification.rawValue
    let lines = context.procedure.components.filter { !heldData.contains($0.id) }
      .prefix(1).map { SupplementLine($0.id) }
    switch command {
    case .openCheck: return .openCheck
    case .guideAway: return .guideAway(reason: reason, authority: mark)
    case .askIntakeSupplement: return lines.isEmpty ? nil : .askIntakeSupplement(Array(lines))
    case .refuseIntake: return .refuseIntake(reason: reason)
    case .askFeeFirst:
      return .askFeeFirst(checked: context.procedure.components.map { .init($0.id, .complete) })
    case .handleImmediately: return .handleImmediately()
    case .signForBag: return .signForBag(HandoverCount(record: mark, declared: 1, counted: 1))
    case .assign: return .assign(officer: mark)
    case .openVerification: return .openVerification(appointment: nil)
    case .closeVerification: return .closeVerification(record: mark, isComplete: true)
    case .askSupplement:
      return lines.isEmpty ? nil : .askSupplement(Array(lines), reason: reason)
    case .askFee: return .askFee(amount: 1)
    case .escalate: return .escalate(authority: mark)
    case .receiveAuthorityResult: return .receiveAuthorityResult
    case .refuse: return .refuse(reason: reason)
    case .approve:
      return .approve(slip: transferSlip, by: mark, results: context.listing.results)
    case .receiveResult:
      return .receiveResult(HandoverCount(record: mark, declared: 1, counted: 1))
    case .release:
      return .release(
        Release(
          proofs: Set(ReturnRule.Proof.allCases), results: context.listing.results,
          originals: originalsHeld, counterOf: chain?.lead))
    case .sendResult: return .sendResult(tracking: mark)
    case .markUncollected: return .markUncollected
    case .close: return .close
    case .askExtension:
      return later(context).map { .askExtension(reason: reason, cause: .objective, newDate: $0) }
    case .postpone: return later(context).map { .postpone(reason: reason, newDate: $0) }
    case .apologise: return later(context).map { .apologise(reason: reason, newDate: $0) }
    case .admitFault: return later(context).map { .admitFault(reason: reason, newDate: $0) }
    case .reschedule: return .reschedule()
    case .urge: return .urge
    case .extend: return .extend
    case .fileExplanation: return .fileExplanation(reference: mark)
    case .recount: return .recount
    case .withdraw: return .withdraw
    case .returnOriginals: return .returnOriginals(originalsHeld)
    default: return trialBeside(command, context)
    }
  }

  /// The same for what several agencies, money and carriers have to do with.
  private func trialBeside(
    _ command: DossierTransition.Command, _ context: LifeContext
  ) -> DossierCommand? {
    let mark = "1"
    let own = context.actor.agency ?? agency ?? mark
    let asked = consultations.first { $0.isOpen }?.number ?? consultations.count + 1
    switch command {
    case .recordFeePaid: return .recordFeePaid(amount: 1, receipt: mark)
    case .decideAtCentre:
      return .decideAtCentre(delegation: mark, results: context.listing.results)
    // In which bag, by whom and in which round, only the body says.
    case .transfer: return medium == .electronic ? .transfer(bag: nil, slip: mark) : nil
    case .sendToCentre: return medium == .electronic ? .sendToCentre(bag: nil) : nil
    case .answerConsultation: return .answerConsultation(asked, means: .system)
    case .escalateConsultation: return .escalateConsultation(asked)
    case .startChain:
      return .startChain(lead: agency ?? mark, parts: [ChainPart(agency: mark, days: 1)])
    case .finishChainPart: return .finishChainPart(agency: own)
    case .reopen: return .reopen(fault: .agency, bearer: .agency)
    case .refundFee:
      return .refundFee(
        FeeRefund(
          isTransferred: true, applicantRequest: mark, agencyRequest: mark,
          cancelledReceipt: mark))
    default: return nil
    }
  }

  /// The first day on which the Centre is open after the one promised.
  private func later(_ context: LifeContext) -> CivilDate? {
    term.flatMap { term in
      context.rules.calendar.firstOpenDay(
        from: CivilDate(daysSinceEpoch: term.dueDate.daysSinceEpoch + 1))
    }
  }
}

extension LifeContext {
  /// Fees go to the officer only where the centre has no counter for them (SL 9.a; LC 12.2.d).
  func leaves(_ command: DossierTransition.Command, to role: Role) -> Bool {
    command != .recordFeePaid || role != .officer || rules.life.fee.collector != .feeCounter
  }
}
