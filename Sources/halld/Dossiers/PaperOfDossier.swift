internal import Dossiers
internal import Store
internal import Ticketing

/// One paper of a dossier with everything that stands on it, as it was when it was issued.
///
/// The dossier is replayed up to the row that made the paper: a second copy, years later, says what the
/// first one said.
struct PaperOfDossier {
  let file: DossierFile
  let paper: DossierFile.Paper
  /// The dossier as it was then.
  let dossier: Dossier
  /// What had happened by then.
  let before: [DossierFile.Row]
  let web: WebParts

  /// - Throws: `documentUnknown` when the dossier has no paper of this number.
  init(_ ordinal: Int, of file: DossierFile, _ web: WebParts) throws(Problem) {
    let papers = file.papers
    guard papers.indices.contains(ordinal - 1) else { throw .documentUnknown }
    let paper = papers[ordinal - 1]
    let before = file.events.filter { $0.seq <= paper.row.seq }
    let then = Dossier.replay(
      id: file.dossier.id, before.lazy.map { (event: $0.event, at: $0.at) })
    guard let then else { throw .documentUnknown }
    self.file = file
    self.paper = paper
    self.before = before
    self.web = web
    dossier = then
  }

  var kind: DocumentKind { paper.document.document }
  var procedure: Procedure? { web.plan.procedure(dossier.procedure) }

  /// The whole paper, without who the applicant is.
  func value(_ centre: DocumentCentre) throws -> DocumentValue {
    let document = paper.document
    let numbers = try web.store.registerLines(
      from: paper.row.seq, through: paper.row.seq)
    var value = DocumentValue(
      kind: kind, number: numbers.first { $0.book == .documents(kind) }?.number,
      ordinal: document.ordinal, issuedAt: paper.row.at, centre: centre,
      dossier: try stated())
    value.agency = document.issuer == Procedure.centre ? dossier.agency : document.issuer
    value.recipient = recipient
    value.components = components
    value.reasons = reasons
    value.explanation = explanation
    value.steps = steps
    value.entries = entries
    value.fee = fee
    value.meeting = meeting
    value.officer = officer
    switch kind {
    case .verificationAppointment, .routingSlip: value.participants = document.items
    default: break
    }
    return value
  }

  /// Words an officer typed with the step that made this paper.
  ///
  /// They stand with the first row of the step; what comes of a step follows it at once.
  func typedReason() throws -> String? {
    for row in before.reversed() {
      if let text = try web.store.typedText(with: row.seq) { return text }
      guard row.at == paper.row.at, row.event.isConsequence else { return nil }
    }
    return nil
  }
}

extension PaperOfDossier {
  private func stated() throws -> DocumentDossier {
    var stated = DocumentDossier(
      code: dossier.code?.text ?? "", procedureCode: dossier.procedure,
      procedureName: procedure?.name.vi ?? dossier.procedure)
    stated.domainName = procedure.flatMap { web.plan.domain(DomainID($0.domain))?.name.vi }
    stated.receivedAt = dossier.accepted?.receivedAt ?? dossier.receivedAt
    stated.dueAt = paper.document.dueAt ?? dossier.term?.dueAt
    stated.previousDueAt = previousDue
    stated.returnedAt = before.last { if case .returned = $0.event { true } else { false } }?.at
    stated.term = procedure?.term
    stated.ordinalOfDay = ordinalOfDay
    if let entered = before.last(where: { row in
      if case .registerEntered(let entered) = row.event { entered.book == .dossiers } else { false }
    }) {
      stated.entry = try web.store.registerLines(from: entered.seq, through: entered.seq)
        .first { $0.book == .book(.dossiers) }?.number
    }
    stated.returnPlace = web.texts.sentence("return-\(dossier.resultChannel.rawValue)").vi
    return stated
  }

  /// The day that was promised before this paper changed it.
  private var previousDue: CivilMoment? {
    if kind == .extensionRequest { return dossier.term?.dueAt }
    return before.reversed().lazy.compactMap { row in
      if case .dateChanged(let change) = row.event { change.promised } else { nil }
    }.first
  }

  private var ordinalOfDay: Int? {
    let registered = before.lazy.compactMap { row in
      if case .opened(let opened) = row.event { opened.ordinalOfDay } else { nil }
    }.first
    return registered ?? dossier.code?.ordinal
  }

  private var recipient: String? {
    switch paper.document.recipient {
    case .applicant: nil
    case .agency: dossier.agency
    case .authority:
      if case .authority(let name) = dossier.holder { name } else { nil }
    case .centre, .director, .chairman:
      web.texts.sentence("recipient-\(paper.document.recipient.rawValue)").vi
    }
  }

  private var components: [DocumentComponent] {
    let known = procedure?.components ?? []
    switch kind {
    case .receiptSlip, .controlSlip:
      return known.filter { dossier.components.contains($0.id) }.map { DocumentComponent($0) }
    case .registrationSlip: return known.map { DocumentComponent($0) }
    case .supplementRequest:
      let bases = self.bases
      return paper.document.items.map { id in
        var component =
          known.first { $0.id == id }.map { DocumentComponent($0) }
          ?? DocumentComponent(name: id)
        component.legalBasis = bases[id] ?? component.legalBasis
        return component
      }
    case .withdrawalConfirmation, .lossRecord:
      let ids = kind == .lossRecord ? paper.document.items : dossier.originalsHeld
      return ids.map { id in
        known.first { $0.id == id }.map { DocumentComponent($0) } ?? DocumentComponent(name: id)
      }
    default: return []
    }
  }

  /// The provision of each paper that has its own, from the step that asked for it.
  private var bases: [String: String] {
    let asked = before.reversed().lazy.compactMap { row in
      if case .supplementAsked(let asked) = row.event { asked } else { nil }
    }.first
    var bases: [String: String] = [:]
    for pair in asked?.bases ?? [] {
      let halves = pair.split(separator: "=", maxSplits: 1).map(String.init)
      if halves.count == 2 { bases[halves[0]] = halves[1] }
    }
    return bases
  }

  private var reasons: [DocumentReason] {
    var reasons: [DocumentReason] = []
    if let reason = paper.document.reason {
      // What an import or an older list gave has no sentence of ours: its code stands for it.
      reasons.append(DocumentReason(web.texts.known("reason-\(reason)")?.vi ?? reason))
    }
    if kind == .guidanceLetter, let authority = paper.document.items.first {
      reasons.append(
        DocumentReason(web.texts.sentence("guided-to", ["authority": authority]).vi))
    }
    return reasons
  }

  private var explanation: [String] {
    guard kind == .receiptSlip else { return [] }
    var then = file
    then.dossier = dossier
    return then.explanation.map { ExplanationText(explanation: $0, texts: web.texts).slipLines }
      ?? []
  }
}

extension DossierEvent {
  /// Whether it follows from a step and is none itself.
  fileprivate var isConsequence: Bool {
    switch self {
    case .documentIssued, .noticeAsked, .registerEntered, .breachFound, .papersTaken,
      .backEntered, .handedOver, .resultChannelChosen:
      true
    default: false
    }
  }
}
