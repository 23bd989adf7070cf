internal import Synchronization

/// Whoever wants to know that something was committed: boards, printers.
///
/// A slow listener misses intermediate values and gets the newest; nobody is waited for.
final class Subscribers: Sendable {
  private struct State {
    var next = 0
    var boards: [Int: AsyncStream<Int64>.Continuation] = [:]
    var printers: [Int: AsyncStream<Void>.Continuation] = [:]
    var isClosed = false
  }

  private let state = Mutex(State())

  /// The last sequence after each commit that a board may show.
  func boards() -> AsyncStream<Int64> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: Int64.self, bufferingPolicy: .bufferingNewest(1))
    add(continuation, at: \.boards)
    return stream
  }

  /// A sign after each commit that queued a slip.
  func printers() -> AsyncStream<Void> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: Void.self, bufferingPolicy: .bufferingNewest(1))
    add(continuation, at: \.printers)
    return stream
  }

  /// Tells those whom the last commit concerns.
  func tell(_ signs: Signs, last: Int64) {
    let (movesBoards, queuesSlip) = (signs.movesBoards, signs.queuesSlip)
    guard movesBoards || queuesSlip else { return }
    let (boards, printers) = state.withLock { state in
      (
        movesBoards ? Array(state.boards.values) : [],
        queuesSlip ? Array(state.printers.values) : []
      )
    }
    for board in boards { board.yield(last) }
    for printer in printers { printer.yield() }
  }

  func close() {
    let (boards, printers) = state.withLock { state in
      state.isClosed = true
      defer {
        state.boards = [:]
        state.printers = [:]
      }
      return (Array(state.boards.values), Array(state.printers.values))
    }
    for board in boards { board.finish() }
    for printer in printers { printer.finish() }
  }

  private func add<T>(
    _ continuation: AsyncStream<T>.Continuation,
    at place: any WritableKeyPath<State, [Int: AsyncStream<T>.Continuation]> & Sendable
  ) {
    let number = state.withLock { state -> Int? in
      guard !state.isClosed else { return nil }
      state.next += 1
      state[keyPath: place][state.next] = continuation
      return state.next
    }
    guard let number else {
      continuation.finish()
      return
    }
    continuation.onTermination = { [weak self] _ in
      self?.state.withLock { state in _ = state[keyPath: place].removeValue(forKey: number) }
    }
  }
}

/// Whom a transaction concerns.
struct Signs: Sendable {
  var movesBoards = false
  var queuesSlip = false
}
