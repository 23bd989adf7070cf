// What happens before a dossier's clock starts; nothing personal in any of it.

/// The dossier begins to be known: registered, arrived from afar, or opened at the counter.
public struct DossierOpened: Hashable, Sendable, Codable {
  /// `registered`, `filedRemote` or `checking`.
  public let state: DossierState
  public let procedure: String
  public let agency: String
  public let channel: IntakeChannel
  public let receivedAt: CivilMoment
  public let arrivalStamp: CivilDate?
  /// The code printed on the Phiếu hồ sơ, where the centre prints one.
  public let code: DossierCode?
  public let ordinalOfDay: Int?
  /// The agency to which the post had brought it by mistake, and when (SL 6.1.e).
  public let viaAgency: String?
  public let arrivedThere: CivilDate?
}

/// An officer compares the papers with the list.
public struct CheckOpened: Hashable, Sendable, Codable {
  public let officer: String
}

/// Out of scope: what was said and which authority is competent (LC 9.2).
public struct GuidedAway: Hashable, Sendable, Codable {
  public let reason: String
  public let authority: String
}

/// A supplement slip, at intake or after appraisal: one complete list of what is missing.
public struct SupplementAsked: Hashable, Sendable, Codable {
  public let stage: SupplementStage
  /// Which one it is of this stage, from 1.
  public let ordinal: Int
  public let items: [String]
  /// The legal basis of each item that has its own, as `item=basis`.
  public let bases: [String]
  public let reason: String?
}

public struct IntakeSupplementBrought: Hashable, Sendable, Codable {
  public let items: [String]
}

/// Refused at intake, with the code of the reason.
public struct IntakeRefused: Hashable, Sendable, Codable {
  public let reason: String
}

/// Complete; this fee comes first. Đồng.
public struct FeeDue: Hashable, Sendable, Codable {
  public let amount: Int
}

public struct FeePaid: Hashable, Sendable, Codable {
  public let amount: Int
  public let receipt: String
}

/// What was taken in with the papers, beside code and term.
public struct PapersTaken: Hashable, Sendable, Codable {
  public let medium: DossierMedium
  public let applicant: ApplicantKind
  public let isDigitised: Bool
  public let components: [String]
  /// Those already held as data of legal value.
  public let held: [String]
  public let originals: [String]
  public let resultChannel: ResultChannel
}
