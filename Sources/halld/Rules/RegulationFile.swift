internal import Dossiers

/// Reads one file of `Config/regulations/<centre>`: a centre's rules, each figure with its clause.
///
/// Folder and file name are the regulation's id, `lai-chau/2024-09-26`. `clause` may be left out only
/// where the sources are silent, and then `source` says so.
struct RegulationFile {
  private let file: StrictYAML
  private let id: String
  private var clauses: [RegulationKey: Clause] = [:]
  private var effectiveFrom: CivilDate?
  /// The groups of figures opened so far; each is opened once, so that it knows its keys.
  private var groups: [String: YAMLMapping] = [:]

  struct Outcome {
    /// `nil` when there is an error among the problems.
    var regulation: Regulation?
    var problems: [ConfigurationProblem]
  }

  /// Reads a file, or text as if it stood in that file; days off come from the calendars.
  static func read(_ path: String, text: String? = nil, days: CalendarDays) -> Outcome {
    let file = text.map { StrictYAML.read(text: $0, as: path) } ?? StrictYAML.read(path)
    var reader = RegulationFile(file: file, id: id(of: path))
    let regulation = reader.regulation(days: days)
    let problems = file.problems
    let isRefused = problems.contains { $0.severity == .error }
    return Outcome(regulation: isRefused ? nil : regulation, problems: problems)
  }

  /// The last folder and the file's name: `lai-chau/2024-09-26`.
  static func id(of path: String) -> String {
    let parts = path.split(separator: "/").suffix(2).joined(separator: "/")
    return parts.hasSuffix(".yaml") ? String(parts.dropLast(5)) : parts
  }

  private init(file: StrictYAML, id: String) {
    self.file = file
    self.id = id
  }

  private mutating func regulation(days: CalendarDays) -> Regulation? {
    let root = file.root
    let centre = centreCode(root)
    let name = root.mapping("name")
    let vi = name.string("vi")
    let en = name.string("en")
    let decision = decision(root.mapping("decision"))
    effectiveFrom = decision?.effectiveFrom
    let week = hours(group("hours"))
    let tickets = ticketWindow(group("tickets"))
    let counting = counting(group("counting"), week: week?.working)
    let code = code(group("code"))
    let life = life()
    guard let centre, let vi, let en, let decision, let week, let tickets, let counting, let code
    else { return nil }
    return Regulation(
      id: RegulationID(id), centre: centre, name: BilingualName(vi: vi, en: en),
      decision: decision, calendar: days.calendar(week, centre: centre), tickets: tickets,
      counting: counting, code: code, life: life, dayNotes: days.notes(centre: centre),
      clauses: clauses)
  }

  /// The group of this name at the file's outermost level.
  mutating func group(_ name: String) -> YAMLMapping {
    if let open = groups[name] { return open }
    let group = file.root.mapping(name)
    groups[name] = group
    return group
  }

  private func centreCode(_ root: YAMLMapping) -> String? {
    guard let code = root.string("centre", length: 1...12) else { return nil }
    guard CodeReading.isPlain(code, and: "") else {
      root.refuse(
        "centre", BilingualName(vi: "«\(code)» không phải mã", en: "\"\(code)\" is no short name"),
        remedy: BilingualName(
          vi: "ghi chữ in hoa A-Z và chữ số, ví dụ LC", en: "write capitals A-Z and digits: LC"))
      return nil
    }
    return code
  }

  private func decision(_ group: YAMLMapping) -> Decision? {
    let number = group.value("number").flatMap { $0.string(length: 1...80) }
    let replaces = group.value("replaces").flatMap { $0.string() }
    let open = group.enumeration(
      "openDossiers", choices(of: Decision.OpenDossiers.self), default: .keep)
    guard let from = group.date("effectiveFrom") else { return nil }
    if let named = id.split(separator: "/").last, CivilDate(String(named)) != from {
      group.refuse(
        "effectiveFrom",
        BilingualName(
          vi: "ngày hiệu lực \(from) khác tên tệp «\(named)»",
          en: "the first day \(from) is not the file's name, \"\(named)\""),
        remedy: BilingualName(
          vi: "đặt tên tệp theo ngày hiệu lực: \(from).yaml",
          en: "name the file after its first day: \(from).yaml"))
    }
    return Decision(number: number, effectiveFrom: from, replaces: replaces, openDossiers: open)
  }
}

