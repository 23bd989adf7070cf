internal import Drivers

/// One printer, and how its paper is reached.
struct PrinterSettings: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    /// PNG files in a folder: needs no hardware.
    ///
    /// `delaySeconds`, 0 to 60, is an artificial time per slip, for trials.
    case folder(path: String, keep: Int, delaySeconds: Int)
    /// Raw TCP to an address of the hall's network.
    case network(address: String, port: Int)
    /// A USB port of this machine.
    case usb(USBPrinterMatch)
    /// A queue of a print server.
    case cups(queue: String, server: CUPSServer, media: PrintSheet)
  }

  /// What comes out of it.
  enum Purpose: String, CaseIterable, Sendable {
    case ticket, receipt, report
  }

  /// What the second line of each text on its slips is.
  enum Language: String, CaseIterable, Sendable {
    case vietnameseAndEnglish = "vi+en"
    case vietnamese = "vi"
  }

  var id: String
  /// Where its paper comes out, as the kiosk tells a visitor.
  var place: String
  var kind: Kind
  var purposes: [Purpose] = [.ticket]
  /// What the model understands and answers; `nil` for a folder.
  var model: PrinterProfile?
  /// Dots across the printable part of the paper, a multiple of 8.
  var dotsPerLine: Int
  /// Width of the roll, 40 to 120.
  var paperWidthMillimetres: Int
  var language: Language

  /// A folder printer's folder; a relative one lies in the data folder.
  static func folder(_ path: String, in dataFolder: String) -> String {
    path.hasPrefix("/") ? path : "\(dataFolder)/\(path)"
  }
}

/// A touch screen that gives numbers.
struct KioskSettings: Hashable, Sendable {
  var id: String
  var place: String
  /// In order of preference; empty shows the number on the screen only.
  var printers: [String]
  /// Seconds between two numbers at this kiosk, 0 to 60.
  var cooldownSeconds: Int
}

/// A screen that shows the calls.
struct BoardSettings: Hashable, Sendable {
  var id: String
  var place: String
  /// Counters whose calls it shows; empty means all.
  var counters: [String]
  /// Whether it also speaks them.
  var speaks = true
}
