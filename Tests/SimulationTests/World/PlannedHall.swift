import Dossiers
import Store
import Ticketing

/// The hall that is simulated: small, with everything a large one has.
enum PlannedHall {
  static let identity = HallIdentity(centre: "Trung tâm mô phỏng", hall: "Sảnh 1")
  static let centre = "MP"
  static let kiosks = ["kiosk-1", "kiosk-2"]
  static let errands: [ErrandID] = ["dat-dai", "dat-dai", "ho-tich", "dat-dai-nop-phi"]
  static let counters: [CounterID] = ["1", "2", "3"]
  static let firstDay = "2026-03-02"
  /// Some minutes before the doors open and after the service day has ended, on the wall clock.
  static let morning = "07:53"
  static let secondsToEvening = 39 * 60

  /// What hangs on its wall, written down here and not read from the plan.
  static let published = PublishedRules(
    lines: ["1": ["dat-dai"], "2": ["dat-dai", "ho-tich"], "3": ["thu-phi"]],
    weights: ["elderly": 1, "merit": 2])

  /// A day is twenty-five minutes long, in two sessions with a break; weekends are closed.
  static func plan(
    under regulation: Regulation, secondDomainPrefix: String = "B",
    change: (inout HallRules) -> Void = { _ in }
  ) -> HallPlan {
    let sessions = [Session("08:00-08:11"), Session("08:14-08:25")].compactMap(\.self)
    guard let week = WeekPattern(mondayToFriday: sessions) else {
      preconditionFailure("the hours of the simulated hall are broken")
    }
    var rules = HallRules()
    rules.ticketsBeforeOpeningMinutes = 5
    rules.lastTicketBeforeCloseMinutes = 3
    rules.closingGraceMinutes = 4
    rules.secondsBetweenCalls = 40
    rules.returnWithinMinutes = 6
    change(&rules)
    return HallPlan(
      centre: BilingualName(vi: "Trung tâm mô phỏng", en: "Simulated centre"),
      domains: [
        Domain(
          id: "dat-dai", name: BilingualName(vi: "Đất đai", en: "Land"),
          series: NumberSeries(prefix: "A", last: 999)),
        Domain(
          id: "ho-tich", name: BilingualName(vi: "Hộ tịch", en: "Civil status"),
          series: NumberSeries(prefix: secondDomainPrefix, last: 12)),
      ],
      errands: [
        errand("dat-dai", "dat-dai", .file, minutes: 2),
        errand("dat-dai-nop-phi", "dat-dai", .pay, line: "thu-phi", minutes: 1),
        errand("ho-tich", "ho-tich", .file, minutes: 1),
      ],
      counters: [
        counter("1", ["dat-dai"]), counter("2", ["dat-dai", "ho-tich"]), counter("3", ["thu-phi"]),
      ],
      priorities: [
        PriorityClass(id: "elderly", name: BilingualName(vi: "Người cao tuổi", en: "Elderly")),
        PriorityClass(
          id: "merit", name: BilingualName(vi: "Người có công", en: "Merit"), weight: 2),
      ],
      calendar: OfficeCalendar(working: week, transactions: week), rules: rules,
      regulations: RegulationBook([regulation]), centreCode: centre,
      procedures: PlannedRules.procedures)
  }

  private static func errand(
    _ id: ErrandID, _ domain: DomainID, _ kind: ErrandKind, line: LineID? = nil, minutes: Int
  ) -> Errand {
    Errand(
      id: id, domain: domain, kind: kind, name: BilingualName(vi: id.rawValue, en: id.rawValue),
      line: line, processMinutes: minutes)
  }

  private static func counter(_ id: CounterID, _ lines: [LineID]) -> Counter {
    Counter(id: id, name: BilingualName(vi: "Quầy \(id)", en: "Counter \(id)"), serves: lines)
  }

  /// How the codes of its dossiers look.
  static let code: CodeRule = {
    guard let pattern = CodePattern("{unit}-{yymmdd}-{ordinal:4}") else {
      preconditionFailure("the codes of the simulated hall are broken")
    }
    return CodeRule(source: .hall, unit: "000.00.12.H35", pattern: pattern)
  }()
}
