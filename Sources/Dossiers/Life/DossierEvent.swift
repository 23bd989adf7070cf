/// Something that happened to a dossier: a fact of the log, never changed and nothing personal.
///
/// Each kind has a stable name and a flat body (`DossierEvent.body`). When it happened and who did it
/// stand in the log's row, beside it.
public enum DossierEvent: Hashable, Sendable {
  case opened(DossierOpened)
  case checkOpened(CheckOpened)
  case guidedAway(GuidedAway)
  case supplementAsked(SupplementAsked)
  case intakeSupplementBrought(IntakeSupplementBrought)
  case intakeRefused(IntakeRefused)
  case feeDue(FeeDue)
  case feePaid(FeePaid)
  case accepted(DossierAccepted)
  case papersTaken(PapersTaken)

  case handledImmediately(HandledImmediately)
  case decidedAtCentre(DecidedAtCentre)
  case transferred(Transferred)
  case handedOver(HandedOver)
  case assigned(Assigned)
  case verificationOpened(VerificationOpened)
  case verificationClosed(VerificationClosed)
  case consultationAsked(ConsultationAsked)
  case consultationAnswered(ConsultationAnswered)
  case consultationEscalated(ConsultationEscalated)
  case supplementBrought(SupplementBrought)
  case feeRequested(FeeDue)
  case feeReceiptBrought(FeeReceiptBrought)
  case chainStarted(ChainStarted)
  case chainPartDone(ChainPartDone)
  case escalated(Escalated)
  case authorityAnswered(AuthorityAnswered)
  case approved(Approved)
  case refused(DossierRefused)

  case resultSent(ResultSent)
  case resultReceived(ResultReceived)
  case returned(DossierReturned)
  case originalsReturned(OriginalsReturned)
  case uncollected(NothingMore)
  case closed(NothingMore)

  case extensionAsked(ExtensionAsked)
  case dateChanged(DateChanged)
  case urged(OfficeUrged)
  case faultAdmitted(FaultAdmitted)
  case explanationFiled(ExplanationFiled)

  case reopened(DossierReopened)
  case lost(PapersLost)
  case backEntered(BackEntered)
  case feeRefunded(FeeRefunded)
  case withdrawn(NothingMore)
  case resultChannelChosen(ResultChannelChosen)
  case noted(DossierNoted)
  case provinceFollowed(ProvinceFollowed)

  case documentIssued(DocumentIssued)
  case noticeAsked(NoticeAsked)
  case registerEntered(RegisterEntered)
  case breachFound(BreachFound)

  /// The names of the kinds, as they are stored.
  public enum Kind: String, CaseIterable, Sendable {
    case opened = "dossier.opened"
    case checkOpened = "dossier.check-opened"
    case guidedAway = "dossier.guided-away"
    case supplementAsked = "dossier.supplement-asked"
    case intakeSupplementBrought = "dossier.intake-supplement-brought"
    case intakeRefused = "dossier.intake-refused"
    case feeDue = "dossier.fee-due"
    case feePaid = "dossier.fee-paid"
    case accepted = "dossier.accepted"
    case papersTaken = "dossier.papers-taken"
    case handledImmediately = "dossier.handled-immediately"
    case decidedAtCentre = "dossier.decided-at-centre"
    case transferred = "dossier.transferred"
    case handedOver = "dossier.handed-over"
    case assigned = "dossier.assigned"
    case verificationOpened = "dossier.verification-opened"
    case verificationClosed = "dossier.verification-closed"
    case consultationAsked = "dossier.consultation-asked"
    case consultationAnswered = "dossier.consultation-answered"
    case consultationEscalated = "dossier.consultation-escalated"
    case supplementBrought = "dossier.supplement-brought"
    case feeRequested = "dossier.fee-requested"
    case feeReceiptBrought = "dossier.fee-receipt-brought"
    case chainStarted = "dossier.chain-started"
    case chainPartDone = "dossier.chain-part-done"
    case escalated = "dossier.escalated"
    case authorityAnswered = "dossier.authority-answered"
    case approved = "dossier.approved"
    case refused = "dossier.refused"
    case resultSent = "dossier.result-sent"
    case resultReceived = "dossier.result-received"
    case returned = "dossier.returned"
    case originalsReturned = "dossier.originals-returned"
    case uncollected = "dossier.uncollected"
    case closed = "dossier.closed"
    case extensionAsked = "dossier.extension-asked"
    case dateChanged = "dossier.date-changed"
    case urged = "dossier.urged"
    case faultAdmitted = "dossier.fault-admitted"
    case explanationFiled = "dossier.explanation-filed"
    case reopened = "dossier.reopened"
    case lost = "dossier.lost"
    case backEntered = "dossier.back-entered"
    case feeRefunded = "dossier.fee-refunded"
    case withdrawn = "dossier.withdrawn"
    case resultChannelChosen = "dossier.result-channel-chosen"
    case noted = "dossier.noted"
    case provinceFollowed = "dossier.province-followed"
    case documentIssued = "dossier.document-issued"
    case noticeAsked = "dossier.notice-asked"
    case registerEntered = "dossier.register-entered"
    case breachFound = "dossier.breach-found"
  }
}
