/// One row of the table of a dossier's life: what may happen in which state, and where it leads.
///
/// The numbers and clauses are those of the domain's table; `decide` looks nowhere else for what a
/// state allows. Guards beyond the state stand with each decision.
public struct DossierTransition: Hashable, Sendable {
  /// `D1` to `D44`, `P-20`; empty for what is put on record beside them.
  public let id: String
  public let command: Command
  /// The states from which it may happen; empty: only without a dossier.
  public let from: Set<DossierState>
  /// Whether it may be the first thing that happens.
  public let opens: Bool
  /// Where it may lead; empty: the dossier stays where it is.
  public let to: Set<DossierState>
  public let roles: Set<DossierRole>
  public let clause: String

  /// The commands by name, without what they carry.
  public enum Command: String, CaseIterable, Sendable, Codable {
    case register, receivePost, fileOnline, openCheck, guideAway, askIntakeSupplement
    case bringIntakeSupplement, refuseIntake, askFeeFirst, recordFeePaid, accept
    case handleImmediately, decideAtCentre, transfer, signForBag, assign
    case openVerification, closeVerification
    case askConsultation, answerConsultation, escalateConsultation
    case askSupplement, bringSupplement, askFee, bringFeeReceipt
    case startChain, finishChainPart, escalate, receiveAuthorityResult, approve, refuse
    case sendToCentre, receiveResult, release, sendResult, markUncollected, close
    case askExtension, reschedule, postpone, apologise, urge, admitFault, extend
    case fileExplanation, recount
    case reopen, reportLoss, refundFee, withdraw, returnOriginals, chooseResultChannel
    case record, followProvince
  }

  /// The row of this command; every command has exactly one.
  public static func row(_ command: Command) -> DossierTransition? { rows[command] }

  private static let rows = Dictionary(
    all.map { ($0.command, $0) }, uniquingKeysWith: { first, _ in first })
}

extension DossierTransition {
  /// From acceptance until a result is at the Centre: the term can be missed.
  public static let running = Set(DossierState.allCases.filter(\.termRuns))
  /// Before a decision: the applicant may still take it back (P-20).
  public static let undecided: Set<DossierState> = [
    .registered, .filedRemote, .checking, .intakeSupplement, .feeDue, .accepted, .immediate,
    .inTransit, .atAgency, .processing, .verifying, .external, .supplement, .feeRequested,
  ]
  static let every = Set(DossierState.allCases)

  /// The whole table, in the order of a dossier's life.
  public static let all: [DossierTransition] = intake + work + results + lateness + cases

  private static let intake: [DossierTransition] = [
    row(
      "D1", .register, [], opens: true, to: [.registered], [.reception, .officer, .post],
      "HU QT II.1"),
    row(
      "D2", .receivePost, [], opens: true, to: [.filedRemote], [.reception, .officer, .post],
      "LC 13.1; HU QC 13.1.a; SL 6.2.c"),
    row(
      "D3", .fileOnline, [], opens: true, to: [.filedRemote],
      [.applicant, .reception, .officer, .province], "LC 13.1"),
    row(
      "D4", .openCheck, [.registered, .filedRemote], opens: true, to: [.checking],
      [.officer, .post], "LC 13.2"),
    row("D5", .guideAway, [.checking], to: [.guidedAway], [.officer, .post], "LC 13.7"),
    row(
      "D6", .askIntakeSupplement, [.checking], to: [.intakeSupplement], [.officer, .post],
      "LC 13.6; HU QT II.2"),
    row(
      "D7", .bringIntakeSupplement, [.intakeSupplement], to: [.checking],
      [.applicant, .reception, .officer, .post], "HU QT II.2"),
    row(
      "D8", .refuseIntake, [.checking], to: [.notAccepted], [.officer],
      "LC 10.1; KT 8.1; HU QC 8.1"),
    row("D9", .askFeeFirst, [.checking], to: [.feeDue], [.officer], "HU QT II.3; SL 9.a"),
    row(
      "", .recordFeePaid, [.feeDue, .feeRequested, .checking, .ready],
      [.feeDesk, .officer, .province],
      "HU QT II.3; LC 17.2"),
    row("D10", .accept, [.checking, .feeDue], to: [.accepted], [.officer, .post], "LC 13.3"),
  ]

