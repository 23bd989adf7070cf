import Foundation
import Testing
import Ticketing
import VirtualPrinter

@testable import Drivers

/// A driver and a virtual printer on one line.
struct PrinterOnTheLine {
  let server: VirtualPrinterServer
  let printer: EscPosPrinter

  init(
    _ virtual: VirtualPrinter = VirtualPrinter(), traits: EscPosTraits = EscPosTraits(),
    patience: SlipTransfer.Patience = .short
  ) throws {
    server = try VirtualPrinterServer(virtual)
    printer = EscPosPrinter(
      name: "left",
      profile: PrinterProfile(
        id: "virtual", kind: .escpos, model: "virtual", paperWidthMillimetres: 80,
        dotsPerLine: virtual.build.dotsPerLine, escPos: traits),
      transport: NetworkTransport(address: "127.0.0.1", port: server.port), patience: patience)
  }

  func print(
    _ number: String = "A012", within limit: Duration = .seconds(8)
  ) async throws -> PrintOutcome {
    await printer.print(try .sample(number), within: limit).outcome
  }
}

extension SlipTransfer.Patience {
  /// What is waited for in vain is waited for shortly.
  static let short = SlipTransfer.Patience(
    realTime: .milliseconds(300), work: .milliseconds(600), silence: .milliseconds(100),
    trouble: .milliseconds(150), slice: .milliseconds(50))
}

extension SlipJob {
  static func sample(_ number: String) throws -> SlipJob {
    var facts = try SampleSlips.ordinary()
    facts.number = number
    return SlipJob(job: number, number: number, layout: TicketSlip(facts))
  }
}

@Suite(.timeLimit(.minutes(1))) struct `A network printer` {
  @Test func `what was drawn beforehand is printed for its own job and for no other`() async throws
  {
    let line = try PrinterOnTheLine()
    defer { line.server.stop() }
    await line.printer.prepare(try .sample("A001"))
    #expect(try await line.print("A002") == .printed)
    await line.printer.prepare(try .sample("A003"))
    #expect(try await line.print("A003") == .printed)
    #expect(try await line.print("A003") == .printed)
    let papers = line.server.printer.papers
    for (paper, number) in zip(papers, ["A002", "A003", "A003"]) {
      var facts = try SampleSlips.ordinary()
      facts.number = number
      let raster = try SlipRaster(dotsPerLine: 576)
      #expect(try paper.rows == raster.draw(TicketSlip(facts)).picture.rows, "\(number)")
      #expect(try raster.draw(TicketSlip(facts)) == raster.draw(TicketSlip(facts)), "drawn again")
    }
    #expect(papers.count == 3)
  }

  @Test func `a slip comes out dot by dot as it was drawn, and the printer's answer proves it`()
    async throws
  {
    let line = try PrinterOnTheLine()
    defer { line.server.stop() }
    #expect(try await line.print() == .printed)
    let printer = line.server.printer
    #expect(printer.complaints == [])
    #expect(printer.papers.count == 1)
    let drawn = try SlipRaster(dotsPerLine: 576).draw(TicketSlip(SampleSlips.ordinary())).picture
    let paper = try #require(printer.papers.first)
    #expect(paper.rows == drawn.rows)
    Swift.print("a slip of \(paper.height) rows took \(printer.received) bytes")
    #expect(await line.printer.look() == .ready)
  }
}
