/// A wish to change a dossier, with what the rules need to judge it; untrusted until decided.
///
/// Values only and nothing personal. The numbers D1 to D44 are those of `DossierTransition`.
public enum DossierCommand: Hashable, Sendable {
  // Before acceptance.

  /// D1: data entered, Phiếu hồ sơ printed; `code` is the one printed on it.
  case register(code: DossierCode?, ordinalOfDay: Int, accountMatched: Bool)
  /// D2: the post brought it; `viaAgency` when it had gone to the agency by mistake (SL 6.1.e).
  case receivePost(arrivalStamp: CivilDate, viaAgency: MisdirectedPost? = nil)
  /// D3.
  case fileOnline
  /// D4.
  case openCheck
  /// D5: out of scope, with the authority that is competent.
  case guideAway(reason: String, authority: String, letterRequested: Bool = false)
  /// D6.
  case askIntakeSupplement([SupplementLine])
  /// D7.
  case bringIntakeSupplement([String])
  /// D8.
  case refuseIntake(reason: String)
  /// D9: complete, and a fee is due first.
  case askFeeFirst(checked: [CheckedComponent])
  /// Fee paid; the money itself is the fee desk's business.
  case recordFeePaid(amount: Int, receipt: String)
  /// D10.
  case accept(Acceptance)

  // At the Centre, and on the way.

  /// D11.
  case handleImmediately(slipRequested: Bool = false)
  /// D12: `delegation` names the act by which the power was delegated.
  case decideAtCentre(delegation: String?, results: [String])
  /// D13: `bag` is `nil` for what goes as data alone; `slip` the Centre's transfer slip.
  case transfer(bag: Bag?, slip: String)
  /// D14.
  case signForBag(HandoverCount)
  /// D15.
  case assign(officer: String)

  // At the agency.

  /// D16.
  case openVerification(appointment: Appointment?)
  /// D17: the record of steps, findings and attachments.
  case closeVerification(record: String, isComplete: Bool)
  /// D18: the question's text stands beside the log.
  case askConsultation(agency: String, question: String, dueAt: CivilMoment)
  /// D19.
  case answerConsultation(Int, means: ConsultationMeans)
  /// D20.
  case escalateConsultation(Int)
  /// D21.
  case askSupplement([SupplementLine], reason: String, route: DocumentRoute = .throughCentre)
  /// D22: what was brought, and what an officer found of it.
  case bringSupplement([CheckedComponent])
  /// D23.
  case askFee(amount: Int)
  /// D24.
  case bringFeeReceipt(receipt: String)
  /// D25.
  case startChain(lead: String, parts: [ChainPart])
  /// D26 when it was the last part.
  case finishChainPart(agency: String)
  /// D27.
  case escalate(authority: String)
  /// D28.
  case receiveAuthorityResult
  /// D29: `slip` is the Centre's transfer slip as the leader's paper shows it.
  case approve(slip: String?, by: String, results: [String])
  /// D30.
  case refuse(reason: String, route: DocumentRoute = .throughCentre)

  // Results.

  /// D31: `bag` is `nil` for a result that is data alone.
  case sendToCentre(bag: Bag?)
  /// D32.
  case receiveResult(HandoverCount?)
  /// D37.
  case release(Release)
  /// D38.
  case sendResult(tracking: String?)
  /// D39.
  case markUncollected
  /// D44.
  case close

  // Late.

  /// D33, the agency's half: a written notice with reason and a new date.
  case askExtension(reason: String, cause: DelayCause?, newDate: CivilDate)
  /// D33, the Centre's half: reception changes the date from the slip, and from nothing else.
  case reschedule(route: DocumentRoute = .throughCentre)
  /// D34.
  case postpone(reason: String, newDate: CivilDate)
  /// D35.
  case apologise(reason: String, newDate: CivilDate)
  /// D36, first: the Centre urges the office.
  case urge
  /// D36, second: the office's reason and its admission of fault.
  case admitFault(reason: String, newDate: CivilDate)
  /// D36, third: the Centre extends.
  case extend
  /// The explanation to the authority (LC 16.6; 19.3).
  case fileExplanation(reference: String)
  /// The calendar was changed after the slip was printed (P-32).
  case recount

  // Cases.

