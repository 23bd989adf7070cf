import CUPSRig
import Foundation
import PNGReader
import Testing
import Ticketing

@testable import Drivers

/// A real cupsd with a printer that obeys; each test has its own.
@Suite(.serialized, .enabled(if: PrivateCUPS.isInstalled, "cups-daemon and cups-client"))
struct `A CUPS queue` {
  @Test func `a slip's commands pass a raw queue byte for byte`() async throws {
    let cups = try PrivateCUPS()
    try cups.addRawQueue("ticket")
    let printer = CUPSSamples.printer(cups)
    #expect(await printer.look() == .ready)
    #expect(await printer.trouble() == nil)
    let report = await printer.print(try CUPSSamples.slip(17, "A012"), within: .seconds(8))
    #expect(report == PrintReport(.handedOver))
    let picture = try SlipRaster(dotsPerLine: 576).draw(TicketSlip(SampleSlips.ordinary())).picture
    var traits = EscPosTraits()
    traits.answers = false
    let isSame = Array(cups.papers.values) == [EscPosSlip(picture, traits).bytes]
    #expect(isSame)
    #expect(await printer.look() == .ready)
  }

  @Test func `a queue with a driver gets a page of PDF, dot for dot`() async throws {
    let cups = try PrivateCUPS()
    try cups.addQueue("office", taking: ["application/pdf", "image/png"])
    let printer = CUPSSamples.printer(cups, "office", profile: CUPSSamples.pages)
    let report = await printer.print(try CUPSSamples.slip(1, "A001"), within: .seconds(8))
    #expect(report == PrintReport(.handedOver))
    let paper = try #require(cups.papers.values.first)
    #expect(paper.starts(with: Array("%PDF-".utf8)))
    let file = cups.folder + "/slip.pdf"
    try Data(paper).write(to: URL(fileURLWithPath: file))
    let drawn = try SlipRaster(dotsPerLine: 576).draw(TicketSlip(SampleSlips.ordinary())).picture
    let printed = try CUPSSamples.pixels(ofPDF: file, using: cups, rows: drawn.height)
    #expect(zip(printed.rows, drawn.rows).count { $0 != $1 } == 0)
    #expect(printed.rows.count == drawn.rows.count)
  }

  @Test func `a queue that takes only pictures gets PNG`() async throws {
    let cups = try PrivateCUPS()
    try cups.addQueue("photo", taking: ["image/png"])
    let printer = CUPSSamples.printer(cups, "photo", profile: CUPSSamples.pages)
    let report = await printer.print(try CUPSSamples.slip(1, "A001"), within: .seconds(8))
    #expect(report == PrintReport(.handedOver))
    let paper = try #require(cups.papers.values.first)
    let file = cups.folder + "/slip.png"
    try Data(paper).write(to: URL(fileURLWithPath: file))
    let drawn = try SlipRaster(dotsPerLine: 576).draw(TicketSlip(SampleSlips.ordinary())).picture
    #expect(try PNGReader.read(file) == drawn)
  }

  @Test func `finished pages pass as they are, and not to a raw queue`() async throws {
    let cups = try PrivateCUPS()
    try cups.addQueue("office", taking: ["application/pdf"])
    try cups.addRawQueue("ticket")
    let picture = try SlipRaster(dotsPerLine: 1_024).draw(TicketSlip(SampleSlips.plain())).picture
    let pdf = try PDFFile.encode(picture, on: .a5, paperWidthMillimetres: 148)
    let document = PrintDocument(job: "r1", title: "receipt", form: .pdf, bytes: pdf)
    let office = CUPSSamples.printer(cups, "office", profile: CUPSSamples.pages, sheet: .a5)
    #expect(await office.print(document, within: .seconds(8)).outcome == .handedOver)
    let isSame = Array(cups.papers.values) == [pdf]
    #expect(isSame)
    let raw = CUPSSamples.printer(cups)
    let refused = await raw.print(document, within: .seconds(8)).outcome
    guard case .failed(let why) = refused else { Issue.record("\(refused)"); return }
    #expect(why.code == .refused)
    #expect(cups.papers.count == 1)
  }

