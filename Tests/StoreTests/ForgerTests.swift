import Dossiers
import Foundation
import GRDB
import Testing
import Ticketing

@testable import Store

/// Somebody who may write to the disk changes the past, and computes every hash anew.
@Suite struct `A forger` {
  @Test func `who rewrites rows and all hashes behind them is not caught by the chain alone`()
    async throws
  {
    let forged = try await Forgery(days: 3)
    try forged.rewrite(.everything)
    #expect(try HallData(forged.folder).verifyLog().isWhole, "the negative control")
  }

  @Test func `is caught by a checkpoint that was carried away`() async throws {
    let forged = try await Forgery(days: 3)
    try forged.rewrite(.everything)
    let verdict = try HallData(forged.folder).verifyLog(
      with: LogEvidence(carried: forged.carried))
    let problem = try #require(verdict.problem)
    let second = forged.carried[1].checkpoint
    #expect(problem.seq == second.rows)
    #expect(
      problem.sentence.contains(
        "Row \(second.rows) has not the hash that 2026-03-03.txt carries from 2026-03-03: one of "
          + "the rows \(forged.carried[0].checkpoint.rows + 1) to \(second.rows) was changed"),
      "\(problem.sentence)")
    #expect(verdict.proof.carriedRows == forged.carried[0].checkpoint.rows, "up to there it holds")
  }

  @Test func `who keeps the old signatures is caught by the public key`() async throws {
    let forged = try await Forgery(days: 3)
    try forged.rewrite(.everything)
    let verdict = try HallData(forged.folder).verifyLog(
      with: LogEvidence(keys: [forged.key.publicKey]))
    let second = forged.carried[1].checkpoint
    #expect(verdict.problem?.seq == second.rows + 1)
    #expect(verdict.problem?.sentence.contains("bears a signature that its key") == true)
    #expect(verdict.proof.signedRows == forged.carried[0].checkpoint.rows)
  }

  @Test func `who signs with a key of his own, or not at all, leaves the rest unproved`()
    async throws
  {
    for way in [Forgery.Way.unsigned, .ownKey] {
      let forged = try await Forgery(days: 3)
      try forged.rewrite(way)
      let verdict = try HallData(forged.folder).verifyLog(
        with: LogEvidence(keys: [forged.key.publicKey]))
      #expect(verdict.isWhole, "nothing contradicts it")
      #expect(verdict.proof.signedRows == forged.carried[0].checkpoint.rows)
      #expect(verdict.proof.unsignedSince == 2, "and it is told that nothing vouches for it")
      let carried = try HallData(forged.folder).verifyLog(
        with: LogEvidence(carried: forged.carried))
      #expect(!carried.isWhole)
    }
  }

  @Test func `who forgets the checkpoints is caught by the log itself`() async throws {
    let forged = try await Forgery(days: 3)
    try forged.rewrite(.hashesOnly)
    let verdict = try HallData(forged.folder).verifyLog()
    let second = forged.carried[1].checkpoint
    #expect(verdict.problem?.seq == second.rows + 1)
    #expect(verdict.problem?.sentence.contains("does not vouch for the row before it") == true)
  }

  @Test func `who cuts off the end is caught by a checkpoint that has seen it`() async throws {
    let forged = try await Forgery(days: 3)
    let rows = forged.carried[1].checkpoint.rows
    try forged.cut(after: rows)
    #expect(try HallData(forged.folder).verifyLog().isWhole, "the negative control")
    let verdict = try HallData(forged.folder).verifyLog(
      with: LogEvidence(carried: forged.carried))
    #expect(verdict.problem?.seq == rows + 1)
    #expect(
      verdict.problem?.sentence
        == "The log ends at row \(rows), and 2026-03-04.txt of 2026-03-04 has seen row "
        + "\(forged.carried[2].checkpoint.rows): the end of the log was cut off.")
  }

  @Test func `who takes a checkpoint out, or brings one of another hall, is caught`() async throws {
    let forged = try await Forgery(days: 3)
    try forged.rewrite(.withoutSecondCheckpoint)
    let verdict = try HallData(forged.folder).verifyLog()
    #expect(verdict.problem?.sentence.contains("does not follow the checkpoint before it") == true)

    let other = Checkpoint(
      of: HallIdentity(centre: "Trung tâm khác", hall: "Sảnh 1"), day: day("2026-03-02"),
      at: .at("2026-03-02T17:30"), rows: 1, hash: Array(repeating: 0, count: 32), after: nil,
      by: nil)
    let foreign = try HallData(forged.folder).verifyLog(
      with: LogEvidence(carried: [.init(name: "khac.txt", checkpoint: other)]))
    #expect(
      foreign.problem?.sentence
        == "khac.txt is a checkpoint of Trung tâm khác, Sảnh 1, and this log is of Trung tâm thử, "
        + "Sảnh 1.")
  }

  @Test func `a carried file with a false signature proves nothing and is named`() async throws {
    let forged = try await Forgery(days: 1)
    let file = forged.carried[0].checkpoint
    let edited = try Checkpoint(file: file.file.replacing("rows: \(file.rows)", with: "rows: 2"))
    let verdict = try HallData(forged.folder).verifyLog(
      with: LogEvidence(
        keys: [forged.key.publicKey], carried: [.init(name: "a.txt", checkpoint: edited)]))
    #expect(verdict.isWhole)
    #expect(verdict.proof.worthless == ["a.txt"])
    #expect(verdict.proof.carriedRows == 0)
  }

  @Test func `after a restore the sentence tells that a machine was lost`() async throws {
    let lost = try HallInTest(options: .signing(CheckpointKey()))
    try await Checkpoints.days(1, in: lost)
    let file = lost.folder + "-backup.sqlite"
    defer {
      for path in [file, file + ".key"] { try? FileManager.default.removeItem(atPath: path) }
    }
    _ = try await lost.store.backup(to: file)
    try await Checkpoints.days(1, in: lost)
    let carried = try Checkpoints.carry(lost)
    let folder = HallInTest.freshFolder()
    _ = try HallData.restore(
      from: file, to: folder, moving: SeriesMove(ahead: 1, at: lost.now, by: .test))
    let spare = try HallInTest(at: "\(lost.now.civil)", folder: folder)
    try await Checkpoints.days(1, in: spare)
    let verdict = try HallData(folder).verifyLog(with: LogEvidence(carried: [carried]))
    #expect(verdict.problem?.sentence.contains("a backup went on in its place") == true)
  }
}

