import Foundation
import Testing

/// `Tests/Security`: what is claimed there has a test, and the test has that name.
@Suite struct `The security tables` {
  /// A row of a table, its cells without blanks around them.
  private struct TableRow {
    let line: Int
    let cells: [String]
  }

  @Test func `every item of the standard names a test that exists`() throws {
    let tests = try Self.testNames()
    let rows = try Self.rows(of: "ASVS.md").filter { $0.cells.count == 4 }
    #expect(rows.count >= 80)
    for row in rows {
      let names = Self.names(in: row.cells[3])
      #expect(!names.isEmpty, "ASVS.md:\(row.line): \(row.cells[0]) names no test")
      for name in names where !tests.contains(name) {
        Issue.record("ASVS.md:\(row.line): there is no test \"\(name)\"")
      }
    }
  }

  @Test func `every threat names a test that exists`() throws {
    let tests = try Self.testNames()
    let rows = try Self.rows(of: "THREATS.md").filter { $0.cells.count == 4 }
    #expect(rows.count >= 15)
    for row in rows {
      let names = Self.names(in: row.cells[2])
      #expect(!names.isEmpty, "THREATS.md:\(row.line): \(row.cells[0]) names no test")
      for name in names where !tests.contains(name) {
        Issue.record("THREATS.md:\(row.line): there is no test \"\(name)\"")
      }
      #expect(!row.cells[3].isEmpty, "THREATS.md:\(row.line): what remains is not said")
    }
  }

  @Test func `no item of the standard stands twice, and what does not apply says why`() throws {
    let rows = try Self.rows(of: "ASVS.md")
    let numbers = rows.map { $0.cells[0] }.flatMap { cell in
      cell.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    for number in numbers {
      #expect(number.wholeMatch(of: #/\d{1,2}\.\d{1,2}\.\d{1,2}/#) != nil, "\(number)")
    }
    let twice = Dictionary(grouping: numbers) { $0 }.filter { $0.value.count > 1 }.keys
    #expect(twice.isEmpty, "\(twice.sorted())")
    for row in rows where row.cells.count == 2 {
      #expect(row.cells[1].count > 10, "ASVS.md:\(row.line): why?")
    }
  }

  @Test func `the check sees a test that is not there`() {
    #expect(Self.names(in: "`no such test`, and `another`") == ["no such test", "another"])
    #expect(Self.names(in: "by eye") == [])
  }

  private static func names(in cell: String) -> [String] {
    cell.matches(of: #/`([^`]+)`/#).map { String($0.1) }
  }

  private static func testNames() throws -> Set<String> {
    var names: Set<String> = []
    for file in try Repository.swiftFiles(in: "Tests") {
      for match in file.text.matches(of: #/func `([^`]+)`\(/#) { names.insert(String(match.1)) }
    }
    return names
  }

  /// The rows under the heads of the tables.
  private static func rows(of name: String) throws -> [TableRow] {
    let file = Repository.root.appending(path: "Tests/Security/\(name)")
    let lines = try String(contentsOf: file, encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false)
    var rows: [TableRow] = []
    var isBody = false
    for (index, line) in lines.enumerated() {
      guard line.hasPrefix("|") else {
        isBody = false
        continue
      }
      if line.hasPrefix("|--") {
        isBody = true
      } else if isBody {
        let cells = line.dropFirst().split(separator: "|", omittingEmptySubsequences: false)
          .dropLast().map { $0.trimmingCharacters(in: .whitespaces) }
        rows.append(TableRow(line: index + 1, cells: cells))
      }
    }
    return rows
  }
}
