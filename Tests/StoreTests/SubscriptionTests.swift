import Testing
import Ticketing

@testable import Store

@Suite struct `Those who listen` {
  @Test func `a board hears of each commit that it may show, by the log's sequence`()
    async throws
  {
    let hall = try HallInTest()
    var board = hall.store.subscribe().makeAsyncIterator()
    let first = try #require(try await hall.issue().recorded.last)
    #expect(await board.next() == first.id)
    let job = try #require(try hall.store.job(JobID(first.id)))
    try await hall.ask(.slip(job.id, .sending(printer: "entrance")))
    try await hall.ask(.openCounter("1", officer: "tung"))
    #expect(await board.next() == first.id + 2, "a moving slip is nothing to a board")
  }

  @Test func `a board that sleeps finds the newest only`() async throws {
    let hall = try HallInTest()
    var board = hall.store.subscribe().makeAsyncIterator()
    for _ in 0..<50 { try await hall.issue() }
    // The last commit is answered a moment before the boards are told of it.
    var seen = [await board.next()]
    if seen != [52] { seen.append(await board.next()) }
    #expect(seen.last == 52)
  }

  @Test func `a refused command that let time pass still moves the boards`() async throws {
    let hall = try HallInTest()
    var board = hall.store.subscribe().makeAsyncIterator()
    await #expect(throws: StoreError.refused(.unknownErrand("khong-co"))) {
      try await hall.issue("khong-co")
    }
    #expect(await board.next() == 2, "the day has been opened")
  }

  @Test func `printing hears of a number, a reprint and a slip that is queued again`()
    async throws
  {
    let hall = try HallInTest()
    var printing = hall.store.subscribePrintWork().makeAsyncIterator()
    let ticket = try #require(try await hall.issue().ticket)
    #expect(await printing.next() != nil)
    try await hall.ask(.reprint(ticket))
    #expect(await printing.next() != nil)
    try await hall.ask(.slip(JobID(ticket.rawValue), .sending(printer: "entrance")))
    try await hall.ask(.slip(JobID(ticket.rawValue), .queued))
    #expect(await printing.next() != nil)
    #expect(try await hall.hall().queuedSlips().count == 2)
  }

  @Test func `a spooler reads the slips it has not seen, without those that are over`()
    async throws
  {
    let hall = try HallInTest()
    var jobs: [JobID] = []
    for _ in 0..<4 { jobs.append(try #require(try await hall.issue().job?.id)) }
    try await hall.ask(.slip(jobs[0], .sending(printer: "entrance")))
    try await hall.ask(.slip(jobs[1], .failed(reason: "too-late")))
    let found = try hall.store.unfinishedJobs(after: JobID(0), limit: 10)
    #expect(found.map(\.id) == [jobs[0], jobs[2], jobs[3]])
    #expect(found.first?.state == .sending(printer: "entrance"))
    #expect(try hall.store.unfinishedJobs(after: jobs[2], limit: 10).map(\.id) == [jobs[3]])
    #expect(try hall.store.unfinishedJobs(after: JobID(0), limit: 1).map(\.id) == [jobs[0]])
  }

  @Test func `the streams end when the store stops, and nothing more is taken`() async throws {
    let hall = try HallInTest()
    var board = hall.store.subscribe().makeAsyncIterator()
    await hall.store.stop()
    #expect(await board.next() == nil)
    var late = hall.store.subscribe().makeAsyncIterator()
    #expect(await late.next() == nil)
    await #expect(throws: StoreError.stopped) { try await hall.issue() }
    await #expect(throws: StoreError.stopped) { try await hall.hall() }
  }

  @Test func `what waits when the store is told to stop is still carried out`() async throws {
    let hall = try HallInTest()
    let request = HallRequest(.issue(TicketRequest(errand: "dat-dai")), by: .test, at: hall.now)
    let answered = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<64 {
        group.addTask { [store = hall.store] in (try? await store.submit(request)) != nil }
      }
      await hall.store.stop()
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    try hall.reopen()
    #expect(try hall.count("tickets") == answered)
  }
}
