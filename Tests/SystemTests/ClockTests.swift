import Foundation
import Testing

extension RealBinary {
  /// The wall clock of the machine is set by somebody, or forgets its battery.
  @Suite struct `Clock` {
    private static let hour: Int64 = 3_600 * 1_000_000
    private static let day = 24 * hour

    /// Microseconds that bring the hall's wall clock (UTC+7) to this time of today.
    private static func offset(to hour: Int, _ minute: Int, _ second: Int = 0) -> Int64 {
      let now = Int64(Date().timeIntervalSince1970 * 1e6) + 7 * Self.hour
      let wanted = Int64((hour * 60 + minute) * 60 + second) * 1_000_000
      return wanted - now % day
    }

    private static func errand(_ hall: RunningHall) throws -> String {
      try Places(hall, counters: 1).errands[0]
    }

    /// At noon, far from every turn of the day.
    private static func atNoon() throws -> (Faults, RunningHall) {
      let faults = try Faults()
      faults.set(.clockOffset, offset(to: 12, 0))
      let hall = try RunningHall(faults: faults)
      try hall.start()
      return (faults, hall)
    }

    private static func clock(_ hall: RunningHall) throws -> String {
      try hall.connect().send("GET", "/health").text
    }

    @Test func `an hour back: the day stays, the numbers go on, time does not run back`() throws {
      let (faults, hall) = try Self.atNoon()
      let kiosk = Kiosk(hall, errands: [try Self.errand(hall)])
      let first = try kiosk.ask()
      let calm = try Self.clock(hall)
      faults.set(.clockOffset, faults.get(.clockOffset) - Self.hour)
      let second = try kiosk.ask()
      #expect(second.day == first.day)
      #expect(first.label.hasSuffix("001") && second.label.hasSuffix("002"))
      #expect(try Self.clock(hall) != calm)
      // Also over a restart.
      try hall.stop()
      try hall.start()
      let later = Kiosk(hall, errands: [first.errand])
      let third = try later.ask()
      #expect(third.day == first.day && third.label.hasSuffix("003"))
      #expect(
        try Audit(promises: [first, second, third]).differences(hall.disk) == [])
      #expect(try hall.disk.timesRunBack() == [])
      try hall.stop()
      #expect(try hall.soundness() == [])
    }

    @Test func `a day ahead: the day stays, nobody expires, the technician is told`() throws {
      let (faults, hall) = try Self.atNoon()
      let kiosk = Kiosk(hall, errands: [try Self.errand(hall)])
      let first = try kiosk.ask()
      let calm = try Self.clock(hall)
      faults.set(.clockOffset, faults.get(.clockOffset) + Self.day)
      let second = try kiosk.ask()
      #expect(second.day == first.day)
      #expect(first.label.hasSuffix("001") && second.label.hasSuffix("002"))
      #expect(try Self.clock(hall) != calm)
      #expect(try Self.clock(hall).contains("ahead"))
      #expect(try hall.disk.tickets().map(\.state) == ["waiting", "waiting"])
      faults.set(.clockOffset, faults.get(.clockOffset) - Self.day)
      let third = try kiosk.ask()
      #expect(third.day == first.day && third.label.hasSuffix("003"))
      #expect(try !Self.clock(hall).contains("ahead"))
      try hall.stop()
      #expect(try Audit(promises: kiosk.promises).differences(hall.disk) == [])
      #expect(try hall.soundness() == [])
    }

    @Test func `frozen and thawed, the hall goes on; a clock set meanwhile is noticed`() throws {
      let (faults, hall) = try Self.atNoon()
      let kiosk = Kiosk(hall, errands: [try Self.errand(hall)])
      let board = hall.connect()
      _ = try board.openStream("/api/board/stream")
      #expect(try board.event(.within(.seconds(5))) != nil)
      let first = try kiosk.ask()

      // SIGSTOP: as a machine that swaps, or a virtual one that is moved. Time went by; no alarm.
      try Self.freeze(hall, whileFrozen: {})
      let second = try kiosk.ask()
      #expect(try !Self.clock(hall).contains("ahead"))
      #expect(try board.event(.within(.seconds(5))) != nil)

      // The same, and somebody set the clock in between.
      try Self.freeze(hall) {
        faults.set(.clockOffset, faults.get(.clockOffset) + Self.hour)
      }
      let third = try kiosk.ask()
      #expect(try Self.clock(hall).contains("ahead"))
      #expect([first, second, third].map { $0.label.suffix(3) } == ["001", "002", "003"])
      #expect(Set([first, second, third].map(\.day)).count == 1)
      #expect(try hall.disk.tickets().allSatisfy { $0.state == "waiting" })
      #expect(try hall.disk.timesRunBack() == [])
      try hall.stop()
      #expect(try hall.soundness() == [])
    }

