internal import Dossiers

/// The rules an example is worked out by: its centre's own, changed where the example says so.
enum ExampleRules {
  /// The keys every operation may carry.
  static let keys: Set<String> = ["op", "calendar", "sessions", "params"]

  static func rules(
    for example: WorkedExample, in book: RegulationBook
  ) throws(ExampleProblem) -> Regulation {
    guard var rules = version(for: example, in: book) else {
      throw .unknownCentre(example.centre)
    }
    if let sessions = try example.given.group("sessions") {
      try known(
        sessions,
        [
          "monFri", "sat", "sun", "transactionMonFri", "transactionSat", "transactionSun",
          "assumed",
        ])
      rules.calendar.working = try week(sessions, "monFri", "sat", "sun")
      rules.calendar.transactions =
        sessions["transactionMonFri"] == nil
        ? rules.calendar.working
        : try week(sessions, "transactionMonFri", "transactionSat", "transactionSun")
    }
    if let calendar = try example.given.group("calendar") {
      try known(calendar, ["holidays", "makeUpDays"])
      rules.calendar.holidays = try days(calendar, "holidays")
      rules.calendar.makeUpDays = try days(calendar, "makeUpDays")
    }
    if let parameters = try example.given.group("params") {
      for name in parameters.names { try ExampleParameters.set(name, of: parameters, in: &rules) }
    }
    return rules
  }

  /// The version in force on the example's first day; before all of them, the first.
  private static func version(
    for example: WorkedExample, in book: RegulationBook
  ) -> Regulation? {
    let days = example.given.names.compactMap { name -> CivilDate? in
      guard case .text(let text) = example.given[name] else { return nil }
      return CivilDate(text) ?? CivilMoment(text)?.date
    }
    return days.min().flatMap { book.inForce(centre: example.centre, on: $0) }
      ?? book.regulations.first { $0.centre == example.centre }
  }

  private static func known(_ group: Members, _ keys: Set<String>) throws(ExampleProblem) {
    if let unknown = group.names.first(where: { !keys.contains($0) }) { throw .unknownKey(unknown) }
  }

  private static func days(
    _ calendar: Members, _ name: String
  ) throws(ExampleProblem) -> Set<CivilDate> {
    guard calendar[name] != nil else { return [] }
    var days: Set<CivilDate> = []
    for item in try calendar.list(name) {
      guard case .text(let text) = item, let day = CivilDate(text) else {
        throw .unreadable(name)
      }
      days.insert(day)
    }
    return days
  }

  private static func week(
    _ sessions: Members, _ ordinary: String, _ saturday: String, _ sunday: String
  ) throws(ExampleProblem) -> WeekPattern {
    let weekdays = try daySessions(sessions, ordinary)
    var days: [Weekday: [Session]] = [
      .saturday: sessions[saturday] == nil ? [] : try daySessions(sessions, saturday),
      .sunday: sessions[sunday] == nil ? [] : try daySessions(sessions, sunday),
    ]
    for day in Weekday.allCases where day != .saturday && day != .sunday { days[day] = weekdays }
    guard let week = WeekPattern(days) else { throw .unreadable(ordinary) }
    return week
  }

  /// Sessions written as pairs of times: `[["07:30", "11:30"], ["13:30", "17:00"]]`.
  private static func daySessions(
    _ sessions: Members, _ name: String
  ) throws(ExampleProblem) -> [Session] {
    var read: [Session] = []
    for item in try sessions.list(name) {
      guard case .list(let ends) = item, ends.count == 2, case .text(let first) = ends[0],
        case .text(let last) = ends[1], let start = CivilTime(first), let end = CivilTime(last),
        let session = Session(start: start, end: end)
      else { throw .unreadable(name) }
      read.append(session)
    }
    return read
  }
}
