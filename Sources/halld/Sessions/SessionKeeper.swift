internal import Dispatch
internal import Dossiers
internal import Store
internal import Synchronization
internal import Ticketing

/// Somebody signed in: one personal account with its role (LC 3.3).
struct StaffSession: Sendable, Hashable {
  let account: String
  let role: Role
  let counters: [CounterID]

  /// The name in the log: `officer:tung`.
  var actor: Actor { Actor("\(role.rawValue):\(account)") }

  /// That the counter is this account's own.
  func mayWork(at counter: CounterID) throws(Problem) {
    guard counters.contains(counter) else { throw .notYourCounter(counter) }
  }
}

/// Signs staff in and out, and knows who a cookie belongs to.
///
/// A session ends after some time without a request, and in any case some hours after signing in.
/// The token says when that was; only its hash is stored.
final class SessionKeeper: Sendable {
  private let store: HallStore
  private let clock: HallClock
  private let settings: SessionSettings
  private let isDemo: Bool
  private let checks = PasswordChecks()
  private let failures: SlidingWindow
  private let attempts: SlidingWindow
  /// When each session was last prolonged, in microseconds; forgotten with the process.
  private let prolonged = Mutex<[String: Int64]>([:])

  init(store: HallStore, clock: HallClock, settings: Configuration) {
    self.store = store
    self.clock = clock
    self.settings = settings.sessions
    isDemo = settings.isDemo
    failures = SlidingWindow(limit: settings.sessions.failuresPerQuarterHour, seconds: 900)
    attempts = SlidingWindow(limit: 60, seconds: 60)
  }

  var greatestSeconds: Int { settings.greatestHours * 3_600 }

  /// Whom this token signs in now; `nil` when nobody.
  func session(_ token: String) async throws -> StaffSession? {
    let now = clock.now()
    guard let began = Self.began(token), now.microseconds / 1_000_000 - began < greatestSeconds,
      let account = try store.session(token: token, at: now),
      let role = Role(rawValue: account.role)
    else { return nil }
    await prolong(token, account.name, at: now)
    return StaffSession(account: account.name, role: role, counters: account.counters)
  }

  /// Signs in.
  /// - Throws: `signInRefused` for a wrong name as for a wrong password, `throttled`.
  func open(
    account name: String, password: String, from address: String, isLoopback: Bool
  ) async throws -> (session: StaffSession, token: String) {
    let now = clock.now()
    // Counted by account and address, so that nobody can lock an officer out from elsewhere.
    let key = "\(name) \(address)"
    let isFree = isDemo && isLoopback
    if !isFree {
      if let seconds = attempts.take(address, at: now) ?? failures.wait(key, at: now) {
        throw Problem.throttled(seconds: seconds)
      }
    }
    let account = try store.account(name)
    let hash = account?.passwordHash ?? PasswordChecks.nobody
    guard let matches = await checks.matches(password, hash: hash) else {
      throw Problem.signInBusy
    }
    guard matches, let account, account.isActive, let role = Role(rawValue: account.role) else {
      if !isFree { _ = failures.take(key, at: now) }
      throw Problem.signInRefused
    }
    let token = Self.token(at: now)
    try await store.openSession(
      token: token, account: account.name, expiresAt: idleEnd(now), now: now)
    note(token, now)
    return (StaffSession(account: account.name, role: role, counters: account.counters), token)
  }

  func close(_ token: String) async throws {
    try await store.closeSession(token: token)
    prolonged.withLock { $0[token] = nil }
  }

  /// Writes the new end once in a while, not with every request.
  private func prolong(_ token: String, _ account: String, at now: Moment) async {
    let tenth = Int64(settings.idleMinutes) * 6_000_000
    let isDue = prolonged.withLock { $0[token].map { now.microseconds - $0 > tenth } ?? true }
    guard isDue else { return }
    note(token, now)
    // A busy or full disk is no reason to sign an officer out.
    try? await store.openSession(
      token: token, account: account, expiresAt: idleEnd(now), now: now)
  }

  private func idleEnd(_ now: Moment) -> Moment { now.adding(seconds: settings.idleMinutes * 60) }

  private func note(_ token: String, _ now: Moment) {
    prolonged.withLock { prolonged in
      if prolonged.count >= 10_000 { prolonged = [:] }
      prolonged[token] = now.microseconds
    }
  }

  private static func token(at now: Moment) -> String {
    "\(String(now.microseconds / 1_000_000, radix: 36))-\(SecretToken.make())"
  }

  private static func began(_ token: String) -> Int64? {
    token.split(separator: "-").first.flatMap { Int64($0, radix: 36) }
  }
}

/// Checks passwords two at a time, off the threads that serve requests.
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

  /// - Returns: `nil` when too many wait already.
  func matches(_ password: String, hash: String) async -> Bool? {
    let turn = state.withLock { state -> Int? in
      guard state.waiting < Self.mostWaiting else { return nil }
      state.waiting += 1
      state.turn = (state.turn + 1) % 2
      return state.turn
    }
    guard let turn else { return nil }
    defer { state.withLock { $0.waiting -= 1 } }
    return await withCheckedContinuation { continuation in
      queues[turn].async {
        continuation.resume(returning: PasswordHash.matches(password, hash: hash))
      }
    }
  }
}
