internal import Dossiers

/// Backups that the hall makes by itself.
struct BackupSettings: Hashable, Sendable {
  /// An absolute path, best on another disk or machine; it must exist.
  var folder: String
  /// Minutes between two backups, 5 to 10,080.
  var every = 60
  /// How many are kept, 2 to 1,000.
  var keep = 72
}

// Keys: checkpointKey, backup.
extension ConfigurationReader {
  /// The file with the key that signs checkpoints, where systemd does not hand it over.
  func readCheckpointKey(_ root: YAMLMapping) -> String? {
    readAbsolutePath(root, "checkpointKey")
  }

  func readBackup(_ root: YAMLMapping) -> BackupSettings? {
    guard root.has("backup") else { return nil }
    let group = root.mapping("backup")
    var backup = BackupSettings(folder: "")
    backup.every = group.int("every", in: 5...10_080, default: backup.every)
    backup.keep = group.int("keep", in: 2...1_000, default: backup.keep)
    guard group.string("folder", length: 1...400) != nil,
      let folder = readAbsolutePath(group, "folder")
    else { return nil }
    backup.folder = folder
    return backup
  }

  /// A path that means the same wherever halld is started.
  func readAbsolutePath(_ group: YAMLMapping, _ key: String) -> String? {
    guard let value = group.value(key), let path = value.string(length: 1...400) else {
      return nil
    }
    guard path.hasPrefix("/") else {
      value.refuse(
        value.found(path, vi: "không phải đường dẫn đầy đủ", en: "is not a full path"),
        remedy: BilingualName(
          vi: "ghi đường dẫn bắt đầu bằng «/»", en: "write a path that begins with \"/\""))
      return nil
    }
    return path
  }
}
