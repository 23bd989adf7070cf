// What happens once there is a result, when it is late, and what can go wrong.

public struct ResultSent: Hashable, Sendable, Codable {
  public let bag: String?
  public let carrier: Carrier?
}

public struct ResultReceived: Hashable, Sendable, Codable {
  /// Before the day promised.
  public let isEarly: Bool
}

/// The result, or the whole refused dossier, went back to the applicant.
public struct DossierReturned: Hashable, Sendable, Codable {
  public let channel: ResultChannel
  public let proofs: [ReturnRule.Proof]
  public let isRepresentative: Bool
  public let tracking: String?
  public let branch: Branch
  public let results: [String]

  /// The branches of the return flow (HU QT III).
  public enum Branch: String, CaseIterable, Sendable, Codable {
    case onTime, late, notEligible
  }
}

public struct OriginalsReturned: Hashable, Sendable, Codable {
  public let items: [String]
}

/// An agency's written notice that a day will not be kept (LC 16.6).
public struct ExtensionAsked: Hashable, Sendable, Codable {
  public let reason: String
  public let cause: DelayCause?
  public let newDate: CivilDate
}

/// Another day of return than was promised, with the ground the law gives for it.
public struct DateChanged: Hashable, Sendable, Codable {
  public let ground: Ground
  public let cause: DelayCause?
  public let reason: String?
  /// What had been promised until now; it stays on record.
  public let promised: CivilMoment
  public let term: Term

  public enum Ground: String, CaseIterable, Sendable, Codable {
    /// Expected overdue (D33).
    case rescheduled
    /// Overdue for an objective cause (D34).
    case postponed
    /// Overdue for a subjective cause (D35).
    case apologised
    /// The Centre extends after the office admitted its fault (D36).
    case extended
    /// The calendar was changed after the slip was printed (P-32).
    case recounted
  }
}

public struct OfficeUrged: Hashable, Sendable, Codable {
  public let agency: String
}

public struct FaultAdmitted: Hashable, Sendable, Codable {
  public let reason: String
  public let newDate: CivilDate
}

public struct ExplanationFiled: Hashable, Sendable, Codable {
  public let reference: String
}

/// A wrong result is made anew; where the fault is official the applicant pays nothing (LC 18.1).
public struct DossierReopened: Hashable, Sendable, Codable {
  /// From 2.
  public let version: Int
  public let fault: CostBearer
  public let bearer: CostBearer
  public let term: Term
}

public struct PapersLost: Hashable, Sendable, Codable {
  public let item: String
  public let isDamage: Bool
  /// Who held them last, from the custody log.
  public let custodian: Holder
  /// Who bears the costs: the Post Office for a loss in the post (LC 18.3).
  public let bearer: CostBearer
}

/// It was written on paper first; the log row keeps when it happened (LC 3.3).
public struct BackEntered: Hashable, Sendable, Codable {
  public let paper: String
  public let enteredAt: CivilMoment
}

public struct FeeRefunded: Hashable, Sendable, Codable {
  /// `centre` before the month's transfer, the agency after it.
  public let payer: String
  public let requests: [String]
  public let cancelledReceipt: String
}

public struct ResultChannelChosen: Hashable, Sendable, Codable {
  public let channel: ResultChannel
  public let request: String?
}

public struct DossierNoted: Hashable, Sendable, Codable {
  public let note: DossierNote.Kind
  public let party: String?
  public let reference: String?
}

/// The province's system says that it stands here (LC 2.8).
public struct ProvinceFollowed: Hashable, Sendable, Codable {
  public let state: DossierState
  public let reference: String
  /// The term as it counts now, where that changes.
  public let term: Term?
  public let stop: ClockStop?
}

/// A fact without details of its own.
public struct NothingMore: Hashable, Sendable, Codable {
  init() {}
}
