public import Dossiers
internal import GRDB
public import Ticketing

/// The hall on disk: one log, one writer, and readers beside it.
///
/// A command is answered after its events, and all that follows from them, are durable.
/// Readers use connections of their own and never wait for the writer.
public final class HallStore: Sendable {
  let pool: DatabasePool
  let writer: Writer
  let subscribers = Subscribers()
  let accountChanges = AccountChanges()
  let folder: DataFolder
  let scrubbing = Scrubbing()
  private let lock: FolderLock

  /// Which hall the log belongs to.
  public let identity: HallIdentity
  /// Makes and checks the codes the public carries.
  public let tokens: PublicTokens
  /// When the log was last written to before this start; `nil` in a new one.
  public let lastRecorded: Moment?

  /// Opens the data folder, making it when there is none, and replays the present day.
  ///
  /// The folder is locked against any other process. The identity is compared with the log's
  /// first row, or written there in a new log at this moment of the wall clock. A failure says
  /// why the folder cannot be opened, as a sentence for the technician.
  public static func open(
    folder path: String, identity: HallIdentity, plan: HallPlan, at moment: Moment,
    options: StoreOptions = StoreOptions()
  ) throws(StoreFailure) -> HallStore {
    let folder = try DataFolder.open(path, on: options.disk)
    let lock = try FolderLock(folder)
    let secret = try folder.secretKey()
    do {
      let pool = try HallDatabase.open(folder, readers: options.readers)
      let last = try HallDatabase.identify(pool, identity, at: moment)
      let core = try WriterCore(pool: pool, identity: identity, plan: plan, options: options)
      let tokens = PublicTokens(
        key: secret, moves: core.ledger.seriesMoves.all.map(\.seq))
      if core.ledger.lastSeq == 1 { try core.recordEarlierAccounts(at: moment) }
      return HallStore(
        folder: folder, lock: lock, core: core, identity: identity, tokens: tokens,
        lastRecorded: last.map {
          Moment(microseconds: $0, utcOffsetSeconds: identity.utcOffsetSeconds)
        })
    } catch {
      throw HallDatabase.failure(error, folder)
    }
  }

  private init(
    folder: DataFolder, lock: FolderLock, core: WriterCore, identity: HallIdentity,
    tokens: PublicTokens, lastRecorded: Moment?
  ) {
    self.folder = folder
    self.lock = lock
    pool = core.pool
    self.identity = identity
    self.tokens = tokens
    self.lastRecorded = lastRecorded
    writer = Writer(core: core, subscribers: subscribers)
    writer.start()
  }

  deinit {
    // Nobody can ask any more; the writer finishes what waits and its thread ends.
    writer.queue.close()
  }

  /// Carries out a command; the answer comes after the commit is on disk.
  public func submit(_ request: HallRequest) async throws(StoreError) -> HallAnswer {
    let writer = writer
    return try await withCheckedContinuation { reply in
      if let refusal = writer.queue.push(
        .command(.hall(request, reply)))
      {
        reply.resume(returning: .failure(refusal))
      }
    }.get()
  }

  /// Carries out one batch of what waits, with one commit, on the caller's thread.
  ///
  /// Only for a store whose writer is `stepped`.
  /// - Returns: whether anything waited.
  @discardableResult
  package func step() -> Bool { writer.step() }

  /// Lets go of everything as a killed process does: nothing is written any more.
  ///
  /// Whoever waits is answered that the store has stopped. Only for a `stepped` writer.
  package func abandon() {
    writer.abandon()
    subscribers.close()
    lock.release()
  }

  /// Looks at the committed hall, on the writer's thread between two batches; keep it short.
  public func view<T: Sendable>(
    _ read: @Sendable @escaping (Hall, HallPlan) -> T
  ) async throws(StoreError) -> T {
    let writer = writer
    return try await withCheckedContinuation {
      (reply: CheckedContinuation<Result<T, StoreError>, Never>) in
      let refusal = writer.queue.push(
        .look { core in
          let result = core.map { read($0.ledger.hall, $0.plan) }
          reply.resume(returning: result.map { .success($0) } ?? .failure(.stopped))
        })
      if let refusal { reply.resume(returning: .failure(refusal)) }
    }.get()
  }

  /// The counters where an account may work now: its own, and where it sits in for somebody today.
  public func counters(of account: Account) -> [CounterID] {
    let satIn = writer.substitutions.counters(satInBy: account.name)
    return account.counters + satIn.filter { !account.counters.contains($0) }
  }

  /// The log's last sequence after each commit that a board may show; only the newest is kept.
  public func subscribe() -> AsyncStream<Int64> { subscribers.boards() }

  /// A sign after each commit that queued a slip; several may come as one.
  public func subscribePrintWork() -> AsyncStream<Void> { subscribers.printers() }

  /// Works by another plan from now on; the change is a row of the log.
  ///
  /// The fingerprint tells one configuration from another, such as the file's SHA-256.
  public func load(
    plan: HallPlan, fingerprint: String, by actor: Actor, at moment: Moment
  ) async throws(StoreError) {
    try await write { core, _ in
      try core.ledger.append(.configurationLoaded(fingerprint: fingerprint), by: actor, at: moment)
    } committed: { core in
      core.plan = plan
    }
  }

  /// Records that staff have compared the clock with the wall and a calendar.
  public func confirmClock(by actor: Actor, at moment: Moment) async throws(StoreError) {
    try await write { core, _ in try core.ledger.append(.clockConfirmed, by: actor, at: moment) }
  }

  /// Answers what waits, closes the files and gives the folder free.
  public func stop() async {
    await writer.stop()
    subscribers.close()
    lock.release()
  }

  /// Writes something in a transaction of its own on the writer's thread.
  func write<T: Sendable>(
    _ body: @Sendable @escaping (WriterCore, Database) throws -> T,
    committed: @Sendable @escaping (WriterCore) -> Void = { _ in }
  ) async throws(StoreError) -> T {
    let writer = writer
    let subscribers = subscribers
    return try await withCheckedContinuation {
      (reply: CheckedContinuation<Result<T, StoreError>, Never>) in
      let refusal = writer.queue.push(
        .write { core in
          guard let core else {
            reply.resume(returning: .failure(.stopped))
            return
          }
          do throws(Undone) {
            let before = core.ledger.lastSeq
            let result = try core.transaction { db in try body(core, db) }
            committed(core)
            reply.resume(returning: .success(result))
            subscribers.tell(
              Signs(movesBoards: core.ledger.lastSeq > before), last: core.ledger.lastSeq)
          } catch {
            if case .unknown(let failure) = error { core.fatal = failure }
            reply.resume(returning: .failure(error.answer))
          }
        })
      if let refusal { reply.resume(returning: .failure(refusal)) }
    }.get()
  }
}
