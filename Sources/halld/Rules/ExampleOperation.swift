internal import Dossiers

/// The operations an example may ask for, each one call of a dossier rule.
enum ExampleOperation: String, CaseIterable {
  // Terms.
  case dueDate, sameDayResultDue, workingMinutes, isOpen, postalReceipt, workingDaysAfter
  // On the way to an agency.
  case transferDue, courierRound
  // Supplements.
  case supplementNoticeLatest, supplementReceived, supplementAllowed, apologyRequired
  // Lateness and refusals.
  case overdueNoticeLatest, extensionMax, rescheduleAllowed, rescheduleDocuments, refusalOnTime
  // Fees, reports, staff.
  case feeHandoverLatest, lastWorkingDay, refundRoute, reportDay22, reportDay
  case absenceNoticeLatest, monthsTerm, disciplineNotice, progressUpdateSlots, processMinutes
  // At the counter.
  case receiptRequired, approvalAllowed, outOfScopeReply, dossierCode

  typealias Answer = [(name: String, value: JSONValue)]

  /// The facts the operation reads; any other key of a question is named as unknown.
  var keys: Set<String> {
    switch self {
    case .dueDate: ["acceptedAt", "days"]
    case .sameDayResultDue: ["receivedAt"]
    case .workingMinutes: ["from", "to", "clock"]
    case .isOpen: ["at"]
    case .postalReceipt: ["arrivalStamp", "openedOn"]
    case .workingDaysAfter: ["from", "days"]
    case .transferDue: ["receivedAt", "enteredAt"]
    case .courierRound: ["readyAt"]
    case .supplementNoticeLatest: ["receivedOn", "specialLawDays"]
    case .supplementReceived: ["acceptedOn", "noticeOn", "supplementOn", "days"]
    case .supplementAllowed: ["stage", "alreadyRequested"]
    case .apologyRequired: ["stage", "ordinalOfSupplementSlip"]
    case .overdueNoticeLatest: ["dueDate"]
    case .extensionMax: ["statutoryDays", "dueDate"]
    case .rescheduleAllowed, .rescheduleDocuments: ["rescheduleCount"]
    case .refusalOnTime: ["dueAt", "refusalIssuedAt"]
    case .feeHandoverLatest, .lastWorkingDay, .reportDay22, .reportDay: ["month"]
    case .refundRoute: ["feeTransferredToAgency", "applicantAndAgencyRequestInWriting"]
    case .absenceNoticeLatest: ["absentOn", "days"]
    case .monthsTerm: ["months"]
    case .disciplineNotice: ["violationsThisYear"]
    case .progressUpdateSlots: ["on"]
    case .processMinutes: ["path"]
    case .receiptRequired: ["immediateResult", "applicantAsks"]
    case .approvalAllowed: ["centreTransferSlipAttached"]
    case .outOfScopeReply: ["channel", "applicantAsks"]
    case .dossierCode: ["receivedOn", "ordinal"]
    }
  }

  /// Works it out by these rules.
  func answer(_ given: Members, by rules: Regulation) throws -> Answer {
    switch self {
    case .dueDate, .sameDayResultDue, .workingMinutes, .isOpen, .postalReceipt, .workingDaysAfter:
      try term(given, by: rules)
    case .transferDue, .courierRound, .supplementNoticeLatest, .supplementReceived,
      .supplementAllowed, .apologyRequired:
      try course(given, by: rules)
    case .overdueNoticeLatest, .extensionMax, .rescheduleAllowed, .rescheduleDocuments,
      .refusalOnTime:
      try lateness(given, by: rules)
    case .feeHandoverLatest, .lastWorkingDay, .refundRoute, .reportDay22, .reportDay,
      .absenceNoticeLatest, .monthsTerm, .disciplineNotice, .progressUpdateSlots, .processMinutes:
      try office(given, by: rules)
    case .receiptRequired, .approvalAllowed, .outOfScopeReply, .dossierCode:
      try counter(given, by: rules)
    }
  }
}

