internal import Dossiers
internal import Drivers
internal import Logging
internal import Store
internal import Synchronization
internal import Ticketing

/// What the routes use; made once, when the hall opens.
final class WebParts: Sendable {
  let settings: Configuration
  let store: HallStore
  let clock: HallClock
  let texts: Texts
  let sessions: SessionKeeper
  let devices: DeviceDirectory
  let staff: StaffDirectory
  let setup: SetupDesk
  let lookups: LookupThrottle
  let rates: RateLimits
  let guesses: GuessWatch
  /// Tokens tried by one address: nobody guesses 256 bits, but nobody need try either.
  let pairings = SlidingWindow(limit: 20, seconds: 60)
  /// Calls and counters, for the hall's screens.
  let board: StreamFeed
  /// What boards show besides.
  let guide: BoardGuide
  /// Domains and errands, for the kiosks.
  let hall: StreamFeed
  /// Who is connected, over all listeners.
  let gate: ConnectionGate
  let pages: Pages
  let printing: PrintingView
  let proof: ProofView
  let peripherals: PeripheralView
  /// Draws and prints the papers of dossiers; `nil` in a hall without templates.
  let papers: PaperQueue?
  /// What screens may play; `nil` in a hall without a voice.
  let voice: Voice?
  let logger: Logger
  private let currentPlan: Mutex<HallPlan>

  init(
    settings: Configuration, store: HallStore, clock: HallClock, texts: Texts, pages: Pages,
    printing: PrintingView, proof: ProofView, peripherals: PeripheralView,
    papers: PaperQueue? = nil, logger: Logger,
    pace: StreamFeed.Pace
  ) {
    self.settings = settings
    self.store = store
    self.clock = clock
    self.texts = texts
    gate = ConnectionGate(
      total: settings.limits.connections, perAddress: settings.limits.connectionsPerAddress)
    self.pages = pages
    self.printing = printing
    self.proof = proof
    self.peripherals = peripherals
    self.papers = papers
    voice = Voice(settings.speech, counters: settings.plan.counters)
    self.logger = logger
    currentPlan = Mutex(settings.plan)
    sessions = SessionKeeper(store: store, clock: clock, settings: settings)
    devices = DeviceDirectory(store: store)
    let staff = StaffDirectory(store: store)
    self.staff = staff
    setup = SetupDesk(store: store, clock: clock, dataFolder: settings.dataFolder)
    lookups = LookupThrottle(settings.lookup)
    rates = RateLimits(settings.rates, clock: clock)
    guesses = GuessWatch(
      settings.guessing, isFreeForLoopback: settings.lookup.freeForLoopback)
    // Without it the first picture after a start would bear 0; a failure is no reason to stop.
    let seq = (try? store.lastSeq()) ?? 0
    let places = StreamPlaces(settings.limits.streams)
    board = StreamFeed(
      event: "board", pace: pace, seq: seq, places: places,
      mostOfOneClient: settings.rates.streamsAtOnce,
      changes: { store.subscribe() },
      now: { clock.now() }, logger: logger
    ) {
      let now = clock.now()
      return try await store.view { hall, plan in BoardPicture(hall, plan, at: now) }
        .members(texts, staff)
    }
    guide = BoardGuide(
      store: store, clock: clock, procedures: settings.procedures.map(\.procedure))
    // A tile's count may be a fifth of a second old; making it more often would slow issuing.
    var slower = pace
    slower.rest = max(pace.rest, .milliseconds(200))
    hall = StreamFeed(
      event: "hall", pace: slower, seq: seq,
      places: places, mostOfOneClient: settings.rates.streamsAtOnce,
      changes: { store.subscribe() },
      now: { clock.now() }, logger: logger
    ) {
      let now = clock.now()
      return try await store.view { hall, plan in HallPicture(hall, plan, at: now) }
        .members(texts, settings)
    }
    // Also after a restart a screen's sequence goes on where it was.
    let last = (try? store.lastSeq()) ?? 0
    board.changed(last)
    hall.changed(last)
  }

  /// How the hall is arranged now, without asking the writer.
  var plan: HallPlan {
    get { currentPlan.withLock { $0 } }
    set { currentPlan.withLock { $0 = newValue } }
  }

  /// Whether a text is a dossier code of this centre, as its pattern reads it.
  func isDossierCode(_ text: String) -> Bool {
    let plan = plan
    let rules = plan.regulations.inForce(centre: plan.centreCode, on: clock.now().date)
    return (try? rules?.code.read(text)) != nil
  }
}

/// What the screens need to know of the printers.
struct PrintingView: Sendable {
  /// A printer's state in one word, with how many slips wait for it.
  struct Standing: Sendable, Hashable {
    var id: String
    var status: String
    var state: PrinterState
    var waiting: Int
    /// What is wrong, as the code of its sentence in `Config/texts`, without `printer-`.
    var trouble: String?
  }

  var standings: @Sendable () -> [Standing] = { [] }
  /// Whether any printer of a kiosk or desk works, as far as its last slip told.
  var works: @Sendable (_ station: String) -> Bool = { _ in true }
  /// Names of the printers of a kiosk or desk, first choice first.
  var order: @Sendable (_ station: String) -> [String] = { _ in [] }
  /// Where a printer's paper comes out.
  var place: @Sendable (_ printer: String) -> BilingualName? = { _ in nil }

  /// The printers that somebody should look after: in trouble, or with little paper.
  func needy() -> [Standing] {
    standings().filter { $0.trouble != nil || $0.state == .paperLow }
  }

  /// What is wrong at a kiosk or desk of which no printer works; `nil` while one does.
  func trouble(at station: String) -> PrinterState? {
    guard !works(station) else { return nil }
    let all = standings()
    return order(station).lazy.compactMap { name in all.first { $0.id == name }?.state }
      .first { $0.isTrouble }
  }

  /// Where the paper comes out, when it is not where the visitor stands.
  func paperAt(_ job: PrintJob) -> BilingualName? {
    guard let printer = job.printer, let first = order(job.station).first, printer != first
    else { return nil }
    return place(printer)
  }
}
