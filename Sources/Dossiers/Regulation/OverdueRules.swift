/// By when a refusal must be issued (LC 15.7; SL 7.1.c; VL 4.3.đ).
public struct RefusalRule: Hashable, Sendable {
  public var deadline = Deadline.withinLimit

  public enum Deadline: String, CaseIterable, Sendable {
    case withinLimit
    /// At once after the appraisal, and so within the limit too.
    case atOnce
  }

  public init() {}
}

/// What happens when a dossier will be or is late.
///
/// Source: LC 16.6; SL 7.1.d; VL 4.3.e; KT 13.5; HU DA IV.3.3.b, QC 13.3.b.
public struct OverdueRule: Hashable, Sendable {
  public var handling = Handling.noticeBefore
  /// Days before the due day by which the notice must be out, 0 to 30.
  public var noticeLeadDays = 1
  public var leadUnit = LeadUnit.calendarDays
  /// Whether the cause, objective or subjective, must be given.
  public var causeRequired = true
  public var explanationReport = ExplanationReport.chairman
  /// Whether the office admits its fault on a slip (HU DA IV.3.3.b).
  public var faultSlip = false

  public enum Handling: String, CaseIterable, Sendable {
    /// Before the due day: notice, apology and a new date (D33).
    case noticeBefore
    /// By cause: postponed for an objective one, an apology for a subjective one (D34, D35).
    case byCause
    /// After the fact: the Centre urges, the office explains, the Centre extends (D36).
    case officeExplains
  }

  public enum LeadUnit: String, CaseIterable, Sendable {
    /// Calendar days, moved back to a day with sessions.
    case calendarDays
    case workingDays
  }

  public enum ExplanationReport: String, CaseIterable, Sendable {
    /// The agency reports to the Chairman.
    case chairman
    /// The Centre reports.
    case centre
    /// The Director reports.
    case director
    case none
  }

  public init() {}
}

/// How often and how far the day of return may be put off (LC 16.6; VL 4.3.e; SL 7.1.d).
public struct RescheduleRule: Hashable, Sendable {
  /// Times the day may be put off, 0 to 9.
  public var max = 1
  /// The part of the statutory days that may be added for an objective cause; none: no such limit.
  public var maxFraction: Fraction?
  /// The papers a rescheduling takes, in their order, with the names they have here.
  public var documents: [RescheduleDocument] = [
    RescheduleDocument(
      kind: .apologyReschedule, title: "Phiếu xin lỗi và hẹn lại ngày trả kết quả")
  ]

  /// A proper fraction such as 1/2.
  public struct Fraction: Hashable, Sendable, CustomStringConvertible {
    public let numerator: Int
    public let denominator: Int

    /// `nil` unless 0 < numerator <= denominator <= 100.
    public init?(_ numerator: Int, of denominator: Int) {
      guard numerator > 0, numerator <= denominator, denominator <= 100 else { return nil }
      self.numerator = numerator
      self.denominator = denominator
    }

    public var description: String { "\(numerator)/\(denominator)" }
  }

  public init() {}
}

/// A paper that goes with a new day of return, by the name it has in the centre.
public struct RescheduleDocument: Hashable, Sendable {
  public var kind: Kind
  public var title: String

  public enum Kind: String, CaseIterable, Sendable {
    case extensionRequest, apology, apologyReschedule, explanationReport, postponement
    case faultAdmission, extensionNotice
  }

  public init(kind: Kind, title: String) {
    self.kind = kind
    self.title = title
  }
}

/// How applicants are told (LC 16.4, 16.6; VL 4.3.e, 4.4.b; SL 7.1.d).
public struct NotifyRule: Hashable, Sendable {
  public var channels: [Channel] = [.sms, .email, .phone]
  /// Whether a result that is ready before its day is announced.
  public var early = true

  public enum Channel: String, CaseIterable, Sendable {
    case sms, email, phone, socialNetwork, writing
  }

  public init() {}
}
