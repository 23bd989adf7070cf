internal import Ticketing

/// How long an officer stays signed in, and how often signing in may be tried.
struct SessionSettings: Hashable, Sendable {
  /// Minutes without a request after which a session ends, 5 to 720.
  var idleMinutes = 60
  /// Hours after signing in at which it ends in any case, 1 to 24.
  var greatestHours = 12
  /// Wrong passwords from one address in 15 minutes before an account waits, 3 to 100.
  var failuresPerQuarterHour = 10
}

/// How often a dossier's state may be asked for by people who are not staff.
struct LookupSettings: Hashable, Sendable {
  /// Questions one client address may ask a minute, 1 to 600.
  var perClientPerMinute = 30
  /// Questions about one code a minute from all clients, 1 to 600.
  var perCodePerMinute = 10
  /// Wrong proofs for one code an hour, 1 to 100.
  var wrongProofsPerCodePerHour = 10
  /// Whether this machine itself is never made to wait; only in a demonstration.
  var freeForLoopback = false
}

/// What one request, and all of them together, may cost.
struct LimitSettings: Hashable, Sendable {
  /// Bytes of a request's body, 1,024 to 1,048,576.
  var bodyBytes = 65_536
  /// Open connections over all listeners, 16 to 16,000.
  var connections = 2_000
  /// Open connections of one client address (IPv6: one network), 1 to 16,000.
  var connectionsPerAddress = 500
  /// Seconds from a request's first byte to the end of its head, 1 to 120.
  var headSeconds = 10
  /// Seconds from there to the end of its body, 1 to 600.
  var bodySeconds = 20
  /// Seconds a client may take nothing of its answer, 1 to 600.
  var writeSeconds = 20
  /// Seconds a connection may stay open between two requests, 1 to 3,600.
  var idleSeconds = 75
  /// Boards, kiosks and phones that follow the hall's events, 1 to 8,000.
  var streams = 1_200
  /// Commands that may wait for the log's writer, 16 to 65,536.
  var writerQueue = 4_096
}

/// What only a demonstration may have.
struct DemoSettings: Hashable, Sendable {
  /// Made at the first start and printed at every start.
  var accounts: [Account]

  struct Account: Hashable, Sendable {
    var name: String
    /// In plain text: this is why it is a demonstration.
    var password: String
    var role: Role
    /// The person, as an open counter shows it (LC 4.6).
    var fullName = ""
    var title = ""
    var agency = ""
    /// Counters at which it may work; empty for roles that work at none.
    var counters: [CounterID]
  }
}
