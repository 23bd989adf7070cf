import Dossiers
import Foundation
import GRDB
import Synchronization
import Testing
import Ticketing

@testable import Store

/// A data folder that lives as long as a test, and the hall in it.
final class HallInTest {
  let folder: String
  var plan: HallPlan
  var options = StoreOptions()
  var now: Moment
  private(set) var store: HallStore

  static let identity = HallIdentity(centre: "Trung tâm thử", hall: "Sảnh 1")

  /// Opens on Monday 2 March 2026 at eight o'clock unless told otherwise.
  init(
    plan: HallPlan = .test, at time: String = "2026-03-02T08:00", folder: String? = nil,
    options: StoreOptions = .quiet
  ) throws {
    self.folder = folder ?? Self.freshFolder()
    self.plan = plan
    self.options = options
    now = .at(time)
    store = try HallStore.open(
      folder: self.folder, identity: Self.identity, plan: plan, at: now, options: options)
  }

  deinit {
    if options.disk is RealDisk { try? FileManager.default.removeItem(atPath: folder) }
  }

  static func freshFolder() -> String {
    FileManager.default.temporaryDirectory.path + "/halld-store-\(UUID().uuidString)"
  }

  /// Stops the store and opens the folder again, as a restart of the daemon does.
  func restart() async throws {
    await store.stop()
    try reopen()
  }

  func reopen() throws {
    store = try HallStore.open(
      folder: folder, identity: Self.identity, plan: plan, at: now, options: options)
  }

  @discardableResult
  func ask(
    _ command: HallCommand, by actor: Ticketing.Actor = .test, key: IdempotencyKey? = nil,
    typedText: String? = nil, personal: PersonalData? = nil
  ) async throws(StoreError) -> HallAnswer {
    try await store.submit(
      HallRequest(
        command, by: actor, at: now, key: key, typedText: typedText, personal: personal))
  }

  /// Takes a number.
  @discardableResult
  func issue(
    _ errand: ErrandID = "dat-dai", priority: PriorityID? = nil, key: IdempotencyKey? = nil
  ) async throws(StoreError) -> HallAnswer {
    try await ask(.issue(TicketRequest(errand: errand, priority: priority)), key: key)
  }

  func wait(seconds: Int) { now = now.adding(seconds: seconds) }

  /// The hall as the writer has it.
  func hall() async throws -> Hall { try await store.view { hall, _ in hall } }

  func count(_ table: String) throws -> Int {
    try store.pool.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? -1 }
  }

  /// Does to the files what only a fault or a forger does: with the store stopped.
  func tamper(_ change: @escaping @Sendable (Database) throws -> Void) throws {
    let queue = try DatabaseQueue(path: options.disk.sqlitePath(folder + "/hall.sqlite"))
    try queue.write { db in
      try db.execute(
        sql: "DROP TRIGGER log_is_not_changed; DROP TRIGGER log_is_not_deleted")
      try change(db)
    }
    try queue.close()
  }
}

extension StoreOptions {
  /// Records a fatal failure instead of ending the test.
  static var quiet: StoreOptions {
    var options = StoreOptions()
    options.onFatal = { _ in }
    return options
  }

  /// The same on a disk in memory.
  static func on(_ disk: any Disk) -> StoreOptions {
    var options = quiet
    options.disk = disk
    return options
  }
}

/// Something a closure of another thread notes down.
final class Notes<T: Sendable>: Sendable {
  private let values = Mutex<[T]>([])

  func add(_ value: T) { values.withLock { $0.append(value) } }
  var all: [T] { values.withLock { $0 } }
}

extension Ticketing.Actor {
  static let test = Ticketing.Actor("officer:test")
}

extension Moment {
  static func at(_ text: String) -> Moment {
    guard let civil = CivilMoment(text) else { preconditionFailure("not a moment: \(text)") }
    return Moment(civil, utcOffsetSeconds: 25_200)
  }
}

func day(_ text: String) -> CivilDate {
  guard let date = CivilDate(text) else { preconditionFailure("not a date: \(text)") }
  return date
}

/// A small repeatable generator (SplitMix64), so that a failing seed can be pasted.
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
