/// The roles of DOMAIN 2.7, as `halld account add --role` names them.
///
/// The table's first column, the applicant at the kiosk, signs in nowhere and is no role.
enum Role: String, Sendable, Hashable, CaseIterable {
  case receptionist, officer, feeDesk, agency, leader, supervision, administration, post, director
}

/// What is done in a centre: the rows of DOMAIN 2.7, then what only this program knows.
enum HallFunction: String, Sendable, Hashable, CaseIterable {
  case takeTicket, callTicket, registerData, acceptIntake, collectFee, transferBag, processDossier,
    approveResult, changeReturnDate, returnResult, complaint, liveQueue, roster, reports,
    parameters, readLog
  /// A number given wrongly is put right at the desk; a paper pad is entered there.
  case correctTicket
  /// Whoever stands before a clock may say that the machine's date is right.
  case clock
  /// Personal accounts (LC 3.3): administration manages them, who controls may look.
  case accounts
  /// Kiosks and boards: paired and taken back by who looks after the machines.
  case devices
  /// Machine down (LC 3.3, HU QC 3.3): whoever works there reports and enters papers, a leader
  /// opens and closes.
  case incident
  /// The file of a dossier: whoever has a part in its life may open it, and put on record what is
  /// theirs (LC 6.1.c); what each act needs beside, its own rows say.
  case dossierFile
  /// Who serves what and sits where today: supervision sets it in the hall (HU DA IV.3.4; LC 4.5),
  /// while the roster itself stays with administration and the director.
  case arrangement
  /// Erasing an applicant's personal data on request (NĐ 13/2023; P-22).
  case personalData

  /// Whether it is a row of DOMAIN 2.7 and not our own.
  var isOfTheSources: Bool {
    switch self {
    case .correctTicket, .clock, .accounts, .devices, .incident, .personalData,
      .dossierFile, .arrangement:
      false
    default: true
    }
  }
}

/// R, C, U and A of the table.
struct Rights: OptionSet, Sendable, Hashable, CustomStringConvertible {
  let rawValue: UInt8

  static let read = Rights(rawValue: 1)
  static let create = Rights(rawValue: 2)
  /// Add a new version; nothing is overwritten.
  static let update = Rights(rawValue: 4)
  static let approve = Rights(rawValue: 8)

  init(rawValue: UInt8) { self.rawValue = rawValue }

  /// `C/U`, as the table writes it.
  var description: String {
    [("R", Rights.read), ("C", .create), ("U", .update), ("A", .approve)]
      .filter { contains($0.1) }.map(\.0).joined(separator: "/")
  }
}

/// One cell: which rights, and over what.
struct Grant: Sendable, Hashable {
  /// Over what a right reaches; the route itself proves what is not `hall` or `all`.
  enum Reach: Int, Sendable, Hashable, Comparable {
    /// Only if assigned, delegated, or by one centre's regulation.
    case conditional
    /// The own counter, dossiers, agency or bags.
    case own
    case hall
    case all

    static func < (one: Reach, other: Reach) -> Bool { one.rawValue < other.rawValue }
  }

  let rights: Rights
  var reach = Reach.all

  static let read = Grant(rights: .read)
  static let create = Grant(rights: .create)
  static let update = Grant(rights: .update)
  static let approve = Grant(rights: .approve)
  static let createAndApprove = Grant(rights: [.create, .approve])
  static let createAndUpdate = Grant(rights: [.create, .update])

  var own: Grant { Grant(rights: rights, reach: .own) }
  var inHall: Grant { Grant(rights: rights, reach: .hall) }
  var conditional: Grant { Grant(rights: rights, reach: .conditional) }

  /// Who may do anything to a thing may also see it.
  func allows(_ right: Rights, _ reach: Reach) -> Bool {
    self.reach >= reach && (right == .read || rights.contains(right))
  }
}

/// Who may do what: DOMAIN 2.7 as one table, enforced for every route that names an action.
///
/// What is not here is forbidden. A test holds it against the table of the sources, cell by cell,
/// and against what the running routes refuse.
enum RoleTable {
  static func mayDo(_ action: HallAction, as role: Role) -> Bool {
    let (function, right, reach) = action.needs
    return grant(function, role)?.allows(right, reach) ?? false
  }

  static func grant(_ function: HallFunction, _ role: Role) -> Grant? { rows[function]?[role] }

