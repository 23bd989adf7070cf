internal import Dossiers

/// The parameters an example may set, each by its name in the regulation file, in the parameter
/// sheet, or short.
enum ExampleParameters {
  typealias Setter = @Sendable (Members, String, inout Regulation) throws(ExampleProblem) -> Void

  /// Sets one parameter of the rules from a group of the example.
  static func set(
    _ name: String, of group: Members, in rules: inout Regulation
  ) throws(ExampleProblem) {
    guard let setter = setters[name] else { throw .unknownParameter(name) }
    try setter(group, name, &rules)
  }

  /// Every name that is understood.
  static let setters: [String: Setter] = {
    var setters: [String: Setter] = [:]
    for (names, setter) in counting + handling + counts {
      for name in names { setters[name] = setter }
    }
    return setters
  }()

  private static let counting: [([String], Setter)] = [
    (
      ["countFrom", "counting.countFrom", "deadline.countFrom"],
      { (group, name, rules) throws(ExampleProblem) in
        rules.counting.countFrom = try group.choice(name, CountingRule.CountFrom.self)
      }
    ),
    (
      ["saturdayCounts", "counting.saturdayCounts", "calendar.saturdayCounts"],
      { (group, name, rules) throws(ExampleProblem) in
        rules.counting.saturdayCounts = try group.choice(name, CountingRule.SaturdayWeight.self)
      }
    ),
    (
      ["makeUpDaysCount", "counting.makeUpDaysCount", "calendar.makeUpDaysCount"],
      { (group, name, rules) throws(ExampleProblem) in
        rules.counting.makeUpDaysCount = try group.truth(name)
      }
    ),
    (
      ["postalDate", "counting.postalDate", "postal.dateRule", "dateRule"],
      { (group, name, rules) throws(ExampleProblem) in
        rules.counting.postalDate = try group.choice(name, CountingRule.PostalDate.self)
      }
    ),
    (
      ["afterHours", "counting.afterHours", "afterHours.rule"],
      { (group, name, rules) throws(ExampleProblem) in
        rules.counting.afterHours = try group.choice(name, CountingRule.AfterHours.self)
      }
    ),
    (
      ["cut", "morningCut", "sameDay.morningCut"],
      { (group, name, rules) throws(ExampleProblem) in
        rules.counting.promise.cut = try group.time(name)
      }
    ),
    (
      ["dueSameDay", "sameDay.due"],
      { (group, name, rules) throws(ExampleProblem) in
        rules.counting.promise.dueSameDay = try group.time(name)
      }
    ),
    (
      ["dueNextMorning", "nextDue", "sameDay.nextDue"],
      { (group, name, rules) throws(ExampleProblem) in
        rules.counting.promise.dueNextMorning = try group.time(name)
      }
    ),
    (
      ["unitCode", "code.unit"],
      { (group, name, rules) throws(ExampleProblem) in rules.code.unit = try group.text(name) }
    ),
    (
      ["pattern", "code.pattern", "codePattern", "dossier.codePattern"],
      { (group, name, rules) throws(ExampleProblem) in
        guard let pattern = CodePattern(try group.text(name)) else { throw .unreadable(name) }
        rules.code.pattern = pattern
      }
    ),
  ]

  private static let handling: [([String], Setter)] = [
    (
      ["cutoff", "transfer.cutoff"],
      { (group, name, rules) throws(ExampleProblem) in
        rules.life.transfer.cutoff = try group.time(name)
      }
    ),
    (
      ["late", "transfer.late"],
      { (group, name, rules) throws(ExampleProblem) in
        rules.life.transfer.late = try group.choice(name, TransferRule.Late.self)
      }
    ),
    (
      ["rounds", "courier.rounds"],
      { (group, name, rules) throws(ExampleProblem) in
        rules.life.courier.rounds = try group.times(name)
      }
    ),
    (
      ["slip", "sameDay.slip", "slip.sameDay", "slip.immediate"],
      { (group, name, rules) throws(ExampleProblem) in
        rules.life.sameDay.slip = try group.choice(name, SameDayRule.Slip.self)
      }
    ),
    (
      ["letterAtCounter", "outOfScope.letterAtCounter", "outOfScope.counter"],
      { (group, name, rules) throws(ExampleProblem) in
        rules.life.outOfScope.letterAtCounter = try group.choice(name, OutOfScopeRule.Letter.self)
      }
    ),
    (
      ["letterForRemote", "outOfScope.letterForRemote", "outOfScope.remote"],
      { (group, name, rules) throws(ExampleProblem) in
        rules.life.outOfScope.letterForRemote = try group.choice(name, OutOfScopeRule.Letter.self)
      }
    ),
    (
      ["mode", "clock", "supplement.clock"],
      { (group, name, rules) throws(ExampleProblem) in
        rules.life.supplement.clock = try group.choice(name, SupplementRule.Clock.self)
      }
    ),
    (
      ["limit", "supplement.limit"],
      { (group, name, rules) throws(ExampleProblem) in
        rules.life.supplement.limit = try group.choice(name, SupplementRule.Limit.self)
      }
    ),
    (
      ["leadUnit", "overdue.leadUnit"],
      { (group, name, rules) throws(ExampleProblem) in
        rules.life.overdue.leadUnit = try group.choice(name, OverdueRule.LeadUnit.self)
      }
    ),
    (
      ["maxFraction", "reschedule.maxFraction"],
      { (group, name, rules) throws(ExampleProblem) in
        rules.life.reschedule.maxFraction = try group.part(name)
      }
    ),
    (
      ["requiresTransferSlip", "approval.requiresTransferSlip", "approve.requiresTransferSlip"],
      { (group, name, rules) throws(ExampleProblem) in
        rules.life.approval.requiresTransferSlip = try group.truth(name)
      }
    ),
    (
      ["termMonths", "staff.termMonths"],
      { (group, name, rules) throws(ExampleProblem) in
        rules.life.staff.termMonths = try group.range(name)
      }
    ),
    (
      ["reportDay", "report.day", "office.reportDay"],
      { (group, name, rules) throws(ExampleProblem) in
        if group[name] == .text("lastWorkingDay") {
          rules.life.office.reportDay = .lastWorkingDay
        } else {
          rules.life.office.reportDay = .fixed(try group.integer(name))
        }
      }
    ),
  ]

