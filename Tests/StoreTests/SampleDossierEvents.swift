@testable import Dossiers

@testable import Store
import Ticketing

/// What can happen to a dossier, one of each kind.
let sampleDossierEvents: [(name: String, event: HallEvent)] =
  sampleFacts.map { ($0.kind.rawValue, step(.life($0))) } + [
    ("dossier.opened-post", .dossier(openedByPost)),
    ("dossier.accepted-known", .dossierAccepted(acceptedAfterCheck)),
    (
      "dossier.watched",
      step(
        .watched([
          DueItem(.consultation, number: 1, at: moment("2026-03-05T17:00")),
          DueItem(.due, at: moment("2026-03-16T07:30")),
        ]))
    ),
    ("dossier.watched-nothing", step(.watched([]))),
    ("dossier.reminded", step(.reminded(DueItem(.due, at: moment("2026-03-16T07:30"))))),
  ]

private func step(_ fact: DossierStep.Fact) -> HallEvent {
  .dossier(
    DossierStep(
      dossier: DossierID(17), code: "000.00.12.H35-260302-0007", ticket: TicketID(12),
      counter: "1", fact: fact))
}

private func moment(_ text: String) -> CivilMoment { Moment.at(text).civil }

private let openedByPost = DossierStep(
  dossier: nil, code: nil,
  fact: .life(
    .opened(
      DossierOpened(
        state: .filedRemote, procedure: "dat-dai-cap-doi", agency: "so-tnmt", channel: .post,
        receivedAt: moment("2026-03-02T08:31:07"), arrivalStamp: day("2026-03-01"), code: nil,
        ordinalOfDay: nil, viaAgency: "so-ct", arrivedThere: day("2026-02-27")))))

private let term = Term(
  startCountDay: day("2026-03-02"), dueDate: day("2026-03-16"),
  dueAt: moment("2026-03-16T17:00"), days: 10, clause: "Điều 2 khoản 9")

private let acceptedAfterCheck = DossierFromVisit(
  dossier: DossierID(17), ticket: TicketID(12), counter: "1",
  accepted: DossierAccepted(
    code: DossierCode(stored: "000.00.12.H35-260302-0007", day: day("2026-03-02"), ordinal: 7),
    codeOrigin: .hall, procedure: "dat-dai-cap-doi", agency: "so-tnmt", channel: .counter,
    receivedAt: moment("2026-03-02T08:31:07"), arrivalStamp: nil, term: term,
    regulation: RegulationID("lai-chau")))

private let stop = ClockStop(requestedOn: day("2026-03-04"), suppliedOn: day("2026-03-09"))

