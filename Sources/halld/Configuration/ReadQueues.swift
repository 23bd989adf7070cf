internal import Dossiers
internal import Drivers

// Keys of a printer of kind cups: queue, server, media.

extension ConfigurationReader {
  /// A queue of a print server; whether it is there is asked by `halld devices`, not here.
  func readQueue(_ group: YAMLMapping, taken: inout UniqueNames) -> PrinterSettings.Kind? {
    let name = group.string("queue", length: 1...127)
    let server = readPrintServer(group)
    let media = group.enumeration(
      "media", Self.choices(of: PrintSheet.self), default: PrintSheet.roll)
    guard let name else { return nil }
    // What lpadmin accepts: a queue of another name cannot be there.
    guard
      name.unicodeScalars.allSatisfy({
        $0.value > 32 && $0.value != 127 && !"/#?\\".unicodeScalars.contains($0)
      })
    else {
      group.refuse(
        "queue",
        BilingualName(
          vi: "«\(name)» không phải tên hàng đợi CUPS", en: "\"\(name)\" is no name of a CUPS queue"
        ),
        remedy: BilingualName(
          vi: "ghi tên như lpstat -e liệt kê, không có dấu cách, / và #",
          en: "write a name that lpstat -e lists, without blanks, / and #"))
      return nil
    }
    guard let server else { return nil }
    taken.claim("\(server.host ?? ""):\(server.port)/\(name)", group.value("queue"))
    return .cups(queue: name, server: server, media: media)
  }

  /// Without the key, the server that CUPS' own settings name.
  private func readPrintServer(_ group: YAMLMapping) -> CUPSServer? {
    guard let value = group.value("server") else { return CUPSServer() }
    guard let text = value.string(length: 1...255) else { return nil }
    if let server = Self.printServer(text) { return server }
    value.refuse(
      BilingualName(
        vi: "«\(text)» không phải máy chủ in", en: "\"\(text)\" is not a print server"),
      remedy: BilingualName(
        vi: "ghi tệp socket như /run/cups/cups.sock, hoặc máy như 192.168.1.5:631",
        en: "write a socket file like /run/cups/cups.sock, or a machine like 192.168.1.5:631"))
    return nil
  }

  /// `/run/cups/cups.sock`, `host` or `host:631`.
  private static func printServer(_ text: String) -> CUPSServer? {
    if text.hasPrefix("/") {
      // The kernel's own limit for the name of a socket.
      return text.utf8.count <= 107 ? CUPSServer(host: text) : nil
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard let host = parts.first, !host.isEmpty, parts.count <= 2,
      host.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "-") })
    else { return nil }
    guard parts.count == 2 else { return CUPSServer(host: String(host)) }
    guard let port = Int(parts[1]), (1...65_535).contains(port) else { return nil }
    return CUPSServer(host: String(host), port: port)
  }
}
