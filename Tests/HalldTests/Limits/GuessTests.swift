import Dossiers
import Foundation
import Store
import Testing
import Ticketing

@testable import halld

@Suite struct `Guessing` {
  private func moment(_ seconds: Double) -> Moment {
    Moment(
      microseconds: 1_795_244_400_000_000 + Int64(seconds * 1_000_000), utcOffsetSeconds: 25_200)
  }

  private func client(_ number: Int) -> ClientAddress {
    ClientAddress("203.0.\(number >> 8 & 255).\(number & 255)") ?? .unknown
  }

  @Test func `from one address is stopped after its share, and one row tells it`() {
    let watch = GuessWatch(GuessSettings(), isFreeForLoopback: false)
    var reports: [GuessWatch.Report] = []
    var heard = 0
    for number in 0..<1_000 {
      let now = moment(Double(number) * 0.05)
      if watch.wait(.dossiers, from: client(1), at: now) == nil {
        heard += 1
        if let report = watch.missed(.dossiers, from: client(1), at: now) { reports.append(report) }
      } else if let report = watch.refused(.dossiers, at: now) {
        reports.append(report)
      }
    }
    #expect(heard <= 30, "\(heard)")
    #expect(reports == [GuessWatch.Report(door: .dossiers, tries: 20)])
    // What came after the first report is told when it is quiet again; nothing is told twice.
    let rest = watch.takeRest(at: moment(200))
    #expect(rest.map(\.door) == [.dossiers])
    #expect(rest.map(\.tries).reduce(20, +) >= 980)
    #expect(watch.takeRest(at: moment(300)) == [])
    #expect(watch.standings(at: moment(100)).map(\.door) == [.dossiers])
    #expect(watch.standings(at: moment(2_000)) == [])
    #expect(
      watch.wait(.links, from: client(1), at: moment(50)) == nil, "another door is another count")
  }

  @Test func `from a thousand addresses is stopped too, and who has guessed nothing is served`() {
    let watch = GuessWatch(GuessSettings(), isFreeForLoopback: false)
    var heard = 0
    var reports = 0
    for number in 0..<5_000 {
      let now = moment(Double(number) * 0.012)
      let guesser = client(number % 1_000)
      if watch.wait(.dossiers, from: guesser, at: now) == nil {
        heard += 1
        if watch.missed(.dossiers, from: guesser, at: now) != nil { reports += 1 }
      } else if watch.refused(.dossiers, at: now) != nil {
        reports += 1
      }
      #expect(watch.wait(.dossiers, from: client(60_000), at: now) == nil)
    }
    // Each address is heard once, and none a second time once there are too many of them.
    #expect(heard <= 1_200, "\(heard)")
    #expect(reports == 1)
  }

  @Test func `and ordinary mistyping is not the same thing`() {
    let watch = GuessWatch(GuessSettings(), isFreeForLoopback: false)
    for minute in 0..<120 {
      for number in 0..<3 {
        let now = moment(Double(minute * 60 + number * 7))
        #expect(watch.wait(.dossiers, from: client(number), at: now) == nil)
        #expect(watch.missed(.dossiers, from: client(number), at: now) == nil)
      }
    }
    #expect(watch.standings(at: moment(7_200)) == [])
  }

  /// A way of guessing, and what an honest visitor meanwhile does.
  struct Way: Sendable, CustomTestStringConvertible {
    let door: GuessDoor
    let guess: @Sendable (Int) -> (method: String, path: String, body: String?)
    var testDescription: String { door.rawValue }
  }

  static let ways: [Way] = [
    Way(door: .dossiers) { ("GET", "/api/dossiers/000.00.12.H35-261121-\(1_000 + $0)", nil) },
    Way(door: .dossiers) {
      ("GET", "/api/dossiers/000.00.12.H35-261121-\(1_000 + $0)?proof=0000000\($0 % 10)", nil)
    },
    Way(door: .dossiers) { ("GET", "/api/dossiers?day=2026-11-21&ordinal=\($0 + 1)", nil) },
    Way(door: .links) { ("GET", "/api/tickets/\($0 + 1)-0000000000000000", nil) },
    Way(door: .links) { ("POST", "/api/tickets/\($0 + 1)-0000000000000000/cancel", nil) },
    Way(door: .pairing) { ("POST", "/api/pairing", #"{"token":"guess-\#($0)"}"#) },
  ]

  @Test(arguments: ways.indices, [1, 1_000])
  func `a thousand tries in a minute are stopped and reported`(
    way: Int, addresses: Int
  ) async throws {
    let way = Self.ways[way]
    let hand = HandClock()
    try await HallUnderTest.open(clock: hand.hallClock, change: { Self.harden(&$0) }) {
      hall async throws in
      let honest = try await hall.takeNumber()
      let token = try #require(honest.json["token"] as? String)
      var refused = 0
      for number in 0..<1_000 {
        let (method, path, body) = way.guess(number)
        let from = "203.0.\((number % addresses) >> 8).\((number % addresses) & 255)"
        let answer = try await hall.ask(
          method, path, body, headers: ["X-Forwarded-For": from])
        if answer.status == 429 { refused += 1 }
        hand.turn(seconds: 0.06)
      }
      if addresses == 1 { #expect(refused >= 960, "\(refused)") }
      let rows = try hall.store.events(after: 0).filter { $0.kind == "guessing.stopped" }
      #expect(rows.count == 1, "\(rows.map(\.body))")
      #expect(rows.first?.subject == "door:\(way.door.rawValue)")
      #expect(rows.allSatisfy { !$0.body.contains("203.0") && $0.actor.text == "system" })
      let health = try await hall.ask("GET", "/health")
      #expect((health.json["guessing"] as? [String: Any])?["status"] as? String == "stopped")
      let supervision = try await hall.ask(
        "GET", "/api/supervision", cookie: try await hall.cookie(.supervision))
      let seen = try #require(supervision.json["guessing"] as? [[String: Any]])
      #expect(seen.map { $0["door"] as? String } == [way.door.rawValue])
      // Whoever has guessed nothing hears as ever.
      let phone = try await hall.ask(
        "GET", "/api/tickets/\(token)", headers: ["X-Forwarded-For": "198.51.100.7"])
      #expect(phone.status == 200)
    }
  }

  @Test func `control: with generous limits nothing is stopped and nothing reported`() async throws
  {
    try await HallUnderTest.open(change: {
      Self.harden(&$0)
      $0.guessing = GuessSettings(perClientPerMinute: 600, fromAllPerMinute: 6_000)
    }) { hall async throws in
      for number in 0..<100 {
        let answer = try await hall.ask("GET", "/api/tickets/\(number + 1)-0000000000000000")
        #expect(answer.code == "ticket-link-unknown")
      }
      #expect(!(try hall.store.events(after: 0).contains { $0.kind == "guessing.stopped" }))
    }
  }

  /// As a hall on the network: this machine waits like any other, and a proxy tells who asks.
  private static func harden(_ configuration: inout Configuration) {
    configuration.rates.freeForLoopback = false
    configuration.lookup.freeForLoopback = false
    for rate in RateClass.allCases { configuration.rates.limits[rate] = 60_000 }
    configuration.lookup.perClientPerMinute = 600
    configuration.listeners[0].proxies = [ClientAddress("127.0.0.1") ?? .unknown]
  }
}
