internal import Dossiers
internal import Ticketing

// Keys: centre, regulation, utcOffset, hours, closedDays, makeUpDays, dossierCode.

extension ConfigurationReader {
  /// What the regulation gives, after what this hall writes differently.
  struct Centre {
    var name: BilingualName
    var book: RegulationBook
    /// The chosen version; `nil` when it could not be read.
    var regulation: Regulation?
    /// When the hall serves the public; terms are counted by the regulation's own hours.
    var calendar: OfficeCalendar
  }

  /// The centre's name, its regulations by folder, and its hours by the version in force today.
  func readCentre(_ root: YAMLMapping, book: RegulationBook, today: CivilDate) -> Centre {
    // Without regulations at all, that is the problem, and it is already told.
    let known = KnownNames(book.folders, isComplete: !book.regulations.isEmpty)
    let chosen = root.reference("regulation", to: known)
    var regulation = chosen.flatMap { book.inForce(folder: $0, on: today) }
    let closed = Set(readDates(root, "closedDays"))
    let worked = Set(readDates(root, "makeUpDays"))
    if let both = closed.intersection(worked).min() {
      root.refuse(
        "makeUpDays",
        BilingualName(vi: "ngày \(both) cũng là ngày nghỉ", en: "\(both) is also a closed day"),
        remedy: BilingualName(vi: "chỉ ghi ở một danh sách", en: "keep it in one of the lists"))
    }

    let centreCode = regulation?.centre
    let changed = book.regulations.map { version in
      guard version.centre == centreCode else { return version }
      var version = version
      version.calendar.holidays.formUnion(closed)
      version.calendar.makeUpDays.formUnion(worked)
      return version
    }
    let book = RegulationBook(changed)
    regulation = regulation.flatMap { book[$0.id] }
    let calendar = readHours(root, of: regulation)
    let name = root.has("centre") ? root.name("centre") : regulation?.name
    return Centre(
      name: name ?? BilingualName(vi: "", en: ""), book: book, regulation: regulation,
      calendar: calendar)
  }

  private func readDates(_ root: YAMLMapping, _ key: String) -> [CivilDate] {
    var unique = UniqueNames()
    return root.optionalList(key, count: 0...400).compactMap { item in
      guard let date = item.date, unique.claim(date.description, item) else { return nil }
      return date
    }
  }

  /// Seconds ahead of UTC, written `+07:00`; -12:00 to +14:00.
  func readUTCOffset(_ root: YAMLMapping) -> Int {
    let vietNam = 25_200
    guard let value = root.value("utcOffset"), let text = value.string() else { return vietNam }
    if let sign = text.first, "+-".contains(sign), text.utf8.count == 6,
      let time = CivilTime(String(text.dropFirst())),
      time.seconds <= (sign == "+" ? 14 : 12) * 3_600
    {
      return sign == "+" ? time.seconds : -time.seconds
    }
    value.refuse(
      value.found(text, vi: "không phải độ lệch giờ", en: "is not an offset"),
      remedy: BilingualName(
        vi: "ghi từ -12:00 đến +14:00, Việt Nam là +07:00",
        en: "write -12:00 to +14:00; Viet Nam is +07:00"))
    return vietNam
  }

  /// The regulation's transaction hours, or the hall's own where `hours` names them.
  private func readHours(_ root: YAMLMapping, of regulation: Regulation?) -> OfficeCalendar {
    var calendar =
      regulation?.calendar ?? OfficeCalendar(working: .closed, transactions: .closed)
    guard root.has("hours") else { return calendar }
    let hours = root.mapping("hours")
    if !hours.bool("holidays", default: true) {
      calendar.holidays = []
      calendar.makeUpDays = []
    }
    let everyDay = readSessions(of: "everyDay", in: hours)
    let ordinary = readSessions(of: "mondayToFriday", in: hours)
    var days: [Weekday: [Session]] = [:]
    for day in Weekday.allCases {
      let isOrdinary = day != .saturday && day != .sunday
      days[day] =
        readSessions(of: day.rawValue, in: hours) ?? (isOrdinary ? ordinary : nil) ?? everyDay
        ?? calendar.transactions[day]
    }
    if let pattern = WeekPattern(days) { calendar.transactions = pattern }
    if calendar.transactions.isEmpty, regulation != nil {
      root.refuse(
        "hours", BilingualName(vi: "không mở cửa ngày nào", en: "the hall never opens"),
        remedy: BilingualName(
          vi: "ghi ít nhất một buổi, ví dụ 07:30-11:30", en: "write a session, such as 07:30-11:30")
      )
    }
    return calendar
  }

  private func readSessions(of key: String, in hours: YAMLMapping) -> [Session]? {
    hours.value(key).flatMap { WeekHours.sessions($0) }
  }

  /// Who gives dossier codes, where this hall differs from its regulation (TT 01/2018 Điều 19).
  func readCode(_ root: YAMLMapping, into centre: inout Centre) {
    guard root.has("dossierCode") else { return }
    let group = root.mapping("dossierCode")
    let pattern = group.value("pattern").flatMap { CodeReading.pattern($0) }
    let shape = pattern ?? centre.regulation?.code.pattern
    let source = CodeReading.source(
      group, key: "source", greatest: max(1, shape?.greatestOrdinal ?? 9_999))
    let unit = group.has("unit") ? CodeReading.unit(group, key: "unit") : nil
    if let pattern, !pattern.canWrite, source != .province {
      group.refuse(
        "pattern",
        BilingualName(
          vi: "mẫu này không tự viết được mã mới", en: "no new code can be written by this pattern"),
        remedy: BilingualName(
          vi: "chỉ dùng {unit}, {yymmdd}, {ordinal:N} khi sảnh cấp mã",
          en: "use only {unit}, {yymmdd}, {ordinal:N} when the hall gives the codes"))
    }
    guard let chosen = centre.regulation, let source else { return }
    centre.book = RegulationBook(
      centre.book.regulations.map { version in
        guard version.centre == chosen.centre else { return version }
        var version = version
        version.code.source = source
        if let unit { version.code.unit = unit }
        if let pattern { version.code.pattern = pattern }
        return version
      })
  }
}

extension YAMLMapping {
  /// Refuses a last that lies before its first.
  func refuseOrder(_ last: String, after first: String) {
    refuse(
      last, BilingualName(vi: "đứng trước «\(first)»", en: "lies before \"\(first)\""),
      remedy: BilingualName(
        vi: "ghi giá trị bằng hoặc sau «\(first)»", en: "write a value not before \"\(first)\""))
  }
}
