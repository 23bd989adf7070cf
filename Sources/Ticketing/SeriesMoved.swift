public import Dossiers

/// The number series went on after a gap, because a backup goes on in place of a lost machine.
///
/// The lost machine gave numbers that the backup does not know; leaving `ahead` of them out keeps
/// any of them from being given a second time. The gap stands in the log with this reason.
public struct SeriesMoved: Sendable, Hashable, Codable {
  /// The service day whose numbers move on.
  public var day: CivilDate
  /// How many numbers of each series are left out.
  public var ahead: Int

  public init(day: CivilDate, ahead: Int) {
    self.day = day
    self.ahead = ahead
  }
}

extension Hall {
  /// What it takes to go on from a backup without giving any number twice.
  ///
  /// Opens the present day when the backup is of an earlier one, because it is today's numbers that
  /// the lost machine gave. The paper pad needs nothing: its numbers stand on paper already.
  public func movingSeries(ahead: Int, at now: Moment) -> [HallEvent] {
    var events: [HallEvent] = []
    if day.map({ $0 < now.date }) ?? true {
      if let day, !isDayClosed { events.append(contentsOf: closing(day)) }
      events.append(.dayOpened(DayOpened(day: now.date, counters: [])))
    }
    events.append(.seriesMoved(SeriesMoved(day: max(day ?? now.date, now.date), ahead: ahead)))
    return events
  }

  mutating func move(_ event: SeriesMoved) {
    numbersLeftOut += event.ahead
    for domain in lastNumbers.keys { lastNumbers[domain]? += event.ahead }
  }

  /// The last number that counts as given in a domain today; `nil` before its first.
  func lastNumber(of domain: Domain) -> Int? {
    if let last = lastNumbers[domain.id] { return last }
    return numbersLeftOut > 0 ? domain.series.first - 1 + numbersLeftOut : nil
  }
}
