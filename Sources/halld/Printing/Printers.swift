internal import Drivers

extension PrinterSettings {
  /// The device itself; nothing is opened before the first slip.
  func makePrinter(dataFolder: String) -> any Printer {
    let english = language == .vietnameseAndEnglish
    switch kind {
    case .folder(let path, let keep, let delaySeconds):
      return FolderPrinter(
        name: id, profile: profile, folder: Self.folder(path, in: dataFolder), keep: keep,
        delay: .seconds(delaySeconds), english: english)
    case .network(let address, let port):
      return EscPosPrinter(
        name: id, profile: profile, transport: NetworkTransport(address: address, port: port),
        english: english)
    case .usb(let match):
      return EscPosPrinter(
        name: id, profile: profile, transport: USBTransport(match), english: english)
    case .cups(let queue, let server, let media):
      return CUPSPrinter(
        name: id, profile: profile, queue: queue, server: server, sheet: media, english: english)
    }
  }

  /// The profile it names, with the width that its own paper has.
  var profile: PrinterProfile {
    var profile =
      switch kind {
      case .folder:
        PrinterProfile(
          id: "folder-\(paperWidthMillimetres)mm", kind: .folder, model: "PNG",
          paperWidthMillimetres: paperWidthMillimetres, dotsPerLine: dotsPerLine)
      // A raw queue passes on ESC/POS; any other one has a driver, which takes pages.
      case .cups(let queue, _, _):
        model.flatMap { $0.kind == .escpos ? $0 : nil }
          ?? PrinterProfile(
            id: "pages", kind: .pages, model: "CUPS \(queue)",
            paperWidthMillimetres: paperWidthMillimetres, dotsPerLine: dotsPerLine)
      case .network, .usb:
        model
          ?? PrinterProfile(
            id: "escpos", kind: .escpos, model: "ESC/POS",
            paperWidthMillimetres: paperWidthMillimetres, dotsPerLine: dotsPerLine)
      }
    profile.dotsPerLine = dotsPerLine
    profile.paperWidthMillimetres = paperWidthMillimetres
    return profile
  }

  /// Where it is reached, for the technician.
  var way: String {
    switch kind {
    case .folder(let path, _, _): path
    case .network(let address, let port): "\(address):\(port)"
    case .usb(let match): "\(match)"
    case .cups(let queue, _, _): "CUPS \(queue)"
    }
  }
}
