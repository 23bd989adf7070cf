internal import Dossiers

// From the check to acceptance, and on to the agency.
extension DossierAct {
  static let intake: [DossierAct] = [
    DossierAct(.openCheck, [.acceptIntake]) { _ throws(Problem) in .openCheck },
    DossierAct(.guideAway, [.acceptIntake], ["reason", "authority", "letter"]) {
      body throws(Problem) in
      .guideAway(
        reason: try body.reason(), authority: try body.office("authority"),
        letterRequested: try body.fields.truthIfPresent("letter") ?? false)
    },
    DossierAct(.askIntakeSupplement, [.acceptIntake], ["items"]) { body throws(Problem) in
      .askIntakeSupplement(try body.lines())
    },
    DossierAct(.bringIntakeSupplement, [.registerData], ["items"]) { body throws(Problem) in
      .bringIntakeSupplement(try body.items("items"))
    },
    DossierAct(.refuseIntake, [.acceptIntake], ["reason"]) { body throws(Problem) in
      .refuseIntake(reason: try body.reason())
    },
    DossierAct(.askFeeFirst, [.acceptIntake], ["checked"]) { body throws(Problem) in
      .askFeeFirst(checked: try body.checked())
    },
    DossierAct(.recordFeePaid, [.collectFee], ["amount", "receipt"]) { body throws(Problem) in
      .recordFeePaid(amount: try body.amount(), receipt: try body.mark("receipt"))
    },
    DossierAct(.accept, [.acceptIntake], ActBody.acceptanceMembers) { body throws(Problem) in
      .accept(try body.acceptance())
    },
  ]

  static let work: [DossierAct] = [
    DossierAct(.handleImmediately, [.acceptIntake], ["slip"]) { body throws(Problem) in
      .handleImmediately(slipRequested: try body.fields.truthIfPresent("slip") ?? false)
    },
    DossierAct(.decideAtCentre, [.approveResult], ["delegation", "results"]) {
      body throws(Problem) in
      .decideAtCentre(
        delegation: try body.markIfPresent("delegation"),
        results: try body.itemsIfPresent("results"))
    },
    DossierAct(.transfer, [.transferBag], ["slip"] + ActBody.bagMembers) { body throws(Problem) in
      .transfer(bag: try body.bag(), slip: try body.mark("slip"))
    },
    DossierAct(.signForBag, [.transferBag], ActBody.countMembers) { body throws(Problem) in
      .signForBag(try body.count())
    },
    DossierAct(.assign, [.processDossier], ["officer"]) { body throws(Problem) in
      .assign(officer: try body.mark("officer"))
    },
  ]
}
