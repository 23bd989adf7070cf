internal import Dossiers

/// The days off and make-up days of all calendars read, each for every centre or for some.
struct CalendarDays {
  private(set) var entries: [Entry] = []

  struct Entry {
    var day: CivilDate
    var isMakeUp: Bool
    var note: DayNote
    /// Short names of the centres it holds for; `nil` for all.
    var centres: [String]?
  }

  /// A centre's calendar: its week, with the days that hold for it.
  func calendar(
    _ week: (working: WeekPattern, transactions: WeekPattern), centre: String
  ) -> OfficeCalendar {
    let own = entries.filter { $0.centres?.contains(centre) ?? true }
    return OfficeCalendar(
      working: week.working, transactions: week.transactions,
      holidays: Set(own.filter { !$0.isMakeUp }.map(\.day)),
      makeUpDays: Set(own.filter(\.isMakeUp).map(\.day)))
  }

  /// What the centre's days are called and who fixed them.
  func notes(centre: String) -> [CivilDate: DayNote] {
    Dictionary(
      entries.filter { $0.centres?.contains(centre) ?? true }.map { ($0.day, $0.note) },
      uniquingKeysWith: { _, later in later })
  }

  mutating func add(_ more: [Entry]) { entries += more }
}

/// Reads one file of `Config/calendars`: a year's days off and make-up days, each with its source.
enum CalendarFile {
  struct Outcome {
    var entries: [CalendarDays.Entry]
    var problems: [ConfigurationProblem]
  }

  /// Reads a file, or text as if it stood in that file.
  static func read(_ path: String, text: String? = nil) -> Outcome {
    let file = text.map { StrictYAML.read(text: $0, as: path) } ?? StrictYAML.read(path)
    let root = file.root
    let year = root.int("year", in: 2000...2099)
    var entries: [CalendarDays.Entry] = []
    for item in root.list("days", count: 0...400) {
      guard let group = item.mapping else { continue }
      let listed = Set(entries.map(\.day))
      let days = self.days(group, year: year)
      if let twice = days.first(where: { listed.contains($0.day) }) {
        group.refuse(
          "date",
          BilingualName(
            vi: "ngày \(twice.day) đã có ở trên", en: "\(twice.day) is already listed above"),
          remedy: BilingualName(vi: "ghi mỗi ngày một lần", en: "list each day once"))
      }
      entries += days
    }
    return Outcome(entries: entries, problems: file.problems)
  }

  private static func days(_ group: YAMLMapping, year: Int?) -> [CalendarDays.Entry] {
    let first = group.date("date")
    let last = group.has("to") ? group.date("to") : first
    let isMakeUp = group.enumeration("kind", [("holiday", false), ("makeUp", true)])
    let name = group.name("name")
    let clause = group.string("clause")
    let source = group.enumeration("source", choices(of: DayNote.Source.self))
    let centres =
      group.has("centres")
      ? group.list("centres", count: 1...100).compactMap { $0.string(length: 1...12) } : nil
    guard let first, let last, let isMakeUp, let source else { return [] }
    guard year == nil || (first.year == year && last.year == year) else {
      group.refuse(
        "date",
        BilingualName(
          vi: "không nằm trong năm \(year ?? 0)", en: "is not in the year \(year ?? 0)"),
        remedy: BilingualName(
          vi: "ghi vào tệp của năm đó", en: "put it into the file of its own year"))
      return []
    }
    guard first <= last else {
      group.refuse(
        "to", BilingualName(vi: "đứng trước «date»", en: "lies before \"date\""),
        remedy: BilingualName(vi: "ghi ngày cuối kỳ nghỉ", en: "write the last day off"))
      return []
    }
    return (first.daysSinceEpoch...last.daysSinceEpoch).map {
      CalendarDays.Entry(
        day: CivilDate(daysSinceEpoch: $0), isMakeUp: isMakeUp,
        note: DayNote(name: name, clause: clause, source: source), centres: centres)
    }
  }
}