extension ExampleOperation {
  private func term(_ given: Members, by rules: Regulation) throws -> Answer {
    switch self {
    case .dueDate:
      let term = try rules.due(
        receivedAt: given.moment("acceptedAt"), days: given.integer("days"))
      return [
        ("startCountDay", .day(term.startCountDay)), ("dueDate", .day(term.dueDate)),
        ("dueAt", .text(term.dueAt.description)),
      ]
    case .sameDayResultDue:
      let term = try rules.due(receivedAt: given.moment("receivedAt"), days: 0)
      return [("dueAt", .text(term.dueAt.description))]
    case .workingMinutes:
      let minutes = rules.calendar.workingMinutes(
        from: try given.moment("from"), to: try given.moment("to"), clock: try clock(given))
      return [("minutes", .integer(minutes))]
    case .isOpen:
      let moment = try given.moment("at")
      return [
        ("working", .truth(rules.calendar.isOpen(at: moment, clock: .working))),
        ("transactions", .truth(rules.calendar.isOpen(at: moment, clock: .transactions))),
      ]
    case .postalReceipt:
      let opened = given["openedOn"] == nil ? nil : try given.date("openedOn")
      return [
        (
          "receivedOn",
          .day(
            try rules.postalReceipt(arrivalStamp: given.date("arrivalStamp"), openedOn: opened))
        )
      ]
    default:
      let day = try rules.workingDay(given.integer("days"), after: given.date("from"))
      return [("latestDate", .day(day))]
    }
  }

  private func course(_ given: Members, by rules: Regulation) throws -> Answer {
    switch self {
    case .transferDue:
      if given["enteredAt"] != nil { _ = try given.moment("enteredAt") }
      let due = try rules.transferDue(receivedAt: given.moment("receivedAt"))
      return [("latest", .text(due.latest.description)), ("class", .text(due.kind.rawValue))]
    case .courierRound:
      let round = try rules.courierRound(readyAt: given.moment("readyAt"))
      return [("round", .text(round.description))]
    case .supplementNoticeLatest:
      let special = given["specialLawDays"] == nil ? nil : try given.integer("specialLawDays")
      let day = try rules.supplementNoticeLatest(
        receivedOn: given.date("receivedOn"), specialLawDays: special)
      return [("latestDate", .day(day))]
    case .supplementReceived:
      let stop = ClockStop(
        requestedOn: try given.date("noticeOn"), suppliedOn: try given.date("supplementOn"))
      let result = try rules.supplemented(
        from: given.date("acceptedOn"), days: given.integer("days"), stops: [stop])
      return [
        ("originalDue", .day(result.originalDue)), ("elapsed", .halves(result.elapsedHalves)),
        ("remaining", .halves(result.remainingHalves)), ("newDue", .day(result.term.dueDate)),
        ("newDueAt", .text(result.term.dueAt.description)),
      ]
    case .supplementAllowed:
      let verdict = rules.supplementVerdict(
        stage: try given.choice("stage", SupplementStage.self),
        alreadyRequested: try given.integer("alreadyRequested"))
      return [
        ("allowed", .truth(verdict.isAllowed)), ("auditIfOverridden", .truth(verdict.needsAudit)),
      ]
    default:
      let apology = rules.apologyRequired(
        stage: try given.choice("stage", SupplementStage.self),
        ordinal: try given.integer("ordinalOfSupplementSlip"))
      return [("apology", .truth(apology))]
    }
  }

  private func lateness(_ given: Members, by rules: Regulation) throws -> Answer {
    switch self {
    case .overdueNoticeLatest:
      let notice = try rules.overdueNotice(dueDate: given.date("dueDate"))
      return [("literal", .day(notice.literal)), ("latestWorkingDate", .day(notice.latest))]
    case .extensionMax:
      let most = try rules.extensionMax(
        statutoryDays: given.integer("statutoryDays"), dueDate: given.date("dueDate"))
      return [("maxDays", .integer(most.days)), ("latestNewDue", .day(most.latestDue))]
    case .refusalOnTime:
      let isOnTime = rules.refusalIsOnTime(
        issuedAt: try given.moment("refusalIssuedAt"), dueAt: try given.moment("dueAt"))
      return [("onTime", .truth(isOnTime)), ("flag", isOnTime ? .null : .text("lateRefusal"))]
    default:
      let isAllowed = rules.rescheduleAllowed(
        alreadyRescheduled: try given.integer("rescheduleCount"))
      let documents = isAllowed ? rules.life.reschedule.documents : []
      return [
        ("allowed", .truth(isAllowed)), ("documents", .list(documents.map { .text($0.title) })),
      ]
    }
  }