/// A hall of some days whose log somebody rewrites from the second day on.
private final class Forgery {
  enum Way { case everything, unsigned, ownKey, hashesOnly, withoutSecondCheckpoint }

  let key = CheckpointKey()
  let hall: HallInTest
  /// The checkpoint of each day, as somebody took it home.
  let carried: [LogEvidence.Carried]

  var folder: String { hall.folder }

  init(days: Int) async throws {
    hall = try HallInTest(options: .signing(key))
    var carried: [LogEvidence.Carried] = []
    for _ in 0..<days {
      try await Checkpoints.days(1, in: hall)
      carried.append(try Checkpoints.carry(hall))
    }
    self.carried = carried
    await hall.store.stop()
  }

  /// Row by row from the first row after the first checkpoint, with every hash computed anew.
  func rewrite(_ way: Way) throws {
    let from = carried[0].checkpoint.rows + 2
    let mine = CheckpointKey()
    try hall.tamper { db in
      var rows = try Row.fetchAll(db, sql: "SELECT \(LogRow.columns) FROM log ORDER BY seq")
        .map { try LogRow($0) }
      let number = try #require(
        rows.indices.first { rows[$0].seq > from && rows[$0].kind == "ticket.issued" })
      rows[number].actor = "officer:nobody"
      if way == .withoutSecondCheckpoint {
        // A harmless row stands where it stood.
        let second = try #require(
          rows.indices.filter { rows[$0].kind == "checkpoint.made" }.dropFirst().first)
        rows[second].kind = "clock.confirmed"
        rows[second].subject = "clock"
        rows[second].body = Array("{}".utf8)
      }
      var last: Checkpoint?
      for index in rows.indices {
        let previous = index == 0 ? LogRow.origin : rows[index - 1].hash
        if let old = try rows[index].checkpoint() {
          if rows[index].seq > from, way != .hashesOnly {
            let forged = Self.forged(old, previous, after: last, way, mine)
            var json = JSONWriter()
            StoreRecord.write(forged, to: &json)
            rows[index].body = json.finish()
            last = forged
          } else {
            last = old
          }
        }
        rows[index].hash = rows[index].chained(to: previous)
        try db.execute(
          sql: "UPDATE log SET actor = ?, kind = ?, subject = ?, body = ?, hash = ? WHERE seq = ?",
          arguments: [
            rows[index].actor, rows[index].kind, rows[index].subject,
            String(decoding: rows[index].body, as: UTF8.self), Data(rows[index].hash),
            rows[index].seq,
          ])
      }
    }
  }

  /// Takes everything behind a row out of the log and out of what follows from it.
  func cut(after rows: Int64) throws {
    try hall.tamper { db in
      try db.execute(
        sql: """
          DELETE FROM log WHERE seq > \(rows);
          DELETE FROM tickets WHERE id > \(rows);
          DELETE FROM service_days WHERE opened > \(rows);
          """)
    }
  }

  private static func forged(
    _ old: Checkpoint, _ hash: [UInt8], after last: Checkpoint?, _ way: Way, _ mine: CheckpointKey
  ) -> Checkpoint {
    let isKept = way == .everything
    let unsigned = Checkpoint(
      centre: old.centre, hall: old.hall, day: old.day, made: old.made, rows: old.rows,
      hash: hash.hexadecimal,
      previous: way == .withoutSecondCheckpoint
        ? old.previous : last.map { Checkpoint.Previous(rows: $0.rows, digest: $0.digest) },
      key: isKept ? old.key : way == .ownKey ? mine.publicKey.id : nil,
      signature: isKept ? old.signature : nil)
    guard way == .ownKey else { return unsigned }
    return Checkpoint(
      centre: unsigned.centre, hall: unsigned.hall, day: unsigned.day, made: unsigned.made,
      rows: unsigned.rows, hash: unsigned.hash, previous: unsigned.previous, key: unsigned.key,
      signature: mine.signature(of: unsigned.text))
  }
}
