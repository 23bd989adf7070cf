internal import Dossiers
internal import Synchronization

/// Locks signing in after wrong passwords, longer each time.
///
/// Counted by account and address: whoever tries from elsewhere locks nobody out of the hall. Over
/// all addresses an account is only watched: while many try it, an address that has not signed in
/// to it before has one try instead of several before it waits. The right password is therefore
/// never refused at a first try, wherever it comes from.
final class SignInGuard: Sendable {
  /// Seconds of the first lock-out, the second, and so on; the last one repeats.
  static let delays = [60, 120, 240, 480, 900]
  /// Wrong passwords of one account in an hour, over all addresses, from which on it is watched.
  static let watchedFrom = 30

  private struct Key: Hashable {
    let account: String
    let address: String
  }

  private struct Count {
    var failures = 0
    var lockOuts = 0
    /// Microseconds.
    var last: Int64 = 0
    var lockedUntil: Int64 = 0
  }

  private struct State {
    var counts: [Key: Count] = [:]
    /// Where an account has signed in since the start.
    var known: Set<Key> = []
  }

  /// Wrong passwords before the first lock-out.
  private let free: Int
  private let mostNames: Int
  private let overall: SlidingWindow
  private let state = Mutex(State())

  init(free: Int, mostNames: Int = 20_000) {
    self.free = free
    self.mostNames = mostNames
    overall = SlidingWindow(limit: Self.watchedFrom, seconds: 3_600, mostNames: mostNames)
  }

  /// The seconds this address has to wait before it may try this account; `nil` when none.
  func wait(_ account: String, _ address: String, at now: Moment) -> Int? {
    state.withLock { state in
      let until = state.counts[Key(account: account, address: address)]?.lockedUntil ?? 0
      guard until > now.microseconds else { return nil }
      return Int((until - now.microseconds + 999_999) / 1_000_000)
    }
  }

  /// Counts a wrong password; returns the seconds of a lock-out that begins with it.
  func failed(_ account: String, _ address: String, at now: Moment) -> Int? {
    let isWatched = overall.take(account, at: now) != nil
    return state.withLock { state in
      let key = Key(account: account, address: address)
      if state.counts[key] == nil, state.counts.count >= mostNames { makeRoom(&state, at: now) }
      var count = state.counts[key] ?? Count()
      let quiet = now.microseconds - max(count.last, count.lockedUntil)
      // An hour's peace forgives the lock-outs, a quarter of it the failures that led to none.
      if quiet > 3_600_000_000 { count = Count() }
      if quiet > 900_000_000, count.lockOuts == 0 { count.failures = 0 }
      count.failures += 1
      count.last = now.microseconds
      let allowed = isWatched && !state.known.contains(key) ? 1 : free
      var seconds: Int?
      if count.failures >= allowed || count.lockOuts > 0 {
        let delay = Self.delays[min(count.lockOuts, Self.delays.count - 1)]
        count.lockOuts += 1
        count.lockedUntil = now.microseconds + Int64(delay) * 1_000_000
        seconds = delay
      }
      state.counts[key] = count
      return seconds
    }
  }

  func succeeded(_ account: String, _ address: String) {
    state.withLock { state in
      let key = Key(account: account, address: address)
      state.counts[key] = nil
      if state.known.count >= mostNames { state.known = [] }
      state.known.insert(key)
    }
  }

  /// Those that are locked stay the longest; a flood of names may free even them, not the memory.
  private func makeRoom(_ state: inout State, at now: Moment) {
    state.counts = state.counts.filter { $0.value.lockedUntil > now.microseconds }
    if state.counts.count >= mostNames { state.counts = [:] }
  }
}
