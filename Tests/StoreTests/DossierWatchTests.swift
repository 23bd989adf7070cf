import Dossiers
import GRDB
import Testing
import Ticketing

@testable import Store

@Suite struct `What falls due` {
  private static let hall = DossierActor(role: .hall, id: "hall")

  /// Tells of everything that has fallen due, as the service at the edge does.
  private static func remind(_ hall: HallInTest) async throws -> [DueItem.Kind] {
    var told: [DueItem.Kind] = []
    while case let due = try hall.store.dueDossiers(before: hall.now.civil, limit: 3), !due.isEmpty
    {
      for (dossier, item) in due {
        let answer = try await hall.store.submit(
          DossierRequest(
            .remind(item), of: .id(dossier), by: .system, as: Self.hall, at: hall.now))
        if !answer.recorded.isEmpty { told.append(item.kind) }
      }
    }
    return told
  }

  @Test func `each thing is told once, in its time, also over restarts`() async throws {
    let hall = try HallInTest()
    let dossier = try await hall.accepted().dossier
    #expect(try await Self.remind(hall) == [])
    #expect(try hall.store.nextDue() != nil)
    hall.now = .at("2026-03-03T08:00")
    #expect(try await Self.remind(hall) == [.transfer])
    try await hall.restart()
    #expect(try await Self.remind(hall) == [])
    hall.now = .at("2026-03-20T08:00")
    #expect(try await Self.remind(hall) == [.noticeBefore, .due, .overdue])
    try await hall.restart()
    #expect(try await Self.remind(hall) == [])
    #expect(try hall.store.nextDue() == nil)
    let told = try hall.store.duties(through: hall.now.civil)
    #expect(Set(told.map(\.item.kind)) == [.transfer, .noticeBefore, .due, .overdue])
    #expect(told.allSatisfy { $0.toldIn != nil && $0.dossier.id == dossier.id })
    #expect(try await hall.store.checkRebuild().isClean)
  }

  @Test func `what comes back as it was is not told again, also after a restart`() async throws {
    let hall = try HallInTest()
    let dossier = try await hall.accepted().dossier
    for (command, role) in HallInTest.wholeWay.prefix(2) {
      try await hall.ask(command, of: .id(dossier.id), by: role)
    }
    hall.now = .at("2026-03-06T08:00")
    #expect(try await Self.remind(hall) == [.supplementNotice])
    // While a fee is awaited nobody asks for papers; with the receipt the old day stands there again.
    try await hall.ask(.askFee(amount: 20_000), of: .id(dossier.id), by: .agencyOfficer)
    try await hall.restart()
    try await hall.ask(.bringFeeReceipt(receipt: "BL-1"), of: .id(dossier.id))
    #expect(try await Self.remind(hall) == [])
    let told = try hall.store.duties(through: hall.now.civil)
    #expect(told.map(\.item.kind) == [.supplementNotice] && told.first?.toldIn != nil)
    #expect(try await hall.store.checkRebuild().isClean)
  }

  @Test func `what was done in time is not told`() async throws {
    let hall = try HallInTest()
    let dossier = try await hall.accepted().dossier
    try await hall.ask(.transfer(bag: nil, slip: "PC-1"), of: .id(dossier.id))
    hall.now = .at("2026-03-04T08:00")
    #expect(try await Self.remind(hall) == [])
  }

  @Test func `a reminder of something that is over writes nothing`() async throws {
    let hall = try HallInTest()
    let dossier = try await hall.accepted().dossier
    let item = try #require(
      try hall.store.duties(through: Moment.at("2027-01-01T00:00").civil).first?.item)
    try await hall.ask(.withdraw, of: .id(dossier.id))
    let answer = try await hall.store.submit(
      DossierRequest(
        .remind(item), of: .id(dossier.id), by: .system, as: Self.hall, at: hall.now))
    #expect(answer.recorded.isEmpty)
  }

  @Test func `duties are found by agency, officer, counter, kind and party`() async throws {
    let hall = try HallInTest()
    let dossier = try await hall.accepted().dossier
    _ = try await hall.accepted()
    for (command, role) in HallInTest.wholeWay.prefix(2) {
      try await hall.ask(command, of: .id(dossier.id), by: role)
    }
    let end = Moment.at("2026-03-20T08:00").civil
    func count(_ change: (inout DutyFilter) -> Void) throws -> Int {
      var filter = DutyFilter()
      change(&filter)
      return try hall.store.duties(of: filter, through: end).count
    }
    #expect(try count { $0.officer = "hoa" } == 4)
    #expect(try count { $0.kinds = [.transfer] } == 1)
    #expect(try count { $0.party = .centre } == 1)
    #expect(try count { $0.agency = "so-yt" } == 0)
    #expect(try count { $0.counter = "1" } == 0)
    #expect(try hall.store.dutyCounts(through: end)[.overdue] == 2)
  }

  @Test func `finding what is due is one range of an index`() async throws {
    let hall = try HallInTest()
    let plans = try hall.store.read { db in
      try [
        "SELECT at FROM dossier_due WHERE reminded IS NULL AND at < 'x' ORDER BY at, dossier",
        "SELECT at FROM dossier_due WHERE reminded IS NULL ORDER BY at LIMIT 1",
      ].map { sql in
        try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(sql)").map { $0["detail"] as String }
      }
    }
    for plan in plans {
      #expect(plan.count == 1 && plan[0].contains("dossier_due_next"), "\(plan)")
    }
  }

  @Test func `after a holiday is announced, the open terms are counted again and told (P-32)`()
    async throws
  {
    let hall = try HallInTest()
    let dossier = try await hall.accepted().dossier
    let promised = try #require(dossier.term?.dueDate)
    var plan = hall.plan
    var rules = plan.regulations.regulations[0]
    rules.calendar.holidays.insert(promised)
    plan.regulations = RegulationBook([rules])
    try await hall.store.load(plan: plan, fingerprint: "x", by: .test, at: hall.now)
    let review = try await hall.store.review(plan: plan, at: hall.now)
    #expect(review.recounted == [dossier.id])
    #expect(review.last == nil)
    let answer = try await hall.store.submit(
      DossierRequest(
        .recount, of: .id(dossier.id), by: .system, as: Self.hall, at: hall.now))
    #expect(answer.dossier.term?.dueDate == promised.adding(days: 1))
    #expect(try await hall.store.review(plan: plan, at: hall.now) == Review())
    let notices = try hall.store.notices(after: 0, kind: .calendarChanged)
    #expect(notices.map(\.dossier) == [dossier.id])
    #expect(try await hall.store.checkRebuild().isClean)
  }
}
