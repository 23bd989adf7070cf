import Dossiers
import Drivers
import Foundation
import Logging
import Synchronization
import Testing
import Ticketing

@testable import halld

/// From the store to paper, with a played store and played printers; nothing here sleeps.
@Suite(.timeLimit(.minutes(1))) struct `PrintSpooler · from the store to paper` {
  typealias Move = PlayedStore.Move

  @Test func `a job is recorded as being sent before its first byte`() async {
    let store = PlayedStore()
    let seen = Mutex<SlipProgress?>(nil)
    let printer = PlayedPrinter("left") { _ in
      seen.withLock { $0 = store.stateOf(1) }
      return .printed
    }
    await run(store, [printer]) {
      store.add(.sample(1))
      await store.ended([1])
    }
    #expect(seen.withLock { $0 } == .sending(printer: "left"))
    #expect(
      store.history
        == [
          Move(job: 1, progress: .sending(printer: "left")),
          Move(job: 1, progress: .printed(printer: "left")),
        ])
  }

  @Test func `when the first printer fails the slip comes out of the next, once`() async {
    let store = PlayedStore()
    let left = PlayedPrinter("left") { _ in .failed(PrintFailure(.unwritable, "No paper.")) }
    let right = PlayedPrinter("right")
    await run(store, [left, right]) {
      for id in 1...20 { store.add(.sample(id)) }
      await store.ended(Array(1...20))
    }
    #expect(await right.papers.sorted() == (1...20).map(String.init).sorted())
    #expect((1...20).allSatisfy { store.stateOf($0) == .printed(printer: "right") })
  }

  @Test func `after a crash the printer's evidence decides, and nothing is printed twice`()
    async
  {
    let store = PlayedStore([
      .sample(1, state: .sending(printer: "left")),
      .sample(2, state: .sending(printer: "left")),
      .sample(3, state: .sending(printer: "left")),
      .sample(4, state: .sending(printer: "sold")),
      .sample(5),
      .sample(6, state: .sending(printer: "left")),
    ])
    let evidence: [String: PrintEvidence] = [
      "1": .printed, "2": .nothingSent, "3": .unknown, "6": .handedOver,
    ]
    let printer = PlayedPrinter("left", evidence: { evidence[$0] ?? .unknown })
    await run(store, [printer]) { await store.ended([1, 2, 3, 4, 5, 6]) }
    #expect(await printer.papers == ["2", "5"])
    #expect(store.stateOf(6) == .handedOver(printer: "left"))
    #expect(store.stateOf(1) == .printed(printer: "left"))
    #expect(store.stateOf(2) == .printed(printer: "left"))
    #expect(
      store.stateOf(3)
        == .unknown(
          printer: "left", reason: "halld was stopped while the slip was being sent; look for it."))
    #expect(
      store.stateOf(4)
        == .unknown(printer: "sold", reason: "The printer sold is not configured any more."))
  }

  @Test func `after an outage slips older than 60 s are not printed unasked`() async {
    let store = PlayedStore([.sample(1, age: 3_600), .sample(2, age: 62), .sample(3, age: 5)])
    let printer = PlayedPrinter("left")
    await run(store, [printer]) { await store.ended([1, 2, 3]) }
    #expect(await printer.papers == ["3"])
    #expect(store.stateOf(1)?.name == "failed")
    #expect(store.stateOf(2)?.name == "failed")
  }

  @Test func `a full disk delays the record and never doubles the paper`() async {
    let store = PlayedStore()
    let printer = PlayedPrinter("left") { _ in
      store.fillDisk(for: 5)
      return .printed
    }
    store.fillDisk(for: 5)
    await run(store, [printer]) {
      store.add(.sample(1))
      await store.ended([1])
    }
    #expect(await printer.papers == ["1"])
    #expect(store.stateOf(1) == .printed(printer: "left"))
  }

  @Test func `a printer that hangs stops no other`() async {
    let store = PlayedStore()
    let gate = DispatchSemaphore(value: 0)
    // The real ones hang on executors of their own; so does this one.
    let left = HangingPrinter("left", until: gate)
    let right = PlayedPrinter("right")
    await run(store, [left, right], orders: ["kiosk-1": ["left"], "kiosk-2": ["right"]]) {
      store.add(.sample(1))
      for id in 2...10 { store.add(.sample(id, station: "kiosk-2")) }
      await store.ended(Array(2...10))
      gate.signal()
      await store.ended([1])
    }
    #expect(await right.papers.count == 9)
    #expect(store.stateOf(1) == .printed(printer: "left"))
  }

  @Test func `more slips than the queue holds end with a name, none is lost`() async {
    let store = PlayedStore((1...300).map { .sample($0) })
    let printer = PlayedPrinter("left")
    await run(store, [printer]) { await store.ended(Array(1...300)) }
    let refused = (1...300).filter { store.stateOf($0)?.name == "failed" }
    let papers = await printer.papers
    #expect(papers.count + refused.count == 300)
    #expect(!refused.isEmpty)
    #expect(Set(papers).isDisjoint(with: refused.map(String.init)))
  }

  @Test func `the slip of a ticket that was served meanwhile stays unprinted`() async {
    let store = PlayedStore()
    store.finishTicket(of: JobID(1))
    let printer = PlayedPrinter("left")
    await run(store, [printer]) {
      store.add(.sample(1))
      await store.ended([1])
    }
    #expect(await printer.papers.isEmpty)
    #expect(store.stateOf(1) == .failed(reason: "The ticket is over, or not of today."))
  }

  private func run(
    _ store: PlayedStore, _ printers: [any Printer], orders: [String: [String]] = [:],
    while body: () async -> Void
  ) async {
    let spooler = PrintSpooler(
      printers: printers, orders: orders, ledger: store.ledger, tick: .milliseconds(2),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let service = Task { try await spooler.run() }
    await body()
    service.cancel()
    _ = await service.result
  }
}

/// A mechanism that is stuck until the test lets go, on an executor of its own.
private actor HangingPrinter: Printer {
  nonisolated let name: String
  nonisolated let profile = PrinterProfile(
    id: "played", kind: .folder, model: "played", paperWidthMillimetres: 80, dotsPerLine: 576)
  private let gate: DispatchSemaphore
  private nonisolated let executor: DeviceExecutor

  nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  init(_ name: String, until gate: DispatchSemaphore) {
    self.name = name
    self.gate = gate
    executor = DeviceExecutor(label: name)
  }

  func print(_ job: SlipJob, within limit: Duration) -> PrintReport {
    gate.wait()
    return PrintReport(.printed)
  }

  func evidence(for job: String) -> PrintEvidence { .unknown }
  func trouble() -> PrintFailure? { nil }
}
