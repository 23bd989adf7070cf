import Testing
import Ticketing
import VirtualPrinter

@testable import Drivers

/// The process ends in the middle of a slip, and the printer knows nothing of it.
@Suite(.timeLimit(.minutes(1))) struct `A slip torn by the end of the process` {
  private static let stops = [1, 9, 500, 5_000, 12_000]

  /// A printer that has taken so many bytes of a slip, as a process left it.
  private static func left(after count: Int) throws -> VirtualPrinter {
    let slip = try SlipRaster(dotsPerLine: 576).draw(TicketSlip(SampleSlips.ordinary())).picture
    let bytes = EscPosSlip(slip, EscPosTraits()).bytes
    try #require(count < bytes.count)
    var printer = VirtualPrinter()
    #expect(printer.take(bytes.prefix(count), at: .zero) == count)
    return printer
  }

  @Test(arguments: stops)
  func `is ended and cut off, and the next one is whole`(count: Int) async throws {
    let line = try PrinterOnTheLine(Self.left(after: count))
    defer { line.server.stop() }
    // What the spooler asks at the start of each job that was being sent.
    #expect(await line.printer.evidence(for: "the torn one") == .unknown)
    #expect(try await line.print() == .printed)
    // A lone ESC is ended by a zero: a command that is none, for which no printer does anything.
    #expect(line.server.printer.complaints.filter { $0.sentence != "ESC 00" } == [])
    let drawn = try SlipRaster(dotsPerLine: 576).draw(TicketSlip(SampleSlips.ordinary())).picture
    #expect(line.server.printer.papers.last?.rows == drawn.rows)
  }

  @Test func `control: unasked, the rest of its band swallows what comes next`() async throws {
    let line = try PrinterOnTheLine(Self.left(after: 5_000))
    defer { line.server.stop() }
    let outcome = try await line.print()
    let drawn = try SlipRaster(dotsPerLine: 576).draw(TicketSlip(SampleSlips.ordinary())).picture
    #expect(outcome != .printed || line.server.printer.papers.last?.rows != drawn.rows)
  }
}
