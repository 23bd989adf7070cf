import Testing
import Ticketing
import VirtualPrinter

@testable import Drivers

/// Each fault of a printer over a real connection: how the slip ends, what people are told, and what
/// paper is out in the end, after the fault was mended and one more slip was printed.
@Suite(.timeLimit(.minutes(2))) struct `Faults of a printer` {
  struct Row: Sendable, CustomTestStringConvertible {
    var name: String
    var build = VirtualPrinter.Build()
    var traits = EscPosTraits()
    var limit: Duration = .seconds(8)
    /// What is wrong before the slip.
    var before: @Sendable (inout VirtualPrinter) -> Void = { _ in }
    var ends: String
    var state: PrinterState
    var mend: @Sendable (inout VirtualPrinter) -> Void = { _ in }
    /// Pieces of paper, with the slip that was printed after mending as the last.
    var papers: [String]

    var testDescription: String { name }
  }

  static let rows = [
    Row(
      name: "no paper before the slip", before: { $0.leavePaper(rows: 0) },
      ends: "failed paperOut", state: .paperOut, mend: { $0.loadPaper() }, papers: ["whole"]),
    // The rest is in the printer's buffer and comes out with the new roll.
    Row(
      name: "no paper in the middle", before: { $0.leavePaper(rows: 500) },
      ends: "unknown", state: .paperOut, mend: { $0.loadPaper() },
      papers: ["part", "part", "whole"]),
    Row(
      name: "no paper right after the slip", before: { $0.leavePaper(rows: 1_460) },
      ends: "printed", state: .paperLow, mend: { $0.loadPaper() }, papers: ["whole", "whole"]),
    Row(
      name: "the roll ends soon", before: { $0.leavePaper(rows: 20_000) },
      ends: "printed", state: .paperLow, papers: ["whole", "whole"]),
    Row(
      name: "the near-end sensor is not believed",
      traits: EscPosTraits(nearEndSensor: false), before: { $0.leavePaper(rows: 20_000) },
      ends: "printed", state: .ready, papers: ["whole", "whole"]),
    Row(
      name: "the cover is open before", before: { $0.openCover() },
      ends: "failed coverOpen", state: .coverOpen, mend: { $0.closeCover() }, papers: ["whole"]),
    Row(
      name: "the cover is opened in the middle", before: { $0.misfortune = (300, .coverOpens) },
      ends: "unknown", state: .coverOpen, mend: { $0.closeCover() },
      papers: ["whole", "whole"]),
    Row(
      name: "the cutter jams", before: { $0.cutterJamsNext = true },
      ends: "unknown", state: .cutterJammed, mend: { $0.freeCutter() }, papers: ["whole", "whole"]),
    Row(
      name: "the cutter is jammed before", before: { $0.jamCutter() },
      ends: "failed cutterJammed", state: .cutterJammed, mend: { $0.freeCutter() },
      papers: ["whole"]),
    Row(
      name: "the buffer is full for longer than a slip may take", limit: .seconds(2),
      before: { $0.stopsTakingAfter = 20_000 },
      ends: "unknown", state: .notAnswering, mend: { $0.stopsTakingAfter = nil },
      papers: ["part", "whole"]),
    Row(
      name: "the buffer is full from the start", before: { $0.stopsTakingAfter = 0 },
      ends: "failed notAnswering", state: .notAnswering, mend: { $0.stopsTakingAfter = nil },
      papers: ["whole"]),
    Row(
      name: "half a question fits in", before: { $0.stopsTakingAfter = 8 },
      ends: "failed notAnswering", state: .notAnswering, mend: { $0.stopsTakingAfter = nil },
      papers: ["whole"]),
    Row(
      name: "it takes 10 kB a second",
      build: VirtualPrinter.Build(bufferBytes: 4_096, bytesPerSecond: 10_000),
      ends: "printed", state: .ready, papers: ["whole", "whole"]),
    Row(
      name: "its buffer holds one row at a time",
      build: VirtualPrinter.Build(bufferBytes: 100, rowsPerSecond: 4_000),
      ends: "printed", state: .ready, papers: ["whole", "whole"]),
    Row(
      name: "the line breaks in the middle", before: { $0.diesAfter = 20_000 },
      ends: "unknown", state: .unplugged, mend: { $0.restart() }, papers: ["part", "whole"]),
    Row(
      name: "it never answers, and should", before: { $0.isSilent = true },
      ends: "failed notAnswering", state: .notAnswering, mend: { $0.isSilent = false },
      papers: ["whole"]),
    Row(
      name: "it falls silent in the middle", limit: .seconds(2),
      before: { $0.misfortune = (300, .fallsSilent) }, ends: "unknown", state: .notAnswering,
      mend: { $0.isSilent = false }, papers: ["whole", "whole"]),
    Row(
      name: "its kind never answers",
      traits: EscPosTraits(answers: false, automaticStatus: false, realTimeStatus: false),
      before: { $0.isSilent = true }, ends: "handedOver", state: .unknown,
      papers: ["whole", "whole"]),
    // Nobody can find this out.
    Row(
      name: "it lies",
      before: {
        $0.lies = true; $0.leavePaper(rows: 0)
      },
      ends: "printed", state: .ready,
      mend: {
        $0.lies = false; $0.loadPaper()
      },
      papers: ["whole"]),
    Row(
      name: "only the answer behind the cut is spoken",
      build: VirtualPrinter.Build(
        answersStatus: true, answersRealTime: false, tellsChanges: false),
      traits: EscPosTraits(automaticStatus: false, realTimeStatus: false),
      ends: "printed", state: .ready, papers: ["whole", "whole"]),
    Row(
      name: "only automatic status is spoken, and there is no paper",
      build: VirtualPrinter.Build(
        answersStatus: false, answersRealTime: false, tellsChanges: true),
      traits: EscPosTraits(answers: false, realTimeStatus: false),
      before: { $0.leavePaper(rows: 0) }, ends: "failed notAnswering", state: .notAnswering,
      mend: { $0.loadPaper() }, papers: ["whole"]),
  ]

  @Test(arguments: rows) func `each fault ends as it must`(row: Row) async throws {
    var virtual = VirtualPrinter(row.build)
    row.before(&virtual)
    let line = try PrinterOnTheLine(virtual, traits: row.traits)
    defer { line.server.stop() }
    let drawn = try SlipRaster(dotsPerLine: 576).draw(TicketSlip(SampleSlips.ordinary())).picture

    let outcome = try await line.print("A012", within: row.limit)
    #expect(Self.word(outcome) == row.ends)
    // Nothing may be on paper after "failed", and all of it after "printed".
    let out = line.server.printer.papers.map { Self.kind($0, drawn) }
    if row.ends.hasPrefix("failed") { #expect(out == [] && line.server.printer.strip.rows.isEmpty) }
    if row.ends == "printed", !line.server.printer.lies { #expect(out == ["whole"]) }

    let clock = ContinuousClock()
    let asked = clock.now
    #expect(await line.printer.look() == row.state)
    #expect(clock.now - asked < .seconds(2))

    line.server.change(row.mend)
    var next = try await line.print("A012")
    // A driver that has to clear a torn slip away first may need one more look.
    if case .failed = next {
      _ = await line.printer.look()
      next = try await line.print("A012")
    }
    #expect(Self.word(next) == (row.traits.answers ? "printed" : "handedOver"))
    #expect(await line.server.wait { $0.isDone && $0.papers.count >= row.papers.count })
    let printer = line.server.printer
    #expect(printer.papers.map { Self.kind($0, drawn) } == row.papers)
    #expect(printer.complaints == [])
  }

  @Test func `a printer that is not there fails the slip, and prints when it has come`()
    async throws
  {
    let line = try PrinterOnTheLine()
    defer { line.server.stop() }
    line.server.unplug()
    #expect(Self.word(try await line.print()) == "failed notAnswering")
    #expect(await line.printer.look() == .notAnswering)
    try line.server.plugIn()
    #expect(await line.printer.look() == .ready)
    #expect(try await line.print() == .printed)
    #expect(line.server.printer.papers.count == 1)
  }

  @Test func `a line that breaks behind the last byte leaves the slip unknown, not printed twice`()
    async throws
  {
    let drawn = try SlipRaster(dotsPerLine: 576).draw(TicketSlip(SampleSlips.ordinary())).picture
    let slip = EscPosSlip(drawn, EscPosTraits())
    var virtual = VirtualPrinter(VirtualPrinter.Build(rowsPerSecond: 4_000))
    virtual.diesAfter = 18 + slip.bytes.count
    let line = try PrinterOnTheLine(virtual)
    defer { line.server.stop() }
    #expect(Self.word(try await line.print()) == "unknown")
    line.server.change { $0.restart() }
    #expect(try await line.print() == .printed)
  }

  @Test(arguments: 1...40) func `nonsense is never taken for evidence`(seed: UInt64) async throws {
    var virtual = VirtualPrinter()
    virtual.nonsense = seed
    let line = try PrinterOnTheLine(virtual)
    defer { line.server.stop() }
    let outcome = try await line.print()
    let papers = line.server.printer.papers.count
    switch outcome {
    case .printed: #expect(papers == 1)
    case .failed: #expect(papers == 0 && line.server.printer.strip.rows.isEmpty)
    case .unknown, .handedOver: break
    }
    #expect(line.server.printer.complaints == [])
  }

  static func word(_ outcome: PrintOutcome) -> String {
    switch outcome {
    case .printed: "printed"
    case .handedOver: "handedOver"
    case .unknown: "unknown"
    case .failed(let why): "failed \(why.code.rawValue)"
    }
  }

  static func kind(_ paper: VirtualPaper, _ slip: MonochromePicture) -> String {
    if paper.rows == slip.rows { return "whole" }
    return paper.hasInk ? "part" : "blank"
  }
}
