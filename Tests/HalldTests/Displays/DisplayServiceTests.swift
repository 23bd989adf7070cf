import Drivers
import Logging
import ServiceLifecycle
import Synchronization
import Testing
import Ticketing
import VirtualLine

@testable import halld

/// From the committed hall to a display on a pseudo terminal.
@Suite(.timeLimit(.minutes(1))) struct `The displays at the counters` {
  private static func settings(_ line: PseudoTerminal, counter: CounterID = "1") throws
    -> DisplaySettings
  {
    DisplaySettings(
      id: "display-\(counter)", counter: counter,
      profile: DisplayProfile(
        id: "p", model: "p", columns: 8, rows: 1, line: SerialLine(),
        start: try DisplayFrame("0C"), show: try DisplayFrame("02 {upper} 03")),
      place: .device(line.path), words: DisplayWords())
  }

  private static func frame(_ text: String) -> [UInt8] { [0x02] + Array(text.utf8) + [0x03] }

  private static func run(
    _ service: DisplayService, _ use: @Sendable () async throws -> Void
  ) async throws {
    let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(services: [service], logger: quiet))
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      try await use()
      await group.triggerGracefulShutdown()
      try await tasks.waitForAll()
    }
  }

  private static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  @Test func `follow what is written, come back after they were unplugged, and end closed`()
    async throws
  {
    try await HallUnderTest.open { hall async throws in
      let line = try PseudoTerminal()
      try line.plug()
      let settings = try Self.settings(line)
      let service = DisplayService([settings], store: hall.store, logger: Self.quiet)
      let officer = try await hall.cookie(.officer, counters: ["1"])
      try await Self.run(service) {
        func shows(_ text: String) async -> Bool {
          await RawHTTP.aside {
            let wanted = Self.frame(text)
            return line.read(until: wanted).suffix(wanted.count) == wanted[...]
          }
        }
        #expect(await shows(" --  Q1 "))
        _ = try await hall.ask("POST", "/api/counters/1/open", cookie: officer)
        #expect(await shows("   Q1   "))
        _ = try await hall.takeNumber()
        _ = try await hall.ask("POST", "/api/counters/1/call-next", cookie: officer)
        #expect(await shows("A001  Q1"))
        #expect(service.standings.map(\.standing) == [.ready])
        line.unplug()
        #expect(await Self.becomes(service, .absent))
        try line.plug()
        #expect(await shows("A001  Q1"))
        #expect(await Self.becomes(service, .ready))
      }
      let last = Self.frame(" --  Q1 ")
      #expect(line.read(until: last).suffix(last.count) == last[...])
    }
  }

  @Test func `one that hangs keeps no other from its number`() async throws {
    let (dead, well) = (try PseudoTerminal(), try PseudoTerminal())
    try dead.plug()
    dead.stall()
    try well.plug()
    let displays = [try Self.settings(dead, counter: "1"), try Self.settings(well, counter: "2")]
    let number = Mutex(0)
    let (changes, bell) = AsyncStream.makeStream(of: Int64.self)
    let service = DisplayService(
      displays, changes: { changes },
      look: {
        let label = "A\(100 + number.withLock { $0 })"
        return ["1": .serving(label: label), "2": .serving(label: label)]
      }, logger: Self.quiet)
    try await Self.run(service) {
      let worst = await RawHTTP.aside { () -> Duration in
        var worst = Duration.zero
        for place in 1...20 {
          number.withLock { $0 = place }
          let began = ContinuousClock.now
          bell.yield(Int64(place))
          let wanted = Self.frame("A\(100 + place)  Q2")
          guard well.read(until: wanted).suffix(wanted.count) == wanted[...] else {
            return .seconds(99)
          }
          worst = max(worst, began.duration(to: .now))
        }
        return worst
      }
      // The hanging one is given up after two seconds each time; twenty such waits would be forty.
      #expect(worst < .seconds(5), "\(worst)")
      #expect(await Self.becomes(service, .notAnswering, at: 0))
      #expect(service.standings[1].standing == .ready)
    }
  }

  private static func becomes(
    _ service: DisplayService, _ standing: DeviceStanding, at place: Int = 0
  ) async -> Bool {
    let end = ContinuousClock.now + .seconds(15)
    while ContinuousClock.now < end {
      if service.standings[place].standing == standing { return true }
      await betweenLooks()
    }
    return false
  }
}
