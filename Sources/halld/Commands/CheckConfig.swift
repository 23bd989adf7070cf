internal import ArgumentParser

struct CheckConfig: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check-config",
    abstract: "Reads a configuration as strictly as serve does, and says what is wrong with it.")

  @Argument(help: "The configuration file.", completion: .file(extensions: ["yaml"]))
  var file: String

  func run() throws {
    let report = ConfigurationCheck.run(file)
    for line in report.lines { print(line) }
    if report.exitCode != 0 { throw ExitCode(report.exitCode) }
  }
}

extension Configuration {
  /// The configuration in a file, or a failure that lists every problem.
  static func load(_ path: String) throws(CommandFailure) -> Configuration {
    let outcome = ConfigurationReader.read(path)
    guard let configuration = outcome.configuration else {
      throw CommandFailure(
        outcome.problems.map(\.description).joined(separator: "\n")
          + "\n\(path): không khởi động được với cấu hình này / not started with this configuration"
      )
    }
    return configuration
  }
}
