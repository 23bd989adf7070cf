import Dossiers
import FaultDisk
import GRDB
import Testing
import Ticketing

@testable import Store

/// One way of the store to the disk: what is there before, and what is done then.
struct StoragePath: Sendable, CustomTestStringConvertible {
  var name: String
  /// Brings the disk to where the path begins.
  var before: @Sendable (HallOnDisk) async throws -> Void
  /// What is under test; each of its operations is cut.
  var path: @Sendable (HallOnDisk) async throws -> Void
  /// What a technician does when the machine is back, before the hall is opened.
  var repair: @Sendable (HallOnDisk) throws -> Void = { _ in }

  /// Everything that is wrong once the machine is back and the hall open again.
  func wrongs(_ hall: HallOnDisk, stops: Bool = true) async -> [String] {
    do {
      try repair(hall)
    } catch {
      return ["not to be repaired: \(error)"]
    }
    return await hall.wrongs(stops: stops)
  }

  var testDescription: String { name }

  static let all = [
    StoragePath(name: "a new folder", before: { _ in }, path: { try $0.open() }),
    StoragePath(
      name: "the first day", before: stopped { try $0.open() },
      path: { hall in
        try hall.open()
        try await hall.issue()
      }),
    StoragePath(
      name: "numbers", before: stopped(aDay),
      path: { hall in
        try hall.open()
        for _ in 0..<4 { try await hall.issue() }
      }),
    StoragePath(
      name: "a batch", before: stopped(aDay),
      path: { hall in
        try hall.open()
        try await hall.issue(together: 6)
        try await hall.issue(together: 3)
      }),
    StoragePath(
      name: "a visit at a counter", before: stopped(aDay),
      path: { hall in
        try hall.open()
        try await hall.ask(.openCounter("2", officer: "tung"))
        try await hall.ask(.callNext("2"))
        try await hall.ask(.start("2"))
        try await hall.ask(.finish("2", .done))
      }),
    StoragePath(
      name: "an intake", before: stopped(aDay),
      path: { hall in
        try hall.open()
        let ticket = try await hall.ask(.callNext("1")).ticket
        try await hall.ask(
          .intake("1", ticket, .atCounter(hall.now)), personal: PersonalData(name: "Nguyễn Thị An"))
      }),
    StoragePath(
      name: "a dossier's acceptance", before: stopped(aDay),
      path: { hall in
        try hall.open()
        try await hall.ask(
          .acceptAtOnce(.whole(.paper)), of: .new(procedure: "dat-dai-cap-doi"),
          personal: PersonalData(name: "Nguyễn Thị An"))
      }),
    StoragePath(
      name: "a dossier's way",
      before: stopped { hall in
        try await aDay(hall)
        try await hall.ask(.acceptAtOnce(.whole()), of: .new(procedure: "dat-dai-cap-doi"))
      },
      path: { hall in
        try hall.open()
        let id = try hall.opened().dossiers(where: DossierFilter()).map(\.id)[0]
        for (command, role) in HallInTest.wholeWay {
          try await hall.ask(.carryOut(command), of: .id(id), by: role)
        }
      }),
    StoragePath(
      name: "a reminder",
      before: stopped { hall in
        try await aDay(hall)
        // Of some days ago, so that something has fallen due on the day itself.
        try await hall.ask(
          .acceptAtOnce(.whole()), of: .new(procedure: "dat-dai-cap-doi"),
          happenedAt: Moment.at("2026-02-26T08:00").civil)
      },
      path: { hall in
        try hall.open()
        for (dossier, item) in try hall.opened().dueDossiers(before: hall.now.civil) {
          try await hall.ask(.remind(item), of: .id(dossier), by: .hall)
        }
      }),
    StoragePath(
      name: "the states of a slip", before: stopped(aDay),
      path: { hall in
        try hall.open()
        guard let job = try await hall.issue().job?.id else { return }
        try await hall.ask(.slip(job, .sending(printer: "entrance")))
        try await hall.ask(.slip(job, .printed(printer: "entrance")))
      }),
    StoragePath(
      name: "the write-ahead log into the database", before: stopped(aDay),
      path: { hall in
        try hall.open()
        for _ in 0..<12 { try await hall.issue() }
      }),
    StoragePath(
      name: "a clean stop", before: { hall in try await aDay(hall) },
      path: { hall in
        try hall.open()
        try await hall.issue()
        try await hall.stop()
        try hall.open()
      }),
    StoragePath(
      name: "a start after a crash",
      before: { hall in
        try await aDay(hall)
        for _ in 0..<3 { try await hall.issue() }
        hall.loseThePower()
      },
      path: { hall in
        try hall.open()
        try await hall.issue()
      }),
    StoragePath(
      name: "a backup", before: stopped(aDay),
      path: { hall in
        try hall.open()
        let store = try hall.opened()
        let report = try await hall.driven { try await store.backup(to: "/data/backup") }
        hall.made(.backup("/data/backup", rows: report.rows))
        try await hall.issue()
      }),
    StoragePath(
      name: "a restore",
      before: { hall in
        try await aDay(hall)
        try await hall.stop()
        _ = try HallData(HallOnDisk.folder, on: hall.disk).backup(to: "/data/backup")
        for file in ["hall.sqlite", "hall.sqlite-wal", "secret.key"] {
          try hall.disk.removeIfThere("\(HallOnDisk.folder)/\(file)")
        }
        try hall.disk.syncNames(of: HallOnDisk.folder)
      },
      path: { hall in
        let report = try HallData.restore(
          from: "/data/backup", to: HallOnDisk.folder, on: hall.disk)
        hall.made(.restored(rows: report.rows))
        try hall.open()
      },
      repair: { hall in
        // A restore that was not reported is begun again; a whole one is not done twice.
        if hall.disk.exists("\(HallOnDisk.folder)/hall.sqlite") { return }
        _ = try HallData.restore(from: "/data/backup", to: HallOnDisk.folder, on: hall.disk)
      }),
    StoragePath(
      name: "accounts", before: stopped(aDay),
      path: { hall in
        let account = Account(name: "lan", role: "officer", counters: [], passwordHash: "*")
        try HallData.put(account, in: HallOnDisk.folder, on: hall.disk, by: .test, at: hall.now)
        hall.made(.account("lan"))
        try hall.open()
        try await hall.put("tung")
      }),
    StoragePath(
      name: "a new release's tables",
      before: { hall in
        let folder = try DataFolder.open(HallOnDisk.folder, on: hall.disk)
        let pool = try DatabasePool(path: folder.sqlitePath)
        try Schema.migrator.migrate(pool, upTo: "1 log and projections")
        try pool.close()
      },
      path: { try $0.open() }),
  ]

