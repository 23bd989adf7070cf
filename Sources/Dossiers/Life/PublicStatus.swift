/// What may be told about a dossier, and to whom.
///
/// At a hall kiosk the code alone gives state, due date and next step; the rest, and any answer to
/// a phone or the web, needs the proof printed on the slip. It says as of when, and
/// nothing personal.
public struct PublicStatus: Hashable, Sendable {
  public var state: DossierState
  /// The moment at which all of this was true.
  public var asOf: Moment
  /// The day the result is due; `nil` while a supplement is awaited and the clock stands.
  public var dueDate: CivilDate?
  public var next: NextStep
  /// Only with the proof: what the dossier is about.
  public var details: Details?

  /// What only the holder of the slip is told; the procedure may speak of health or welfare.
  public struct Details: Hashable, Sendable {
    public var procedure: String
    public var agency: String?
    public var channel: IntakeChannel
    public var receivedAt: CivilMoment
    /// `nil` before acceptance, as are the days and the clause.
    public var dueAt: CivilMoment?
    public var days: Int?
    public var clause: String?
  }
}

/// What the citizen does next; the raw string is the key of a sentence in `Config/texts`.
public enum NextStep: String, CaseIterable, Sendable, Codable {
  case wait = "next-wait"
  /// The appointed day is over and no result is here: the Centre owes an explanation.
  case askStaff = "next-ask-staff"
  case bringSupplement = "next-bring-supplement"
  case payFee = "next-pay-fee"
  case collect = "next-collect"
  case none = "next-none"
}

/// From where a status is asked, and with what proof.
public enum StatusAsker: Hashable, Sendable {
  /// A kiosk in the hall, with the code or the day and ordinal.
  case hallKiosk
  /// A phone or the web.
  case remote
  /// Anyone who has shown the proof on the slip, and the officers.
  case withProof
}

/// What of a dossier may be told to the public, and nothing else of it.
///
/// It is kept apart, so that a lookup reads these few words and not a whole life.
public struct PublicStanding: Hashable, Sendable {
  public var code: String?
  public var codeOrigin: CodeOrigin?
  public var state: DossierState
  public var procedure: String
  public var agency: String?
  public var channel: IntakeChannel
  public var receivedAt: CivilMoment
  /// `nil` before acceptance, as are the instant, the days and the clause.
  public var dueDate: CivilDate?
  public var dueAt: CivilMoment?
  public var days: Int?
  public var clause: String?
  /// The components that a supplement is waited for, by their ids; empty in any other state.
  public var awaited: [String]

  public init(
    code: String?, codeOrigin: CodeOrigin?, state: DossierState, procedure: String,
    agency: String?, channel: IntakeChannel, receivedAt: CivilMoment, dueDate: CivilDate?,
    dueAt: CivilMoment?, days: Int?, clause: String?, awaited: [String]
  ) {
    self.code = code
    self.codeOrigin = codeOrigin
    self.state = state
    self.procedure = procedure
    self.agency = agency
    self.channel = channel
    self.receivedAt = receivedAt
    self.dueDate = dueDate
    self.dueAt = dueAt
    self.days = days
    self.clause = clause
    self.awaited = awaited
  }

  /// What this asker is told now.
  ///
  /// - Throws: `proofNeeded` for a phone or the web without the proof.
  public func status(for asker: StatusAsker, asOf: Moment) throws(DossierRefusal) -> PublicStatus {
    guard asker != .remote else { throw .proofNeeded }
    let isLate = dueAt.map { state.termRuns && $0 < asOf.civil } ?? false
    return PublicStatus(
      state: state, asOf: asOf, dueDate: state == .supplement ? nil : dueDate,
      next: state.nextStep(isLate: isLate),
      details: asker == .withProof
        ? PublicStatus.Details(
          procedure: procedure, agency: agency, channel: channel, receivedAt: receivedAt,
          dueAt: dueAt, days: days, clause: clause) : nil)
  }
}

extension Dossier {
  public var publicStanding: PublicStanding {
    let isAwaited = state == .supplement || state == .intakeSupplement
    return PublicStanding(
      code: code?.text, codeOrigin: accepted?.codeOrigin, state: state, procedure: procedure,
      agency: agency, channel: channel, receivedAt: receivedAt, dueDate: term?.dueDate,
      dueAt: term?.dueAt, days: term?.days, clause: term?.clause,
      awaited: isAwaited ? supplementItems : [])
  }

  /// What this asker is told now.
  ///
  /// - Throws: `proofNeeded` for a phone or the web without the proof.
  public func status(for asker: StatusAsker, asOf: Moment) throws(DossierRefusal) -> PublicStatus {
    try publicStanding.status(for: asker, asOf: asOf)
  }

  /// Whether the term ran out before this moment and no result is at the Centre yet.
  public func isOverdue(at moment: CivilMoment) -> Bool {
    guard let term else { return false }
    return state.termRuns && term.dueAt < moment
  }
}

extension DossierState {
  /// What the citizen does in this state; `isLate` when the appointed time is over.
  public func nextStep(isLate: Bool) -> NextStep {
    switch self {
    case .intakeSupplement, .supplement: .bringSupplement
    case .feeDue, .feeRequested: .payFee
    case .ready: .collect
    case .guidedAway, .notAccepted, .returned, .archived, .withdrawn: .none
    case .registered, .filedRemote, .checking, .accepted, .immediate, .inTransit, .atAgency,
      .processing, .verifying, .external, .decided, .refused, .resultInTransit:
      isLate ? .askStaff : .wait
    }
  }
}
