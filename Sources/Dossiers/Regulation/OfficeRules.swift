/// What must be shown and given back when a result is returned.
///
/// Source: LC 7.2.b, 16.2; SL 6.2.d; KT 6.2.b; HU QC 11.4, QT III.
public struct ReturnRule: Hashable, Sendable {
  /// What the applicant shows.
  public var ownProofs: Set<Proof> = [.slip, .identity]
  /// What someone who comes for the applicant shows.
  public var representativeProofs: Set<Proof> = [.slip, .authorisation]
  public var originals = Originals.track
  public var uncollected = Uncollected.keepAndList

  public enum Proof: String, CaseIterable, Sendable, Codable {
    case slip, identity, authorisation
  }

  public enum Originals: String, CaseIterable, Sendable {
    /// Listed when taken; the dossier is not closed while one is outstanding.
    case track
    /// The whole dossier goes back when it is not eligible.
    case wholeWhenIneligible
  }

  public enum Uncollected: String, CaseIterable, Sendable {
    case keepAndList
  }

  public init() {}
}

/// Where fees go, and by when they are settled (LC 17; SL 9; VL 4.5; HU DA IV.3.5).
public struct FeeRule: Hashable, Sendable {
  public var account = Account.centre
  public var collector = Collector.centre
  public var transfer = Transfer.lastWorkingDay
  /// Papers for the month are handed over before this day of the next month, 2 to 28.
  public var monthlyBefore = 5
  public var reconcile = Reconcile.daily
  public var discrepancyWorkingDays = 2
  public var refundAnswerWorkingDays = 5
  public var refundRoute = RefundRoute.byTransfer

  public enum Account: String, CaseIterable, Sendable {
    case centre, budget, bank, agencies, byLaw
  }

  public enum Collector: String, CaseIterable, Sendable {
    case feeCounter, agencyOfficer, agency, centre
  }

  public enum Transfer: String, CaseIterable, Sendable {
    case lastWorkingDay, toAgencies, periodically
  }

  public enum Reconcile: String, CaseIterable, Sendable {
    case daily, monthly
  }

  public enum RefundRoute: String, CaseIterable, Sendable {
    /// The Centre before the month's transfer, the agency after it (LC 17.4).
    case byTransfer
  }

  public init() {}
}

/// Work on paper while the software is down (LC 3.3; HU QC 3.3).
public struct IncidentRule: Hashable, Sendable {
  public var backEntry = BackEntry.required

  public enum BackEntry: String, CaseIterable, Sendable {
    case required, notify
  }

  public init() {}
}

/// Absence, secondment and conduct of officers (LC 4.5, 12.6, 19.7; SL 5; KT 3.6, 13.10, 15).
public struct StaffRule: Hashable, Sendable {
  /// Hours of presence a day; `nil` where the sessions say it.
  public var dailyHours: Int?
  public var absenceNoticeWorkingDays = 1
  public var minBackup = 1
  /// Months of a secondment, both ends included.
  public var termMonths = 6...24
  /// Breaches in a year after which the home agency is written to.
  public var breachNoticeAbove = 2
  public var reviewMonths = 12
  /// Officers at a shared counter at one time.
  public var sharedOfficers = 1

  public init() {}
}

/// The recurring duties of the office and what it publishes.
public struct OfficeRule: Hashable, Sendable {
  public var level = Level.province
  /// Domains fixed by the act; `nil` where the roster says.
  public var domains: Int?
  /// Updates of each dossier's progress an agency owes on a full day, 1 to 6 (HU QC 12.2).
  public var updatesPerDay = 1
  public var evaluationIndices = 9
  public var evaluationPeriod = Period.quarter
  public var reportDay = ReportDay.lastWorkingDay
  /// Whether officers' official numbers are shown (LC 11.1.k; P-28).
  public var publishStaffPhone = true
  /// Waiting tickets for each open counter past which counters are moved; `nil`: not at all (P-12).
  public var surgeQueue: Int?

  public enum Level: String, CaseIterable, Sendable {
    case province, district, commune
  }

  public enum Period: String, CaseIterable, Sendable {
    case month, quarter, halfYear, year
  }

  /// The day of the monthly report; a fixed day that is closed moves back.
  public enum ReportDay: Hashable, Sendable {
    /// 1 to 28.
    case fixed(Int)
    case lastWorkingDay
  }

  public init() {}
}
