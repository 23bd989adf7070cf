/// What the command line asks of a hall, running or not.
enum ControlRequest: Codable, Sendable {
  case addAccount(AccountForm)
  case editAccount(AccountEdit)
  case addDevice(name: String, kind: String)
  case removeDevice(name: String)
  case backup(file: String)
  case confirmClock
  case erasePersonal(dossier: String)
}

/// What came of it: a sentence for whoever typed the command.
struct ControlReply: Codable, Sendable {
  var done: Bool
  var sentence: String
}
