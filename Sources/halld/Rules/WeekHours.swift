internal import Dossiers

/// Reads the sessions of a week from a figure: `mondayToFriday`, `saturday`, `sunday` or `everyDay`.
enum WeekHours {
  static func read(_ figure: YAMLMapping) -> WeekPattern? {
    if figure.has("everyDay") {
      let sessions = sessions(figure.value("everyDay"))
      return sessions.flatMap { daily in
        WeekPattern(Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, daily) }))
      }
    }
    let ordinary = figure.required("mondayToFriday", .list) { sessions($0) }
    let saturday = figure.has("saturday") ? sessions(figure.value("saturday")) : []
    let sunday = figure.has("sunday") ? sessions(figure.value("sunday")) : []
    guard let ordinary, let saturday, let sunday else { return nil }
    var days: [Weekday: [Session]] = [.saturday: saturday, .sunday: sunday]
    for day in Weekday.allCases where day != .saturday && day != .sunday { days[day] = ordinary }
    return WeekPattern(days)
  }

  /// The sessions of a day, in order and apart; `nil` after a problem.
  static func sessions(_ value: YAMLValue?) -> [Session]? {
    guard let items = value?.list(count: 0...6) else { return nil }
    var sessions: [Session] = []
    for item in items {
      guard let text = item.string() else { return nil }
      guard let session = Session(text) else {
        item.refuse(
          item.found(text, vi: "không phải một buổi", en: "is not a session"),
          remedy: BilingualName(
            vi: "ghi giờ mở và giờ đóng, ví dụ \"07:30-11:30\"",
            en: "write opening and end: \"07:30-11:30\""))
        return nil
      }
      if let last = sessions.last, session.start < last.end {
        item.refuse(
          item.found(
            text, vi: "bắt đầu trước khi buổi trước kết thúc",
            en: "begins before the session above ends"),
          remedy: BilingualName(
            vi: "xếp các buổi theo giờ, không chồng nhau",
            en: "write the sessions in order, none overlapping"))
        return nil
      }
      sessions.append(session)
    }
    return sessions
  }
}
