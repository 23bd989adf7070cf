public import Dossiers
internal import Foundation
internal import GRDB

// Where checkpoints stand in the log: right behind the row that closes their day.

extension StoreRecord {
  static func write(_ checkpoint: Checkpoint, to json: inout JSONWriter) {
    json.put("centre", checkpoint.centre)
    json.put("day", checkpoint.day.description)
    json.put("hall", checkpoint.hall)
    json.put("hash", checkpoint.hash)
    json.put("key", checkpoint.key)
    json.put("made", checkpoint.made)
    json.put("previousDigest", checkpoint.previous?.digest)
    json.put("previousRows", checkpoint.previous?.rows)
    json.put("rows", checkpoint.rows)
    json.put("signature", checkpoint.signature.map { Data($0).base64EncodedString() })
  }

  static func checkpoint(_ json: JSONFields) throws -> Checkpoint {
    guard let day = CivilDate(try json.text("day")) else {
      throw JSONFields.Malformed(description: "day is not a date")
    }
    var previous: Checkpoint.Previous?
    if let digest = try json.textIfPresent("previousDigest") {
      previous = Checkpoint.Previous(rows: try json.integer("previousRows"), digest: digest)
    }
    return Checkpoint(
      centre: try json.text("centre"), hall: try json.text("hall"), day: day,
      made: try json.text("made"), rows: try json.integer("rows"), hash: try json.text("hash"),
      previous: previous, key: try json.textIfPresent("key"),
      signature: try json.textIfPresent("signature").map {
        guard let bytes = Data(base64Encoded: $0) else {
          throw JSONFields.Malformed(description: "signature is not base64")
        }
        return Array(bytes)
      })
  }
}

extension LogRow {
  /// The checkpoint that this row is, if it is one.
  func checkpoint() throws -> Checkpoint? {
    guard kind == RecordKind.checkpointMade.rawValue,
      case .checkpointMade(let checkpoint) = try StoreRecord(
        .checkpointMade, version: version, body: body, seq: seq)
    else { return nil }
    return checkpoint
  }
}

extension Checkpoint {
  /// The checkpoints of the latest days up to one, newest first.
  static func latest(_ limit: Int, through day: CivilDate?, _ db: Database) throws -> [Checkpoint] {
    // By way of the days: nothing here grows with the log.
    let columns = LogRow.columns.split(separator: ", ").map { "log.\($0)" }
      .joined(separator: ", ")
    return try Row.fetchAll(
      db,
      sql: """
        SELECT \(columns) FROM service_days JOIN log ON log.seq = service_days.closed + 1
        WHERE log.kind = ? AND service_days.day <= ? ORDER BY service_days.day DESC LIMIT ?
        """,
      arguments: [
        RecordKind.checkpointMade.rawValue, day?.description ?? "9999-12-31", limit,
      ]
    ).compactMap { try LogRow($0).checkpoint() }
  }
}

extension HallStore {
  /// The checkpoint of the last service day that has ended.
  public func lastCheckpoint() throws(StoreFailure) -> Checkpoint? {
    try read { db in try Checkpoint.latest(1, through: nil, db).first }
  }
}

extension HallData {
  /// The checkpoints of the latest days up to one, newest first; at most 1,000.
  public func checkpoints(
    through day: CivilDate? = nil, limit: Int = 1
  ) throws(StoreFailure) -> [Checkpoint] {
    try read { db in try Checkpoint.latest(min(max(limit, 1), 1_000), through: day, db) }
  }
}
