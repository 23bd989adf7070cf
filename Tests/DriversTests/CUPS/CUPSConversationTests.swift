import CUPSRig
import Testing

@testable import Drivers

/// A print server that ends a conversation, or takes long for its answers, as a loaded one does.
@Suite(.serialized, .enabled(if: PrivateCUPS.isInstalled, "cups-daemon and cups-client"))
struct `A conversation with CUPS` {
  typealias Row = (operation: CUPSRelay.Operation, mishap: CUPSRelay.Mishap)

  @Test(
    arguments: [
      (.queue, .hangUp), (.queue, .loseAnswer), (.createJob, .hangUp), (.createJob, .loseAnswer),
      (.sendDocument, .hangUp), (.job, .hangUp), (.job, .loseAnswer),
    ] as [Row])
  func `that ends between two questions is taken up again, and one slip comes out`(row: Row)
    async throws
  {
    let (cups, relay, printer) = try Self.setUp()
    defer { relay.close() }
    relay.plan(row.mishap, on: row.operation)
    let report = await printer.print(try CUPSSamples.slip(1, "A001"), within: .seconds(8))
    #expect(report.outcome == .handedOver, "\(report.outcome)")
    #expect(cups.papers.count == 1)
    #expect(try cups.tool("/usr/bin/lpstat", ["-o"]) == "", "a job without a document is left")
  }

  @Test func `that ends when the server has the slip already prints it once at most`() async throws
  {
    let (cups, relay, printer) = try Self.setUp()
    defer { relay.close() }
    relay.plan(.loseAnswer, on: .sendDocument)
    let report = await printer.print(try CUPSSamples.slip(1, "A001"), within: .seconds(8))
    // It may be out already when it is called off; if it is not, it was tried once more.
    if report.outcome != .handedOver {
      guard case .unknown = report.outcome else { Issue.record("\(report.outcome)"); return }
    }
    #expect(relay.count(of: .sendDocument) <= 2)
    #expect(cups.wait(seconds: 10) { (try? cups.tool("/usr/bin/lpstat", ["-o"])) == "" })
    #expect(cups.papers.count <= 1)
  }

  @Test func `that ends while one looks is taken up again`() async throws {
    let (cups, relay, printer) = try Self.setUp()
    defer { withExtendedLifetime(cups) { relay.close() } }
    for mishap in [CUPSRelay.Mishap.hangUp, .loseAnswer] {
      relay.plan(mishap, on: .queue)
      #expect(await printer.look() == .ready)
    }
  }

  @Test func `an answer in two pieces is waited for until the deadline`() async throws {
    let (cups, relay, printer) = try Self.setUp()
    defer { relay.close() }
    // Head and content of an answer are two pieces, with whatever else the machine does between.
    relay.pauseInAnswers(milliseconds: 250)
    #expect(await printer.look() == .ready)
    let report = await printer.print(try CUPSSamples.slip(1, "A001"), within: .seconds(8))
    #expect(report.outcome == .handedOver, "\(report.outcome)")
    #expect(cups.papers.count == 1)
    // And no longer.
    relay.pauseInAnswers(milliseconds: 5_000)
    let took = await printer.onItsThread { printer in
      let start = ContinuousClock.now
      let state = printer.look()
      return (state: state, time: ContinuousClock.now - start)
    }
    #expect(took.state == .notAnswering)
    #expect(took.time < .seconds(2))
  }

  private static func setUp() throws -> (PrivateCUPS, CUPSRelay, CUPSPrinter) {
    let cups = try PrivateCUPS()
    try cups.addRawQueue("ticket")
    let relay = try CUPSRelay(to: cups)
    let printer = CUPSPrinter(
      name: "desk", profile: CUPSSamples.commands, queue: "ticket",
      server: CUPSServer(host: relay.socket))
    return (cups, relay, printer)
  }
}
