import Dossiers
import Ticketing

extension HallPlan {
  /// Two domains, three counters, always open, codes given by the hall.
  static let test = plan(code: .hall)
  /// The same, with codes that the province gives and an officer scans.
  static let scanning = plan(code: .province)

  static func plan(code: CodeRule.Source, calendar: OfficeCalendar = .alwaysOpen) -> HallPlan {
    HallPlan(
      centre: BilingualName(vi: "Trung tâm thử", en: "Test centre"),
      domains: [
        Domain(
          id: "dat-dai", name: BilingualName(vi: "Đất đai", en: "Land"),
          series: NumberSeries(prefix: "A", first: 1, last: 999_999)),
        Domain(
          id: "ho-tich", name: BilingualName(vi: "Hộ tịch", en: "Civil status"),
          series: NumberSeries(prefix: "B", first: 1, last: 3)),
      ],
      errands: [
        Errand(
          id: "dat-dai", domain: "dat-dai", kind: .file,
          name: BilingualName(vi: "Nộp hồ sơ", en: "File a dossier"), processMinutes: 10),
        Errand(
          id: "dat-dai-nop-phi", domain: "dat-dai", kind: .pay,
          name: BilingualName(vi: "Nộp phí", en: "Pay a fee"), line: "thu-phi",
          processMinutes: 9),
        Errand(
          id: "ho-tich", domain: "ho-tich", kind: .file,
          name: BilingualName(vi: "Nộp hồ sơ", en: "File a dossier"), processMinutes: 6),
      ],
      counters: [
        Counter(id: "1", name: BilingualName(vi: "Quầy 1", en: "Counter 1"), serves: ["dat-dai"]),
        Counter(
          id: "2", name: BilingualName(vi: "Quầy 2", en: "Counter 2"),
          serves: ["dat-dai", "ho-tich"]),
        Counter(id: "3", name: BilingualName(vi: "Thu phí", en: "Fees"), serves: ["thu-phi"]),
      ],
      priorities: [
        PriorityClass(id: "elderly", name: BilingualName(vi: "Người cao tuổi", en: "Elderly"))
      ],
      calendar: calendar, regulations: RegulationBook([regulation(code)]), centreCode: "LC",
      procedures: [procedure])
  }

  private static func regulation(_ source: CodeRule.Source) -> Regulation {
    guard let pattern = CodePattern("{unit}-{yymmdd}-{ordinal:4}") else {
      preconditionFailure("the pattern of codes is broken")
    }
    let since = day("2017-03-13")
    return Regulation(
      id: RegulationID("lai-chau"), centre: "LC",
      name: BilingualName(vi: "Lai Châu", en: "Lai Chau"),
      decision: Decision(number: nil, effectiveFrom: since), calendar: .alwaysOpen,
      tickets: TicketWindow(minutesBeforeOpening: 30, lastMinutesBeforeClose: 30),
      counting: CountingRule(),
      code: CodeRule(source: source, unit: "000.00.12.H35", pattern: pattern),
      clauses: [
        .countFrom: Clause(citation: "LC 2.9", basis: .regulation, since: since),
        .dueTime: Clause(citation: "BLDS 2015 Điều 148", basis: .law, since: since),
      ])
  }
}

extension Intake {
  /// A dossier of ten working days, taken in at the counter at a moment.
  static func atCounter(_ moment: Moment, code: Code = .given(ordinal: 1)) -> Intake {
    Intake(
      procedure: Procedure(id: "dat-dai-cap-doi", days: 10, agency: "so-tnmt"), channel: .counter,
      receivedAt: moment.civil, code: code)
  }
}
