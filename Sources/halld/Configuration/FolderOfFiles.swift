internal import Foundation

/// The files of a folder that a technician keeps: what is hidden or no YAML is none of them.
enum FolderOfFiles {
  /// The names of its `*.yaml`, in order; none where there is no such folder.
  static func names(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".yaml") && !$0.hasPrefix(".") }.sorted()
  }

  /// The paths of its `*.yaml`, in order.
  static func paths(in folder: String) -> [String] {
    names(in: folder).map { path(of: $0, in: folder) }
  }

  /// The folders in it, in order.
  static func folders(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { !$0.hasPrefix(".") }.sorted().map { path(of: $0, in: folder) }
      .filter(isFolder)
  }

  static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  private static func path(of name: String, in folder: String) -> String {
    folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }
}
