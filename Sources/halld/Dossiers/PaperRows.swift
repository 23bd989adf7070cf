internal import Dossiers
internal import Ticketing

// Who had the dossier, what else stands on a list, and who signs.
extension PaperOfDossier {
  var steps: [DocumentStep] {
    switch kind {
    case .controlSlip:
      var centre = DocumentStep(agency: web.plan.centre.vi)
      centre.receivedAt = dossier.accepted?.receivedAt
      centre.handedOnAt = paper.row.at
      var agency = DocumentStep(
        agency: dossier.agency ?? "", days: dossier.term.map(\.days))
      agency.dueAt = dossier.term?.dueAt
      return [centre, agency]
    case .routingSlip:
      return (dossier.chain?.parts ?? []).map { part in
        let task = procedure?.linked.first { $0.agency == part.agency }?.task.vi
        return DocumentStep(agency: part.agency, task: task, days: part.days)
      }
    default: return []
    }
  }

  var entries: [DocumentEntry] {
    guard kind == .registerEntry || kind == .handoverRecord else { return [] }
    var entry = DocumentEntry(
      code: dossier.code?.text ?? "", procedureName: procedure?.name.vi ?? dossier.procedure)
    entry.agency = dossier.agency
    entry.receivedAt = dossier.accepted?.receivedAt ?? dossier.receivedAt
    entry.dueAt = dossier.term?.dueAt
    entry.returnWay = web.texts.sentence("return-\(dossier.resultChannel.rawValue)").vi
    if kind == .handoverRecord { entry.note = paper.document.items.first }
    return [entry]
  }

  var fee: DocumentFee? {
    guard kind == .feeSlip, let amount = dossier.feeRequested ?? procedure?.fee?.amount else {
      return nil
    }
    return DocumentFee(amount: amount, legalBasis: procedure?.fee?.legalBasis)
  }

  var meeting: DocumentMeeting? {
    guard kind == .verificationAppointment else { return nil }
    return before.reversed().lazy.compactMap { row in
      guard case .verificationOpened(let opened) = row.event, let at = opened.appointmentAt,
        let place = opened.place
      else { return nil }
      return DocumentMeeting(at: at, place: place)
    }.first
  }

  /// Whoever did the step; nobody for what followed from the clock.
  var officer: DocumentPerson? {
    let parts = paper.row.actor.text.split(separator: ":", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return nil }
    let person = web.staff.person(parts[1])
    return DocumentPerson(
      name: person.name, title: person.title ?? "", agency: person.agency)
  }
}
