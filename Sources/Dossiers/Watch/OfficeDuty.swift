/// Something the office itself owes on a day, whatever its dossiers do.
public struct OfficeDuty: Hashable, Sendable {
  public let kind: Kind
  /// The last day for it.
  public let day: CivilDate

  public enum Kind: String, CaseIterable, Sendable {
    /// The month's report (KT 14; HU QC 14.1; SL 7.2.b).
    case report
    /// The fee papers of the month before go to the agencies (LC 17.3; VL 4.5.c).
    case feePapers
  }
}

extension Regulation {
  /// What the office owes next, one of each kind, the earliest first; the day itself counts.
  ///
  /// A month whose day the calendar cannot give is left out.
  public func officeDuties(from day: CivilDate) -> [OfficeDuty] {
    OfficeDuty.Kind.allCases.compactMap { kind in
      // Moved back over days off, this month's may have passed, and next month's stands in it.
      for months in 0...2 {
        let month = day.month - 1 + months
        let (year, ordinal) = (day.year + month / 12, month % 12 + 1)
        let last =
          switch kind {
          case .report: try? reportDay(year: year, month: ordinal)
          case .feePapers: try? feeHandoverLatest(year: year, month: ordinal)
          }
        if let last, last >= day { return OfficeDuty(kind: kind, day: last) }
      }
      return nil
    }.sorted { ($0.day, $0.kind.rawValue) < ($1.day, $1.kind.rawValue) }
  }
}
