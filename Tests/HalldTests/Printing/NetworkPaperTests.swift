import Dossiers
import Drivers
import Foundation
import Logging
import Store
import Synchronization
import Testing
import Ticketing
import VirtualPrinter

@testable import halld

/// The real store, the spooler and a network printer: what is on its paper after trouble.
@Suite(.timeLimit(.minutes(5))) final class `Printing · a network printer after trouble` {
  let root = FileManager.default.temporaryDirectory.path + "/halld-\(UUID().uuidString)"
  let clock = HallClock(utcOffsetSeconds: 25_200, last: nil)
  let server: VirtualPrinterServer
  let notes = Notes()

  final class Notes: Sendable {
    /// What the spooler's clock runs ahead.
    let ahead = Mutex(Duration.zero)
    /// What each paper was to say.
    let wanted = Mutex<[JobID: TicketSlip.Facts]>([:])
  }

  init() throws { server = try VirtualPrinterServer() }
  deinit {
    server.stop()
    try? FileManager.default.removeItem(atPath: root)
  }

  @Test func `paper returns: nothing old comes unasked, and a reprint names the first print`()
    async throws
  {
    let store = try HallStore.ofOneCounter(in: "\(root)/data", clock)
    let spooler = spooler(store)
    let service = Task { try await spooler.run() }
    let first = try await store.issue(clock)
    try await wait(store, first) { $0 == .printed(printer: "left") }

    server.change { $0.leavePaper(rows: 0) }
    while spooler.standings["left"]?.state != .paperOut {
      try Task.checkCancellation()
      await betweenLooks()
    }
    let late = try await store.issue(clock)
    try await wait(store, late) { $0 == .queued }
    notes.ahead.withLock { $0 = .seconds(61) }
    let why = try await wait(store, late) { $0.name == "failed" }
    guard case .failed(let reason) = why else { return }
    #expect(reason.contains("waited longer than 60 s"), "\(reason)")

    server.change { $0.loadPaper() }
    let next = try await store.issue(clock)
    try await wait(store, next) { $0 == .printed(printer: "left") }
    #expect(server.printer.papers.count == 2, "the old slip came out unasked")

    // On request both come, and say that they are no first papers.
    let again = try await store.reprint(first, clock)
    let lateAgain = try await store.reprint(late, clock)
    for job in [again, lateAgain] {
      try await wait(store, job) { $0 == .printed(printer: "left") }
    }
    service.cancel()
    _ = await service.result

    let papers = server.printer.papers
    #expect(papers.count == 4)
    let raster = try SlipRaster(dotsPerLine: 576)
    for (paper, job) in zip(papers, [first, next, again, lateAgain]) {
      let facts = try #require(notes.wanted.withLock { $0[job.id] })
      #expect(try paper.rows == raster.draw(TicketSlip(facts)).picture.rows, "\(facts.number)")
      let visit = try #require(try await store.view { hall, _ in hall.visit(job.ticket) })
      #expect(facts.number == visit.label)
      #expect(facts.reprintOf == (job.first == nil ? nil : visit.issuedAt.civil))
    }
    #expect([first, next, again, lateAgain].map(\.first) == [nil, nil, first.id, late.id])
    // How the mark reads on paper is looked at in DriversTests.
    #expect(papers[2].height > papers[0].height, "the mark takes its place")
    await store.stop()
  }

  private func spooler(_ store: HallStore) -> PrintSpooler {
    var ledger = PrintLedger(store: store, composer: SlipComposer(), clock: clock)
    let (facts, notes) = (ledger.facts, notes)
    ledger.facts = { job in
      let found = await facts(job)
      notes.wanted.withLock { $0[job.id] = found }
      return found
    }
    var time = PrintTime.real()
    time.elapsed = { [elapsed = time.elapsed] in elapsed() + notes.ahead.withLock { $0 } }
    let profile = PrinterProfile(
      id: "escpos", kind: .escpos, model: "virtual", paperWidthMillimetres: 80, dotsPerLine: 576)
    return PrintSpooler(
      printers: [
        EscPosPrinter(
          name: "left", profile: profile,
          transport: NetworkTransport(address: "127.0.0.1", port: server.port))
      ],
      ledger: ledger, tick: .milliseconds(5), looksEvery: .milliseconds(20),
      time: time, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  @discardableResult private func wait(
    _ store: HallStore, _ job: PrintJob, until isDone: (SlipProgress) -> Bool
  ) async throws -> SlipProgress {
    while true {
      try Task.checkCancellation()
      if let state = try store.job(job.id)?.state, isDone(state) { return state }
      await betweenLooks()
    }
  }
}