  private static let counts: [([String], Setter)] = [
    number("maxCount", in: "supplement") { $0.life.supplement.maxCount = $1 },
    number("noticeWorkingDays", in: "supplement") { $0.life.supplement.noticeWorkingDays = $1 },
    number("minimumRemaining", in: "supplement", or: ["minRemaining", "supplement.minRemaining"]) {
      $0.life.supplement.minimumRemaining = $1
    },
    number("intakeAt", in: "apology") { $0.life.apology.intakeAt = $1 },
    number("processingAbove", in: "apology") { $0.life.apology.processingAbove = $1 },
    number("noticeLeadDays", in: "overdue") { $0.life.overdue.noticeLeadDays = $1 },
    number("max", in: "reschedule", or: ["rescheduleMax"]) { $0.life.reschedule.max = $1 },
    number("monthlyBefore", in: "fee") { $0.life.fee.monthlyBefore = $1 },
    number("discrepancyWorkingDays", in: "fee") { $0.life.fee.discrepancyWorkingDays = $1 },
    number("refundAnswerWorkingDays", in: "fee") { $0.life.fee.refundAnswerWorkingDays = $1 },
    number("absenceNoticeWorkingDays", in: "staff") { $0.life.staff.absenceNoticeWorkingDays = $1 },
    number("breachNoticeAbove", in: "staff") { $0.life.staff.breachNoticeAbove = $1 },
    number("updatesPerDay", in: "office", or: ["progress.updatesPerDay"]) {
      $0.life.office.updatesPerDay = $1
    },
  ]

  private static func number(
    _ name: String, in group: String, or others: [String] = [],
    _ write: @escaping @Sendable (inout Regulation, Int) -> Void
  ) -> ([String], Setter) {
    (
      [name, "\(group).\(name)"] + others,
      { (members, name, rules) throws(ExampleProblem) in
        let number = try members.integer(name)
        guard (0...3_650).contains(number) else { throw .unreadable(name) }
        write(&rules, number)
      }
    )
  }
}

extension CountingRule {
  /// The same-day promise, Huế's where the rule has none yet.
  fileprivate var promise: SameDayPromise {
    get {
      sameDay
        ?? SameDayPromise(
          cut: .midnight.adding(minutes: 660), dueSameDay: .midnight.adding(minutes: 990),
          dueNextMorning: .midnight.adding(minutes: 660))
    }
    set { sameDay = newValue }
  }
}

extension Members {
  fileprivate func time(_ name: String) throws(ExampleProblem) -> CivilTime {
    guard let time = CivilTime(try text(name)) else { throw .unreadable(name) }
    return time
  }

  fileprivate func times(_ name: String) throws(ExampleProblem) -> [CivilTime] {
    var times: [CivilTime] = []
    for item in try list(name) {
      guard case .text(let text) = item, let time = CivilTime(text) else {
        throw .unreadable(name)
      }
      times.append(time)
    }
    return times
  }

  /// A part written `"1/2"`, or `"none"`.
  fileprivate func part(_ name: String) throws(ExampleProblem) -> RescheduleRule.Fraction? {
    let text = try text(name)
    if text == "none" { return nil }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let top = parts[0], let bottom = parts[1],
      let fraction = RescheduleRule.Fraction(top, of: bottom)
    else { throw .unreadable(name) }
    return fraction
  }

  /// Both ends of a range, `[6, 24]`.
  fileprivate func range(_ name: String) throws(ExampleProblem) -> ClosedRange<Int> {
    let ends = try list(name)
    guard ends.count == 2, case .integer(let first) = ends[0], case .integer(let last) = ends[1],
      first <= last
    else { throw .unreadable(name) }
    return first...last
  }
}
