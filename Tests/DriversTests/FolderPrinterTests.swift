import Dossiers
import Foundation
import PNGReader
import Testing
import Ticketing

@testable import Drivers

/// Each test has a folder of its own, gone afterwards.
@Suite final class `FolderPrinters` {
  let folder: String

  init() throws { folder = try Pictures.temporaryFolder() }
  deinit { try? FileManager.default.removeItem(atPath: folder) }

  static let profile = PrinterProfile(
    id: "folder-58mm", kind: .folder, model: "PNG files", paperWidthMillimetres: 58,
    dotsPerLine: 384)

  @Test func `a slip is a picture named after its job and number`() async throws {
    let printer = FolderPrinter(name: "demo", profile: Self.profile, folder: folder)
    let report = await printer.print(try job(17, "A012"), within: .seconds(8))
    #expect(report == PrintReport(.printed))
    #expect(try files(folder) == ["17-A012.png"])
    let slip = TicketSlip(try SampleSlips.plain())
    #expect(
      try PNGReader.read("\(folder)/17-A012.png")
        == SlipRaster(dotsPerLine: 384).draw(slip).picture)
  }

  @Test func `after a crash in mid-slip the folder knows what was printed`() async throws {
    let before = FolderPrinter(name: "demo", profile: Self.profile, folder: folder)
    _ = await before.print(try job(16, "A011"), within: .seconds(8))
    // What kill -9 between write and rename leaves behind.
    let half = "\(folder)/\(DurableFile.temporaryName("17-A012.png"))"
    try Data([0x89, 0x50]).write(to: URL(fileURLWithPath: half))

    let after = FolderPrinter(name: "demo", profile: Self.profile, folder: folder)
    #expect(await after.evidence(for: "16") == .printed)
    #expect(await after.evidence(for: "17") == .nothingSent)
    _ = await after.print(try job(17, "A012"), within: .seconds(8))
    #expect(await after.evidence(for: "17") == .printed)
    #expect(try files(folder) == ["16-A011.png", "17-A012.png"])
  }

  @Test func `the folder keeps the newest slips by job number and other people's files`()
    async throws
  {
    try Data().write(to: URL(fileURLWithPath: "\(folder)/holiday.jpg"))
    try Data().write(to: URL(fileURLWithPath: "\(folder)/notes.png"))
    let first = FolderPrinter(name: "demo", profile: Self.profile, folder: folder, keep: 16)
    for number in 98...103 { _ = await first.print(try job(number, "A1"), within: .seconds(8)) }
    // A new process finds the same order again, also where 98 would sort after 103 by letters.
    let second = FolderPrinter(name: "demo", profile: Self.profile, folder: folder, keep: 16)
    for number in 104...116 { _ = await second.print(try job(number, "A1"), within: .seconds(8)) }
    let kept = (101...116).map { "\($0)-A1.png" }
    #expect(try files(folder) == kept + ["holiday.jpg", "notes.png"])
  }

  @Test func `a full disk fails the slip with its sentence and leaves no trace`() async throws {
    let printer = FolderPrinter(name: "demo", profile: Self.profile, folder: folder)
    _ = await printer.print(try job(16, "A011"), within: .seconds(8))
    // The kernel's own full disk, in the place where the next slip is written.
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder)/\(DurableFile.temporaryName("17-A012.png"))",
      withDestinationPath: "/dev/full")
    let report = await printer.print(try job(17, "A012"), within: .seconds(8))
    #expect(
      report.outcome
        == .failed(
          PrintFailure(
            .noSpace,
            "A012 was not printed on \"demo\": the disk of \(folder) is full. "
              + "The number stays valid; free some space.",
            cause: "write: No space left on device")))
    #expect(await printer.evidence(for: "17") == .nothingSent)
    #expect(try files(folder) == ["16-A011.png"])
    #expect(await printer.print(try job(17, "A012"), within: .seconds(8)).outcome == .printed)
  }

  @Test func `a folder that cannot be written fails the slip and not the start`() async throws {
    let file = "\(folder)/not-a-folder"
    try Data().write(to: URL(fileURLWithPath: file))
    let folder = "\(file)/slips"
    let printer = FolderPrinter(name: "demo", profile: Self.profile, folder: folder)
    let sentence =
      "the folder \(folder) cannot be written. The number stays valid; correct \"folder\" or its "
      + "owner."
    let cause = "mkdir: Not a directory"
    #expect(await printer.trouble() == PrintFailure(.unwritable, sentence, cause: cause))
    let report = await printer.print(try job(17, "A012"), within: .seconds(8))
    #expect(
      report.outcome
        == .failed(
          PrintFailure(
            .unwritable, "A012 was not printed on \"demo\": \(sentence)", cause: cause)))
  }

  @Test func `a folder that was taken away is made again`() async throws {
    let folder = "\(folder)/deep/slips"
    let printer = FolderPrinter(name: "demo", profile: Self.profile, folder: folder)
    #expect(await printer.trouble() == nil)
    try FileManager.default.removeItem(atPath: folder)
    let first = await printer.print(try job(1, "A001"), within: .seconds(8))
    #expect(first.outcome == .printed)
    #expect(try files(folder) == ["1-A001.png"])
  }

  @Test func `a slip that takes longer than allowed does not come out later`() async throws {
    let printer = FolderPrinter(
      name: "demo", profile: Self.profile, folder: folder, delay: .seconds(60))
    let report = await printer.print(try job(17, "A012"), within: .milliseconds(20))
    #expect(
      report.outcome
        == .failed(
          PrintFailure(
            .timedOut,
            "A012 was not printed on \"demo\": a slip takes 60.0 seconds there and 0.02 seconds "
              + "are allowed. Nothing came out; the number stays valid.")))
    #expect(try files(folder).isEmpty)
  }

  @Test(.timeLimit(.minutes(1)))
  func `many slow printers leave the shared pool free`() async throws {
    let slow = (0..<16).map { index in
      FolderPrinter(
        name: "slow-\(index)", profile: Self.profile, folder: "\(folder)/\(index)",
        delay: .seconds(600))
    }
    let job = try job(17, "A012")
    let outcomes = await withTaskGroup(of: PrintOutcome.self) { group in
      for printer in slow {
        group.addTask { await printer.print(job, within: .seconds(900)).outcome }
      }
      // With the pool blocked by 16 printers on few cores, this would wait ten minutes.
      await withTaskGroup { others in
        for _ in 0..<64 { others.addTask { await Task.yield() } }
      }
      // Closing the hall does not wait for the mechanism, and the slip is not lost.
      group.cancelAll()
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(outcomes == Array(repeating: .printed, count: 16))
  }

  private func job(_ id: Int, _ number: String) throws -> SlipJob {
    SlipJob(job: "\(id)", number: number, layout: TicketSlip(try SampleSlips.plain()))
  }

  private func files(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }
}
