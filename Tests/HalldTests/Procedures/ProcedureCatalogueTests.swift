import Dossiers
import Foundation
import Testing

@testable import halld

@Suite struct `The catalogue of procedures as shipped` {
  static let outcome = ProcedureCatalogue.read("\(ShippedConfig.folder)/procedures", domains: nil)

  @Test func `has fifty examples over fourteen domains, each with papers and a legal basis`() {
    #expect(Self.outcome.problems == [])
    let procedures = Self.outcome.procedures
    #expect(procedures.count == 50)
    #expect(Set(procedures.map(\.domain)).count == 14)
    #expect(procedures.allSatisfy { $0.isExample })
    #expect(procedures.allSatisfy { !$0.components.isEmpty })
    #expect(procedures.flatMap(\.components).allSatisfy { !$0.legalBasis.isEmpty })
  }

  @Test func `shows every kind of procedure a hall must be able to take in`() {
    let procedures = Self.outcome.procedures
    #expect(procedures.contains { $0.term == .sameDay && $0.isOnTheSpot })
    #expect(procedures.contains { if case .workingHours = $0.term { true } else { false } })
    #expect(procedures.contains { $0.isDelegated })
    #expect(procedures.contains { $0.isCrossLevel })
    #expect(procedures.contains { $0.linked.count > 1 })
    #expect(procedures.contains { $0.noticeOverride != nil })
    #expect(procedures.contains { $0.fee?.isPrepaid == true })
    #expect(procedures.contains { $0.fee?.isPrepaid == false })
    #expect(procedures.contains { $0.components.contains { $0.isOriginal } })
    #expect(Set(procedures.map(\.online)) == Set(Procedure.Online.allCases))
  }

  @Test func `LC 3.1, SL 7.1.đ · the Centre decides nothing, and parts stay within the term`() {
    for procedure in Self.outcome.procedures {
      #expect(!procedure.leadAgency.hasPrefix("Trung tâm Phục vụ"))
      let parts = procedure.linked.map(\.days).reduce(0, +)
      #expect(parts <= max(procedure.term.days, parts == 0 ? 0 : 1), "\(procedure.id)")
    }
  }

  @Test func `is written and read again without a difference`() throws {
    var ids = UniqueCodes()
    let text = ProcedureYAML.text(Self.outcome.procedures, heading: ["x"])
    let again = ProcedureFile.read("again.yaml", text: text, domains: nil, ids: &ids)
    #expect(again.problems == [])
    #expect(again.procedures == Self.outcome.procedures)
  }
}

@Suite struct `A file of the catalogue is read strictly` {
  @Test(arguments: [
    ("days: 5", "days: 5, hours: 3", "procedures[1].hours", "write one of"),
    ("days: 5", "hours: 300", "procedures[1].hours", "1 to 200"),
    ("days: 5", "sameDay: maybe", "procedures[1].sameDay", "true or false"),
    (
      "agency: Sở A", "agency: Trung tâm Phục vụ hành chính công tỉnh", "procedures[1].agency",
      "decides"
    ),
    ("online: full", "online: fully", "procedures[1].online", "did you mean \"full\""),
    ("amount: 5", "amount: -5", "procedures[1].fee.amount", "0 to 1000000000"),
    (", basis: luật}", "}", "procedures[1].fee.basis", "write text"),
    ("id: don,", "id: Đơn,", "procedures[1].components[1].id", "lower-case"),
    ("copies: 2", "copies: 0", "procedures[1].components[1].copies", "1 to 50"),
    ("days: 2}", "days: 9}", "procedures[1].linked", "within the whole term"),
    ("original: true", "originl: true", "procedures[1].components[1].originl", "did you mean"),
  ])
  func `what is wrong is named with its key, and nothing is taken`(
    old: String, new: String, key: String, remedy: String
  ) throws {
    let text = """
      procedures:
        - {id: a-1, domain: dat-dai, name: {vi: A, en: A}, days: 5, agency: Sở A, online: full,
           fee: {amount: 5, basis: luật}, components: [{id: don, name: {vi: Đ, en: D}, basis: luật,
           copies: 2, original: true}], linked: [{agency: Sở B, task: {vi: V, en: W}, days: 2}]}
      """
    var ids = UniqueCodes()
    #expect(ProcedureFile.read("a.yaml", text: text, domains: nil, ids: &ids).problems == [])
    var fresh = UniqueCodes()
    let place = try #require(text.range(of: old))
    let broken = ProcedureFile.read(
      "a.yaml", text: text.replacingCharacters(in: place, with: new), domains: nil, ids: &fresh)
    #expect(broken.procedures == [])
    let named = broken.problems.first { $0.key == key }
    #expect(named?.remedy.en.contains(remedy) == true, "\(broken.problems)")
    #expect((named?.line ?? 0) > 0)
  }

  @Test func `a code in two files names the place of the first`() {
    let text = "procedures: [{id: a-1, domain: d, name: {vi: A, en: A}, days: 5, agency: S}]\n"
    var ids = UniqueCodes()
    #expect(ProcedureFile.read("a.yaml", text: text, domains: nil, ids: &ids).problems == [])
    let twice = ProcedureFile.read("b.yaml", text: text, domains: nil, ids: &ids)
    #expect(twice.procedures == [])
    #expect(twice.problems.first?.finding.en == "\"a-1\" is already used on a.yaml:1")
  }
}
