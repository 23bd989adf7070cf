public import Dossiers
internal import Foundation
internal import GRDB

/// What a backup or a restore has brought to safety.
public struct BackupReport: Sendable, Hashable {
  /// Rows of the log, all of them checked.
  public let rows: Int64
  /// Whether the secret came along; without it the codes printed so far prove nothing.
  public let hasSecret: Bool
  /// The service day whose numbers were moved on, when that was asked for.
  public internal(set) var movedDay: CivilDate?
}

/// A backup is one SQLite file, `FILE`, with the folder's secret beside it in `FILE.key`.
enum Backup {
  /// Copies the database while it is in use, checks the copy, and only then gives it its name.
  static func make(
    from source: any DatabaseReader, folder: DataFolder, to path: String
  ) throws -> BackupReport {
    let disk = folder.disk
    guard !disk.exists(path) else {
      throw StoreFailure(
        .files, "\(path) exists already; a backup never replaces a file. Choose another name.")
    }
    let parent = DataFolder(
      path: (path as NSString).deletingLastPathComponent.orCurrent, disk: disk)
    let fresh = path + ".new"
    let rows: Int64
    do {
      // Made beforehand, so that nobody else may read it at any moment.
      try parent.told("make", fresh) { () throws(DiskError) in
        try disk.removeIfThere(fresh)
        try disk.open(fresh, .makeNew).close()
      }
      let copy = try DatabaseQueue(path: disk.sqlitePath(fresh))
      try source.backup(to: copy)
      // One file that needs no other one beside it.
      try copy.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA journal_mode = DELETE") }
      rows = try check(copy, path)
      try copy.close()
      try parent.sync(fresh)
    } catch {
      try? disk.removeIfThere(fresh)
      throw error
    }
    // The secret first: a backup that has its name is a whole one.
    let secret = try folder.told("read", folder.secret) { () throws(DiskError) in
      try disk.contents(folder.secret)
    }
    if let secret { try parent.replace(path + ".key", with: secret) }
    try parent.rename(fresh, to: path)
    try parent.syncNames()
    return BackupReport(rows: rows, hasSecret: secret != nil)
  }

  /// Puts a checked backup into an empty data folder.
  static func restore(
    from path: String, to folder: DataFolder, moving move: SeriesMove?
  ) throws -> BackupReport {
    let disk = folder.disk
    guard disk.exists(path) else {
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
    let backup = try DatabaseQueue(path: disk.sqlitePath(path), configuration: configuration)
    let rows = try check(backup, path)
    try backup.close()
    let secret = try folder.told("read", path + ".key") { () throws(DiskError) in
      try disk.contents(path + ".key")
    }
    if let secret { try folder.replace(folder.secret, with: secret) }

    let fresh = folder.database + ".new"
    try folder.told("copy the backup to", fresh) { () throws(DiskError) in
      // What is left of a database that is gone would be taken for a part of this one.
      for leftover in ["-wal", "-shm", "-journal"] {
        try disk.removeIfThere(folder.database + leftover)
        try disk.removeIfThere(fresh + leftover)
      }
      try disk.removeIfThere(fresh)
      try disk.copy(path, to: fresh)
    }
    var report = BackupReport(rows: rows, hasSecret: secret != nil)
    // Before the file has its name: no daemon can give a number from it too early.
    if let move {
      do {
        let queue = try DatabaseQueue(path: disk.sqlitePath(fresh))
        report.movedDay = try move.write(into: queue, path)
        try queue.close()
        try folder.sync(fresh)
      } catch {
        try? disk.removeIfThere(fresh)
        throw error
      }
    }
    try folder.syncNames()
    try folder.rename(fresh, to: folder.database)
    try folder.syncNames()
    return report
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
