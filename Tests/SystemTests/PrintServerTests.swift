import CUPSRig
import Foundation
import Testing

extension RealBinary {
  /// Slips of the real binary on a queue of a real cupsd.
  @Suite(.enabled(if: PrivateCUPS.isInstalled, "cups-daemon and cups-client"))
  struct `On a queue of CUPS` {
    @Test func `numbers stay true when the paper ends, and no slip comes twice or late`() throws {
      let cups = try PrivateCUPS()
      try cups.addQueue("office", taking: ["application/pdf"])
      let hall = try RunningHall(
        config: HallConfig([
          (
            "kind: folder\n    path: slips\n    keep: 1000",
            "kind: cups\n    queue: office\n    server: \(cups.socket)"
          )
        ]))
      try hall.start()

      let first = try slip(hall, "first", until: { $0.print.state == "handedOver" })
      #expect(cups.papers.count == 1)
      #expect(cups.papers.values.allSatisfy { $0.starts(with: Array("%PDF-".utf8)) })

      try cups.set(.paperOut)
      let asked = ContinuousClock.now
      let second = try slip(hall, "second", until: { _ in true })
      #expect(ContinuousClock.now - asked < .seconds(1), "a number waits for no printer")
      // CUPS had taken it: whether anything came out, a person has to see.
      _ = try slip(hall, "second", until: { $0.print.state == "unknown" })
      let third = try slip(hall, "third", until: { $0.print.noPaper })
      #expect(Set([first, second, third].map(\.number)).count == 3)
      let devices = try hall.command("devices", "--config", hall.config.file)
      #expect(devices.output.contains("office"), "\(devices)")

      // A roll is loaded; the technician's trial shows CUPS that there is paper again.
      try cups.set(.ready)
      let trial = try hall.command("test-print", "slips", "--config", hall.config.file)
      #expect(trial.ending == .exit(0), "\(trial)")
      #expect(trial.output.contains("handed over"), "\(trial)")
      let printed = try slip(hall, "third", until: { $0.print.state == "handedOver" })
      #expect(printed.number == third.number)
      #expect(printed.print.noPaper == false)
      #expect(try slip(hall, "second", until: { _ in true }).print.state == "unknown")
      try hall.stop()
      #expect(cups.papers.count == 3, "the first, the trial and the third")
    }

    /// Asks for a number with this key until its slip is as wanted; the same number each time.
    private func slip(
      _ hall: RunningHall, _ key: String, until wanted: (Ticket) -> Bool
    ) throws -> Ticket {
      let kiosk = hall.connect()
      var last = ""
      let found: Ticket? = try Deadline.within(.seconds(40)).first {
        let answer = try kiosk.send(
          "POST", "/api/tickets", json: #"{"errand":"dat-dai"}"#,
          headers: ["idempotency-key": key])
        last = String(decoding: answer.body, as: UTF8.self)
        let ticket = try JSONDecoder().decode(Ticket.self, from: Data(answer.body))
        return wanted(ticket) ? ticket : nil
      }
      guard let found else { throw hall.trouble("\(key) stays \(last)") }
      return found
    }

    private struct Ticket: Decodable {
      let number: String
      let print: Slip
    }
    private struct Slip: Decodable {
      let state: String
      let noPaper: Bool
    }
  }
}
