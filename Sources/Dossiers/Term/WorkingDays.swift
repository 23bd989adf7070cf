/// Counting working days forwards and backwards, in halves because a Saturday may weigh one half.
///
/// Source: LC 2.9, 4.5, 17.5; HU QC 2.7, 5.2; Civil Code 2015 Art. 147, 148.
extension Regulation {
  /// What a day weighs in a term, in halves: 2, 1 or 0.
  ///
  /// A make-up day weighs a whole day or nothing, whatever its weekday (product decision).
  public func weightInHalves(of day: CivilDate) -> Int {
    guard hasSessions(day) else { return 0 }
    if calendar.makeUpDays.contains(day) { return counting.makeUpDaysCount ? 2 : 0 }
    return day.weekday == .saturday ? counting.saturdayCounts.halves : 2
  }

  /// Whether the office works on the day at all.
  public func hasSessions(_ day: CivilDate) -> Bool {
    !calendar.sessions(on: day, clock: .working).isEmpty
  }

  /// A day with a session; a make-up day only where make-up days count.
  public func isWorkingDay(_ day: CivilDate) -> Bool {
    hasSessions(day) && (!calendar.makeUpDays.contains(day) || counting.makeUpDaysCount)
  }

  /// The day on which this many working days are full, by the centre's rule for the first day.
  ///
  /// - Throws: `termOutOfRange` outside 0 to 3,650, `dateOutOfRange`, `noWorkingDay`.
  public func dueDate(from receipt: CivilDate, days: Int) throws(DossierRefusal) -> CivilDate {
    try check(receipt, days: days)
    return try lastDay(from: receipt, halves: 2 * days)
  }

  /// The day that is this many working days later, the day itself not counted; itself for 0.
  public func workingDay(_ days: Int, after day: CivilDate) throws(DossierRefusal) -> CivilDate {
    try check(day, days: days)
    return try lastDay(after: day, halves: 2 * days)
  }

  /// The day that is this many working days earlier; itself for 0 (LC 4.5).
  public func workingDay(_ days: Int, before day: CivilDate) throws(DossierRefusal) -> CivilDate {
    try check(day, days: days)
    var counted = 0
    var earlier = day
    for _ in 0..<Self.reach(days: days) where counted < 2 * days {
      earlier = earlier.adding(days: -1)
      counted += weightInHalves(of: earlier)
    }
    guard counted >= 2 * days else { throw .noWorkingDay(after: earlier) }
    return earlier
  }

  /// The day itself, or the last day before it on which the office works.
  public func movedBack(_ day: CivilDate) throws(DossierRefusal) -> CivilDate {
    try check(day, days: 0)
    guard let open = (0...400).lazy.map({ day.adding(days: -$0) }).first(where: hasSessions) else {
      throw .noWorkingDay(after: day.adding(days: -400))
    }
    return open
  }

  /// The last working day of a month (HU QC 14.1; VL 4.5.c).
  public func lastWorkingDay(year: Int, month: Int) throws(DossierRefusal) -> CivilDate {
    let last = try CivilDate.last(ofMonth: month, year: year)
    guard let day = (0...400).lazy.map({ last.adding(days: -$0) }).first(where: isWorkingDay)
    else { throw .noWorkingDay(after: last.adding(days: -400)) }
    return day
  }

  /// Half days counted after the first day, up to and including the last.
  public func halves(after first: CivilDate, through last: CivilDate) -> Int {
    guard first < last else { return 0 }
    return (first.daysSinceEpoch + 1...last.daysSinceEpoch).reduce(0) {
      $0 + weightInHalves(of: CivilDate(daysSinceEpoch: $1))
    }
  }

  /// As `dueDate`, for a number of half days that is already checked.
  func lastDay(from receipt: CivilDate, halves: Int) throws(DossierRefusal) -> CivilDate {
    let first = counting.countFrom == .sameDay ? weightInHalves(of: receipt) : 0
    guard first < halves else { return receipt }
    return try lastDay(after: receipt, halves: halves - first)
  }

  private func lastDay(after day: CivilDate, halves: Int) throws(DossierRefusal) -> CivilDate {
    var counted = 0
    var later = day
    for _ in 0..<Self.reach(days: halves / 2 + 1) where counted < halves {
      later = later.adding(days: 1)
      counted += weightInHalves(of: later)
    }
    guard counted >= halves else { throw .noWorkingDay(after: day) }
    return later
  }

  /// Long enough for the longest term on one half day a week.
  private static func reach(days: Int) -> Int { days * 14 + 800 }

  private func check(_ day: CivilDate, days: Int) throws(DossierRefusal) {
    guard Term.allowedDays.contains(days) else { throw .termOutOfRange(days: days) }
    guard day.isPlausible else { throw .dateOutOfRange }
  }

  /// The rules that weighed a day of this stretch otherwise than its weekday, each once.
  func specialRules(after first: CivilDate, through last: CivilDate) -> [RegulationKey] {
    guard first < last else { return [] }
    var rules: [RegulationKey] = []
    for number in first.daysSinceEpoch + 1...last.daysSinceEpoch {
      let day = CivilDate(daysSinceEpoch: number)
      if let rule = specialRule(of: day), !rules.contains(rule) { rules.append(rule) }
    }
    return rules
  }

  private func specialRule(of day: CivilDate) -> RegulationKey? {
    guard hasSessions(day) else { return nil }
    if calendar.makeUpDays.contains(day) { return .makeUpDaysCount }
    return day.weekday == .saturday ? .saturdayCounts : nil
  }
}

extension CivilDate {
  /// Whether arithmetic on the day is safe and means something: the years 1900 to 9900.
  var isPlausible: Bool {
    (-1_000_000...10_000_000).contains(daysSinceEpoch) && (1900...9900).contains(year)
  }

  /// The last day of a month of the years 1900 to 9900.
  static func last(ofMonth month: Int, year: Int) throws(DossierRefusal) -> CivilDate {
    guard (1900...9900).contains(year),
      let next = month == 12
        ? CivilDate(year: year + 1, month: 1, day: 1)
        : CivilDate(year: year, month: month + 1, day: 1), (1...12).contains(month)
    else { throw .dateOutOfRange }
    return next.adding(days: -1)
  }
}
