internal import Crypto
internal import Dossiers
internal import Drivers
internal import Foundation
internal import Logging
internal import NIOCore
internal import ServiceLifecycle
internal import Store
internal import Synchronization
internal import Ticketing
internal import UnixSignals

/// A hall on its way from a configuration to open doors.
///
/// The services start in the order of a morning: the log, time, the printers, the doors. They
/// end in the opposite order, so that nobody is left who could ask a closed log.
struct OpenHall {
  let configuration: Configuration
  let logger: Logger
  private let store: HallStore
  private let clock: HallClock
  private let key: CheckpointKeyFile.Reading

  /// Opens the log; `dataFolder` of the configuration is the folder that is meant.
  init(_ configuration: Configuration, logger: Logger) async throws {
    self.configuration = configuration
    self.logger = logger
    var options = StoreOptions()
    options.queueLimit = configuration.limits.writerQueue
    key = CheckpointKeyFile.read(
      configured: configuration.checkpointKey,
      environment: ProcessInfo.processInfo.environment)
    options.checkpointKey = key.key
    if case .unusable(let path, let why) = key {
      logger.error("checkpoints are not signed: \(path) cannot be used. \(why)")
    }
    store = try HallStore.open(
      folder: configuration.dataFolder,
      identity: HallIdentity(
        centre: configuration.plan.centre.vi, hall: configuration.hall,
        utcOffsetSeconds: configuration.utcOffsetSeconds),
      plan: configuration.plan,
      at: HallClock(utcOffsetSeconds: configuration.utcOffsetSeconds, last: nil).now(),
      options: options)
    clock = HallClock(
      utcOffsetSeconds: configuration.utcOffsetSeconds,
      last: store.lastRecorded?.microseconds)
    try await recordConfiguration()
    if let demo = configuration.demo { try await makeAccounts(demo) }
  }

  /// Which configuration holds is a row of the log; a full disk may not keep the hall closed.
  private func recordConfiguration() async throws {
    do {
      try await store.load(
        plan: configuration.plan, fingerprint: Self.fingerprint(configuration.path), by: .system,
        at: clock.now())
    } catch StoreError.diskFull {
      logger.error("The disk is full: numbers are refused until there is room again.")
    }
  }

  /// Runs until a signal asks for the end or a service fails.
  func run() async throws {
    let notifier = SystemdNotifier(environment: ProcessInfo.processInfo.environment)
    let group = try services(notifier)
    defer { notifier.stopping() }
    do {
      try await ServiceGroup(configuration: group).run()
    } catch is CancellationError {
      // The log is closed and whole by now; only connections were left to wait for.
      logger.warning("stopped: connections that had not closed after 5 s were cut")
    }
  }

