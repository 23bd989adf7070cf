internal import Dossiers

// The figures of a dossier's life, group by group, in the order of the file.

extension RegulationFile {
  mutating func life() -> LifeRules {
    var life = LifeRules()
    intake(&life)
    supplement(&life.supplement, &life.apology)
    agencies(&life)
    lateness(&life)
    handingOut(&life)
    staff(&life.staff)
    office(&life.office)
    take(.processMinutes, into: &life.process) { Self.minutes($0) }
    return life
  }

  private mutating func intake(_ life: inout LifeRules) {
    take(.registrationSlip, into: &life.registration.slip) { $0.bool("value") }
    take(.validityContent, into: &life.validity.includesContent) { $0.bool("value") }
    take(.organisationSelf, into: &life.digitise.organisationSelf) { $0.bool("value") }
    take(choice: .sameDaySlip, into: &life.sameDay.slip)
    take(.sameDayNotice, into: &life.sameDay.notifyAgency) { $0.bool("value") }
    take(choice: .outOfScopeAtCounter, into: &life.outOfScope.letterAtCounter)
    take(choice: .outOfScopeRemote, into: &life.outOfScope.letterForRemote)
  }

  private mutating func supplement(
    _ supplement: inout SupplementRule, _ apology: inout ApologyRule
  ) {
    take(.supplementMax, into: &supplement.maxCount) { $0.int("value", in: 1...9) }
    take(choice: .supplementLimit, into: &supplement.limit)
    take(.supplementNotice, into: &supplement.noticeWorkingDays) { $0.int("value", in: 1...60) }
    take(.supplementOverride, into: &supplement.specialLawOverrides) { $0.bool("value") }
    take(choice: .supplementClock, into: &supplement.clock)
    take(.supplementRemaining, into: &supplement.minimumRemaining) { $0.int("value", in: 1...30) }
    take(.supplementReminder, into: &supplement.reminderWorkingDays) {
      $0.int("value", in: 1...250)
    }
    take(.supplementForm, into: &supplement.formTitle) { $0.string("value", length: 1...120) }
    take(.supplementExplanation, into: &supplement.explanationRight) { $0.bool("value") }
    take(.supplementBasis, into: &supplement.requireLegalBasis) { $0.bool("value") }
    take(.supplementHeldData, into: &supplement.blockHeldData) { $0.bool("value") }
    take(.apologyIntake, into: &apology.intakeAt) { $0.int("value", in: 1...9) }
    take(.apologyProcessing, into: &apology.processingAbove) { $0.int("value", in: 0...9) }
  }

  private mutating func agencies(_ life: inout LifeRules) {
    take(choice: .transferElectronic, into: &life.transfer.electronic)
    take(.transferCutoff, into: &life.transfer.cutoff) { $0.time("value") }
    take(choice: .transferLate, into: &life.transfer.late)
    take(choice: .courierMode, into: &life.courier.mode)
    take(.courierRounds, into: &life.courier.rounds) { Self.rounds($0) }
    take(.courierFlexible, into: &life.courier.flexible) { $0.bool("value") }
    take(.courierSeconded, into: &life.courier.forbidSeconded) { $0.bool("value") }
    take(choice: .handoverRecord, into: &life.handover.record)
    take(choice: .processingStart, into: &life.processing.startOn)
    take(choice: .consultationDeadline, into: &life.consultation.deadline)
    take(choice: .consultationEscalation, into: &life.consultation.escalation)
    take(choice: .linkedPaper, into: &life.linked.paper)
    take(choice: .linkedElectronic, into: &life.linked.electronic)
    take(choice: .linkedReturn, into: &life.linked.returnAt)
    take(.linkedSplit, into: &life.linked.splitWithinTotal) { $0.bool("value") }
    take(.approvalSlip, into: &life.approval.requiresTransferSlip) { $0.bool("value") }
  }

