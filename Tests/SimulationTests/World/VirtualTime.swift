/// The time of a simulated hall: it stands still until everybody waits, then jumps to the next wish.
///
/// `@unchecked Sendable`: touched by the simulation's own thread alone.
final class VirtualTime: @unchecked Sendable {
  private struct Wish {
    let at: Int64
    let number: Int
    let fulfil: () -> Void
  }

  /// Microseconds since the machine was built; never runs back.
  private(set) var monotonic: Int64 = 0
  /// Microseconds since 1970, as the machine's wall clock believes.
  var wall: Int64 { monotonic + wallAhead }
  /// Moves when somebody sets the clock.
  var wallAhead: Int64

  private var wishes: [Wish] = []
  private var cancelled: Set<Int> = []
  private var number = 0

  init(wall: Int64) {
    wallAhead = wall
  }

  /// Whole seconds since the machine was built.
  var seconds: Int { Int(monotonic / 1_000_000) }

  /// The same as the devices' own clock has it.
  var instant: ContinuousClock.Instant { Self.start + .microseconds(monotonic) }
  private static let start = ContinuousClock.now

  /// How many wait for a later moment.
  var waiting: Int { wishes.count { !cancelled.contains($0.number) } }

  /// Has something done later.
  @discardableResult
  func after(seconds: Int, _ fulfil: @escaping () -> Void) -> Int {
    after(microseconds: Int64(seconds) * 1_000_000, fulfil)
  }

  /// The same, for what people's hands do.
  func after(milliseconds: Int, _ fulfil: @escaping () -> Void) {
    _ = after(microseconds: Int64(milliseconds) * 1_000, fulfil)
  }

  /// Waits, or throws when the task is cancelled meanwhile.
  func sleep(_ duration: Duration) async throws {
    let (seconds, attoseconds) = duration.components
    let sleeper = Sleeper()
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        guard sleeper.fallAsleep(continuation) else { return }
        sleeper.wish = after(microseconds: seconds * 1_000_000 + attoseconds / 1_000_000_000_000) {
          sleeper.wake(nil)
        }
      }
    } onCancel: {
      if let wish = sleeper.wish { cancelled.insert(wish) }
      sleeper.wake(CancellationError())
    }
  }

  /// When the next wish is due, in microseconds of the monotonic clock.
  var next: Int64? {
    while !cancelled.isEmpty, let first = wishes.first, cancelled.remove(first.number) != nil {
      removeFirst()
    }
    return wishes.first?.at
  }

  /// Jumps to the next wish and fulfils it.
  func step() {
    guard let at = next else { return }
    monotonic = max(monotonic, at)
    removeFirst().fulfil()
  }

  /// Lets time pass in which nothing happens, such as a night.
  func pass(seconds: Int) {
    monotonic += Int64(seconds) * 1_000_000
  }

  /// The end of the world.
  func forget() {
    wishes = []
  }

  private func after(microseconds: Int64, _ fulfil: @escaping () -> Void) -> Int {
    number += 1
    insert(Wish(at: monotonic + max(0, microseconds), number: number, fulfil: fulfil))
    return number
  }

  // A heap by time, then by the order of asking.
  private func insert(_ wish: Wish) {
    wishes.append(wish)
    var child = wishes.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard isBefore(child, parent) else { return }
      wishes.swapAt(child, parent)
      child = parent
    }
  }

  @discardableResult
  private func removeFirst() -> Wish {
    wishes.swapAt(0, wishes.count - 1)
    let first = wishes.removeLast()
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < wishes.count && isBefore(child, least) { least = child }
      guard least != parent else { return first }
      wishes.swapAt(parent, least)
      parent = least
    }
  }

  private func isBefore(_ one: Int, _ other: Int) -> Bool {
    (wishes[one].at, wishes[one].number) < (wishes[other].at, wishes[other].number)
  }
}

/// A task that sleeps until its wish is fulfilled or it is cancelled.
///
/// `@unchecked Sendable`: as `VirtualTime`.
private final class Sleeper: @unchecked Sendable {
  var wish: Int?
  private var continuation: CheckedContinuation<Void, any Error>?
  private var isCancelled = false

  /// - Returns: false when it was cancelled before it lay down.
  func fallAsleep(_ continuation: CheckedContinuation<Void, any Error>) -> Bool {
    guard !isCancelled else {
      continuation.resume(throwing: CancellationError())
      return false
    }
    self.continuation = continuation
    return true
  }

  func wake(_ error: (any Error)?) {
    isCancelled = error != nil
    guard let continuation else { return }
    self.continuation = nil
    if let error { continuation.resume(throwing: error) } else { continuation.resume() }
  }
}
