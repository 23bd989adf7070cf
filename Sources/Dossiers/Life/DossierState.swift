/// Where a dossier stands, one word for each state of its life; the raw strings are stored.
///
/// Consultation and linked chains run beside these states and are not among them.
public enum DossierState: String, CaseIterable, Sendable, Codable {
  case registered, filedRemote, checking, intakeSupplement, guidedAway, notAccepted, feeDue
  case accepted, immediate
  case inTransit, atAgency, processing, verifying, external, supplement, feeRequested
  case decided, refused
  case resultInTransit, ready, returned, archived
  /// Taken back by the applicant before a decision (P-20).
  case withdrawn

  /// Whether the dossier's way is over for the citizen.
  public var isOver: Bool {
    switch self {
    case .guidedAway, .notAccepted, .returned, .archived, .withdrawn: true
    default: false
    }
  }

  /// Whether the term runs and can be missed: accepted, and no result at the Centre yet.
  public var termRuns: Bool {
    switch self {
    case .accepted, .immediate, .inTransit, .atAgency, .processing, .verifying, .external,
      .feeRequested, .decided, .refused, .resultInTransit:
      true
    case .registered, .filedRemote, .checking, .intakeSupplement, .guidedAway, .notAccepted,
      .feeDue, .supplement, .ready, .returned, .archived, .withdrawn:
      false
    }
  }
}
