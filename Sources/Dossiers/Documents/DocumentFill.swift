/// What the fields of a template hold for one paper.
struct DocumentFill {
  let value: DocumentValue
  let personal: DocumentPersonal

  /// `nil` when there is nothing to write, and the paper has a line for the hand.
  func word(_ field: DocumentField) -> DocumentWord? {
    switch field {
    case .centreName: .text(value.centre.name)
    case .centreSuperior: .text(value.centre.superior)
    case .centrePlace: .text(value.centre.place)
    case .centreAddress: text(value.centre.address)
    case .centrePhone: text(value.centre.phone)
    case .centreWebsite: text(value.centre.website)
    case .documentNumber: number(value.number)
    case .documentOrdinal: .number(value.ordinal)
    case .documentIssuedAt: .moment(value.issuedAt)
    case .documentRecipient: text(value.recipient)
    case .agencyName: text(value.agency)
    case .agencyParticipants: text(value.participants.joined(separator: "; "))
    case .feeAmount: value.fee.map { .amount($0.amount) }
    case .feeBasis: text(value.fee?.legalBasis)
    case .feeReceipt: text(value.fee?.receipt)
    case .meetingAt: moment(value.meeting?.at)
    case .meetingPlace: text(value.meeting?.place)
    case .officerName: text(value.officer?.name)
    case .officerTitle: text(value.officer?.title)
    case .officerAgency: text(value.officer?.agency)
    case .officerPhone: text(value.officer?.phone)
    case .leaderName: text(value.leader?.name)
    case .leaderTitle: text(value.leader?.title)
    case .ticketNumber: text(value.ticket)
    case .blank: nil
    case .reasons: text(reasons.map(\.text).joined(separator: "; "))
    default: field.isPersonal ? person(field) : dossier(field)
    }
  }

  private func dossier(_ field: DocumentField) -> DocumentWord? {
    guard let dossier = value.dossier else { return nil }
    return switch field {
    case .dossierCode: text(dossier.code)
    case .dossierReceivedAt: moment(dossier.receivedAt)
    case .dossierDueAt: moment(dossier.dueAt)
    case .dossierPreviousDueAt: moment(dossier.previousDueAt)
    case .dossierReturnedAt: moment(dossier.returnedAt)
    case .dossierTerm: dossier.term.map { .text(Self.term($0)) }
    case .dossierSets: .number(dossier.sets)
    case .dossierOrdinalOfDay: number(dossier.ordinalOfDay)
    case .dossierBook: number(dossier.book)
    case .dossierEntry: number(dossier.entry)
    case .dossierReturnPlace: text(dossier.returnPlace)
    case .procedureCode: text(dossier.procedureCode)
    case .procedureName: text(dossier.procedureName)
    case .procedureDomain: text(dossier.domainName)
    default: nil
    }
  }

  private func person(_ field: DocumentField) -> DocumentWord? {
    let applicant = personal.applicant
    return switch field {
    case .applicantName: text(applicant.name)
    case .applicantAddress: text(applicant.address)
    case .applicantPhone: text(applicant.phone)
    case .applicantEmail: text(applicant.email)
    case .applicantIdentifier: text(applicant.identifier)
    case .applicantAccount: text(applicant.account)
    case .applicantRepresentative: text(personal.representative)
    default: nil
    }
  }

  /// The reasons of the list, then those an officer typed.
  private var reasons: [DocumentReason] {
    value.reasons + personal.typedReasons.map { DocumentReason($0) }
  }

  private static func term(_ term: TermLength) -> String {
    switch term {
    case .workingDays(let days): "\(padded(days, to: 2)) ngày làm việc"
    case .workingHours(let hours): "\(padded(hours, to: 2)) giờ làm việc"
    case .sameDay: "trong ngày"
    }
  }

  private func text(_ text: String?) -> DocumentWord? { Self.text(text) }
  private func number(_ number: Int?) -> DocumentWord? { number.map { .number($0) } }
  private func moment(_ moment: CivilMoment?) -> DocumentWord? { Self.moment(moment) }

  private static func text(_ text: String?) -> DocumentWord? {
    text.flatMap { $0.isEmpty ? nil : .text($0) }
  }
  private static func moment(_ moment: CivilMoment?) -> DocumentWord? {
    moment.map { .moment($0) }
  }
}

// MARK: - Rows

extension DocumentFill {
  /// The rows of a list or table, each cell that has something to say.
  func rows(_ rows: DocumentRows) -> [[DocumentCell: DocumentWord]] {
    let cells: [[DocumentCell: DocumentWord?]] =
      switch rows {
      case .components: value.components.map(Self.cells)
      case .reasons:
        reasons.map { [.text: .text($0.text), .basis: Self.text($0.legalBasis)] }
      case .explanation: value.explanation.map { [.text: .text($0)] }
      case .steps: value.steps.map(Self.cells)
      case .entries: value.entries.map(cells)
      }
    return cells.enumerated().map { place, row in
      var filled = row.compactMapValues { $0 }
      filled[.index] = .number(place + 1)
      return filled
    }
  }

  private static func cells(_ component: DocumentComponent) -> [DocumentCell: DocumentWord?] {
    [
      .name: text(component.name), .basis: text(component.legalBasis),
      .copies: .number(component.copies),
      .original: .text(component.isOriginal ? "bản chính" : "bản sao"),
      .note: text(component.note),
    ]
  }

  private static func cells(_ step: DocumentStep) -> [DocumentCell: DocumentWord?] {
    [
      .agency: text(step.agency), .task: text(step.task), .days: step.days.map { .number($0) },
      .receivedAt: moment(step.receivedAt), .dueAt: moment(step.dueAt),
      .handedOnAt: moment(step.handedOnAt), .result: text(step.result), .note: text(step.note),
    ]
  }

  private func cells(_ entry: DocumentEntry) -> [DocumentCell: DocumentWord?] {
    let applicant = personal.others[entry.code]
    let reached = [applicant?.address, applicant?.phone].compactMap { $0 }
      .filter { !$0.isEmpty }.joined(separator: "; ")
    return [
      .code: text(entry.code), .procedure: text(entry.procedureName), .sets: .number(entry.sets),
      .applicant: text(applicant?.name), .address: text(reached), .agency: text(entry.agency),
      .receivedAt: moment(entry.receivedAt), .dueAt: moment(entry.dueAt),
      .returnedAt: moment(entry.returnedAt), .returnWay: text(entry.returnWay),
      .note: text(entry.note),
    ]
  }
}
