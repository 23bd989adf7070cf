import Dossiers
import Drivers
import Foundation
import Logging
import Store
import Testing
import Ticketing

@testable import halld

/// The real store and the folder printer: what is on disk, in the log and in the folder agrees.
@Suite(.timeLimit(.minutes(1))) final class `Printing · store and folder agree` {
  let root = FileManager.default.temporaryDirectory.path + "/halld-\(UUID().uuidString)"
  let clock = HallClock(utcOffsetSeconds: 25_200, last: nil)
  let profile = PrinterProfile(
    id: "folder-58mm", kind: .folder, model: "PNG", paperWidthMillimetres: 58, dotsPerLine: 384)
  var slips: String { "\(root)/slips" }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  @Test func `every number given gets one slip, and the log says so`() async throws {
    let store = try HallStore.ofOneCounter(in: "\(root)/data", clock)
    let jobs = try await printing(from: store) {
      var jobs: [PrintJob] = []
      for _ in 1...20 { jobs.append(try await store.issue(self.clock)) }
      return jobs
    } until: {
      $0.allSatisfy { $0.name == "printed" }
    }
    #expect(jobs.count == 20)
    #expect(
      Set(try files())
        == Set(jobs.enumerated().map { "\($1.id)-A0\($0 < 9 ? "0" : "")\($0 + 1).png" })
    )
    await store.stop()
  }

  @Test func `after kill -9 a slip that is out is not printed again, one that is not is`()
    async throws
  {
    let before = try HallStore.ofOneCounter(in: "\(root)/data", clock)
    let out = try await before.issue(clock)
    let half = try await before.issue(clock)
    let waiting = try await before.issue(clock)
    for job in [out, half] {
      _ = try await before.submit(
        HallRequest(.slip(job.id, .sending(printer: "demo")), by: .system, at: clock.now()))
    }
    // What the process leaves when it dies: one picture complete, one half written.
    try FileManager.default.createDirectory(atPath: slips, withIntermediateDirectories: true)
    try Data("the first paper".utf8).write(
      to: URL(fileURLWithPath: "\(slips)/\(out.id)-A001.png"))
    try Data().write(to: URL(fileURLWithPath: "\(slips)/.\(half.id)-A002.png.tmp"))
    await before.stop()

    let after = try HallStore.ofOneCounter(in: "\(root)/data", clock)
    _ = try await printing(from: after) {
      [out, half, waiting]
    } until: {
      $0.allSatisfy { $0 == .printed(printer: "demo") }
    }
    #expect(
      try files() == ["\(out.id)-A001.png", "\(half.id)-A002.png", "\(waiting.id)-A003.png"])
    let first = try Data(contentsOf: URL(fileURLWithPath: "\(slips)/\(out.id)-A001.png"))
    #expect(first == Data("the first paper".utf8), "the paper that was out was printed again")
    await after.stop()
  }

  @Test func `a second paper is a new job with the same number`() async throws {
    let store = try HallStore.ofOneCounter(in: "\(root)/data", clock)
    _ = try await printing(from: store) {
      let first = try await store.issue(self.clock)
      let second = try await store.reprint(first, self.clock)
      #expect(second.first == first.id)
      return [first, second]
    } until: {
      $0.allSatisfy { $0.name == "printed" }
    }
    #expect(try files().count == 2)
    #expect(try files().allSatisfy { $0.hasSuffix("-A001.png") })
    await store.stop()
  }

  /// Runs the spooler while the body asks for slips, until all of their states are as wished.
  private func printing(
    from store: HallStore, _ body: () async throws -> [PrintJob],
    until done: ([SlipProgress]) -> Bool
  ) async throws -> [PrintJob] {
    let spooler = PrintSpooler(
      printers: [FolderPrinter(name: "demo", profile: profile, folder: slips)],
      ledger: PrintLedger(store: store, composer: SlipComposer(), clock: clock),
      tick: .milliseconds(5), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let service = Task { try await spooler.run() }
    defer { service.cancel() }
    let jobs = try await body()
    while true {
      var states: [SlipProgress] = []
      for job in jobs {
        if let state = try store.job(job.id)?.state { states.append(state) }
      }
      if states.count == jobs.count, done(states) { return jobs }
      await betweenLooks()
    }
  }

  private func files() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: slips).sorted()
  }
}
