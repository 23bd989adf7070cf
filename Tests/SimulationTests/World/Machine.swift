import Dossiers
import Drivers
import Logging
import Ticketing

@testable import Store
@testable import halld

/// One run of the daemon on the simulated machine, from its start to its end, however it ends.
///
/// `@unchecked Sendable`: touched by the simulation's own thread alone.
final class Machine: @unchecked Sendable {
  let store: HallStore
  let clock: HallClock
  private let spooler: PrintSpooler
  private var spooling: Task<Void, Never>?
  private let screens: [ScriptedDisplay]
  private var showing: Task<Void, Never>?
  private var watching: Task<Void, Never>?
  /// Its process is over: nothing it still does reaches anybody.
  private(set) var isDead = false

  /// Starts the daemon, as `serve` does.
  init(_ world: World) throws(StoreFailure) {
    let time = world.time
    let first = Moment(
      microseconds: time.wall, utcOffsetSeconds: PlannedHall.identity.utcOffsetSeconds)
    var options = StoreOptions()
    options.readers = 1
    options.disk = world.disk
    options.writer = .stepped
    options.onFatal = { _ in world.isFatal = true }
    store = try HallStore.open(
      folder: "/hall", identity: PlannedHall.identity, plan: world.scenario.plan, at: first,
      options: options)
    let clock = HallClock(
      utcOffsetSeconds: PlannedHall.identity.utcOffsetSeconds,
      last: store.lastRecorded?.microseconds, wall: { time.wall }, monotonic: { time.monotonic })
    self.clock = clock
    let ledger = PrintLedger(store: store, composer: SlipComposer(), clock: clock)
    let sabotaged = world.scenario.sabotage(ledger)
    let printers = world.printers.map { ScriptedPrinter($0, time: time, thread: world.thread) }
    spooler = PrintSpooler(
      printers: printers,
      orders: [
        "kiosk-1": ["left", "right"], "kiosk-2": ["right", "left"], "reception": ["desk", "right"],
      ],
      ledger: sabotaged, limit: .seconds(8), tick: .seconds(7),
      // Their devices are asked by a slip or after a rest; each question takes their time.
      looksEvery: nil,
      time: PrintTime(
        elapsed: { .microseconds(time.monotonic) }, sleep: { try await time.sleep($0) }),
      logger: Logger(label: "simulated") { _ in SwiftLogNoOpLogHandler() })
    devices = printers
    world.scenario.prepare(store)
    let forgets = world.scenario.sabotage != .staleDisplay
    let settings = world.displays.compactMap { ScriptedDisplay.settings(of: $0.counter) }
    let screens = zip(world.displays, settings).map {
      ScriptedDisplay($0, $1, time: time, forgets: forgets)
    }
    self.screens = screens
    let service = DisplayService(
      settings, store: store,
      means: DisplayService.Means(
        screen: { display in screens[settings.firstIndex(of: display) ?? 0] },
        sleep: { try await time.sleep($0) }, beat: .seconds(30)),
      logger: Logger(label: "simulated") { _ in SwiftLogNoOpLogHandler() })
    spooling = world.thread.start { [spooler] in await spooler.work() }
    showing = world.thread.start { await service.work() }
    let watcher = DossierWatcher(
      store: store, clock: clock,
      logger: Logger(label: "simulated") { _ in SwiftLogNoOpLogHandler() },
      sleep: { try await time.sleep($0) })
    if !world.scenario.without.contains("watch") {
      watching = world.thread.start { await watcher.work() }
    }
    world.thread.start { [self] in await hire() }
  }

  /// The officers' accounts, by which keys are pressed.
  func hire() async {
    guard !isDead, let known = try? store.accounts().map(\.name) else { return }
    let staff = PlannedHall.counters.flatMap { counter in
      [("canbo-\(counter)", [counter]), (Supervisor.substitute(at: counter), [])]
    }
    for (name, counters) in staff {
      guard !isDead, !known.contains(name) else { continue }
      try? await store.put(
        Account(name: name, role: Role.officer.rawValue, counters: counters, passwordHash: "-"),
        by: .system, at: clock.now())
    }
  }

  /// Slips that wait in the spooler's queues.
  var waitingSlips: Int { spooler.standings.values.reduce(0) { $0 + $1.waiting } }

  /// Calls to devices that have not come back.
  var callsToDevices: Int { devices.reduce(0) { $0 + $1.waitingCalls } }

  private let devices: [ScriptedPrinter]

  /// What it carries out for itself when nobody asks.
  func passTime() async {
    let now = clock.now()
    guard clock.isConfirmed, !isDead else { return }
    let isDue = try? await store.view { hall, plan in hall.isDue(at: now, plan: plan) }
    guard isDue == true else { return }
    _ = try? await store.submit(HallRequest(.timePasses, by: .system, at: now))
  }

  /// The process ends without a farewell; slips that were being sent end in the middle.
  func die() {
    isDead = true
    for device in devices { device.cutShort() }
    for screen in screens { screen.isCut = true }
    spooling?.cancel()
    showing?.cancel()
    watching?.cancel()
  }

  /// The technician or systemd asks it to stop, and waits.
  func stop() async {
    spooling?.cancel()
    showing?.cancel()
    watching?.cancel()
    _ = await spooling?.value
    _ = await showing?.value
    _ = await watching?.value
    await store.stop()
    isDead = true
  }
}
