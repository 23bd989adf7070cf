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
