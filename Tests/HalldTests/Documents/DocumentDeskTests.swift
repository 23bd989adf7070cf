import CUPSRig
import Dossiers
import Foundation
import Testing

@testable import Drivers
@testable import halld

enum DocumentSamples {
  static func printer(
    _ id: String, _ kind: PrinterSettings.Kind, _ purposes: [PrinterSettings.Purpose]
  ) -> PrinterSettings {
    PrinterSettings(
      id: id, place: "Quầy 1", kind: kind, purposes: purposes, dotsPerLine: 576,
      paperWidthMillimetres: 80, language: .vietnamese)
  }

  static func value(_ kind: DocumentKind) throws -> DocumentValue {
    let centre = try #require(ShippedDocuments.outcome.book?.centres["LC"])
    return DocumentExamples.value(kind, centre: centre)
  }

  static func desk(_ printers: [PrinterSettings], in folder: String) throws -> DocumentDesk {
    DocumentDesk(
      book: try #require(ShippedDocuments.outcome.book), printers: printers, dataFolder: folder)
  }

  static func files(_ folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
  }
}

@Suite struct `The document desk` {
  let folder = NSTemporaryDirectory() + "desk-\(UUID().uuidString)"

  @Test func `A5 comes out where receipts do and A4 where reports do, as PDF in a folder`()
    async throws
  {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let desk = try DocumentSamples.desk(
      [
        DocumentSamples.printer(
          "slips", .folder(path: "slips", keep: 100, delaySeconds: 0), [.ticket]),
        DocumentSamples.printer(
          "receipts", .folder(path: "receipts", keep: 100, delaySeconds: 0), [.receipt]),
        DocumentSamples.printer(
          "reports", .folder(path: "reports", keep: 100, delaySeconds: 0), [.report]),
      ], in: folder)
    let receipt = try await desk.print(
      DocumentSamples.value(.receiptSlip), personal: DocumentExamples.personal, job: "d1")
    #expect(receipt.outcome == .printed)
    #expect(receipt.printer == "receipts")
    let register = try await desk.print(DocumentSamples.value(.registerEntry), job: "d2")
    #expect(register.printer == "reports" && register.sheets > 1)
    #expect(
      DocumentSamples.files(folder + "/receipts") == [
        "d1-receipt_slip_000_00_12_H35_261123_0007.pdf"
      ])
    #expect(DocumentSamples.files(folder + "/reports") == ["d2-register_entry.pdf"])
    #expect(DocumentSamples.files(folder + "/slips") == [])
    let pdf = try await desk.render(
      DocumentSamples.value(.receiptSlip), personal: DocumentExamples.personal)
    let printed = FileManager.default.contents(
      atPath: folder + "/receipts/d1-receipt_slip_000_00_12_H35_261123_0007.pdf")
    #expect(printed == pdf.files.first.map { Data($0) })
  }

  @Test func `a paper without what it must state is not printed, and the answer names it`()
    async throws
  {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let desk = try DocumentSamples.desk(
      [
        DocumentSamples.printer(
          "receipts", .folder(path: "receipts", keep: 100, delaySeconds: 0), [.receipt])
      ], in: folder)
    var value = try DocumentSamples.value(.receiptSlip)
    value.dossier?.dueAt = nil
    do {
      _ = try await desk.print(value, personal: DocumentExamples.personal, job: "d1")
      Issue.record("printed")
    } catch {
      #expect(error.code == "document-incomplete")
      #expect(error.arguments == ["document": "receipt-slip", "missing": "dossier.dueAt"])
    }
    #expect(DocumentSamples.files(folder + "/receipts") == [])
  }

  @Test func `without a printer for such sheets nothing comes out, and the answer says so`()
    async throws
  {
    let desk = try DocumentSamples.desk(
      [DocumentSamples.printer("slips", .network(address: "127.0.0.1", port: 9), [.receipt])],
      in: folder)
    let printed = try await desk.print(DocumentSamples.value(.feeSlip), job: "d1")
    guard case .failed(let why) = printed.outcome else { Issue.record("\(printed)"); return }
    #expect(why.code == .noPrinter)
    #expect(printed.printer == nil)
  }

  @Test func `its sentences are there in both languages`() throws {
    let texts = try Texts(folder: ShippedDocuments.Repository.config + "/texts")
    let failures: [DocumentDesk.Failure] = [
      .incomplete(DocumentLack(kind: .feeSlip, fields: [.feeAmount], rows: [])),
      .noTemplate(.feeSlip), .notDrawn(PrintFailure(.notDrawn, "")),
    ]
    #expect(texts.missing(of: failures.map(\.code)) == [])
    for failure in failures {
      let sentence = texts.sentence(failure.code, failure.arguments)
      #expect(!sentence.vi.contains("{") && !sentence.en.contains("{"))
    }
  }

  @Test func `a preview is written as PDF, or a picture a sheet`() async throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let assets = AssetFolders(configuration: ShippedDocuments.Repository.config + "/demo.yaml")
    let pdf = try await DocumentPreview.draw(
      "receipt-slip", centre: "VL", assets: assets, into: folder + "/a.pdf", dpi: 150)
    #expect(pdf == [folder + "/a.pdf"])
    #expect(FileManager.default.contents(atPath: pdf[0])?.starts(with: Data("%PDF-".utf8)) == true)
    let pictures = try await DocumentPreview.draw(
      "register-entry", centre: "VL", assets: assets, into: folder + "/b.png", dpi: 40)
    #expect(pictures.count > 1 && pictures[1] == folder + "/b-2.png")
    await #expect(throws: CommandFailure.self) {
      try await DocumentPreview.draw(
        "receipt", centre: "VL", assets: assets, into: folder + "/c.pdf", dpi: 150)
    }
    await #expect(throws: CommandFailure.self) {
      try await DocumentPreview.draw(
        "receipt-slip", centre: "HN", assets: assets, into: folder + "/c.pdf", dpi: 150)
    }
  }
}

/// A real cupsd with a printer that obeys.
@Suite(.serialized, .enabled(if: PrivateCUPS.isInstalled, "cups-daemon and cups-client"))
struct `A document on a CUPS queue` {
  @Test func `one A5 page of a receipt reaches the paper byte for byte`() async throws {
    let cups = try PrivateCUPS()
    try cups.addQueue("office", taking: ["application/pdf"])
    let desk = try DocumentSamples.desk(
      [
        DocumentSamples.printer(
          "office", .cups(queue: "office", server: CUPSServer(host: cups.socket), media: .a5),
          [.receipt])
      ], in: cups.folder)
    let value = try DocumentSamples.value(.receiptSlip)
    let printed = try await desk.print(
      value, personal: DocumentExamples.personal, job: "d1", within: .seconds(8))
    #expect(printed.outcome == .handedOver)
    #expect(printed.sheets == 1)
    let pdf = try await desk.render(value, personal: DocumentExamples.personal)
    let isSame = Array(cups.papers.values) == pdf.files
    #expect(isSame)
    let log = try cups.tool("/usr/bin/lpstat", ["-W", "completed", "-o", "office"])
    #expect(!log.isEmpty)
  }
}
