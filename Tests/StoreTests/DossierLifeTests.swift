import Dossiers
import GRDB
import Testing
import Ticketing

@testable import Store

@Suite struct `Lives of dossiers on disk` {
  @Test func `a whole life is kept, and told by its rows after every restart`() async throws {
    let hall = try HallInTest()
    let ticket = try #require(try await hall.issue().ticket)
    try await hall.ask(.openCounter("1", officer: "tung"))
    try await hall.ask(.callNext("1"))
    let opened = try await hall.ask(
      .openCheck, of: .new(procedure: "dat-dai-cap-doi"), visit: ticket, counter: "1")
    let id = opened.dossier.id
    #expect(opened.dossier.code == nil)
    #expect(opened.visit?.state.name == "serving")
    let accepted = try await hall.ask(
      .accept(.whole()), of: .id(id), visit: ticket, counter: "1")
    let code = try #require(accepted.dossier.code?.text)
    #expect(code == "000.00.12.H35-260302-0001")
    #expect(accepted.visit?.dossiers == 1)
    #expect(accepted.recorded.first?.event.stored.version == 2, "it names the dossier it accepts")
    #expect(accepted.lines.contains { $0.book == .documents(.receiptSlip) && $0.number == 1 })
    for (command, role) in HallInTest.wholeWay {
      hall.wait(seconds: 600)
      let answer = try await hall.ask(command, of: .code(code), by: role)
      #expect(!answer.events.isEmpty)
      try await hall.restart()
      let found = try #require(try hall.store.dossier(code: code))
      #expect(found.dossier == answer.dossier)
      #expect(found.ticket == ticket)
      #expect(found.counter == "1")
    }
    let found = try #require(try hall.store.dossier(id))
    #expect(found.dossier.state == .archived)
    #expect(try hall.store.history(of: id).first?.kind == "dossier.opened")
    #expect(try await hall.store.checkRebuild().differences == [])
    #expect(await hall.store.scrub(at: hall.now).status == .ok)
    #expect(try hall.count("dossier_due") == 0, "nothing falls due of what is over")
  }

