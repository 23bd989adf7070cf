internal import Dossiers
internal import Synchronization

/// Counts what happens under a name in the last so many seconds, and says when it is too much.
///
/// Two counts a name, the present window's and the one before weighted by what of it still lies
/// in the last `seconds`: no list of moments, bounded memory whatever comes in.
final class SlidingWindow: Sendable {
  private struct Count {
    var window: Int64
    var present: Int
    var before: Int
  }

  let limit: Int
  private let seconds: Int64
  private let mostNames: Int
  private let counts = Mutex<[String: Count]>([:])

  /// Allows `limit` in any `seconds`.
  ///
  /// At most `mostNames` are remembered at a time; then those of earlier windows are forgotten,
  /// and if that is not enough, all.
  init(limit: Int, seconds: Int, mostNames: Int = 20_000) {
    self.limit = limit
    self.seconds = Int64(seconds)
    self.mostNames = mostNames
  }

  /// Counts one; returns the seconds to wait when it is one too many, which is not counted.
  func take(_ name: String, at now: Moment) -> Int? {
    counts.withLock { counts in
      var count = present(counts[name], at: now)
      if let wait = wait(count, at: now) {
        counts[name] = count
        return wait
      }
      if counts.count >= mostNames, counts[name] == nil { makeRoom(&counts, at: now) }
      count.present += 1
      counts[name] = count
      return nil
    }
  }

  /// The seconds to wait until one more is allowed; `nil` when it is now. Counts nothing.
  func wait(_ name: String, at now: Moment) -> Int? {
    counts.withLock { counts in wait(present(counts[name], at: now), at: now) }
  }

  private func window(_ now: Moment) -> Int64 { now.microseconds / (seconds * 1_000_000) }

  private func present(_ count: Count?, at now: Moment) -> Count {
    let window = window(now)
    guard let count else { return Count(window: window, present: 0, before: 0) }
    if count.window == window { return count }
    return Count(
      window: window, present: 0, before: count.window == window - 1 ? count.present : 0)
  }

  private func wait(_ count: Count, at now: Moment) -> Int? {
    let length = seconds * 1_000_000
    let into = now.microseconds - count.window * length
    let weighted = Int64(count.before) * (length - into) / length
    guard Int64(count.present) + weighted >= Int64(limit) else { return nil }
    // Until the older window weighs little enough; when the present one is full, it has to become
    // the older one first.
    let isFull = count.present >= limit
    let room = Int64(isFull ? limit : limit - count.present)
    let older = Int64(isFull ? count.present : count.before)
    let mayRemain = (room * length - 1) / max(1, older)
    let left = isFull ? 2 * length - into - mayRemain : length - into - mayRemain
    return Int(max(1, (left + 999_999) / 1_000_000))
  }

  private func makeRoom(_ counts: inout [String: Count], at now: Moment) {
    let window = window(now)
    counts = counts.filter { $0.value.window == window }
    if counts.count >= mostNames { counts = [:] }
  }
}
