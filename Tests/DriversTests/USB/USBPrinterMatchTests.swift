import Testing

@testable import Drivers

@Suite struct `Which printer is meant` {
  static func device(
    _ vendor: UInt16 = 0x04B8, _ product: UInt16 = 0x0E15, port: String = "1-1",
    serial: String? = nil, kind: UInt8 = 7, protocols: [UInt8] = [2]
  ) -> USBDevice {
    USBDevice(
      vendor: vendor, product: product, port: port, address: 5, serial: serial,
      interfaces: protocols.enumerated().map { index, code in
        USBInterface(
          number: 0, alternate: UInt8(index), classCode: kind, protocolCode: code, outEndpoint: 1,
          inEndpoint: code == 1 ? nil : 0x82)
      })
  }

  struct Row: Sendable {
    var match: USBPrinterMatch
    var devices: [USBDevice]
    /// Port of the chosen one, or words of the refusal.
    var port: String?
    var refusal: String = ""
  }

  static let stick = device(0x0781, 0x5567, port: "1-4", kind: 8)
  static let vendorClass = device(0x04B8, 0x0202, port: "1-3", kind: 0xFF)

  static let rows: [Row] = [
    Row(match: USBPrinterMatch(), devices: [stick, device()], port: "1-1"),
    Row(
      match: USBPrinterMatch(), devices: [device(), device(port: "1-2")], port: nil,
      refusal: "2 printers match (04b8:0e15 at 1-1, 04b8:0e15 at 1-2); add \"serial\" or \"port\""),
    Row(
      match: USBPrinterMatch(port: "1-2"), devices: [device(), device(port: "1-2")], port: "1-2"),
    Row(
      match: USBPrinterMatch(serial: "B"),
      devices: [device(serial: "A"), device(port: "1-2", serial: "B")], port: "1-2"),
    Row(
      match: USBPrinterMatch(serial: "C"), devices: [device(serial: "A")], port: nil,
      refusal: "the USB printer with serial C is not plugged in; 04b8:0e15 at 1-1 differs: serial A"
    ),
    Row(
      match: USBPrinterMatch(vendor: 0x0416, product: 0x5011, port: "1-4"), devices: [stick],
      port: nil,
      refusal:
        "the USB printer with vendor 0416, product 5011, port 1-4 is not plugged in; 1-4 holds "
        + "another device: vendor 0781, product 5567"),
    Row(
      match: USBPrinterMatch(port: "1-4"), devices: [stick], port: nil,
      refusal: "the USB printer with port 1-4 is not plugged in; 0781:5567 at 1-4 is no printer"),
    Row(
      match: USBPrinterMatch(), devices: [], port: nil, refusal: "a USB printer is not plugged in"),
    // A device of the vendor's own class only when both numbers are written down.
    Row(match: USBPrinterMatch(), devices: [vendorClass], port: nil, refusal: "not plugged in"),
    Row(match: USBPrinterMatch(vendor: 0x04B8), devices: [vendorClass], port: nil, refusal: "not"),
    Row(
      match: USBPrinterMatch(vendor: 0x04B8, product: 0x0202), devices: [vendorClass], port: "1-3"),
  ]

  @Test(arguments: rows.indices)
  func `the one that fits, or a sentence that says what is there`(row: Int) {
    let row = Self.rows[row]
    switch row.match.choose(among: row.devices) {
    case .one(let device, _): #expect(device.port == row.port)
    case .none(let why), .several(let why):
      #expect(row.port == nil)
      #expect(why.contains(row.refusal), "\(why)")
    }
  }

  @Test func `of several settings the one that answers is used, and none that speaks packets`() {
    let all = Self.device(protocols: [1, 2, 3, 4])
    #expect(all.printing(anyClass: false)?.protocolCode == 2)
    #expect(Self.device(protocols: [1]).printing(anyClass: false)?.protocolCode == 1)
    #expect(Self.device(protocols: [4]).printing(anyClass: false) == nil)
  }
}

@Suite struct `What a printer calls itself` {
  static let epson = "MFG:EPSON;CMD:ESC/POS;MDL:TM-T20II;CLS:PRINTER;DES:EPSON TM-T20II;SN:J5ZF;"

  @Test(arguments: [0, 2, 256])
  func `the length is understood as makers count it, high or low byte first`(offset: Int) {
    let text = Array(Self.epson.utf8)
    let count = text.count + (offset == 0 ? 0 : 2)
    let length = [UInt8(count >> 8), UInt8(count & 0xFF)]
    let id = DeviceIDString(answer: (offset == 256 ? length.reversed() : length) + text)
    #expect(id?.maker == "EPSON")
    #expect(id?.model == "TM-T20II")
    #expect(id?.speaksEscPos == true)
  }

  @Test func `long keys, small letters, spaces and unknown keys are read`() {
    let id = DeviceIDString(
      text: " manufacturer: Bixolon ;MODEL: SRP-350II;COMMAND SET:ESCPOS, BXL;X:1;;NOISE;SERN:7")
    #expect(id?.maker == "Bixolon")
    #expect(id?.model == "SRP-350II")
    #expect(id?.commands == ["ESCPOS", "BXL"])
    #expect(id?.serial == "7")
    #expect(id?.speaksEscPos == true)
  }

  @Test(arguments: ["", ";", "MFG", "MFG:;MDL:;", "CMD:ESC/POS;", "\u{0}\u{3}x"])
  func `what names neither maker nor model says nothing`(text: String) {
    #expect(DeviceIDString(text: text) == nil)
    #expect(DeviceIDString(answer: [0, UInt8(text.utf8.count + 2)] + Array(text.utf8)) == nil)
  }

  @Test func `control characters and endless names do no harm`() {
    let id = DeviceIDString(text: "MFG:A\u{1B}[2J\nB;MDL:" + String(repeating: "x", count: 500))
    #expect(id?.maker == "A[2JB")
    #expect(id?.model.count == 80)
  }
}
