import Dossiers
import Foundation
import GRDB
import Testing
import Ticketing

@testable import Store

/// A machine is lost; a spare one goes on from a backup without giving anything twice.
@Suite struct `A spare machine` {
  @Test func `no number, dossier code or token of the lost machine is given again`() async throws {
    let lost = try HallInTest()
    let kept = try await Self.day(lost)
    let file = lost.folder + "-backup.sqlite"
    defer { Self.remove(file) }
    _ = try await lost.store.backup(to: file)
    lost.wait(seconds: 600)
    let gone = try await Self.day(lost)

    let spare = try Self.restore(file, ahead: 50, at: lost.now.adding(seconds: 60))
    let again = try await Self.day(spare)
    #expect(Set(gone.labels).isDisjoint(with: again.labels), "\(gone.labels) \(again.labels)")
    #expect(Set(gone.codes).isDisjoint(with: again.codes), "\(gone.codes) \(again.codes)")
    #expect(again.labels == ["A053", "A054"])
    #expect(again.codes == ["000.00.12.H35-260302-0053", "000.00.12.H35-260302-0054"])
    for token in kept.tokens { #expect(spare.store.tokens.ticket(of: token) != nil) }
    for token in gone.tokens {
      let found = try spare.store.tokens.ticket(of: token).flatMap { try spare.store.ticket($0) }
      #expect(found == nil, "a lost slip opens nobody's ticket")
    }
    for token in again.tokens { #expect(spare.store.tokens.ticket(of: token) != nil) }
    #expect(try await spare.store.verifyLog().isWhole)
    #expect(try await spare.store.checkRebuild().isClean)

    try await spare.restart()
    #expect(try await spare.issue().visit?.label == "A055", "also after a restart")
    #expect(spare.store.tokens.ticket(of: again.tokens[0]) != nil)
    let row = try #require(
      try spare.store.events(after: 0).first { $0.kind == "series.moved" })
    #expect(row.body == #"{"ahead":50,"day":"2026-03-02"}"#)
    #expect(row.actor == Actor("cli:technician"))
  }

  @Test func `without moving on, all of it would be given a second time`() async throws {
    let lost = try HallInTest()
    _ = try await Self.day(lost)
    let file = lost.folder + "-backup.sqlite"
    defer { Self.remove(file) }
    _ = try await lost.store.backup(to: file)
    lost.wait(seconds: 600)
    let gone = try await Self.day(lost)
    let spare = try Self.restore(file, ahead: nil, at: lost.now)
    #expect(try await Self.day(spare) == gone)
  }

  @Test func `a backup of yesterday opens today, moves its numbers, and tomorrow begins anew`()
    async throws
  {
    let lost = try HallInTest(at: "2026-03-02T16:00")
    _ = try await Self.day(lost)
    let file = lost.folder + "-backup.sqlite"
    defer { Self.remove(file) }
    _ = try await lost.store.backup(to: file)
    let spare = try Self.restore(file, ahead: 50, at: .at("2026-03-03T09:00"))
    let today = try await Self.day(spare)
    #expect(today.labels == ["A051", "A052"])
    #expect(today.codes.map { $0.suffix(11) } == ["260303-0051", "260303-0052"])
    spare.now = .at("2026-03-04T08:00")
    let tomorrow = try await Self.day(spare)
    #expect(tomorrow.labels == ["A001", "A002"])
    #expect(tomorrow.codes.map { $0.suffix(11) } == ["260304-0001", "260304-0002"])
    #expect(try await spare.store.checkRebuild().isClean)
  }

  @Test func `numbers are not moved by a clock that stands elsewhere than the backup`()
    async throws
  {
    let lost = try HallInTest()
    try await lost.issue()
    let file = lost.folder + "-backup.sqlite"
    defer { Self.remove(file) }
    _ = try await lost.store.backup(to: file)
    for time in ["2026-03-02T07:00", "2026-03-01T12:00", "2026-09-02T08:00"] {
      let folder = HallInTest.freshFolder()
      defer { try? FileManager.default.removeItem(atPath: folder) }
      let failure = #expect(throws: StoreFailure.self) {
        try HallData.restore(
          from: file, to: folder, moving: SeriesMove(ahead: 50, at: .at(time), by: .test))
      }
      #expect(failure?.sentence.contains("Set the clock") == true, "\(time)")
      #expect(!Files.exists(folder + "/hall.sqlite") && !Files.exists(folder + "/hall.sqlite.new"))
    }
  }

  @Test func `the log of an older release is moved on too`() async throws {
    let old = HallInTest.freshFolder()
    defer { try? FileManager.default.removeItem(atPath: old) }
    try LogFixture(release: "0.1").load(into: old)
    let queue = try DatabaseQueue(path: old + "/hall.sqlite")
    try await queue.writeWithoutTransaction { db in
      try db.execute(
        sql: """
          PRAGMA journal_mode = DELETE; DROP TABLE series_moves;
          DELETE FROM grdb_migrations WHERE identifier = '2 series moved on'
          """)
    }
    try queue.close()
    let spare = try Self.restore(old + "/hall.sqlite", ahead: 50, at: .at("2026-03-03T12:00"))
    #expect(try await spare.issue().visit?.label == "A053")
    #expect(try await spare.store.verifyLog().isWhole)
  }

  // MARK: -

  private struct Day: Equatable {
    var labels: [String] = []
    var tokens: [String] = []
    var codes: [String] = []
  }

  /// Two numbers and two dossiers.
  private static func day(_ hall: HallInTest) async throws -> Day {
    var day = Day()
    for _ in 1...2 {
      let answer = try await hall.issue()
      day.labels.append(try #require(answer.visit?.label))
      day.tokens.append(hall.store.tokens.token(of: try #require(answer.ticket)))
      let intake = try await hall.ask(.intake(nil, nil, .atCounter(hall.now)))
      day.codes.append(try #require(intake.dossier?.accepted?.code.text))
    }
    return day
  }

  private static func restore(_ file: String, ahead: Int?, at moment: Moment) throws -> HallInTest {
    let folder = HallInTest.freshFolder()
    let move = ahead.map { SeriesMove(ahead: $0, at: moment, by: Actor("cli:technician")) }
    let report = try HallData.restore(from: file, to: folder, moving: move)
    #expect(report.movedDay == ahead.map { _ in moment.date })
    return try HallInTest(at: "\(moment.civil)", folder: folder)
  }

  private static func remove(_ file: String) {
    for path in [file, file + ".key"] { try? FileManager.default.removeItem(atPath: path) }
  }
}
