import Drivers
import Testing

@testable import halld

@Suite struct `What is plugged into USB` {
  static func finding(_ port: String, serial: String? = nil, kind: UInt8 = 7) -> USBFinding {
    USBFinding(
      device: USBDevice(
        vendor: 0x04B8, product: 0x0E15, port: port, address: 4, serial: serial,
        interfaces: [USBInterface(number: 0, classCode: kind, outEndpoint: 1, inEndpoint: 0x82)]),
      deviceID: DeviceIDString(text: "MFG:EPSON;MDL:TM-T20II;CMD:ESC/POS;"))
  }

  @Test func `an unknown printer comes with what to write into the configuration`() {
    let lines = USBListing.lines([Self.finding("1-2.3")], [])
    #expect(lines[0].contains("USB 1-2.3  04b8:0e15  EPSON TM-T20II"))
    #expect(lines[1].contains("ESC/POS"))
    #expect(
      lines.suffix(6) == [
        "    - id: usb-1-2-3", "      kind: usb", "      profile: escpos-80mm",
        "      vendor: \"04b8\"", "      product: \"0e15\"", "      port: \"1-2.3\"",
      ])
    #expect(
      USBListing.lines([Self.finding("1-1", serial: "J5")], []).last?.contains("\"J5\"") == true)
  }

  @Test func `a configured printer is named, and what is no printer is not listed`() {
    let door = PrinterSettings(
      id: "door", place: "", kind: .usb(USBPrinterMatch(port: "1-2")), dotsPerLine: 576,
      paperWidthMillimetres: 80, language: .vietnamese)
    let lines = USBListing.lines([Self.finding("1-2"), Self.finding("1-3", kind: 8)], [door])
    #expect(lines.count == 2)
    #expect(lines[1].contains("\"door\""))
    #expect(USBListing.lines([], []).count == 1)
  }
}
