internal import Drivers

extension PrinterSettings {
  /// The device itself; nothing is opened before the first slip.
  func makePrinter(dataFolder: String) -> any Printer {
    switch kind {
    case .folder(let path, let keep, let delaySeconds):
      FolderPrinter(
        name: id, profile: profile, folder: Self.folder(path, in: dataFolder), keep: keep,
        delay: .seconds(delaySeconds), english: language == .vietnameseAndEnglish)
    }
  }

  var profile: PrinterProfile {
    switch kind {
    case .folder:
      PrinterProfile(
        id: "folder-\(paperWidthMillimetres)mm", kind: .folder, model: "PNG",
        paperWidthMillimetres: paperWidthMillimetres, dotsPerLine: dotsPerLine)
    }
  }
}
