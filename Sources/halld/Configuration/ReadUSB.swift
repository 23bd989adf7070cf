internal import Dossiers
internal import Drivers

// Keys of a printer of kind usb: vendor, product, serial, port; all may be left out.

extension ConfigurationReader {
  /// Which USB printer is meant; without any key it is the only one.
  func readUSB(
    _ group: YAMLMapping, profile: PrinterProfile?, taken: inout UniqueNames
  ) -> PrinterSettings.Kind? {
    let vendor = readNumber("vendor", group)
    let product = readNumber("product", group)
    let serial = group.has("serial") ? group.string("serial", length: 1...80) : nil
    let port = group.has("port") ? group.string("port", length: 3...40) : nil
    requireEscPos(group, profile)
    if let port, !USBPrinterMatch.isPort(port) {
      group.refuse(
        "port",
        BilingualName(vi: "«\(port)» không phải cổng USB", en: "\"\(port)\" is no USB port"),
        remedy: BilingualName(
          vi: "ghi như 1-2.3; lệnh halld devices cho biết cổng",
          en: "write it like 1-2.3; the command halld devices tells the port"))
      return nil
    }
    if vendor.isWrong || product.isWrong { return nil }
    let match = USBPrinterMatch(
      vendor: vendor.value, product: product.value, serial: serial, port: port)
    taken.claim("usb \(match)", group.value("port") ?? group.value("kind"))
    return .usb(match)
  }

  private func readNumber(_ key: String, _ group: YAMLMapping) -> (value: UInt16?, isWrong: Bool) {
    guard group.has(key) else { return (nil, false) }
    let number = group.hexNumber(key)
    return (number, number == nil)
  }
}

extension YAMLMapping {
  /// Four hexadecimal digits in quotes, as vendor and product are written.
  func hexNumber(_ key: String) -> UInt16? {
    guard let text = string(key, length: 1...40) else { return nil }
    let isHex = text.utf8.count == 4 && text.allSatisfy { $0.isASCII && $0.isHexDigit }
    if isHex, let number = UInt16(text, radix: 16) { return number }
    refuse(
      key,
      BilingualName(
        vi: "«\(text)» không phải bốn chữ số hệ 16",
        en: "\"\(text)\" is not four hexadecimal digits"),
      remedy: BilingualName(
        vi: "ghi trong dấu nháy như \"04b8\"; lệnh halld devices cho biết số",
        en: "write it in quotes like \"04b8\"; the command halld devices tells it"))
    return nil
  }
}