private let sampleFacts: [DossierEvent] = [
  .opened(
    DossierOpened(
      state: .registered, procedure: "dat-dai-cap-doi", agency: "so-tnmt", channel: .counter,
      receivedAt: moment("2026-03-02T08:31:07"), arrivalStamp: nil,
      code: DossierCode(stored: "000.00.12.H35-260302-0007", day: day("2026-03-02"), ordinal: 7),
      ordinalOfDay: 7, viaAgency: nil, arrivedThere: nil)),
  .checkOpened(CheckOpened(officer: "tung")),
  .guidedAway(GuidedAway(reason: "outOfScope", authority: "ubnd-xa")),
  .supplementAsked(
    SupplementAsked(
      stage: .processing, ordinal: 1, items: ["don", "gcn"], bases: ["gcn=Luật 31 Điều 5"],
      reason: "incomplete")),
  .intakeSupplementBrought(IntakeSupplementBrought(items: ["don"])),
  .intakeRefused(IntakeRefused(reason: "forged")),
  .feeDue(FeeDue(amount: 50_000)),
  .feePaid(FeePaid(amount: 50_000, receipt: "BL-0012")),
  .papersTaken(
    PapersTaken(
      medium: .paper, applicant: .person, isDigitised: true, components: ["don", "gcn"],
      held: ["cccd"], originals: ["gcn"], resultChannel: .counter)),
  .handledImmediately(HandledImmediately(officer: "tung")),
  .decidedAtCentre(
    DecidedAtCentre(
      agency: "so-tnmt", by: "hoa", delegation: "QĐ 12/UQ", results: ["giay-chung-nhan"])),
  .transferred(
    Transferred(
      agency: "so-tnmt", slip: "PC-7", bag: "T-3", carrier: .publicPost,
      round: moment("2026-03-02T10:00"), extraReason: nil, latest: moment("2026-03-02T17:00"),
      isLate: false)),
  .handedOver(
    HandedOver(
      from: .bag("T-3"), to: .agency("so-tnmt"), record: "BB-3", declared: 4, counted: 4,
      receivedBy: "hoa")),
  .assigned(Assigned(agency: "so-tnmt", officer: "hoa")),
  .verificationOpened(
    VerificationOpened(
      appointmentAt: moment("2026-03-05T08:00"), place: "thửa 12", participants: ["so-xd"],
      content: "ranh-gioi")),
  .verificationClosed(VerificationClosed(record: "BB-XM-1")),
  .consultationAsked(
    ConsultationAsked(
      number: 1, agency: "so-xd", question: "CV-12", dueAt: moment("2026-03-05T17:00"))),
  .consultationAnswered(ConsultationAnswered(number: 1, means: .system)),
  .consultationEscalated(ConsultationEscalated(number: 1)),
  .supplementBrought(
    SupplementBrought(items: ["gcn"], clock: .restart, stop: stop, term: term)),
  .feeRequested(FeeDue(amount: 120_000)),
  .feeReceiptBrought(FeeReceiptBrought(receipt: "BL-0013")),
  .chainStarted(
    ChainStarted(
      lead: "so-tnmt", agencies: ["so-tnmt", "cuc-thue"], days: [6, 3], order: .sequential)),
  .chainPartDone(ChainPartDone(agency: "so-tnmt", isLast: false, next: "cuc-thue")),
  .escalated(Escalated(authority: "bo-tnmt")),
  .authorityAnswered(AuthorityAnswered(authority: "bo-tnmt")),
  .approved(
    Approved(agency: "so-tnmt", by: "giam-doc", slip: "PC-7", results: ["giay-chung-nhan"])),
  .refused(DossierRefused(agency: "so-tnmt", by: "giam-doc", reason: "no-basis", isLate: false)),
  .resultSent(ResultSent(bag: "T-9", carrier: .publicPost)),
  .resultReceived(ResultReceived(isEarly: true)),
  .returned(
    DossierReturned(
      channel: .counter, proofs: [], isRepresentative: false, tracking: nil, branch: .onTime,
      results: ["giay-chung-nhan"])),
  .originalsReturned(OriginalsReturned(items: ["gcn"])),
  .uncollected(NothingMore()),
  .closed(NothingMore()),
  .extensionAsked(
    ExtensionAsked(reason: "workload", cause: .objective, newDate: day("2026-03-20"))),
  .dateChanged(
    DateChanged(
      ground: .rescheduled, cause: .objective, reason: "workload",
      promised: moment("2026-03-16T17:00"), term: term)),
  .urged(OfficeUrged(agency: "so-tnmt")),
  .faultAdmitted(FaultAdmitted(reason: "workload", newDate: day("2026-03-20"))),
  .explanationFiled(ExplanationFiled(reference: "BC-4")),
  .reopened(DossierReopened(version: 2, fault: .agency, bearer: .agency, term: term)),
  .lost(PapersLost(item: "gcn", isDamage: true, custodian: .bag("T-3"), bearer: .agency)),
  .backEntered(BackEntered(paper: "SC-0001", enteredAt: moment("2026-03-02T15:00"))),
  .feeRefunded(FeeRefunded(payer: "centre", requests: ["DN-1"], cancelledReceipt: "BL-0012")),
  .withdrawn(NothingMore()),
  .resultChannelChosen(ResultChannelChosen(channel: .post, request: "DN-2")),
  .noted(DossierNoted(note: .progress, party: "so-tnmt", reference: "CV-3")),
  .provinceFollowed(
    ProvinceFollowed(state: .processing, reference: "tinh-991", term: term, stop: stop)),
  .documentIssued(
    DocumentIssued(
      document: .receiptSlip, issuer: "centre", recipient: .applicant, copies: [.agency],
      delivery: .inHand, ordinal: 1, reason: nil, items: ["don"],
      dueAt: moment("2026-03-16T17:00"))),
  .noticeAsked(
    NoticeAsked(notice: .resultReady, recipient: .applicant, party: nil, channels: [.sms])),
  .registerEntered(RegisterEntered(book: .dossiers)),
  .breachFound(BreachFound(breach: .lateTransfer)),
]
