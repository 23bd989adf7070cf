/// Who acts on a dossier: a role, the person's account, and the agency behind it.
public struct DossierActor: Hashable, Sendable {
  public var role: DossierRole
  /// The account's or the agency's id; nothing by which an applicant could be known.
  public var id: String
  /// The agency for which this person acts; `nil` for the Centre's own staff.
  public var agency: String?
  /// The domains whose dossiers this officer may open; `nil` for all of them.
  public var domains: Set<String>?

  public init(
    role: DossierRole, id: String, agency: String? = nil, domains: Set<String>? = nil
  ) {
    self.role = role
    self.id = id
    self.agency = agency
    self.domains = domains
  }
}

/// What someone is in a dossier's life; the rows of the table of rights.
public enum DossierRole: String, CaseIterable, Sendable, Codable {
  /// Through a kiosk, the web or by an express request on paper.
  case applicant
  case reception, officer, feeDesk
  case agencyOfficer, agencyLeader
  case supervision, administration, post, director
  /// The hall itself: what follows from the clock.
  case hall
  /// The province's system, of record for what happens outside the hall (LC 2.8).
  case province

  /// The reception-and-return staff of the Centre.
  static let desk: Set<DossierRole> = [.reception, .officer]
  static let agencySide: Set<DossierRole> = [.agencyOfficer, .agencyLeader]
  static let handing: Set<DossierRole> = [.officer, .feeDesk]
  static let staff: Set<DossierRole> = Set(allCases).subtracting([.applicant, .supervision])
}