  // Apart from `run`, and synchronous: the optimizer of Swift 6.3 crashes on the two in one.
  private func services(_ notifier: SystemdNotifier) throws -> ServiceGroupConfiguration {
    let news = News<PrintJob>()
    let printers = configuration.printers.map {
      $0.makePrinter(dataFolder: configuration.dataFolder)
    }
    let spooler = spooler(of: printers, telling: news)
    let backups = backups()
    let displays =
      configuration.displays.isEmpty
      ? nil : DisplayService(configuration.displays, store: store, logger: logger)
    let inputs = inputs()
    let speaker = configuration.speech?.speaker.map { Speaker($0, logger: logger) }
    let peripherals = PeripheralView {
      (displays?.standings ?? []) + (inputs?.standings ?? []) + (speaker.map { [$0.view] } ?? [])
    }
    let doors = OpeningDoors(configuration.listeners.count) { url in
      // One line, flushed: whoever started the process waits for it.
      FileHandle.standardOutput.write(Data("ready \(url)\n".utf8))
      notifier.ready()
    }
    let web = try HallWeb(
      configuration: configuration, store: store, clock: clock, texts: try texts(),
      pages: try pages(), printing: view(of: spooler), proof: proof(of: backups),
      peripherals: peripherals, papers: papers(on: printers),
      logger: logger,
      onReady: { listener, address in doors.opened(listener, at: address) })
    news.follow { web.slipMoved($0) }
    inputs?.tell(
      InputService.Ears(
        scanned: { await web.scanned($0) }, pressed: { await web.pressed($0, at: $1) }))

    if try web.parts.setup.prepare() {
      logger.warning(
        "no account exists: open /setup; its one-time code is in \(web.parts.setup.path)")
    }

    let control = ControlService(
      desk: ControlDesk(
        store: store, clock: clock, configuration: configuration, spooler: spooler,
        peripherals: peripherals),
      path: ControlClient(dataFolder: configuration.dataFolder).path, logger: quiet)
    var services: [any Service] = [
      StoreService(store: store),
      TimeKeeper(store: store, clock: clock, logger: logger),
      ScrubService(store: store, clock: clock, logger: logger),
      DossierWatcher(store: store, clock: clock, logger: logger),
      WatchdogService(notifier: notifier, store: store),
      control,
    ]
    if let backups { services.append(backups) }
    if isPrintingPaused {
      logger.warning(
        "printing is paused (HALLD_PRINTING=paused): slips wait in the log, no paper is drawn")
    } else {
      services.append(spooler)
      if let papers = web.parts.papers { services.append(papers) }
    }
    if let inbox = configuration.inbox {
      services.append(
        InboxService(
          folder: inbox, importer: Importer(store: store, clock: clock), texts: try texts(),
          logger: logger))
    }
    if let displays { services.append(displays) }
    if let speech = speech(to: web, and: speaker) { services.append(speech) }
    if let inputs { services.append(inputs) }
    services.append(
      PrivacyKeeper(
        store: store, web: web.parts, settings: configuration.retention, logger: logger))
    services.append(contentsOf: web.services)
    var group = ServiceGroupConfiguration(
      services: services.map {
        // A hall without one of its services is no hall: the process ends and is started again.
        .init(
          service: $0, successTerminationBehavior: .gracefullyShutdownGroup,
          failureTerminationBehavior: .gracefullyShutdownGroup)
      },
      gracefulShutdownSignals: [.sigterm, .sigint],
      logger: quiet)
    group.maximumGracefulShutdownDuration = .seconds(5)
    return group
  }

  /// For measuring what issuing costs by itself, and for a bench without its printer.
  private var isPrintingPaused: Bool {
    ProcessInfo.processInfo.environment["HALLD_PRINTING"] == "paused"
  }

  private var quiet: Logger {
    var quiet = logger
    quiet.logLevel = max(logger.logLevel, .warning)
    return quiet
  }

  // MARK: - Parts

  private func spooler(of printers: [any Printer], telling news: News<PrintJob>) -> PrintSpooler {
    var ledger = PrintLedger(
      store: store,
      composer: SlipComposer(publicURL: configuration.publicURL), clock: clock)
    let (store, record) = (store, ledger.record)
    ledger.record = { job, progress in
      let recorded = await record(job, progress)
      if recorded == .done, let moved = try? store.job(job) { news.tell(moved) }
      return recorded
    }
    return PrintSpooler(
      printers: printers,
      orders: Dictionary(
        configuration.kiosks.map { ($0.id, $0.printers) }, uniquingKeysWith: { first, _ in first }),
      commonOrder: configuration.printers.filter { $0.purposes.contains(.ticket) }.map(\.id),
      ledger: ledger, logger: logger)
  }

  private func view(of spooler: PrintSpooler) -> PrintingView {
    let printers = configuration.printers
    return PrintingView(
      standings: {
        printers.map { printer in
          let standing = spooler.standings[printer.id]
          return PrintingView.Standing(
            id: printer.id, status: standing?.trouble == nil ? "ok" : "failed",
            state: standing?.state ?? .unknown,
            waiting: standing?.waiting ?? 0, trouble: standing?.trouble?.code.rawValue)
        }
      },
      works: { spooler.works(for: $0) },
      order: { spooler.order(of: $0) },
      place: { id in
        printers.first { $0.id == id }.map { BilingualName(vi: $0.place, en: $0.place) }
      })
  }

  /// Who speaks the calls: the boards of each zone, and the loudspeaker of this machine.
  private func speech(to web: HallWeb, and speaker: Speaker?) -> SpeechService? {
    guard let voice = web.parts.voice else { return nil }
    var places = VoiceZone.zones(of: configuration.boards).map { zone in
      SpeechService.Place(zone: zone) { announcement in
        web.announce(announcement, in: zone)
        // Boards play it now; the next one waits until it is over.
        try? await Task.sleep(for: announcement.wave.duration)
      }
    }
    if let speaker {
      places.append(
        SpeechService.Place(zone: VoiceZone(counters: [])) { await speaker.play($0.wave) })
    }
    return SpeechService(places, voice: voice, store: store, clock: clock, logger: logger)
  }

