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
    choice(["countFrom", "counting.countFrom", "deadline.countFrom"], \.counting.countFrom),
    choice(
      ["saturdayCounts", "counting.saturdayCounts", "calendar.saturdayCounts"],
      \.counting.saturdayCounts),
    row(
      ["makeUpDaysCount", "counting.makeUpDaysCount", "calendar.makeUpDaysCount"],
      \.counting.makeUpDaysCount, Members.truth),
    choice(
      ["postalDate", "counting.postalDate", "postal.dateRule", "dateRule"], \.counting.postalDate),
    choice(["afterHours", "counting.afterHours", "afterHours.rule"], \.counting.afterHours),
    row(["cut", "morningCut", "sameDay.morningCut"], \.counting.promise.cut, Members.time),
    row(["dueSameDay", "sameDay.due"], \.counting.promise.dueSameDay, Members.time),
    row(
      ["dueNextMorning", "nextDue", "sameDay.nextDue"], \.counting.promise.dueNextMorning,
      Members.time),
    row(["unitCode", "code.unit"], \.code.unit, Members.text),
    (
      ["pattern", "code.pattern", "codePattern", "dossier.codePattern"],
      { (group, name, rules) throws(ExampleProblem) in
        guard let pattern = CodePattern(try group.text(name)) else { throw .unreadable(name) }
        rules.code.pattern = pattern
      }
    ),
  ]

  private static let handling: [([String], Setter)] = [
    row(["cutoff", "transfer.cutoff"], \.life.transfer.cutoff, Members.time),
    choice(["late", "transfer.late"], \.life.transfer.late),
    row(["rounds", "courier.rounds"], \.life.courier.rounds, Members.times),
    choice(["slip", "sameDay.slip", "slip.sameDay", "slip.immediate"], \.life.sameDay.slip),
    choice(
      ["letterAtCounter", "outOfScope.letterAtCounter", "outOfScope.counter"],
      \.life.outOfScope.letterAtCounter),
    choice(
      ["letterForRemote", "outOfScope.letterForRemote", "outOfScope.remote"],
      \.life.outOfScope.letterForRemote),
    choice(["mode", "clock", "supplement.clock"], \.life.supplement.clock),
    choice(["limit", "supplement.limit"], \.life.supplement.limit),
    choice(["leadUnit", "overdue.leadUnit"], \.life.overdue.leadUnit),
    row(["maxFraction", "reschedule.maxFraction"], \.life.reschedule.maxFraction, Members.part),
    row(
      ["requiresTransferSlip", "approval.requiresTransferSlip", "approve.requiresTransferSlip"],
      \.life.approval.requiresTransferSlip, Members.truth),
    row(["termMonths", "staff.termMonths"], \.life.staff.termMonths, Members.range),
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
    number("maxCount", in: "supplement", \.life.supplement.maxCount),
    number("noticeWorkingDays", in: "supplement", \.life.supplement.noticeWorkingDays),
    number(
      "minimumRemaining", in: "supplement", or: ["minRemaining", "supplement.minRemaining"],
      \.life.supplement.minimumRemaining),
    number("intakeAt", in: "apology", \.life.apology.intakeAt),
    number("processingAbove", in: "apology", \.life.apology.processingAbove),
    number("noticeLeadDays", in: "overdue", \.life.overdue.noticeLeadDays),
    number("max", in: "reschedule", or: ["rescheduleMax"], \.life.reschedule.max),
    number("monthlyBefore", in: "fee", \.life.fee.monthlyBefore),
    number("discrepancyWorkingDays", in: "fee", \.life.fee.discrepancyWorkingDays),
    number("refundAnswerWorkingDays", in: "fee", \.life.fee.refundAnswerWorkingDays),
    number("absenceNoticeWorkingDays", in: "staff", \.life.staff.absenceNoticeWorkingDays),
    number("breachNoticeAbove", in: "staff", \.life.staff.breachNoticeAbove),
    number(
      "updatesPerDay", in: "office", or: ["progress.updatesPerDay"], \.life.office.updatesPerDay),
  ]

  /// Puts what is read in its place.
  private static func row<Value>(
    _ names: [String], _ place: any WritableKeyPath<Regulation, Value> & Sendable,
    _ read: @escaping @Sendable (Members) -> (String) throws(ExampleProblem) -> Value
  ) -> ([String], Setter) {
    (
      names,
      { (group, name, rules) throws(ExampleProblem) in
        rules[keyPath: place] = try read(group)(name)
      }
    )
  }

  private static func choice<Choice: RawRepresentable & SendableMetatype>(
    _ names: [String], _ place: any WritableKeyPath<Regulation, Choice> & Sendable
  ) -> ([String], Setter) where Choice.RawValue == String {
    (
      names,
      { (group, name, rules) throws(ExampleProblem) in
        rules[keyPath: place] = try group.choice(name, Choice.self)
      }
    )
  }

  private static func number(
    _ name: String, in group: String, or others: [String] = [],
    _ place: any WritableKeyPath<Regulation, Int> & Sendable
  ) -> ([String], Setter) {
    row([name, "\(group).\(name)"] + others, place, Members.count)
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
  fileprivate func count(_ name: String) throws(ExampleProblem) -> Int {
    let number = try integer(name)
    guard (0...3_650).contains(number) else { throw .unreadable(name) }
    return number
  }

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