  private mutating func lateness(_ life: inout LifeRules) {
    take(choice: .refusalDeadline, into: &life.refusal.deadline)
    take(choice: .overdueHandling, into: &life.overdue.handling)
    take(.overdueLead, into: &life.overdue.noticeLeadDays) { $0.int("value", in: 0...30) }
    take(choice: .overdueLeadUnit, into: &life.overdue.leadUnit)
    take(.overdueCause, into: &life.overdue.causeRequired) { $0.bool("value") }
    take(choice: .overdueReport, into: &life.overdue.explanationReport)
    take(.overdueFaultSlip, into: &life.overdue.faultSlip) { $0.bool("value") }
    take(.rescheduleMax, into: &life.reschedule.max) { $0.int("value", in: 0...9) }
    take(.rescheduleFraction, into: &life.reschedule.maxFraction) { Self.fraction($0) }
    take(.rescheduleDocuments, into: &life.reschedule.documents) { Self.documents($0) }
    take(.notifyChannels, into: &life.notify.channels) { figure in
      Self.distinct(figure, NotifyRule.Channel.self)
    }
    take(.notifyEarly, into: &life.notify.early) { $0.bool("value") }
  }

  private mutating func handingOut(_ life: inout LifeRules) {
    take(.returnProofs, into: &life.returning.ownProofs) { figure in
      Self.distinct(figure, ReturnRule.Proof.self).map { Set($0) }
    }
    take(.returnRepresentative, into: &life.returning.representativeProofs) { figure in
      Self.distinct(figure, ReturnRule.Proof.self).map { Set($0) }
    }
    take(choice: .returnOriginals, into: &life.returning.originals)
    take(choice: .returnUncollected, into: &life.returning.uncollected)
    take(choice: .feeAccount, into: &life.fee.account)
    take(choice: .feeCollector, into: &life.fee.collector)
    take(choice: .feeTransfer, into: &life.fee.transfer)
    take(.feeMonthly, into: &life.fee.monthlyBefore) { $0.int("value", in: 2...28) }
    take(choice: .feeReconcile, into: &life.fee.reconcile)
    take(.feeDiscrepancy, into: &life.fee.discrepancyWorkingDays) { $0.int("value", in: 1...60) }
    take(.feeRefundAnswer, into: &life.fee.refundAnswerWorkingDays) { $0.int("value", in: 1...60) }
    take(choice: .feeRefundRoute, into: &life.fee.refundRoute)
    take(choice: .incidentBackEntry, into: &life.incident.backEntry)
  }

  private mutating func staff(_ staff: inout StaffRule) {
    take(.staffHours, into: &staff.dailyHours) { Self.number($0, in: 1...12, or: "bySessions") }
    take(.staffAbsence, into: &staff.absenceNoticeWorkingDays) { $0.int("value", in: 0...30) }
    take(.staffBackup, into: &staff.minBackup) { $0.int("value", in: 0...9) }
    take(.staffTerm, into: &staff.termMonths) { Self.months($0) }
    take(.staffBreaches, into: &staff.breachNoticeAbove) { $0.int("value", in: 0...99) }
    take(.staffReview, into: &staff.reviewMonths) { $0.int("value", in: 1...24) }
    take(.staffShared, into: &staff.sharedOfficers) { $0.int("value", in: 1...9) }
  }

  private mutating func office(_ office: inout OfficeRule) {
    take(choice: .officeLevel, into: &office.level)
    take(.officeDomains, into: &office.domains) { Self.number($0, in: 1...99, or: "byRoster") }
    take(.officeUpdates, into: &office.updatesPerDay) { $0.int("value", in: 1...6) }
    take(.evaluationIndices, into: &office.evaluationIndices) { $0.int("value", in: 1...50) }
    take(choice: .evaluationPeriod, into: &office.evaluationPeriod)
    take(.reportDay, into: &office.reportDay) { figure in
      Self.number(figure, in: 1...28, or: "lastWorkingDay")
        .map { $0.map { .fixed($0) } ?? .lastWorkingDay }
    }
    take(.publishPhone, into: &office.publishStaffPhone) { $0.bool("value") }
    take(.surgeQueue, into: &office.surgeQueue) { Self.number($0, in: 1...500, or: "never") }
  }
}