  private func inputs() -> InputService? {
    guard !configuration.scanners.isEmpty || !configuration.keypads.isEmpty else { return nil }
    return InputService(
      scanners: configuration.scanners, keypads: configuration.keypads, logger: logger)
  }

  /// Papers of dossiers come out on the same devices as numbers do, where one has both purposes.
  private func papers(on printers: [any Printer]) -> PaperQueue? {
    let outcome = DocumentBook.read(configuration.assets)
    for problem in outcome.problems { logger.warning("\(problem)") }
    guard let book = outcome.book else {
      logger.warning("the templates of documents cannot be used: dossiers get no papers")
      return nil
    }
    let devices = Dictionary(
      zip(configuration.printers.map(\.id), printers), uniquingKeysWith: { first, _ in first })
    let dataFolder = configuration.dataFolder
    return PaperQueue(
      DocumentDesk(book: book, printers: configuration.printers, dataFolder: dataFolder) {
        devices[$0.id] ?? $0.makePrinter(dataFolder: dataFolder)
      }, logger: logger)
  }

  private func backups() -> BackupService? {
    configuration.backup.map {
      BackupService(
        store: store, clock: clock,
        folder: BackupFolder(
          settings: $0, hall: configuration.hall, utcOffsetSeconds: configuration.utcOffsetSeconds),
        logger: logger)
    }
  }

  private func proof(of backups: BackupService?) -> ProofView {
    ProofView(key: key, backups: { backups?.standing })
  }

  private func texts() throws -> Texts {
    guard let folder = configuration.assets.path(of: "texts") else {
      throw missing("texts")
    }
    return try Texts(folder: folder)
  }

  private func pages() throws -> Pages {
    guard let folder = configuration.assets.path(of: "pages") else { throw missing("pages") }
    return try Pages(folder: folder, openAPI: configuration.assets.path(of: "openapi.yaml"))
  }

  private func missing(_ name: String) -> CommandFailure {
    let places = configuration.assets.candidates(for: name)
    return CommandFailure(
      "Không tìm thấy thư mục \(name) (\(places)). / The folder \(name) is missing (\(places)).")
  }

  private func makeAccounts(_ demo: DemoSettings) async throws {
    for account in demo.accounts where try store.account(account.name) == nil {
      guard let hash = PasswordHash.make(of: account.password) else { continue }
      try await store.put(
        Account(
          name: account.name, fullName: account.fullName, title: account.title,
          agency: account.agency, role: account.role.rawValue, counters: account.counters,
          passwordHash: hash), by: .system, at: clock.now())
    }
    let list = demo.accounts.map { "  \($0.name) / \($0.password) (\($0.role.rawValue))" }
    StandardError.tell(
      "Bản trình diễn, tài khoản và mật khẩu / Demonstration, accounts and passwords:\n"
        + list.joined(separator: "\n"))
  }

  /// The configuration's SHA-256, for the log.
  private static func fingerprint(_ path: String) -> String {
    let bytes = FileManager.default.contents(atPath: path) ?? Data()
    return SHA256.hash(data: bytes).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}

/// Counts the listeners until every door is open, then says where the first one is.
private final class OpeningDoors: Sendable {
  private struct State {
    var closed: Int
    var first: String?
  }

  private let state: Mutex<State>
  private let onOpen: @Sendable (String) -> Void

  init(_ count: Int, onOpen: @escaping @Sendable (String) -> Void) {
    state = Mutex(State(closed: count))
    self.onOpen = onOpen
  }

  func opened(_ listener: ListenerSettings, at address: SocketAddress) {
    let scheme = listener.tls == nil ? "http" : "https"
    let host = listener.address.contains(":") ? "[\(listener.address)]" : listener.address
    let url = "\(scheme)://\(host):\(address.port ?? listener.port)"
    let first = state.withLock { state -> String? in
      state.closed -= 1
      state.first = state.first ?? url
      return state.closed == 0 ? state.first : nil
    }
    if let first { onOpen(first) }
  }
}
