internal import Foundation
internal import GRDB
internal import Glibc

/// What a backup or a restore has brought to safety.
public struct BackupReport: Sendable, Hashable {
  /// Rows of the log, all of them checked.
  public let rows: Int64
  /// Whether the secret came along; without it the codes printed so far prove nothing.
  public let hasSecret: Bool
}

/// A backup is one SQLite file, `FILE`, with the folder's secret beside it in `FILE.key`.
enum Backup {
  /// Copies the database while it is in use, checks the copy, and only then gives it its name.
  static func make(
    from source: any DatabaseReader, folder: DataFolder, to path: String
  ) throws -> BackupReport {
    guard !FileManager.default.fileExists(atPath: path) else {
      throw StoreFailure(
        .files, "\(path) exists already; a backup never replaces a file. Choose another name.")
    }
    let fresh = path + ".new"
    unlink(fresh)
    let rows: Int64
    do {
      let copy = try DatabaseQueue(path: fresh)
      try source.backup(to: copy)
      // One file that needs no other one beside it.
      try copy.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA journal_mode = DELETE") }
      rows = try check(copy, path)
      try copy.close()
      chmod(fresh, 0o600)
      try DataFolder.sync(fresh)
    } catch {
      unlink(fresh)
      throw error
    }
    guard rename(fresh, path) == 0 else { throw DataFolder.failure("name", path) }
    let secret = FileManager.default.contents(atPath: folder.secret)
    let parent = DataFolder(path: (path as NSString).deletingLastPathComponent.orCurrent)
    if let secret { try parent.replace(path + ".key", with: Array(secret)) }
    try parent.syncNames()
    return BackupReport(rows: rows, hasSecret: secret != nil)
  }

  /// Puts a checked backup into an empty data folder.
  static func restore(from path: String, to folder: DataFolder) throws -> BackupReport {
    guard FileManager.default.fileExists(atPath: path) else {
      throw StoreFailure(.files, "There is no backup \(path).")
    }
    guard !folder.holdsDatabase else {
      throw StoreFailure(
        .folder,
        "The data folder \(folder.path) holds a database already. Restore into an empty folder; "
          + "nothing was changed.")
    }
    var configuration = Configuration()
    configuration.readonly = true
    let rows = try check(DatabaseQueue(path: path, configuration: configuration), path)
    let secret = FileManager.default.contents(atPath: path + ".key")
    if let secret { try folder.replace(folder.secret, with: Array(secret)) }

    let fresh = folder.database + ".new"
    unlink(fresh)
    try FileManager.default.copyItem(atPath: path, toPath: fresh)
    chmod(fresh, 0o600)
    try DataFolder.sync(fresh)
    guard rename(fresh, folder.database) == 0 else {
      throw DataFolder.failure("name", folder.database)
    }
    try folder.syncNames()
    return BackupReport(rows: rows, hasSecret: secret != nil)
  }

  /// SQLite's own check of the pages, then the log's chain.
  private static func check(_ copy: DatabaseQueue, _ path: String) throws -> Int64 {
    try copy.read { db in
      let answer = try String.fetchOne(db, sql: "PRAGMA integrity_check(1)")
      guard answer == "ok" else {
        throw StoreFailure(.damaged, "\(path) is damaged: \(answer ?? "no answer").")
      }
      let verdict = try LogVerdict.walk(db)
      if let problem = verdict.problem {
        throw StoreFailure(.damaged, "The log in \(path) is damaged. \(problem.sentence)")
      }
      return verdict.rows
    }
  }
}

extension String {
  fileprivate var orCurrent: String { isEmpty ? "." : self }
}
