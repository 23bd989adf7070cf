import Foundation

/// The inputs a parser starts from: files in the repository, each once a finding or a good example.
enum Corpus {
  /// The project's own folder.
  static let project = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
  private static let folder = project + "/Tests/FuzzTests/Corpus"
  /// What a run leaves behind: findings, inputs that reached something new.
  static let scratch = project + "/.build/fuzz"

  /// Every file of a parser's folder, in the order of their names.
  static func inputs(of parser: String) throws -> [[UInt8]] {
    try files(in: "\(folder)/\(parser)")
  }

  /// Files of the project itself that are good input, such as `Config/demo.yaml`.
  static func shipped(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: "\(project)/\(path)")))
  }

  /// Every file of a folder of the project.
  static func shipped(in path: String) throws -> [[UInt8]] { try files(in: "\(project)/\(path)") }

  private static func files(in folder: String) throws -> [[UInt8]] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      .filter { !$0.hasPrefix(".") }
      .map { Array(try Data(contentsOf: URL(filePath: "\(folder)/\($0)"))) }
  }

  /// Puts a finding where its reader finds it, and says where.
  static func save(_ input: [UInt8], of parser: String) -> String {
    let file = "\(scratch)/\(parser)-\(fingerprint(input))"
    let isSaved = FileManager.default.createFile(atPath: file, contents: Data(input))
    return isSaved ? file : "\(file) (which could not be written)"
  }

  /// Keeps what reached something new, for whoever wants to add it to the corpus.
  static func keep(_ input: [UInt8], of parser: String) {
    let folder = "\(scratch)/new/\(parser)"
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    _ = FileManager.default.createFile(
      atPath: "\(folder)/\(fingerprint(input))", contents: Data(input))
  }

  /// FNV-1a: a name for a file, nothing more.
  private static func fingerprint(_ input: [UInt8]) -> String {
    let hash = input.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01B3
    }
    return String(hash, radix: 16)
  }
}
