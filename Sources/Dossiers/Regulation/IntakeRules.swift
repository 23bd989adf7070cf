/// Whether data are registered and a slip printed before intake (HU QT II.1).
public struct RegistrationRule: Hashable, Sendable {
  /// Whether the centre prints a Phiếu hồ sơ with code and ordinal before the papers are checked.
  public var slip = false

  public init() {}
}

/// When a checked dossier is valid (LC 2.5, 2.6; HU QC 2.4).
public struct ValidityRule: Hashable, Sendable {
  /// Whether the contents must be fully declared, or only number and kinds of papers complete.
  public var includesContent = true

  public init() {}
}

/// Who scans the papers (HU DA IV.3.1.b).
public struct DigitiseRule: Hashable, Sendable {
  /// Whether organisations bring their own scans.
  public var organisationSelf = false

  public init() {}
}

/// Dossiers settled the same day, beside the hours promised by `CountingRule.sameDay`.
public struct SameDayRule: Hashable, Sendable {
  /// Whether a receipt slip is given (LC 13.4; HU DA IV.3.2.a against QC 13.2.a ).
  public var slip = Slip.onRequest
  /// Whether the agency is alerted at once (SL 6.1.đ).
  public var notifyAgency = false

  public enum Slip: String, CaseIterable, Sendable {
    case always, onRequest, never
  }

  public init() {}
}

/// When an out-of-scope filing is answered in writing (LC 13.7).
public struct OutOfScopeRule: Hashable, Sendable {
  public var letterAtCounter = Letter.onRequest
  /// For what came by post or online.
  public var letterForRemote = Letter.always

  public enum Letter: String, CaseIterable, Sendable {
    case always, onRequest, never
  }

  public init() {}
}

/// Asking an applicant for more: how often, how soon, and what the clock does meanwhile.
///
/// Source: LC 12.3.a, 13.6, 15.3.b; SL 7.1.c; VL 4.3.d, 9.1.b; KT 12.1.c, 6.1.đ; HU DA IV.4.1.
public struct SupplementRule: Hashable, Sendable {
  /// Requests allowed at each stage, 1 to 9.
  public var maxCount = 1
  /// Whether one more is refused (LC, KT) or only warned of and recorded (HU, X-2).
  public var limit = Limit.hard
  /// Working days from receipt within which the request must go out.
  public var noticeWorkingDays = 3
  /// Whether a procedure's own law may set another number of days.
  public var specialLawOverrides = true
  public var clock = Clock.restart
  /// Working days left at least when the clock goes on, 1 to 30 (P-24).
  public var minimumRemaining = 1
  /// Working days without the supplement after which the Centre asks the applicant again, 1 to 250
  /// (P-21). No number of days closes the dossier.
  public var reminderWorkingDays = 10
  /// The name of the slip in this centre.
  public var formTitle = "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"
  /// Whether the applicant may ask why (KT 6.1.đ).
  public var explanationRight = true
  /// Whether only papers of the published list, or with a legal basis, may be asked for (LC 6.1.đ).
  public var requireLegalBasis = true
  /// Whether data already held may be asked for again (LC 6.1.e).
  public var blockHeldData = true

  /// What happens past the number of requests allowed.
  public enum Limit: String, CaseIterable, Sendable {
    case hard, soft
  }

  /// What becomes of the time already used once the dossier is full.
  public enum Clock: String, CaseIterable, Sendable {
    /// The term begins anew (tính lại từ đầu).
    case restart
    /// The time used stays used (tiếp tục được tính).
    case resume
  }

  public init() {}
}

/// From which request on a letter of apology goes with it (HU QT II.2, Phối hợp 1).
public struct ApologyRule: Hashable, Sendable {
  /// The ordinal of the slip at intake that first carries the letter.
  public var intakeAt = 2
  /// Requests during processing that go without it; each further one carries it.
  public var processingAbove = 2

  public init() {}
}

/// At which of the two stages an applicant is asked for more; each has its own counter.
public enum SupplementStage: String, CaseIterable, Sendable, Codable {
  case intake, processing
}
