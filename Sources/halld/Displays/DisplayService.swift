internal import Drivers
internal import Logging
internal import ServiceLifecycle
internal import Store
internal import Synchronization
internal import Ticketing

/// Keeps the displays at the counters as the committed hall has it.
///
/// Like the boards it only ever looks at what has been written; each display has a task and a thread of
/// its own, and is told the newest state only: one that hangs falls behind alone.
final class DisplayService: Service {
  private struct State {
    var shown: [CounterID: CounterDisplay] = [:]
    var standings: [DeviceStanding]
  }

  private let displays: [DisplaySettings]
  private let changes: @Sendable () -> AsyncStream<Int64>
  private let look: @Sendable () async -> [CounterID: CounterDisplay]?
  private let logger: Logger
  private let means: Means
  private let state: Mutex<State>
  private let bells: [Bell]

  /// Between two looks at the hall at least: what changes faster cannot be read.
  private static let rest = Duration.milliseconds(50)

  /// How it reaches displays and waits; a simulated hall has its own.
  struct Means: Sendable {
    var screen: @Sendable (DisplaySettings) -> any CounterScreen = {
      LineDisplay(name: $0.id, profile: $0.profile, at: $0.place)
    }
    var sleep: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    /// A display that has nothing new is looked after this often.
    var beat = Duration.seconds(1)
  }

  /// `look` gives what each counter shows now, or `nil` when the hall is too busy to be asked.
  init(
    _ displays: [DisplaySettings], changes: @escaping @Sendable () -> AsyncStream<Int64>,
    look: @escaping @Sendable () async -> [CounterID: CounterDisplay]?, means: Means = Means(),
    logger: Logger
  ) {
    self.displays = displays
    self.changes = changes
    self.look = look
    self.means = means
    self.logger = logger
    state = Mutex(State(standings: displays.map { _ in .unknown }))
    bells = displays.map { _ in Bell() }
  }

  convenience init(
    _ displays: [DisplaySettings], store: HallStore, means: Means = Means(), logger: Logger
  ) {
    let counters = Set(displays.map(\.counter))
    self.init(
      displays, changes: { store.subscribe() },
      look: {
        try? await store.view { hall, _ in
          Dictionary(
            counters.map { ($0, hall.display(of: $0)) }, uniquingKeysWith: { first, _ in first })
        }
      }, means: means, logger: logger)
  }

  /// How each display is doing.
  var standings: [PeripheralView.Standing] {
    let standings = state.withLock { $0.standings }
    return zip(displays, standings).map { display, standing in
      PeripheralView.Standing(
        id: display.id, kind: .display, place: display.counter.rawValue, standing: standing)
    }
  }

  func run() async throws {
    await cancelWhenGracefulShutdown { await self.work() }
  }

  /// Keeps the displays until its task is cancelled.
  func work() async {
    await withDiscardingTaskGroup { group in
      group.addTask { await self.follow() }
      group.addTask { await self.beatOn() }
      for place in self.displays.indices {
        group.addTask { await self.keep(place) }
      }
    }
  }

  /// Looks at the hall after each change.
  private func follow() async {
    let changes = changes()
    await lookAgain()
    for await _ in changes {
      await lookAgain()
      guard (try? await means.sleep(Self.rest)) != nil else { return }
    }
  }

  private func lookAgain() async {
    guard let now = await look() else { return }
    let moved = state.withLock { state in
      defer { state.shown = now }
      return displays.indices.filter {
        now[displays[$0].counter] != state.shown[displays[$0].counter]
      }
    }
    for place in moved { bells[place].ring() }
  }

  /// Looks after quiet displays, and at a hall that was too busy to be looked at.
  private func beatOn() async {
    while (try? await means.sleep(means.beat)) != nil {
      await lookAgain()
      for bell in bells { bell.ring() }
    }
  }

  /// One display, until the hall closes.
  private func keep(_ place: Int) async {
    let settings = displays[place]
    let display = means.screen(settings)
    for await _ in bells[place].rings {
      guard let now = state.withLock({ $0.shown[settings.counter] }) else { continue }
      note(await display.show(settings.lines(now), within: LineDisplay.limit), at: place)
    }
    // Nobody is called any more: what stands there would be a lie.
    _ = await display.show(settings.lines(.closed), within: .milliseconds(300))
  }

  private func note(_ standing: DeviceStanding, at place: Int) {
    let before = state.withLock { state in
      defer { state.standings[place] = standing }
      return state.standings[place]
    }
    guard before != standing else { return }
    let display = displays[place]
    logger.log(
      level: standing == .ready ? .notice : .warning,
      "display \(display.id) (\(display.place.name)): \(standing.rawValue)")
  }
}

extension DisplaySettings {
  /// What it shows for a state of its counter.
  func lines(_ state: CounterDisplay) -> DisplayLines {
    state.lines(
      at: counter, columns: profile.columns, rows: profile.rows, words: words)
  }
}
