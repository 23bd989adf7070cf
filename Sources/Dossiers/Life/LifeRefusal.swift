/// Why a dossier may not be changed this way: one case for each rule.
///
/// The sentence stands in `Config/texts` under the code. No argument is text that came from outside,
/// but ids of the catalogue, of agencies and of bags, which the edge shortens.
public enum LifeRefusal: Hashable, Sendable {
  // Who, when and where it stands.
  case notInState(DossierTransition.Command, DossierState)
  case notYourPart(DossierTransition.Command, DossierRole)
  case otherDomain(String)
  case outsideTransactionHours
  case dossierNeeded, dossierOpened

  // Intake.
  case accountNotMatched
  case procedureNotListed(String)
  case procedureExcluded(String)
  case reasonNeeded
  case authorityNeeded
  case componentsMissing([String])
  case contentIncomplete([String])
  case componentUnknown(String)
  case organisationScans
  case feeNotDue
  case feeUnpaid(amount: Int)
  case otherProcedure(String)
  case centreMayNotDecide

  // Supplement.
  case supplementEmpty
  case supplementWithoutBasis(String)
  case paperHeld(String)
  case supplementLimit(stage: SupplementStage, most: Int)
  case supplementTooLate(latest: CivilDate)
  case documentPastCentre

  // Transfer and custody.
  case slipNeeded
  case secondedCarrier
  case otherCarrier(CourierRule.Mode)
  case noSuchRound
  case heldElsewhere(Holder)
  case countDiffers(declared: Int, counted: Int)
  case recordNeeded
  case otherAgency(String)
  case paperAwaited

  // At the agency.
  case notSameDay
  case delegationNeeded
  case verificationNotForeseen
  case verificationIncomplete
  case consultationUnknown(Int)
  case consultationClosed(Int)
  case consultationNotDue(Int)
  case dueInThePast
  case chainUnderWay
  case chainEmpty
  case chainPastTotal(days: Int, most: Int)
  case chainPartUnknown(String)
  case chainOutOfOrder(next: String)
  case notCrossLevel
  case transferSlipMissing
  case transferSlipDiffers
  case resultsMissing([String])

  // Late.
  case notUsedHere(DossierTransition.Command)
  case notOverdue
  case noticeTooLate(latest: CivilDate)
  case rescheduleLimit(most: Int)
  case extensionSlipMissing
  case notUrged
  case faultNotAdmitted
  case causeNeeded
  case newDateNotLater
  case newDateClosed(CivilDate)
  case postponementTooLong(latest: CivilDate)
  case explanationNotDue
  case nothingToRecount

  // Return.
  case proofMissing(ReturnRule.Proof)
  case otherCounter(String)
  case resultChannelDiffers(ResultChannel)
  case trackingNeeded
  case notYetPastAppointment
  case originalsOutstanding(Int)
  case originalUnknown(String)
  case explanationMissing
  case feeNotRefundable
  case requestMissing
  case choiceNeedsRequest
  case backEntryNeedsPaper
  case backEntryInFuture
  case provinceImplausible(DossierState)
  case alreadyOnRecord
  case applicantPaysNothing
  case postBears
}

