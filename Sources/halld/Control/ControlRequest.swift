/// What the command line asks of a hall, running or not.
enum ControlRequest: Codable, Sendable {
  case addAccount(AccountForm)
  case editAccount(AccountEdit)
  case addDevice(name: String, kind: String)
  case removeDevice(name: String)
  case backup(file: String)
  case confirmClock
  case erasePersonal(dossier: String)
  case devices
  case testPrint(printer: String)
  /// The checkpoint of this service day.
  case printCheckpoint(day: String, printer: String)
  /// Lines of the province's system; a bounded number.
  case importDossiers([ImportRow])
  /// Counts open terms again after the calendar changed; `check` only looks.
  case recount(check: Bool)
}

/// What came of it: a sentence, or several lines, for whoever typed the command.
struct ControlReply: Codable, Sendable {
  var done: Bool
  var sentence: String
  /// Answers `devices`.
  var devices: DeviceReport?

  /// Answers `importDossiers`.
  var imported: Imported?

  init(done: Bool, sentence: String, devices: DeviceReport? = nil) {
    self.done = done
    self.sentence = sentence
    self.devices = devices
  }

  init(_ answer: PrinterCommands.Answer) {
    self.init(done: answer.succeeded, sentence: answer.lines.joined(separator: "\n"))
  }
}

extension ControlReply {
  /// What became of imported lines.
  struct Imported: Codable, Sendable {
    var counts: ImportCounts
    var refusals: [ImportRefusal]
  }
}
