import Foundation

/// A moment after which waiting for the world is a failure.
struct Deadline: Sendable {
  private let end: ContinuousClock.Instant

  static func within(_ limit: Duration) -> Deadline {
    Deadline(end: ContinuousClock.now + limit)
  }

  var isOver: Bool { ContinuousClock.now >= end }

  /// Whole milliseconds left, as `poll(2)` takes them; at least 0.
  var milliseconds: Int32 {
    let left = ContinuousClock.now.duration(to: end)
    return Int32(clamping: max(0, Int64(left / .milliseconds(1))))
  }

  /// Looks every millisecond until there is a value, or time is up.
  func first<T>(_ look: () throws -> T?) rethrows -> T? {
    while true {
      if let value = try look() { return value }
      if isOver { return nil }
      usleep(1_000)
    }
  }
}

/// What a scenario could not do, with what the daemon said meanwhile.
struct Trouble: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// Runs blocking work on a thread of its own, so that other tests keep theirs.
func onThread<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
  }
}

/// Runs `count` blocking workers at once and waits for all of them.
func atOnce<T: Sendable>(
  _ count: Int, _ work: @escaping @Sendable (Int) throws -> T
) async throws -> [T] {
  try await withThrowingTaskGroup(of: (Int, T).self) { group in
    for number in 0..<count {
      group.addTask { (number, try await onThread { try work(number) }) }
    }
    var results: [(Int, T)] = []
    for try await result in group { results.append(result) }
    return results.sorted { $0.0 < $1.0 }.map(\.1)
  }
}
