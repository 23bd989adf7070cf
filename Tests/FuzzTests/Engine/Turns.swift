import Foundation
import Synchronization

/// Lets three fuzzers run at a time, each on a thread of its own.
///
/// The threads that async code shares stay free; and ten seconds are ten seconds, however many
/// parsers there are.
enum Turns {
  private struct State {
    // The counters are one process's: where branches are counted, one at a time.
    var free = Coverage.isCounting ? 1 : 3
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private static let state = Mutex(State())

  static func take<T: Sendable>(_ work: @Sendable @escaping () -> T) async -> T {
    await withCheckedContinuation { continuation in
      let isFree = state.withLock { state in
        guard state.free > 0 else {
          state.waiting.append(continuation)
          return false
        }
        state.free -= 1
        return true
      }
      if isFree { continuation.resume() }
    }
    defer {
      let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
        guard !state.waiting.isEmpty else {
          state.free += 1
          return nil
        }
        return state.waiting.removeFirst()
      }
      next?.resume()
    }
    return await aside(work)
  }

  /// Work on a thread of its own, at once.
  static func aside<T: Sendable>(_ work: @Sendable @escaping () -> T) async -> T {
    await withCheckedContinuation { continuation in
      let thread = Thread { continuation.resume(returning: work()) }
      // Smaller than what a request has in the daemon: depth shows early.
      thread.stackSize = 1 << 20
      thread.start()
    }
  }
}
