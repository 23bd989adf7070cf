import Dossiers
import Testing
import Ticketing

/// The judge of calls by itself: it knows which lines a counter serves today.
@Suite struct `The judge of lines that supervision sets` {
  private static let day = CivilDate(PlannedHall.firstDay) ?? CivilDate(daysSinceEpoch: 0)

  /// Somebody waits for civil status, counter 1 opens and calls them.
  private static func violations(of set: [ArrangementEvent]) -> [String] {
    let shadow = Shadow(PlannedHall.published)
    let issued = TicketIssued(
      day: day, domain: "ho-tich", errand: "ho-tich", line: "ho-tich", number: 1, label: "B001",
      origin: .kiosk, station: "kiosk-1", dossiers: 1, slip: false)
    let events: [(String, HallEvent)] =
      [
        ("system", .dayOpened(DayOpened(day: day, counters: []))),
        ("kiosk:kiosk-1", .ticketIssued(issued)),
        ("officer:canbo-1", .counterOpened(CounterOpened(counter: "1", officer: "canbo-1"))),
      ] + set.map { ("supervision:giam-sat", .arranged($0)) } + [
        (
          "officer:canbo-1",
          .ticketCalled(TicketCalled(ticket: TicketID(2), counter: "1", turn: .next))
        )
      ]
    for (index, (actor, event)) in events.enumerated() {
      shadow.follow(
        RecordedEvent(
          id: Int64(index + 1),
          at: Moment(microseconds: Int64(index) * 1_000_000, utcOffsetSeconds: 25_200), day: day,
          actor: Ticketing.Actor(actor), event: event))
    }
    return shadow.violations
  }

  private static let surge = ArrangementEvent.assigned(
    CounterAssigned(counter: "1", kind: .surge, lines: ["ho-tich"]))
  private static let rotation = ArrangementEvent.assigned(
    CounterAssigned(counter: "1", kind: .rotation, lines: ["ho-tich"]))

  @Test func `a call from a line that is not served is seen, and one that was set is none`() {
    let foreign = "1 called B001 from a line which it does not serve"
    #expect(Self.violations(of: []).contains(foreign))
    #expect(Self.violations(of: [Self.surge]) == [])
    #expect(Self.violations(of: [Self.rotation]) == [])
    #expect(Self.violations(of: [Self.surge, .released("1")]).contains(foreign))
  }

  @Test func `whoever opens a counter without a right is seen, and a substitute may`() {
    let named = ArrangementEvent.substituted(
      OfficerSubstituted(counter: "1", officer: "canbo-1", substitute: "thay-1"))
    func opened(after set: [ArrangementEvent]) -> [String] {
      let shadow = Shadow(PlannedHall.published)
      for (index, event) in set.enumerated() {
        shadow.follow(row(index, "supervision:giam-sat", .arranged(event)))
      }
      shadow.follow(
        row(9, "officer:thay-1", .counterOpened(CounterOpened(counter: "1", officer: "thay-1"))))
      return shadow.violations
    }
    #expect(opened(after: []).contains { $0.contains("may not work there") })
    #expect(opened(after: [named]) == [])
  }

  private func row(_ index: Int, _ actor: String, _ event: HallEvent) -> RecordedEvent {
    RecordedEvent(
      id: Int64(index + 1), at: Moment(microseconds: 0, utcOffsetSeconds: 25_200), day: Self.day,
      actor: Ticketing.Actor(actor), event: event)
  }
}
