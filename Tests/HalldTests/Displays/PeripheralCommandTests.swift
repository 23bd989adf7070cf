import Drivers
import Testing
import Ticketing
import VirtualLine

@testable import halld

/// What `halld devices` says of displays, scanners and keypads.
@Suite struct `PeripheralCommands · for the technician` {
  @Test func `each device with its state and what keeps it, then what is plugged in and free`()
    async throws
  {
    let line = try PseudoTerminal()
    try line.plug()
    var configuration = try #require(
      ConfigurationReader.read(Shipped.path("demo.yaml")).configuration)
    let path = try #require(
      ProfileFolder.displays.path(of: "cd5220", in: configuration.assets))
    let profile = try #require(DisplayProfile.read(path).profile)
    configuration.displays = [
      DisplaySettings(
        id: "display-1", counter: "1", profile: profile, place: .device(line.path),
        words: DisplayWords())
    ]
    configuration.scanners = [
      ScannerSettings(
        id: "scanner-1", place: .kiosk("kiosk-1"),
        profile: ScannerProfile(id: "s", model: "Scanner", keys: KeyReader.Settings()),
        device: "/dev/input/by-path/used-event-kbd")
    ]
    var answer = PrinterCommands.Answer(lines: [], succeeded: true)
    await PeripheralCommands.addDevices(of: configuration, to: &answer) { folder in
      folder == "/dev/serial/by-path"
        ? [line.path, "\(folder)/free-port0"]
        : ["\(folder)/used-event-kbd", "\(folder)/free-event-kbd", "\(folder)/a-event-mouse"]
    }
    #expect(!answer.succeeded)
    #expect(
      answer.lines.prefix(4).map { String($0) } == [
        "display-1  màn hình quầy / display at 1  CD5220 line display, 2 x 20  \(line.path)  "
          + "sẵn sàng / ready",
        "scanner-1  máy quét / scanner at kiosk-1  Scanner  /dev/input/by-path/used-event-kbd  "
          + "LỖI / FAULT: không thấy thiết bị, xem dây và nguồn / not there, look at cable and power",
        "  đang cắm / plugged in: device: /dev/input/by-path/free-event-kbd",
        "  đang cắm / plugged in: device: /dev/serial/by-path/free-port0  (nối tiếp / serial)",
      ])
    // A look writes nothing.
    #expect(line.readNow() == [])
  }
}
