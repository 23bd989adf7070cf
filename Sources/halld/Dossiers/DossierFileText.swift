internal import Dossiers
internal import Store
internal import Ticketing

extension JSONText {
  mutating func file(_ file: DossierFile, _ web: WebParts) {
    let dossier = file.dossier
    let procedure = file.context?.procedure
    self.dossier(dossier, web)
    put("domain", procedure?.domain)
    put("domainName", procedure.flatMap { web.plan.domain(DomainID($0.domain))?.name })
    put("medium", dossier.medium.rawValue)
    put("applicant", dossier.applicant.rawValue)
    put("resultChannel", dossier.resultChannel.rawValue)
    put("arrivalStamp", dossier.arrivalStamp?.description)
    put("counter", file.stored.counter?.rawValue)
    put("version", dossier.version)
    clock(dossier)
    if let explanation = file.explanation {
      put("explanation", ExplanationText(explanation: explanation, texts: web.texts))
    } else {
      null("explanation")
    }
    custody(dossier, web)
    components(dossier, procedure)
    list("originals", dossier.originalsHeld) { $0.item($1) }
    list("wanted", dossier.supplementItems) { $0.item($1) }
    put("intakeSupplements", dossier.intakeSupplements)
    put("processingSupplements", dossier.processingSupplements)
    object("fee") { text in
      text.put("amount", procedure?.fee?.amount)
      text.put("basis", procedure?.fee?.legalBasis)
      text.put("prepaid", procedure?.fee?.isPrepaid ?? false)
      text.put("requested", dossier.feeRequested)
      text.put("paid", dossier.feePaid)
      text.put("refunded", dossier.isFeeRefunded)
    }
    put("transferSlip", dossier.transferSlip)
    list("results", dossier.results) { $0.item($1) }
    consultations(dossier, web)
    chain(dossier)
    list("flags", dossier.told) { text, flag in
      text.object { text in
        text.put("flag", flag)
        text.put("name", web.texts.sentence("flag-\(flag)"))
      }
    }
    documents(file, web)
    timeline(file, web)
    list("acts", PossibleAct.all(of: file)) { $0.act($1, web) }
    put("asOf", file.now.rfc3339)
  }

  private mutating func clock(_ dossier: Dossier) {
    object("clock") { text in
      switch dossier.clock {
      case .notStarted: text.put("state", "notStarted")
      case .running: text.put("state", "running")
      case .stopped: text.put("state", "stopped")
      case .ended: text.put("state", "ended")
      }
      if case .stopped(let day) = dossier.clock {
        text.put("since", day.description)
      } else {
        text.null("since")
      }
    }
  }

  private mutating func custody(_ dossier: Dossier, _ web: WebParts) {
    object("holder") { text in
      let parts = dossier.holder.description.split(separator: ":", maxSplits: 1).map(String.init)
      text.put("kind", parts[0])
      text.put("name", web.texts.sentence("holder-\(parts[0])"))
      text.put("id", parts.count > 1 ? parts[1] : nil)
      text.put("carrier", dossier.bagCarrier?.rawValue)
    }
  }

  private mutating func components(_ dossier: Dossier, _ procedure: Procedure?) {
    list("components", procedure?.components ?? []) { text, component in
      text.object { text in
        text.component(component)
        text.put("taken", dossier.components.contains(component.id))
        text.put("held", dossier.heldData.contains(component.id))
      }
    }
  }

  private mutating func consultations(_ dossier: Dossier, _ web: WebParts) {
    let offset = web.settings.utcOffsetSeconds
    list("consultations", dossier.consultations) { text, consultation in
      text.object { text in
        text.put("number", consultation.number)
        text.put("agency", consultation.agency)
        text.put("dueAt", Moment(consultation.dueAt, utcOffsetSeconds: offset).rfc3339)
        text.put("answered", consultation.answered?.rawValue)
        text.put("escalated", consultation.isEscalated)
      }
    }
  }

  private mutating func chain(_ dossier: Dossier) {
    list("chain", dossier.chain?.parts ?? []) { text, part in
      text.object { text in
        text.put("agency", part.agency)
        text.put("days", part.days)
        text.put("done", dossier.chain?.done.contains(part.agency) ?? false)
      }
    }
  }

  private mutating func documents(_ file: DossierFile, _ web: WebParts) {
    let offset = web.settings.utcOffsetSeconds
    list("documents", file.papers.enumerated()) { text, item in
      let document = item.element.document
      text.object { text in
        text.put("ordinal", item.offset + 1)
        text.put("document", document.document.rawValue)
        text.put("documentName", web.texts.sentence("document-\(document.document.rawValue)"))
        text.put("issuer", document.issuer)
        text.put("recipient", document.recipient.rawValue)
        text.put("delivery", document.delivery.rawValue)
        text.put("issuedAt", Moment(item.element.row.at, utcOffsetSeconds: offset).rfc3339)
        text.put(
          "dueAt", document.dueAt.map { Moment($0, utcOffsetSeconds: offset).rfc3339 })
        text.list("items", document.items) { $0.item($1) }
        text.print(web.papers?.state(of: file.dossier.id, item.offset + 1), web)
      }
    }
  }

  private mutating func timeline(_ file: DossierFile, _ web: WebParts) {
    let offset = web.settings.utcOffsetSeconds
    let timeline = file.timeline
    list("timeline", timeline.stretches) { text, stretch in
      text.object { text in
        text.put("state", stretch.state.rawValue)
        text.put("stateName", web.texts.sentence("state-\(stretch.state.rawValue)"))
        text.put("holder", stretch.holder.description)
        text.put("officer", stretch.officer)
        text.put("from", Moment(stretch.from, utcOffsetSeconds: offset).rfc3339)
        text.put("until", stretch.until.map { Moment($0, utcOffsetSeconds: offset).rfc3339 })
        text.put(
          "workingMinutes",
          file.context.map {
            timeline.workingMinutes(of: stretch, now: file.now.civil, under: $0.rules)
          })
      }
    }
  }

  private mutating func act(_ possible: PossibleAct, _ web: WebParts) {
    object { text in
      text.put("act", possible.act.path)
      text.put("name", web.texts.sentence("act-\(possible.act.path)"))
      text.put("clause", DossierTransition.row(possible.act.command)?.clause)
      text.list("members", possible.act.members) { $0.item($1) }
      text.put("possible", possible.refusal == nil)
      if let refusal = possible.refusal {
        let problem = Problem(refusal)
        text.put("why", web.texts.sentence(problem.code, problem.arguments))
      } else {
        text.null("why")
      }
    }
  }
}

extension Dossier {
  /// What stands out about it, as the keys of its sentences.
  fileprivate var told: [String] {
    [
      (wasRefused, "refused"), (wasLate, "late"), (isUrged, "urged"),
      (expectedOverdueNotified, "expectedOverdueNotified"),
      (extensionAsked != nil, "extensionAsked"), (explanationDue, "explanationDue"),
      (isLostOrDamaged, "lostOrDamaged"), (isIncidentEntered, "incidentEntered"),
      (uncollectedSince != nil, "uncollected"), (chain != nil, "linked"),
      (!breaches.isEmpty, "breached"),
    ].filter(\.0).map(\.1)
  }
}
