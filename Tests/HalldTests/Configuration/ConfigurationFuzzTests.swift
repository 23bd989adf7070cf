import Dossiers
import Foundation
import Testing

@testable import halld

@Suite struct `Configuration under random changes` {
  /// A wrong result names its seed, which reproduces it alone.
  @Test(arguments: 1...300)
  func `it is accepted, or every problem has a place and a remedy`(seed: UInt64) throws {
    var random = SplitMix(state: seed)
    var text = try Shipped.text(seed % 2 == 0 ? "demo.yaml" : "halld.yaml")
    for _ in 0...Int.random(in: 0..<3, using: &random) {
      text = Mutation.random(of: text, using: &random)
    }
    let outcome = Shipped.read(text)
    let lines = text.count { $0.isNewline } + 1
    let errors = outcome.problems.filter { $0.severity == .error }
    #expect((outcome.configuration == nil) == !errors.isEmpty)
    for problem in outcome.problems {
      #expect((1...lines + 1).contains(problem.line), "seed \(seed): \(problem)")
      #expect(!problem.remedy.vi.isEmpty && !problem.remedy.en.isEmpty)
      #expect(!problem.description.contains("\n"), "seed \(seed)")
    }
  }

  /// Most changes must be noticed, or the reader is not strict.
  @Test func `a key renamed anywhere is noticed everywhere`() throws {
    for name in ["demo.yaml", "halld.yaml"] {
      let text = try Shipped.text(name)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      var above: [(indent: Int, key: Substring)] = []
      var tried: Set<[Substring]> = []
      for (index, line) in lines.enumerated() {
        let start = line.drop { $0 == " " || $0 == "-" }
        guard start.first?.isLetter == true, let colon = start.firstIndex(of: ":") else { continue }
        above.removeAll { $0.indent >= line.count - start.count }
        above.append((line.count - start.count, start[..<colon]))
        // Once for each place in the tree: the tenth counter is read as the first one is.
        guard tried.insert(above.map(\.key)).inserted else { continue }
        var changed = lines
        changed[index] = line.replacing(
          start[..<colon], with: "\(start[..<colon])X", maxReplacements: 1)
        let outcome = Shipped.read(changed.joined(separator: "\n"))
        #expect(outcome.configuration == nil, "\(name):\(index + 1): \(line)")
        #expect(outcome.problems.contains { $0.line == index + 1 }, "\(name):\(index + 1): \(line)")
      }
    }
  }
}

/// Small generator with a fixed sequence for each seed (SplitMix64).
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// What a tired hand, or a bad disk, does to a file.
enum Mutation {
  private static let pieces = [
    ":", "- ", "\t", "\"", "'", "[", "]", "{", "}", "&a ", "*a", "!!int ", "#", "|", ">", "%", "@",
    "\u{0}", "\u{7}", "\u{FEFF}", "\u{2028}", "\r\n", "🏛️", "ữ", "? ", "<<: ", "---\n", "...\n",
    "999999999999999999999", "-1", "null", "~", "yes", "07:30", "0x10", "  ",
  ]

  static func random(of text: String, using random: inout SplitMix) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let written = lines.indices.filter { !lines[$0].isEmpty && !lines[$0].hasPrefix("#") }
    guard let index = written.randomElement(using: &random) else { return text }
    let column = lines[index].indices.randomElement(using: &random) ?? lines[index].startIndex
    switch Int.random(in: 0..<8, using: &random) {
    case 0: lines.remove(at: index)
    case 1: lines.insert(lines[index], at: index)
    case 2: lines[index].remove(at: column)
    case 3: lines[index].insert(contentsOf: pieces.randomElement(using: &random) ?? "", at: column)
    case 4: lines[index] = " " + lines[index]
    case 5:
      lines[index] =
        String(lines[index].prefix { $0 != ":" }) + ": "
        + (pieces.randomElement(using: &random) ?? "")
    case 6: lines.swapAt(index, written.randomElement(using: &random) ?? index)
    default: lines.removeSubrange(index...)
    }
    return lines.joined(separator: "\n")
  }
}
