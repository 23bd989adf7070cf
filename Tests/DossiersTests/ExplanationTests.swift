import Dossiers
import Testing

@Suite struct `A term explains itself` {
  static func roles(_ explanation: TermExplanation) -> [String] {
    explanation.days.map { day in
      let word =
        switch day.role {
        case .receipt: "receipt"
        case .counted(let halves, let soFar, let needed): "+\(halves)=\(soFar)/\(needed)"
        case .closed: "closed"
        case .holiday(let note): "holiday \(note?.name.vi ?? "?")"
        case .makeUpNotCounted: "make-up"
        case .saturdayNotCounted: "saturday"
        case .stopped: "stopped"
        case .restarted: "restarted"
        case .resumed: "resumed"
        }
      return "\(day.date.month)/\(day.date.day) \(word)"
    }
  }

  @Test func `LC 2.9 · over a named holiday, each day with its reason`() throws {
    var rules = Centres.laiChau
    rules.calendar.holidays = [day("2026-04-30"), day("2026-05-01")]
    rules.dayNotes[day("2026-04-30")] = DayNote(
      name: BilingualName(vi: "Ngày Chiến thắng", en: "Reunification Day"), clause: nil,
      source: .law)
    let explanation = try rules.explain(from: at("2026-04-29T09:00"), length: .workingDays(2))
    #expect(
      Self.roles(explanation) == [
        "4/29 receipt", "4/30 holiday Ngày Chiến thắng", "5/1 holiday ?", "5/2 closed",
        "5/3 closed", "5/4 +2=2/4", "5/5 +2=4/4",
      ])
    #expect(explanation.term.dueAt == at("2026-05-05T17:00"))
    #expect(explanation.clauses.map(\.citation) == ["LC 2.9", "BLDS 2015 Điều 148"])
  }

  @Test func `SL 7.1.c · the clock stops, and goes on with what was used`() throws {
    let explanation = try Centres.sonLa.explain(
      from: at("2026-03-02T09:00"), length: .workingDays(4),
      stops: [ClockStop(requestedOn: day("2026-03-04"), suppliedOn: day("2026-03-06"))])
    #expect(
      Self.roles(explanation) == [
        "3/2 receipt", "3/3 +2=2/8", "3/4 +2=4/8", "3/5 stopped", "3/6 resumed", "3/7 closed",
        "3/8 closed", "3/9 +2=6/8", "3/10 +2=8/8",
      ])
    #expect(explanation.firstDue == day("2026-03-06"))
  }

  @Test func `LC 15.3.b · the clock begins anew`() throws {
    let explanation = try Centres.laiChau.explain(
      from: at("2026-03-02T09:00"), length: .workingDays(2),
      stops: [ClockStop(requestedOn: day("2026-03-03"), suppliedOn: day("2026-03-05"))])
    #expect(
      Self.roles(explanation) == [
        "3/2 receipt", "3/3 +2=2/4", "3/4 stopped", "3/5 restarted", "3/6 +2=2/4", "3/7 closed",
        "3/8 closed", "3/9 +2=4/4",
      ])
  }

  @Test func `HU QC 2.7 · a Saturday of half weight, and one of none`() throws {
    var rules = Centres.hue
    rules.counting.saturdayCounts = .half
    let half = try rules.explain(from: at("2026-03-06T09:00"), length: .workingDays(1))
    #expect(
      Self.roles(half) == ["3/6 receipt", "3/7 +1=1/2", "3/8 closed", "3/9 +2=3/2"])
    rules.counting.saturdayCounts = .none
    let none = try rules.explain(from: at("2026-03-06T09:00"), length: .workingDays(1))
    #expect(Self.roles(none) == ["3/6 receipt", "3/7 saturday", "3/8 closed", "3/9 +2=2/2"])
  }

  @Test(arguments: [41, 42, 43] as [UInt64])
  func `the days shown are the days counted, and the last of them is the due day`(
    seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let centre = RandomCentre(&random)
      let days = Int.random(in: 1...30, using: &random)
      let received = try centre.rules.deemedReceipt(centre.moment)
      var stops: [ClockStop] = []
      var from = received.date
      for _ in 0..<Int.random(in: 0...2, using: &random) {
        let asked = from.adding(days: Int.random(in: 0..<12, using: &random))
        from = asked.adding(days: Int.random(in: 0..<12, using: &random))
        stops.append(ClockStop(requestedOn: asked, suppliedOn: from))
      }
      let explanation = try centre.rules.explain(
        from: received, length: .workingDays(days), stops: stops, arrivedAt: centre.moment)
      let story: Comment = "seed \(seed): \(centre.story) \(days) \(stops)"
      let term =
        stops.isEmpty
        ? try centre.rules.term(from: received, days: days)
        : try centre.rules.supplemented(from: received.date, days: days, stops: stops).term
      #expect(explanation.term == term, story)
      #expect(explanation.days.last?.date == term.dueDate, story)
      guard case .counted(_, let soFar, let needed)? = explanation.days.last?.role else {
        Issue.record("the due day does not count; \(story)")
        continue
      }
      #expect(soFar >= needed, story)
      // Nothing is counted while the clock stands still, and no day is shown twice or left out.
      for day in explanation.days {
        let isStopped = stops.contains { $0.requestedOn < day.date && day.date < $0.suppliedOn }
        if case .counted = day.role { #expect(!isStopped, story) }
        if case .stopped = day.role { #expect(isStopped, story) }
      }
      let shown = Set(explanation.days.map(\.date))
      #expect(
        (received.date.daysSinceEpoch...term.dueDate.daysSinceEpoch)
          .allSatisfy { shown.contains(CivilDate(daysSinceEpoch: $0)) }, story)
    }
  }

  @Test func `LC 13.1 · post counts from its stamp, online filing at night from the next opening`()
    throws
  {
    var intake = Intake(
      procedure: Intake.Procedure(id: "x", days: 3),
      channel: .post(arrivalStamp: day("2026-03-05")),
      receivedAt: at("2026-03-09T10:00"), code: .given(ordinal: 1))
    let posted = try intake.explanation(under: Centres.laiChau)
    #expect(posted.receivedAt == at("2026-03-05T07:30"))
    #expect(posted.arrivedAt == at("2026-03-09T10:00"))
    #expect(posted.term.dueDate == day("2026-03-10"))
    #expect(posted.term == (try intake.decide(under: Centres.laiChau).term))
    intake.channel = .online
    intake.receivedAt = at("2026-03-06T20:15")
    let online = try intake.explanation(under: Centres.laiChau)
    #expect(online.receivedAt == at("2026-03-09T07:30"))
    #expect(online.term.dueDate == day("2026-03-12"))
  }

  @Test func `hours of work begin at the moment of receipt, and skip lunch and weekend`() throws {
    let term = try Centres.laiChau.term(
      from: at("2026-03-06T16:00"), length: .workingHours(5))
    #expect(term.dueAt == at("2026-03-09T11:30"))
    #expect(term.days == 0)
    #expect(throws: DossierRefusal.termOutOfRange(days: 0)) {
      try Centres.laiChau.term(from: at("2026-03-06T16:00"), length: .workingHours(0))
    }
  }
}
