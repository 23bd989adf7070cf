extension DataFolder {
  /// Writes the -wal file over itself and syncs it, before SQLite reads it.
  ///
  /// After a failed fsync the page cache may hold, and SQLite then believe, what the disk does
  /// not have: the kernel marks the pages clean and a later fsync succeeds without them.
  /// Making each page dirty again leaves one truth, on disk, before anything is answered.
  func rewriteWriteAheadLog() throws(StoreFailure) {
    try told("rewrite", writeAheadLog) { () throws(DiskError) in
      let file: any DiskFile
      do throws(DiskError) {
        file = try disk.open(writeAheadLog, .readWrite)
      } catch {
        if error.isMissing { return }
        throw error
      }
      defer { file.close() }
      var offset = 0
      while true {
        let chunk = try file.read(at: offset, atMost: 1 << 20)
        if chunk.isEmpty { break }
        try file.write(chunk, at: offset)
        offset += chunk.count
      }
      try file.sync()
    }
    try syncNames()
  }
}