  /// Two counters open, two numbers, one called; the first counter is free.
  @Sendable static func aDay(_ hall: HallOnDisk) async throws {
    try hall.open()
    try await hall.issue()
    try await hall.ask(.openCounter("1", officer: "an"))
    try await hall.issue()
  }

  static func stopped(
    _ body: @escaping @Sendable (HallOnDisk) async throws -> Void
  ) -> @Sendable (HallOnDisk) async throws -> Void {
    { hall in
      try await body(hall)
      try await hall.stop()
    }
  }
}

extension StoragePath {
  /// The disk on which a path begins, and how many operations the path has.
  func prepare(seed: UInt64) async throws -> (HallOnDisk, FaultDisk, operations: Int) {
    let hall = HallOnDisk(FaultDisk(seed: seed), name: "before")
    try await before(hall)
    hall.die()
    let whole = HallOnDisk(hall.disk.copy(seed: seed), name: "whole")
    try await self.path(whole)
    let operations = whole.disk.operations
    whole.die()
    return (hall, hall.disk, operations)
  }

  /// Walks a path on a copy of the disk, until it ends or a fault ends it.
  ///
  /// - Returns: the hall as it is then, with what it has promised before and on the way.
  func walk(
    on disk: FaultDisk, promised: [HallOnDisk.Promise], seed: UInt64,
    _ fault: (FaultDisk) -> Void
  ) async -> (HallOnDisk, error: (any Error)?) {
    let hall = HallOnDisk(disk.copy(seed: seed), name: "walk")
    for promise in promised { hall.made(promise) }
    fault(hall.disk)
    do {
      try await self.path(hall)
      return (hall, nil)
    } catch {
      return (hall, error)
    }
  }
}
