internal import HummingbirdCore
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import ServiceLifecycle
internal import Store
internal import Ticketing

/// The hall's web server: one application for each listener, and the feeds they share.
///
/// `services` go into the process's group after the store; shut down first, so that every stream
/// has ended before the listeners wait for their connections.
struct HallWeb: Sendable {
  let parts: WebParts
  private let applications: [Application<HallResponder>]

  /// The servers of a configuration's listeners, with pages and assets that are read already.
  ///
  /// `onReady` is called once per listener with the address it really has.
  init(
    configuration: Configuration, store: HallStore, clock: HallClock, texts: Texts,
    pages: Pages, printing: PrintingView = PrintingView(), proof: ProofView = ProofView(),
    peripherals: PeripheralView = PeripheralView(), papers: PaperQueue? = nil,
    logger: Logger,
    pace: StreamFeed.Pace = StreamFeed.Pace(),
    onReady: @escaping @Sendable (ListenerSettings, SocketAddress) async -> Void = { _, _ in }
  ) throws {
    let parts = WebParts(
      settings: configuration, store: store, clock: clock, texts: texts, pages: pages,
      printing: printing, proof: proof, peripherals: peripherals, papers: papers,
      logger: logger, pace: pace)
    self.parts = parts
    // Hummingbird tells of each connection; what matters is told by the routes themselves.
    var quiet = logger
    quiet.logLevel = max(logger.logLevel, .warning)
    let serverLogger = quiet
    let refusals = ConnectionRefusals(texts)
    applications = try configuration.listeners.map { listener in
      // The gate turns away with a word; beyond it connections wait until they are accepted.
      let connections = MaximumAvailableConnections(
        configuration.limits.connections + 512, logger: serverLogger)
      return Application(
        responder: HallResponder(
          web: parts, doors: listener.doors, isSecure: listener.tls != nil,
          proxies: listener.proxies),
        server: try listener.server(
          gate: parts.gate, refusals: refusals, deadlines: configuration.limits.deadlines),
        configuration: ApplicationConfiguration(
          address: .hostname(listener.address, port: listener.port), backlog: 1_024,
          availableConnectionsDelegate: connections),
        onServerRunning: { channel in
          if let address = channel.localAddress { await onReady(listener, address) }
        },
        logger: serverLogger)
    }
  }

  /// In the order of starting; the group ends them backwards, the streams first.
  var services: [any Service] {
    var services: [any Service] = applications
    services.append(parts.board)
    services.append(parts.hall)
    return services
  }

  /// Another configuration holds from now on.
  func follow(_ plan: HallPlan) {
    parts.plan = plan
    parts.board.changed(0)
    parts.hall.changed(0)
  }

  /// A call is spoken now: the boards of its zone play it.
  func announce(_ announcement: Announcement, in zone: VoiceZone) {
    let boards = parts.settings.boards
    parts.board.tellEach(announcement.event) { station in
      // A board without a name shows all counters, and speaks for all.
      guard let board = boards.first(where: { $0.id == station }) else {
        return zone.counters.isEmpty
      }
      return board.speaks && VoiceZone(board) == zone
    }
  }

  /// A slip has come further: the kiosk that asked for it hears so.
  func slipMoved(_ job: PrintJob) {
    parts.hall.tell(job.station, JSONText.printNews(job, parts.printing))
  }
}