// MARK: - Figures

extension RegulationFile {
  /// Reads one figure together with where it comes from.
  ///
  /// Where the sources are silent, `source: silent` stands beside the default that is used.
  mutating func figure<T>(
    _ group: YAMLMapping, _ key: String, as name: RegulationKey, _ read: (YAMLMapping) -> T?
  ) -> T? {
    let figure = group.mapping(key)
    let value = read(figure)
    let clause = figure.value("clause").flatMap { $0.string(length: 1...300) }
    let basis = figure.enumeration("source", choices(of: Clause.Basis.self))
    let since = figure.has("since") ? figure.date("since") : effectiveFrom
    guard let basis, let since else { return nil }
    switch basis {
    case .regulation, .law:
      guard !figure.has("clause") else { break }
      figure.refuse(
        "clause",
        BilingualName(
          vi: "nguồn «\(basis.rawValue)» mà không có điều khoản",
          en: "the source is \"\(basis.rawValue)\" but no clause is named"),
        remedy: BilingualName(
          vi: "ghi điều khoản, hoặc source: silent nếu các văn bản không nói gì",
          en: "name the clause, or write source: silent where the acts say nothing"))
    case .silent:
      guard figure.has("clause") else { break }
      figure.refuse(
        "clause",
        BilingualName(
          vi: "nguồn «silent» (văn bản không nói gì) mà lại có điều khoản",
          en: "the source is \"silent\" and yet a clause is named"),
        remedy: BilingualName(
          vi: "bỏ điều khoản, hoặc ghi source: regulation, law hay decision",
          en: "leave the clause out, or write source: regulation, law or decision"))
    case .decision, .assumed: break
    }
    if let effectiveFrom, since > effectiveFrom {
      figure.refuse(
        "since",
        BilingualName(
          vi: "\(since) sau ngày hiệu lực \(effectiveFrom) của quy chế",
          en: "\(since) is after the regulation's first day, \(effectiveFrom)"),
        remedy: BilingualName(
          vi: "tách thành một tệp mới có hiệu lực từ ngày đó",
          en: "put it into a new file that is in force from that day"))
    }
    clauses[name] = Clause(citation: clause, basis: basis, since: since)
    return value
  }

  /// Reads a figure of a dossier's life by its key; after a problem the default stays.
  mutating func take<T>(
    _ key: RegulationKey, into target: inout T, _ read: (YAMLMapping) -> T?
  ) {
    let parts = key.rawValue.split(separator: ".", maxSplits: 1).map(String.init)
    if let value = figure(group(parts[0]), parts[1], as: key, read) { target = value }
  }

  /// The same for one of an enumeration's names.
  mutating func take<T: RawRepresentable & CaseIterable>(
    choice key: RegulationKey, into target: inout T
  ) where T.RawValue == String {
    take(key, into: &target) { $0.enumeration("value", choices(of: T.self)) }
  }

  private mutating func hours(
    _ group: YAMLMapping
  ) -> (working: WeekPattern, transactions: WeekPattern)? {
    let working = figure(group, "working", as: .workingHours) { WeekHours.read($0) }
    let transactions = figure(group, "transactions", as: .transactionHours) { WeekHours.read($0) }
    guard let working, let transactions else { return nil }
    for day in Weekday.allCases {
      for session in transactions[day]
      where !working[day].contains(where: { $0.start <= session.start && session.end <= $0.end }) {
        group.refuse(
          "transactions",
          BilingualName(
            vi: "buổi giao dịch \(session) nằm ngoài giờ làm việc",
            en: "\(session) on \(day.rawValue) lies outside working hours"),
          remedy: BilingualName(
            vi: "đặt giờ giao dịch trong giờ làm việc", en: "keep it inside the working hours"))
      }
    }
    return (working, transactions)
  }

  private mutating func ticketWindow(_ group: YAMLMapping) -> TicketWindow? {
    let first = figure(group, "minutesBeforeOpening", as: .firstTicket) {
      $0.int("value", in: 0...240)
    }
    let last = figure(group, "lastMinutesBeforeClose", as: .lastTicket) {
      $0.int("value", in: 0...240)
    }
    guard let first, let last else { return nil }
    return TicketWindow(minutesBeforeOpening: first, lastMinutesBeforeClose: last)
  }

