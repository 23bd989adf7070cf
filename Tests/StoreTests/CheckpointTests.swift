import Dossiers
import Foundation
import GRDB
import Testing
import Ticketing

@testable import Store

@Suite struct `Checkpoints` {
  @Test func `the end of each service day is vouched for, and each names the one before`()
    async throws
  {
    let hall = try HallInTest()
    try await Self.days(3, in: hall)
    let all = try HallData(hall.folder).checkpoints(limit: 10)
    #expect(all.map(\.day) == [day("2026-03-04"), day("2026-03-03"), day("2026-03-02")])
    #expect(all[2].previous == nil)
    for (later, earlier) in zip(all, all.dropFirst()) {
      #expect(
        later.previous == Checkpoint.Previous(rows: earlier.rows, digest: earlier.digest))
    }
    #expect(all[0].made == "2026-03-05T00:00:30 +07:00")
    #expect(all.allSatisfy { $0.signature == nil && $0.key == nil }, "there is no key")
    let verdict = try HallData(hall.folder).verifyLog()
    #expect(verdict.isWhole)
    #expect(verdict.proof.checkpoints == 3)
    #expect(verdict.proof.signedRows == 0)
    #expect(try await hall.store.checkRebuild().isClean)
  }

  @Test func `a hall that closes makes it when its day ends, not at midnight`() async throws {
    let sessions = [Session("07:30-11:30"), Session("13:30-17:00")].compactMap { $0 }
    let week = try #require(WeekPattern(mondayToFriday: sessions))
    let hall = try HallInTest(
      plan: .plan(code: .hall, calendar: OfficeCalendar(working: week, transactions: week)))
    try await hall.issue()
    hall.now = .at("2026-03-02T18:00:05")
    try await hall.ask(.timePasses)
    let checkpoint = try #require(try hall.store.lastCheckpoint())
    #expect(checkpoint.day == day("2026-03-02"))
    #expect(checkpoint.made == "2026-03-02T18:00:05 +07:00")
    #expect(try hall.store.lastSeq() == checkpoint.rows + 1)
  }

  @Test func `with a key they are signed, and the public key alone tells`() async throws {
    let key = CheckpointKey()
    let hall = try HallInTest(options: .signing(key))
    try await Self.days(2, in: hall)
    let data = try HallData(hall.folder)
    let last = try #require(try data.checkpoints().first)
    #expect(last.key == key.publicKey.id)
    #expect(last.standing(under: [key.publicKey]) == .signed)
    #expect(last.standing(under: [CheckpointKey().publicKey]) == .otherKey)
    let verdict = try data.verifyLog(with: LogEvidence(keys: [key.publicKey]))
    #expect(verdict.isWhole)
    #expect(verdict.proof.signedRows == last.rows)
    #expect(verdict.proof.unsignedSince == 0)
  }

  @Test func `a checkpoint fits what is carried away, also after a restart and more days`()
    async throws
  {
    let hall = try HallInTest(options: .signing(CheckpointKey()))
    try await Self.days(1, in: hall)
    let carried = try Self.carry(hall)
    try await hall.restart()
    try await Self.days(2, in: hall)
    let verdict = try HallData(hall.folder).verifyLog(with: LogEvidence(carried: [carried]))
    #expect(verdict.isWhole)
    #expect(verdict.proof.carriedRows == carried.checkpoint.rows)
  }

  @Test func `what is written is read again, also with the line ends of another system`() throws {
    let key = CheckpointKey()
    let identity = HallIdentity(centre: "Trung tâm\nLai Châu", hall: "Sảnh 1")
    let one = Checkpoint(
      of: identity, day: day("2026-03-02"), at: .at("2026-03-02T17:30"), rows: 7,
      hash: Array(repeating: 0xAB, count: 32), after: nil, by: nil)
    let two = Checkpoint(
      of: identity, day: day("2026-03-03"), at: .at("2026-03-03T17:30"), rows: 9,
      hash: Array(repeating: 0xCD, count: 32), after: one, by: key)
    #expect(one.centre == "Trung tâm Lai Châu", "one line each")
    for checkpoint in [one, two] {
      #expect(try Checkpoint(file: checkpoint.file) == checkpoint)
      #expect(try Checkpoint(file: checkpoint.signedText) == checkpoint)
      let windows = "\u{FEFF}" + checkpoint.file.replacing("\n", with: "\r\n")
      #expect(try Checkpoint(file: windows) == checkpoint)
    }
  }

  @Test(arguments: [
    ("halld checkpoint 1", "halld checkpoint 2", "line 1"),
    ("day: 2026-03-02", "day: 2026-02-30", "Line 4"),
    ("rows: 7", "rows: 07", "Line 6"),
    ("rows: 7", "rows: -7", "Line 6"),
    ("rows: 7", "rows: 99999999999999999999", "Line 6"),
    ("hash: ab", "hash: AB", "Line 7"),
    ("previous: none", "previous: 3 xyz", "Line 8"),
    ("key: none", "key: 0123456789abcdef", "It names a key and has no signature"),
    ("signature: none", "signature: none\nrows: 8", "Line 11"),
    ("hall: Sảnh 1\n", "", "Line 3"),
  ])
  func `a file that is not one is refused by line`(found: String, written: String, sentence: String)
    throws
  {
    let checkpoint = Checkpoint(
      of: HallInTest.identity, day: day("2026-03-02"), at: .at("2026-03-02T17:30"), rows: 7,
      hash: Array(repeating: 0xAB, count: 32), after: nil, by: nil)
    let broken = checkpoint.file.replacing(found, with: written)
    #expect(broken != checkpoint.file)
    let failure = #expect(throws: StoreFailure.self) { try Checkpoint(file: broken) }
    #expect(failure?.sentence.contains(sentence) == true, "\(failure?.sentence ?? "")")
  }

  @Test(arguments: [
    ("", "no Ed25519 key"),
    (
      "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----", "password"
    ),
    ("-----BEGIN PRIVATE KEY-----\nMC4CAQA=\n-----END PRIVATE KEY-----", "no Ed25519 key"),
    ("-----END PRIVATE KEY-----\n-----BEGIN PRIVATE KEY-----", "no Ed25519 key"),
  ])
  func `a key that is none is named, and never shown`(pem: String, sentence: String) {
    let failure = #expect(throws: StoreFailure.self) { try CheckpointKey(pem: pem) }
    #expect(failure?.sentence.contains(sentence) == true)
  }

  @Test func `a key goes through its PEM and does not tell its secret in a description`() throws {
    let key = CheckpointKey()
    #expect(try CheckpointKey(pem: key.pem).publicKey == key.publicKey)
    #expect(try CheckpointPublicKey(pem: key.publicKey.pem) == key.publicKey)
    let secret = key.pem.split(separator: "\n")[1]
    #expect(!"\(key)".contains(secret))
  }

  // MARK: - For the forger's tests too

  /// Lets days pass with two numbers each.
  static func days(_ count: Int, in hall: HallInTest) async throws {
    for _ in 0..<count {
      try await hall.issue()
      try await hall.issue("ho-tich")
      let tomorrow = hall.now.date.adding(days: 1)
      hall.now = .at("\(tomorrow)T00:00:30")
      try await hall.ask(.timePasses)
    }
  }

  /// The last checkpoint as somebody takes it home.
  static func carry(_ hall: HallInTest) throws -> LogEvidence.Carried {
    let last = try #require(try HallData(hall.folder).checkpoints().first)
    return LogEvidence.Carried(
      name: "\(last.day).txt", checkpoint: try Checkpoint(file: last.file))
  }
}

extension StoreOptions {
  static func signing(_ key: CheckpointKey) -> StoreOptions {
    var options = StoreOptions.quiet
    options.checkpointKey = key
    return options
  }
}
