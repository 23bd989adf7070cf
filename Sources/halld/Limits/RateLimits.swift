internal import HTTPTypes
internal import Synchronization

/// How often one client may ask, class by class; refuses what is more.
///
/// One moment a client and class is kept: the one at which everything it asked would have been served
/// at an even pace (the generic cell rate). So a burst up to the limit passes at once, memory is some
/// 60 bytes a client, and a wall clock that steps changes nothing.
final class RateLimits: Sendable {
  /// Clients remembered a class; then those that have been quiet for a minute are forgotten, and if
  /// that is not enough, all.
  static let mostClients = 20_000

  private let settings: RateSettings
  private let clock: HallClock
  private let classes: [RateClass: Paces]

  init(_ settings: RateSettings, clock: HallClock) {
    self.settings = settings
    self.clock = clock
    classes = Dictionary(
      uniqueKeysWithValues: RateClass.allCases.map {
        ($0, Paces(limit: settings.perMinute($0), most: Self.mostClients))
      })
  }

  /// Counts one request.
  /// - Throws: `throttled`, with the seconds after which one more is served.
  func take(_ rate: RateClass, from client: ClientAddress) throws(Problem) {
    if settings.freeForLoopback, client.isLoopback { return }
    if let wait = classes[rate]?.take(client, at: clock.elapsed) { throw .throttled(seconds: wait) }
  }

  /// One class: for each client when it would have been served at an even pace, in microseconds.
  final class Paces: Sendable {
    private let interval: Int64
    private let most: Int
    private let due = Mutex<[ClientAddress: Int64]>([:])
    private static let minute: Int64 = 60_000_000

    init(limit: Int, most: Int) {
      interval = Self.minute / Int64(limit)
      self.most = most
    }

    var count: Int { due.withLock { $0.count } }

    /// Counts one; returns the seconds to wait when it is one too many, which is not counted.
    func take(_ client: ClientAddress, at now: Int64) -> Int? {
      due.withLock { due in
        let next = max(due[client] ?? now, now)
        let ahead = next - now
        guard ahead <= Self.minute - interval else {
          let wait = ahead - (Self.minute - interval)
          return Int(max(1, (wait + 999_999) / 1_000_000))
        }
        if due.count >= most, due[client] == nil { Self.makeRoom(&due, most, at: now) }
        due[client] = next + interval
        return nil
      }
    }

    private static func makeRoom(_ due: inout [ClientAddress: Int64], _ most: Int, at now: Int64) {
      due = due.filter { $0.value > now }
      if due.count >= most { due = [:] }
    }
  }
}
