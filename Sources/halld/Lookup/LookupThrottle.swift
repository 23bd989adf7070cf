internal import Dossiers

/// How often a dossier's state may be asked for: by client, by code, and with wrong proofs.
struct LookupThrottle: Sendable {
  private let byClient: SlidingWindow
  private let byCode: SlidingWindow
  private let wrongProofs: SlidingWindow
  private let isFreeForLoopback: Bool

  init(_ settings: LookupSettings) {
    byClient = SlidingWindow(limit: settings.perClientPerMinute, seconds: 60)
    byCode = SlidingWindow(limit: settings.perCodePerMinute, seconds: 60)
    wrongProofs = SlidingWindow(limit: settings.wrongProofsPerCodePerHour, seconds: 3_600)
    isFreeForLoopback = settings.freeForLoopback
  }

  /// Counts one question.
  /// - Throws: `throttled`, whether or not there is such a dossier.
  func ask(_ name: String, from address: String, isLoopback: Bool, at now: Moment) throws(Problem) {
    if isFreeForLoopback, isLoopback { return }
    if let seconds = byClient.take(address, at: now) ?? byCode.take(name, at: now) {
      throw .throttled(seconds: seconds)
    }
  }

  /// Before a proof is looked at.
  func tryProof(_ name: String, isLoopback: Bool, at now: Moment) throws(Problem) {
    if isFreeForLoopback, isLoopback { return }
    if let seconds = wrongProofs.wait(name, at: now) { throw .throttled(seconds: seconds) }
  }

  /// After a wrong one.
  func noteWrongProof(_ name: String, at now: Moment) { _ = wrongProofs.take(name, at: now) }
}
