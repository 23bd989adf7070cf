internal import ArgumentParser
internal import Store

struct DeviceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "device", abstract: "Kiosks and boards.",
    subcommands: [Add.self, List.self, Remove.self])

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Makes a token; the screen that shows /pair and is given it becomes this device.")

    @Argument(help: "The device's id in the configuration, such as kiosk-2.") var name: String
    @Option(help: "kiosk or board.") var kind: String
    @OptionGroup var options: DataOption

    func run() throws {
      let request = ControlRequest.addDevice(name: name, kind: kind)
      guard let reply = try ControlClient(dataFolder: options.data).ask(request) else {
        throw CommandFailure(
          "Hãy chạy halld serve trên \(options.data) trước khi ghép thiết bị. / Start halld serve "
            + "on \(options.data) before pairing a device.")
      }
      try reply.finish()
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists the paired devices: id, kind, since when.")

    @OptionGroup var options: DataOption

    func run() throws {
      for device in try HallData(options.data).devices() {
        print("\(device.device)\t\(device.kind)\t\(device.pairedAt.rfc3339)")
      }
    }
  }

  struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Takes a device's tokens back, such as after it was stolen.")

    @Argument(help: "The device's id, such as kiosk-2.") var name: String
    @OptionGroup var options: DataOption

    func run() throws {
      if let reply = try ControlClient(dataFolder: options.data).ask(.removeDevice(name: name)) {
        return try reply.finish()
      }
      _ = try HallData(options.data)
      let hadAny = try HallData.unpair(
        device: name, in: options.data, by: ControlDesk.actor, at: HallClock.commandLine)
      print(try Self.sentence(name, hadAny: hadAny))
    }

    /// - Throws: that nothing was paired under this name.
    static func sentence(_ name: String, hadAny: Bool) throws(CommandFailure) -> String {
      guard hadAny else {
        throw CommandFailure(
          "Chưa ghép thiết bị nào tên «\(name)». / No device \"\(name)\" is paired.")
      }
      return "Đã bỏ ghép \(name). / \(name) is no longer paired."
    }
  }
}
