/// A field of a template, by the name it has between braces: `{dossier.code}`.
public enum DocumentField: String, CaseIterable, Sendable {
  case centreName = "centre.name"
  case centreSuperior = "centre.superior"
  case centrePlace = "centre.place"
  case centreAddress = "centre.address"
  case centrePhone = "centre.phone"
  case centreWebsite = "centre.website"
  case documentNumber = "document.number"
  case documentOrdinal = "document.ordinal"
  case documentIssuedAt = "document.issuedAt"
  case documentRecipient = "document.recipient"
  case dossierCode = "dossier.code"
  case dossierReceivedAt = "dossier.receivedAt"
  case dossierDueAt = "dossier.dueAt"
  case dossierPreviousDueAt = "dossier.previousDueAt"
  case dossierReturnedAt = "dossier.returnedAt"
  case dossierTerm = "dossier.term"
  case dossierSets = "dossier.sets"
  case dossierOrdinalOfDay = "dossier.ordinalOfDay"
  case dossierBook = "dossier.book"
  case dossierEntry = "dossier.entry"
  case dossierReturnPlace = "dossier.returnPlace"
  case procedureCode = "procedure.code"
  case procedureName = "procedure.name"
  case procedureDomain = "procedure.domain"
  case agencyName = "agency.name"
  case agencyParticipants = "agency.participants"
  case applicantName = "applicant.name"
  case applicantAddress = "applicant.address"
  case applicantPhone = "applicant.phone"
  case applicantEmail = "applicant.email"
  case applicantIdentifier = "applicant.identifier"
  case applicantAccount = "applicant.account"
  case applicantRepresentative = "applicant.representative"
  case feeAmount = "fee.amount"
  case feeBasis = "fee.basis"
  case feeReceipt = "fee.receipt"
  case meetingAt = "meeting.at"
  case meetingPlace = "meeting.place"
  case officerName = "officer.name"
  case officerTitle = "officer.title"
  case officerAgency = "officer.agency"
  case officerPhone = "officer.phone"
  case leaderName = "leader.name"
  case leaderTitle = "leader.title"
  case ticketNumber = "ticket.number"
  case reasons = "reasons"
  /// Never anything: dots for the hand.
  case blank
}

extension DocumentField {
  public var sort: DocumentWord.Sort {
    switch self {
    case .documentIssuedAt, .dossierReceivedAt, .dossierDueAt, .dossierPreviousDueAt,
      .dossierReturnedAt, .meetingAt:
      .moment
    case .documentNumber, .documentOrdinal, .dossierSets, .dossierOrdinalOfDay, .dossierBook,
      .dossierEntry:
      .number
    case .feeAmount: .amount
    default: .text
    }
  }

  /// Whether it says who the applicant is.
  public var isPersonal: Bool {
    switch self {
    case .applicantName, .applicantAddress, .applicantPhone, .applicantEmail, .applicantIdentifier,
      .applicantAccount, .applicantRepresentative:
      true
    default: false
    }
  }
}

/// A field of one row of a list or table, by the name it has between braces: `{name}`.
public enum DocumentCell: String, CaseIterable, Sendable {
  /// Place of the row, from 1.
  case index
  case name, basis, copies, original, note
  case text
  case agency, task, days, receivedAt, dueAt, handedOnAt, result
  case code, procedure, sets, applicant, address, returnedAt, returnWay

  public var sort: DocumentWord.Sort {
    switch self {
    case .index, .copies, .days, .sets: .number
    case .receivedAt, .dueAt, .handedOnAt, .returnedAt: .moment
    default: .text
    }
  }
}

/// What a list or table of a template goes over: `list: components`.
public enum DocumentRows: String, CaseIterable, Sendable {
  case components, reasons, explanation, steps, entries

  /// The fields its rows have.
  public var cells: [DocumentCell] {
    switch self {
    case .components: [.index, .name, .basis, .copies, .original, .note]
    case .reasons: [.index, .text, .basis]
    case .explanation: [.index, .text]
    case .steps:
      [.index, .agency, .task, .days, .receivedAt, .dueAt, .handedOnAt, .result, .note]
    case .entries:
      [
        .index, .code, .procedure, .sets, .applicant, .address, .agency, .receivedAt, .dueAt,
        .returnedAt, .returnWay, .note,
      ]
    }
  }
}
