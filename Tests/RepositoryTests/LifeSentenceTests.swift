import Foundation
import Testing

@Suite struct `The sentences of a dossier's life` {
  @Test(arguments: ["vi", "en"])
  func `every refusal has one, with the braces that the program fills`(language: String) throws {
    let source =
      try Repository.swiftFiles(in: "Sources/Dossiers/Life")
      .first { $0.path.hasSuffix("LifeRefusal.swift") }?.text ?? ""
    let texts = try String(
      contentsOf: Repository.root.appending(path: "Config/texts/\(language).yaml"), encoding: .utf8)
    let lines = Dictionary(
      texts.split(separator: "\n").compactMap { line -> (String, String)? in
        let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
        return parts.count == 2 ? (parts[0], parts[1]) : nil
      }, uniquingKeysWith: { first, _ in first })
    let parts =
      source.components(separatedBy: "(\"life-").dropFirst()
      + source.components(separatedBy: "\n        \"life-").dropFirst()
    #expect(parts.count > 70)
    for part in parts {
      let code = "life-" + part.prefix { $0 != "\"" }
      let sentence = try #require(lines[code], "\(language): \(code) has no sentence")
      let names = part.prefix { $0 != "\n" }.matches(of: #/"([a-z]+)":/#).map { String($0.1) }
      for brace in sentence.matches(of: #/\{([a-z]+)\}/#).map({ String($0.1) }) {
        #expect(names.contains(brace), "\(language): \(code) asks for {\(brace)}")
      }
    }
  }
}
