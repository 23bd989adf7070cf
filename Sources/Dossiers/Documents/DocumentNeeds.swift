extension DocumentKind {
  /// What a paper of this kind must state; a template without one of them is refused.
  ///
  /// What is personal may be missing from a value (it is erased in time) and leaves a line for the hand.
  public var neededFields: [DocumentField] {
    switch self {
    case .receiptSlip:
      [
        .dossierCode, .procedureName, .applicantName, .dossierReceivedAt, .dossierDueAt,
        .dossierTerm, .officerName,
      ]
    case .supplementRequest: [.procedureName, .applicantName, .officerName]
    case .refusalSlip: [.procedureName, .applicantName]
    case .apologyReschedule, .extensionRequest, .extensionNotice, .postponementNotice:
      [.dossierCode, .procedureName, .dossierPreviousDueAt, .dossierDueAt]
    case .controlSlip, .transferSlip, .routingSlip: [.dossierCode, .procedureName, .dossierDueAt]
    case .registrationSlip:
      [.dossierCode, .procedureName, .applicantAccount, .dossierOrdinalOfDay]
    case .apologyLetter, .faultAdmission, .explanationReport: [.dossierCode, .procedureName]
    case .feeSlip: [.feeAmount, .procedureName]
    case .verificationAppointment: [.dossierCode, .meetingAt, .meetingPlace]
    case .evaluationForm, .withdrawalConfirmation, .correctionRecord, .lossRecord: [.dossierCode]
    case .registerEntry, .handoverRecord, .guidanceLetter: []
    }
  }

  /// The rows a paper of this kind must list.
  public var neededRows: [DocumentRows] {
    switch self {
    case .receiptSlip, .supplementRequest: [.components]
    case .refusalSlip, .guidanceLetter: [.reasons]
    case .controlSlip, .routingSlip: [.steps]
    case .registerEntry, .handoverRecord: [.entries]
    default: []
    }
  }

  /// Whether the paper goes into the applicant's own hands.
  public var isForApplicant: Bool {
    switch self {
    case .receiptSlip, .supplementRequest, .refusalSlip, .apologyReschedule, .registrationSlip,
      .apologyLetter, .extensionNotice, .postponementNotice, .feeSlip, .evaluationForm,
      .guidanceLetter, .verificationAppointment, .withdrawalConfirmation:
      true
    case .controlSlip, .registerEntry, .transferSlip, .routingSlip, .handoverRecord,
      .faultAdmission, .extensionRequest, .explanationReport, .correctionRecord, .lossRecord:
      false
    }
  }
}

/// What a paper cannot be made without, and was not given.
public struct DocumentLack: Error, Hashable, Sendable {
  public var kind: DocumentKind
  public var fields: [DocumentField]
  public var rows: [DocumentRows]

  public init(kind: DocumentKind, fields: [DocumentField], rows: [DocumentRows]) {
    self.kind = kind
    self.fields = fields
    self.rows = rows
  }
}
