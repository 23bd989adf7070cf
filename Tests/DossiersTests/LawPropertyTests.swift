import Dossiers
import Testing

/// Properties over random calendars, hours and weights; a failure prints its seed and its centre.
@Suite struct `Dates of the law against an oracle` {
  @Test(arguments: [11, 12, 13, 14] as [UInt64])
  func `transfers, rounds, notices, supplements and office dates are as enumerated`(
    seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<150 {
      let centre = RandomCentre(&random)
      let rules = centre.rules
      let oracle = centre.oracle
      let start = centre.start
      let story: Comment = "seed \(seed): \(centre.story)"
      #expect(
        try rules.transferDue(receivedAt: centre.moment).latest == oracle.transfer(centre.moment),
        story)
      if !rules.life.courier.rounds.isEmpty {
        #expect(
          try rules.courierRound(readyAt: centre.moment) == oracle.round(centre.moment), story)
      }
      let days = Int.random(in: 1...30, using: &random)
      #expect(try rules.dueDate(from: start, days: days) == oracle.due(start, Double(days)), story)
      #expect(
        try rules.workingDay(days, after: start) == oracle.walk(start, 1, Double(days)), story)
      #expect(
        try rules.workingDay(days, before: start) == oracle.walk(start, -1, Double(days)), story)
      #expect(try rules.movedBack(start) == oracle.back(start), story)
      #expect(
        try rules.overdueNotice(dueDate: start).latest == oracle.back(start.adding(days: -1)), story
      )
      #expect(try rules.supplementNoticeLatest(receivedOn: start) == oracle.due(start, 3), story)
      let notice = start.adding(days: Int.random(in: 0..<15, using: &random))
      let supplied = notice.adding(days: Int.random(in: 0..<25, using: &random))
      let stop = ClockStop(requestedOn: notice, suppliedOn: supplied)
      let resumed = try rules.supplemented(
        from: start, days: days, stops: [stop], mode: .resume)
      let restarted = try rules.supplemented(
        from: start, days: days, stops: [stop], mode: .restart)
      #expect(resumed.term.dueDate == oracle.resumed(start, notice, supplied, days), story)
      #expect(restarted.term.dueDate == oracle.due(supplied, Double(days)), story)
    }
  }
}

@Suite struct `What always holds of terms` {
  @Test(arguments: [21, 22, 23] as [UInt64])
  func `a due date is a working day, and restart is never earlier than resume`(
    seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<300 {
      let centre = RandomCentre(&random)
      let days = Int.random(in: 1...45, using: &random)
      let term = try centre.rules.due(receivedAt: centre.moment, days: days)
      #expect(centre.rules.isWorkingDay(term.dueDate), "seed \(seed): \(centre.story)")
      #expect(term.dueAt.date == term.dueDate)
      let notice = centre.start.adding(days: Int.random(in: 0..<40, using: &random))
      let stop = ClockStop(
        requestedOn: notice,
        suppliedOn: notice.adding(days: Int.random(in: 0..<60, using: &random)))
      let restart = try centre.rules.supplemented(
        from: centre.start, days: days, stops: [stop], mode: .restart)
      let resume = try centre.rules.supplemented(
        from: centre.start, days: days, stops: [stop], mode: .resume)
      #expect(restart.term.dueAt >= resume.term.dueAt, "seed \(seed): \(centre.story)")
      #expect(resume.term.dueDate >= stop.suppliedOn)
    }
  }

  @Test(arguments: [31, 32, 33] as [UInt64])
  func `one more holiday never brings a due date forward`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<300 {
      let centre = RandomCentre(&random)
      let length = [
        TermLength.workingDays(Int.random(in: 1...30, using: &random)),
        .workingHours(Int.random(in: 1...40, using: &random)), .sameDay,
      ].randomElement(using: &random)
      let received = try centre.rules.deemedReceipt(centre.moment)
      var more = centre.rules
      let holiday = centre.start.adding(days: Int.random(in: 0..<50, using: &random))
      more.calendar.holidays.insert(holiday)
      let later = try more.deemedReceipt(centre.moment)
      let before = try centre.rules.term(from: received, length: length ?? .sameDay)
      let after = try more.term(from: later, length: length ?? .sameDay)
      #expect(after.dueAt >= before.dueAt, "seed \(seed): \(centre.story), off \(holiday)")
      #expect(try more.transferDue(receivedAt: centre.moment).latest >= received)
    }
  }

  @Test func `each centre differs only through its figures`() throws {
    // Any centre with another's figures answers as that other.
    let received = at("2026-03-06T15:30")
    for one in Centres.all {
      for other in Centres.all {
        var dressed = one
        dressed.calendar = other.calendar
        dressed.counting = other.counting
        dressed.life = other.life
        #expect(
          try dressed.transferDue(receivedAt: received).latest
            == other.transferDue(receivedAt: received).latest)
        #expect(
          try dressed.due(receivedAt: received, days: 7).dueAt
            == other.due(receivedAt: received, days: 7).dueAt)
        #expect(
          dressed.supplementVerdict(stage: .processing, alreadyRequested: 1).isAllowed
            == other.supplementVerdict(stage: .processing, alreadyRequested: 1).isAllowed)
        #expect(
          try dressed.reportDay(year: 2026, month: 4) == other.reportDay(year: 2026, month: 4))
      }
    }
  }
}
