import CUPSRig
import Dossiers
import Drivers
import Foundation
import Testing

@testable import halld

/// A configured queue, from its entry in the file to the paper.
@Suite(.serialized, .enabled(if: PrivateCUPS.isInstalled, "cups-daemon and cups-client"))
struct `Queues of CUPS in the configuration` {
  @Test func `an entry becomes a printer, and its test page comes out`() async throws {
    let cups = try PrivateCUPS()
    try cups.addQueue("office", taking: ["application/pdf"])
    let printers = try configured(
      "kind: cups\n    queue: office\n    server: \(cups.socket)\n    media: a5\n    dotsPerLine: 1024"
    )
    let now = try #require(CivilMoment("2026-11-23T07:42:31"))
    let answer = await PrinterCommands.testPrint(
      "slips", among: printers, at: now, by: PrinterCommands.directly(""))
    #expect(answer.succeeded, "\(answer)")
    #expect(answer.lines.first?.contains("handed over") == true, "\(answer)")
    #expect(cups.papers.count == 1)
  }

  @Test func `devices names every queue, what is wrong with it and what to write`() async throws {
    let cups = try PrivateCUPS()
    try cups.addQueue("office", taking: ["application/pdf"])
    try cups.addRawQueue("ticket")
    try cups.addRawQueue("bin", device: "file:///dev/null")
    let printers = try configured("kind: cups\n    queue: office\n    server: \(cups.socket)")
    let said = await PrinterCommands.queues(printers).joined(separator: "\n")
    #expect(said.contains("NOT USABLE: the CUPS queue \"bin\" goes to file:"), "\(said)")
    #expect(said.contains("printer slips"), "\(said)")
    #expect(
      said.contains(
        "{id: ticket, kind: cups, queue: ticket, server: \(cups.socket), profile: (kind: escpos)}"),
      "\(said)")
    let devices = await PrinterCommands.devices(printers, dataFolder: "")
    #expect(devices.succeeded, "\(devices)")
    cups.kill()
    let dead = await PrinterCommands.devices(printers, dataFolder: "")
    #expect(!dead.succeeded)
    #expect(dead.lines.first?.contains("does not answer") == true, "\(dead)")
  }

  @Test(arguments: [
    ("server: /run/cups/cups.sock", CUPSServer(host: "/run/cups/cups.sock")),
    ("server: 192.168.1.5", CUPSServer(host: "192.168.1.5")),
    ("server: print.example.gov.vn:8631", CUPSServer(host: "print.example.gov.vn", port: 8_631)),
    ("media: roll", CUPSServer()),
  ])
  func `the print server is a socket, a machine, or CUPS' own`(
    line: String, server: CUPSServer
  ) throws {
    let printers = try configured("kind: cups\n    queue: q\n    \(line)")
    #expect(printers.first?.kind == .cups(queue: "q", server: server, media: .roll))
  }

  private func configured(_ entry: String) throws -> [PrinterSettings] {
    let root = URL(fileURLWithPath: #filePath).pathComponents.dropLast(4)
    let path = NSString.path(withComponents: Array(root) + ["Config", "demo.yaml"])
    let text = try String(contentsOfFile: path, encoding: .utf8)
      .replacing("kind: folder\n    path: slips\n    keep: 1000", with: entry)
    let outcome = ConfigurationReader.read(path, text: text)
    return try #require(outcome.configuration, "\(outcome.problems)").printers
  }
}
