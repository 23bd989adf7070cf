import Foundation
import Testing

extension RealBinary {
  @Suite struct `Faults of the machine` {
    @Test func `a full disk is said, and numbers go on when there is space again`() throws {
      let faults = try Faults()
      let hall = try RunningHall(faults: faults)
      try hall.start()
      let errand = try Places(hall, counters: 1).errands[0]
      let kiosk = Kiosk(hall, errands: [errand])
      for _ in 0..<3 { _ = try kiosk.ask() }

      faults.set(.noSpace, 1)
      for attempt in 1...20 {
        #expect(throws: Refused(status: 507, code: "disk-full"), "attempt \(attempt)") {
          try kiosk.ask()
        }
      }
      let refused = try #require(kiosk.open)
      #expect(try hall.connect().send("GET", "/api/board").status == 200)
      #expect(try hall.connect().send("GET", "/health").json.isNull == false)
      #expect(hall.child?.ending == nil)

      faults.set(.noSpace, 0)
      let repeated = try Kiosk.ask(refused, kiosk.connection)
      let next = try kiosk.ask()
      #expect(repeated.label.hasSuffix("004"))
      #expect(next.label.hasSuffix("005"))
      let audit = Audit(promises: kiosk.promises + [repeated])
      #expect(try audit.differences(hall.disk) == [])
      try hall.stop()
      #expect(try hall.soundness() == [])
    }

    @Test(arguments: 1...6)
    func `a failed flush ends the daemon, and the next start knows one truth`(nth: Int64)
      async throws
    {
      let faults = try Faults()
      let hall = try RunningHall(faults: faults)
      try hall.start()
      let errands = try Places(hall, counters: 4).errands
      let before = try await Race.run(hall, kiosks: 1, errands: errands, for: .milliseconds(50))
      faults.set(.failSyncIn, nth)
      let race = try await Race.run(hall, kiosks: 6, errands: errands, for: .seconds(10))
      let unclear = race.refusals.filter { $0 != "503 unknown-outcome" && $0 != "503 stopping" }
      #expect(unclear == [])
      let ending = try #require(hall.child?.wait(.within(.seconds(10))))
      #expect(ending != .exit(0))

      try hall.start()
      let connection = hall.connect()
      var audit = Audit(promises: before.promises + race.promises)
      #expect(race.open.isEmpty == false)
      for request in race.open {
        let first = try Kiosk.ask(request, connection)
        #expect(try Kiosk.ask(request, connection) == first)
        audit.promises.append(first)
      }
      #expect(try audit.differences(hall.disk) == [])
      try hall.stop()
      #expect(try hall.soundness() == [])
    }
  }
}
