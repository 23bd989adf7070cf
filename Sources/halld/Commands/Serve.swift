internal import ArgumentParser
internal import Drivers
internal import Glibc
internal import Logging
internal import NIOCore
internal import Store

struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Runs the hall.")

  @Option(help: "The configuration file.", completion: .file(extensions: ["yaml"]))
  var config: String

  @Option(help: "The data folder, instead of the configuration's.", completion: .directory)
  var data: String?

  @Option(help: "The first listener's port, instead of the configuration's; 0 for any free one.")
  var port: Int?

  @Option(
    help: "A network printer for the demonstration instead of its folder, such as 127.0.0.1:9100.")
  var demoPrinter: String?

  func validate() throws {
    guard port.map({ (0...65_535).contains($0) }) ?? true else {
      throw ValidationError("--port takes 0 to 65535.")
    }
  }

  func run() async throws {
    var configuration = try Configuration.load(config)
    if let data { configuration.dataFolder = data }
    if let port, !configuration.listeners.isEmpty { configuration.listeners[0].port = port }
    if let demoPrinter { try configuration.usePrinter(at: demoPrinter) }
    let level = Logger.Level(rawValue: configuration.logLevel.rawValue) ?? .info
    LoggingSystem.bootstrap { label in
      var handler = StreamLogHandler.standardError(label: label)
      handler.logLevel = level
      return handler
    }
    do {
      try await OpenHall(configuration, logger: Logger(label: "halld")).run()
    } catch let failure as IOError where failure.errnoCode == EADDRINUSE {
      throw CommandFailure(
        "Cổng đã có chương trình khác dùng (\(Self.addresses(configuration))); dừng chương trình đó "
          + "hoặc đổi cổng. Dữ liệu không bị ảnh hưởng. / Another program listens on "
          + "\(Self.addresses(configuration)); stop it or choose another port. No data is touched.")
    } catch let failure as StoreFailure where failure.code == .damaged {
      // Not to be started again before a person has restored a backup.
      StandardError.tell("Error: \(failure.sentence)")
      throw ExitCode(StoreFailure.exitCodeOfDamage)
    } catch let failure as StoreFailure {
      throw CommandFailure(failure.sentence)
    }
  }

  private static func addresses(_ configuration: Configuration) -> String {
    configuration.listeners.map { "\($0.address):\($0.port)" }.joined(separator: ", ")
  }
}

extension Configuration {
  /// Makes the demonstration's ticket printer one on the network.
  fileprivate mutating func usePrinter(at place: String) throws(CommandFailure) {
    let parts = place.split(separator: ":")
    guard demo != nil, parts.count == 2, let port = Int(parts[1]), (1...65_535).contains(port),
      NetworkTransport.isAddress(String(parts[0])),
      let path = ProfileFolder.printers.path(of: "escpos-80mm", in: assets),
      let model = PrinterProfileFile.read(path).profile
    else {
      throw CommandFailure(
        "--demo-printer cần cấu hình trình diễn và địa chỉ như 127.0.0.1:9100. / --demo-printer "
          + "takes a demonstration's configuration and an address such as 127.0.0.1:9100.")
    }
    for index in printers.indices where printers[index].purposes.contains(.ticket) {
      printers[index].kind = .network(address: String(parts[0]), port: port)
      printers[index].model = model
    }
  }
}
