internal import GRDB
internal import Synchronization

/// A connection for a look that takes minutes and ends at once when nobody waits for it any more.
///
/// A connection of its own, because SQLite interrupts all that a connection does.
final class LongLook: Sendable {
  private let folder: DataFolder
  private let state = Mutex<(reader: DatabaseQueue?, isOver: Bool)>((nil, false))

  init(_ folder: DataFolder) { self.folder = folder }

  /// Reads one state of the database; several reads let the write-ahead log be emptied between them.
  ///
  /// - Throws: `CancellationError` or SQLite's interruption once the look is over.
  func read<T>(_ body: (Database) throws -> T) throws -> T {
    try reader().read(body)
  }

  func end() {
    let reader = state.withLock { state in
      state.isOver = true
      return state.reader
    }
    reader?.interrupt()
  }

  private func reader() throws -> DatabaseQueue {
    try state.withLock { state in
      if state.isOver { throw CancellationError() }
      if let reader = state.reader { return reader }
      let reader = try HallDatabase.openForReading(folder)
      state.reader = reader
      return reader
    }
  }
}

extension HallStore {
  /// Looks at very much on a thread of its own, so that no request waits for it and no stop either.
  func lookAside<T: Sendable>(
    isUrgent: Bool = true, _ body: @Sendable @escaping (LongLook) throws -> T
  ) async throws(StoreFailure) -> T {
    let look = LongLook(folder)
    let outcome: Result<T, StoreFailure> = await withTaskCancellationHandler {
      do throws(StoreFailure) {
        return .success(try await aside(isUrgent: isUrgent) { try body(look) })
      } catch {
        return .failure(error)
      }
    } onCancel: {
      look.end()
    }
    return try outcome.get()
  }
}
