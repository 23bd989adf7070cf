extension Dossier {
  /// What happens when this is asked of the dossier, or the rule that forbids it.
  ///
  /// The events are in order, and the first is the step itself; documents, notices and entries in the
  /// books follow it. Nothing has changed until they are applied.
  /// - Throws: `DossierRefusal.life` for a rule of the dossier's life, and what counting a term throws.
  public func decide(
    _ command: DossierCommand, in context: LifeContext
  ) throws(DossierRefusal) -> [DossierEvent] {
    try Self.permit(command.name, in: state, context)
    guard context.procedure.id == procedure else {
      throw .life(.otherProcedure(context.procedure.id))
    }
    var step = LifeStep(self, context)
    try step.carryOut(command)
    try step.noteBackEntry()
    return step.events
  }

  /// How a dossier begins: registered, arrived by post or online, or opened at the counter.
  ///
  /// - Throws: as `decide`; `dossierNeeded` for a command that needs a dossier.
  public static func open(
    _ command: DossierCommand, in context: LifeContext
  ) throws(DossierRefusal) -> [DossierEvent] {
    try permit(command.name, in: nil, context)
    var step = try LifeStep.begin(command, context)
    try step.noteBackEntry()
    return step.events
  }

  /// Checks and accepts in one go what a walk-in hands over: D4 and D10 together.
  ///
  /// The acceptance is the first event and begins the dossier; nothing was known of it before.
  public static func acceptAtOnce(
    _ acceptance: Acceptance, in context: LifeContext
  ) throws(DossierRefusal) -> [DossierEvent] {
    try permit(.openCheck, in: nil, context)
    try permit(.accept, in: .checking, context)
    var step = try LifeStep.begin(.openCheck, context)
    try step.carryOut(.accept(acceptance))
    try step.noteBackEntry()
    return step.events.filter { ![.opened, .checkOpened].contains($0.kind) }
  }

  private static func permit(
    _ command: DossierTransition.Command, in state: DossierState?, _ context: LifeContext
  ) throws(DossierRefusal) {
    guard let row = DossierTransition.row(command) else { throw .life(.dossierNeeded) }
    if let state {
      guard !row.from.isEmpty else { throw .life(.dossierOpened) }
      guard row.from.contains(state) else { throw .life(.notInState(command, state)) }
    } else if !row.opens {
      throw .life(.dossierNeeded)
    }
    guard row.roles.contains(context.actor.role) else {
      throw .life(.notYourPart(command, context.actor.role))
    }
  }
}

extension LifeStep {
  /// D42: what was first on paper keeps its paper's number and both times (LC 3.3; HU QC 3.3).
  mutating func noteBackEntry() throws(DossierRefusal) {
    guard let entry = context.backEntry else { return }
    guard !entry.paper.isEmpty else { throw .life(.backEntryNeedsPaper) }
    guard context.at <= entry.enteredAt else { throw .life(.backEntryInFuture) }
    add(.backEntered(BackEntered(paper: entry.paper, enteredAt: entry.enteredAt)))
  }

  mutating func carryOut(_ command: DossierCommand) throws(DossierRefusal) {
    switch command {
    case .register, .receivePost, .fileOnline: throw .life(.dossierOpened)
    case .openCheck: try openCheck()
    case .guideAway(let reason, let authority, let letter):
      try guideAway(reason, authority, letterRequested: letter)
    case .askIntakeSupplement(let lines): try askIntakeSupplement(lines)
    case .bringIntakeSupplement(let items): try bringIntakeSupplement(items)
    case .refuseIntake(let reason): try refuseIntake(reason)
    case .askFeeFirst(let checked): try askFeeFirst(checked)
    case .recordFeePaid(let amount, let receipt): try recordFeePaid(amount, receipt)
    case .accept(let acceptance): try accept(acceptance)
    case .handleImmediately(let slip): try handleImmediately(slipRequested: slip)
    case .decideAtCentre(let delegation, let results): try decideAtCentre(delegation, results)
    case .transfer(let bag, let slip): try transfer(bag, slip)
    case .signForBag(let count): try signForBag(count)
    case .assign(let officer): try assign(officer)
    default: try carryOutAtAgency(command)
    }
  }

  private mutating func carryOutAtAgency(_ command: DossierCommand) throws(DossierRefusal) {
    switch command {
    case .openVerification(let appointment): try openVerification(appointment)
    case .closeVerification(let record, let isComplete):
      try closeVerification(record, isComplete)
    case .askConsultation(let agency, let question, let due):
      try askConsultation(agency, question, due)
    case .answerConsultation(let number, let means): try answerConsultation(number, means)
    case .escalateConsultation(let number): try escalateConsultation(number)
    case .askSupplement(let lines, let reason, let route):
      try askSupplement(lines, reason, route)
    case .bringSupplement(let checked): try bringSupplement(checked)
    case .askFee(let amount): try askFee(amount)
    case .bringFeeReceipt(let receipt): try bringFeeReceipt(receipt)
    case .startChain(let lead, let parts): try startChain(lead, parts)
    case .finishChainPart(let agency): try finishChainPart(agency)
    case .escalate(let authority): try escalate(authority)
    case .receiveAuthorityResult: try receiveAuthorityResult()
    case .approve(let slip, let by, let results): try approve(slip, by, results)
    case .refuse(let reason, let route): try refuse(reason, route)
    case .sendToCentre(let bag): try sendToCentre(bag)
    case .receiveResult(let count): try receiveResult(count)
    case .release(let release): try self.release(release)
    case .sendResult(let tracking): try sendResult(tracking)
    case .markUncollected: try markUncollected()
    case .close: try close()
    default: try carryOutBeside(command)
    }
  }

  private mutating func carryOutBeside(_ command: DossierCommand) throws(DossierRefusal) {
    switch command {
    case .askExtension(let reason, let cause, let day): try askExtension(reason, cause, day)
    case .reschedule(let route): try reschedule(route)
    case .postpone(let reason, let day): try postpone(reason, day)
    case .apologise(let reason, let day): try apologise(reason, day)
    case .urge: try urge()
    case .admitFault(let reason, let day): try admitFault(reason, day)
    case .extend: try extend()
    case .fileExplanation(let reference): try fileExplanation(reference)
    case .recount: try recount()
    case .reopen(let fault, let bearer): try reopen(fault, bearer)
    case .reportLoss(let item, let isDamage, let bearer):
      try reportLoss(item, isDamage, bearer)
    case .refundFee(let refund): try refundFee(refund)
    case .withdraw: withdraw()
    case .returnOriginals(let items): try returnOriginals(items)
    case .chooseResultChannel(let channel, let request):
      try chooseResultChannel(channel, request)
    case .record(let note): try record(note)
    case .followProvince(let state, let dueAt, let reference):
      try followProvince(state, dueAt, reference)
    default: throw .life(.dossierNeeded)
    }
  }
}
