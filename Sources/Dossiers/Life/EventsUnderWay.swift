// What happens from acceptance to the decision.

/// Taken up at once, to be decided the same day.
public struct HandledImmediately: Hashable, Sendable, Codable {
  public let officer: String
}

/// Decided at the Centre by someone with the power to (LC 13.5; 19.4).
public struct DecidedAtCentre: Hashable, Sendable, Codable {
  public let agency: String
  public let by: String
  public let delegation: String?
  public let results: [String]
}

/// Sent on: the data at once, the papers in a bag.
public struct Transferred: Hashable, Sendable, Codable {
  public let agency: String
  /// The number of the Centre's transfer slip (LC 19.6).
  public let slip: String
  public let bag: String?
  public let carrier: Carrier?
  public let round: CivilMoment?
  public let extraReason: String?
  /// The latest moment by the cut-off.
  public let latest: CivilMoment
  public let isLate: Bool
}

/// Papers changed hands; from here on the receiver answers for them.
public struct HandedOver: Hashable, Sendable, Codable {
  public let from: Holder
  public let to: Holder
  public let record: String
  public let declared: Int
  public let counted: Int
  public let receivedBy: String
}

public struct Assigned: Hashable, Sendable, Codable {
  public let agency: String
  public let officer: String
}

public struct VerificationOpened: Hashable, Sendable, Codable {
  public let appointmentAt: CivilMoment?
  public let place: String?
  public let participants: [String]?
  public let content: String?
}

public struct VerificationClosed: Hashable, Sendable, Codable {
  public let record: String
}

public struct ConsultationAsked: Hashable, Sendable, Codable {
  /// From 1 within the dossier.
  public let number: Int
  public let agency: String
  public let question: String
  public let dueAt: CivilMoment
}

public struct ConsultationAnswered: Hashable, Sendable, Codable {
  public let number: Int
  public let means: ConsultationMeans
}

/// No answer by the day set: the Director is told, once.
public struct ConsultationEscalated: Hashable, Sendable, Codable {
  public let number: Int
}

/// The full dossier is here again, and counts by this term from now on.
public struct SupplementBrought: Hashable, Sendable, Codable {
  public let items: [String]
  public let clock: SupplementRule.Clock
  /// The stretch during which the term did not run.
  public let stop: ClockStop
  public let term: Term
}

public struct FeeReceiptBrought: Hashable, Sendable, Codable {
  public let receipt: String
}

/// Several agencies, one after the other on paper or all at once by data (LC 15.5).
public struct ChainStarted: Hashable, Sendable, Codable {
  public let lead: String
  public let agencies: [String]
  /// The limit of each, in the same order; working days.
  public let days: [Int]
  public let order: LinkedRule.Order
}

public struct ChainPartDone: Hashable, Sendable, Codable {
  public let agency: String
  /// The whole chain is done with this part.
  public let isLast: Bool
  /// Who holds the papers now, where they go from one to the next.
  public let next: String?
}

public struct Escalated: Hashable, Sendable, Codable {
  public let authority: String
}

public struct AuthorityAnswered: Hashable, Sendable, Codable {
  public let authority: String
}

public struct Approved: Hashable, Sendable, Codable {
  /// The deciding agency; never the Centre.
  public let agency: String
  public let by: String
  public let slip: String?
  public let results: [String]
}

public struct DossierRefused: Hashable, Sendable, Codable {
  public let agency: String
  public let by: String
  public let reason: String
  /// Issued after the term: overdue (LC 15.7).
  public let isLate: Bool
}
