import Dossiers
import Foundation
import Testing
import Ticketing
import VirtualPrinter

@testable import Drivers

/// The paper that came out of the bytes, read by programs that know nothing of ours.
@Suite(.timeLimit(.minutes(2))) struct `Foreign readers` {
  /// As it stands on the slip, and as tesseract must read it.
  private static let errand = "Nộp hồ sơ đất đai"

  @Test(arguments: [576, 384])
  func `zbarimg decodes the slip's QR code and tesseract reads its errand, marks and all`(
    dots: Int
  ) async throws {
    let facts = try SampleSlips.ordinary()
    let paper = try await paper(of: TicketSlip(facts), dots: dots)
    #expect(try await codes(on: paper) == [try #require(facts.code).payload])
    let text = try await text(on: paper)
    #expect(text.contains(Self.errand), "\(text)")
  }

  @Test func `a scanner reads the test page's code, and a reprint says IN LẠI to a reader`()
    async throws
  {
    let page = try SampleSlips.testPage(dots: 576)
    #expect(
      try await codes(on: paper(of: page, dots: 576)) == [TestPage.codeText("kiosk-1")])
    let reprint = try await paper(of: TicketSlip(try SampleSlips.crowded()), dots: 576)
    let text = try await text(on: reprint)
    #expect(text.contains("IN LẠI"), "\(text)")
    #expect(text.contains("Phiếu đầu: 07:42 23/11/2026"), "\(text)")
  }

  @Test func `a code with a torn middle and words without their marks are not read as right`()
    async throws
  {
    var facts = try SampleSlips.ordinary()
    facts.errand.vi = "Nop ho so dat dai"
    let paper = try await paper(of: TicketSlip(facts), dots: 576)
    let text = try await text(on: paper)
    #expect(!text.contains(Self.errand), "\(text)")
    #expect(try await codes(on: paper).count == 1)
    // A white stripe of 12 mm down the middle, as a dead head would leave it.
    var rows = paper.rows
    for row in 0..<paper.height {
      for byte in 30..<42 { rows[row * paper.bytesPerRow + byte] = 0 }
    }
    #expect(
      try await codes(on: MonochromePicture(width: paper.width, height: paper.height, rows: rows))
        == [])
  }

  /// What the virtual printer's interpreter made of the bytes.
  private func paper(of layout: any PaperLayout, dots: Int) async throws -> MonochromePicture {
    var build = VirtualPrinter.Build()
    build.dotsPerLine = dots
    let line = try PrinterOnTheLine(VirtualPrinter(build))
    defer { line.server.stop() }
    let report = await line.printer.print(
      SlipJob(job: "1", number: "A012", layout: layout), within: .seconds(8))
    #expect(report.outcome == .printed)
    let paper = try #require(line.server.printer.papers.first)
    return MonochromePicture(width: dots, height: paper.height, rows: paper.rows)
  }

  private func codes(on picture: MonochromePicture) async throws -> [String] {
    // 4: it found no code.
    let said = try await read(picture, by: ["zbarimg", "--quiet", "--raw"], allowing: [0, 4])
    return said.split(separator: "\n").map(String.init)
  }

  private func text(on picture: MonochromePicture) async throws -> String {
    let said = try await read(
      picture, by: ["tesseract"], then: ["stdout", "-l", "vie", "--psm", "6", "--dpi", "203"])
    return said.precomposedStringWithCanonicalMapping
  }

  /// On a thread of its own, so that other tests keep theirs.
  private func read(
    _ picture: MonochromePicture, by program: [String], then rest: [String] = [],
    allowing codes: Set<Int32> = [0]
  ) async throws -> String {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(
          with: Result { try Self.run(program, then: rest, on: picture, allowing: codes) })
      }
    }
  }

  private static func run(
    _ program: [String], then rest: [String], on picture: MonochromePicture,
    allowing codes: Set<Int32>
  ) throws -> String {
    let folder = try Pictures.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    // White all round, as on paper held before a scanner.
    let name = "paper.png"
    try DurableFile.write(try PNGFile.encode(picture.framed), named: name, in: folder)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = program + ["\(folder)/\(name)"] + rest
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    // Its threads wait for each other longer than they work.
    process.environment = ProcessInfo.processInfo.environment.merging(["OMP_THREAD_LIMIT": "1"]) {
      $1
    }
    try process.run()
    let said = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard codes.contains(process.terminationStatus) else {
      throw NotRead(program: program[0], code: process.terminationStatus)
    }
    return String(decoding: said, as: UTF8.self)
  }

  struct NotRead: Error {
    var program: String
    var code: Int32
  }
}

extension MonochromePicture {
  /// The same with 4 mm of white at each side.
  fileprivate var framed: MonochromePicture {
    let margin = [UInt8](repeating: 0, count: 4)
    var framed = [UInt8](repeating: 0, count: (bytesPerRow + 8) * 32)
    for row in 0..<height {
      framed += margin + rows[row * bytesPerRow..<(row + 1) * bytesPerRow] + margin
    }
    framed += [UInt8](repeating: 0, count: (bytesPerRow + 8) * 32)
    return MonochromePicture(width: width + 64, height: height + 64, rows: framed)
  }
}
