internal import Dispatch
internal import GRDB
internal import Synchronization
internal import Ticketing

/// A request with the place where its answer goes.
enum PendingCommand: Sendable {
  case hall(HallRequest, CheckedContinuation<Result<HallAnswer, StoreError>, Never>)
  case dossier(DossierRequest, CheckedContinuation<Result<DossierAnswer, StoreError>, Never>)
  case dossiers(
    [DossierRequest],
    CheckedContinuation<Result<[Result<DossierAnswer, StoreError>], StoreError>, Never>)

  /// Carries the request out; what comes back gives its answer, after the commit.
  func carriedOut(by core: WriterCore, _ db: Database) throws -> @Sendable () -> Void {
    switch self {
    case .hall(let request, let reply):
      let result = try core.carryOut(request, db)
      return { reply.resume(returning: result) }
    case .dossier(let request, let reply):
      let result = try core.carryOut(request, db)
      return { reply.resume(returning: result) }
    case .dossiers(let requests, let reply):
      let results = try requests.map { try core.carryOut($0, db) }
      return { reply.resume(returning: .success(results)) }
    }
  }

  func refuse(_ error: StoreError) {
    switch self {
    case .hall(_, let reply): reply.resume(returning: .failure(error))
    case .dossier(_, let reply): reply.resume(returning: .failure(error))
    case .dossiers(_, let reply): reply.resume(returning: .failure(error))
    }
  }
}

/// What waits for the writer.
enum Work: Sendable {
  case command(PendingCommand)
  /// Looks at the committed hall between two batches.
  case look(@Sendable (WriterCore?) -> Void)
  /// Writes something beside the hall, in a transaction of its own.
  case write(@Sendable (WriterCore?) -> Void)
}

/// The one queue in front of the writer's thread: bounded, drained a batch at a time.
final class WriterQueue: Sendable {
  private struct State {
    var waiting: [Work] = []
    var isClosed = false
    var writerSleeps = false

    mutating func next(_ most: Int) -> [Work]? {
      if waiting.isEmpty { return nil }
      guard waiting.count > most else {
        defer { waiting = [] }
        return waiting
      }
      defer { waiting.removeFirst(most) }
      return Array(waiting[..<most])
    }
  }

  private let state = Mutex(State())
  private let wake = DispatchSemaphore(value: 0)
  private let limit: Int

  init(limit: Int) {
    self.limit = limit
  }

  var count: Int { state.withLock { $0.waiting.count } }

  /// Queues work, or says why not.
  func push(_ work: Work) -> StoreError? {
    let (refusal, mustWake) = state.withLock { state -> (StoreError?, Bool) in
      if state.isClosed { return (.stopped, false) }
      if state.waiting.count >= limit { return (.busy, false) }
      state.waiting.append(work)
      defer { state.writerSleeps = false }
      return (nil, state.writerSleeps)
    }
    if mustWake { wake.signal() }
    return refusal
  }

  /// Takes nothing more; what waits already is still carried out.
  func close() {
    let mustWake = state.withLock { state -> Bool in
      state.isClosed = true
      defer { state.writerSleeps = false }
      return state.writerSleeps
    }
    if mustWake { wake.signal() }
  }

  /// The next batch, at most `most` pieces, without waiting; `nil` when nothing waits.
  func takeNow(most: Int) -> [Work]? { state.withLock { $0.next(most) } }

  /// The next batch, at most `most` pieces; waits for one, and is `nil` when closed and empty.
  ///
  /// With a patience it is empty when nothing came in that time.
  func take(most: Int, patience: DispatchTimeInterval? = nil) -> [Work]? {
    let deadline = patience.map { DispatchTime.now() + $0 } ?? .distantFuture
    while true {
      let taken = state.withLock { state -> [Work]? in
        if let work = state.next(most) { return work }
        if state.isClosed { return nil }
        state.writerSleeps = true
        return []
      }
      guard let taken else { return nil }
      if !taken.isEmpty { return taken }
      if wake.wait(timeout: deadline) == .timedOut { return [] }
    }
  }
}
