import Foundation
import Testing
import USBRig
import VirtualPrinter

extension RealBinary {
  /// Issuing never waits for a printer: measured against a hall that has none.
  ///
  /// Every hall runs under the emulator of USB, so that halls differ in their printer alone.
  @Suite struct `Issuing with a dead printer` {
    private static let rounds = 8
    /// A machine that is busy with other things spoils a measurement, but not three.
    private static let tries = 3
    private static let numbersARound = 100
    /// A round of 100 numbers has two that are slower than its p99: below this is the machine's noise.
    private static let floor = Duration.milliseconds(1)

    /// One hall and what its visitors waited, round by round.
    private final class Side {
      let name: String
      let rig: HallOnUSB
      let connection: HTTPConnection
      private let kiosk = UUID().uuidString
      private var asked = 0
      var rounds: [[Duration]] = []

      init(_ name: String, _ rig: HallOnUSB) {
        (self.name, self.rig) = (name, rig)
        connection = rig.hall.connect()
      }

      func ask(_ count: Int, isCounted: Bool = true) throws {
        var times: [Duration] = []
        for _ in 0..<count {
          asked += 1
          let request = OpenRequest(key: "\(kiosk)-\(asked)", errand: "dat-dai")
          let start = ContinuousClock.now
          _ = try Kiosk.ask(request, connection)
          times.append(ContinuousClock.now - start)
        }
        if isCounted { rounds.append(times.sorted()) }
      }

      /// The median of the rounds' p99: a stall of the machine spoils one round, not the comparison.
      var p99: Duration {
        let each = rounds.map { $0[$0.count * 99 / 100 - 1] }.sorted()
        return each[each.count / 2]
      }

      var line: String {
        let all = rounds.flatMap { $0 }.sorted()
        func text(_ time: Duration) -> String {
          String(format: "%7.2f ms", time / .microseconds(1) / 1_000)
        }
        return name.padding(toLength: 24, withPad: " ", startingAt: 0)
          + "p50 \(text(all[all.count / 2]))  p99 \(text(all[all.count * 99 / 100]))  "
          + "median of the rounds' p99 \(text(p99))"
      }
    }

    private static func isAsGood(_ side: Side, as none: Side) -> Bool {
      side.p99 <= none.p99 * 1.2 + floor
    }

    @Test func `p99 is within a fifth of that without any, and a slow hall would be caught`() throws
    {
      let none = Side(
        "none",
        try HallOnUSB(
          [
            (
              "  - id: slips\n    \(HallOnUSB.folderPrinter)\n    place: Lối vào\n", ""
            ),
            ("    printers: [slips]\n", ""),
          ]) { _ in })
      let usb = Side("dead on USB", try HallOnUSB())
      usb.rig.bench.change(0) {
        $0.printer.isSilent = true
        $0.printer.stopsTakingAfter = 500
      }
      // It takes every byte and never says anything.
      let swallower = try VirtualPrinterServer(
        VirtualPrinter(.init(answersStatus: false, answersRealTime: false, tellsChanges: false)))
      defer { swallower.stop() }
      let network = Side(
        "dead in the network",
        try HallOnUSB([
          (
            HallOnUSB.folderPrinter,
            "kind: network\n    profile: escpos-80mm\n    address: 127.0.0.1\n"
              + "    port: \(swallower.port)"
          )
        ]) { _ in })
      let faults = try Faults()
      let slowed = Side(
        "slowed, the control",
        try HallOnUSB([(HallOnUSB.folderPrinter, HallOnUSB.usb)], faults: faults))
      faults.set(.syncDelay, 5_000)
      let sides = [none, usb, network, slowed]
      for side in sides { try side.ask(50, isCounted: false) }
      var isGood = false
      for _ in 0..<Self.tries where !isGood {
        try measure(sides)
        #expect(try usb.rig.state() == "notAnswering")
        #expect(try network.rig.state() == "notAnswering")
        #expect(!Self.isAsGood(slowed, as: none), "the comparison finds nothing")
        isGood = Self.isAsGood(usb, as: none) && Self.isAsGood(network, as: none)
      }
      #expect(isGood, "issuing waits for a printer")
    }

    private func measure(_ sides: [Side]) throws {
      for side in sides { side.rounds = [] }
      for round in 0..<Self.rounds {
        // Each begins as often as any other.
        for place in sides.indices {
          try sides[(round + place) % sides.count].ask(Self.numbersARound)
        }
      }
      for side in sides { print(side.line) }
    }
  }
}
