import Foundation
import Testing
import VirtualLine

extension RealBinary {
  @Suite struct `Displays, scanners and keypads` {
    private static func frame(_ text: String) -> [UInt8] {
      // The upper row of Devices/displays/cd5220.yaml.
      let blanks = 20 - text.utf8.count
      let row =
        String(repeating: " ", count: blanks / 2) + text
        + String(repeating: " ", count: blanks - blanks / 2)
      return [0x1B, 0x51, 0x41] + Array(row.utf8) + [0x0D]
    }

    @Test func `a counter's display shows the log, whatever happens to it or to the daemon`()
      throws
    {
      let line = try PseudoTerminal()
      try line.plug()
      let hall = try RunningHall(
        config: HallConfig([
          (
            "boards:\n",
            "displays:\n  - {id: display-1, counter: \"1\", profile: cd5220, device: \(line.path)}\n"
              + "boards:\n"
          )
        ]))
      try hall.start()
      try expect(line, "--  Q1", "closed in the morning")
      let officer = try Officer(hall, counter: "1")
      let kiosk = Kiosk(hall, errands: [try Places(hall, counters: 1).errands[0]])
      let first = try kiosk.ask().label
      _ = try officer.callNext()
      try expect(line, "\(first)  Q1", "called")
      #expect(try health(hall, "display-1", is: "ready"))

      // Pulled out: the state is right within two seconds, and numbers go on.
      line.unplug()
      let began = ContinuousClock.now
      #expect(try health(hall, "display-1", is: "absent"))
      #expect(began.duration(to: .now) < .seconds(2))
      let second = try kiosk.ask().label
      try officer.act("finish", #"{"outcome":"done"}"#)
      _ = try officer.callNext()
      try line.plug()
      try expect(line, "\(second)  Q1", "called while it was away")
      #expect(try health(hall, "display-1", is: "ready"))

      try hall.crash()
      try hall.start()
      try expect(line, "\(second)  Q1", "after a crash")
      try hall.stop()
      try expect(line, "--  Q1", "nobody is called any more")
    }

    private func expect(_ line: PseudoTerminal, _ text: String, _ when: String) throws {
      let wanted = Self.frame(text)
      let arrived = line.read(until: wanted, within: 15)
      guard arrived.count >= wanted.count,
        (0...arrived.count - wanted.count).contains(where: {
          arrived[$0..<$0 + wanted.count].elementsEqual(wanted)
        })
      else {
        throw Trouble(
          "\(when): \"\(text)\" is not shown, but \(String(decoding: arrived, as: UTF8.self).debugDescription)"
        )
      }
    }

    /// Whether a device is in this state within five seconds.
    private func health(_ hall: RunningHall, _ id: String, is state: String) throws -> Bool {
      let connection = hall.connect()
      return try Deadline.within(.seconds(5)).first {
        let devices = try connection.send("GET", "/health").json["peripherals"].list
        return devices.contains { $0["id"].text == id && $0["status"].text == state } ? true : nil
      } ?? false
    }

    @Test func `a scan is heard by its kiosk alone; a card, half a code and garbage are forgotten`()
      throws
    {
      let keys = try HallWithKeys(
        """
        scanners:
          - id: scanner-1
            kiosk: kiosk-1
            profile: keyboard-enter
            device: /dev/input/by-path/scanner-event-kbd

        """)
      let hall = keys.hall
      #expect(try health(hall, "scanner-1", is: "absent"))
      let line = try PseudoTerminal()
      let scanner = VirtualKeyboard(on: line)
      try line.plug(elsewhere: try keys.node("by-path/scanner-event-kbd"))
      #expect(try health(hall, "scanner-1", is: "ready"))

      let stream = hall.connect()
      _ = try stream.openStream("/api/kiosk/stream")
      let began = ContinuousClock.now
      scanner.scan("000.00.12.H35-261121-0007")
      #expect(try scan(stream)["dossier"].text == "000.00.12.H35-261121-0007")
      #expect(began.duration(to: .now) < .seconds(1))
      scanner.scan("001099012345|012345678|NGUYEN")
      #expect(try scan(stream)["refused"]["en"].text?.contains("identity card") == true)
      line.write((0..<2_400).map { UInt8(truncatingIfNeeded: $0 &* 131) })

      // Pulled out in the middle of a code: the half is gone with it.
      scanner.scan("000.00.12.H35-26", end: false)
      line.unplug()
      #expect(try health(hall, "scanner-1", is: "absent"))
      try line.plug(elsewhere: try keys.node("by-path/scanner-event-kbd"))
      #expect(try health(hall, "scanner-1", is: "ready"))
      scanner.scan("000.00.12.H35-261121-0008")
      // Garbage may have ended as a scan that could not be read; never as a code.
      let next = try Deadline.within(.seconds(10)).first {
        try scan(stream)["dossier"].text
      }
      #expect(next == "000.00.12.H35-261121-0008")
      try hall.crash()
      let said = (hall.child?.errors ?? "") + (hall.child?.output ?? "")
      #expect(!said.contains("001099012345") && !said.contains("261121"))
    }

    /// The next `scan` of a kiosk's stream.
    private func scan(_ stream: HTTPConnection) throws -> JSON {
      let deadline = Deadline.within(.seconds(10))
      while let line = try stream.streamLine(deadline) {
        guard line == "event: scan", let data = try stream.streamLine(deadline) else { continue }
        return JSON(Array(data.dropFirst("data: ".count).utf8))
      }
      throw Trouble("no scan came")
    }

    @Test func `a keypad calls for the officer who has opened the counter`() throws {
      let keys = try HallWithKeys(
        """
        keypads:
          - {id: keypad-1, counter: "1", profile: numeric, device: /dev/input/by-path/keypad-event-kbd}
          - {id: keypad-2, counter: "2", profile: numeric, device: /dev/input/event5, model: "0c2e:0b61"}

        """)
      let hall = keys.hall
      #expect(try health(hall, "keypad-2", is: "ready"))
      let line = try PseudoTerminal()
      let keypad = VirtualKeyboard(on: line)
      try line.plug(elsewhere: try keys.node("by-path/keypad-event-kbd"))
      #expect(try health(hall, "keypad-1", is: "ready"))
      let kiosk = Kiosk(hall, errands: [try Places(hall, counters: 1).errands[0]])
      let (first, second) = (try kiosk.ask().label, try kiosk.ask().label)
      // Nobody has opened the counter: nobody is called.
      keypad.press(96)
      let officer = try Officer(hall, counter: "1")
      keypad.press(78)
      #expect(try current(hall) == nil)
      for (key, number) in [(96, first), (83, nil), (96, second), (74, nil)] {
        guard try press(keypad, UInt16(key), hall, until: number) else {
          throw hall.trouble("key \(key): not \(number ?? "nobody") at the counter")
        }
      }
      try officer.act("close")
      try hall.crash()
      let calls = try hall.disk.events("ticket.called")
      #expect(calls.count == 2)
      #expect(try hall.soundness() == [])
    }

    /// Presses as an impatient hand does until this number is at the counter; bounces are swallowed.
    private func press(
      _ keypad: VirtualKeyboard, _ key: UInt16, _ hall: RunningHall, until number: String?
    ) throws -> Bool {
      try Deadline.within(.seconds(5)).first {
        keypad.press(key)
        return try current(hall) == number ? true : nil
      } ?? false
    }

    /// The number at counter 1, as the boards show it.
    private func current(_ hall: RunningHall) throws -> String? {
      let counters = try hall.connect().send("GET", "/api/board").json["counters"].list
      return counters.first { $0["id"].text == "1" }?["number"].text
    }

    @Test func `another model on the port is not taken`() throws {
      let keys = try HallWithKeys(
        """
        keypads:
          - {id: keypad-1, counter: "1", profile: numeric, device: /dev/input/event5, model: "0c2e:0b62"}

        """)
      #expect(try health(keys.hall, "keypad-1", is: "wrong-device"))
    }
  }
}
