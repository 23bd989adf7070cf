/// An administrative procedure as the catalogue publishes it (LC 2.1, 13.1; HU QC 10).
public struct Procedure: Hashable, Sendable {
  /// Its code, such as `1.001193.000.00.00.H35`; 1 to 40 characters.
  public var id: String
  public var name: BilingualName
  /// The field of law by which it is served: the id of a domain of the hall.
  public var domain: String
  /// The agency that decides it; the Centre never does (LC 3.1).
  public var leadAgency: String
  public var term: TermLength
  public var components: [ProcedureComponent]
  public var fee: ProcedureFee?
  /// Decided at the Centre by an agency's officer (giải quyết tại chỗ; LC 9.12, 19.4).
  public var isOnTheSpot: Bool
  /// Decided by an officer under a delegation (LC 13.5).
  public var isDelegated: Bool
  /// Whether the agency checks on the spot or appraises before it decides (LC 15.3).
  public var needsVerification: Bool
  /// The agencies of a linked procedure after the lead, in their order (LC 15.5).
  public var linked: [LinkedPart]
  /// Sent up to a higher authority that decides it (LC 15.6; HU DA IV.3.2.c).
  public var isCrossLevel: Bool
  public var online: Online
  /// Working days for a supplement request under a special law, in place of the centre's figure.
  public var noticeOverride: Int?
  /// Whether this is an example and not a published procedure.
  public var isExample: Bool

  /// How far the procedure can be done online (HU DA IV.1.b).
  public enum Online: String, CaseIterable, Sendable {
    case none, partial, full
  }

  public init(
    id: String, name: BilingualName, domain: String, leadAgency: String, term: TermLength,
    components: [ProcedureComponent] = [], fee: ProcedureFee? = nil, isOnTheSpot: Bool = false,
    isDelegated: Bool = false, needsVerification: Bool = false, linked: [LinkedPart] = [],
    isCrossLevel: Bool = false, online: Online = .none, noticeOverride: Int? = nil,
    isExample: Bool = false
  ) {
    self.id = id
    self.name = name
    self.domain = domain
    self.leadAgency = leadAgency
    self.term = term
    self.components = components
    self.fee = fee
    self.isOnTheSpot = isOnTheSpot
    self.isDelegated = isDelegated
    self.needsVerification = needsVerification
    self.linked = linked
    self.isCrossLevel = isCrossLevel
    self.online = online
    self.noticeOverride = noticeOverride
    self.isExample = isExample
  }
}

/// How long a procedure may take.
public enum TermLength: Hashable, Sendable {
  /// 1 to 3,650.
  case workingDays(Int)
  /// 1 to 200 hours of work, from the moment of receipt (Civil Code Art. 147.1).
  case workingHours(Int)
  /// Settled the same day (giải quyết trong ngày).
  case sameDay

  /// Working days as the law counts them; 0 for hours and for the same day.
  public var days: Int {
    if case .workingDays(let days) = self { days } else { 0 }
  }
}

/// One paper a procedure asks for (thành phần hồ sơ).
public struct ProcedureComponent: Hashable, Sendable {
  /// Short and stable within the procedure, such as `don` or `gcn`.
  public var id: String
  public var name: BilingualName
  /// The provision that allows it to be asked for (LC 6.1.đ).
  public var legalBasis: String
  public var copies: Int
  /// Whether an original is handed in and must be given back (LC 16.2).
  public var isOriginal: Bool
  public var isOptional: Bool

  public init(
    id: String, name: BilingualName, legalBasis: String, copies: Int = 1,
    isOriginal: Bool = false, isOptional: Bool = false
  ) {
    self.id = id
    self.name = name
    self.legalBasis = legalBasis
    self.copies = copies
    self.isOriginal = isOriginal
    self.isOptional = isOptional
  }
}

/// What a procedure costs (phí, lệ phí).
public struct ProcedureFee: Hashable, Sendable {
  /// Vietnamese đồng, 0 to 1,000,000,000.
  public var amount: Int
  public var legalBasis: String
  /// Whether it is paid before the dossier is accepted.
  public var isPrepaid: Bool

  public init(amount: Int, legalBasis: String, isPrepaid: Bool = true) {
    self.amount = amount
    self.legalBasis = legalBasis
    self.isPrepaid = isPrepaid
  }
}

/// The part of one agency in a linked procedure.
public struct LinkedPart: Hashable, Sendable {
  public var agency: String
  public var task: BilingualName
  /// Working days of the whole term that are this agency's, 1 to 3,650.
  public var days: Int

  public init(agency: String, task: BilingualName, days: Int) {
    self.agency = agency
    self.task = task
    self.days = days
  }
}