    /// Stops the process for two seconds; a visitor who touches meanwhile waits.
    private static func freeze(_ hall: RunningHall, whileFrozen change: () -> Void) throws {
      hall.child?.kill(SIGSTOP)
      defer { hall.child?.kill(SIGCONT) }
      #expect(throws: Trouble.self) {
        try HTTPConnection(port: hall.port, limit: .seconds(2)).send("GET", "/api/board")
      }
      change()
    }

    @Test func `a restart over midnight begins the new day at one`() throws {
      let faults = try Faults()
      faults.set(.clockOffset, Self.offset(to: 23, 57))
      let hall = try RunningHall(faults: faults)
      try hall.start()
      let evening = Kiosk(hall, errands: [try Self.errand(hall)])
      let first = try evening.ask()
      _ = try evening.ask()
      try hall.crash()
      faults.set(.clockOffset, faults.get(.clockOffset) + 5 * 60 * 1_000_000)
      try hall.start()
      let morning = Kiosk(hall, errands: [first.errand])
      let next = try morning.ask()
      #expect(next.day > first.day)
      #expect(next.label == first.label)
      #expect(next.label.hasSuffix("001"))
      // The evening's key still belongs to the evening's number.
      let repeated = OpenRequest(key: first.key, errand: first.errand)
      #expect(try Kiosk.ask(repeated, morning.connection) == first)
      try hall.stop()
      let audit = Audit(promises: evening.promises + morning.promises)
      #expect(try audit.differences(hall.disk) == [])
      #expect(try hall.soundness() == [])
    }

    @Test func `midnight while it runs begins the new day at one`() throws {
      let faults = try Faults()
      faults.set(.clockOffset, Self.offset(to: 23, 59, 55))
      let hall = try RunningHall(faults: faults)
      try hall.start()
      let kiosk = Kiosk(hall, errands: [try Self.errand(hall)])
      let first = try kiosk.ask()
      let next = try Deadline.within(.seconds(20)).first {
        let promise = try kiosk.ask()
        return promise.day > first.day ? promise : nil
      }
      #expect(next?.label == first.label)
      #expect(first.label.hasSuffix("001"))
      try hall.stop()
      #expect(try Audit(promises: kiosk.promises).differences(hall.disk) == [])
      #expect(try hall.soundness() == [])
    }

    @Test(arguments: [-30, 60])
    func `an implausible date at the start gives no number until staff confirm it`(days: Int64)
      throws
    {
      let (faults, hall) = try Self.atNoon()
      let errand = try Self.errand(hall)
      let before = try Kiosk(hall, errands: [errand]).ask()
      let calm = faults.get(.clockOffset)
      try hall.stop()
      faults.set(.clockOffset, calm + days * Self.day)
      try hall.start()
      let kiosk = Kiosk(hall, errands: [errand])
      #expect(throws: Refused(status: 503, code: "clock-unconfirmed")) { try kiosk.ask() }
      #expect(try hall.disk.tickets().count == 1)
      if days < 0 {
        // These days are used up: the clock has to be set right first.
        #expect(try hall.command("clock", "confirm").ending != .exit(0))
        faults.set(.clockOffset, calm)
      }
      let confirmed = try hall.command("clock", "confirm")
      #expect(confirmed.ending == .exit(0), "\(confirmed)")
      let after = try kiosk.ask()
      #expect(days < 0 ? after.day == before.day : after.day > before.day)
      #expect(after.label.hasSuffix(days < 0 ? "002" : "001"))
      try hall.stop()
      #expect(try Audit(promises: [before, after]).differences(hall.disk) == [])
      #expect(try hall.soundness() == [])
    }
  }
}
