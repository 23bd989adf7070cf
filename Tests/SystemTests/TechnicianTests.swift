import Foundation
import Testing
import VirtualPrinter

extension RealBinary {
  /// `halld devices` and `halld test-print` beside the hall that holds the printer's only line.
  @Suite struct `A technician beside a running hall` {
    @Test func `sees what the hall sees, and the trial page takes its turn among the slips`()
      throws
    {
      let server = try VirtualPrinterServer()
      defer { server.stop() }
      let hall = try RunningHall(
        config: HallConfig([
          (
            "kind: folder\n    path: slips\n    keep: 1000",
            "kind: network\n    profile: escpos-80mm\n    address: 127.0.0.1\n    port: \(server.port)"
          )
        ]))

      // Without a hall the printer is asked directly.
      let alone = try hall.command("devices", "--config", hall.config.file)
      #expect(alone.output.contains("sẵn sàng / ready"), "\(alone)")
      #expect(!alone.output.contains("The hall is running"), "\(alone)")
      let trial = try hall.command("test-print", "slips", "--config", hall.config.file)
      #expect(trial.ending == .exit(0), "\(trial)")
      #expect(server.printer.papers.count == 1)

      try hall.start()
      let kiosk = hall.connect()
      #expect(try slip(kiosk, "first") { $0.state == "printed" })
      let lines = server.connections
      let devices = try hall.command("devices", "--config", hall.config.file)
      #expect(devices.output.contains("The hall is running"), "\(devices)")
      #expect(devices.output.contains("sẵn sàng / ready\n  từ / since "), "\(devices)")
      #expect(devices.ending == .exit(0), "\(devices)")
      let beside = try hall.command("test-print", "slips", "--config", hall.config.file)
      #expect(
        beside.output == "Trang in thử / The test page: đã in / printed (slips)\n", "\(beside)")
      #expect(server.printer.papers.count == 3)

      server.change { $0.leavePaper(rows: 0) }
      let noPaper = try Deadline.within(.seconds(5)).first {
        let devices = try hall.command("devices", "--config", hall.config.file)
        return devices.output.contains("LỖI / FAULT: hết giấy / no paper: ") ? devices : nil
      }
      #expect(noPaper?.ending == .exit(1), "\(String(describing: noPaper))")
      let began = ContinuousClock.now
      let refused = try hall.command("test-print", "slips", "--config", hall.config.file)
      #expect(refused.ending == .exit(1), "\(refused)")
      #expect(refused.output.contains("NOT PRINTED") && refused.output.contains("it has no paper"))
      #expect(began.duration(to: .now) < .seconds(30))
      let mistyped = try hall.command("test-print", "slipps", "--config", hall.config.file)
      #expect(mistyped.output.contains("Did you mean \"slips\"?"), "\(mistyped)")

      // The number that was asked for meanwhile comes out of the new roll, once.
      #expect(try slip(kiosk, "second") { $0.noPaper })
      server.change { $0.loadPaper() }
      #expect(try slip(kiosk, "second") { $0.state == "printed" })
      #expect(server.printer.papers.count { $0.hasInk } == 4)
      #expect(server.connections == lines, "the hall's line was left alone")
      try hall.stop()
    }

    private func slip(
      _ kiosk: HTTPConnection, _ key: String, until wanted: (Slip) -> Bool
    ) throws -> Bool {
      try Deadline.within(.seconds(20)).first {
        let answer = try kiosk.send(
          "POST", "/api/tickets", json: #"{"errand":"dat-dai"}"#,
          headers: ["idempotency-key": key])
        let slip = try JSONDecoder().decode(Ticket.self, from: Data(answer.body)).print
        return wanted(slip) ? true : nil
      } ?? false
    }

    private struct Ticket: Decodable { let print: Slip }
    private struct Slip: Decodable {
      let state: String
      let noPaper: Bool
    }
  }
}
