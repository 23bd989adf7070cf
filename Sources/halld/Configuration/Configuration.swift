internal import Dossiers
internal import Ticketing

/// Everything a technician decides about one halld, as one checked value.
///
/// Read from one file, `Config/halld.yaml` being the annotated example; the regulations, calendars and
/// procedures it names lie beside it or under /usr/share/halld. Whoever holds one need not check
/// anything again. Defaults stand for absent keys only.
struct Configuration: Sendable {
  /// The file it came from, as the technician named it.
  var path: String
  /// Where pages, texts, regulations and the other assets are found.
  var assets: AssetFolders
  /// The hall inside the centre; first row of its log: `hall-1`.
  var hall: String
  /// Domains, errands, counters, hours and rules.
  var plan: HallPlan
  /// Seconds by which the hall's civil time is ahead of UTC; 25,200 in Viet Nam.
  var utcOffsetSeconds: Int
  /// The procedures a dossier may be taken in for.
  var procedures: [ProcedureSettings]

  /// The addresses at which the hall is reached; at least one.
  var listeners: [ListenerSettings]
  /// Address printed in the slip's QR code, without a slash at its end; `nil` prints the bare code.
  var publicURL: String?
  /// Where log and keys are kept; a relative path starts where halld is started.
  var dataFolder: String

  /// In order of preference, for a kiosk that names none.
  var printers: [PrinterSettings]
  var kiosks: [KioskSettings]
  var boards: [BoardSettings]
  var displays: [DisplaySettings]
  var scanners: [ScannerSettings]
  var keypads: [KeypadSettings]
  /// The voice that calls; `nil` in a hall without one.
  var speech: SpeechSettings?

  var sessions: SessionSettings
  var lookup: LookupSettings
  var rates: RateSettings
  var guessing: GuessSettings
  var retention: RetentionSettings
  var limits: LimitSettings
  /// The key that signs checkpoints; `nil` leaves it to systemd's credentials.
  var checkpointKey: String?
  /// Backups by schedule; `nil` when none are made.
  var backup: BackupSettings?
  /// The folder into which the province's system puts its files; `nil` when it does not.
  var inbox: String?
  var logLevel: LogLevel
  /// Present only in a demonstration: accounts with passwords in plain text.
  var demo: DemoSettings?

  var isDemo: Bool { demo != nil }
}

/// A procedure of the catalogue, and what the hall's pages ask of it.
struct ProcedureSettings: Hashable, Sendable {
  /// All that the catalogue says.
  var procedure: Procedure

  /// The national code, `1.001193`, or the hall's own.
  var id: String { procedure.id }
  var name: BilingualName { procedure.name }
  var domain: DomainID { DomainID(procedure.domain) }
  /// Working days allowed, 1 to 3,650, hours rounded up to days of eight; 1 for `sameDay`.
  var days: Int {
    switch procedure.term {
    case .workingDays(let days): days
    case .workingHours(let hours): (hours + 7) / 8
    case .sameDay: 1
    }
  }
  /// Settled the same day (giải quyết trong ngày).
  var sameDay: Bool { procedure.term == .sameDay }
  /// Who decides.
  var agency: String? { procedure.leadAgency }

  init(_ procedure: Procedure) { self.procedure = procedure }

  /// The procedure as the dossier rules ask for it.
  var intake: Intake.Procedure {
    Intake.Procedure(id: id, term: procedure.term, agency: agency)
  }
}

/// One address at which the daemon listens, and who comes in by it.
struct ListenerSettings: Hashable, Sendable {
  /// An IP address of this machine; `0.0.0.0` or `::` for all of them.
  var address: String
  /// 0 to 65,535; 0 lets the system choose.
  var port: Int
  var doors: Doors
  /// Servers in front of it whose `X-Forwarded-For` is believed; none believes no header.
  var proxies: Set<ClientAddress> = []
  /// Certificate and key as PEM files; `nil` for plain HTTP.
  var tls: TLSFiles?

  struct TLSFiles: Hashable, Sendable {
    var certificate: String
    var key: String
  }

  /// Whether nobody outside this machine can reach it.
  var isLoopback: Bool { address == "::1" || address.hasPrefix("127.") }
}

/// What may be written of the daemon's own running.
enum LogLevel: String, CaseIterable, Sendable {
  case trace, debug, info, notice, warning, error, critical
}
