internal import Dossiers
internal import HTTPTypes
internal import Hummingbird
internal import Store
internal import Ticketing

/// What staff do to a dossier, one act after the other, each answered once it is on disk.
enum DossierRoutes {
  static let routes = [
    Route(.post, "/api/dossiers/{code}/acts/{act}", .staff, .staff(.actOnDossier)) {
      try await carryOut($0)
    },
    Route(.get, "/api/dossiers/{code}/file", .staff, .staff(.seeDossier)) {
      try await DossierFile.answer($0)
    },
  ]

  private static func carryOut(_ exchange: Exchange) async throws -> Response {
    let key = try exchange.key()
    guard let act = DossierAct.named(exchange.parameter("act")) else { throw Problem.actUnknown }
    let staff = try exchange.signedIn()
    try staff.may(act)
    let fields = try await exchange.fields(ActBody.common + act.members)
    let body = ActBody(
      fields: fields, account: staff.account, utcOffsetSeconds: exchange.now.utcOffsetSeconds)
    let command = try act.read(body)
    let text = try fields.textIfPresent("text", upTo: 500)
    let (ticket, counter) = try await DossierPlace.visit(
      try fields.textIfPresent("ticket", upTo: 20), staff, exchange)
    let found = try DossierPlace.find(exchange)
    try mayCollect(command, staff, exchange)
    let answer = try await exchange.web.store.submit(
      DossierRequest(
        command, of: .id(found.dossier.id), by: staff.actor, as: staff.inLife, at: exchange.now,
        visit: ticket, counter: counter,
        key: IdempotencyKey(
          scope: "acts \(staff.account)", key: key,
          body: "\(found.dossier.id) \(act.path) \(fields.fingerprint)".utf8),
        typedText: text))
    if command.name == .accept, !answer.repeated {
      PaperRoutes.printReceipt(of: answer.dossier.id, exchange)
    }
    return self.answer(answer, exchange)
  }

  /// Fees go to the officer only where the centre has no counter for them (SL 9.a; LC 12.2.d).
  private static func mayCollect(
    _ command: DossierCommand, _ staff: StaffSession, _ exchange: Exchange
  ) throws(Problem) {
    guard command.name == .recordFeePaid, staff.role == .officer else { return }
    let plan = exchange.web.plan
    let rules = plan.regulations.inForce(centre: plan.centreCode, on: exchange.now.date)
    guard rules?.life.fee.collector != .feeCounter else { throw .notCollector }
  }

  /// The dossier as it is now, and the papers that came with the act.
  static func answer(
    _ answer: DossierAnswer, _ exchange: Exchange, _ status: HTTPResponse.Status = .ok
  ) -> Response {
    let web = exchange.web
    let dossier = answer.dossier
    // Papers are counted through the dossier's life: the last ones are those of this act.
    let issued = answer.recorded.compactMap { recorded -> (Int64, DocumentIssued)? in
      guard case .dossier(let step) = recorded.event, case .life(let event) = step.fact,
        case .documentIssued(let document) = event
      else { return nil }
      return (recorded.id, document)
    }
    // The applicant's proof is told with the slip that bears it, and not again to whoever asks.
    let proof =
      answer.events.contains { [.opened, .accepted].contains($0.kind) }
      ? dossier.code.map { web.store.tokens.proof(ofDossier: $0.text) } : nil
    let before = dossier.documents.values.reduce(0, +) - issued.count
    return Answer.json(status) { text in
      text.dossier(dossier, web)
      text.put("proof", proof)
      text.list("issued", issued.enumerated()) { text, item in
        let (seq, document) = item.element
        text.object { text in
          // A repeat finds the dossier further on; its papers are then those of the file.
          text.put("ordinal", answer.repeated ? nil : before + item.offset + 1)
          text.put("document", document.document.rawValue)
          text.put("documentName", web.texts.sentence("document-\(document.document.rawValue)"))
          text.put(
            "number",
            answer.lines.first { $0.seq == seq && $0.book == .documents(document.document) }?
              .number)
          text.put("recipient", document.recipient.rawValue)
        }
      }
      text.put("repeated", answer.repeated)
    }
  }
}

extension JSONText {
  /// What every answer about a dossier says first; nothing personal.
  mutating func dossier(_ dossier: Dossier, _ web: WebParts) {
    let offset = web.settings.utcOffsetSeconds
    func moment(_ moment: CivilMoment?) -> String? {
      moment.map { Moment($0, utcOffsetSeconds: offset).rfc3339 }
    }
    put("id", dossier.id.description)
    put("code", dossier.code?.text)
    put("state", dossier.state.rawValue)
    put("stateName", web.texts.sentence("state-\(dossier.state.rawValue)"))
    put("procedure", dossier.procedure)
    put("procedureName", web.plan.procedure(dossier.procedure)?.name)
    put("agency", dossier.agency)
    put("officer", dossier.officer)
    put("channel", dossier.channel.rawValue)
    put("receivedAt", moment(dossier.receivedAt))
    put("dueDate", dossier.term?.dueDate.description)
    put("dueAt", moment(dossier.term?.dueAt))
    put("clause", dossier.term?.clause)
  }
}
