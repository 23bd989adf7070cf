/// What a printer is: a row of data from `Devices/printers`, one file a model.
public struct PrinterProfile: Hashable, Sendable, Codable {
  /// Name of the profile: lower case letters, digits and hyphens, such as `folder-80mm`.
  public var id: String
  /// How its paper is reached.
  public var kind: Kind
  /// For the technician, such as the maker's name and the series.
  public var model: String
  /// Width of the roll in millimetres, 40 to 120.
  public var paperWidthMillimetres: Int
  /// Dots across the part of the paper that can be printed, a multiple of 8.
  public var dotsPerLine: Int
  /// What it understands and answers; only for `escpos`.
  public var escPos: EscPosTraits?
  /// Numbers on USB that its models are known by.
  public var usb: [USBModelID]
  /// What its models call themselves on USB, such as `TM-T20II`.
  public var names: [String]

  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// PNG files in a folder: needs no hardware.
    case folder
    /// A ticket printer that takes ESC/POS, by USB or over the network.
    case escpos
    /// Whatever a print server has a driver for: it gets finished pages.
    case pages
  }

  public static let dotsPerLineRange = 320...1_024
  public static let paperWidthRange = 40...120

  public init(
    id: String, kind: Kind, model: String, paperWidthMillimetres: Int, dotsPerLine: Int,
    escPos: EscPosTraits? = nil, usb: [USBModelID] = [], names: [String] = []
  ) {
    self.id = id
    self.kind = kind
    self.model = model
    self.paperWidthMillimetres = paperWidthMillimetres
    self.dotsPerLine = dotsPerLine
    self.escPos = escPos
    self.usb = usb
    self.names = names
  }
}
