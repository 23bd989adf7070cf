import Foundation
import Glibc
import Testing
import Ticketing
import VirtualLine

@testable import Drivers

/// A display on a pseudo terminal: the kernel's own serial line, without the wire.
@Suite(.timeLimit(.minutes(1))) struct `A display on a serial line` {
  private static let start: [UInt8] = [0x1B, 0x40, 0x0C]

  private static func profile(line: SerialLine = SerialLine()) throws -> DisplayProfile {
    DisplayProfile(
      id: "cd5220", model: "CD5220", columns: 20, rows: 2, line: line,
      start: try DisplayFrame("1B 40 0C"),
      show: try DisplayFrame("1B 51 41 {upper} 0D 1B 51 42 {lower} 0D"))
  }

  private static func lines(_ state: CounterDisplay) -> DisplayLines {
    state.lines(at: "5", columns: 20, rows: 2)
  }

  private static func frame(_ state: CounterDisplay) throws -> [UInt8] {
    try profile().show.bytes(showing: lines(state))
  }

  @Test func `it is set up once, shows each change, and the same only once`() async throws {
    let line = try PseudoTerminal()
    try line.plug()
    let display = LineDisplay(name: "d", profile: try Self.profile(), at: .device(line.path))
    let (free, called) = (CounterDisplay.free, CounterDisplay.called(label: "A012", attempt: 1))
    #expect(await display.show(Self.lines(free)) == .ready)
    #expect(line.read(until: try Self.frame(free)) == Self.start + (try Self.frame(free)))
    #expect(await display.show(Self.lines(free)) == .ready)
    #expect(await display.show(Self.lines(called)) == .ready)
    #expect(line.read(until: try Self.frame(called)) == (try Self.frame(called)))
    #expect(line.speed == speed_t(B9600))
  }

  @Test func `after it was plugged out and in it is set up anew and shows what holds now`()
    async throws
  {
    let line = try PseudoTerminal()
    try line.plug()
    let display = LineDisplay(name: "d", profile: try Self.profile(), at: .device(line.path))
    let called = CounterDisplay.called(label: "A012", attempt: 1)
    #expect(await display.show(Self.lines(called)) == .ready)
    line.unplug()
    #expect(await display.show(Self.lines(called)) == .absent)
    #expect(await display.show(Self.lines(.free)) == .absent)
    try line.plug()
    #expect(await display.show(Self.lines(called)) == .ready)
    #expect(line.read(until: try Self.frame(called)) == Self.start + (try Self.frame(called)))
  }

  @Test func `one that was never there is absent, and found when it comes`() async throws {
    let line = try PseudoTerminal()
    let display = LineDisplay(name: "d", profile: try Self.profile(), at: .device(line.path))
    #expect(await display.show(Self.lines(.free)) == .absent)
    try line.plug()
    #expect(await display.show(Self.lines(.free)) == .ready)
  }

  @Test func `one that takes nothing is told so by the deadline, and begins anew`() async throws {
    let line = try PseudoTerminal()
    try line.plug()
    let display = LineDisplay(name: "d", profile: try Self.profile(), at: .device(line.path))
    #expect(await display.show(Self.lines(.free)) == .ready)
    line.stall()
    let began = ContinuousClock.now
    let called = CounterDisplay.called(label: "A013", attempt: 1)
    #expect(await display.show(Self.lines(called), within: .milliseconds(50)) == .notAnswering)
    #expect(began.duration(to: .now) < .seconds(5))
  }

  @Test func `garbage from it disturbs nothing`() async throws {
    let line = try PseudoTerminal()
    try line.plug()
    let display = LineDisplay(name: "d", profile: try Self.profile(), at: .device(line.path))
    #expect(await display.show(Self.lines(.free)) == .ready)
    line.write((0..<2_000).map { UInt8(truncatingIfNeeded: $0 &* 37) })
    let called = CounterDisplay.called(label: "A014", attempt: 1)
    #expect(await display.show(Self.lines(called)) == .ready)
    let arrived = line.read(until: try Self.frame(called))
    #expect(arrived.suffix(try Self.frame(called).count) == (try Self.frame(called))[...])
  }

  @Test func `what is no serial line is refused, and so is a place without an address`()
    async throws
  {
    let plain = FileManager.default.temporaryDirectory.path + "/line-\(UUID().uuidString)"
    try Data("a file".utf8).write(to: URL(filePath: plain))
    defer { try? FileManager.default.removeItem(atPath: plain) }
    for place in [
      SerialPlace.device(plain), .device("/dev/null"), .network(address: "quay-5", port: 4_001),
    ] {
      let display = LineDisplay(name: "d", profile: try Self.profile(), at: place)
      #expect(await display.look() == .refused, "\(place)")
    }
    #expect(try Data(contentsOf: URL(filePath: plain)) == Data("a file".utf8))
  }

  @Test func `the line is set as the profile says`() async throws {
    let line = try PseudoTerminal()
    try line.plug()
    let settings = SerialLine(baud: 19_200, dataBits: 7, parity: .even, stopBits: 2)
    let display = LineDisplay(
      name: "d", profile: try Self.profile(line: settings), at: .device(line.path))
    #expect(await display.look() == .ready)
    #expect(line.speed == speed_t(B19200))
  }
}

/// A serial device server in the hall's network.
@Suite(.timeLimit(.minutes(1))) struct `A display behind TCP` {
  private static func display(_ port: Int) throws -> LineDisplay {
    LineDisplay(
      name: "d",
      profile: DisplayProfile(
        id: "p", model: "p", columns: 8, rows: 1, line: SerialLine(),
        start: try DisplayFrame("0C"), show: try DisplayFrame("02 {upper} 03")),
      at: .network(address: "127.0.0.1", port: port))
  }

  private static let lines = CounterDisplay.called(label: "A012", attempt: 1)
    .lines(at: "5", columns: 8, rows: 1)
  private static let whole: [UInt8] = [0x0C, 0x02] + Array("A012  Q5".utf8) + [0x03]

  @Test func `it is reached, and reached again after the server was switched off and on`()
    async throws
  {
    let server = try LineServer()
    let display = try Self.display(server.port)
    #expect(await display.show(Self.lines) == .ready)
    #expect(server.receive(count: Self.whole.count) == Self.whole)
    server.hangUp()
    #expect(await display.show(Self.lines) == .absent)
    #expect(await display.show(Self.lines) == .ready)
    #expect(server.receive(count: Self.whole.count) == Self.whole)
  }

  @Test func `nobody listening is absent`() async throws {
    let server = try LineServer()
    let port = server.port
    server.close()
    #expect(try await Self.display(port).look() == .absent)
  }
}
