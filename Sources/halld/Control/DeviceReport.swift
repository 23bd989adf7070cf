internal import Dossiers
internal import Drivers

/// How the devices of a running hall do, as its daemon knows without disturbing them.
struct DeviceReport: Codable, Sendable, Hashable {
  struct Printer: Codable, Sendable, Hashable {
    var id: String
    var state: PrinterState
    /// Since when it is in this state, such as `07:42:31`.
    var since: String
    /// What keeps it from printing, until a slip comes out of it.
    var trouble: String?
    var waiting: Int
    /// The number on the paper that it prints now.
    var printing: String?
    /// It failed again and again, and others take its slips.
    var isResting: Bool
  }

  /// A display, scanner or keypad.
  struct Peripheral: Codable, Sendable, Hashable {
    var id: String
    var standing: DeviceStanding
  }

  var printers: [Printer] = []
  var peripherals: [Peripheral] = []

  func printer(_ id: String) -> Printer? { printers.first { $0.id == id } }
  func standing(of id: String) -> DeviceStanding? { peripherals.first { $0.id == id }?.standing }
}

extension DeviceReport {
  /// The hall's devices at this time, in the order of its configuration.
  init(
    _ configuration: Configuration, printers spooler: PrintSpooler, _ peripherals: PeripheralView,
    at now: Moment
  ) {
    let standings = spooler.standings
    printers = configuration.printers.compactMap { settings in
      standings[settings.id].map { standing in
        let since = now.adding(seconds: -Int(standing.stateFor.components.seconds))
        return Printer(
          id: settings.id, state: standing.state, since: "\(since.civil.time)",
          trouble: standing.trouble?.description, waiting: standing.waiting,
          printing: standing.printing, isResting: standing.isResting)
      }
    }
    self.peripherals = peripherals.standings().map {
      Peripheral(id: $0.id, standing: $0.standing)
    }
  }
}
