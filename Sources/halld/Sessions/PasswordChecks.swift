internal import Dispatch
internal import Synchronization

/// Checks and makes password hashes two at a time, off the threads that serve requests.
///
/// Each takes tens of milliseconds and megabytes on purpose; more than a few waiting ones are
/// refused, or signing in would be the way to stop the hall.
final class PasswordChecks: Sendable {
  private static let mostWaiting = 16
  /// Checked for an unknown account, so that the time of the answer tells nothing.
  static let nobody = PasswordHash.make(of: "no account has this password") ?? "*"

  private let queues = [
    DispatchQueue(label: "halld.password-1"), DispatchQueue(label: "halld.password-2"),
  ]
  private let state = Mutex<(waiting: Int, turn: Int)>((0, 0))

  /// Whether the password belongs to the hash.
  /// - Throws: `signInBusy` when too many wait already.
  func matches(_ password: String, hash: String) async throws(Problem) -> Bool {
    try await run { PasswordHash.matches(password, hash: hash) }
  }

  /// A fresh hash.
  /// - Throws: `signInBusy` when too many wait already.
  func make(of password: String) async throws(Problem) -> String {
    guard let hash = try await run({ PasswordHash.make(of: password) }) else {
      throw .unexpected
    }
    return hash
  }

  private func run<T: Sendable>(_ work: @Sendable @escaping () -> T) async throws(Problem) -> T {
    let turn = state.withLock { state -> Int? in
      guard state.waiting < Self.mostWaiting else { return nil }
      state.waiting += 1
      state.turn = (state.turn + 1) % 2
      return state.turn
    }
    guard let turn else { throw .signInBusy }
    defer { state.withLock { $0.waiting -= 1 } }
    return await withCheckedContinuation { continuation in
      queues[turn].async { continuation.resume(returning: work()) }
    }
  }
}
