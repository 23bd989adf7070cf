internal import Dossiers
internal import Drivers
internal import Foundation

/// What `halld devices` says of displays, scanners and keypads.
enum PeripheralCommands {
  /// Adds how each one is doing, then what is plugged in and what to write of it into the configuration.
  ///
  /// Looks without taking anything, and not at all when a hall is `running`, which holds them.
  static func addDevices(
    of configuration: Configuration, running: DeviceReport? = nil,
    to answer: inout PrinterCommands.Answer,
    nodes: (String) -> [String] = { plugged(in: $0) }
  ) async {
    for settings in configuration.displays {
      let display = LineDisplay(
        name: settings.id, profile: settings.profile, at: settings.place)
      add(
        settings.id, "màn hình quầy / display at \(settings.counter)", settings.profile.model,
        settings.place.name,
        await standing(settings.id, in: running) { await display.look() }, to: &answer)
    }
    let keys: [(String, String, String, String, InputDevice.Model?)] =
      configuration.scanners.map {
        ($0.id, "máy quét / scanner at \($0.place.name)", $0.profile.model, $0.device, $0.model)
      }
      + configuration.keypads.map {
        ($0.id, "bàn phím / keypad at \($0.counter)", $0.profile.model, $0.device, $0.model)
      }
    for (id, what, model, path, expected) in keys {
      let device = InputDevice(name: id, path: path, expecting: expected)
      add(
        id, what, model, path, await standing(id, in: running) { await device.look() },
        to: &answer)
    }
    let used = Set(keys.map(\.3))
    for node in nodes("/dev/input/by-path").filter({ $0.hasSuffix("-kbd") && !used.contains($0) }) {
      answer.lines.append(
        "  đang cắm / plugged in: device: \(node)"
          + (InputDevice.plugged(at: node).map {
            "  model: \"\(hex($0.model.vendor)):\(hex($0.model.product))\"  (\($0.name))"
          } ?? ""))
    }
    let lines = Set(configuration.displays.map(\.place))
    for node in nodes("/dev/serial/by-path") where !lines.contains(.device(node)) {
      answer.lines.append("  đang cắm / plugged in: device: \(node)  (nối tiếp / serial)")
    }
    for folder in ProfileFolder.peripherals {
      let names = folder.names(in: configuration.assets).joined(separator: ", ")
      answer.lines.append("  profiles in Devices/\(folder.rawValue): \(names)")
    }
    for problem in ProfileFolder.problems(in: configuration.assets) {
      answer.lines.append("  \(problem)")
      answer.succeeded = false
    }
  }

  private static func standing(
    _ id: String, in running: DeviceReport?, look: () async -> DeviceStanding
  ) async -> DeviceStanding? {
    if let running { return running.standing(of: id) }
    return await look()
  }

  private static func add(
    _ id: String, _ what: String, _ model: String, _ place: String, _ standing: DeviceStanding?,
    to answer: inout PrinterCommands.Answer
  ) {
    let state =
      switch standing {
      case .ready: "sẵn sàng / ready"
      case .unknown: "chưa rõ / not known yet"
      case .some(let standing): "LỖI / FAULT: \(sentence(standing))"
      case nil: "LỖI / FAULT: \(PrinterCommands.notRunning)"
      }
    answer.lines.append("\(id)  \(what)  \(model)  \(place)  \(state)")
    if standing != .ready { answer.succeeded = false }
  }

  private static func sentence(_ standing: DeviceStanding) -> String {
    switch standing {
    case .unknown, .ready: "–"
    case .absent: "không thấy thiết bị, xem dây và nguồn / not there, look at cable and power"
    case .busy: "chương trình khác đang giữ / another program holds it"
    case .notAnswering: "không nhận dữ liệu / takes nothing"
    case .refused:
      "không mở được: sai loại hoặc chưa được quyền / cannot be opened: another kind, or no right"
    case .wrongDevice: "cổng này cắm thiết bị khác loại / another model is plugged in here"
    }
  }

  private static func hex(_ number: UInt16) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }

  /// The nodes of a folder, which udev keeps; none where there is no such folder.
  private static func plugged(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.sorted().map { "\(folder)/\($0)" }
  }
}
