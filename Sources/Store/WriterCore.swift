internal import Dossiers
internal import GRDB
internal import Ticketing

/// What the writer knows and may touch: the connection, the ledger, the keys.
///
/// `@unchecked Sendable`: made and loaded by `HallStore.open` before the writer's thread
/// starts, and from then on used by that thread alone.
final class WriterCore: @unchecked Sendable {
  let pool: DatabasePool
  let options: StoreOptions
  private(set) var ledger: Ledger
  private(set) var keys: IdempotencyKeys
  /// In a box, because a plan is some twenty references and is handed on with every command.
  private(set) var planned: Planned
  /// The second at which what is due by time was looked for last.
  var lastLookAtTime: Int64?
  /// Set when the outcome of a write beside the hall is unknown; the writer then ends.
  var fatal: StoreFailure?
  /// Pages in the write-ahead log since it last went into the database, estimated.
  private var pagesAhead = 0

  init(pool: DatabasePool, identity: HallIdentity, plan: HallPlan, options: StoreOptions) throws {
    self.pool = pool
    self.options = options
    planned = Planned(plan)
    (ledger, keys) = try pool.writeWithoutTransaction { db in
      (try Ledger(db, identity: identity), try IdempotencyKeys(db))
    }
  }

  /// The plan by which the next command is decided.
  var plan: HallPlan {
    get { planned.plan }
    set {
      planned = Planned(newValue)
      lastLookAtTime = nil
    }
  }

  /// Runs this in one transaction; afterwards it is on disk, or nothing of it is true here.
  ///
  /// - Throws: `Undone`, which says what is known about the disk.
  func transaction<T>(_ body: (Database) throws -> T) throws(Undone) -> T {
    do {
      return try pool.writeWithoutTransaction { db in
        do {
          try db.beginTransaction(.immediate)
          let before = ledger.lastSeq
          let result = try body(db)
          try db.commit()
          pagesAhead += 5 + Int(ledger.lastSeq - before) / 3
          return result
        } catch {
          if db.isInsideTransaction { try? db.rollback() }
          throw error
        }
      }
    } catch {
      throw undo(error)
    }
  }

  /// Throws the private state away and loads what is on disk.
  private func undo(_ error: any Error) -> Undone {
    let undone = Undone(error)
    if case .unknown = undone { return undone }
    do {
      try pool.writeWithoutTransaction { db in
        ledger = try Ledger(db, identity: ledger.identity)
        keys = try IdempotencyKeys(db)
      }
      lastLookAtTime = nil
      return undone
    } catch {
      if case .unknown(let failure) = Undone(error), failure.code == .damaged {
        return .unknown(failure)
      }
      return .unknown(
        StoreFailure(.database, "After a failed transaction the log cannot be read: \(error)."))
    }
  }

  /// Whether it is worth bringing the write-ahead log into the database when nobody waits.
  var hasGrown: Bool { pagesAhead > options.checkpointPages }

  /// Brings the write-ahead log into the database when it has grown, best while nobody waits.
  ///
  /// Done here and not by SQLite inside the commit, so that no answer waits for it and its
  /// errors are seen. A full disk is no harm: the write-ahead log goes on.
  func checkpointIfGrown(isIdle: Bool) throws(StoreFailure) {
    guard pagesAhead > options.checkpointPages * (isIdle ? 1 : 4) else { return }
    do {
      try pool.writeWithoutTransaction { db in
        _ = try db.checkpoint(.passive)
      }
      pagesAhead = 0
    } catch {
      if case .unknown(let failure) = Undone(error) { throw failure }
      pagesAhead = 0
    }
  }
}

/// A plan that is handed on without being copied.
final class Planned: Sendable {
  let plan: HallPlan

  init(_ plan: HallPlan) { self.plan = plan }
}

/// Why a transaction did not end well, and what is known about the disk.
enum Undone: Error {
  /// Definitely not on disk; the private state has been loaded again.
  case nothingWritten(StoreError)
  /// Perhaps on disk; only a new start can tell.
  case unknown(StoreFailure)

  init(_ error: any Error) {
    if let damage = error as? StoreFailure ?? StoreFailure(damageIn: error) {
      self = .unknown(damage.withRemedy)
      return
    }
    guard let error = error as? DatabaseError else {
      self =
        (error as? StoreError).map { .nothingWritten($0) }
        ?? .unknown(StoreFailure(.database, "The log could not be written: \(error)."))
      return
    }
    switch error.resultCode {
    case .SQLITE_FULL: self = .nothingWritten(.diskFull)
    case .SQLITE_BUSY: self = .nothingWritten(.busy)
    case .SQLITE_CONSTRAINT: self = .nothingWritten(.conflict)
    default:
      self = .unknown(
        StoreFailure(
          .database,
          "The log could not be written (SQLite \(error.extendedResultCode.rawValue), "
            + "\(error.message ?? "no message")). What was asked last may or may not be on disk; "
            + "the next start will tell."))
    }
  }

  var answer: StoreError {
    switch self {
    case .nothingWritten(let error): error
    case .unknown: .unknownOutcome
    }
  }
}
