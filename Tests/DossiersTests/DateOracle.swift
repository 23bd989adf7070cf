import Dossiers

/// The definitions of the law, enumerated day by day and session by session, without the shortcuts of
/// the rules under test.
struct DateOracle {
  let rules: Regulation

  func sessions(_ day: CivilDate) -> [Session] {
    let calendar = rules.calendar
    if calendar.holidays.contains(day) { return [] }
    if calendar.makeUpDays.contains(day) { return calendar.working[.monday] }
    return calendar.working[day.weekday]
  }

  func isOpen(_ day: CivilDate) -> Bool { !sessions(day).isEmpty }

  func weight(_ day: CivilDate) -> Double {
    guard isOpen(day) else { return 0 }
    if rules.calendar.makeUpDays.contains(day) { return rules.counting.makeUpDaysCount ? 1 : 0 }
    guard day.weekday == .saturday else { return 1 }
    return [.full: 1, .half: 0.5, .none: 0][rules.counting.saturdayCounts] ?? 0
  }

  func walk(_ day: CivilDate, _ step: Int, _ need: Double, from: Double = 0) -> CivilDate {
    var day = day
    var sum = from
    while sum < need {
      day = day.adding(days: step)
      sum += weight(day)
    }
    return day
  }

  func due(_ receipt: CivilDate, _ days: Double) -> CivilDate {
    walk(receipt, 1, days, from: rules.counting.countFrom == .sameDay ? weight(receipt) : 0)
  }

  func back(_ day: CivilDate) -> CivilDate {
    var day = day
    while !isOpen(day) { day = day.adding(days: -1) }
    return day
  }

  func next(_ day: CivilDate) -> CivilDate {
    var day = day.adding(days: 1)
    while !isOpen(day) { day = day.adding(days: 1) }
    return day
  }

  func deemed(_ moment: CivilMoment) -> CivilMoment {
    for session in sessions(moment.date) where moment.time <= session.end {
      return CivilMoment(date: moment.date, time: max(moment.time, session.start))
    }
    let day = next(moment.date)
    return CivilMoment(date: day, time: sessions(day)[0].start)
  }

  func transfer(_ moment: CivilMoment) -> CivilMoment {
    let received = deemed(moment)
    if received.time.seconds <= rules.life.transfer.cutoff.seconds {
      let last = sessions(received.date).map(\.end.seconds).max() ?? 0
      return CivilMoment(date: received.date, time: .midnight.adding(minutes: last / 60))
    }
    let day = next(received.date)
    return CivilMoment(date: day, time: sessions(day)[0].start)
  }

  func round(_ ready: CivilMoment) -> CivilMoment {
    var moment = ready
    // Minute by minute: the next one that is a round of an open day.
    while true {
      moment = Moment(moment, utcOffsetSeconds: 0).adding(seconds: 60).civil
      if isOpen(moment.date), rules.life.courier.rounds.contains(moment.time) { return moment }
    }
  }

  func resumed(_ accepted: CivilDate, _ notice: CivilDate, _ supplied: CivilDate, _ days: Int)
    -> CivilDate
  {
    var used = 0.0
    var day = accepted
    while day < notice {
      day = day.adding(days: 1)
      used += weight(day)
    }
    return due(supplied, max(Double(days) - used, Double(rules.life.supplement.minimumRemaining)))
  }
}

/// A centre with a random calendar, weights and hours around a day.
struct RandomCentre {
  var rules: Regulation
  var start: CivilDate
  var moment: CivilMoment

  init(_ random: inout SeededGenerator) {
    start = day("2020-01-01").adding(days: Int.random(in: 0..<4_000, using: &random))
    rules = Centres.all.randomElement(using: &random) ?? Centres.laiChau
    let near = start
    rules.calendar.holidays = Set(
      (0..<Int.random(in: 0...12, using: &random)).map { _ in
        near.adding(days: Int.random(in: -30..<60, using: &random))
      })
    rules.calendar.makeUpDays = Set(
      (0..<Int.random(in: 0...4, using: &random)).map { _ in
        near.adding(days: Int.random(in: -30..<60, using: &random))
      })
    if Int.random(in: 0..<4, using: &random) == 0 {
      rules.calendar.working = Centres.pattern(["08:00-12:00", "13:00-16:30"], [])
      rules.calendar.transactions = rules.calendar.working
    }
    rules.counting = CountingRule(
      countFrom: CountingRule.CountFrom.allCases.randomElement(using: &random) ?? .nextDay,
      saturdayCounts: CountingRule.SaturdayWeight.allCases.randomElement(using: &random) ?? .full,
      makeUpDaysCount: Bool.random(using: &random), sameDay: rules.counting.sameDay)
    moment = CivilMoment(
      date: start, time: .midnight.adding(minutes: Int.random(in: 0..<1440, using: &random)))
  }

  var oracle: DateOracle { DateOracle(rules: rules) }
  var story: String { "\(rules.centre) \(moment) \(rules.counting)" }
}
