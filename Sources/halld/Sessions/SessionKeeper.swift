internal import Dossiers
internal import HTTPTypes
internal import Store
internal import Synchronization
internal import Ticketing

/// Somebody signed in: one personal account with its role (LC 3.3).
struct StaffSession: Sendable, Hashable {
  let account: String
  let role: Role
  let counters: [CounterID]
  /// The name by which lists and the log know this session.
  let id: String
  /// Whether nothing is allowed but choosing an own password.
  let mustChangePassword: Bool
  let person: StaffDirectory.Person

  /// The name in the log: `officer:tung`.
  var actor: Actor { Actor("\(role.rawValue):\(account)") }

  /// That the counter is this account's own.
  func mayWork(at counter: CounterID) throws(Problem) {
    guard counters.contains(counter) else { throw .notYourCounter(counter) }
  }

  /// That the role table gives this account the right, and a password of its own protects it.
  func may(_ action: HallAction) throws(Problem) {
    guard RoleTable.mayDo(action, as: role) else { throw .roleForbidden }
    guard !mustChangePassword else { throw .passwordMustChange }
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
  private let rules: PasswordRules
  private let lockOuts: SignInGuard
  private let attempts = SlidingWindow(limit: 60, seconds: 60)
  /// Rows of the log an account's lock-outs may fill in an hour; an attacker has many addresses.
  private let lockOutRows = SlidingWindow(limit: 20, seconds: 3_600)
  /// When each session was last prolonged, in microseconds; forgotten with the process.
  private let prolonged = Mutex<[String: Int64]>([:])

  init(store: HallStore, clock: HallClock, settings: Configuration) {
    self.store = store
    self.clock = clock
    self.settings = settings.sessions
    isDemo = settings.isDemo
    rules = PasswordRules(file: settings.assets.path(of: "passwords.txt"))
    lockOuts = SignInGuard(free: settings.sessions.failuresPerQuarterHour)
  }

  var greatestSeconds: Int { settings.greatestHours * 3_600 }

  /// Whom this token signs in now; `nil` when nobody.
  func session(_ token: String) async throws -> StaffSession? {
    let now = clock.now()
    guard let began = Self.began(token), now.microseconds / 1_000_000 - began < greatestSeconds,
      let account = try store.session(token: token, at: now),
      let session = session(account, token)
    else { return nil }
    await prolong(token, at: now)
    return session
  }

  /// Signs in.
  /// - Throws: `signInRefused` for a wrong name as for a wrong password, `throttled`,
  ///   `signInLocked`.
  func open(
    account name: String, password: String, from address: String, isLoopback: Bool
  ) async throws -> (session: StaffSession, token: String) {
    let account = try await proven(name, password, from: address, isFree: isDemo && isLoopback)
    guard let account, account.isActive else { throw Problem.signInRefused }
    return try await open(account)
  }

  /// Opens a session for somebody whose identity is proven already.
  func open(_ account: Account) async throws -> (session: StaffSession, token: String) {
    let now = clock.now()
    let token = Self.token(at: now)
    guard let session = session(account, token) else { throw Problem.signInRefused }
    try await store.openSession(
      token: token, account: account.name, expiresAt: end(of: token, usedAt: now), now: now)
    note(token, now)
    return (session, token)
  }

  /// The account if the password is its own; wrong ones are counted and lock.
  private func proven(
    _ name: String, _ password: String, from address: String, isFree: Bool
  ) async throws -> Account? {
    let now = clock.now()
    if !isFree {
      if let seconds = attempts.take(address, at: now) { throw Problem.throttled(seconds: seconds) }
      if let seconds = lockOuts.wait(name, address, at: now) {
        throw Problem.signInLocked(seconds: seconds)
      }
    }
    let account = try store.account(name)
    let hash = account?.passwordHash ?? PasswordChecks.nobody
    let matches = try await checks.matches(password, hash: hash)
    guard matches, let account, account.isActive else {
      if !isFree { await countFailure(name, address, isAccount: account != nil, at: now) }
      return nil
    }
    lockOuts.succeeded(name, address)
    return account
  }

  private func countFailure(
    _ name: String, _ address: String, isAccount: Bool, at now: Moment
  ) async {
    guard let seconds = lockOuts.failed(name, address, at: now) else { return }
    // A name nobody has may be a password typed into the wrong field: it is not written down.
    let account = isAccount ? name : nil
    guard lockOutRows.take(account ?? "", at: now) == nil else { return }
    // The lock-out holds whether or not the disk takes the row.
    try? await store.recordLockOut(account: account, seconds: seconds, at: now)
  }

  func close(_ token: String) async throws {
    let session = try store.session(token: token, at: clock.now())
    let actor = session.map { Actor("\($0.role):\($0.name)") } ?? .system
    try await store.closeSession(token: token, by: actor, at: clock.now())
    prolonged.withLock { $0[token] = nil }
  }

  /// Gives the owner of a session another password; the other sessions of the account end.
  /// - Throws: `passwordWrong` for the present one, or what is wrong with the new one.
  func changePassword(
    of session: StaffSession, token: String, from present: String, to new: String,
    address: String, isLoopback: Bool
  ) async throws {
    let account = try await proven(
      session.account, present, from: address, isFree: isDemo && isLoopback)
    guard let account else { throw Problem.passwordWrong }
    guard present != new else { throw Problem.passwordSame }
    try rules.check(new, account: account.name, fullName: account.fullName)
    let hash = try await checks.make(of: new)
    _ = try await store.change(
      account.name, keeping: token, by: session.actor, at: clock.now()
    ) { account in
      account.passwordHash = hash
      account.mustChangePassword = false
    }
  }

  /// A hash of a password its owner chose, if it may be chosen.
  func hash(of password: String, account: String, fullName: String) async throws -> String {
    try rules.check(password, account: account, fullName: fullName)
    return try await checks.make(of: password)
  }

  /// A password for somebody else, to be changed at the first signing in, and its hash.
  func oneTimePassword() async throws -> (password: String, hash: String) {
    let letters = Array(SecretToken.make().prefix(16))
    let password = stride(from: 0, to: 16, by: 4).map { String(letters[$0..<$0 + 4]) }
      .joined(separator: "-")
    return (password, try await checks.make(of: password))
  }

  /// Writes the new end once in a while, not with every request.
  private func prolong(_ token: String, at now: Moment) async {
    let tenth = Int64(settings.idleMinutes) * 6_000_000
    let isDue = prolonged.withLock { $0[token].map { now.microseconds - $0 > tenth } ?? true }
    guard isDue else { return }
    note(token, now)
    // A busy or full disk is no reason to sign an officer out.
    try? await store.prolongSession(token: token, until: end(of: token, usedAt: now))
  }

  /// When a session ends that is used for the last time now.
  private func end(of token: String, usedAt now: Moment) -> Moment {
    let idle = now.adding(seconds: settings.idleMinutes * 60)
    guard let began = Self.began(token) else { return idle }
    let latest = (began + Int64(greatestSeconds)) * 1_000_000
    return Moment(
      microseconds: min(idle.microseconds, latest), utcOffsetSeconds: now.utcOffsetSeconds)
  }

  private func note(_ token: String, _ now: Moment) {
    prolonged.withLock { prolonged in
      if prolonged.count >= 10_000 { prolonged = [:] }
      prolonged[token] = now.microseconds
    }
  }

  private func session(_ account: Account, _ token: String) -> StaffSession? {
    Role(rawValue: account.role).map { role in
      StaffSession(
        account: account.name, role: role, counters: store.counters(of: account),
        id: HallStore.sessionID(token: token), mustChangePassword: account.mustChangePassword,
        person: StaffDirectory.Person(account))
    }
  }

  private static func token(at now: Moment) -> String {
    "\(String(now.microseconds / 1_000_000, radix: 36))-\(SecretToken.make())"
  }

  private static func began(_ token: String) -> Int64? {
    token.split(separator: "-").first.flatMap { Int64($0, radix: 36) }
  }
}

extension Problem {
  static func signInLocked(seconds: Int) -> Problem {
    Problem(
      .tooManyRequests, "sign-in-locked", ["seconds": String(seconds)], retryAfter: seconds)
  }
}
