internal import Dossiers

// What the deciding agency does, and who takes part.
extension DossierAct {
  static let agency: [DossierAct] = [
    DossierAct(
      .openVerification, [.processDossier], ["appointmentAt", "place", "participants"]
    ) { body throws(Problem) in
      guard let at = try body.momentIfPresent("appointmentAt") else {
        for name in ["place", "participants"] where body.fields.has(name) {
          throw .missingMember("appointmentAt")
        }
        return .openVerification(appointment: nil)
      }
      return .openVerification(
        appointment: Appointment(
          at: at, place: try body.office("place"),
          participants: try body.itemsIfPresent("participants")))
    },
    DossierAct(.closeVerification, [.processDossier], ["record", "complete"]) {
      body throws(Problem) in
      .closeVerification(
        record: try body.mark("record"), isComplete: try body.truth("complete"))
    },
    DossierAct(.askConsultation, [.processDossier], ["agency", "question", "dueAt"]) {
      body throws(Problem) in
      .askConsultation(
        agency: try body.office("agency"), question: try body.mark("question"),
        dueAt: try body.moment("dueAt"))
    },
    DossierAct(.answerConsultation, [.processDossier], ["number", "means"]) {
      body throws(Problem) in
      .answerConsultation(
        try body.number("number", in: 1...1_000),
        means: try body.fields.choice("means", ConsultationMeans.self))
    },
    DossierAct(.escalateConsultation, [.processDossier, .dossierFile], ["number"]) {
      body throws(Problem) in
      .escalateConsultation(try body.number("number", in: 1...1_000))
    },
    DossierAct(.askSupplement, [.processDossier], ["items", "reason"]) { body throws(Problem) in
      .askSupplement(try body.lines(), reason: try body.reason())
    },
    DossierAct(.bringSupplement, [.registerData], ["checked"]) { body throws(Problem) in
      .bringSupplement(try body.checked())
    },
    DossierAct(.askFee, [.processDossier], ["amount"]) { body throws(Problem) in
      .askFee(amount: try body.amount())
    },
    DossierAct(.bringFeeReceipt, [.registerData, .collectFee], ["receipt"]) {
      body throws(Problem) in
      .bringFeeReceipt(receipt: try body.mark("receipt"))
    },
    DossierAct(.startChain, [.processDossier, .transferBag], ["lead", "parts"]) {
      body throws(Problem) in
      let list = try body.fields.objectsIfPresent("parts", upTo: 20, known: ["agency", "days"])
      guard let list else { throw .missingMember("parts") }
      var parts: [ChainPart] = []
      for part in list {
        guard let days = try part.integerIfPresent("days", in: 1...3_650) else {
          throw .missingMember("days")
        }
        parts.append(ChainPart(agency: try part.text("agency", upTo: 120), days: days))
      }
      return .startChain(lead: try body.office("lead"), parts: parts)
    },
    DossierAct(.finishChainPart, [.processDossier], ["agency"]) { body throws(Problem) in
      .finishChainPart(agency: try body.office("agency"))
    },
    DossierAct(.escalate, [.processDossier, .transferBag], ["authority"]) {
      body throws(Problem) in
      .escalate(authority: try body.office("authority"))
    },
    DossierAct(.receiveAuthorityResult, [.processDossier, .transferBag]) {
      _ throws(Problem) in .receiveAuthorityResult
    },
    DossierAct(.approve, [.approveResult], ["slip", "results"]) { body throws(Problem) in
      .approve(
        slip: try body.markIfPresent("slip"), by: body.account,
        results: try body.itemsIfPresent("results"))
    },
    DossierAct(.refuse, [.approveResult], ["reason"]) { body throws(Problem) in
      .refuse(reason: try body.reason())
    },
  ]
}
