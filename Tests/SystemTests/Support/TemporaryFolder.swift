import Foundation

/// A folder that is gone with the last reference to it.
final class TemporaryFolder: Sendable {
  let path: String

  init(_ purpose: String) throws {
    let base = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path
    path = "\(base)/halld-\(purpose)-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }
}

/// Where things are in the project, seen from this file.
enum Project {
  /// The project's own folder.
  static let folder: String = {
    var parts = #filePath.split(separator: "/")
    parts.removeLast(4)
    return "/" + parts.joined(separator: "/")
  }()

  static let config = folder + "/Config"

  /// The daemon under test: `HALLD_BINARY`, or the one built beside this test bundle.
  static let binary: String = {
    if let given = ProcessInfo.processInfo.environment["HALLD_BINARY"] { return given }
    let candidates = CommandLine.arguments.prefix(3).map {
      URL(fileURLWithPath: $0).deletingLastPathComponent().path + "/halld"
    }
    let here = folder + "/.build/debug/halld"
    return candidates.first { FileManager.default.isExecutableFile(atPath: $0) } ?? here
  }()

  /// Soaking runs are longer: `HALLD_SOAK=1`.
  static let isSoaking = ProcessInfo.processInfo.environment["HALLD_SOAK"] == "1"
}
