import Foundation
import GRDB

/// What the log on disk says, read beside the daemon and never written.
struct DataOnDisk {
  struct Ticket: Hashable, Sendable {
    var id: Int64
    var day: String
    var domain: String
    var number: Int
    var label: String
    var state: String
  }

  let folder: String

  func tickets() throws -> [Ticket] {
    try read { db in
      try Row.fetchAll(
        db, sql: "SELECT id, day, domain, number, label, state FROM tickets ORDER BY id"
      )
      .map {
        Ticket(id: $0[0], day: $0[1], domain: $0[2], number: $0[3], label: $0[4], state: $0[5])
      }
    }
  }

  /// Ticket by print job.
  func printJobs() throws -> [Int64: Int64] {
    try read { db in
      let rows = try Row.fetchAll(db, sql: "SELECT id, ticket FROM print_jobs")
      return Dictionary(uniqueKeysWithValues: rows.map { ($0[0] as Int64, $0[1] as Int64) })
    }
  }

  /// Rows of the log of this kind: sequence, day and body.
  func events(_ kind: String) throws -> [(seq: Int64, day: String, body: JSON)] {
    try read { db in
      try Row.fetchAll(
        db, sql: "SELECT seq, day, body FROM log WHERE kind = ? ORDER BY seq", arguments: [kind]
      ).map { ($0[0], $0[1], JSON(Array(($0[2] as String).utf8))) }
    }
  }

  /// Who did what is told by rows of this kind.
  func authors(of kind: String) throws -> [String] {
    try read { db in
      try String.fetchAll(
        db, sql: "SELECT actor FROM log WHERE kind = ? ORDER BY seq", arguments: [kind])
    }
  }

  func read<T>(_ query: (Database) throws -> T) throws -> T {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(10)
    let queue = try DatabaseQueue(path: folder + "/hall.sqlite", configuration: configuration)
    return try queue.read(query)
  }
}

extension DataOnDisk {
  /// The files of the demo's folder printer, complete ones.
  func slips() throws -> [String] {
    let path = folder + "/slips"
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: path)
      .filter { $0.hasSuffix(".png") && !$0.hasPrefix(".") }
  }
}

extension DataOnDisk {
  /// Rows of the log that happened before the row before them.
  func timesRunBack() throws -> [Int64] {
    try read { db in
      try Int64.fetchAll(
        db,
        sql: """
          SELECT later.seq FROM log AS later JOIN log AS earlier ON earlier.seq = later.seq - 1
          WHERE later.occurredAt < earlier.occurredAt
          """)
    }
  }
}

extension DataOnDisk {
  /// How many rows the log has; slips come further by themselves.
  func rowsBesidesPrinting() throws -> Int {
    try read { db in
      try Int.fetchOne(db, sql: "SELECT count(*) FROM log WHERE kind NOT LIKE 'slip.%'") ?? 0
    }
  }
}
