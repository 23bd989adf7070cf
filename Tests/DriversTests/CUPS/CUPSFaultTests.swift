import CUPSRig
import Foundation
import Testing
import Ticketing

@testable import Drivers

/// Fault by fault: how the slip ended, what people are shown, what paper there really is.
@Suite(.serialized, .enabled(if: PrivateCUPS.isInstalled, "cups-daemon and cups-client"))
struct `A CUPS queue with a fault` {
  /// What is to come of one slip.
  struct Row: Sendable, CustomTestStringConvertible {
    var condition: PrivateCUPS.Condition
    var outcome: Outcome
    var state: PrinterState
    var papers: Int
    var testDescription: String { condition.rawValue }
  }
  enum Outcome: Sendable, Equatable { case handedOver, unknown, failed(PrintFailure.Code) }

  @Test(arguments: [
    Row(condition: .ready, outcome: .handedOver, state: .ready, papers: 1),
    Row(condition: .slow, outcome: .handedOver, state: .ready, papers: 1),
    Row(condition: .nearEnd, outcome: .handedOver, state: .paperLow, papers: 1),
    // The queue had taken the job: how far the device came, nobody knows.
    Row(condition: .paperOut, outcome: .unknown, state: .paperOut, papers: 0),
    Row(condition: .paperOutMidway, outcome: .unknown, state: .paperOut, papers: 0),
    Row(condition: .coverOpen, outcome: .unknown, state: .coverOpen, papers: 0),
    Row(condition: .jam, outcome: .unknown, state: .cutterJammed, papers: 0),
    Row(condition: .offline, outcome: .unknown, state: .offline, papers: 0),
    // The stuck-job rule: printing, no reason given, no end.
    Row(condition: .mute, outcome: .unknown, state: .notAnswering, papers: 0),
    // Tried again by CUPS until the slip's time is up.
    Row(condition: .fail, outcome: .unknown, state: .notAnswering, papers: 0),
    Row(condition: .stop, outcome: .unknown, state: .offline, papers: 0),
  ])
  func `is told as it is, within its time, and prints nothing later`(row: Row) async throws {
    let cups = try PrivateCUPS()
    try cups.addRawQueue("ticket")
    try cups.set(row.condition)
    let printer = CUPSSamples.printer(cups)
    let (one, two) = (try CUPSSamples.slip(1, "A001"), try CUPSSamples.slip(2, "A002"))
    let seen = await printer.onItsThread { printer in
      let start = ContinuousClock.now
      let first = printer.print(one, within: .seconds(8)).outcome
      let time = ContinuousClock.now - start
      var state = printer.look()
      // A look has less than a second, and this machine may have other work; the spooler looks again.
      for _ in 0..<5 where state == .notAnswering && row.state != .notAnswering {
        state = printer.look()
      }
      let papers = cups.papers.count
      // The next slip is refused at once and goes to another printer.
      let next = row.papers == 0 ? printer.print(two, within: .seconds(8)).outcome : first
      return (first: first, time: time, state: state, papers: papers, next: next)
    }
    #expect(seen.time < .seconds(9))
    #expect(Self.name(seen.first) == row.outcome, "\(seen.first)")
    #expect(seen.state == row.state)
    #expect(seen.papers == row.papers)
    guard row.papers == 0 else { return }
    #expect(Self.name(seen.next) == .failed(try #require(.init(rawValue: row.state.rawValue))))
    // All is well again: a trial print by hand goes through, and nothing old comes out with it.
    try cups.set(.ready)
    if row.condition == .stop { try cups.tool("/usr/sbin/cupsenable", ["ticket"]) }
    try cups.tool("/usr/bin/lp", ["-d", "ticket", "-o", "raw", "/etc/hostname"])
    #expect(cups.wait(seconds: 10) { cups.papers.count == 1 })
    #expect(cups.wait(seconds: 10) { (try? cups.tool("/usr/bin/lpstat", ["-o"])) == "" })
    #expect(await Self.isReady(printer))
    #expect(await printer.trouble() == nil)
    let last = await printer.print(try CUPSSamples.slip(3, "A003"), within: .seconds(8))
    #expect(last.outcome == .handedOver)
    #expect(cups.papers.count == 2)
  }

