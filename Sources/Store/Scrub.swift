public import Dossiers
internal import Foundation
internal import GRDB
internal import Glibc
internal import Synchronization
internal import Ticketing

/// What is known of the whole log and the tables that follow from it.
public struct LogHealth: Sendable, Hashable {
  public enum Status: String, Sendable {
    /// Nobody has looked since the start.
    case unchecked
    case ok
    /// Something is not what was written; `problem` says what.
    case damaged
  }

  public var status = Status.unchecked
  /// When the last look over everything ended.
  public var checkedAt: Moment?
  /// The first thing found, as a sentence for the technician.
  public var problem: String?
}

extension HallStore {
  /// Looks over every page, the whole chain, and every row that follows from the log.
  ///
  /// On a thread of its own at the lowest priority, so that numbers are given as quickly as ever.
  /// What it finds stands in `health` until the next look. Cancelled, it ends at once and nothing
  /// has been found.
  /// - Parameter moment: when the look is made, for `LogHealth.checkedAt`.
  /// - Returns: what was found.
  @discardableResult
  public func scrub(at moment: Moment) async -> LogHealth {
    let problem: StoreFailure?
    do throws(StoreFailure) {
      problem = try await lookAside(isUrgent: false) { [identity] look in
        try Scrubbing.problem(seenBy: look, identity)
      }
    } catch {
      // A look that could not be made says nothing about the log, unless the log was why.
      guard error.code == .damaged else { return scrubbing.health }
      problem = error
    }
    return scrubbing.note(problem, at: moment)
  }
}

/// What has been found, by looking over everything or by meeting it.
final class Scrubbing: Sendable {
  private let found = Mutex(LogHealth())

  var health: LogHealth { found.withLock { $0 } }

  func note(_ problem: StoreFailure?, at moment: Moment) -> LogHealth {
    found.withLock { found in
      found = LogHealth(
        status: problem == nil ? .ok : .damaged, checkedAt: moment,
        problem: problem?.sentence)
      return found
    }
  }

  /// A reader has met damage.
  func met(_ failure: StoreFailure) {
    found.withLock { found in
      found.status = .damaged
      found.problem = failure.sentence
    }
  }

  /// The first thing that is wrong. Three reads, so that the write-ahead log can be emptied
  /// between them.
  static func problem(
    seenBy look: LongLook, _ identity: HallIdentity
  ) throws -> StoreFailure? {
    if let problem = try look.read(pages) { return problem }
    if let problem = try look.read({ db in try LogVerdict.walk(db) }).problem {
      return StoreFailure(.damaged, problem.sentence).withRemedy
    }
    let report = try look.read { db in try RebuildReport.check(db, identity: identity) }
    guard let difference = report.differences.first else { return nil }
    return StoreFailure(
      .damaged,
      "\(report.differenceCount) rows are not what the log says they are; the first: \(difference) "
        + "Stop the hall and run `halld log rebuild`.")
  }

  /// SQLite's own check of every page, table by table so that the table has a name.
  static func pages(_ db: Database) throws -> StoreFailure? {
    let tables = try String.fetchAll(
      db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rootpage")
    for table in tables {
      let answer = try String.fetchOne(db, sql: "PRAGMA integrity_check('\(table)')")
      guard answer == "ok" else {
        return StoreFailure(
          .damaged,
          "The table \(table) is damaged: "
            + "\((answer ?? "no answer").split(separator: "\n").joined(separator: " "))."
        )
        .withRemedy
      }
    }
    // And what belongs to no table: free pages, pages used twice.
    let answer = try String.fetchOne(db, sql: "PRAGMA integrity_check(1)")
    guard answer == "ok" else {
      return StoreFailure(.damaged, "The database is damaged: \(answer ?? "no answer").").withRemedy
    }
    return nil
  }

  /// Lets every other thread go first; the thread must end afterwards.
  static func becomeUnimportant() {
    // On Linux 0 is the calling thread.
    _ = setpriority(Int32(PRIO_PROCESS.rawValue), 0, 19)
  }
}
