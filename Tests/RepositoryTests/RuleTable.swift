import Foundation

/// The rules of the five acts and the tests that prove them, as a table.
///
/// `Tests/Rules/rules.tsv` lists every rule; the names of the tests say which of them they prove.
struct RuleTable {
  struct Rule {
    let id: String
    /// `tested`, `recorded`, `later`, `outside`; empty when the tests that carry it prove it.
    let kind: String
    let reason: String
  }

  struct Proof {
    let test: String
    let file: String
  }

  let rules: [Rule]
  let proofs: [String: [Proof]]
  let testNames: Set<String>

  /// Read once: the tests are many.
  static let shared = Result { try RuleTable() }

  private init() throws {
    let list = try String(
      contentsOf: Repository.root.appending(path: "Tests/Rules/rules.tsv"), encoding: .utf8)
    rules = list.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      return Rule(
        id: cells[0], kind: cells.count > 1 ? cells[1] : "", reason: cells.count > 2 ? cells[2] : ""
      )
    }
    var proofs: [String: [Proof]] = [:]
    var names: Set<String> = []
    for file in try Repository.swiftFiles(in: "Tests") {
      for (name, ids) in Self.tests(in: file.text) {
        names.insert(name)
        for id in ids {
          proofs[id, default: []].append(Proof(test: name, file: file.path))
        }
      }
    }
    self.proofs = proofs
    testNames = names
  }

  /// The tests of a file with the rules each carries, in its name or in the comment above it.
  static func tests(in text: String) -> [(name: String, rules: [String])] {
    var found: [(name: String, rules: [String])] = []
    var comment: [String] = []
    var isInComment = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let line = line.trimmingCharacters(in: .whitespaces)
      if line.hasPrefix("// Rules: ") {
        comment = ids(in: line)
        isInComment = true
      } else if isInComment, line.hasPrefix("//   ") {
        comment += ids(in: line)
      } else if line.isEmpty {
        comment = []
        isInComment = false
      } else {
        isInComment = false
      }
      guard let name = name(in: line) else { continue }
      let head = name.split(separator: " · ", maxSplits: 1).first.map(String.init) ?? ""
      found.append((name, (name.contains(" · ") ? ids(in: head) : []) + comment))
      comment = []
    }
    return found
  }

  private static func name(in line: String) -> String? {
    guard let start = line.range(of: "func `")?.upperBound,
      let end = line[start...].firstIndex(of: "`")
    else { return nil }
    return String(line[start..<end])
  }

  private static func ids(in text: String) -> [String] {
    text.matches(of: #/(?:LC|SL|VL|KT|HU)-[A-Za-zđ0-9.-]*[A-Za-zđ0-9]/#).map { String($0.0) }
  }

  // The table as it stands in Sources/Dossiers/README.md.

  static let start = "<!-- rules: made by make rules-table -->"
  static let end = "<!-- end of rules -->"

  private static let titles = [
    ("LC", "Lai Châu"), ("SL", "Sơn La"), ("VL", "Vĩnh Long"), ("KT", "Kon Tum"),
    ("HU", "Thừa Thiên Huế"),
  ]

  var text: String {
    var lines = [Self.start, ""]
    let counts = Dictionary(grouping: rules) { kind(of: $0) }.mapValues(\.count)
    lines.append(
      "\(rules.count) rules: "
        + ["tested", "recorded", "later", "outside"]
        .map { "\(counts[$0, default: 0]) \($0)" }.joined(separator: ", ") + ".")
    for (prefix, title) in Self.titles {
      lines += ["", "### \(title)", "", "| rule | is | by |", "|---|---|---|"]
      for rule in rules where rule.id.hasPrefix(prefix + "-") {
        lines.append("| \(rule.id) | \(kind(of: rule)) | \(reason(of: rule)) |")
      }
    }
    return (lines + ["", Self.end]).joined(separator: "\n")
  }

  private func kind(of rule: Rule) -> String { rule.kind.isEmpty ? "tested" : rule.kind }

  private func reason(of rule: Rule) -> String {
    if rule.kind == "tested" { return "`\(rule.reason)`" }
    guard rule.kind.isEmpty, let all = proofs[rule.id] else { return rule.reason }
    // The core's own test first, so that a further test elsewhere leaves the table as it is; and the
    // rule's own ID says nothing more beside it.
    let proof = all.first { $0.file.hasPrefix("Tests/DossiersTests/Life/") } ?? all.first
    let sentence = proof?.test.split(separator: " · ", maxSplits: 1).last.map(String.init)
    return "`\(sentence ?? "")`"
  }
}