  private func office(_ given: Members, by rules: Regulation) throws -> Answer {
    switch self {
    case .feeHandoverLatest:
      let (year, month) = try given.month("month")
      return [("latestDate", .day(try rules.feeHandoverLatest(year: year, month: month)))]
    case .lastWorkingDay:
      let (year, month) = try given.month("month")
      return [("date", .day(try rules.lastWorkingDay(year: year, month: month)))]
    case .reportDay22, .reportDay:
      let (year, month) = try given.month("month")
      var rules = rules
      // The name asks for the 22nd also in a centre that reports on another day.
      if self == .reportDay22, rules.life.office.reportDay == .lastWorkingDay {
        rules.life.office.reportDay = .fixed(22)
      }
      return [("date", .day(try rules.reportDay(year: year, month: month)))]
    case .refundRoute:
      let route = try rules.refundRoute(
        feeTransferred: given.truth("feeTransferredToAgency"),
        requestedInWriting: given.truth("applicantAndAgencyRequestInWriting", default: true))
      return [("payer", .text(route.rawValue)), ("receipt", .text(route.receipt))]
    case .absenceNoticeLatest:
      let days = given["days"] == nil ? nil : try given.integer("days")
      let day = try rules.absenceNoticeLatest(absentOn: given.date("absentOn"), days: days)
      return [("latestDate", .day(day))]
    case .monthsTerm:
      return [("valid", .truth(rules.staffTermIsValid(months: try given.integer("months"))))]
    case .disciplineNotice:
      let isDue = rules.breachNoticeDue(breachesThisYear: try given.integer("violationsThisYear"))
      return [("noticeToAgency", .truth(isDue))]
    case .progressUpdateSlots:
      return [("slots", .integer(rules.progressUpdateSlots(on: try given.date("on"))))]
    default:
      guard let path = ProcessMinutes.Path(example: try given.text("path")) else {
        throw ExampleProblem.unreadable("path")
      }
      return [("minutes", .integer(rules.life.process.minutes(path)))]
    }
  }

  private func counter(_ given: Members, by rules: Regulation) throws -> Answer {
    switch self {
    case .receiptRequired:
      let isGiven = rules.receiptRequired(
        isImmediate: try given.truth("immediateResult"),
        applicantAsks: try given.truth("applicantAsks", default: false))
      // Every dossier is recorded; a slip only says so to the applicant (LC 13.4).
      return [("receipt", .truth(isGiven)), ("recordInSystem", .truth(true))]
    case .approvalAllowed:
      let isAllowed = rules.approvalAllowed(
        transferSlipAttached: try given.truth("centreTransferSlipAttached"))
      return [("allowed", .truth(isAllowed))]
    case .outOfScopeReply:
      let isWritten = rules.outOfScopeLetter(
        channel: try given.choice("channel", IntakeChannel.self),
        applicantAsks: try given.truth("applicantAsks", default: false))
      return [("writtenReply", .truth(isWritten))]
    default:
      let code = try rules.code.code(
        receivedOn: given.date("receivedOn"), ordinal: given.integer("ordinal"))
      return [("code", .text(code.text))]
    }
  }

  /// `w` for working hours, which is the default, and `x` for transaction hours.
  private func clock(_ given: Members) throws -> OpeningClock {
    switch given["clock"] {
    case nil, .text("w"), .text("working"): .working
    case .text("x"), .text("transactions"): .transactions
    default: throw ExampleProblem.unreadable("clock")
    }
  }
}

extension JSONValue {
  fileprivate static func day(_ day: CivilDate) -> JSONValue { .text(day.description) }

  /// Days counted in halves: a whole number, or a text such as `2.5`.
  fileprivate static func halves(_ halves: Int) -> JSONValue {
    halves.isMultiple(of: 2) ? .integer(halves / 2) : .text("\(halves / 2).5")
  }
}