  @Test func `a stopped queue gets no slip, and works again when it is started`() async throws {
    let cups = try PrivateCUPS()
    try cups.addRawQueue("ticket")
    try cups.tool("/usr/sbin/cupsdisable", ["ticket"])
    let printer = CUPSSamples.printer(cups)
    #expect(await printer.look() == .offline)
    let report = await printer.print(try CUPSSamples.slip(1, "A001"), within: .seconds(4))
    #expect(Self.name(report.outcome) == .failed(.offline))
    #expect(try cups.tool("/usr/bin/lpstat", ["-W", "all", "-o"]) == "")
    try cups.tool("/usr/sbin/cupsenable", ["ticket"])
    #expect(await printer.look() == .ready)
    let again = await printer.print(try CUPSSamples.slip(1, "A001"), within: .seconds(4))
    #expect(again.outcome == .handedOver)
    #expect(cups.papers.count == 1)
  }

  @Test func `a device where nobody listens keeps no slip for later`() async throws {
    let cups = try PrivateCUPS()
    // Port 9 is nobody's here; the queue's own program tries it again and again.
    try cups.addRawQueue("ticket", device: "ipp://127.0.0.1:9/ipp/print")
    let printer = CUPSSamples.printer(cups)
    let slip = try CUPSSamples.slip(1, "A001")
    let seen = await printer.onItsThread { printer in
      let outcome = printer.print(slip, within: .seconds(4)).outcome
      return (outcome: outcome, state: printer.look(), trouble: printer.trouble())
    }
    #expect(Self.name(seen.outcome) == .unknown, "\(seen.outcome)")
    #expect(seen.state == .notAnswering)
    #expect(seen.trouble != nil)
    #expect(try cups.tool("/usr/bin/lpstat", ["-o"]) == "")
  }

  @Test func `a slip behind somebody else's job is taken back and did not come out`() async throws {
    let cups = try PrivateCUPS()
    try cups.addRawQueue("ticket")
    try cups.set(.mute)
    try cups.tool("/usr/bin/lp", ["-d", "ticket", "-o", "raw", "/etc/hostname"])
    let printer = CUPSSamples.printer(cups)
    #expect(try cups.wait(seconds: 60) { try cups.tool("/usr/bin/lpstat", ["-p"]).contains("now") })
    #expect(await printer.look() == .busy)
    let report = await printer.print(try CUPSSamples.slip(1, "A001"), within: .seconds(3))
    #expect(Self.name(report.outcome) == .failed(.busy), "\(report.outcome)")
    try cups.set(.ready)
    #expect(cups.wait(seconds: 10) { cups.papers.count == 1 })
    #expect(try cups.tool("/usr/bin/lpstat", ["-o"]) == "")
  }

  @Test func `a job cancelled by hand is not printed again`() async throws {
    let cups = try PrivateCUPS()
    try cups.addRawQueue("ticket")
    try cups.set(.mute)
    let printer = CUPSSamples.printer(cups)
    async let printed = printer.print(try CUPSSamples.slip(1, "A001"), within: .seconds(10))
    #expect(try cups.wait(seconds: 60) { try cups.tool("/usr/bin/lpstat", ["-p"]).contains("now") })
    try cups.tool("/usr/bin/cancel", ["-a", "ticket"])
    let outcome = try await printed.outcome
    guard case .unknown(let reason) = outcome else { Issue.record("\(outcome)"); return }
    #expect(reason.contains("cancelled in CUPS while it was being printed"))
    try cups.set(.ready)
    #expect(await Self.isReady(printer))
    let next = await printer.print(try CUPSSamples.slip(2, "A002"), within: .seconds(8))
    #expect(next.outcome == .handedOver)
    #expect(cups.papers.count == 1)
  }

  @Test func `cupsd killed in the middle of a slip lets nothing out when it is back`() async throws
  {
    let cups = try PrivateCUPS()
    try cups.addRawQueue("ticket")
    try cups.set(.mute)
    let printer = CUPSSamples.printer(cups)
    async let printed = printer.print(try CUPSSamples.slip(1, "A001"), within: .seconds(3))
    #expect(try cups.wait(seconds: 60) { try cups.tool("/usr/bin/lpstat", ["-p"]).contains("now") })
    cups.kill()
    #expect(Self.name(try await printed.outcome) == .unknown)
    #expect(await printer.look() == .notAnswering)
    let refused = await printer.print(try CUPSSamples.slip(2, "A002"), within: .seconds(2))
    #expect(Self.name(refused.outcome) == .failed(.notAnswering))
    // cupsd has kept the job and starts it again; the next look takes it away.
    try cups.start()
    _ = await printer.look()
    try cups.set(.ready)
    #expect(cups.wait(seconds: 10) { (try? cups.tool("/usr/bin/lpstat", ["-o"])) == "" })
    #expect(cups.papers.count == 0)
  }