  /// Whether the role acts at its own counters only.
  static func isBoundToCounters(_ role: Role) -> Bool {
    grant(.callTicket, role)?.reach == .own
  }

  private static let rows: [HallFunction: [Role: Grant]] = [
    // VL 8.4; posted dossiers HU QT II.1.
    .takeTicket: [.receptionist: .create, .post: .create],
    // Re-assignment HU DA IV.3.4.
    .callTicket: [
      .officer: .create.own, .feeDesk: .create.own, .supervision: .read, .administration: .read,
      .director: .approve,
    ],
    // HU QT II.1; the post if assigned, LC 12.5.
    .registerData: [
      .receptionist: .create, .officer: .create, .supervision: .read, .administration: .read,
      .post: .create.conditional, .director: .read,
    ],
    .acceptIntake: [
      .officer: .create, .supervision: .read, .post: .create.conditional, .director: .read,
    ],
    // The reception officer in Sơn La only (SL 9.a); LC 12.2.d, 17; vouchers HU QC 9.1.c.
    .collectFee: [
      .officer: .create.conditional, .feeDesk: .create, .supervision: .read,
      .administration: .create, .director: .approve,
    ],
    // Carriage VL 4.2.b.
    .transferBag: [
      .officer: .create, .agency: .create, .supervision: .read, .post: .create, .director: .read,
    ],
    .processDossier: [
      .agency: .createAndUpdate.own, .leader: .approve, .supervision: .read, .director: .read,
    ],
    // If delegated LC 13.5; with the transfer slip LC 19.6; the Centre never decides LC 3.1.
    .approveResult: [
      .officer: .approve.conditional, .leader: .approve, .supervision: .read,
    ],
    // From the slip LC 16.6; an agency officer proposes, its leader asks for the extension.
    .changeReturnDate: [
      .officer: .update, .agency: .create, .leader: .approve, .supervision: .read,
      .director: .read,
    ],
    // The officer in SL, VL, KT, HU; the fee-and-return desk in LC.
    .returnResult: [
      .officer: .create, .feeDesk: .create, .supervision: .read, .post: .create, .director: .read,
    ],
    // LC 12.4, HU QC 9.5; agencies reply; the outcome LC 11.1.i.
    .complaint: [
      .receptionist: .create, .agency: .update, .leader: .update, .supervision: .createAndUpdate,
      .administration: .create, .director: .approve,
    ],
    .liveQueue: [
      .receptionist: .read.inHall, .officer: .read.own, .feeDesk: .read.own, .agency: .read.own,
      .leader: .read.own, .supervision: .read, .administration: .read, .post: .read.own,
      .director: .read,
    ],
    // Requests by who is on it; SL 5.2.
    .roster: [
      .officer: .create.own, .feeDesk: .create.own, .agency: .create.own, .leader: .create,
      .supervision: .read, .administration: .create, .director: .approve,
    ],
    // HU QC 9.5; LC 12.2.b.
    .reports: [
      .officer: .read.own, .feeDesk: .read.own, .agency: .read.own, .leader: .read.own,
      .supervision: .create, .administration: .create, .post: .read.own, .director: .approve,
    ],
    .parameters: [.supervision: .read, .administration: .create, .director: .approve],
    .readLog: [.supervision: .read, .administration: .read.inHall, .director: .read],

    // Our own.
    .correctTicket: [.receptionist: .update],
    .clock: [
      .receptionist: .approve, .officer: .approve, .feeDesk: .approve, .supervision: .approve,
      .administration: .approve, .director: .approve,
    ],
    .accounts: [.supervision: .read, .administration: .createAndUpdate, .director: .read],
    .devices: [.supervision: .read, .administration: .createAndUpdate, .director: .read],
    .incident: [
      .receptionist: .createAndUpdate, .officer: .createAndUpdate, .feeDesk: .createAndUpdate,
      .leader: .createAndApprove, .supervision: .read, .administration: .read,
      .director: .createAndApprove,
    ],
    .dossierFile: [
      .receptionist: .update, .officer: .update, .feeDesk: .update, .agency: .update.own,
      .leader: .update.own, .supervision: .read, .administration: .update, .post: .update.own,
      .director: .update,
    ],
    .arrangement: [
      .supervision: .create, .administration: .create, .director: .createAndApprove,
    ],
    .personalData: [.supervision: .update, .administration: .update],
  ]
}
