import Foundation

/// Files as a test looks at them.
enum Files {
  static func bytes(_ path: String) throws -> Data {
    FileManager.default.fileExists(atPath: path)
      ? try Data(contentsOf: URL(fileURLWithPath: path)) : Data()
  }

  static func contains(_ data: Data, _ text: String) -> Bool {
    data.range(of: Data(text.utf8)) != nil
  }

  /// Permission bits, such as 0o600.
  static func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? -1
  }

  static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
}
