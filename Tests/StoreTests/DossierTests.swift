import Dossiers
import GRDB
import Testing
import Ticketing

@testable import Store

@Suite struct `Dossiers on disk` {
  @Test func `codes given by the hall follow each other, day by day, also after a restart`()
    async throws
  {
    let hall = try HallInTest()
    var codes: [String?] = []
    func accept() async throws {
      let answer = try await hall.ask(.intake(nil, nil, .atCounter(hall.now)))
      codes.append(answer.dossier?.accepted?.code.text)
    }
    try await accept()
    try await accept()
    try await hall.restart()
    try await accept()
    hall.wait(seconds: 86_400)
    try await accept()
    #expect(
      codes == [
        "000.00.12.H35-260302-0001", "000.00.12.H35-260302-0002", "000.00.12.H35-260302-0003",
        "000.00.12.H35-260303-0001",
      ])
  }

  @Test func `of many at the same moment each gets a code of its own`() async throws {
    let hall = try HallInTest()
    let codes = try await withThrowingTaskGroup(of: String?.self) { group in
      for _ in 0..<50 {
        let request = HallRequest(
          .intake(nil, nil, .atCounter(hall.now)), by: .test, at: hall.now)
        group.addTask { [store = hall.store] in
          try await store.submit(request).dossier?.accepted?.code.text
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(Set(codes.compactMap(\.self)).count == 50)
  }

  @Test func `a range of the province begins where it was set, and ends`() async throws {
    let hall = try HallInTest(plan: .plan(code: .range(500...501)))
    let first = try await hall.ask(.intake(nil, nil, .atCounter(hall.now)))
    #expect(first.dossier?.accepted?.code.ordinal == 500)
    try await hall.ask(.intake(nil, nil, .atCounter(hall.now)))
    await #expect(
      throws: StoreError.refused(
        .dossier(.codesUsedUp(day: day("2026-03-02"), last: 501)))
    ) {
      try await hall.ask(.intake(nil, nil, .atCounter(hall.now)))
    }
  }

  @Test(arguments: [false, true])
  func `a scanned code that exists is refused, also inside one batch`(sameBatch: Bool)
    async throws
  {
    let hall = try HallInTest(plan: .scanning)
    let code = "000.00.12.H35-260302-0007"
    let command = HallCommand.intake(nil, nil, .atCounter(hall.now, code: .scanned(code)))
    let taken = StoreError.refused(.dossier(.codeTaken(code)))
    if sameBatch {
      let request = HallRequest(command, by: .test, at: hall.now)
      let refused = await withTaskGroup(of: Bool.self) { group in
        for _ in 0..<8 {
          group.addTask { [store = hall.store] in
            do throws(StoreError) {
              _ = try await store.submit(request)
              return false
            } catch {
              return error == taken
            }
          }
        }
        return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
      }
      #expect(refused == 7)
    } else {
      try await hall.ask(command)
      try await hall.restart()
      await #expect(throws: taken) { try await hall.ask(command) }
    }
    #expect(try hall.count("dossiers") == 1)
  }

  @Test func `a folder of the release before is told from its log, and the same is told`()
    async throws
  {
    let hall = try HallInTest()
    let code = try #require(
      try await hall.ask(.intake(nil, nil, .atCounter(hall.now))).dossier?.accepted?.code.text)
    let told = try #require(try hall.store.told(code: code))
    await hall.store.stop()
    try hall.tamper { db in
      try db.execute(
        sql: """
          ALTER TABLE dossiers DROP COLUMN awaited;
          ALTER TABLE dossiers DROP COLUMN seal;
          DELETE FROM grdb_migrations WHERE identifier = '4 what is told of a dossier';
          """)
    }
    try hall.reopen()
    #expect(try hall.store.told(code: code) == told)
  }

  @Test func `it is found by code, and by day and ordinal, just as it was accepted`()
    async throws
  {
    let hall = try HallInTest()
    let ticket = try #require(try await hall.issue().ticket)
    try await hall.ask(.openCounter("1", officer: "tung"))
    try await hall.ask(.callNext("1"))
    let answer = try await hall.ask(.intake("1", ticket, .atCounter(hall.now)))
    let dossier = try #require(answer.dossier)
    let found = try #require(try hall.store.dossier(code: dossier.code?.text ?? ""))
    #expect(found.dossier == dossier)
    #expect(found.ticket == ticket)
    #expect(found.counter == "1")
    let told = ToldDossier(id: found.dossier.id, standing: found.dossier.publicStanding)
    #expect(try hall.store.told(day: day("2026-03-02"), ordinal: 1) == [told])
    #expect(try hall.store.told(day: day("2026-03-02"), ordinal: 2) == [])
    #expect(try hall.store.told(code: dossier.code?.text ?? "") == told)
    #expect(try hall.store.dossier(code: "000.00.12.H35-260302-0002") == nil)
  }

  @Test func `visit and dossier change in one transaction`() async throws {
    let hall = try HallInTest()
    let ticket = try #require(try await hall.issue().ticket)
    try await hall.ask(.openCounter("1", officer: "tung"))
    try await hall.ask(.callNext("1"))
    let answer = try await hall.ask(.intake("1", ticket, .atCounter(hall.now)))
    #expect(answer.recorded.prefix(2).map(\.event.kind) == [.ticketStarted, .dossierAccepted])
    #expect(answer.visit?.dossiers == 1)
    #expect(try hall.store.ticket(ticket)?.dossiers == 1)
  }

  @Test func `what is overdue is found by its term`() async throws {
    let hall = try HallInTest()
    let dossier = try #require(try await hall.ask(.intake(nil, nil, .atCounter(hall.now))).dossier)
    let due = try #require(dossier.term).dueAt
    #expect(try hall.store.overdueDossiers(at: due).isEmpty)
    let later = Moment(due, utcOffsetSeconds: 25_200).adding(seconds: 60).civil
    #expect(try hall.store.overdueDossiers(at: later).map(\.id) == [dossier.id])
  }

  @Test func `personal data is read only on record, erased without breaking the chain`()
    async throws
  {
    let hall = try HallInTest()
    let mai = PersonalData(name: "Lò Thị Mai", phone: "0912345678", address: "Bản Nậm Loỏng")
    let answer = try await hall.ask(.intake(nil, nil, .atCounter(hall.now)), personal: mai)
    let code = try #require(answer.dossier?.accepted?.code.text)
    let officer = Ticketing.Actor("officer:tung")
    let read = try await hall.store.personalData(ofDossier: code, for: officer, at: hall.now)
    #expect(read == mai)
    let entry = try #require(try hall.store.events(after: 0).last)
    #expect(entry.kind == "personal.read")
    #expect(entry.actor == officer)
    #expect("\(mai)" == "personal data", "no log line shows it")

    #expect(try await hall.store.erasePersonalData(ofDossier: code, by: officer, at: hall.now))
    #expect(try await !hall.store.erasePersonalData(ofDossier: code, by: officer, at: hall.now))
    #expect(
      try await hall.store.personalData(ofDossier: code, for: officer, at: hall.now) == nil)
    #expect(try hall.store.dossier(code: code) != nil)
    #expect(try await hall.store.verifyLog().isWhole)
    #expect(try await hall.store.checkRebuild().isClean)
    for file in ["hall.sqlite", "hall.sqlite-wal"] {
      let bytes = try Files.bytes(hall.folder + "/" + file)
      #expect(!Files.contains(bytes, "0912345678"), "\(file) still holds what was erased")
    }
  }
}
