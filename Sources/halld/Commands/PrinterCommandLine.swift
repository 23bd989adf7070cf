internal import ArgumentParser
internal import Dossiers
internal import Foundation
internal import Ticketing

struct ConfigurationOption: ParsableArguments {
  @Option(help: "The configuration file.", completion: .file(extensions: ["yaml"]))
  var config: String = "/etc/halld/halld.yaml"

  @Option(help: "The data folder, when not the configuration's.", completion: .directory)
  var data: String?

  func load() throws(CommandFailure) -> (configuration: Configuration, dataFolder: String) {
    let configuration = try Configuration.load(config)
    return (configuration, data ?? configuration.dataFolder)
  }
}

struct Devices: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lists printers, displays, scanners and keypads, and what is wrong with each.")

  @OptionGroup var options: ConfigurationOption

  func run() async throws {
    let (configuration, folder) = try options.load()
    // A running hall holds the devices, so it is asked and they are left in peace.
    let running = try ControlClient(dataFolder: folder).ask(.devices, patience: 10)?.devices
    if running != nil {
      print("Dịch vụ đang chạy và báo như sau. / The hall is running; this is what it says.")
    }
    let profiles = PrinterProfileFile.readAll(configuration.assets)
    var answer = await PrinterCommands.devices(
      configuration.printers, dataFolder: folder, profiles: profiles, running: running)
    answer.lines += USBListing.now(
      configuration.printers, profiles.compactMap(\.profile), isRunning: running != nil)
    answer.lines += await PrinterCommands.queues(configuration.printers)
    await PeripheralCommands.addDevices(of: configuration, running: running, to: &answer)
    try answer.finish()
  }
}

struct TestPrint: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test-print", abstract: "Prints one trial slip.")

  @Argument(help: "The printer's id in the configuration.")
  var printer: String

  @OptionGroup var options: ConfigurationOption

  func run() async throws {
    let (configuration, folder) = try options.load()
    let now = HallClock(utcOffsetSeconds: configuration.utcOffsetSeconds, last: nil).now()
    try await PrinterCommands.asked(.testPrint(printer: printer), of: folder) {
      await PrinterCommands.testPrint(
        printer, among: configuration.printers, at: now.civil, by: PrinterCommands.directly(folder))
    }.finish()
  }
}

struct Pad: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draws a pad of numbered paper tickets, to be handed out in a blackout.")

  @Option(help: "How many tickets.") var count: Int = 100
  @Option(help: "The first number.") var from: Int = 1
  @Option(help: "The folder for the sheets.", completion: .directory) var into: String = "pad"
  @OptionGroup var options: ConfigurationOption

  func run() async throws {
    let (configuration, _) = try options.load()
    guard let printer = configuration.printers.first else {
      throw CommandFailure("Chưa cấu hình máy in nào / No printer is configured.")
    }
    try await PrinterCommands.pad(
      centre: configuration.plan.centre, series: configuration.plan.rules.pad, from: from,
      count: count, profile: printer.profile, into: into
    ).finish()
  }
}

struct Forms: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draws numbered intake forms on A5, to be filled in while the machine is down.")

  @Option(help: "How many forms.") var count: Int = 50
  @Option(help: "The first number; a form's number is never used twice.") var from: Int = 1
  @Option(help: "The folder for the sheets.", completion: .directory) var into: String = "forms"
  @OptionGroup var options: ConfigurationOption

  func run() async throws {
    let (configuration, _) = try options.load()
    try await PrinterCommands.forms(
      centre: configuration.plan.centre, series: configuration.plan.rules.forms, from: from,
      count: count, into: into
    ).finish()
  }
}

extension PrinterCommands {
  /// What the running hall answers, in at most a minute, or what is done when none runs.
  static func asked(
    _ request: ControlRequest, of folder: String, otherwise: () async -> Answer
  ) async throws -> Answer {
    guard let reply = try ControlClient(dataFolder: folder).ask(request, patience: 60) else {
      return await otherwise()
    }
    return Answer(
      lines: reply.sentence.split(separator: "\n").map { String($0) }, succeeded: reply.done)
  }
}

extension PrinterCommands.Answer {
  /// Prints the lines and ends with exit code 1 when the command did not succeed.
  func finish() throws {
    for line in lines { print(line) }
    if !succeeded { throw ExitCode.failure }
  }
}
