/// Everything a decision needs beside the dossier: who, when, and the law as values.
public struct LifeContext: Hashable, Sendable {
  public var actor: DossierActor
  /// When it happened by the centre's clock; for a back-entry, the real time (LC 3.3).
  public var at: CivilMoment
  /// The rules in force on that day.
  public var rules: Regulation
  /// The rules by which the dossier was accepted; its term keeps to them. `nil`: the same.
  public var acceptanceRules: Regulation?
  public var procedure: Procedure
  public var listing: ProcedureListing
  /// What the applicant has already given and is held as data, by component (LC 6.1.e, 16.5).
  public var heldData: Set<String>
  /// Set when it was first written on paper during an incident.
  public var backEntry: BackEntry?

  public init(
    actor: DossierActor, at: CivilMoment, rules: Regulation, acceptanceRules: Regulation? = nil,
    procedure: Procedure, listing: ProcedureListing = ProcedureListing(),
    heldData: Set<String> = [], backEntry: BackEntry? = nil
  ) {
    self.actor = actor
    self.at = at
    self.rules = rules
    self.acceptanceRules = acceptanceRules
    self.procedure = procedure
    self.listing = listing
    self.heldData = heldData
    self.backEntry = backEntry
  }

  /// The rules by which the dossier's days are counted.
  var termRules: Regulation { acceptanceRules ?? rules }
  var life: LifeRules { rules.life }
}

/// The paper on which something was first written while the machine was down (LC 3.3).
public struct BackEntry: Hashable, Sendable {
  /// The number printed on the paper: `SC-0001`.
  public var paper: String
  /// When it is entered now, by the centre's clock.
  public var enteredAt: CivilMoment

  public init(paper: String, enteredAt: CivilMoment) {
    self.paper = paper
    self.enteredAt = enteredAt
  }
}

/// Whether the Centre takes a procedure in, by the approved list (LC 3.2; SL 3.2).
public struct ProcedureListing: Hashable, Sendable {
  public var isListed: Bool
  /// Why it is kept out of the Centre, such as `field-inspection` (SL 3.2).
  public var excludedReason: String?
  /// The papers of which a result consists (LC 16.1).
  public var results: [String]

  public init(isListed: Bool = true, excludedReason: String? = nil, results: [String] = []) {
    self.isListed = isListed
    self.excludedReason = excludedReason
    self.results = results
  }
}

extension Procedure {
  /// The word for the Centre where an agency is named; it decides nothing (LC 3.1; HU DA IV.1.a).
  public static let centre = "centre"
}
