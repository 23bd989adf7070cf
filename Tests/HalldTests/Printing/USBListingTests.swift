import Drivers
import Foundation
import Testing

@testable import halld

@Suite struct `What is plugged into USB` {
  static func finding(
    _ id: (UInt16, UInt16) = (0x04B8, 0x0E15), _ port: String = "1-2.3", serial: String? = nil,
    kind: UInt8 = 7, says name: String? = nil, by maker: String = "EPSON"
  ) -> USBFinding {
    USBFinding(
      device: USBDevice(
        vendor: id.0, product: id.1, port: port, address: 4, serial: serial,
        interfaces: [USBInterface(number: 0, classCode: kind, outEndpoint: 1, inEndpoint: 0x82)]),
      maker: maker, model: name,
      deviceID: name.flatMap { DeviceIDString(text: "MFG:\(maker);MDL:\($0);CMD:ESC/POS;") })
  }

  /// The shipped profiles.
  static let profiles: [PrinterProfile] = {
    let root = URL(fileURLWithPath: #filePath).pathComponents.dropLast(4)
    let demo = NSString.path(withComponents: Array(root) + ["Config", "demo.yaml"])
    return PrinterProfileFile.readAll(AssetFolders(configuration: demo)).compactMap(\.profile)
  }()

  struct Row: Sendable {
    var finding: USBFinding
    /// What is to be written, and words of the reason.
    var profile: String
    var why: String
  }

  static let rows: [Row] = [
    Row(
      finding: finding(says: "TM-T20II"), profile: "epson-tm-t20",
      why: "profile epson-tm-t20 matches: it calls itself TM-T20II"),
    Row(
      finding: finding(), profile: "epson-tm-t20",
      why: "profile epson-tm-t20 matches: 04b8:0e15 is Epson TM-T20"),
    Row(
      finding: finding((0x04B8, 0x0E28)), profile: "epson-tm-t20", why: "04b8:0e28 is Epson TM-T20"),
    // A number of the maker's that nobody has listed, and a name that tells.
    Row(
      finding: finding((0x04B8, 0x0E99), says: "TM-T88V"), profile: "epson-tm-t88",
      why: "it calls itself TM-T88V"),
    Row(
      finding: finding((0x04B8, 0x0202), says: "EPSON TM-T88IV"), profile: "epson-tm-t88",
      why: "it calls itself TM-T88IV"),
    Row(
      finding: finding((0x04B8, 0x0202), says: "TM-T20III"), profile: "epson-tm-t20",
      why: "it calls itself TM-T20III"),
    // Shared numbers and no known name: both are named, and none is chosen.
    Row(
      finding: finding((0x04B8, 0x0202), says: "TM-T88VI"), profile: "escpos-80mm",
      why: "may be epson-tm-t20, epson-tm-t88, for several models have 04b8:0202"),
    Row(
      finding: finding((0x0416, 0x5011), says: "USB Printer"), profile: "escpos-80mm",
      why: "may be escpos-58mm, escpos-80mm, for several models have 0416:5011"),
    Row(
      finding: finding((0x1FC9, 0x2016)), profile: "escpos-80mm", why: "may be escpos-80mm, for"),
    Row(
      finding: finding((0x6868, 0x0200), says: "GP-58", by: "GPrinter"), profile: "escpos-58mm",
      why: "6868:0200 is"),
    // Somebody else's number: a name alone is no proof.
    Row(
      finding: finding((0x1234, 0x5678), says: "TM-T20II"), profile: "escpos-80mm",
      why: "no profile knows 1234:5678; escpos-80mm suits most printers of 80 mm"),
  ]

  @Test(arguments: rows.indices)
  func `a printer comes with the profile that matches, why, and what to write`(row: Int) {
    let row = Self.rows[row]
    let lines = USBListing.lines([row.finding], [], Self.profiles)
    #expect(lines[1].contains(row.why), "\(lines)")
    #expect(lines.contains("      profile: \(row.profile)"), "\(lines)")
  }

  @Test func `what to write names numbers and port, or the serial number`() {
    let lines = USBListing.lines([Self.finding(says: "TM-T20II")], [], Self.profiles)
    #expect(lines[0].contains("USB 1-2.3  04b8:0e15  EPSON TM-T20II"))
    #expect(lines[2].contains("ESC/POS"))
    #expect(
      lines.suffix(6) == [
        "    - id: usb-1-2-3", "      kind: usb", "      profile: epson-tm-t20",
        "      vendor: \"04b8\"", "      product: \"0e15\"", "      port: \"1-2.3\"",
      ])
    #expect(
      USBListing.lines([Self.finding(serial: "J5")], [], Self.profiles).last?.contains("\"J5\"")
        == true)
  }

  @Test func `a configured printer is named, and what is no printer is not listed`() {
    let door = PrinterSettings(
      id: "door", place: "", kind: .usb(USBPrinterMatch(port: "1-2")), dotsPerLine: 576,
      paperWidthMillimetres: 80, language: .vietnamese)
    let stranger = Self.finding((0x0781, 0x5567), "1-3", kind: 8)
    // A power supply has the numbers of a small printer, and is no printer by its class.
    let supply = Self.finding((0x0416, 0x5011), "1-4", kind: 10)
    let lines = USBListing.lines([Self.finding((1, 2), "1-2"), stranger, supply], [door], [])
    #expect(lines.count == 2)
    #expect(lines[1].contains("\"door\""))
    #expect(USBListing.lines([stranger, supply], [], Self.profiles).count == 1)
    // In its maker's own class a printer is one when its name is known.
    let own = Self.finding((0x04B8, 0x0202), "1-5", kind: 0xFF, says: "TM-T88V")
    #expect(
      USBListing.lines([own], [], Self.profiles).contains("      profile: epson-tm-t88"))
  }

  @Test func `no two profiles claim a printer for themselves`() {
    let own = Self.profiles.flatMap { profile in profile.usb.filter { !$0.isShared } }
    #expect(own.count >= 4)
    #expect(Set(own.map { [$0.vendor, $0.product] }).count == own.count)
    let shared = Set(
      Self.profiles.flatMap { $0.usb.filter(\.isShared) }.map { [$0.vendor, $0.product] })
    #expect(shared.isDisjoint(with: own.map { [$0.vendor, $0.product] }))
    let names = Self.profiles.flatMap(\.names)
    #expect(Set(names).count == names.count)
  }
}

