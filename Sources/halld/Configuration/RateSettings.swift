internal import Dossiers
internal import Store
internal import Ticketing

/// How often one client address may ask, in requests a minute for each class of routes.
struct RateSettings: Hashable, Sendable {
  /// 10 to 60,000 for each class.
  var limits: [RateClass: Int] = [
    // A page brings a dozen assets; a hall's wireless network may be one address to us.
    .screens: 3_000,
    .pictures: 1_200,
    .streams: 600,
    // A phone asks every few seconds.
    .links: 3_000,
    .changes: 60,
    .lookups: 300,
    // A hand at a kiosk is slower than one in a second; a reception desk serves several at once.
    .numbers: 300,
    .secrets: 60,
    .staff: 3_000,
  ]
  /// Boards and kiosks one address may have following at a time, 1 to 8,000.
  var streamsAtOnce = 200
  /// Whether this machine itself is never made to wait; only in a demonstration.
  var freeForLoopback = false

  func perMinute(_ rate: RateClass) -> Int { limits[rate] ?? 60 }
}

/// When wrong codes, links and proofs are more than mistyping.
struct GuessSettings: Hashable, Sendable {
  /// Wrong ones from one address a minute, 3 to 600; then it waits.
  var perClientPerMinute = 20
  /// Wrong ones from all addresses a minute, 10 to 6,000; then who has guessed wrong waits.
  var fromAllPerMinute = 200
}

/// How long what is kept beside the log is kept, and when the rest is erased.
struct RetentionSettings: Hashable, Sendable {
  var periods = RetentionPeriods()
  /// At which hour of each day.
  var at = CivilTime("02:00") ?? .midnight
}
