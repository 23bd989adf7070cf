/// Something put on record with a dossier that does not move it.
public struct DossierNote: Hashable, Sendable {
  public var kind: Kind
  /// The agency it concerns, or the person who came.
  public var party: String?
  /// A document's or exchange's number; never text.
  public var reference: String?

  public init(_ kind: Kind, party: String? = nil, reference: String? = nil) {
    self.kind = kind
    self.party = party
    self.reference = reference
  }

  /// What is noted; the raw strings are stored.
  public enum Kind: String, CaseIterable, Sendable, Codable {
    /// A step's progress (SL 7.1.b; VL 9.1.đ; HU QC 12.2).
    case progress
    /// Passed on to the specialist unit (LC 19.5).
    case passedOn
    /// The Centre asks an agency how far it is, and the answer (LC 10.2).
    case progressAsked, progressAnswered
    /// The agency's written reason for verification, return or delay (LC 21.2.b; KT 13.5).
    case delayReason
    /// A formal chasing (LC 9.5).
    case reminder
    /// A component or result became data (LC 2.4).
    case digitised
    /// Document, e-mail or call between Centre and agency (VL 3).
    case exchange
    /// A meeting of several agencies (VL 7.2).
    case meeting
    /// Consulted before an unclear dossier was accepted (VL 7.1).
    case consultedBefore
    /// The applicant asks why a supplement is wanted, and the answer (KT 6.1.đ).
    case explanationAsked, explanationGiven
    /// An agency's officer collected a same-day dossier (SL 6.1.đ).
    case pickedUp
    /// An expert was called for a delegated procedure, and came (SL 6.1.g).
    case supportCalled, supportCame
    /// Information mirrored in the higher authority's system (LC 15.6).
    case mirrored
    /// An agency dealt with the applicant past the Centre (LC 6.1.e).
    case bypassReported
    /// A shadow of a dossier kept in a ministry's software (VL 4.6).
    case ministrySoftware
    /// A postal worker's or agent's mandate (LC 6.3).
    case mandate
    /// An entry was wrong; the right one is a new version (LC 6.1.c).
    case corrected
  }
}
