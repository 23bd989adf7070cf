import Dossiers
import Drivers
import Foundation
import Logging
import Testing
import Ticketing

@testable import halld

/// A technician's page on a printer that a running hall holds.
@Suite(.timeLimit(.minutes(1))) struct `TrialPages · a page among the slips` {
  @Test func `the page comes out among the slips that wait, and its outcome is told`() async throws
  {
    let store = PlayedStore((1...5).map { .sample($0) })
    let left = PlayedPrinter("left")
    let spooler = spooler(store, [left])
    // Put there before anybody serves the printer.
    var reports = try #require(spooler.trials.put(page("test"), at: "left")).makeAsyncIterator()
    let service = Task { try await spooler.run() }
    await store.ended([1, 2, 3, 4, 5])
    #expect(await reports.next()?.outcome == .printed)
    let papers = await left.papers
    #expect(papers.count == 6)
    #expect(papers.contains("test"))
    service.cancel()
    _ = await service.result
  }

  @Test func `what keeps the page from coming out is told, and the slips are as they were`()
    async
  {
    let store = PlayedStore()
    let left = PlayedPrinter("left") { job in
      job.job == "test" ? .failed(PrintFailure(.paperOut, on: "left")) : .printed
    }
    let spooler = spooler(store, [left])
    let service = Task { try await spooler.run() }
    let report = await spooler.tryOut(page("test"), at: "left")
    guard case .failed(let why) = report?.outcome else {
      Issue.record("\(String(describing: report))")
      return
    }
    #expect(why.code == .paperOut)
    #expect(spooler.standings["left"]?.isResting == false, "a trial is no slip")
    store.add(.sample(1))
    await store.ended([1])
    #expect(store.stateOf(1) == .printed(printer: "left"))
    service.cancel()
    _ = await service.result
  }

  @Test func `an unknown printer, a second page, and one that had no time are told apart`()
    async throws
  {
    // Nobody serves the printers: printing is stopped.
    let left = PlayedPrinter("left")
    let spooler = spooler(PlayedStore(), [left])
    #expect(await spooler.tryOut(page("test"), at: "lfet") == nil)
    let late = await spooler.tryOut(page("late"), at: "left", patience: .milliseconds(50))
    #expect(late.map { code($0) } == .timedOut)
    #expect(spooler.trials.take("left") == nil, "it is not printed when nobody waits for it")
    let first = spooler.trials.put(page("first"), at: "left")
    #expect(first != nil)
    let second = await spooler.tryOut(page("second"), at: "left")
    #expect(second.map { code($0) } == .busy)
    #expect(spooler.trials.take("left")?.job.job == "first")
    #expect(await left.papers.isEmpty)
  }

  @Test func `a page that comes out ends the rest of a printer`() async throws {
    let store = PlayedStore()
    let left = PlayedPrinter("left") { job in
      job.job == "test" ? .printed : .failed(PrintFailure(.unwritable, "Stuck."))
    }
    let spooler = spooler(store, [left])
    let service = Task { try await spooler.run() }
    store.add(.sample(1))
    while spooler.standings["left"]?.isResting != true {
      try Task.checkCancellation()
      await betweenLooks()
    }
    #expect(await spooler.tryOut(page("test"), at: "left")?.outcome == .printed)
    #expect(await left.papers == ["test"])
    service.cancel()
    _ = await service.result
  }

  @Test func `the running hall's words stand in the list of devices`() async throws {
    let running = DeviceReport(
      printers: [
        DeviceReport.Printer(
          id: "left", state: .ready, since: "07:42", trouble: nil, waiting: 2, printing: "A012",
          isResting: false),
        DeviceReport.Printer(
          id: "right", state: .paperOut, since: "08:15",
          trouble: PrintFailure(.paperOut, on: "right").description, waiting: 0, printing: nil,
          isResting: true),
      ],
      peripherals: [])
    let settings = ["left", "right", "new"].map { name in
      PrinterSettings(
        id: name, place: "cạnh cửa", kind: .network(address: "127.0.0.1", port: 9),
        purposes: [.ticket, .report], dotsPerLine: 576, paperWidthMillimetres: 80,
        language: .vietnameseAndEnglish)
    }
    let answer = await PrinterCommands.devices(settings, dataFolder: "/none", running: running)
    #expect(!answer.succeeded)
    #expect(
      answer.lines == [
        "left  cạnh cửa  80 mm, 576 điểm/dots  sẵn sàng / ready",
        "  từ / since 07:42 · dùng in / for: ticket, report · đang in / printing now: A012 · "
          + "phiếu chờ / slips waiting: 2",
        "right  cạnh cửa  80 mm, 576 điểm/dots  LỖI / FAULT: hết giấy / no paper: Nothing came out "
          + "of \"right\": it has no paper; load a roll. The number stays valid. [paperOut]",
        "  từ / since 08:15 · dùng in / for: ticket, report · "
          + "tạm nghỉ sau nhiều lần lỗi / rests after several failures",
        "new  cạnh cửa  80 mm, 576 điểm/dots  LỖI / FAULT: \(PrinterCommands.notRunning)",
      ])
    // As it goes over the control socket.
    let sent = try JSONEncoder().encode(ControlReply(done: true, sentence: "", devices: running))
    #expect(try JSONDecoder().decode(ControlReply.self, from: sent).devices == running)
  }

  private func code(_ report: PrintReport) -> PrintFailure.Code? {
    guard case .failed(let why) = report.outcome else { return nil }
    return why.code
  }

  private func page(_ job: String) -> SlipJob {
    let now = PlayedStore.now.civil
    return SlipJob(
      job: job, number: TestPage.number,
      layout: TestPage(printer: "left", model: "played", dotsPerLine: 576, at: now))
  }

  private func spooler(_ store: PlayedStore, _ printers: [any Printer]) -> PrintSpooler {
    PrintSpooler(
      printers: printers, ledger: store.ledger, tick: .milliseconds(2),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }
}