  private static let work: [DossierTransition] = [
    row(
      "D11", .handleImmediately, [.accepted], to: [.immediate], [.officer],
      "LC 13.4; HU DA IV.3.2.a; SL 6.1.đ"),
    row(
      "D12", .decideAtCentre, [.immediate], to: [.ready],
      [.officer, .agencyOfficer, .agencyLeader], "LC 13.5; 19.4"),
    row(
      "D13", .transfer, [.accepted, .immediate], to: [.inTransit, .atAgency], [.officer],
      "LC 14; VL 4.2; KT 4.1; SL 6.1.k"),
    row(
      "D14", .signForBag,
      [.inTransit, .processing, .verifying, .supplement, .feeRequested, .decided, .refused],
      to: [.atAgency], DossierRole.agencySide, "VL 4.2.c; SL 6.1.k"),
    row(
      "D15", .assign, [.atAgency, .inTransit, .processing], to: [.processing],
      DossierRole.agencySide, "LC 15.1"),
    row(
      "D16", .openVerification, [.processing], to: [.verifying], DossierRole.agencySide,
      "LC 15.3"),
    row(
      "D17", .closeVerification, [.verifying], to: [.processing], DossierRole.agencySide,
      "LC 15.3"),
    row("D18", .askConsultation, [.processing], DossierRole.agencySide, "LC 15.4.a"),
    row("D19", .answerConsultation, running, DossierRole.agencySide, "LC 15.4.b"),
    row(
      "D20", .escalateConsultation, running, [.hall, .agencyOfficer, .officer],
      "LC 15.4.b"),
    row(
      "D21", .askSupplement, [.processing, .verifying], to: [.supplement],
      DossierRole.agencySide, "LC 15.3.b; VL 4.3.d; SL 7.1.c"),
    row(
      "D22", .bringSupplement, [.supplement], to: [.processing],
      [.reception, .officer, .post], "LC 15.3.b; SL 7.1.c; HU Phối hợp 1"),
    row(
      "D23", .askFee, [.processing], to: [.feeRequested], DossierRole.agencySide,
      "HU Phối hợp 2"),
    row(
      "D24", .bringFeeReceipt, [.feeRequested], to: [.processing],
      [.reception, .officer, .feeDesk], "HU Phối hợp 2"),
    row(
      "D25", .startChain, [.processing], DossierRole.agencySide.union([.officer]),
      "LC 15.5; SL 7.1.đ"),
    row(
      "D26", .finishChainPart, [.processing, .verifying], DossierRole.agencySide,
      "LC 15.5.a; SL 6.1.h"),
    row(
      "D27", .escalate, [.processing], to: [.external],
      DossierRole.agencySide.union([.officer]), "LC 15.6; HU DA IV.3.2.c"),
    row(
      "D28", .receiveAuthorityResult, [.external], to: [.resultInTransit],
      DossierRole.agencySide.union([.officer, .province]), "LC 15.6.b"),
    row("D29", .approve, [.processing], to: [.decided], [.agencyLeader], "LC 19.6; 16.5"),
    row(
      "D30", .refuse, [.processing, .verifying], to: [.refused], [.agencyLeader],
      "LC 15.7; VL 4.3.đ; SL 7.1.c"),
  ]

  private static let results: [DossierTransition] = [
    row(
      "D31", .sendToCentre, [.decided, .refused, .withdrawn], to: [.resultInTransit],
      DossierRole.agencySide, "VL 4.4.a; SL 6.1.k"),
    row(
      "D32", .receiveResult, [.resultInTransit, .withdrawn], to: [.ready], DossierRole.handing,
      "LC 16.4; VL 4.4.b"),
    row(
      "D37", .release, [.ready], to: [.returned], DossierRole.handing,
      "LC 7.2.b, 16.2; KT 6.2.b; HU QC 11.4, QT III"),
    row(
      "D38", .sendResult, [.ready], to: [.returned], DossierRole.handing.union([.post]),
      "LC 16.3; VL 4.4.b"),
    row("D39", .markUncollected, [.ready], DossierRole.handing.union([.hall]), "SL 6.2.d"),
    row(
      "D44", .close, [.returned, .withdrawn], to: [.archived],
      DossierRole.handing.union([.hall]), "LC 16.2; 19.3"),
  ]

  private static let lateness: [DossierTransition] = [
    row("D33", .askExtension, running, DossierRole.agencySide, "LC 16.6; VL 4.3.e"),
    row("D33", .reschedule, running, DossierRole.desk, "LC 16.6; VL 4.3.e"),
    row("D34", .postpone, running, DossierRole.agencySide, "SL 7.1.d"),
    row("D35", .apologise, running, DossierRole.agencySide, "SL 7.1.d"),
    row("D36", .urge, running, [.officer, .director, .hall], "HU DA IV.3.3.b"),
    row("D36", .admitFault, running, DossierRole.agencySide, "HU DA IV.3.3.b"),
    row("D36", .extend, running, DossierRole.desk, "HU DA IV.3.3.b; QC 13.3.b"),
    row(
      "", .fileExplanation, every, DossierRole.agencySide.union([.officer, .director]),
      "LC 16.6; 19.3"),
    row("", .recount, running, [.hall, .director, .administration], "P-32"),
  ]

  private static let cases: [DossierTransition] = [
    row("D40", .reopen, [.returned], to: [.processing], [.agencyLeader, .officer], "LC 18.1"),
    row("D41", .reportLoss, every, DossierRole.staff, "LC 18.2, 18.3; VL 7.3"),
    row("D43", .refundFee, [.refused, .returned], [.feeDesk, .agencyLeader], "LC 17.4"),
    row(
      "P-20", .withdraw, undecided, to: [.withdrawn], [.applicant, .reception, .officer],
      "P-20"),
    row(
      "", .returnOriginals, [.ready, .returned, .withdrawn, .notAccepted, .guidedAway],
      DossierRole.handing, "LC 16.2"),
    row(
      "", .chooseResultChannel, undecided.union([.decided, .refused, .resultInTransit, .ready]),
      [.applicant, .reception, .officer], "LC 6.1.b"),
    row("", .record, every, DossierRole.staff, "LC 6.1.c"),
    row(
      "", .followProvince, undecided.union([.decided, .refused, .resultInTransit, .ready]),
      to: [
        .accepted, .atAgency, .processing, .verifying, .supplement, .feeRequested, .decided,
        .refused, .resultInTransit, .ready, .returned,
      ], [.province], "LC 2.8"),
  ]

  private static func row(
    _ id: String, _ command: Command, _ from: Set<DossierState>, opens: Bool = false,
    to: Set<DossierState> = [], _ roles: Set<DossierRole>, _ clause: String
  ) -> DossierTransition {
    DossierTransition(
      id: id, command: command, from: from, opens: opens, to: to, roles: roles, clause: clause)
  }
}
