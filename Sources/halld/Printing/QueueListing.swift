internal import Drivers

extension PrinterCommands {
  /// The queues of every print server that is configured or runs here, and how each would be used.
  ///
  /// A machine without a print server is no fault and gets no line.
  static func queues(_ printers: [PrinterSettings]) async -> [String] {
    var servers: [CUPSServer] = []
    for printer in printers {
      guard case .cups(_, let server, _) = printer.kind, !servers.contains(server) else { continue }
      servers.append(server)
    }
    if !servers.contains(CUPSServer()) { servers.append(CUPSServer()) }
    var lines: [String] = []
    for server in servers {
      guard let queues = try? await CUPSDirectory(server).queues() else { continue }
      let place = server.host ?? "máy này / this machine"
      if queues.isEmpty { lines.append("CUPS (\(place)): không có hàng đợi / no queue") }
      for queue in queues {
        lines.append("CUPS (\(place)): \(queue.name)  \(queue.device)  \(queue.model)")
        lines.append("  " + use(of: queue, at: server, printers))
      }
    }
    return lines
  }

  private static func use(
    of queue: CUPSDirectory.Entry, at server: CUPSServer, _ printers: [PrinterSettings]
  ) -> String {
    if let problem = queue.problem { return "KHÔNG DÙNG ĐƯỢC / NOT USABLE: \(problem)" }
    let user = printers.first { printer in
      guard case .cups(queue.name, server, _) = printer.kind else { return false }
      return true
    }
    if let user { return "máy in / printer \(user.id)" }
    let place = server.host.map { ", server: \($0)" } ?? ""
    let profile = queue.isRaw ? ", profile: (kind: escpos)" : ""
    return "cấu hình / configuration: {id: \(queue.name), kind: cups, queue: \(queue.name)"
      + "\(place)\(profile)}"
  }
}
