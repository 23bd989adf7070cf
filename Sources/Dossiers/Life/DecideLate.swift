// D33 to D36 and P-32: another day of return than was promised.

extension LifeStep {
  /// D33, the agency: in writing, with reason and new date, at the latest the day before.
  mutating func askExtension(
    _ reason: String, _ cause: DelayCause?, _ day: CivilDate
  ) throws(DossierRefusal) {
    try handling([.noticeBefore], .askExtension)
    try ownAgency()
    try judge(reason, cause)
    try mayPutOff()
    let term = try term()
    let latest = try context.rules.overdueNotice(dueDate: term.dueDate).latest
    guard context.at.date <= latest else { throw .life(.noticeTooLate(latest: latest)) }
    let moved = try context.term(term, movedTo: day)
    add(.extensionAsked(ExtensionAsked(reason: reason, cause: cause, newDate: day)))
    issue(.extensionRequest, from: agency, to: .centre, reason: reason, dueAt: moved.dueAt)
  }

  /// D33, the Centre: reception changes the date, from the slip and from nothing else (LC 16.6).
  mutating func reschedule(_ route: DocumentRoute) throws(DossierRefusal) {
    try handling([.noticeBefore], .reschedule)
    guard let slip = dossier.extensionAsked else { throw .life(.extensionSlipMissing) }
    guard route == .throughCentre else { throw .life(.documentPastCentre) }
    try mayPutOff()
    let moved = try change(.rescheduled, slip.cause, slip.reason, to: slip.newDate)
    for paper in life.reschedule.documents where paper.kind != .extensionRequest {
      let kind = paper.kind.document
      if kind == .explanationReport {
        explain()
      } else {
        give(kind, from: agency, reason: slip.reason, dueAt: moved.dueAt)
      }
    }
    explain()
    tellApplicant(.dateChanged)
  }

  /// D34: beyond the agency's control; at most the centre's part of the statutory days.
  mutating func postpone(_ reason: String, _ day: CivilDate) throws(DossierRefusal) {
    try handling([.byCause], .postpone)
    try ownAgency()
    try judge(reason, .objective)
    guard isLate() else { throw .life(.notOverdue) }
    try mayPutOff()
    if life.reschedule.maxFraction != nil {
      let latest = try context.rules.extensionMax(
        statutoryDays: procedure.term.days, dueDate: try term().dueDate
      ).latestDue
      guard day <= latest else { throw .life(.postponementTooLong(latest: latest)) }
    }
    let moved = try change(.postponed, .objective, reason, to: day)
    give(
      .postponementNotice, from: agency, copies: [.centre], reason: reason, dueAt: moved.dueAt)
    explain()
  }

  /// D35: within the agency's control; where a notice was due before, its lack is a breach.
  mutating func apologise(_ reason: String, _ day: CivilDate) throws(DossierRefusal) {
    try handling([.byCause, .noticeBefore], .apologise)
    try ownAgency()
    try judge(reason, .subjective)
    guard isLate() else { throw .life(.notOverdue) }
    try mayPutOff()
    let moved = try change(.apologised, .subjective, reason, to: day)
    if life.overdue.handling == .noticeBefore { breach(.overdueWithoutNotice) }
    give(apologyPaper, from: agency, copies: [.centre], reason: reason, dueAt: moved.dueAt)
    explain()
    tellApplicant(.dateChanged)
  }

  /// D36, first: the Centre tells the office and asks it to speed up.
  mutating func urge() throws(DossierRefusal) {
    try handling([.officeExplains], .urge)
    guard isLate() else { throw .life(.notOverdue) }
    guard !dossier.isUrged else { throw .life(.alreadyOnRecord) }
    add(.urged(OfficeUrged(agency: dossier.agency ?? procedure.leadAgency)))
    tell(.agency, .overdueUrged, party: dossier.agency)
  }

  /// D36, second: the office's reason, next date and admission of fault.
  mutating func admitFault(_ reason: String, _ day: CivilDate) throws(DossierRefusal) {
    try handling([.officeExplains], .admitFault)
    try ownAgency()
    guard dossier.isUrged else { throw .life(.notUrged) }
    guard !reason.isEmpty else { throw .life(.reasonNeeded) }
    _ = try context.term(try term(), movedTo: day)
    add(.faultAdmitted(FaultAdmitted(reason: reason, newDate: day)))
    if life.overdue.faultSlip {
      issue(.faultAdmission, from: agency, to: .centre, reason: reason)
    }
  }

