import Foundation
import Testing

extension RealBinary {
  @Suite struct `Exactly once` {
    @Test func `eight kiosks and four counters at full speed: no number twice, none lost`()
      async throws
    {
      let hall = try RunningHall()
      try hall.start()
      let places = try Places(hall, counters: 4)
      let time: Duration = Project.isSoaking ? .seconds(30) : .seconds(5)
      let race = try await Race.run(
        hall, kiosks: 8, errands: places.errands, officers: places.counters, for: time)
      #expect(race.refusals == [])
      #expect(race.open == [])
      #expect(race.promises.count > 100)
      #expect(race.calls.count > 20)
      let audit = Audit(promises: race.promises, calls: race.calls)
      #expect(try audit.differences(hall.disk) == [])
      #expect(Set(race.calls.map(\.ticket)).count == race.calls.count)
      try hall.stop()
      #expect(try audit.differences(hall.disk) == [])
      #expect(try hall.soundness() == [])
      print("exactly once: \(race.promises.count) numbers, \(race.calls.count) calls in \(time)")
    }

    @Test func `a printer that takes two seconds a slip does not slow issuing`() async throws {
      let quick = try RunningHall()
      let slow = try RunningHall(config: HallConfig([Demo.slowPrinter]))
      try quick.start()
      try slow.start()
      let places = try Places(quick, counters: 4)
      var numbers = [0, 0]
      var promises: [[Promise]] = [[], []]
      var ratio: Double { Double(numbers[1]) / Double(max(1, numbers[0])) }
      // Short turns, one after the other, so that both meet the same machine; more of them when
      // something else has disturbed the first. Issuing that waits for paper stays far below.
      for turn in 0..<(Project.isSoaking ? 40 : 16) where turn < 6 || ratio < 0.85 {
        for (which, hall) in [quick, slow].enumerated() {
          // The other one stands still, or its printer's work would be counted here.
          let other = which == 0 ? slow : quick
          other.child?.kill(SIGSTOP)
          defer { other.child?.kill(SIGCONT) }
          let race = try await Race.run(
            hall, kiosks: 8, errands: places.errands, for: .milliseconds(500))
          #expect(race.refusals == [])
          numbers[which] += race.promises.count
          promises[which] += race.promises
        }
      }
      print("2 s a slip: \(numbers[1]) numbers, without delay \(numbers[0]), ratio \(ratio)")
      #expect(ratio >= 0.8)
      #expect(try Audit(promises: promises[0]).differences(quick.disk) == [])
      #expect(try Audit(promises: promises[1]).differences(slow.disk) == [])
      try slow.stop()
      try quick.stop()
    }
  }
}