extension LifeRefusal {
  /// The code in the contract, and the key of its sentence.
  var parts: (code: String, arguments: [String: String]) {
    switch self {
    case .notInState(let command, let state):
      ("life-not-in-state", ["command": command.rawValue, "state": state.rawValue])
    case .notYourPart(let command, let role):
      ("life-not-your-part", ["command": command.rawValue, "role": role.rawValue])
    case .otherDomain(let domain): ("life-other-domain", ["domain": domain])
    case .outsideTransactionHours: ("life-outside-hours", [:])
    case .dossierNeeded: ("life-dossier-needed", [:])
    case .dossierOpened: ("life-dossier-opened", [:])
    case .accountNotMatched: ("life-account-not-matched", [:])
    case .procedureNotListed(let id): ("life-procedure-not-listed", ["procedure": id])
    case .procedureExcluded(let id): ("life-procedure-excluded", ["procedure": id])
    case .reasonNeeded: ("life-reason-needed", [:])
    case .authorityNeeded: ("life-authority-needed", [:])
    case .componentsMissing(let ids): ("life-components-missing", ["items": listed(ids)])
    case .contentIncomplete(let ids): ("life-content-incomplete", ["items": listed(ids)])
    case .componentUnknown(let id): ("life-component-unknown", ["item": id])
    case .organisationScans: ("life-organisation-scans", [:])
    case .feeNotDue: ("life-fee-not-due", [:])
    case .feeUnpaid(let amount): ("life-fee-unpaid", ["amount": String(amount)])
    case .otherProcedure(let id): ("life-other-procedure", ["procedure": id])
    case .centreMayNotDecide: ("life-centre-may-not-decide", [:])
    case .supplementEmpty: ("life-supplement-empty", [:])
    case .supplementWithoutBasis(let item): ("life-supplement-without-basis", ["item": item])
    case .paperHeld(let item): ("life-paper-held", ["item": item])
    case .supplementLimit(let stage, let most):
      ("life-supplement-limit", ["stage": stage.rawValue, "most": String(most)])
    case .supplementTooLate(let latest):
      ("life-supplement-too-late", ["latest": latest.description])
    case .documentPastCentre: ("life-document-past-centre", [:])
    case .slipNeeded: ("life-slip-needed", [:])
    case .secondedCarrier: ("life-seconded-carrier", [:])
    case .otherCarrier(let mode): ("life-other-carrier", ["mode": mode.rawValue])
    case .noSuchRound: ("life-no-such-round", [:])
    case .heldElsewhere(let holder): ("life-held-elsewhere", ["holder": holder.description])
    case .countDiffers(let declared, let counted):
      ("life-count-differs", ["declared": String(declared), "counted": String(counted)])
    case .recordNeeded: ("life-record-needed", [:])
    case .otherAgency(let agency): ("life-other-agency", ["agency": agency])
    case .paperAwaited: ("life-paper-awaited", [:])
    case .notSameDay: ("life-not-same-day", [:])
    case .delegationNeeded: ("life-delegation-needed", [:])
    case .verificationNotForeseen: ("life-verification-not-foreseen", [:])
    case .verificationIncomplete: ("life-verification-incomplete", [:])
    case .consultationUnknown(let number):
      ("life-consultation-unknown", ["number": String(number)])
    case .consultationClosed(let number): ("life-consultation-closed", ["number": String(number)])
    case .consultationNotDue(let number):
      ("life-consultation-not-due", ["number": String(number)])
    case .dueInThePast: ("life-due-in-the-past", [:])
    case .chainUnderWay: ("life-chain-under-way", [:])
    case .chainEmpty: ("life-chain-empty", [:])
    case .chainPastTotal(let days, let most):
      ("life-chain-past-total", ["days": String(days), "most": String(most)])
    case .chainPartUnknown(let agency): ("life-chain-part-unknown", ["agency": agency])
    case .chainOutOfOrder(let next): ("life-chain-out-of-order", ["agency": next])
    case .notCrossLevel: ("life-not-cross-level", [:])
    case .transferSlipMissing: ("life-transfer-slip-missing", [:])
    case .transferSlipDiffers: ("life-transfer-slip-differs", [:])
    case .resultsMissing(let ids): ("life-results-missing", ["items": listed(ids)])
    case .notUsedHere(let command): ("life-not-used-here", ["command": command.rawValue])
    case .notOverdue: ("life-not-overdue", [:])
    case .noticeTooLate(let latest): ("life-notice-too-late", ["latest": latest.description])
    case .rescheduleLimit(let most): ("life-reschedule-limit", ["most": String(most)])
    case .extensionSlipMissing: ("life-extension-slip-missing", [:])
    case .notUrged: ("life-not-urged", [:])
    case .faultNotAdmitted: ("life-fault-not-admitted", [:])
    case .causeNeeded: ("life-cause-needed", [:])
    case .newDateNotLater: ("life-new-date-not-later", [:])
    case .newDateClosed(let day): ("life-new-date-closed", ["day": day.description])
    case .postponementTooLong(let latest):
      ("life-postponement-too-long", ["latest": latest.description])
    case .explanationNotDue: ("life-explanation-not-due", [:])
    case .nothingToRecount: ("life-nothing-to-recount", [:])
    case .proofMissing(let proof): ("life-proof-missing", ["proof": proof.rawValue])
    case .otherCounter(let agency): ("life-other-counter", ["agency": agency])
    case .resultChannelDiffers(let channel):
      ("life-result-channel-differs", ["channel": channel.rawValue])
    case .trackingNeeded: ("life-tracking-needed", [:])
    case .notYetPastAppointment: ("life-not-yet-past-appointment", [:])
    case .originalsOutstanding(let count):
      ("life-originals-outstanding", ["count": String(count)])
    case .originalUnknown(let item): ("life-original-unknown", ["item": item])
    case .explanationMissing: ("life-explanation-missing", [:])
    case .feeNotRefundable: ("life-fee-not-refundable", [:])
    case .requestMissing: ("life-request-missing", [:])
    case .choiceNeedsRequest: ("life-choice-needs-request", [:])
    case .backEntryNeedsPaper: ("life-back-entry-needs-paper", [:])
    case .backEntryInFuture: ("life-back-entry-in-future", [:])
    case .provinceImplausible(let state):
      ("life-province-implausible", ["state": state.rawValue])
    case .alreadyOnRecord: ("life-already-on-record", [:])
    case .applicantPaysNothing: ("life-applicant-pays-nothing", [:])
    case .postBears: ("life-post-bears", [:])
    }
  }

  private func listed(_ ids: [String]) -> String { ids.joined(separator: ", ") }
}
