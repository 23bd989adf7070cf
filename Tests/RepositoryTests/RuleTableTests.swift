import Foundation
import Testing

@Suite struct `The table of rules` {
  private static let readme = Repository.root.appending(path: "Sources/Dossiers/README.md")

  @Test func `every rule of the five acts is there once, with what becomes of it`() throws {
    let table = try RuleTable.shared.get()
    let ids = table.rules.map(\.id)
    #expect(ids.count == 338)
    #expect(Set(ids).count == ids.count)
    for rule in table.rules {
      switch rule.kind {
      case "":
        #expect(table.proofs[rule.id] != nil, "\(rule.id): no test carries it")
      case "tested":
        #expect(table.testNames.contains(rule.reason), "\(rule.id): no test \"\(rule.reason)\"")
        #expect(table.proofs[rule.id] == nil, "\(rule.id): a test carries it; drop the name")
      case "recorded", "later", "outside":
        #expect(rule.reason.count > 10, "\(rule.id): why?")
        #expect(table.proofs[rule.id] == nil, "\(rule.id): a test carries it; it is tested")
      default: Issue.record("\(rule.id): what is \"\(rule.kind)\"?")
      }
    }
  }

  @Test func `no test carries a rule that no act has`() throws {
    let table = try RuleTable.shared.get()
    let ids = Set(table.rules.map(\.id))
    for (id, proofs) in table.proofs where !ids.contains(id) {
      Issue.record("\(proofs[0].file): \"\(proofs[0].test)\" carries \(id)")
    }
  }

  /// With HALLD_WRITE_RULES the table is written instead (make rules-table).
  @Test func `the table of the readme is the one that the tests make`() throws {
    let table = try RuleTable.shared.get().text
    let text = try String(contentsOf: Self.readme, encoding: .utf8)
    guard let start = text.range(of: RuleTable.start), let end = text.range(of: RuleTable.end)
    else {
      Issue.record("Sources/Dossiers/README.md has no place for the table")
      return
    }
    if ProcessInfo.processInfo.environment["HALLD_WRITE_RULES"] != nil {
      let written = text.replacingCharacters(
        in: start.lowerBound..<end.upperBound, with: table)
      try Data(written.utf8).write(to: Self.readme)
      return
    }
    #expect(
      text[start.lowerBound..<end.upperBound] == table,
      "make rules-table makes the table of Sources/Dossiers/README.md anew")
  }

  @Test func `a rule is read from a test's name and from the line above it`() {
    let text = """
      // Rules: KT-8.1, HU-QC-13.1c,
      //   SL-7.1đ.
      @Test(arguments: [1])
      func `LC-13.6, VL-4.3đ · one slip, as KT 8.1 and LC-9.9 say`() {}

      @Test func `LC-1.1 without a dot proves nothing`() {}
      """
    let tests = RuleTable.tests(in: text)
    #expect(
      tests.map(\.rules) == [["LC-13.6", "VL-4.3đ", "KT-8.1", "HU-QC-13.1c", "SL-7.1đ"], []])
  }
}
