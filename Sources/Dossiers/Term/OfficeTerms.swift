/// The office's own dates: fees, reports, absences, progress.
extension Regulation {
  /// The last day to hand over the fee papers of the month before (LC 17.3; VL 4.5.c).
  ///
  /// "Before the 5th" is the 4th, moved back to a day with sessions.
  public func feeHandoverLatest(year: Int, month: Int) throws(DossierRefusal) -> CivilDate {
    guard (1900...9900).contains(year),
      let day = CivilDate(year: year, month: month, day: life.fee.monthlyBefore)
    else { throw .dateOutOfRange }
    return try movedBack(day.adding(days: -1))
  }

  /// The day of a month's report (KT 14; HU QC 14.1).
  public func reportDay(year: Int, month: Int) throws(DossierRefusal) -> CivilDate {
    switch life.office.reportDay {
    case .lastWorkingDay: return try lastWorkingDay(year: year, month: month)
    case .fixed(let day):
      guard (1900...9900).contains(year), let date = CivilDate(year: year, month: month, day: day)
      else { throw .dateOutOfRange }
      return try movedBack(date)
    }
  }

  /// The last day to announce an absence, counted back in working days (LC 4.5; KT 3.6).
  public func absenceNoticeLatest(
    absentOn: CivilDate, days: Int? = nil
  ) throws(DossierRefusal) -> CivilDate {
    try workingDay(days ?? life.staff.absenceNoticeWorkingDays, before: absentOn)
  }

  /// Updates of progress an agency owes on a day: one at the end of each session, up to the rule's
  /// number (HU QC 12.2).
  public func progressUpdateSlots(on day: CivilDate) -> Int {
    min(life.office.updatesPerDay, calendar.sessions(on: day, clock: .working).count)
  }

  /// Whether a secondment of so many months is allowed (LC 12.6).
  public func staffTermIsValid(months: Int) -> Bool { life.staff.termMonths.contains(months) }

  /// Whether an officer's agency must be written to after so many breaches in a year (SL 5.2.c).
  public func breachNoticeDue(breachesThisYear: Int) -> Bool {
    breachesThisYear > life.staff.breachNoticeAbove
  }
}

/// What is given out at the counter, and who pays back.
extension Regulation {
  /// Whether a receipt slip is given; an immediate result goes by the centre's rule (LC 13.4; X-1).
  public func receiptRequired(isImmediate: Bool, applicantAsks: Bool) -> Bool {
    guard isImmediate else { return true }
    return switch life.sameDay.slip {
    case .always: true
    case .onRequest: applicantAsks
    case .never: false
    }
  }

  /// Whether an out-of-scope filing is answered in writing (LC 13.7).
  public func outOfScopeLetter(channel: IntakeChannel, applicantAsks: Bool) -> Bool {
    let rule =
      channel == .counter ? life.outOfScope.letterAtCounter : life.outOfScope.letterForRemote
    return switch rule {
    case .always: true
    case .onRequest: applicantAsks
    case .never: false
    }
  }

  /// Whether a leader may approve (LC 19.6).
  public func approvalAllowed(transferSlipAttached: Bool) -> Bool {
    transferSlipAttached || !life.approval.requiresTransferSlip
  }

  /// Who pays a fee back, by whether the month's transfer was made (LC 17.4).
  ///
  /// - Throws: `refundNotRequested` when the Centre would pay and nobody asked in writing.
  public func refundRoute(
    feeTransferred: Bool, requestedInWriting: Bool
  ) throws(DossierRefusal) -> RefundRoute {
    if feeTransferred { return .agency }
    guard requestedInWriting else { throw .refundNotRequested }
    return .centre
  }
}

/// Who pays a fee back; either way the Centre cancels the receipt (LC 17.4).
public enum RefundRoute: String, CaseIterable, Sendable {
  /// The Centre, which cancels the receipt itself.
  case centre
  /// The agency, which asks the Centre in writing to cancel the receipt.
  case agency

  /// How the receipt is cancelled.
  public var receipt: String {
    switch self {
    case .centre: "cancelledByCentre"
    case .agency: "cancelledByCentreOnAgencyWrittenRequest"
    }
  }
}