  @Test func `cupsd killed while idle is told, and the next slip after its start comes out`()
    async throws
  {
    let cups = try PrivateCUPS()
    try cups.addRawQueue("ticket")
    let printer = CUPSSamples.printer(cups)
    let first = await printer.print(try CUPSSamples.slip(1, "A001"), within: .seconds(8))
    #expect(first.outcome == .handedOver)
    cups.kill()
    #expect(await printer.look() == .notAnswering)
    #expect(await printer.trouble()?.code == .notAnswering)
    #expect(await printer.evidence(for: "1") == .unknown)
    try cups.start()
    #expect(await printer.look() == .ready)
    #expect(await printer.evidence(for: "1") == .handedOver)
    let second = await printer.print(try CUPSSamples.slip(2, "A002"), within: .seconds(8))
    #expect(second.outcome == .handedOver)
    #expect(cups.papers.count == 2)
  }

  @Test func `a server that hangs holds nobody longer than the deadline`() async throws {
    let cups = try PrivateCUPS()
    try cups.addRawQueue("ticket")
    let printer = CUPSSamples.printer(cups)
    cups.freeze(true)
    let slip = try CUPSSamples.slip(1, "A001")
    let seen = await printer.onItsThread { printer in
      let start = ContinuousClock.now
      let state = printer.look()
      let looked = ContinuousClock.now
      let outcome = printer.print(slip, within: .seconds(2)).outcome
      return (
        state: state, looking: looked - start, outcome: outcome,
        printing: ContinuousClock.now - looked
      )
    }
    #expect(seen.state == .notAnswering)
    #expect(seen.looking < .seconds(2))
    #expect(Self.name(seen.outcome) == .failed(.notAnswering))
    #expect(seen.printing < .seconds(3))
    cups.freeze(false)
    #expect(await printer.look() == .ready)
    #expect(cups.papers.count == 0)
  }

  @Test func `a queue that is not there, or no more, is named`() async throws {
    let cups = try PrivateCUPS()
    try cups.addRawQueue("ticket")
    let wrong = CUPSSamples.printer(cups, "tiket")
    #expect(await wrong.look() == .unplugged)
    let failure = try #require(await wrong.trouble())
    #expect(failure.code == .unplugged)
    #expect(failure.sentence.contains("no queue \"tiket\""))
    let printer = CUPSSamples.printer(cups)
    #expect(await printer.look() == .ready)
    try cups.removeQueue("ticket")
    #expect(await printer.look() == .unplugged)
    let report = await printer.print(try CUPSSamples.slip(1, "A001"), within: .seconds(2))
    #expect(Self.name(report.outcome) == .failed(.unplugged))
  }

  @Test func `a queue to a file is refused, although CUPS would report success`() async throws {
    let cups = try PrivateCUPS()
    try cups.addRawQueue("ticket", device: "file:///dev/null")
    let printer = CUPSSamples.printer(cups)
    let report = await printer.print(try CUPSSamples.slip(1, "A001"), within: .seconds(4))
    #expect(Self.name(report.outcome) == .failed(.refused))
    #expect(await printer.trouble()?.sentence.contains("nothing comes out") == true)
    // What it would have said: the reason why "completed" there is worth nothing.
    let deadline = ContinuousClock.now + .seconds(5)
    let desk = try CUPSDesk(CUPSServer(host: cups.socket), queue: "ticket", before: deadline)
    let id = try desk.createJob("x", media: nil, before: deadline)
    try desk.send([65], as: .commands, for: id, before: deadline)
    #expect(try cups.wait(seconds: 4) { try desk.job(id, before: deadline).state == .completed })
  }

  /// Looks as the spooler does, until it is ready.
  static func isReady(_ printer: CUPSPrinter) async -> Bool {
    let end = ContinuousClock.now + .seconds(30)
    while await printer.look() != .ready {
      guard ContinuousClock.now < end else { return false }
      usleep(50_000)
    }
    return true
  }

  static func name(_ outcome: PrintOutcome) -> Outcome? {
    switch outcome {
    case .handedOver: .handedOver
    case .unknown: .unknown
    case .failed(let why): .failed(why.code)
    case .printed: nil
    }
  }
}

extension CUPSPrinter {
  /// One after the other without a pause, so that the work of other tests does not count.
  func onItsThread<T: Sendable>(_ work: @Sendable (isolated CUPSPrinter) -> T) -> T { work(self) }
}
