internal import Dossiers
internal import Ticketing

/// A service day at a glance, drawn as SVG: who came when, how many waited, how long, and for what.
///
/// It bears no colour: the shapes have classes, which the page's style fills in either theme. Counts
/// only, nobody's number and nobody's name.
struct DayPicture {
  static let width = 960
  private static let left = 56
  private static let right = 920

  let record: DayRecord
  let plan: HallPlan
  /// What is later has not happened yet.
  let now: Moment
  let day: CivilDate
  let say: DayWords

  private var svg = ""

  init(
    _ record: DayRecord, of day: CivilDate, at now: Moment, _ plan: HallPlan,
    say: DayWords
  ) {
    (self.record, self.day, self.now, self.plan, self.say) = (record, day, now, plan, say)
  }

  /// The whole drawing, also for who opens it by itself.
  func drawn() -> String {
    var picture = self
    let domains = byDomain()
    let height = 640 + max(1, domains.count) * 26
    picture.text("picture-title", 0, 24, "title", ["day": Texts.spoken(day.description)])
    picture.arrivals(top: 48)
    picture.crowd(top: 250)
    picture.waits(top: 452)
    picture.lines(domains, top: 628)
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <?xml-stylesheet type="text/css" href="/assets/base.css"?>
      <?xml-stylesheet type="text/css" href="/assets/chart.css"?>
      <svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" \
      viewBox="0 0 \(Self.width) \(height)"><title>\(escaped(title))</title>\
      <desc>\(escaped(summary))</desc>\(picture.svg)</svg>

      """
  }

  private var title: String { say("picture-title", ["day": Texts.spoken(day.description)]) }

  /// The same in a sentence, for who hears the page.
  private var summary: String {
    let waits = record.numbers.compactMap(\.waitedSeconds)
    let average = waits.isEmpty ? 0 : waits.reduce(0, +) / waits.count / 60
    return say(
      "picture-summary",
      [
        "issued": String(record.numbers.count), "called": String(waits.count),
        "average": String(average), "most": String(crowdByStep().map(\.count).max() ?? 0),
      ])
  }

  // MARK: - What is counted

  /// Seconds of the day at which something began; later than midnight counts as the day's end.
  private func second(_ moment: Moment) -> Int {
    let civil = moment.civil
    let days = civil.date.daysSinceEpoch - day.daysSinceEpoch
    return min(86_400, max(0, days * 86_400 + civil.time.seconds))
  }

  /// From the hour of the first number to the hour after the last thing that happened.
  private var hours: ClosedRange<Int> {
    let seconds = record.numbers.flatMap { [$0.issuedAt, $0.calledAt ?? $0.issuedAt] }.map(second)
    guard let first = seconds.min(), let last = seconds.max() else { return 7...17 }
    let begin = min(first / 3_600, 23)
    return begin...min(24, max(begin + 4, last / 3_600 + 1))
  }

  private func crowdByStep() -> [(second: Int, count: Int)] {
    let stays = record.numbers.map { number in
      let end = number.calledAt ?? number.endedAt
      return (second(number.issuedAt), end.map(second) ?? Int.max)
    }
    let last = hours.upperBound * 3_600
    let end = day == now.date ? min(second(now), last) : last
    let steps = Array(stride(from: hours.lowerBound * 3_600, to: end, by: 300)) + [end]
    return steps.map { at in (at, stays.count { $0.0 <= at && at < $0.1 }) }
  }

  private func byDomain() -> [(name: BilingualName, issued: Int, average: Int?)] {
    plan.domains.compactMap { domain in
      let mine = record.numbers.filter { $0.domain == domain.id }
      let waits = mine.compactMap(\.waitedSeconds)
      guard !mine.isEmpty else { return nil }
      return (
        domain.name, mine.count, waits.isEmpty ? nil : waits.reduce(0, +) / waits.count / 60
      )
    }
  }

  // MARK: - What is drawn

  /// Numbers given and called, half hour by half hour.
  private mutating func arrivals(top: Int) {
    let slots = (hours.upperBound - hours.lowerBound) * 2
    var issued = [Int](repeating: 0, count: slots)
    var called = issued
    func slot(_ moment: Moment) -> Int {
      min(slots - 1, max(0, (second(moment) - hours.lowerBound * 3_600) / 1_800))
    }
    for number in record.numbers {
      issued[slot(number.issuedAt)] += 1
      if let at = number.calledAt { called[slot(at)] += 1 }
    }
    let most = Self.round(max(issued.max() ?? 0, called.max() ?? 0))
    text("picture-arrivals", 0, top + 14, "head")
    key("issued", "picture-issued", x: 560, y: top + 14)
    key("called", "picture-called", x: 760, y: top + 14)
    axes(top: top + 28, most: most)
    let wide = max(4, (Self.right - Self.left) / slots)
    for index in 0..<slots {
      let x = Self.left + (Self.right - Self.left) * index / slots
      bar("issued", x + 1, top + 28, wide / 2 - 1, issued[index], of: most)
      bar("called", x + wide / 2, top + 28, wide / 2 - 1, called[index], of: most)
    }
  }

  /// How many waited, every five minutes.
  private mutating func crowd(top: Int) {
    let steps = crowdByStep()
    let most = Self.round(steps.map(\.count).max() ?? 0)
    text("picture-crowd", 0, top + 14, "head")
    axes(top: top + 28, most: most)
    guard let first = steps.first, let last = steps.last else { return }
    let base = top + 28 + Self.tall
    var path = "M\(x(first.second)) \(base)"
    for step in steps {
      path += "L\(x(step.second)) \(base - step.count * Self.tall / most)"
    }
    path += "L\(x(last.second)) \(base)Z"
    svg += "<path class=\"waiting\" d=\"\(path)\"/>"
  }

  /// How long those who were called had waited.
  private mutating func waits(top: Int) {
    let limits = [5, 15, 30, 60, Int.max]
    var counts = [Int](repeating: 0, count: limits.count)
    for seconds in record.numbers.compactMap(\.waitedSeconds) {
      counts[limits.firstIndex { $0 == .max || seconds <= $0 * 60 } ?? 4] += 1
    }
    let all = max(1, counts.reduce(0, +))
    text("picture-waits", 0, top + 14, "head")
    for (index, limit) in limits.enumerated() {
      let name =
        limit == .max ? "picture-longer" : "picture-within"
      row(
        say(name, ["minutes": String(limit == .max ? limits[index - 1] : limit)]),
        "\(counts[index]) (\(counts[index] * 100 / all)%)", counts[index], of: counts.max() ?? 0,
        y: top + 28 + index * 26, index < 2 ? "good" : "slow")
    }
  }

  /// For which field, and how long its visitors waited.
  private mutating func lines(
    _ domains: [(name: BilingualName, issued: Int, average: Int?)], top: Int
  ) {
    text("picture-domains", 0, top, "head")
    let most = domains.map(\.issued).max() ?? 0
    for (index, domain) in domains.enumerated() {
      let wait = domain.average.map { say("picture-average", ["minutes": String($0)]) }
      row(
        say.name(domain.name),
        [String(domain.issued), wait].compactMap(\.self).joined(separator: " · "), domain.issued,
        of: most, y: top + 14 + index * 26, "issued")
    }
  }

  // MARK: - Shapes

  private static let tall = 140

  /// The next figure that is easy to read on an axis.
  private static func round(_ count: Int) -> Int {
    for step in [4, 8, 20, 40, 80, 200, 400, 800, 2_000, 4_000] where count <= step { return step }
    return (count / 4_000 + 1) * 4_000
  }

  private func x(_ second: Int) -> Int {
    let begin = hours.lowerBound * 3_600
    let span = (hours.upperBound - hours.lowerBound) * 3_600
    return Self.left + (Self.right - Self.left) * max(0, second - begin) / span
  }

  private mutating func axes(top: Int, most: Int) {
    for part in [0, 2, 4] {
      let y = top + Self.tall - Self.tall * part / 4
      svg +=
        "<line class=\"grid\" x1=\"\(Self.left)\" y1=\"\(y)\" "
        + "x2=\"\(Self.right)\" y2=\"\(y)\"/>"
      put(String(most * part / 4), Self.left - 8, y + 5, "end")
    }
    let every = hours.count > 14 ? 2 : 1
    for hour in stride(from: hours.lowerBound, through: hours.upperBound, by: every) {
      put("\(hour):00", x(hour * 3_600), top + Self.tall + 20, "middle")
    }
  }

  private mutating func bar(
    _ kind: String, _ x: Int, _ top: Int, _ width: Int, _ count: Int, of most: Int
  ) {
    guard count > 0 else { return }
    let height = max(1, count * Self.tall / most)
    svg +=
      "<rect class=\"\(kind)\" x=\"\(x)\" y=\"\(top + Self.tall - height)\" "
      + "width=\"\(max(2, width))\" height=\"\(height)\"/>"
  }

  private mutating func row(
    _ name: String, _ figures: String, _ count: Int, of most: Int, y: Int, _ kind: String
  ) {
    let (from, room) = (330, 440)
    put(name, from - 12, y + 15, "end")
    let width = most == 0 ? 0 : count * room / most
    svg +=
      "<rect class=\"\(kind)\" x=\"\(from)\" y=\"\(y)\" width=\"\(max(1, width))\" height=\"20\"/>"
    put(figures, from + width + 10, y + 15, "start")
  }

  private mutating func key(_ kind: String, _ word: String, x: Int, y: Int) {
    svg += "<rect class=\"\(kind)\" x=\"\(x)\" y=\"\(y - 12)\" width=\"14\" height=\"14\"/>"
    put(say(word), x + 22, y, "start")
  }

  private mutating func text(
    _ key: String, _ x: Int, _ y: Int, _ kind: String, _ values: [String: String] = [:]
  ) {
    svg += "<text class=\"\(kind)\" x=\"\(x)\" y=\"\(y)\">\(escaped(say(key, values)))</text>"
  }

  private mutating func put(_ text: String, _ x: Int, _ y: Int, _ side: String) {
    svg += "<text x=\"\(x)\" y=\"\(y)\" class=\"\(side)\">\(escaped(text))</text>"
  }

  private func escaped(_ text: String) -> String {
    var safe = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": safe += "&amp;"
      case "<": safe += "&lt;"
      case ">": safe += "&gt;"
      case "\"": safe += "&quot;"
      // What XML may not hold at all.
      case let control where control.value < 32: safe += " "
      default: safe.unicodeScalars.append(scalar)
      }
    }
    return safe
  }
}
