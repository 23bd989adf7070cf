import Foundation
import GRDB
import USBRig
import VirtualPrinter

/// A hall under the emulator of USB, and the printers on the ports of its bus.
final class HallOnUSB {
  let hall: RunningHall
  let bench: USBBench
  private let folder: TemporaryFolder
  private let connection: HTTPConnection

  /// What stands in the demo's configuration instead of its folder printer.
  static let usb = "kind: usb\n    profile: escpos-80mm"
  static let folderPrinter = "kind: folder\n    path: slips\n    keep: 1000"

  /// Starts a hall whose printer is this one; `plug` plugs in what is there before it starts.
  init(
    _ changes: [(String, String)] = [(folderPrinter, usb)], faults: Faults? = nil,
    plug: (USBBench) throws -> Void = { try $0.plug(into: 0) }
  ) throws {
    folder = try TemporaryFolder("usb")
    hall = try RunningHall(config: HallConfig(changes), faults: faults)
    hall.environment = ["TMPDIR": folder.path]
    hall.wrapper = try Emulator.words(socket: folder.path + "/bus", first: true)
    try hall.launch()
    let bus = try EmulatedBus(socketAt: folder.path + "/bus")
    bench = USBBench(bus)
    try plug(bench)
    bus.start()
    try hall.awaitReady()
    connection = hall.connect()
  }

  deinit {
    bench.close()
    try? hall.crash()
  }

  /// The state of a printer that people are shown.
  func state(_ printer: String = "slips") throws -> String? {
    let health = try connection.send("GET", "/health").json
    return health["printers"].list.first { $0["id"].text == printer }?["state"].text
  }

  /// A slip, as the kiosk is told of it when it repeats its request.
  func slip(_ key: String) throws -> (number: String, state: String, noPaper: Bool) {
    let answer = try connection.send(
      "POST", "/api/tickets", json: #"{"errand":"dat-dai"}"#, headers: ["idempotency-key": key])
    let print = answer.json["print"]
    guard let number = answer.json["number"].text, let state = print["state"].text else {
      throw Refused(status: answer.status, code: answer.json["code"].text ?? answer.text)
    }
    return (number, state, print["noPaper"].flag == true)
  }

  /// Waits until a slip has come to one of these ends.
  func ending(_ key: String, within limit: Duration = .seconds(30)) throws -> String {
    var last = ""
    let end: String? = try Deadline.within(limit).first {
      last = try slip(key).state
      return ["queued", "sending"].contains(last) ? nil : last
    }
    guard let end else { throw hall.trouble("\(key) is \(last) after \(limit)") }
    return end
  }
}

extension DataOnDisk {
  /// A print job as the disk has it.
  struct Slip: Hashable, Sendable {
    var ticket: Int64
    var state: String
    var printer: String?
  }

  func printed() throws -> [Slip] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT ticket, state, printer FROM print_jobs ORDER BY id")
        .map { Slip(ticket: $0[0], state: $0[1], printer: $0[2]) }
    }
  }
}
