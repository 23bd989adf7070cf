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
}

/// What came of it: a sentence, or several lines, for whoever typed the command.
struct ControlReply: Codable, Sendable {
  var done: Bool
  var sentence: String
  /// Answers `devices`.
  var devices: DeviceReport?

  init(done: Bool, sentence: String, devices: DeviceReport? = nil) {
    self.done = done
    self.sentence = sentence
    self.devices = devices
  }

  init(_ answer: PrinterCommands.Answer) {
    self.init(done: answer.succeeded, sentence: answer.lines.joined(separator: "\n"))
  }
}