  @Test func `what a rule forbids writes nothing`() async throws {
    let hall = try HallInTest()
    let dossier = try await hall.accepted().dossier
    let rows = try hall.store.lastSeq()
    let refusals: [(DossierCommand, DossierRequest.Which, DossierRole, Refusal)] = [
      (.close, .id(dossier.id), .officer, .dossier(.life(.notInState(.close, .accepted)))),
      (
        .transfer(bag: nil, slip: "PC-1"), .id(dossier.id), .applicant,
        .dossier(.life(.notYourPart(.transfer, .applicant)))
      ),
      (.close, .id(DossierID(1)), .officer, .unknownDossier),
      (.close, .code("000.00.12.H35-260302-0009"), .officer, .unknownDossier),
      (
        .openCheck, .new(procedure: "no-such"), .officer,
        .dossier(.life(.procedureNotListed("no-such")))
      ),
    ]
    for (command, which, role, refusal) in refusals {
      await #expect(throws: StoreError.refused(refusal)) {
        try await hall.ask(command, of: which, by: role)
      }
    }
    #expect(try hall.store.lastSeq() == rows)
  }

  @Test func `a repeat is answered as before, and another body under its key refused`()
    async throws
  {
    let hall = try HallInTest()
    let dossier = try await hall.accepted().dossier
    let (key, other) = (
      IdempotencyKey(scope: "dossiers", key: "k", body: [1]),
      IdempotencyKey(scope: "dossiers", key: "k", body: [2])
    )
    let command = DossierCommand.transfer(bag: nil, slip: "PC-1")
    let first = try await hall.ask(command, of: .id(dossier.id), key: key)
    try await hall.restart()
    let again = try await hall.ask(command, of: .id(dossier.id), key: key)
    #expect(again.repeated)
    #expect(again.recorded == first.recorded)
    #expect(again.dossier == first.dossier)
    await #expect(throws: StoreError.keyReused) {
      try await hall.ask(command, of: .id(dossier.id), key: other)
    }
  }

  @Test func `the books are numbered through the year and through the day`() async throws {
    let hall = try HallInTest()
    for _ in 0..<2 { _ = try await hall.accepted() }
    hall.wait(seconds: 86_400)
    _ = try await hall.accepted()
    let lines = try hall.store.register(.book(.dossiers), year: 2026)
    #expect(lines.map(\.number) == [1, 2, 3])
    #expect(lines.map(\.ordinalOfDay) == [1, 2, 1])
    hall.now = .at("2027-01-02T08:00")
    let answer = try await hall.accepted()
    #expect(answer.lines.first { $0.book == .book(.dossiers) }?.number == 1)
    #expect(try await hall.store.checkRebuild().isClean)
  }

  @Test func `the applicant's data go from the check to the code, and out of the log`() async throws
  {
    let hall = try HallInTest()
    let mai = PersonalData(name: "Lò Thị Mai", phone: "0912345678")
    var request = DossierRequest(
      .openCheck, of: .new(procedure: "dat-dai-cap-doi"), by: .test, as: .test(.officer),
      at: hall.now, personal: mai)
    let id = try await hall.store.submit(request).dossier.id
    request = DossierRequest(
      .accept(.whole()), of: .id(id), by: .test, as: .test(.officer), at: hall.now,
      typedText: "giấy chứng nhận bị mờ")
    let answer = try await hall.store.submit(request)
    let code = try #require(answer.dossier.code?.text)
    #expect(
      try await hall.store.personalData(ofDossier: code, for: .test, at: hall.now) == mai)
    #expect(
      try hall.store.typedText(with: answer.recorded[0].id) == "giấy chứng nhận bị mờ")
    for entry in try hall.store.events(after: 0) {
      #expect(!entry.body.contains("Mai") && !entry.body.contains("mờ"))
    }
  }

  @Test func `the province's dossier is followed by its code, once`() async throws {
    let hall = try HallInTest(plan: .scanning)
    let code = "000.00.12.H35-260302-0107"
    let wish = DossierRequest.Wish.followIntake(ProvinceIntake(code: code))
    let new = DossierRequest.Which.new(procedure: "dat-dai-cap-doi")
    let answer = try await hall.ask(wish, of: new, by: .province)
    #expect(answer.dossier.code?.text == code)
    #expect(answer.dossier.id.rawValue == answer.recorded[0].id)
    #expect(try await hall.ask(wish, of: new, by: .province).recorded.isEmpty, "the same again")
    hall.wait(seconds: 60)
    await #expect(throws: StoreError.refused(.dossier(.codeTaken(code)))) {
      try await hall.ask(wish, of: new, by: .province)
    }
    let decided = DossierRequest.Wish.follow(.decided, reference: "tinh-1")
    let ready = DossierRequest.Wish.follow(.ready, reference: "tinh-2")
    try await hall.ask(decided, of: .code(code), by: .province)
    let followed = try await hall.ask(ready, of: .code(code), by: .province)
    #expect(followed.dossier.state == .ready)
    for wish in [decided, ready] {
      let again = try await hall.ask(wish, of: .code(code), by: .province)
      #expect(again.recorded.isEmpty && again.dossier == followed.dossier)
    }
    try await hall.restart()
    #expect(try hall.store.dossier(code: code)?.dossier == followed.dossier)
    #expect(try await hall.store.checkRebuild().isClean)
  }

  @Test func `lists and counts find dossiers by state, agency, officer and lateness`() async throws
  {
    let hall = try HallInTest()
    let one = try await hall.accepted().dossier
    let two = try await hall.accepted().dossier
    for (command, role) in HallInTest.wholeWay.prefix(2) {
      try await hall.ask(command, of: .id(one.id), by: role)
    }
    var filter = DossierFilter()
    #expect(try hall.store.dossiers(where: filter).map(\.id) == [one.id, two.id])
    filter.officer = "hoa"
    #expect(try hall.store.dossiers(where: filter).map(\.id) == [one.id])
    filter = DossierFilter()
    filter.states = [.accepted]
    #expect(try hall.store.dossiers(where: filter).map(\.id) == [two.id])
    #expect(
      try hall.store.dossierCounts(agency: "so-tnmt") == [.processing: 1, .accepted: 1])
    #expect(try hall.store.dossierCounts(agency: "so-yt") == [:])
    filter = DossierFilter()
    filter.overdueAt = Moment.at("2026-04-01T08:00").civil
    filter.agency = "so-tnmt"
    #expect(try hall.store.dossiers(where: filter).count == 2)
    let counts = try hall.store.overdueByAgency(at: Moment.at("2026-04-01T08:00").civil)
    #expect(counts.map(\.agency) == ["so-tnmt"] && counts.map(\.count) == [2])
  }
}
