/// One paper of a dossier on a list: handed in, wanted or given back.
public struct DocumentComponent: Hashable, Sendable {
  public var name: String
  /// The provision that allows it to be asked for.
  public var legalBasis: String?
  public var copies: Int
  /// An original, which goes back to the applicant (LC 16.2).
  public var isOriginal: Bool
  public var note: String?

  public init(
    name: String, legalBasis: String? = nil, copies: Int = 1, isOriginal: Bool = false,
    note: String? = nil
  ) {
    self.name = name
    self.legalBasis = legalBasis
    self.copies = copies
    self.isOriginal = isOriginal
    self.note = note
  }

  /// A paper of a procedure, as the catalogue has it.
  public init(_ component: ProcedureComponent) {
    self.init(
      name: component.name.vi, legalBasis: component.legalBasis, copies: component.copies,
      isOriginal: component.isOriginal)
  }
}

/// A reason, and the provision it rests on.
public struct DocumentReason: Hashable, Sendable {
  public var text: String
  public var legalBasis: String?

  public init(_ text: String, legalBasis: String? = nil) {
    self.text = text
    self.legalBasis = legalBasis
  }
}

/// One station of a dossier: an agency, its task, and when it had the dossier.
public struct DocumentStep: Hashable, Sendable {
  public var agency: String
  public var task: String?
  /// Working days of the whole term that are this station's.
  public var days: Int?
  public var receivedAt: CivilMoment?
  public var dueAt: CivilMoment?
  public var handedOnAt: CivilMoment?
  /// Before, on or after its time, in words.
  public var result: String?
  public var note: String?

  public init(agency: String, task: String? = nil, days: Int? = nil) {
    self.agency = agency
    self.task = task
    self.days = days
  }
}

/// A dossier's line in a register or in a handover record.
///
/// The applicant's name and address come from `DocumentPersonal.others`, under the code.
public struct DocumentEntry: Hashable, Sendable {
  public var code: String
  public var procedureName: String
  public var sets: Int
  public var agency: String?
  public var receivedAt: CivilMoment?
  public var dueAt: CivilMoment?
  public var returnedAt: CivilMoment?
  /// How the applicant gets the result.
  public var returnWay: String?
  public var note: String?

  public init(code: String, procedureName: String, sets: Int = 1) {
    self.code = code
    self.procedureName = procedureName
    self.sets = sets
  }
}
