import Foundation

/// The checkout that these tests were built from.
enum Repository {
  struct File {
    let path: String
    let text: String
    var lines: Int { text.split(separator: "\n", omittingEmptySubsequences: false).count }
  }

  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static func swiftFiles(in folder: String) throws -> [File] {
    try files(in: folder) { $0.hasSuffix(".swift") }
  }

  static func files(in folder: String, where wanted: (String) -> Bool) throws -> [File] {
    let base = root.appending(path: folder)
    let walker = FileManager.default.enumerator(atPath: base.path) ?? .init()
    var found: [File] = []
    for case let path as String in walker where wanted(path) {
      let text = try String(contentsOf: base.appending(path: path), encoding: .utf8)
      found.append(File(path: "\(folder)/\(path)", text: text))
    }
    return found.sorted { $0.path < $1.path }
  }
}
