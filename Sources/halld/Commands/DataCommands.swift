internal import ArgumentParser
internal import Foundation
internal import Store

struct DataOption: ParsableArguments {
  @Option(help: "The data folder.", completion: .directory)
  var data: String
}

struct LogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "Proves the log, and what follows from it.",
    subcommands: [Verify.self, Rebuild.self])

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Walks over the log: sequence, chain of hashes, readable events.")

    @OptionGroup var options: DataOption

    func run() throws {
      let verdict = try HallData(options.data).verifyLog()
      print(verdict)
      if !verdict.isWhole { throw ExitCode.failure }
    }
  }

  struct Rebuild: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Recomputes tickets, print jobs and dossiers from the log and compares.")

    @OptionGroup var options: DataOption
    @Flag(help: "Compare only; nothing is changed.") var check = false

    func validate() throws {
      guard check else {
        throw ValidationError("Only --check is offered: what follows from the log is never edited.")
      }
    }

    func run() throws {
      let report = try HallData(options.data).checkRebuild()
      print(report)
      if !report.isClean { throw ExitCode.failure }
    }
  }
}

struct BackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Writes a checked copy of the data, also while the hall runs.")

  @Argument(help: "The new file.", completion: .file()) var file: String
  @OptionGroup var options: DataOption

  func run() async throws {
    let path = URL(filePath: file).path
    if let reply = try ControlClient(dataFolder: options.data).ask(.backup(file: path)) {
      return try reply.finish()
    }
    print(try HallData(options.data).backup(to: path))
  }
}

struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Puts a backup into an empty data folder.")

  @Argument(help: "The backup.", completion: .file()) var file: String
  @OptionGroup var options: DataOption

  func run() throws {
    print(try HallData.restore(from: file, to: options.data))
  }
}

struct ClockCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clock", abstract: "The machine's date.", subcommands: [Confirm.self])

  struct Confirm: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Says that staff have looked and the machine's date is right.")

    @OptionGroup var options: DataOption

    func run() throws {
      guard let reply = try ControlClient(dataFolder: options.data).ask(.confirmClock) else {
        throw CommandFailure(
          "Không có dịch vụ nào chạy trên \(options.data), không cần xác nhận. / No daemon runs "
            + "on \(options.data); there is nothing to confirm.")
      }
      try reply.finish()
    }
  }
}

extension ControlReply {
  /// Prints the sentence; a refusal ends with exit code 1.
  func finish() throws {
    guard done else { throw CommandFailure(sentence) }
    print(sentence)
  }
}
