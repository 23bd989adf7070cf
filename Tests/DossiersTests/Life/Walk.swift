import Dossiers
import Testing

/// A dossier on its way under one centre's rules, told as a clerk would tell it.
struct Walk {
  var rules: Regulation
  var procedure: Procedure
  var listing = ProcedureListing()
  var heldData: Set<String> = []
  var agency = "so-tnmt"
  private(set) var dossier: Dossier?
  private(set) var log: [(event: DossierEvent, at: CivilMoment)] = []
  private(set) var last: [DossierEvent] = []
  /// Off where thousands of steps are taken; then the end of the way is checked.
  var checksEachStep = true

  init(
    _ rules: Regulation, _ procedure: Procedure = Procedures.land,
    listing: ProcedureListing = ProcedureListing()
  ) {
    self.rules = rules
    self.procedure = procedure
    self.listing = listing
  }

  /// Asks for a step; what follows is applied, and also replayed from the first event.
  @discardableResult
  mutating func ask(
    _ command: DossierCommand, by role: DossierRole, _ moment: String, agency: String? = nil,
    paper: BackEntry? = nil
  ) throws(DossierRefusal) -> [DossierEvent] {
    let context = context(role, moment, agency: agency, paper: paper)
    let events =
      if let dossier { try dossier.decide(command, in: context) } else {
        try Dossier.open(command, in: context)
      }
    take(events, at: context.at)
    return events
  }

  /// A walk-in's dossier, checked and accepted in one go.
  @discardableResult
  mutating func accept(
    _ moment: String, _ acceptance: Acceptance? = nil
  ) throws(DossierRefusal) -> [DossierEvent] {
    let context = context(.officer, moment)
    let events = try Dossier.acceptAtOnce(acceptance ?? papers(), in: context)
    take(events, at: context.at)
    return events
  }

  /// All papers complete.
  func papers(
    medium: DossierMedium = .paper, originals: [String] = [], ordinal: Int = 7,
    channel: ResultChannel = .counter
  ) -> Acceptance {
    Acceptance(
      code: .given(ordinal: ordinal),
      checked: procedure.components.map { CheckedComponent($0.id, .complete) }, medium: medium,
      originals: originals, resultChannel: channel)
  }

  func context(
    _ role: DossierRole, _ moment: String, agency: String? = nil, paper: BackEntry? = nil
  ) -> LifeContext {
    let own = role == .agencyOfficer || role == .agencyLeader ? agency ?? self.agency : agency
    return LifeContext(
      actor: DossierActor(role: role, id: "\(role)-1", agency: own), at: at(moment), rules: rules,
      procedure: procedure, listing: listing, heldData: heldData, backEntry: paper)
  }

  private mutating func take(_ events: [DossierEvent], at moment: CivilMoment) {
    for event in events {
      if dossier == nil {
        dossier = Dossier(id: DossierID(7), first: event, at: moment)
      } else {
        dossier?.apply(event, at: moment)
      }
      log.append((event, moment))
    }
    last = events
    if checksEachStep { checkReplay() }
  }

  /// The same events give the same dossier, and each reads back as it was written.
  func checkReplay() {
    #expect(Dossier.replay(id: DossierID(7), log) == dossier, "replay gives the same dossier")
    for (event, _) in log {
      #expect(
        (try? DossierEvent(kind: event.kind, body: event.body)) == event,
        "\(event.kind) reads back as it was written")
    }
  }

  // What a reader of a life looks at.

  var state: DossierState? { dossier?.state }
  var dueAt: String? { dossier?.term?.dueAt.description }
  /// The documents of the last step.
  var documents: [DocumentKind] {
    last.compactMap { if case .documentIssued(let issued) = $0 { issued.document } else { nil } }
  }
  var notices: [NoticeKind] {
    last.compactMap { if case .noticeAsked(let asked) = $0 { asked.notice } else { nil } }
  }
  var books: [RegisterEntered.Book] {
    last.compactMap { if case .registerEntered(let entry) = $0 { entry.book } else { nil } }
  }
  /// All papers an applicant has been given so far.
  var given: [DocumentKind] {
    log.compactMap {
      if case .documentIssued(let issued) = $0.event, issued.recipient == .applicant {
        issued.document
      } else {
        nil
      }
    }
  }
}

/// Procedures as the tests need them.
enum Procedures {
  static let components = [
    component("don"), component("ban-ve"), component("gcn-cu", isOriginal: true),
    component("anh", isOptional: true),
  ]