  /// D40.
  case reopen(fault: CostBearer, bearer: CostBearer)
  /// D41.
  case reportLoss(item: String, isDamage: Bool, bearer: CostBearer)
  /// D43.
  case refundFee(FeeRefund)
  /// P-20.
  case withdraw
  case returnOriginals([String])
  /// LC 6.1.b: the applicant chooses; an officer's edit names the applicant's request.
  case chooseResultChannel(ResultChannel, request: String?)
  case record(DossierNote)
  /// The province's system, of record, says where it stands (LC 2.8).
  case followProvince(DossierState, dueAt: CivilMoment? = nil, reference: String)
}

/// What is noted at acceptance beside code and term.
public struct Acceptance: Hashable, Sendable {
  public var code: Intake.Code
  public var checked: [CheckedComponent]
  public var medium: DossierMedium
  public var applicant: ApplicantKind
  /// Whether the papers are already scanned; an organisation brings its own scans in Huế.
  public var isDigitised: Bool
  /// The originals taken for comparison or kept, by component (LC 16.2).
  public var originals: [String]
  public var resultChannel: ResultChannel
  /// The applicant asked for a slip although none is required (LC 13.4).
  public var slipRequested: Bool

  public init(
    code: Intake.Code, checked: [CheckedComponent] = [], medium: DossierMedium = .paper,
    applicant: ApplicantKind = .person, isDigitised: Bool = true, originals: [String] = [],
    resultChannel: ResultChannel = .counter, slipRequested: Bool = false
  ) {
    self.code = code
    self.checked = checked
    self.medium = medium
    self.applicant = applicant
    self.isDigitised = isDigitised
    self.originals = originals
    self.resultChannel = resultChannel
    self.slipRequested = slipRequested
  }
}

/// A posted dossier that went to an agency by mistake and was handed over (SL 6.1.e).
public struct MisdirectedPost: Hashable, Sendable {
  public var agency: String
  public var arrivedThere: CivilDate

  public init(agency: String, arrivedThere: CivilDate) {
    self.agency = agency
    self.arrivedThere = arrivedThere
  }
}

/// When and where the applicant is needed for a verification (LC 15.3.b).
public struct Appointment: Hashable, Sendable {
  public var at: CivilMoment
  public var place: String
  /// The offices that take part, by id; nobody's name.
  public var participants: [String]
  /// The code of what is verified.
  public var content: String?

  public init(
    at: CivilMoment, place: String, participants: [String] = [], content: String? = nil
  ) {
    self.at = at
    self.place = place
    self.participants = participants
    self.content = content
  }
}

/// How an opinion reached the agency (LC 15.4.b).
public enum ConsultationMeans: String, CaseIterable, Sendable, Codable {
  case system, controlSlip
}

/// One agency's part of a linked procedure: its task's limit in working days.
public struct ChainPart: Hashable, Sendable {
  public var agency: String
  public var days: Int

  public init(agency: String, days: Int) {
    self.agency = agency
    self.days = days
  }
}

/// How a result is handed over at the counter (LC 7.2.b; HU QT III).
public struct Release: Hashable, Sendable {
  public var proofs: Set<ReturnRule.Proof>
  /// Someone else came for the applicant.
  public var isRepresentative: Bool
  /// The papers of the result that are there (LC 16.1).
  public var results: [String]
  /// Originals handed back now.
  public var originals: [String]
  /// At which agency's counter it is handed over; `nil` for the Centre's own.
  public var counterOf: String?

  public init(
    proofs: Set<ReturnRule.Proof>, isRepresentative: Bool = false, results: [String] = [],
    originals: [String] = [], counterOf: String? = nil
  ) {
    self.proofs = proofs
    self.isRepresentative = isRepresentative
    self.results = results
    self.originals = originals
    self.counterOf = counterOf
  }
}

/// A fee given back for a dossier that was returned (LC 17.4).
public struct FeeRefund: Hashable, Sendable {
  /// Whether the money has gone on to the agency; then the agency gives it back.
  public var isTransferred: Bool
  public var applicantRequest: String?
  public var agencyRequest: String?
  public var cancelledReceipt: String

  public init(
    isTransferred: Bool, applicantRequest: String?, agencyRequest: String?,
    cancelledReceipt: String
  ) {
    self.isTransferred = isTransferred
    self.applicantRequest = applicantRequest
    self.agencyRequest = agencyRequest
    self.cancelledReceipt = cancelledReceipt
  }
}