  @Test func `after a restart the server remembers what became of a slip`() async throws {
    let cups = try PrivateCUPS()
    try cups.addRawQueue("ticket")
    let before = CUPSSamples.printer(cups)
    _ = await before.print(try CUPSSamples.slip(17, "A012"), within: .seconds(8))
    let after = CUPSSamples.printer(cups)
    #expect(await after.evidence(for: "17") == .handedOver)
    #expect(await after.evidence(for: "1") == .unknown, "17 is not 1")
    // A slip that waits behind another one when halld is killed, as another halld left it.
    try cups.set(.mute)
    let deadline = ContinuousClock.now + .seconds(10)
    for (job, number) in [(18, "A013"), (19, "A014")] {
      let desk = try CUPSDesk(
        CUPSServer(host: cups.socket), queue: "ticket", before: deadline)
      let id = try desk.createJob(before.title("\(job)", number), media: nil, before: deadline)
      try desk.send(Array(number.utf8), as: .commands, for: id, before: deadline)
      if job == 18 {
        #expect(try cups.wait(seconds: 5) { try desk.job(id, before: deadline).wasStarted })
      }
    }
    #expect(await after.evidence(for: "19") == .nothingSent)
    #expect(await after.evidence(for: "18") == .unknown)
    try cups.set(.ready)
    #expect(
      await after.print(try CUPSSamples.slip(20, "A015"), within: .seconds(8)).outcome
        == .handedOver)
    #expect(cups.papers.count == 2, "what was cancelled does not come out later")
  }

  @Test func `a thousand looks leave no handle open`() async throws {
    let cups = try PrivateCUPS()
    try cups.addRawQueue("ticket")
    let printer = CUPSSamples.printer(cups)
    for _ in 0..<20 { _ = await printer.look() }
    let before = try CUPSSamples.openHandles()
    for _ in 0..<1_000 { #expect(await printer.look() == .ready) }
    // Other tests of this process come and go.
    #expect(try CUPSSamples.openHandles() < before + 100)
  }

  @Test func `all queues of a server are listed`() async throws {
    let cups = try PrivateCUPS()
    let directory = CUPSDirectory(CUPSServer(host: cups.socket))
    #expect(try await directory.queues().isEmpty)
    try cups.addRawQueue("ticket")
    try cups.addRawQueue("paper-bin", device: "file:///dev/null")
    let found = try await directory.queues().sorted { $0.name < $1.name }
    #expect(found.map(\.name) == ["paper-bin", "ticket"])
    #expect(found[0].problem?.contains("nothing comes out") == true)
    #expect(found[1].problem == nil)
    #expect(found[1].isRaw)
  }
}

/// Printers and slips of these tests.
enum CUPSSamples {
  static let commands = PrinterProfile(
    id: "escpos", kind: .escpos, model: "ESC/POS", paperWidthMillimetres: 80, dotsPerLine: 576,
    escPos: EscPosTraits())
  static let pages = PrinterProfile(
    id: "pages", kind: .pages, model: "CUPS", paperWidthMillimetres: 80, dotsPerLine: 576)

  static func printer(
    _ cups: PrivateCUPS, _ queue: String = "ticket", profile: PrinterProfile = commands,
    sheet: PrintSheet = .roll
  ) -> CUPSPrinter {
    CUPSPrinter(
      name: "desk", profile: profile, queue: queue, server: CUPSServer(host: cups.socket),
      sheet: sheet)
  }

  static func slip(_ job: Int, _ number: String) throws -> SlipJob {
    SlipJob(job: "\(job)", number: number, layout: TicketSlip(try SampleSlips.ordinary()))
  }

  static func openHandles() throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
  }

  /// The first rows of a PDF's page, as poppler draws it at the resolution of a ticket printer.
  static func pixels(
    ofPDF file: String, using cups: PrivateCUPS, rows count: Int
  ) throws -> MonochromePicture {
    try cups.tool("/usr/bin/pdftoppm", ["-r", "203.2", "-mono", file, cups.folder + "/page"])
    let data = Array(try Data(contentsOf: URL(fileURLWithPath: cups.folder + "/page-1.pbm")))
    // P4, width, height, then rows of bits, 1 is black.
    let head = data.split(separator: 10, maxSplits: 2, omittingEmptySubsequences: false)
    let size = String(decoding: head[1], as: UTF8.self).split(separator: " ").compactMap { Int($0) }
    let perRow = (size[0] + 7) / 8
    let bits = Array(head[2])
    let left = (size[0] - 576) / 2
    var rows: [UInt8] = []
    for row in 0..<min(count, size[1]) {
      for byte in 0..<72 {
        rows.append(
          (0..<8).reduce(UInt8(0)) { value, bit in
            let column = left + byte * 8 + bit
            let isInk = bits[row * perRow + column / 8] & (0x80 >> UInt8(column % 8)) != 0
            return value << 1 | (isInk ? 1 : 0)
          })
      }
    }
    return MonochromePicture(width: 576, height: min(count, size[1]), rows: rows)
  }
}
