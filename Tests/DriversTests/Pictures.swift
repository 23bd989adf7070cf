import Foundation

/// Where the pictures lie that slips are compared with, and where others may.
enum Pictures {
  static let folder =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Pictures"

  static func temporaryFolder() throws -> String {
    let folder = FileManager.default.temporaryDirectory.path + "/halld-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return folder
  }
}
