/// A dossier's number inside the system: the log sequence of the event that created it.
///
/// Never shown to the public; the dossier code is.
public struct DossierID: RawRepresentable, Hashable, Sendable, Codable, Comparable,
  CustomStringConvertible
{
  public let rawValue: Int64

  public init(rawValue: Int64) { self.rawValue = rawValue }
  public init(_ rawValue: Int64) { self.rawValue = rawValue }
  public var description: String { String(rawValue) }

  public static func < (one: DossierID, other: DossierID) -> Bool { one.rawValue < other.rawValue }
}

/// A dossier as the events tell it; holds nothing personal.
///
/// The first slice of its life ends at acceptance; later events become further cases of
/// `DossierEvent` and further branches of `apply`.
public struct Dossier: Hashable, Sendable {
  public let id: DossierID
  public let accepted: DossierAccepted
  public private(set) var state: DossierState
  /// The term that counts now; a supplement or a new appointment replaces the one of acceptance.
  public private(set) var term: Term

  /// The dossier that the acceptance with this log sequence created.
  public init(id: DossierID, accepted: DossierAccepted) {
    self.id = id
    self.accepted = accepted
    state = .accepted
    term = accepted.term
  }
}

/// Where a dossier stands, one word for each state of its life; the raw strings are stored.
///
/// Consultation and linked chains run beside these states and are not among them.
public enum DossierState: String, CaseIterable, Sendable, Codable {
  case registered, filedRemote, checking, intakeSupplement, guidedAway, notAccepted, feeDue
  case accepted, immediate
  case inTransit, atAgency, processing, verifying, external, supplement, feeRequested
  case decided, refused
  case resultInTransit, ready, returned, archived

  /// Whether the dossier's way is over for the citizen.
  public var isOver: Bool {
    switch self {
    case .guidedAway, .notAccepted, .returned, .archived: true
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
      .feeDue, .supplement, .ready, .returned, .archived:
      false
    }
  }
}

/// How a dossier reached the Centre; the raw strings are stored.
public enum IntakeChannel: String, CaseIterable, Sendable, Codable {
  case counter, post, online
}

/// Who gave a dossier its code; the raw strings are stored.
public enum CodeOrigin: String, CaseIterable, Sendable, Codable {
  /// Made by the hall.
  case hall
  /// Scanned, because the province's system had given it.
  case province
}

/// The event of acceptance: code assigned, clock started.
///
/// Stored in the log for ever; therefore nothing personal. The dossier's id is the event's own
/// log sequence and is not repeated here.
public struct DossierAccepted: Hashable, Sendable, Codable {
  public var code: DossierCode
  public var codeOrigin: CodeOrigin
  /// The procedure's id in the centre's catalogue.
  public var procedure: String
  /// The agency that decides; the Centre never does (LC 3.1).
  public var agency: String?
  public var channel: IntakeChannel
  /// When it arrived by the centre's clock; for post, the start of the day of receipt.
  public var receivedAt: CivilMoment
  /// The post's arrival stamp; only for post.
  public var arrivalStamp: CivilDate?
  public var term: Term
  /// The version of the rules by which the term was counted.
  public var regulation: RegulationID

  public init(
    code: DossierCode, codeOrigin: CodeOrigin, procedure: String, agency: String?,
    channel: IntakeChannel, receivedAt: CivilMoment, arrivalStamp: CivilDate?, term: Term,
    regulation: RegulationID
  ) {
    self.code = code
    self.codeOrigin = codeOrigin
    self.procedure = procedure
    self.agency = agency
    self.channel = channel
    self.receivedAt = receivedAt
    self.arrivalStamp = arrivalStamp
    self.term = term
    self.regulation = regulation
  }

  private enum CodingKeys: String, CodingKey {
    case code, codeOrigin, procedure, agency, channel, receivedAt, arrivalStamp, term, regulation
  }
}
