// D16 to D20, D23, D24, D27 to D30: at the agency, up to the step.

extension LifeStep {
  /// D16: where the procedure foresees it; with an appointment when the applicant is needed.
  mutating func openVerification(_ appointment: Appointment?) throws(DossierRefusal) {
    try ownAgency()
    guard procedure.needsVerification else { throw .life(.verificationNotForeseen) }
    if let appointment, appointment.at <= context.at { throw .life(.dueInThePast) }
    add(
      .verificationOpened(
        VerificationOpened(
          appointmentAt: appointment?.at, place: appointment?.place,
          participants: appointment?.participants, content: appointment?.content)))
    if let appointment {
      give(
        .verificationAppointment, from: agency, reason: appointment.content,
        items: appointment.participants, dueAt: appointment.at)
      tellApplicant(.verificationAppointment)
    }
  }

  /// D17.
  mutating func closeVerification(
    _ record: String, _ isComplete: Bool
  ) throws(DossierRefusal) {
    try ownAgency()
    guard isComplete, !record.isEmpty else { throw .life(.verificationIncomplete) }
    add(.verificationClosed(VerificationClosed(record: record)))
  }

  /// D18: beside the state; the term runs on (P-23).
  mutating func askConsultation(
    _ consulted: String, _ question: String, _ dueAt: CivilMoment
  ) throws(DossierRefusal) {
    try ownAgency()
    guard !consulted.isEmpty, !question.isEmpty else { throw .life(.recordNeeded) }
    guard dueAt > context.at else { throw .life(.dueInThePast) }
    add(
      .consultationAsked(
        ConsultationAsked(
          number: dossier.consultations.count + 1, agency: consulted, question: question,
          dueAt: dueAt)))
    tell(.agency, .consultationAsked, party: consulted)
  }

  /// D19.
  mutating func answerConsultation(
    _ number: Int, _ means: ConsultationMeans
  ) throws(DossierRefusal) {
    let consultation = try openConsultation(number)
    if let own = actor.agency, own != consultation.agency, own != dossier.agency {
      throw .life(.otherAgency(own))
    }
    add(.consultationAnswered(ConsultationAnswered(number: number, means: means)))
  }

  /// D20: the Director hears of an answer that did not come, once.
  mutating func escalateConsultation(_ number: Int) throws(DossierRefusal) {
    let consultation = try openConsultation(number)
    guard context.at > consultation.dueAt else { throw .life(.consultationNotDue(number)) }
    guard !consultation.isEscalated else { throw .life(.alreadyOnRecord) }
    add(.consultationEscalated(ConsultationEscalated(number: number)))
    if life.consultation.escalation == .director {
      tell(.director, .consultationOverdue, party: consultation.agency)
    }
  }

  private func openConsultation(_ number: Int) throws(DossierRefusal) -> Consultation {
    guard let found = dossier.consultations.first(where: { $0.number == number }) else {
      throw .life(.consultationUnknown(number))
    }
    guard found.isOpen else { throw .life(.consultationClosed(number)) }
    return found
  }

  /// D23: a fee found during processing; the clock runs on.
  mutating func askFee(_ amount: Int) throws(DossierRefusal) {
    try ownAgency()
    guard amount > 0 else { throw .life(.feeNotDue) }
    add(.feeRequested(FeeDue(amount: amount)))
    give(.feeSlip, from: agency)
    tellApplicant(.feeWanted)
  }

  /// D24.
  mutating func bringFeeReceipt(_ receipt: String) throws(DossierRefusal) {
    guard !receipt.isEmpty else { throw .life(.recordNeeded) }
    add(.feeReceiptBrought(FeeReceiptBrought(receipt: receipt)))
  }

  /// D27: paper to the higher authority, information mirrored for supervision (LC 15.6).
  mutating func escalate(_ authority: String) throws(DossierRefusal) {
    guard procedure.isCrossLevel else { throw .life(.notCrossLevel) }
    guard !authority.isEmpty, authority != Procedure.centre else { throw .life(.authorityNeeded) }
    if case .bag = dossier.holder { throw .life(.heldElsewhere(dossier.holder)) }
    add(.escalated(Escalated(authority: authority)))
    add(.noted(DossierNoted(note: .mirrored, party: authority, reference: nil)))
  }

  /// D28.
  mutating func receiveAuthorityResult() throws(DossierRefusal) {
    guard case .authority(let authority) = dossier.holder else {
      throw .life(.heldElsewhere(dossier.holder))
    }
    add(.authorityAnswered(AuthorityAnswered(authority: authority)))
  }

  /// D29: by the agency's leader, on the Centre's slip (LC 19.6), with every part of a chain done.
  mutating func approve(
    _ slip: String?, _ by: String, _ results: [String]
  ) throws(DossierRefusal) {
    let decider = try decider()
    if life.approval.requiresTransferSlip {
      guard let slip, !slip.isEmpty, dossier.transferSlip != nil else {
        throw .life(.transferSlipMissing)
      }
      guard slip == dossier.transferSlip else { throw .life(.transferSlipDiffers) }
    }
    if let chain = dossier.chain, !chain.isDone { throw .life(.chainUnderWay) }
    try complete(results)
    add(.approved(Approved(agency: decider, by: by, slip: slip, results: results)))
    enter(.sharedResults)
  }

  /// D30: with reasons, through the Centre; after the term, or not at once where it must be, late.
  mutating func refuse(_ reason: String, _ route: DocumentRoute) throws(DossierRefusal) {
    let decider = try decider()
    guard !reason.isEmpty else { throw .life(.reasonNeeded) }
    guard route == .throughCentre else { throw .life(.documentPastCentre) }
    var isLate = isLate()
    if life.refusal.deadline == .atOnce, let appraised = dossier.appraisedOn,
      context.at.date > appraised
    {
      isLate = true
    }
    add(.refused(DossierRefused(agency: decider, by: actor.id, reason: reason, isLate: isLate)))
    if isLate { breach(.lateRefusal) }
    give(.refusalSlip, from: decider, copies: [.centre], reason: reason)
    enter(.results)
  }

  /// An agency and never the Centre (LC 3.1; HU DA IV.1.a).
  private func decider() throws(DossierRefusal) -> String {
    guard let own = actor.agency, own != Procedure.centre, !own.isEmpty else {
      throw .life(.centreMayNotDecide)
    }
    guard own == dossier.agency else { throw .life(.otherAgency(own)) }
    return own
  }
}
