import Dossiers

/// The five centres as the tests need them: hours and counting of their acts, no holidays.
enum Centres {
  static let laiChau = regulation(
    "lai-chau", "LC", hours: ["07:30-11:30", "13:30-17:00"], countFrom: "LC 2.9",
    life: CentreLife.laiChau)
  static let sonLa = regulation(
    "son-la", "SL", hours: ["07:00-11:00", "13:00-17:00"], countFrom: "BLDS 2015 Điều 147",
    life: CentreLife.sonLa)
  static let vinhLong = regulation(
    "vinh-long", "VL", hours: ["07:00-11:00", "13:00-17:00"], countFrom: "BLDS 2015 Điều 147",
    life: CentreLife.vinhLong)
  static let konTum = regulation(
    "kon-tum", "KT", hours: ["07:00-11:00", "13:00-17:00"], countFrom: "KT 4.2",
    life: CentreLife.konTum)
  static let hue = regulation(
    "thua-thien-hue", "HU", hours: ["07:00-11:30", "13:30-17:00"], saturday: ["07:00-11:30"],
    transactions: ["07:30-11:00", "14:00-16:30"], transactionSaturday: ["07:30-11:00"],
    countFrom: "HU QC 5.2", life: CentreLife.hue)

  /// All five, in the order in which the sources name them.
  static let all = [laiChau, sonLa, vinhLong, konTum, hue]

  /// Working hours over the whole day, every day: the demonstration hall.
  static let alwaysOpen: Regulation = {
    var rules = laiChau
    rules.calendar = .alwaysOpen
    return rules
  }()

  static func named(_ centre: String) -> Regulation {
    all.first { $0.centre == centre } ?? laiChau
  }

  static func regulation(
    _ id: String, _ centre: String, hours: [String], saturday: [String] = [],
    transactions: [String]? = nil, transactionSaturday: [String]? = nil, countFrom: String,
    life: LifeRules = LifeRules()
  ) -> Regulation {
    let working = pattern(hours, saturday)
    let since = CivilDate("2017-03-13") ?? CivilDate(daysSinceEpoch: 0)
    return Regulation(
      id: RegulationID(id), centre: centre, name: BilingualName(vi: id, en: id),
      decision: Decision(number: nil, effectiveFrom: since),
      calendar: OfficeCalendar(
        working: working,
        transactions: transactions.map { pattern($0, transactionSaturday ?? []) } ?? working),
      tickets: TicketWindow(minutesBeforeOpening: 30, lastMinutesBeforeClose: 30),
      counting: CountingRule(),
      code: CodeRule(
        source: .hall, unit: "000.00.12.H35", pattern: shape("{unit}-{yymmdd}-{ordinal:4}")),
      life: life,
      clauses: [
        .countFrom: Clause(citation: countFrom, basis: .regulation, since: since),
        .dueTime: Clause(citation: "BLDS 2015 Điều 148", basis: .law, since: since),
      ])
  }

  static func pattern(_ hours: [String], _ saturday: [String]) -> WeekPattern {
    WeekPattern(
      mondayToFriday: hours.compactMap { Session($0) },
      saturday: saturday.compactMap { Session($0) }) ?? .closed
  }

  static func shape(_ text: String) -> CodePattern {
    guard let pattern = CodePattern(text) else { preconditionFailure("not a pattern: \(text)") }
    return pattern
  }
}

func day(_ text: String) -> CivilDate {
  guard let date = CivilDate(text) else { preconditionFailure("not a date: \(text)") }
  return date
}

func at(_ text: String) -> CivilMoment {
  guard let moment = CivilMoment(text) else { preconditionFailure("not a moment: \(text)") }
  return moment
}

func time(_ text: String) -> CivilTime {
  guard let time = CivilTime(text) else { preconditionFailure("not a time: \(text)") }
  return time
}

/// A small repeatable generator (SplitMix64), so that a failing seed can be pasted.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