  /// D36, third: the Centre's extension and apology to the applicant.
  mutating func extend() throws(DossierRefusal) {
    try handling([.officeExplains], .extend)
    guard let fault = dossier.faultAdmitted else { throw .life(.faultNotAdmitted) }
    try mayPutOff()
    let moved = try change(.extended, .subjective, fault.reason, to: fault.newDate)
    for paper in life.reschedule.documents where paper.kind != .faultAdmission {
      give(paper.kind.document, reason: fault.reason, dueAt: moved.dueAt)
    }
    explain()
    tellApplicant(.dateChanged)
  }

  mutating func fileExplanation(_ reference: String) throws(DossierRefusal) {
    guard !reference.isEmpty else { throw .life(.recordNeeded) }
    guard dossier.explanationDue else { throw .life(.explanationNotDue) }
    add(.explanationFiled(ExplanationFiled(reference: reference)))
  }

  /// P-32: the open term under the calendar as it is now; the old promise stays on record.
  mutating func recount() throws(DossierRefusal) {
    let term = try term()
    let moved: Term
    if dossier.rescheduleCount > 0 || term.days == 0 {
      guard !context.rules.hasSessions(term.dueDate) else { throw .life(.nothingToRecount) }
      guard let day = context.rules.calendar.firstOpenDay(from: term.dueDate) else {
        throw .noWorkingDay(after: term.dueDate)
      }
      moved = try context.term(term, movedTo: day)
    } else {
      let start = CivilMoment(date: term.startCountDay, time: .midnight)
      moved = try context.termRules.term(from: start, days: term.days)
      guard moved.dueAt != term.dueAt else { throw .life(.nothingToRecount) }
    }
    add(
      .dateChanged(
        DateChanged(
          ground: .recounted, cause: nil, reason: nil, promised: term.dueAt, term: moved)))
    give(.receiptSlip, dueAt: moved.dueAt)
    tellApplicant(.calendarChanged)
  }

  private mutating func change(
    _ ground: DateChanged.Ground, _ cause: DelayCause?, _ reason: String, to day: CivilDate
  ) throws(DossierRefusal) -> Term {
    let term = try term()
    let moved = try context.term(term, movedTo: day)
    add(
      .dateChanged(
        DateChanged(
          ground: ground, cause: cause, reason: reason, promised: term.dueAt, term: moved)))
    return moved
  }

  /// LC 16.6; 19.3: the report is owed once, whatever the ways that lead to it.
  mutating func explain() {
    guard dossier.documents[.explanationReport] == nil else { return }
    switch life.overdue.explanationReport {
    case .chairman: issue(.explanationReport, from: agency, to: .chairman)
    case .centre, .director: issue(.explanationReport, to: .chairman)
    case .none: break
    }
  }

  /// The paper by which this centre says sorry and names the next day.
  private var apologyPaper: DocumentKind {
    let kinds = life.reschedule.documents.map(\.kind)
    return kinds.contains(.apology) ? .apologyLetter : .apologyReschedule
  }

  private func handling(
    _ here: Set<OverdueRule.Handling>, _ command: DossierTransition.Command
  ) throws(DossierRefusal) {
    guard here.contains(life.overdue.handling) else { throw .life(.notUsedHere(command)) }
  }

  private func judge(_ reason: String, _ cause: DelayCause?) throws(DossierRefusal) {
    guard !reason.isEmpty else { throw .life(.reasonNeeded) }
    guard cause != nil || !life.overdue.causeRequired else { throw .life(.causeNeeded) }
  }

  /// LC 16.6; VL 4.3.e: once.
  private func mayPutOff() throws(DossierRefusal) {
    guard context.rules.rescheduleAllowed(alreadyRescheduled: dossier.rescheduleCount) else {
      throw .life(.rescheduleLimit(most: life.reschedule.max))
    }
  }
}

extension RescheduleDocument.Kind {
  /// The same paper among the documents of a dossier.
  var document: DocumentKind {
    switch self {
    case .extensionRequest: .extensionRequest
    case .apology: .apologyLetter
    case .apologyReschedule: .apologyReschedule
    case .explanationReport: .explanationReport
    case .postponement: .postponementNotice
    case .faultAdmission: .faultAdmission
    case .extensionNotice: .extensionNotice
    }
  }
}
