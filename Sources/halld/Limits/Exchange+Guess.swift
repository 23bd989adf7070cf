internal import Dossiers
internal import Logging
internal import Store
internal import Ticketing

extension Exchange {
  /// The client, where it is counted: not this machine itself in a demonstration.
  var countedClient: ClientAddress? {
    web.settings.rates.freeForLoopback && client.isLoopback ? nil : client
  }

  /// Looks at something that could be a guess, unless this client has guessed too often.
  ///
  /// What `look` does not find is `nil`; it is counted, and a row of the log when it is one too many.
  /// - Throws: `throttled`, whether or not there is such a thing.
  func unlessGuessing<T>(
    _ door: GuessDoor, _ look: () throws -> T?
  ) async throws -> T? {
    try await mayGuess(door)
    guard let found = try look() else {
      await guessedWrong(door)
      return nil
    }
    return found
  }

  /// - Throws: `throttled`.
  func mayGuess(_ door: GuessDoor) async throws {
    guard let seconds = web.guesses.wait(door, from: client, at: now) else { return }
    await report(web.guesses.refused(door, at: now))
    throw Problem.throttled(seconds: seconds)
  }

  func guessedWrong(_ door: GuessDoor) async {
    await report(web.guesses.missed(door, from: client, at: now))
  }

  private func report(_ report: GuessWatch.Report?) async {
    guard let report else { return }
    await web.record(report, at: now)
  }
}

extension WebParts {
  /// Writes into the log that somebody guessed: which door and how often, not from where.
  func record(_ report: GuessWatch.Report, at now: Moment) async {
    logger.warning("guessing stopped at \(report.door.rawValue): \(report.tries) tries")
    // A full disk is no reason to answer a guess; the alert on the screens stands either way.
    try? await store.guessingStopped(door: report.door.rawValue, tries: report.tries, at: now)
  }
}
