import Dossiers
import Foundation
import Testing

@testable import halld

@Suite struct `A term explained on a slip` {
  static func lines(_ received: String, days: Int) throws -> [String] {
    let assets = AssetFolders(configuration: ShippedDocuments.Repository.config + "/demo.yaml")
    let book = RegulationFolder.read(assets).book
    let arrived = try #require(CivilMoment(received))
    let rules = try #require(book.inForce(centre: "LC", on: arrived.date))
    let explanation = try rules.explain(
      from: rules.deemedReceipt(arrived), length: .workingDays(days), arrivedAt: arrived)
    let texts = try Texts(folder: ShippedDocuments.Repository.config + "/texts")
    return ExplanationText(explanation: explanation, texts: texts).slipLines
  }

  @Test func `says nothing of ordinary days, and names the clause`() throws {
    let lines = try Self.lines("2026-11-23T08:15", days: 5)
    #expect(lines.count == 1)
    #expect(lines.first?.contains("Điều 147 Bộ luật Dân sự 2015") == true)
  }

  @Test func `names holidays by their names, and stays short`() throws {
    let lines = try Self.lines("2026-02-10T08:15", days: 10)
    #expect(lines.contains { $0.contains("Tết") })
    #expect(lines.count <= 8)
  }

  @Test func `says when a dossier that came after hours counts as received`() throws {
    let lines = try Self.lines("2026-11-23T19:30", days: 5)
    #expect(lines.first?.contains("ngoài giờ làm việc") == true)
  }
}
