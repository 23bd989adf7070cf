internal import Dossiers

// From the agency's desk to the applicant's hand, late or not, and what can go wrong.
extension DossierAct {
  static let results: [DossierAct] = [
    DossierAct(.sendToCentre, [.processDossier, .transferBag], ActBody.bagMembers) {
      body throws(Problem) in .sendToCentre(bag: try body.bag())
    },
    DossierAct(.receiveResult, [.returnResult], ActBody.countMembers) { body throws(Problem) in
      let isCounted = ActBody.countMembers.contains { body.fields.has($0) }
      return .receiveResult(isCounted ? try body.count() : nil)
    },
    DossierAct(
      .release, [.returnResult],
      ["proofs", "representative", "results", "originals", "counterOf"]
    ) { body throws(Problem) in
      .release(
        Release(
          proofs: Set(try body.fields.choices("proofs", ReturnRule.Proof.self)),
          isRepresentative: try body.fields.truthIfPresent("representative") ?? false,
          results: try body.itemsIfPresent("results"),
          originals: try body.itemsIfPresent("originals"),
          counterOf: try body.fields.textIfPresent("counterOf", upTo: 120)))
    },
    DossierAct(.sendResult, [.returnResult], ["tracking"]) { body throws(Problem) in
      .sendResult(tracking: try body.markIfPresent("tracking"))
    },
    DossierAct(.markUncollected, [.returnResult]) { _ throws(Problem) in .markUncollected },
    DossierAct(.close, [.returnResult]) { _ throws(Problem) in .close },
  ]

  static let lateness: [DossierAct] = [
    DossierAct(.askExtension, [.changeReturnDate], ["reason", "cause", "newDate"]) {
      body throws(Problem) in
      .askExtension(
        reason: try body.reason(),
        cause: try body.fields.choiceIfPresent("cause", DelayCause.self),
        newDate: try body.date("newDate"))
    },
    DossierAct(.reschedule, [.changeReturnDate]) { _ throws(Problem) in .reschedule() },
    DossierAct(.postpone, [.changeReturnDate], ["reason", "newDate"]) { body throws(Problem) in
      .postpone(reason: try body.reason(), newDate: try body.date("newDate"))
    },
    DossierAct(.apologise, [.changeReturnDate], ["reason", "newDate"]) { body throws(Problem) in
      .apologise(reason: try body.reason(), newDate: try body.date("newDate"))
    },
    DossierAct(.urge, [.dossierFile]) { _ throws(Problem) in .urge },
    DossierAct(.admitFault, [.changeReturnDate], ["reason", "newDate"]) { body throws(Problem) in
      .admitFault(reason: try body.reason(), newDate: try body.date("newDate"))
    },
    DossierAct(.extend, [.changeReturnDate]) { _ throws(Problem) in .extend },
    DossierAct(.fileExplanation, [.dossierFile], ["reference"]) { body throws(Problem) in
      .fileExplanation(reference: try body.mark("reference"))
    },
    DossierAct(.recount, [.dossierFile]) { _ throws(Problem) in .recount },
  ]

  static let cases: [DossierAct] = [
    DossierAct(.reopen, [.approveResult], ["fault", "bearer"]) { body throws(Problem) in
      .reopen(
        fault: try body.fields.choice("fault", CostBearer.self),
        bearer: try body.fields.choice("bearer", CostBearer.self))
    },
    DossierAct(.reportLoss, [.dossierFile], ["item", "damaged", "bearer"]) {
      body throws(Problem) in
      .reportLoss(
        item: try body.mark("item"), isDamage: try body.truth("damaged"),
        bearer: try body.fields.choice("bearer", CostBearer.self))
    },
    DossierAct(
      .refundFee, [.collectFee, .approveResult],
      ["transferred", "applicantRequest", "agencyRequest", "cancelledReceipt"]
    ) { body throws(Problem) in
      .refundFee(
        FeeRefund(
          isTransferred: try body.truth("transferred"),
          applicantRequest: try body.markIfPresent("applicantRequest"),
          agencyRequest: try body.markIfPresent("agencyRequest"),
          cancelledReceipt: try body.mark("cancelledReceipt")))
    },
    DossierAct(.withdraw, [.registerData]) { _ throws(Problem) in .withdraw },
    DossierAct(.returnOriginals, [.returnResult], ["originals"]) { body throws(Problem) in
      .returnOriginals(try body.items("originals"))
    },
    DossierAct(.chooseResultChannel, [.registerData], ["channel", "request"]) {
      body throws(Problem) in
      .chooseResultChannel(
        try body.fields.choice("channel", ResultChannel.self),
        request: try body.markIfPresent("request"))
    },
    DossierAct(.record, [.dossierFile], ["note", "party", "reference"]) { body throws(Problem) in
      .record(
        DossierNote(
          try body.fields.choice("note", DossierNote.Kind.self),
          party: try body.fields.textIfPresent("party", upTo: 120),
          reference: try body.markIfPresent("reference")))
    },
  ]
}