  /// Ten working days, verified on the spot, decided by the Sở TNMT.
  static let land = procedure("dat-01", .workingDays(10), needsVerification: true)
  static let short = procedure("dat-02", .workingDays(5), needsVerification: true)
  static let sameDay = procedure("ho-tich-01", .sameDay)
  static let onTheSpot = procedure("ho-tich-02", .workingDays(1), isOnTheSpot: true)
  static let delegated = procedure(
    "ho-tich-03", .workingDays(1), isOnTheSpot: true, isDelegated: true)
  static let prepaid = procedure(
    "dat-03", .workingDays(10),
    fee: ProcedureFee(amount: 100_000, legalBasis: "TT 85/2019/TT-BTC", isPrepaid: true))
  static let paidAtReturn = procedure(
    "dat-04", .workingDays(10),
    fee: ProcedureFee(amount: 50_000, legalBasis: "TT 85/2019/TT-BTC", isPrepaid: false))
  static let crossLevel = procedure("dat-05", .workingDays(20), isCrossLevel: true)
  /// Everything a dossier can meet.
  static let all = procedure(
    "tat-ca", .workingDays(10), needsVerification: true, isOnTheSpot: true, isDelegated: true,
    isCrossLevel: true)

  static func procedure(
    _ id: String, _ term: TermLength, fee: ProcedureFee? = nil, needsVerification: Bool = false,
    isOnTheSpot: Bool = false, isDelegated: Bool = false, isCrossLevel: Bool = false,
    noticeOverride: Int? = nil
  ) -> Procedure {
    Procedure(
      id: id, name: BilingualName(vi: id, en: id), domain: "dat-dai", leadAgency: "so-tnmt",
      term: term, components: components, fee: fee, isOnTheSpot: isOnTheSpot,
      isDelegated: isDelegated, needsVerification: needsVerification, isCrossLevel: isCrossLevel,
      noticeOverride: noticeOverride)
  }

  static func component(
    _ id: String, isOriginal: Bool = false, isOptional: Bool = false
  ) -> ProcedureComponent {
    ProcedureComponent(
      id: id, name: BilingualName(vi: id, en: id), legalBasis: "NĐ 101/2024/NĐ-CP",
      isOriginal: isOriginal, isOptional: isOptional)
  }
}

extension Walk {
  /// The bag this centre would send: its carrier and its next round.
  func bag(_ id: String, at moment: String) -> Bag {
    let carrier: Carrier =
      switch rules.life.courier.mode {
      case .publicPost: .publicPost
      case .agencyStaff: .agencyStaff
      case .direct, .any: .centreStaff
      }
    let round =
      rules.life.courier.rounds.isEmpty
      ? nil : try? rules.courierRound(readyAt: at(moment))
    return Bag(id: id, carrier: carrier, round: round)
  }

  static let count = HandoverCount(record: "BB-01", declared: 3, counted: 3)

  /// Accepted on Monday at 9, sent on, signed for, assigned: the way most dossiers go.
  mutating func toProcessing(
    _ moment: String = "2026-03-02T09:00", _ acceptance: Acceptance? = nil
  ) throws(DossierRefusal) {
    try accept(moment, acceptance)
    let day = String(moment.prefix(10))
    try ask(
      .transfer(bag: bag("T1", at: "\(day)T09:30"), slip: "PC-01"), by: .officer, "\(day)T09:30")
    try ask(.signForBag(Self.count), by: .agencyOfficer, "\(day)T10:30")
    try ask(.assign(officer: "binh"), by: .agencyLeader, "\(day)T10:40")
  }

  /// Decided and back at the Centre.
  mutating func toReady(_ moment: String) throws(DossierRefusal) {
    try ask(.approve(slip: "PC-01", by: "lan", results: ["gcn"]), by: .agencyLeader, moment)
    try ask(.sendToCentre(bag: bag("T2", at: moment)), by: .agencyOfficer, moment)
    try ask(.receiveResult(Self.count), by: .officer, moment)
  }

  /// Who hands results over in this centre, and what is shown.
  var hand: DossierRole { rules.life.fee.collector == .feeCounter ? .feeDesk : .officer }

  mutating func release(
    _ moment: String, originals: [String] = [], results: [String] = ["gcn"]
  ) throws(DossierRefusal) {
    try ask(
      .release(
        Release(
          proofs: rules.life.returning.ownProofs, results: results, originals: originals,
          counterOf: dossier?.chain?.lead)),
      by: hand, moment)
  }
}