  private mutating func counting(_ group: YAMLMapping, week: WeekPattern?) -> CountingRule? {
    var rule = CountingRule()
    let countFrom = figure(group, "countFrom", as: .countFrom) {
      $0.enumeration("value", choices(of: CountingRule.CountFrom.self))
    }
    // Only a Saturday with sessions weighs anything, and then the file must say what.
    let worksOnSaturday = week.map { !$0[.saturday].isEmpty } ?? false
    var saturday: CountingRule.SaturdayWeight? = .full
    if worksOnSaturday || group.has("saturdayCounts") {
      saturday = figure(group, "saturdayCounts", as: .saturdayCounts) {
        $0.enumeration("value", choices(of: CountingRule.SaturdayWeight.self))
      }
    }
    let makeUp = figure(group, "makeUpDaysCount", as: .makeUpDaysCount) { $0.bool("value") }
    let postal = figure(group, "postalDate", as: .postalDate) {
      $0.enumeration("value", choices(of: CountingRule.PostalDate.self))
    }
    let late = figure(group, "afterHours", as: .afterHours) {
      $0.enumeration("value", choices(of: CountingRule.AfterHours.self))
    }
    let unit = figure(group, "unit", as: .countingUnit) {
      $0.enumeration("value", choices(of: CountingRule.Unit.self))
    }
    // One way only so far; the key stands there to carry its clause.
    let due = figure(group, "dueTime", as: .dueTime) {
      $0.enumeration("value", [("endOfTransactions", true)])
    }
    if group.has("sameDay") {
      rule.sameDay = figure(group, "sameDay", as: .sameDay) { Self.sameDay($0) }
    }
    guard let countFrom, let saturday, let makeUp, let postal, let late, let unit, due != nil
    else {
      return nil
    }
    rule.countFrom = countFrom
    rule.saturdayCounts = saturday
    rule.makeUpDaysCount = makeUp
    rule.postalDate = postal
    rule.afterHours = late
    rule.unit = unit
    return rule
  }

  private static func sameDay(_ figure: YAMLMapping) -> SameDayPromise? {
    guard let cut = figure.time("cut"), let today = figure.time("dueSameDay"),
      let next = figure.time("dueNextMorning")
    else { return nil }
    guard cut < today else {
      figure.refuse(
        "dueSameDay",
        BilingualName(
          vi: "hẹn trả \(today) không sau giờ nhận \(cut)",
          en: "\(today) is not after the cut \(cut)"),
        remedy: BilingualName(vi: "ghi giờ muộn hơn cut", en: "write a later time than cut"))
      return nil
    }
    return SameDayPromise(cut: cut, dueSameDay: today, dueNextMorning: next)
  }

  private mutating func code(_ group: YAMLMapping) -> CodeRule? {
    let pattern = figure(group, "pattern", as: .codePattern) {
      $0.required("value", .string(1...128)) { CodeReading.pattern($0) }
    }
    let source = figure(group, "source", as: .codeSource) {
      CodeReading.source($0, greatest: pattern?.greatestOrdinal ?? 9_999)
    }
    let unit = figure(group, "unit", as: .codeUnit) { CodeReading.unit($0) }
    let accepts = figure(group, "accepts", as: .codeAccepts) {
      $0.list("value", count: 0...20).map(CodeReading.pattern)
    }
    guard let source, let unit, let pattern, let accepts else { return nil }
    if source != .province, !pattern.canWrite {
      group.refuse(
        "pattern",
        BilingualName(
          vi: "mẫu có {digits} hay {letters} thì không cấp mã được",
          en: "a pattern with {digits} or {letters} cannot make a code"),
        remedy: BilingualName(
          vi: "chỉ dùng {unit}, {yymmdd}, {ordinal:4} và chữ cố định",
          en: "use only {unit}, {yymmdd}, {ordinal:4} and fixed text"))
      return nil
    }
    return CodeRule(
      source: source, unit: unit, pattern: pattern, accepts: accepts.compactMap { $0 })
  }
}

/// The raw names of an enumeration, in their order.
func choices<Choice: RawRepresentable & CaseIterable>(
  of: Choice.Type
) -> [(key: String, value: Choice)] where Choice.RawValue == String {
  Choice.allCases.map { ($0.rawValue, $0) }
}
