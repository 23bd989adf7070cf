/// Paper, or data alone; the raw strings are stored.
public enum DossierMedium: String, CaseIterable, Sendable, Codable {
  case paper, electronic
}

/// How the applicant wants the result (LC 6.1.b, 16.3); the raw strings are stored.
public enum ResultChannel: String, CaseIterable, Sendable, Codable {
  case counter, post, online
}

/// Whose dossier it is; the raw strings are stored.
public enum ApplicantKind: String, CaseIterable, Sendable, Codable {
  case person, organisation
}

/// Why something is late (SL 7.1.d, 7.2.a); the raw strings are stored.
public enum DelayCause: String, CaseIterable, Sendable, Codable {
  case objective, subjective
}

/// What an officer finds of one component when comparing it with the paper (HU QT II.2 step 3).
public struct CheckedComponent: Hashable, Sendable {
  public var id: String
  public var finding: Finding

  public enum Finding: String, CaseIterable, Sendable {
    case complete, missing
    /// The paper is there and its contents are not fully declared (LC 2.5).
    case contentIncomplete
    /// Already held as data of legal value; nobody asks for it again (LC 6.1.e).
    case held
  }

  public init(_ id: String, _ finding: Finding) {
    self.id = id
    self.finding = finding
  }
}

/// One line of a supplement slip: a published component, or a paper with its own legal basis.
public struct SupplementLine: Hashable, Sendable {
  /// The component's id, or a paper's id outside the list.
  public var item: String
  /// The provision that demands it; needed for what is not in the published list (LC 6.1.đ).
  public var legalBasis: String?
  /// Asked although held digitally, for this reason; only `verification` will do (LC 6.1.e).
  public var overrideReason: String?

  public init(_ item: String, legalBasis: String? = nil, overrideReason: String? = nil) {
    self.item = item
    self.legalBasis = legalBasis
    self.overrideReason = overrideReason
  }
}

/// By which way a document of an agency reaches the applicant.
public enum DocumentRoute: String, CaseIterable, Sendable {
  case throughCentre
  /// Past the Centre: never allowed (LC 6.1.e; KT 2.3).
  case direct
}

/// Who carries papers between Centre and agency.
public enum Carrier: String, CaseIterable, Sendable, Codable {
  case publicPost, agencyStaff, centreStaff, other
  /// The agency's officer posted to the Centre; may not carry in Sơn La (SL 6.1.k).
  case secondedOfficer
}

/// A bag on its way: which one, who carries it, in which round.
public struct Bag: Hashable, Sendable {
  public var id: String
  public var carrier: Carrier
  /// The time of the round by plan; `nil` for an extra one.
  public var round: CivilMoment?
  /// Why there is an extra round (VL 4.2.b).
  public var extraReason: String?

  public init(id: String, carrier: Carrier, round: CivilMoment?, extraReason: String? = nil) {
    self.id = id
    self.carrier = carrier
    self.round = round
    self.extraReason = extraReason
  }
}

/// A signed record of what changed hands (biên bản giao nhận; VL 4.2.c).
public struct HandoverCount: Hashable, Sendable {
  public var record: String
  /// How many dossiers the bag was said to hold.
  public var declared: Int
  /// How many the receiver counted.
  public var counted: Int

  public init(record: String, declared: Int, counted: Int) {
    self.record = record
    self.declared = declared
    self.counted = counted
  }
}

/// Where a dossier's papers are: one holder at any time.
public enum Holder: Hashable, Sendable {
  case applicant, centre, post
  case bag(String)
  case agency(String)
  case authority(String)
}

extension Holder: LosslessStringConvertible {
  public init?(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    switch (parts.first, parts.count) {
    case ("applicant", 1): self = .applicant
    case ("centre", 1): self = .centre
    case ("post", 1): self = .post
    case ("bag", 2): self = .bag(parts[1])
    case ("agency", 2): self = .agency(parts[1])
    case ("authority", 2): self = .authority(parts[1])
    default: return nil
    }
  }

  public var description: String {
    switch self {
    case .applicant: "applicant"
    case .centre: "centre"
    case .post: "post"
    case .bag(let id): "bag:\(id)"
    case .agency(let id): "agency:\(id)"
    case .authority(let id): "authority:\(id)"
    }
  }
}

extension Holder: CodedAsText {
  public static var form: String { "a holder: centre, bag:ID, agency:ID" }
}

/// Whose fault something is, and who bears its costs (LC 18); the raw strings are stored.
public enum CostBearer: String, CaseIterable, Sendable, Codable {
  case agency, centre, post, applicant
}

// What the rules name and the events store.
extension SupplementRule.Clock: Codable {}
extension LinkedRule.Order: Codable {}
extension NotifyRule.Channel: Codable {}
