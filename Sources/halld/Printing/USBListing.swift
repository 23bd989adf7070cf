internal import Drivers

/// What is plugged into USB that may print, and what to write into the configuration for it.
enum USBListing {
  /// The devices as they are now; a machine without USB has none.
  static func now(_ printers: [PrinterSettings]) -> [String] {
    do throws(TransportFailure) {
      return lines(try USBSurvey.look(), printers)
    } catch {
      return ["USB: \(error.cause)"]
    }
  }

  static func lines(_ findings: [USBFinding], _ printers: [PrinterSettings]) -> [String] {
    let shown = findings.filter { finding in
      finding.isPrinter || printers.contains { $0.isMeant(finding.device) }
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
      let head = "USB \(device.port)  \(device.id)  \(name): \(words(finding.standing))"
      let users = printers.filter { $0.isMeant(device) }.map { "\"\($0.id)\"" }
      if !users.isEmpty {
        return [head, "  cấu hình / configured: \(users.joined(separator: ", "))"]
      }
      return [head, "  \(language(finding)). Ghi vào cấu hình / write into the configuration:"]
        + advice(device).map { "    \($0)" }
    }
  }

  /// The port tells this printer from any other; vendor and product keep other devices out.
  private static func advice(_ device: USBDevice) -> [String] {
    [
      "- id: usb-\(device.port.map { $0.isNumber ? String($0) : "-" }.joined())", "  kind: usb",
      "  profile: escpos-80mm", "  vendor: \"\(USBDevice.hex(device.vendor))\"",
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

extension PrinterSettings {
  /// Whether this printer of the configuration is that device.
  fileprivate func isMeant(_ device: USBDevice) -> Bool {
    guard case .usb(let match) = kind else { return false }
    return match.differences(from: device).isEmpty
      && device.printing(anyClass: match.takesAnyClass) != nil
  }
}
