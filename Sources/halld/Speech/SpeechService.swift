internal import Dossiers
internal import Logging
internal import ServiceLifecycle
internal import Store
internal import Ticketing

/// Speaks the calls, one at a time and in their order, as the committed hall has them.
///
/// Like boards and displays it only looks. Each zone has its own turn, so that a loudspeaker that hangs
/// makes no board wait.
final class SpeechService: Service {
  /// Where a zone's calls are heard; returns when the call has been said.
  typealias Mouth = @Sendable (Announcement) async -> Void

  struct Place: Sendable {
    var zone: VoiceZone
    var say: Mouth
  }

  private struct Turn {
    var place: Place
    var bell: Bell
  }

  private let turns: [Turn]
  private let voice: Voice
  private let changes: @Sendable () -> AsyncStream<Int64>
  private let look: @Sendable () async -> [AwaitedCall]?
  private let now: @Sendable () -> Moment
  private let sleep: @Sendable (Duration) async throws -> Void
  private let logger: Logger

  /// Between two announcements, so that one is told from the next.
  static let rest = Duration.milliseconds(300)
  /// A hall that was too busy to be looked at is looked at again.
  static let patience = Duration.milliseconds(250)

  /// `look` gives the calls that are awaited, or `nil` when the hall is too busy to be asked.
  init(
    _ places: [Place], voice: Voice, changes: @escaping @Sendable () -> AsyncStream<Int64>,
    look: @escaping @Sendable () async -> [AwaitedCall]?,
    now: @escaping @Sendable () -> Moment,
    sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
    logger: Logger
  ) {
    turns = places.map { Turn(place: $0, bell: Bell()) }
    self.voice = voice
    self.changes = changes
    self.look = look
    self.now = now
    self.sleep = sleep
    self.logger = logger
  }

  convenience init(
    _ places: [Place], voice: Voice, store: HallStore, clock: HallClock, logger: Logger
  ) {
    self.init(
      places, voice: voice, changes: { store.subscribe() },
      look: { try? await store.view { hall, _ in hall.awaitedCalls } }, now: { clock.now() },
      logger: logger)
  }

  func run() async throws {
    await cancelWhenGracefulShutdown { await self.work() }
  }

  /// Speaks until its task is cancelled.
  func work() async {
    let changes = changes()
    let found = await patiently()
    await withDiscardingTaskGroup { group in
      group.addTask {
        for await _ in changes {
          for turn in self.turns { turn.bell.ring() }
        }
      }
      for turn in turns {
        let order = AnnouncementOrder(counters: turn.place.zone.counters, found: found, at: now())
        group.addTask { await self.speak(turn, order) }
        turn.bell.ring()
      }
    }
  }

  private func speak(_ turn: Turn, _ begun: AnnouncementOrder) async {
    var order = begun
    for await _ in turn.bell.rings {
      while !Task.isCancelled, let (call, form) = order.next(of: await patiently()) {
        guard let wave = voice.call(call.label, at: call.counter, form) else {
          logger.warning("the call of \(call.label) at \(call.counter) has no words")
          continue
        }
        await turn.place.say(Announcement(call: call, form: form, wave: wave))
        guard (try? await sleep(Self.rest)) != nil else { return }
      }
    }
  }

  private func patiently() async -> [AwaitedCall] {
    while !Task.isCancelled {
      if let calls = await look() { return calls }
      guard (try? await sleep(Self.patience)) != nil else { break }
    }
    return []
  }
}
