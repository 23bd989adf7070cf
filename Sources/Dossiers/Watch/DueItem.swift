/// Something that falls due in a dossier's life, and when.
///
/// What is due follows from the dossier alone and the rules that hold for it; the moments are stored,
/// so that finding what is due asks no rule.
public struct DueItem: Hashable, Sendable {
  public var kind: Kind
  /// Which one of its kind: the consultation's or the supplement's number, else 0.
  public var number: Int
  public var at: CivilMoment

  public init(_ kind: Kind, number: Int = 0, at: CivilMoment) {
    self.kind = kind
    self.number = number
    self.at = at
  }

  /// What falls due; the raw strings are stored.
  public enum Kind: String, CaseIterable, Sendable, Codable {
    /// The next courier round leaves with papers that wait for it (VL 4.2.b; SL 6.2.e).
    case courierRound
    /// It must have gone to the agency by the cut-off (LC 14.2; KT 4.1).
    case transfer
    /// The last day on which a supplement may be asked for (LC 15.3.b; VL 4.3.d).
    case supplementNotice
    /// What was asked for has not been brought; the applicant is asked again (P-21).
    case supplementAwaited
    /// An opinion is awaited from another agency (LC 15.4.b).
    case consultation
    /// The last day on which a delay may be announced before it happens (LC 16.6; VL 4.3.e).
    case noticeBefore
    /// The day of return has come.
    case due
    /// The term is over and no result is here (HU DA IV.3.3.b; SL 7.1.d).
    case overdue
    /// The result waits past the day of the appointment (SL 6.2.d).
    case uncollected
  }

  /// By kind and number: one dossier has each at most once.
  public static func precedes(_ one: DueItem, _ other: DueItem) -> Bool {
    (one.kind.rawValue, one.number) < (other.kind.rawValue, other.number)
  }
}

extension DueItem.Kind {
  /// Whose turn it is when this falls due.
  public var party: Party {
    switch self {
    case .courierRound, .transfer, .supplementAwaited, .uncollected: .centre
    case .supplementNotice, .consultation, .noticeBefore, .due, .overdue: .agency
    }
  }

  /// Who must act: the Centre at the counter that took it in, or the agency that has it.
  public enum Party: String, CaseIterable, Sendable {
    case centre, agency
  }
}
