public import Dossiers
internal import GRDB
public import Ticketing

extension HallStore {
  /// What is known of the applicant of a dossier; that somebody looked is a row of the log.
  ///
  /// The row comes first: what cannot be recorded is not shown.
  public func personalData(
    ofDossier code: String, for actor: Actor, at moment: Moment
  ) async throws(StoreError) -> PersonalData? {
    try await write { core, db in
      guard let found = try PersonalTable.find(code, db) else { return nil }
      try core.ledger.append(.personalRead(dossier: code), by: actor, at: moment)
      return found
    }
  }

  /// Records that somebody was shown a dossier's details, before they are.
  public func noteReading(
    ofDossier code: String, by actor: Actor, at moment: Moment
  ) async throws(StoreError) {
    try await write { core, _ in
      try core.ledger.append(.personalRead(dossier: code), by: actor, at: moment)
    }
  }

  /// Erases what is known of an applicant, also from the write-ahead log; the chain stays whole.
  /// - Returns: whether there was anything.
  public func erasePersonalData(
    ofDossier code: String, by actor: Actor, at moment: Moment
  ) async throws(StoreError) -> Bool {
    let isErased = try await write { core, db in
      guard try PersonalTable.erase(code, db) else { return false }
      try core.ledger.append(.personalErased(dossier: code), by: actor, at: moment)
      return true
    }
    if isErased { await emptyFiles() }
    return isErased
  }

  /// Brings erased bytes out of the write-ahead log, and the log to nothing.
  ///
  /// Waits for no reader, so that issuing is not kept: with one there the next try succeeds. After so
  /// many tries the writer's own checkpoint does it.
  func emptyFiles(tries: Int = 20) async {
    for attempt in 1...tries {
      let isEmpty = try? await onWriter { core in core.emptyWriteAheadLog() }
      if isEmpty ?? true { return }
      try? await Task.sleep(for: .milliseconds(10 * attempt))
    }
  }

  /// Does something on the writer's thread outside of any transaction; keep it short.
  private func onWriter<T: Sendable>(
    _ body: @Sendable @escaping (WriterCore) -> T
  ) async throws(StoreError) -> T {
    let writer = writer
    return try await withCheckedContinuation {
      (reply: CheckedContinuation<Result<T, StoreError>, Never>) in
      let refusal = writer.queue.push(
        .write { core in
          reply.resume(returning: core.map { .success(body($0)) } ?? .failure(.stopped))
        })
      if let refusal { reply.resume(returning: .failure(refusal)) }
    }.get()
  }
}

extension WriterCore {
  /// Overwrites what the write-ahead log still holds of erased rows.
  ///
  /// - Returns: `false` when a reader was in the way.
  func emptyWriteAheadLog() -> Bool {
    do {
      try pool.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA busy_timeout = 0")
        defer { try? db.execute(sql: "PRAGMA busy_timeout = 5000") }
        _ = try db.checkpoint(.truncate)
      }
      return true
    } catch {
      if case .unknown(let failure) = Undone(error) { fatal = failure }
      return false
    }
  }
}
