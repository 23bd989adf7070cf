// What the Centre puts together at fixed times of a day.

/// The finished dossiers to hand back, sorted at 11:00 and 17:00 (SL 6.1.i).
public struct ReturnList: Hashable, Sendable {
  /// Awaited at the Centre, by code.
  public let atCentre: [DossierID]
  /// To be given to the post, by code.
  public let byPost: [DossierID]

  public init(of dossiers: some Sequence<Dossier>) {
    let ready = dossiers.filter { $0.state == .ready }
      .sorted { ($0.code?.text ?? "", $0.id) < ($1.code?.text ?? "", $1.id) }
    atCentre = ready.filter { $0.resultChannel == .counter }.map(\.id)
    byPost = ready.filter { $0.resultChannel == .post }.map(\.id)
  }
}

extension Regulation {
  /// The times by which an agency owed an update of progress on a day and gave none (HU QC 12.2).
  ///
  /// One update: by the day's close. Two: by the end of each session, and a day of one session has one.
  public func progressMissed(
    on day: CivilDate, updates: [CivilMoment], now: CivilMoment
  ) -> [CivilMoment] {
    let sessions = calendar.sessions(on: day, clock: .working)
    guard let first = sessions.first, let last = sessions.last else { return [] }
    let slots =
      life.office.updatesPerDay > 1
      ? sessions.map { ($0.start, $0.end) } : [(first.start, last.end)]
    return slots.compactMap { start, end in
      let due = CivilMoment(date: day, time: end)
      let begin = CivilMoment(date: day, time: start)
      guard due < now else { return nil }
      return updates.contains { begin <= $0 && $0 <= due } ? nil : due
    }
  }
}
