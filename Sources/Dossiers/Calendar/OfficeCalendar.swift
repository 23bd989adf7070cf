/// When an office works and when it serves the public, day by day.
///
/// Two clocks exist: working hours and transaction hours; only Huế tells them apart (HU QC 5.3).
/// Civil time of the centre.
public struct OfficeCalendar: Hashable, Sendable {
  /// Working hours (giờ làm việc): terms and receipts are reckoned by them.
  public var working: WeekPattern
  /// Transaction hours (giờ giao dịch): tickets and results are given in them.
  public var transactions: WeekPattern
  /// Days closed from midnight to midnight; a holiday wins over a make-up day.
  public var holidays: Set<CivilDate>
  /// Days worked in place of a day off, with the sessions of a Monday whatever their weekday.
  public var makeUpDays: Set<CivilDate>

  public init(
    working: WeekPattern, transactions: WeekPattern, holidays: Set<CivilDate> = [],
    makeUpDays: Set<CivilDate> = []
  ) {
    self.working = working
    self.transactions = transactions
    self.holidays = holidays
    self.makeUpDays = makeUpDays
  }

  /// Open at every second of every day.
  public static let alwaysOpen = OfficeCalendar(working: .alwaysOpen, transactions: .alwaysOpen)

  /// The sessions of one day in order; none on a holiday or a closed weekday.
  public func sessions(on day: CivilDate, clock: OpeningClock) -> [Session] {
    if holidays.contains(day) { return [] }
    return pattern(clock)[makeUpDays.contains(day) ? .monday : day.weekday]
  }

  /// Whether the office is open at this moment; the end of a session is not open.
  public func isOpen(at moment: CivilMoment, clock: OpeningClock) -> Bool {
    session(at: moment, clock: clock) != nil
  }

  /// The session in which this moment lies.
  public func session(at moment: CivilMoment, clock: OpeningClock) -> Session? {
    let moment = moment.withoutTwentyFour
    return sessions(on: moment.date, clock: clock).first { $0.contains(moment.time) }
  }

  /// The first opening strictly later than this moment, within the next 400 days.
  ///
  /// An office that stays open over midnight opens again at 00:00 by this reckoning; ask `isOpen`
  /// first.
  public func nextOpening(after moment: CivilMoment, clock: OpeningClock) -> CivilMoment? {
    let moment = moment.withoutTwentyFour
    for ahead in 0...400 {
      let day = moment.date.adding(days: ahead)
      let later = sessions(on: day, clock: clock)
        .first { CivilMoment(date: day, time: $0.start) > moment }
      if let later { return CivilMoment(date: day, time: later.start) }
    }
    return nil
  }

  /// The end of the session in which this moment lies; `nil` when the office is closed.
  public func endOfSession(at moment: CivilMoment, clock: OpeningClock) -> CivilMoment? {
    session(at: moment, clock: clock).map {
      CivilMoment(date: moment.withoutTwentyFour.date, time: $0.end)
    }
  }

  /// The moment the office closes for the day; `nil` on a day without sessions.
  public func close(of day: CivilDate, clock: OpeningClock) -> CivilMoment? {
    sessions(on: day, clock: clock).last.map { CivilMoment(date: day, time: $0.end) }
  }

  /// The moment the office first opens on the day; `nil` on a day without sessions.
  public func opening(of day: CivilDate, clock: OpeningClock) -> CivilMoment? {
    sessions(on: day, clock: clock).first.map { CivilMoment(date: day, time: $0.start) }
  }

  /// The first day from this one on with a session, within 400 days; itself when it has one.
  public func firstOpenDay(from day: CivilDate, clock: OpeningClock = .working) -> CivilDate? {
    (0...400).lazy.map { day.adding(days: $0) }
      .first { !sessions(on: $0, clock: clock).isEmpty }
  }

  /// Whole minutes of open hours between two moments; 0 when the second is not later.
  public func workingMinutes(
    from start: CivilMoment, to end: CivilMoment, clock: OpeningClock = .working
  ) -> Int {
    guard start < end else { return 0 }
    var seconds = 0
    var day = start.date
    while day <= end.date {
      let lower = day == start.date ? start.time.seconds : 0
      let upper = day == end.date ? end.time.seconds : CivilTime.endOfDay.seconds
      for session in sessions(on: day, clock: clock) {
        seconds += max(0, min(upper, session.end.seconds) - max(lower, session.start.seconds))
      }
      day = day.adding(days: 1)
    }
    return seconds / 60
  }

  private func pattern(_ clock: OpeningClock) -> WeekPattern {
    switch clock {
    case .working: working
    case .transactions: transactions
    }
  }
}

/// Which of the two clocks of an office a question is about (HU QC 5.3).
public enum OpeningClock: String, CaseIterable, Sendable, Codable {
  case working, transactions
}

extension CivilMoment {
  /// The same instant written without 24:00.
  var withoutTwentyFour: CivilMoment {
    time == .endOfDay ? CivilMoment(date: date.adding(days: 1), time: .midnight) : self
  }
}

extension OfficeCalendar: Codable {
  private enum CodingKeys: String, CodingKey {
    case working, transactions, holidays, makeUpDays
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    working = try container.decode(WeekPattern.self, forKey: .working)
    transactions = try container.decode(WeekPattern.self, forKey: .transactions)
    holidays = Set(try container.decode([CivilDate].self, forKey: .holidays))
    makeUpDays = Set(try container.decode([CivilDate].self, forKey: .makeUpDays))
  }

  /// Days are written in order, so that equal calendars have equal bytes.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(working, forKey: .working)
    try container.encode(transactions, forKey: .transactions)
    try container.encode(holidays.sorted(), forKey: .holidays)
    try container.encode(makeUpDays.sorted(), forKey: .makeUpDays)
  }
}
