import Foundation
import GRDB
import Glibc
import Testing

extension RealBinary {
  /// The disk under the running hall: full for a while, slow, read-only.
  @Suite struct `The disk under the hall` {
    @Test func `after a full disk numbers, calls and slips go on by themselves`() throws {
      // Sixty seconds in the field, three here: nothing in the daemon waits for a length of time.
      let faults = try Faults()
      let hall = try RunningHall(faults: faults)
      try hall.start()
      let places = try Places(hall, counters: 1)
      let kiosk = Kiosk(hall, errands: [places.errands[0]])
      for _ in 0..<5 { _ = try kiosk.ask() }
      let officer = try Officer(hall, counter: places.counters[0])
      #expect(try officer.serveOne())
      // A slip under way when the disk fills fails and says so; these are out.
      #expect(try Self.arePrinted(kiosk.promises, hall))

      faults.set(.noSpace, 1)
      var refused: [OpenRequest] = []
      let full = Deadline.within(.seconds(3))
      while !full.isOver {
        #expect(throws: Refused(status: 507, code: "disk-full")) { try kiosk.ask() }
        if let open = kiosk.open { refused.append(open) }
        #expect(throws: Refused(status: 507, code: "disk-full")) { try officer.callNext() }
        #expect(try hall.connect().send("GET", "/api/board").status == 200)
      }
      let health = try hall.connect().send("GET", "/health").json
      #expect(health["status"].text == "degraded" && health["disk"]["status"].text == "full")
      #expect(hall.child?.ending == nil)

      faults.set(.noSpace, 0)
      // Nobody restarts anything: the next touch is a number, the next key calls.
      let request = try #require(refused.last)
      let repeated = try Kiosk.ask(request, kiosk.connection)
      let next = try kiosk.ask()
      #expect(repeated.label.hasSuffix("006") && next.label.hasSuffix("007"))
      #expect(try officer.serveOne())
      #expect(try Self.arePrinted(kiosk.promises + [repeated, next], hall))
      let well: Bool? = try Deadline.within(.seconds(10)).first {
        let answer = try hall.connect().send("GET", "/health")
        return answer.status == 200 && answer.json["disk"]["status"].text != "full" ? true : nil
      }
      #expect(well == true)
      #expect(try Audit(promises: kiosk.promises + [repeated]).differences(hall.disk) == [])
      try hall.stop()
      #expect(try hall.soundness() == [])
    }

    @Test func `on a slow disk numbers wait for the disk together, and screens do not wait`()
      async throws
    {
      let faults = try Faults()
      let hall = try RunningHall(faults: faults)
      try hall.start()
      let errands = try Places(hall, counters: 4).errands
      _ = try Kiosk(hall, errands: errands).ask()
      faults.set(.syncDelay, 300_000)
      async let race = Race.run(hall, kiosks: 16, errands: errands, for: .seconds(3))
      let slowest = try await onThread { () throws -> Duration in
        var slowest = Duration.zero
        let until = Deadline.within(.seconds(2))
        while !until.isOver {
          let began = ContinuousClock.now
          #expect(try hall.connect().send("GET", "/kiosk").status == 200)
          slowest = max(slowest, began.duration(to: .now))
        }
        return slowest
      }
      let ended = try await race
      faults.set(.syncDelay, 0)
      print("300 ms a flush: \(ended.promises.count) numbers in 3 s, slowest page \(slowest)")
      #expect(ended.refusals == [])
      // One commit carries many: one at a time would be ten.
      #expect(ended.promises.count >= 48)
      #expect(slowest < .milliseconds(500))
      try hall.stop()
      #expect(try Audit(promises: ended.promises).differences(hall.disk) == [])
    }

    @Test func `a file system gone read-only ends the hall in words; writable, it goes on`() throws
    {
      // By the shim: a mount that has files open for writing cannot be remounted by hand.
      let faults = try Faults()
      let hall = try RunningHall(faults: faults)
      try hall.start()
      let errand = try Places(hall, counters: 1).errands[0]
      let kiosk = Kiosk(hall, errands: [errand])
      for _ in 0..<5 { _ = try kiosk.ask() }
      faults.set(.readOnly, 1)
      // Told that the outcome is unknown, or cut off by the end of the process: never a number.
      #expect(throws: (any Error).self) { try kiosk.ask() }
      let open = try #require(kiosk.open)
      let ending = try #require(hall.child?.wait(.within(.seconds(10))))
      #expect(ending != .exit(0))
      try Self.expectRefusedStart(hall)

      faults.set(.readOnly, 0)
      try hall.start()
      let answered = try Kiosk.ask(open, hall.connect())
      #expect(try Audit(promises: kiosk.promises + [answered]).differences(hall.disk) == [])
      try hall.stop()
      #expect(try hall.soundness() == [])
    }

    @Test func `a folder mounted read-only is named at the start`() throws {
      let hall = try RunningHall()
      try hall.start()
      let kiosk = Kiosk(hall, errands: [try Places(hall, counters: 1).errands[0]])
      _ = try kiosk.ask()
      try hall.stop()
      let script = """
        mount --bind '\(hall.data)' '\(hall.data)' && mount -o remount,bind,ro '\(hall.data)'
        """
      guard (try? run("/usr/bin/unshare", ["-m", "sh", "-c", script]))?.ending == .exit(0) else {
        // Without the right to mount the shim stands in, as in the test above.
        print("a real read-only mount is not possible here; the shim shows it")
        return
      }
      hall.wrapper = ["/usr/bin/unshare", "-m", "sh", "-c", script + " && exec \"$@\"", "sh"]
      try Self.expectRefusedStart(hall)
      hall.wrapper = []
      try hall.start()
      let next = try Kiosk(hall, errands: [kiosk.promises[0].errand]).ask()
      #expect(next.label.hasSuffix("002"))
      try hall.stop()
    }

    private static func arePrinted(_ promises: [Promise], _ hall: RunningHall) throws -> Bool {
      let tickets = Set(promises.map(\.ticket))
      let are: Bool? = try Deadline.within(.seconds(15)).first {
        let states = try hall.disk.printStates().filter { tickets.contains($0.ticket) }
        return states.count == tickets.count && states.allSatisfy { $0.state == "printed" }
          ? true : nil
      }
      return are == true
    }

    private static func expectRefusedStart(_ hall: RunningHall) throws {
      try hall.launch()
      let ending = try #require(hall.child?.wait(.within(.seconds(10))))
      #expect(ending == .exit(1))
      let said = hall.child?.errors ?? ""
      #expect(said.contains("Read-only file system") && said.contains(hall.data), "\(said)")
    }
  }
}

extension DataOnDisk {
  /// The state of each print job, with its ticket.
  func printStates() throws -> [(ticket: Int64, state: String)] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT ticket, state FROM print_jobs ORDER BY id")
        .map { ($0[0], $0[1]) }
    }
  }
}
