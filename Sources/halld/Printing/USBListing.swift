internal import Drivers

/// What is plugged into USB that may print, and what to write into the configuration for it.
enum USBListing {
  /// The devices as they are now; a machine without USB has none.
  static func now(
    _ printers: [PrinterSettings], _ profiles: [PrinterProfile], isRunning: Bool
  ) -> [String] {
    do throws(TransportFailure) {
      return lines(try USBSurvey.look(), printers, profiles, isRunning: isRunning)
    } catch {
      return ["USB: \(error.cause)"]
    }
  }

  /// The same of these findings; a running hall is the program that uses its own printers.
  static func lines(
    _ findings: [USBFinding], _ printers: [PrinterSettings], _ profiles: [PrinterProfile],
    isRunning: Bool = false
  ) -> [String] {
    let shown = findings.filter { finding in
      finding.isPrinter || printers.contains { $0.isMeant(finding.device) }
        || USBRecognition(finding, among: profiles).isCertain
    }
    if shown.isEmpty {
      return ["USB: không thấy máy in nào được cắm / no printer is plugged in"]
    }
    return shown.flatMap { finding -> [String] in
      let device = finding.device
      let name = [
        finding.deviceID?.maker ?? finding.maker, finding.deviceID?.model ?? finding.model,
        device.serial.map { "số máy/serial \($0)" },
      ].compactMap { $0 }.joined(separator: " ")
      let users = printers.filter { $0.isMeant(device) }.map { "\"\($0.id)\"" }
      let isOurs = isRunning && !users.isEmpty && finding.standing == .taken
      let standing =
        isOurs ? "dịch vụ đang dùng / used by the running hall" : words(finding.standing)
      let head = "USB \(device.port)  \(device.id)  \(name): \(standing)"
      if !users.isEmpty {
        return [head, "  cấu hình / configured: \(users.joined(separator: ", "))"]
      }
      let recognition = USBRecognition(finding, among: profiles)
      return [
        head, "  " + why(recognition, device),
        "  \(language(finding)). Ghi vào cấu hình / write into the configuration:",
      ] + advice(device, recognition.profile ?? standard).map { "    \($0)" }
    }
  }

  /// What suits most printers that nobody knows.
  private static let standard = "escpos-80mm"

  /// Which profile matches, and why.
  private static func why(_ recognition: USBRecognition, _ device: USBDevice) -> String {
    switch recognition {
    case .byName(let profile, let name):
      return "Hồ sơ \(profile.id): máy tự xưng là \(name) / "
        + "profile \(profile.id) matches: it calls itself \(name)"
    case .byNumbers(let profile):
      return "Hồ sơ \(profile.id): \(device.id) là \(profile.model) / "
        + "profile \(profile.id) matches: \(device.id) is \(profile.model)"
    case .possible(let profiles):
      let names = profiles.map(\.id).joined(separator: ", ")
      return "Có thể là \(names), vì nhiều máy có chung mã \(device.id): xem bề rộng giấy, in thử "
        + "bằng halld test-print / may be \(names), for several models have \(device.id): look at the "
        + "width of the paper and try halld test-print"
    case .stranger:
      return "Chưa hồ sơ nào biết \(device.id); \(standard) hợp với phần lớn máy 80 mm / "
        + "no profile knows \(device.id); \(standard) suits most printers of 80 mm"
    }
  }

  /// The port tells this printer from any other; vendor and product keep other devices out.
  private static func advice(_ device: USBDevice, _ profile: String) -> [String] {
    [
      "- id: usb-\(device.port.map { $0.isNumber ? String($0) : "-" }.joined())", "  kind: usb",
      "  profile: \(profile)", "  vendor: \"\(USBDevice.hex(device.vendor))\"",
      "  product: \"\(USBDevice.hex(device.product))\"",
      device.serial.map { "  serial: \"\($0)\"" } ?? "  port: \"\(device.port)\"",
    ]
  }

  private static func language(_ finding: USBFinding) -> String {
    guard let id = finding.deviceID else {
      return "Chưa rõ ngôn ngữ lệnh / its commands are not known"
    }
    let commands = id.commands.joined(separator: ", ")
    return id.speaksEscPos
      ? "Máy nói hiểu ESC/POS / it says that it speaks ESC/POS"
      : "Máy nói hiểu / it says that it speaks: \(commands.isEmpty ? "?" : commands)"
  }

  private static func words(_ standing: USBFinding.Standing) -> String {
    switch standing {
    case .free: "rảnh / free"
    case .kernelDriver: "nhân đang giữ, sẽ nhường / held by the kernel, which gives it up"
    case .taken: "chương trình khác đang dùng / used by another program"
    case .forbidden: "không có quyền mở / may not be opened: the user belongs in the group lp"
    case .broken: "không mở được / cannot be opened"
    }
  }
}

extension USBRecognition {
  fileprivate var isCertain: Bool {
    switch self {
    case .byName, .byNumbers: true
    case .possible, .stranger: false
    }
  }

  /// The one profile to write down, when there is one.
  fileprivate var profile: String? {
    switch self {
    case .byName(let profile, _), .byNumbers(let profile): profile.id
    case .possible(let profiles): profiles.count == 1 ? profiles[0].id : nil
    case .stranger: nil
    }
  }
}

extension PrinterSettings {
  /// Whether this printer of the configuration is that device.
  fileprivate func isMeant(_ device: USBDevice) -> Bool {
    guard case .usb(let match) = kind else { return false }
    return match.differences(from: device).isEmpty
      && device.printing(anyClass: match.takesAnyClass) != nil
  }
}
