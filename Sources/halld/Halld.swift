internal import ArgumentParser
internal import Glibc

/// The daemon of the hall, and the commands a technician types.
@main
struct Halld: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "halld",
    abstract: "The hall of a public administration service centre.",
    subcommands: [
      Serve.self, CheckConfig.self, AccountCommand.self, DeviceCommand.self, Devices.self,
      TestPrint.self, Pad.self, Forms.self, LogCommand.self, CheckpointCommand.self,
      BackupCommand.self,
      RestoreCommand.self,
      ClockCommand.self, PrivacyCommand.self, Rules.self, Procedures.self,
      DossiersCommand.self, Documents.self, Speak.self, SpeechCommand.self,
    ])

  static func main() async {
    // What the daemon or a command writes opens to its own user only, wherever it lies.
    umask(0o077)
    await main(nil)
  }
}

/// Why a command could not do its work, as a sentence for whoever typed it; exit code 1.
struct CommandFailure: Error, CustomStringConvertible {
  let description: String

  init(_ sentence: String) {
    description = sentence
  }
}
