internal import Foundation
internal import GRDB
internal import Synchronization
internal import Ticketing

/// The one thread that writes: it drains the queue into a transaction, commits, then answers.
///
/// A thread of its own, because a commit waits for the disk and the shared pool has only as many
/// threads as the machine has cores.
final class Writer: Sendable {
  let queue: WriterQueue
  private let core: WriterCore
  private let subscribers: Subscribers
  private let ended = DispatchGroup()
  /// Set once nothing is written any more.
  private let isOver = Mutex(false)
  /// Who sits in for whom, as of the last commit.
  private let satIn: Mutex<[Substitution]>
  private let seen = Mutex((lastCommit: Duration.zero, isDiskFull: false))

  init(core: WriterCore, subscribers: Subscribers) {
    self.core = core
    self.subscribers = subscribers
    queue = WriterQueue(limit: core.options.queueLimit)
    satIn = Mutex(core.ledger.hall.substitutions)
  }

  /// Starts the thread, unless the writer is stepped.
  func start() {
    guard hasThread else { return }
    ended.enter()
    let thread = Thread { [self] in
      run()
      ended.leave()
    }
    thread.name = "halld.writer"
    thread.stackSize = 2 << 20
    thread.start()
  }

  var hasThread: Bool { core.options.writer == .thread }

  /// Who sits in for whom today; asked with every request of staff, so it waits for no batch.
  var substitutions: [Substitution] { satIn.withLock { $0 } }

  /// How long the last commit took, and whether the disk was full at the last attempt.
  var state: (lastCommit: Duration, isDiskFull: Bool) { seen.withLock { $0 } }

  /// Returns once everything that waited has been answered and the files are closed.
  func stop() async {
    queue.close()
    if !hasThread {
      while step() {}
      return close()
    }
    await withCheckedContinuation { continuation in
      ended.notify(queue: .global()) { continuation.resume() }
    }
  }

  private func run() {
    while let work = queue.take(most: core.options.batchLimit, patience: patience) {
      guard carriedOut(work, isIdle: work.isEmpty) else { return }
    }
    close()
  }

  /// One batch on the caller's thread; whether there was one.
  func step() -> Bool {
    precondition(!hasThread, "a writer with a thread of its own is stepped")
    guard let work = queue.takeNow(most: core.options.batchLimit) else { return false }
    _ = carriedOut(work, isIdle: queue.count == 0)
    return true
  }

  /// Answers whoever waits, and leaves the files to whoever opens them next.
  func abandon() {
    precondition(!hasThread, "a writer with a thread of its own is abandoned")
    isOver.withLock { $0 = true }
    refuseAll()
  }

  /// Carries out a batch; after a failure that only a new start can judge, everything has ended.
  private func carriedOut(_ work: [Work], isIdle: Bool) -> Bool {
    do throws(StoreFailure) {
      try carryOut(work)
      try core.checkpointIfGrown(isIdle: isIdle)
      return true
    } catch {
      end(with: error)
      return false
    }
  }

  private func close() {
    let isFirst = isOver.withLock { isOver in
      defer { isOver = true }
      return !isOver
    }
    guard isFirst else { return }
    // What stays in the write-ahead log is read at the next start; an error here loses nothing.
    try? core.pool.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
    try? core.pool.close()
  }

  /// A pause this long is used to bring the write-ahead log into the database.
  private var patience: DispatchTimeInterval? {
    core.hasGrown ? .milliseconds(20) : nil
  }

  /// Answers whoever still waits, and has the process ended: only a new start can tell what
  /// the disk has.
  private func end(with failure: StoreFailure) {
    isOver.withLock { $0 = true }
    refuseAll()
    core.options.onFatal(failure)
  }

  /// Takes nothing more, and answers what waits with `stopped`.
  private func refuseAll() {
    queue.close()
    while let work = queue.takeNow(most: core.options.batchLimit) {
      for piece in work {
        switch piece {
        case .command(let pending): pending.refuse(.stopped)
        case .look(let look): look(nil)
        case .write(let write): write(nil)
        }
      }
    }
  }

  private func carryOut(_ work: [Work]) throws(StoreFailure) {
    var commands: [PendingCommand] = []
    for case .command(let pending) in work { commands.append(pending) }
    var fatal: StoreFailure?
    if !commands.isEmpty { fatal = commit(commands) }
    for piece in work {
      switch piece {
      case .command: break
      case .look(let look): look(fatal == nil ? core : nil)
      case .write(let write): write(fatal == nil ? core : nil)
      }
    }
    fatal = fatal ?? core.fatal
    if let fatal { throw fatal }
  }

  /// One transaction for all of them; everybody is answered after it is on disk.
  private func commit(_ commands: [PendingCommand]) -> StoreFailure? {
    let clock = ContinuousClock()
    let started = clock.now
    let before = core.ledger.lastSeq
    do throws(Undone) {
      let answers = try core.transaction { db in
        let answers = try commands.map { try $0.carriedOut(by: core, db) }
        if core.ledger.lastSeq > before { try core.keys.forgetSome(db) }
        return answers
      }
      let duration = clock.now - started
      seen.withLock { $0 = (duration, false) }
      let substitutions = core.ledger.hall.substitutions
      satIn.withLock { if $0 != substitutions { $0 = substitutions } }
      for answer in answers { answer() }
      subscribers.tell(core.ledger.takeSigns(), last: core.ledger.lastSeq)
      return nil
    } catch {
      // One command that the tables refuse shall not take its neighbours with it.
      if case .nothingWritten(.conflict) = error, commands.count > 1 {
        for command in commands {
          if let fatal = commit([command]) { return fatal }
        }
        return nil
      }
      if case .nothingWritten(.diskFull) = error { seen.withLock { $0.isDiskFull = true } }
      for command in commands { command.refuse(error.answer) }
      if case .unknown(let failure) = error { return failure }
      return nil
    }
  }
}
