internal import Dossiers
internal import Synchronization

/// Where somebody without the right may try to guess one.
enum GuessDoor: String, Sendable, CaseIterable {
  /// The links on slips.
  case links
  /// Dossier codes, and the proofs on their slips.
  case dossiers
  /// The tokens of kiosks and boards.
  case pairing
}

/// Stops who tries codes, links or tokens one after another, and reports it.
///
/// Counted are wrong ones: a hundred phones behind one address that know their numbers are no guesser.
/// An address with too many has to wait before it is listened to, right or wrong. When too many come
/// from all addresses together, one wrong try is enough to have to wait; who has made none is served,
/// and what a try may hit (a proof has 40 bits, a link 80) is not found that way.
final class GuessWatch: Sendable {
  /// What goes into the log: the door and how many tries, never from where.
  struct Report: Sendable, Hashable {
    let door: GuessDoor
    let tries: Int
  }

  /// What supervision and the technician see.
  struct Standing: Sendable, Hashable {
    let door: GuessDoor
    let since: Moment
    let last: Moment
    let tries: Int
  }

  private struct Episode {
    var began: Moment
    var last: Moment
    var reported: Moment
    var tries: Int
    var unreported: Int
  }

  /// Seconds of quiet after which it is over; also the pause between two rows of the log.
  static let quiet = 600

  private let byClient: SlidingWindow
  private let byAll: SlidingWindow
  private let hasMissed: SlidingWindow
  private let isFreeForLoopback: Bool
  private let episodes = Mutex<[GuessDoor: Episode]>([:])

  init(_ settings: GuessSettings, isFreeForLoopback: Bool) {
    byClient = SlidingWindow(limit: settings.perClientPerMinute, seconds: 60)
    byAll = SlidingWindow(limit: settings.fromAllPerMinute, seconds: 60)
    hasMissed = SlidingWindow(limit: 1, seconds: 600)
    self.isFreeForLoopback = isFreeForLoopback
  }

  /// Before something is looked at that could be a guess.
  ///
  /// - Returns: the seconds to wait when this client is not listened to now.
  func wait(_ door: GuessDoor, from client: ClientAddress, at now: Moment) -> Int? {
    if isFreeForLoopback, client.isLoopback { return nil }
    let name = "\(door.rawValue) \(client.name)"
    if let seconds = byClient.wait(name, at: now) { return seconds }
    guard byAll.wait(door.rawValue, at: now) != nil else { return nil }
    return hasMissed.wait(name, at: now)
  }

  /// After a wrong one.
  ///
  /// - Returns: what is to be reported now, when it was one too many.
  func missed(_ door: GuessDoor, from client: ClientAddress, at now: Moment) -> Report? {
    if isFreeForLoopback, client.isLoopback { return nil }
    let name = "\(door.rawValue) \(client.name)"
    _ = byClient.take(name, at: now)
    _ = byAll.take(door.rawValue, at: now)
    _ = hasMissed.take(name, at: now)
    if byClient.wait(name, at: now) != nil { return stopped(door, tries: byClient.limit, at: now) }
    if byAll.wait(door.rawValue, at: now) != nil {
      return stopped(door, tries: byAll.limit, at: now)
    }
    return nil
  }

  /// After one that was not listened to.
  func refused(_ door: GuessDoor, at now: Moment) -> Report? { stopped(door, tries: 1, at: now) }

  /// `tries` are those that led to the stop, counted when it begins; then each one is one more.
  private func stopped(_ door: GuessDoor, tries: Int, at now: Moment) -> Report? {
    episodes.withLock { episodes in
      guard var episode = episodes[door], now.seconds(since: episode.last) < Self.quiet else {
        let rest = episodes[door]?.unreported ?? 0
        episodes[door] = Episode(began: now, last: now, reported: now, tries: tries, unreported: 0)
        return Report(door: door, tries: rest + tries)
      }
      episode.last = now
      episode.tries += 1
      episode.unreported += 1
      defer { episodes[door] = episode }
      guard now.seconds(since: episode.reported) >= Self.quiet else { return nil }
      return Self.report(&episode, door, at: now)
    }
  }

  private static func report(_ episode: inout Episode, _ door: GuessDoor, at now: Moment) -> Report
  {
    defer {
      episode.reported = now
      episode.unreported = 0
    }
    return Report(door: door, tries: episode.unreported)
  }

  /// What of the guessing that has stopped is not in the log yet; to be asked once in a while.
  func takeRest(at now: Moment) -> [Report] {
    episodes.withLock { episodes in
      GuessDoor.allCases.compactMap { door in
        guard var episode = episodes[door], episode.unreported > 0,
          now.seconds(since: episode.last) >= 60
        else { return nil }
        defer { episodes[door] = episode }
        return Self.report(&episode, door, at: now)
      }
    }
  }

  /// The doors at which somebody has guessed in the last ten minutes.
  func standings(at now: Moment) -> [Standing] {
    episodes.withLock { episodes in
      GuessDoor.allCases.compactMap { door in
        guard let episode = episodes[door], now.seconds(since: episode.last) < Self.quiet else {
          return nil
        }
        return Standing(
          door: door, since: episode.began, last: episode.last, tries: episode.tries)
      }
    }
  }
}