/// What is refused in `usb` and `names` of a profile.
@Suite final class `Numbers on USB in a profile` {
  let folder = FileManager.default.temporaryDirectory.path + "/halld-ids-\(UUID().uuidString)"

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }
  deinit { try? FileManager.default.removeItem(atPath: folder) }

  static let entry = "usb:\n  - vendor: \"04b8\"\n    product: \"0e15\"\n    source: a list\n"

  @Test(arguments: [
    (entry, ""),
    (entry + "names: [TM-T20]\n", "source.names"),
    ("names: [TM-T20]\n", "names"),
    (entry.replacing("\"04b8\"", with: "\"4b8\""), "is not four hexadecimal digits"),
    (entry.replacing("\"04b8\"", with: "\"+4b8\""), "is not four hexadecimal digits"),
    (entry.replacing("    source: a list\n", with: ""), "source"),
    (entry.replacing("a list", with: "a list\n    shared: yes"), "shared"),
    (entry.replacing("a list", with: "a list\n    colour: red"), "colour"),
    (entry + entry.replacing("usb:\n", with: ""), "04b8:0e15 is listed already"),
    ("usb: 04b8\n", "usb"), ("usb: []\n", "usb"),
  ])
  func `are read strictly`(lines: String, problem: String) throws {
    let shipped = NSString.path(
      withComponents: Array(URL(fileURLWithPath: #filePath).pathComponents.dropLast(4))
        + ["Devices", "printers", "escpos-80mm-mute.yaml"])
    let good = try String(contentsOfFile: shipped, encoding: .utf8)
      .replacing("id: escpos-80mm-mute", with: "id: made")
    let path = "\(folder)/made.yaml"
    try good.replacing("source:\n", with: lines + "source:\n", maxReplacements: 1)
      .write(toFile: path, atomically: true, encoding: .utf8)
    let reading = PrinterProfileFile.read(path)
    if problem.isEmpty {
      #expect(reading.problems == [])
      #expect(reading.profile?.usb == [USBModelID(vendor: 0x04B8, product: 0x0E15)])
    } else {
      #expect(reading.profile == nil)
      let said = reading.problems.map(\.description)
      #expect(said.contains { $0.contains(problem) && $0.hasPrefix(path + ":") }, "\(said)")
    }
  }
}
