internal import Foundation

/// Where the files that come with halld are looked for.
struct AssetFolders: Hashable, Sendable {
  /// In order: the configuration file's folder, then what the package installed.
  var folders: [String]

  static let installed = "/usr/share/halld"

  /// The folders for a configuration file.
  init(configuration path: String) {
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .joined(separator: "/")
    folders = [folder.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : folder, Self.installed]
  }

  /// The first of the folders that has this file or folder, with its name; `nil` when none has.
  func path(of name: String) -> String? {
    if name.hasPrefix("/") { return FileManager.default.fileExists(atPath: name) ? name : nil }
    return folders.lazy.map { $0 == "." ? name : "\($0)/\(name)" }
      .first { FileManager.default.fileExists(atPath: $0) }
  }

  /// Where a file was looked for, for a problem's sentence.
  func candidates(for name: String) -> String {
    folders.map { "\($0)/\(name)" }.joined(separator: ", ")
  }
}
